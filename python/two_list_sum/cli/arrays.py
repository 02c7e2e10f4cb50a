"""Reads numpy's arrays: `.npy` files, which are mapped into memory, and members of `.npz` files."""

import zipfile
from typing import Any

import numpy as np
import numpy.typing as npt

from two_list_sum.cli.column import Column, Rows
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.layout import missing_column, position_of


def read_npy(path: str) -> Column:
    """Read an array."""
    try:
        values = np.lib.format.open_memmap(path, mode="r")
    except ValueError as error:
        message = f"{path}: {error}".partition("\n")[0]
        raise CommandError(message) from None
    return _column(values, path)


def read_npz(path: str, member: str | None) -> Column:
    """Read an array of an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.removesuffix(".npy") for name in archive.namelist()]
            if member is None:
                raise missing_column(path, names)
            position = position_of(member, names, path)
            with archive.open(archive.infolist()[position]) as file:
                values = np.lib.format.read_array(file)
    except (ValueError, zipfile.BadZipFile) as error:
        message = f"{path}: {error}".partition("\n")[0]
        raise CommandError(message) from None
    return _column(values, path)


def _column(values: npt.NDArray[Any], path: str) -> Column:
    if values.ndim != 1 or values.dtype.kind not in "iuf":
        message = (
            f"{path}: expected numbers in one dimension, "
            f"found {values.dtype} of shape {values.shape}"
        )
        raise CommandError(message)
    rows = Rows(path, "row", range(1, len(values) + 1))
    check_finite(values, rows)
    return Column(values, 0, [rows])


def check_finite(values: npt.NDArray[Any], rows: Rows) -> None:
    """Refuse NaN and infinities."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        index = int(np.flatnonzero(~np.isfinite(values))[0])
        message = f"{rows.place(index)}: expected a number, found {values[index]}"
        raise CommandError(message)
