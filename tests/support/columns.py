"""The dtypes of integer columns of pandas, polars and pyarrow, and names for columns."""

from typing import Any

import polars as pl
import pyarrow as pa

WIDTHS = [8, 16, 32, 64]
DTYPES = [f"{sign}int{width}" for sign in ("", "u") for width in WIDTHS]
PANDAS_DTYPES = [
    *DTYPES,
    *(dtype.replace("i", "I").replace("u", "U") for dtype in DTYPES),
    *(f"{dtype}[pyarrow]" for dtype in DTYPES),
    "object",
    "category",
    "Sparse[int64]",
]
POLARS_DTYPES = [
    *(getattr(pl, f"{sign}{width}") for sign in ("Int", "UInt") for width in [*WIDTHS, 128]),
    pl.Object,
]
PYARROW_TYPES = [
    *(getattr(pa, dtype)() for dtype in DTYPES),
    pa.dictionary(pa.int8(), pa.int64()),
]


def name_of(value: Any) -> str | None:
    """Return the type of a column and its dtype as a test's name; None if pytest has one."""
    if isinstance(value, str | type):
        return None
    dtype = getattr(value, "dtype", getattr(value, "type", ""))
    return f"{type(value).__module__.split('.')[0]}-{type(value).__name__}-{dtype}"
