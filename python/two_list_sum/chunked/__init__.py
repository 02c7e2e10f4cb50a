"""Pairs in columns that do not fit in memory, or lie on many machines: see docs/scale-out.md.

>>> from two_list_sum import chunked
>>> a = chunked.column("ledger/2026/*.parquet", "amount")  # doctest: +SKIP
>>> b = chunked.column("payments/2026/*.parquet", "amount")  # doctest: +SKIP
>>> chunked.find_pair(a, b, Decimal("1102.46"))  # doctest: +SKIP
Pair(i=1180591620, j=717411303)

Needs ``pip install 'two-list-sum[chunked]'``, or ``[dask]`` for Dask clusters.
"""

try:
    import pyarrow as pa  # noqa: F401 - to explain its absence
except ModuleNotFoundError as error:
    _message = (
        f"{error}; to install what two_list_sum.chunked needs: pip install 'two-list-sum[chunked]'"
    )
    raise ModuleNotFoundError(_message, name=error.name) from error

from two_list_sum.chunked.calls import count_pairs, find_pair, find_pairs, two_list_sum
from two_list_sum.chunked.chunks import Column
from two_list_sum.chunked.columns import column

__all__ = ["Column", "column", "count_pairs", "find_pair", "find_pairs", "two_list_sum"]
