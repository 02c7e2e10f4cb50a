"""Importing the package costs little more than importing numpy."""

import os
import subprocess
import sys

import pytest

IMPORT = """
import sys
import numpy
before = set(sys.modules)
import two_list_sum
print(*sorted(set(sys.modules) - before))
"""

# Modules of the standard library that the core needs and that not every numpy imports.
STANDARD = {"array", "copy", "dataclasses", "importlib._abc", "importlib.util"}
STANDARD |= {"_bisect", "_decimal", "bisect", "decimal"}  # the Python backend alone


@pytest.mark.parametrize("backend", ["native", "python"])
def test_the_core_imports_little_but_numpy(backend: str) -> None:
    environment = {**os.environ, "TWO_LIST_SUM_BACKEND": backend}
    command = [sys.executable, "-c", IMPORT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert {"two_list_sum", "two_list_sum._backend"} <= imported
    ours = {name for name in imported if name.partition(".")[0] in ("numpy", "two_list_sum")}
    assert imported - ours <= STANDARD
