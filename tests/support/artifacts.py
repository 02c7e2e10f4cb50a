"""The files that `make dist` builds, and empty environments to install them into.

This module needs nothing but the standard library: `tests/try_artifact.py` uses it too.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Most of the library's tests have the name of their backend. Of the others, most need both.
NATIVE_TESTS = ["-k", "native or not python"]
PYTHON_TESTS = [
    "-k",
    "python and not native",
    "--ignore=library/test_documentation.py",
    "--ignore-glob=*/test_native_*",
]

# Enough to show that a wheel works with another Python, once another one has passed all tests.
SELECTION = ["library/test_results.py", "library/test_backend.py"]

# These tests need pandas, Polars and pyarrow, each many times larger than all that is tested here.
WITHOUT_DATA_FRAMES = ["--ignore-glob", "*/test_dataframe_*"]


@dataclass(frozen=True)
class Artifacts:
    """The files in dist/.

    Attributes:
        platform_wheel: The wheel with the extension.
        pure_wheel: The wheel without it.
        sdist: The sources of both.
    """

    platform_wheel: Path
    pure_wheel: Path
    sdist: Path


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command without the variables that point to this tree, and return its output."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    # Crates that this tree has compiled are not compiled again.
    environment["CARGO_TARGET_DIR"] = str(ROOT / "target")
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@cache
def make_dist() -> Artifacts:
    """Build everything, once, by the documented command."""
    run("make", "dist", cwd=ROOT)
    (pure_wheel,) = (ROOT / "dist").glob("*-py3-none-any.whl")
    (platform_wheel,) = set((ROOT / "dist").glob("*.whl")) - {pure_wheel}
    (sdist,) = (ROOT / "dist").glob("*.tar.gz")
    return Artifacts(platform_wheel, pure_wheel, sdist)


def environment_with(artifact: Path, folder: Path, interpreter: str = sys.executable) -> Path:
    """Create an environment, install one artifact into it, and return its interpreter."""
    run(interpreter, "-m", "venv", "--without-pip", folder)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    install(python, artifact)
    return python


def install(python: Path, *requirements: str | Path) -> None:
    """Install something by pip into the environment of an interpreter."""
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *requirements)


def run_library_tests(python: Path, folder: Path, *options: str) -> int:
    """Run a copy of the library's tests in an environment, and return how many passed.

    Args:
        python: The environment's interpreter.
        folder: An empty folder for the copy, outside this tree.
        options: pytest's options, and the files to run instead of all.
    """
    install(python, "pytest", "hypothesis", "httpx")
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    for name in ("support", "library"):
        shutil.copytree(ROOT / "tests" / name, folder / name)
    settings = ["-o", "pythonpath=.", "-W", "error", *WITHOUT_DATA_FRAMES]
    output = run(python, "-m", "pytest", *settings, *options, cwd=folder)
    passed = re.search(r"(\d+) passed", output)
    return int(passed[1]) if passed else 0
