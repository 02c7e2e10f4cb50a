"""The refusal to measure anything but the native code as it is released."""

from click import ClickException

from two_list_sum._backend import Backend


def require_release_build(backend: Backend) -> None:
    """Raise an error unless the native backend runs, in a release build.

    Raises:
        ClickException: Another one does; a command ends with this in a line.
    """
    if backend.profile != "release":
        message = f"only a release build of the native backend is measured; this is the {backend}"
        raise ClickException(message)
