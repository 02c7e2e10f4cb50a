"""Buildah, which builds and mounts images without a daemon, with a storage of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "target" / "image"
COMMAND = ["buildah", "--root", str(FOLDER / "storage"), "--runroot", str(FOLDER / "run")]

# In a container or a small virtual machine buildah cannot make containers, and need not: a changed
# root is enough. The other format of images, OCI's, knows no health checks.
os.environ.update(BUILDAH_ISOLATION="chroot", BUILDAH_FORMAT="docker", BUILDAH_LAYERS="true")


def run(*command: str | Path) -> str:
    """Run a command, which ends the program if it fails, and return what it prints."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def buildah(*arguments: str | Path) -> str:
    """Run a command of buildah."""
    return run(*COMMAND, *arguments)


def has(image: str) -> bool:
    """Tell whether the storage has an image."""
    return bool(buildah("images", "--quiet", "--filter", f"reference={image}"))


@contextmanager
def container(image: str) -> Iterator[str]:
    """Make a container of an image, and delete it in the end."""
    name = buildah("from", "--pull-never", image)
    try:
        yield name
    finally:
        buildah("rm", name)
