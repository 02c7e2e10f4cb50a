"""Finds the CPythons of this machine."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

DESCRIBE = """
import platform, sys, sysconfig
threading = "free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else "with the GIL"
print(platform.python_implementation(), "%d.%d" % sys.version_info[:2], threading)
"""


def find_cpython(version: str) -> str | None:
    """Find a CPython of a version that really runs: pyenv's shims on the path often do not."""
    wanted = f"CPython {version} with the GIL\n"
    return next((each for each in candidates(version) if identity(each) == wanted), None)


def candidates(version: str) -> Iterator[str]:
    """Yield where a version may be: this interpreter, the path, pyenv's versions."""
    yield sys.executable
    if on_path := shutil.which(f"python{version}"):
        yield on_path
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=True).stdout
        yield from map(str, Path(root.strip()).glob(f"versions/{version}.*/bin/python{version}"))


def identity(interpreter: str) -> str:
    """Return an interpreter's implementation and version, as it prints them."""
    command = [interpreter, "-c", DESCRIBE]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
