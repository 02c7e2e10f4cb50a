"""Measures `two_list_sum.chunked` against DuckDB and Polars: `python -m benchmarks.chunked`."""
