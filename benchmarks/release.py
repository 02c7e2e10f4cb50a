"""The refusal to measure anything but the native code as it is released."""

import sys

from two_list_sum import Backend

EXIT_STATUS = 2


def require_release_build(backend: Backend) -> None:
    """End the program unless the native backend runs, in a release build."""
    if backend.profile != "release":
        message = f"only a release build is measured, and this is the {backend}: run `make bench`"
        print(message, file=sys.stderr)
        raise SystemExit(EXIT_STATUS)
