"""Runs Buildah, which builds and mounts images without a daemon, on a storage of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "target" / "image"
COMMAND = ["buildah", "--root", str(FOLDER / "storage"), "--runroot", str(FOLDER / "run")]

# In a container or a small virtual machine buildah cannot create containers, but chroot is enough.
# The OCI format has no health checks.
os.environ.update(BUILDAH_ISOLATION="chroot", BUILDAH_FORMAT="docker", BUILDAH_LAYERS="true")


def run(*command: str | Path) -> str:
    """Run a command and return its output. If it fails, so does the program."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def buildah(*arguments: str | Path) -> str:
    """Run a command of buildah."""
    return run(*COMMAND, *arguments)


def has(image: str) -> bool:
    """Tell whether the storage has an image."""
    return bool(buildah("images", "--quiet", "--filter", f"reference={image}"))


@contextmanager
def container(image: str) -> Iterator[str]:
    """Create a container from an image, and delete it at the end."""
    name = buildah("from", "--pull-never", image)
    try:
        yield name
    finally:
        buildah("rm", name)
