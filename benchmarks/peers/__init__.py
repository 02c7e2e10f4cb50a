"""The library beside what people use today: `python -m benchmarks.peers`, or `make bench-peers`."""
