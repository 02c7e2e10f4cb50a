"""The server against one written with FastAPI and a bare one: `python -m benchmarks.http`."""

ROUTE = "/api/v1/two-list-sum"
