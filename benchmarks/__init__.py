"""Benchmarks of the package: the library against other libraries, the server against others."""
