"""Programs and packages that some tests need: without them, these are skipped, or fail in CI."""

import os
import shutil
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Skip the test, or fail it in CI, since something is not installed."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def installed_program(name: str) -> str:
    """Return the path of a program."""
    return shutil.which(name) or missing(f"{name} must be installed")


def installed_package(name: str) -> Any:
    """Import a package."""
    if find_spec(name) is None:
        missing(f"the package {name} must be installed")
    return import_module(name)
