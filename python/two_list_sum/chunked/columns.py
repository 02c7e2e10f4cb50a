"""Makes columns of what callers pass: files by path, pattern or URL, datasets, arrays."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from two_list_sum.chunked.chunks import Column, Part, Source, column_of
from two_list_sum.chunked.sources.arrays import read_array
from two_list_sum.chunked.sources.arrow import read_arrow
from two_list_sum.chunked.sources.files import File, describe_all, find_files
from two_list_sum.chunked.sources.parquet import read_parquet

#: By the first bytes of a file.
_READERS: dict[bytes, Callable[[File, str], tuple[Source, Iterable[Part]]]] = {
    b"PAR1": read_parquet,
    b"ARRO": read_arrow,
}


def column(source: Any, name: str) -> Column:
    """Return a column of Parquet or Arrow files, of which only the metadata is read now.

    Rows are numbered through all files, in the order of their paths.

    Args:
        source: A path, a pattern such as ``ledger/2026/*.parquet``, a folder (the Parquet and Arrow
            files at any depth), a URL that pyarrow reads (``s3://``, ``gs://``), a list of those,
            or a ``pyarrow.dataset.Dataset`` of files.
        name: The column: integers of any width or decimals, without nulls. Files may differ in
            width and scale.

    Raises:
        FileNotFoundError: There is no such file.
        TypeError: The column holds something other than integers and decimals, or nulls, as far as
            the statistics tell.
        ValueError: A file is neither Parquet nor Arrow, or has no such column; or a dataset has a
            filter.

    Example:
        >>> column("ledger/2026/*.parquet", "amount")  # doctest: +SKIP
        <Column of 1200000000 rows in 1150 chunks>
    """
    loaded = sys.modules.get("pyarrow.dataset")  # it is if the source is a dataset
    is_dataset = loaded is not None and isinstance(source, loaded.Dataset)
    files = _files_of(source) if is_dataset else find_files(source)
    known: dict[int, tuple[Source, list[Part]]] = {}
    for file in files:
        if id(file) not in known:  # a file may come more than once
            of_file, parts = _read_metadata(file, name)
            known[id(file)] = of_file, list(parts)
    return column_of(known[id(file)] for file in files)


def as_column(values: Any, name: str) -> Column:
    """Return an argument as a column.

    Args:
        values: A column, an array (mapped from a file, too), or whatever the functions of the
            package accept as a list of integers or decimals.
        name: The argument's name, for error messages.
    """
    return values if isinstance(values, Column) else column_of(read_array(values, name))


def _files_of(dataset: Any) -> list[File]:
    if not hasattr(dataset, "files"):
        message = f"source must be a dataset of files, not a {type(dataset).__name__}"
        raise TypeError(message)
    try:
        dataset.get_fragments()
    except ValueError as error:  # it has a filter, which its files do not show
        message = f"source must be a dataset without a filter: {error}"
        raise ValueError(message) from error
    return describe_all(dataset.filesystem, sorted(dataset.files))


def _read_metadata(file: File, name: str) -> tuple[Source, Iterable[Part]]:
    """Read the metadata of a file, by the kind that its first bytes tell."""
    with file.filesystem.open_input_file(file.path) as opened:
        magic = opened.read(4)
    if magic not in _READERS:
        message = (
            f"{file.path} is neither a Parquet nor an Arrow file; write it as Parquet, such as "
            "with pyarrow.parquet.write_table"
        )
        raise ValueError(message)
    return _READERS[magic](file, name)
