"""Builds the image from the Dockerfile, without Docker, on stand-ins for the base images.

The first of the two programs of `make image-test`. It needs Debian and root.
"""

import os
import shutil
import tomllib

from buildah import ROOT, buildah, run
from stand_ins import build_stand_ins

PACKAGES = {"buildah": "buildah", "runc": "runc", "debootstrap": "debootstrap", "ip": "iproute2"}


def install_tools() -> None:
    """Install the Debian packages of the commands that are missing."""
    missing = [package for command, package in PACKAGES.items() if shutil.which(command) is None]
    if missing:
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("apt-get", "-qq", "update")
        run("apt-get", "-qq", "install", "--no-install-recommends", *missing)


def version() -> str:
    """Return the version, which is written in Cargo.toml."""
    settings = tomllib.loads((ROOT / "Cargo.toml").read_text())
    return str(settings["workspace"]["package"]["version"])


def build() -> None:
    """Build the image without pulling any."""
    argument = f"VERSION={version()}"
    buildah("build", "--pull-never", "--build-arg", argument, "--tag", "two-list-sum", ROOT)


if __name__ == "__main__":
    install_tools()
    build_stand_ins()
    build()
