"""Selects the backend, once, when the package is imported. Import the functions from here.

The environment variable `TWO_LIST_SUM_BACKEND` is `native` (the Rust extension), `python` (the
Python implementation) or `auto`, the default: the extension if it is installed, otherwise Python.
"""

import os
import sys
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

VARIABLE = "TWO_LIST_SUM_BACKEND"
CHOICES = ("auto", "native", "python")


@dataclass(frozen=True)
class Backend:
    """The implementation in use.

    Attributes:
        name: ``"native"`` for the Rust extension, ``"python"`` for the Python implementation.
        reason: Why this backend was selected.
        profile: The Cargo profile of the extension, ``"release"`` or ``"debug"``; None for Python.
    """

    name: Literal["native", "python"]
    reason: str
    profile: str | None = None

    def __str__(self) -> str:
        """Return a description in one line."""
        profile = f", {self.profile} build" if self.profile else ""
        return f"{self.name} backend{profile} ({self.reason})"


def _select(choice: str) -> Backend:
    """Select a backend by the value of the variable, and check that it can be imported."""
    if choice not in CHOICES:
        message = f"{VARIABLE} must be one of {', '.join(CHOICES)}, not {choice!r}"
        raise ValueError(message)
    if choice == "python":
        return Backend("python", f"{VARIABLE}=python")
    if choice == "auto" and find_spec("two_list_sum._native") is None:
        return Backend("python", "the extension is not installed")
    try:
        from two_list_sum._native import PROFILE  # noqa: PLC0415 - optional
    except ImportError as error:
        if choice == "native":
            message = (
                f"{VARIABLE}=native, but the extension cannot be loaded ({error}); reinstall "
                f"two-list-sum, or unset {VARIABLE} to use the Python backend"
            )
            raise ImportError(message) from error
        message = (
            f"the extension of two_list_sum is installed but cannot be loaded ({error}); using the "
            f"much slower Python backend. Reinstall two-list-sum, or set {VARIABLE}=python to "
            f"silence this warning"
        )
        warnings.warn(message, RuntimeWarning, stacklevel=2)
        return Backend("python", f"the extension cannot be loaded: {error}")
    reason = f"{VARIABLE}=native" if choice == "native" else "the extension is installed"
    return Backend("native", reason, PROFILE)


def _is_command() -> bool:
    """Whether the process runs the command, which reports errors in one line."""
    path = sys.argv[0] if getattr(sys, "argv", None) else ""
    program = os.path.basename(path).removesuffix(".exe")  # noqa: PTH119 - pathlib is slow to import
    return program == "two-list-sum" or sys.orig_argv[1:3] == ["-m", "two_list_sum"]


try:
    _backend = _select(os.environ.get(VARIABLE, "auto"))
except (ValueError, ImportError) as error:
    if not _is_command():
        raise
    sys.stderr.write(f"Error: {error}\n")
    raise SystemExit(2) from None

# Type checkers see the Python backend; a test and stubtest check that the signatures are the same.
if _backend.name == "native" and not TYPE_CHECKING:
    from two_list_sum._native import closest_pair, count_pairs, find_pair, find_pairs, two_list_sum
else:
    from two_list_sum._fallback import (
        closest_pair,
        count_pairs,
        find_pair,
        find_pairs,
        two_list_sum,
    )


def backend() -> Backend:
    """Return which implementation is in use, and why.

    Returns:
        A ``Backend`` with ``name`` (``"native"`` or ``"python"``), ``reason`` and ``profile``.

    Example:
        >>> backend().name in ("native", "python")
        True
    """
    return _backend


__all__ = [
    "CHOICES",
    "VARIABLE",
    "Backend",
    "backend",
    "closest_pair",
    "count_pairs",
    "find_pair",
    "find_pairs",
    "two_list_sum",
]
