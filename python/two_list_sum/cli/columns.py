"""Reads a list of integers from any supported file: an array, a column of a CSV file, text."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.cli.csv_file import read_csv
from two_list_sum.cli.parsing import ColumnError
from two_list_sum.cli.text_file import read_text

Column: TypeAlias = npt.NDArray[np.integer[Any]] | Sequence[int]


def read_column(source: str) -> Column:
    """Read a list of integers.

    Args:
        source: A file `*.npy`, which is mapped into memory; a column of a CSV file, as
            `FILE.csv:COLUMN`; a text file with one integer per line; or `-` for text on standard
            input.

    Returns:
        An array, or a list of ints if an array of int64 cannot hold the values of a text.

    Raises:
        ColumnError: The file cannot be read, or holds something other than integers.
    """
    stem, csv_ending, column = source.partition(".csv:")
    try:
        if source == "-":
            with open(sys.stdin.fileno(), "rb", closefd=False) as file:
                return read_text(file, "standard input")
        if source.endswith(".npy"):
            return _map_array(source)
        if csv_ending and not Path(source).exists():
            return read_csv(f"{stem}.csv", column)
        with Path(source).open("rb") as file:
            return read_text(file, source)
    except OSError as error:
        message = f"{error.filename or source}: {error.strerror or error}"
        raise ColumnError(message) from error
    except UnicodeDecodeError as error:
        message = f"{source}: not in UTF-8 ({error})"
        raise ColumnError(message) from error


def _map_array(path: str) -> npt.NDArray[np.integer[Any]]:
    """Map an array into memory."""
    try:
        values = np.lib.format.open_memmap(path, mode="r")
    except ValueError as error:
        message = f"{path}: {error}".partition("\n")[0]
        raise ColumnError(message) from error
    if values.ndim != 1 or values.dtype.kind not in "iu":
        message = (
            f"{path}: expected integers in one dimension, "
            f"found {values.dtype} of shape {values.shape}"
        )
        raise ColumnError(message)
    return values
