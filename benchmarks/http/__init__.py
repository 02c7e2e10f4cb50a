"""The service beside one on FastAPI and a bare one: `python -m benchmarks.http`."""
