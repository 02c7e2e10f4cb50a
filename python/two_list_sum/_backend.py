"""The one place that chooses the implementation; everything else imports the functions from here.

`TWO_LIST_SUM_BACKEND` in the environment decides, when the package is first imported: `native` asks
for the Rust extension, `python` for the Python version, and `auto`, the default, for the extension
if there is one.
"""

import os
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

VARIABLE = "TWO_LIST_SUM_BACKEND"
CHOICES = ("auto", "native", "python")


@dataclass(frozen=True)
class Backend:
    """Which implementation runs, and why.

    Attributes:
        name: ``"native"`` for the Rust extension, ``"python"`` for the Python version.
        reason: Why this one, in a few words.
        profile: The Cargo profile of the extension, ``"release"`` or ``"debug"``; None in Python.
    """

    name: Literal["native", "python"]
    reason: str
    profile: str | None = None

    def __str__(self) -> str:
        """Describe the backend in a line."""
        profile = f", {self.profile} build" if self.profile else ""
        return f"{self.name} backend{profile} ({self.reason})"


def _choose(choice: str) -> Backend:
    """Choose by the value of the variable, and make sure that the choice can be imported."""
    if choice not in CHOICES:
        message = f"{VARIABLE} must be one of {', '.join(CHOICES)}, not {choice!r}"
        raise ValueError(message)
    if choice == "python":
        return Backend("python", f"{VARIABLE}=python")
    if choice == "auto" and find_spec("two_list_sum._native") is None:
        return Backend("python", "the extension is not installed")
    try:
        from two_list_sum._native import PROFILE  # noqa: PLC0415 - only if it is asked for
    except ImportError as error:
        if choice == "native":
            message = (
                f"{VARIABLE}=native, but the extension cannot be loaded ({error}); reinstall "
                f"two-list-sum, or unset {VARIABLE} to let the Python version stand in"
            )
            raise ImportError(message) from error
        message = (
            f"the extension of two_list_sum is installed but cannot be loaded ({error}); the much "
            f"slower Python version stands in. Reinstall two-list-sum, or set {VARIABLE}=python to "
            f"silence this warning"
        )
        warnings.warn(message, RuntimeWarning, stacklevel=2)
        return Backend("python", f"the extension cannot be loaded: {error}")
    reason = f"{VARIABLE}=native" if choice == "native" else "the extension is installed"
    return Backend("native", reason, PROFILE)


_backend = _choose(os.environ.get(VARIABLE, "auto"))

# Type checkers see one version: a test and stubtest hold the other to the same signatures.
if _backend.name == "native" and not TYPE_CHECKING:
    from two_list_sum._native import count_pairs, find_pair, find_pairs, two_list_sum
else:
    from two_list_sum._fallback import count_pairs, find_pair, find_pairs, two_list_sum


def backend() -> Backend:
    """Say which implementation runs, and why.

    Returns:
        A record of ``name`` (``"native"`` or ``"python"``), ``reason`` and ``profile``.

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
    "count_pairs",
    "find_pair",
    "find_pairs",
    "two_list_sum",
]
