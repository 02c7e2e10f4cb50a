"""The library against other libraries: `python -m benchmarks.peers`."""
