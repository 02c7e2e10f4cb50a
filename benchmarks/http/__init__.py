"""The server against FastAPI and a bare ASGI application: `python -m benchmarks.http`."""

ROUTE = "/api/v1/two-list-sum"
