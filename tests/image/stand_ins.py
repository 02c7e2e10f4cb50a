"""Builds stand-ins for the Dockerfile's base images, under their names.

They consist of Debian's packages and this machine's Rust, so that no image registry is needed. They
have what the Dockerfile relies on, and this machine's settings for the package registries.
"""

import os
import re
from pathlib import Path

from buildah import FOLDER, ROOT, buildah, container, has, run

SETTINGS = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pip.conf",
    "/root/.config/pip/pip.conf",
    "/root/.cargo/config.toml",
]
VARIABLES = re.compile("PIP_|CARGO_(HTTP|NET|REGISTR|SOURCE)")

# As the base images are slim.
SLIM = (
    "rm -rf /var/cache/apt/* /var/lib/apt/lists/* /usr/share/doc /usr/share/locale /usr/share/man"
)

INSTALL = f"""
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install --no-install-recommends {{packages}}
{SLIM}
"""

# As in Python's image, pip installs into the system, and the standard library is not compiled.
PYTHON = """
ln -s python3 /usr/bin/python
rm /usr/lib/python3*/EXTERNALLY-MANAGED
find / -xdev -name '*.pyc' -delete
"""


def build_stand_ins() -> None:
    """Build those that do not exist yet."""
    dockerfile = (ROOT / "Dockerfile").read_text()
    rust, python = re.findall(r"^ARG \w+_IMAGE=(\S+)$", dockerfile, re.MULTILINE)
    for image, build in ((python, _build_python), (rust, _build_rust)):
        if not has(image):
            print(f"Building a stand-in for {image}", flush=True)
            release = image.rpartition("-")[2]
            build(image, _debian(release))


def _debian(release: str) -> str:
    """Return an image of minimal Debian, built from the mirror that this machine uses."""
    image = f"localhost/debian:{release}"
    if has(image):
        return image
    run("apt-get", "-qq", "update")
    wanted = ["Label: Debian", "Identifier: Packages"]
    mirror, *_ = run("apt-get", "indextargets", "--format", "$(REPO_URI)", *wanted).splitlines()
    tree = FOLDER / "debian"
    run("rm", "-rf", tree)
    run("debootstrap", "--variant=minbase", "--include=ca-certificates", release, tree, mirror)
    run("chroot", tree, "sh", "-c", SLIM)
    with container("scratch") as name:
        buildah("copy", "--quiet", name, tree, "/")
        for file in filter(os.path.exists, SETTINGS):
            buildah("copy", "--quiet", name, file, file)
        for variable in filter(VARIABLES.match, os.environ):
            buildah("config", f"--env={variable}={os.environ[variable]}", name)
        buildah("commit", "--quiet", name, image)
    run("rm", "-rf", tree)
    return image


def _build_python(image: str, debian: str) -> None:
    with container(debian) as name:
        _install(name, "python3-pip")
        buildah("run", name, "--", "sh", "-ec", PYTHON)
        buildah("commit", "--quiet", name, image)


def _build_rust(image: str, debian: str) -> None:
    toolchain = Path(run("rustc", "--print", "sysroot"))
    with container(debian) as name:
        _install(name, "gcc libc6-dev")
        for part in ("bin/cargo", "bin/rustc", "lib"):
            buildah("copy", "--quiet", name, toolchain / part, f"/usr/local/{part}")
        buildah("commit", "--quiet", name, image)


def _install(name: str, packages: str) -> None:
    """Install Debian packages in a container."""
    buildah("run", name, "--", "sh", "-ec", INSTALL.format(packages=packages))
