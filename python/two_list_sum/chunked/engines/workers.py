"""Checks that workers have this package as the client has it, and says what to do if not."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from two_list_sum._backend import backend

_NEEDED = ("two_list_sum", "pyarrow", "numpy")


@cache
def description() -> str:
    """Return the version and the backend of this process."""
    return f"two-list-sum {version('two-list-sum')} with the {backend().name} backend"


def checked(expected: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, in a process of the expected description.

    Raises:
        RuntimeError: The description is another one.
    """
    refuse_others(expected, {"a worker": description()})
    return function(*arguments)


def refuse_others(expected: str, found: Mapping[str, str | BaseException]) -> None:
    """Raise if a worker has another version or backend, or none."""
    for worker, each in found.items():
        if isinstance(each, BaseException):
            words = missing_package(each) or f"{worker} fails: {each}"
            raise RuntimeError(words) from each  # noqa: TRY004 - no argument is wrong
        if each != expected:
            message = (
                f"{worker} has {each}, but the client has {expected}; install the same version "
                "everywhere, and set TWO_LIST_SUM_BACKEND to the same value"
            )
            raise RuntimeError(message)


def missing_package(error: BaseException) -> str | None:
    """Return what to do about an error if it says that a worker lacks a package."""
    if not isinstance(error, ImportError):
        return None
    package = (error.name or "").partition(".")[0]
    if package not in _NEEDED:
        return None
    return (
        f"a worker has no package {package} ({error}); install "
        f"'two-list-sum[chunked]=={version('two-list-sum')}' on every worker"
    )
