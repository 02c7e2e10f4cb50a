"""Ensures that benchmarks measure release builds only."""

from click import ClickException

from two_list_sum._backend import Backend


def require_release_build(backend: Backend) -> None:
    """Check that the backend is a release build of the native one.

    Raises:
        ClickException: It is not.
    """
    if backend.profile != "release":
        message = f"benchmarks need a release build of the native backend; this is the {backend}"
        raise ClickException(message)
