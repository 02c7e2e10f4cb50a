"""What is built can be installed and used with the sources out of reach."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
QUESTION = """
import two_list_sum as t
assert t.two_list_sum([1, 2], [3], 5)
print(t.__file__, t.backend(), sep="; ")
"""


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command, away from the settings that point to this tree, and return what it prints."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    # Crates that the tree has compiled are not compiled again.
    environment["CARGO_TARGET_DIR"] = str(ROOT / "target")
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "maturin", "sdist", "--out", folder, cwd=ROOT)
    (path,) = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def environment_with_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an empty environment into which pip has built and installed the sdist."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", sdist)
    return python


def test_the_sdist_installs_and_runs_natively(environment_with_sdist: Path, tmp_path: Path) -> None:
    location, backend = run(environment_with_sdist, "-c", QUESTION, cwd=tmp_path).split("; ")
    assert Path(location).is_relative_to(environment_with_sdist.parents[1])
    assert backend == "native backend, release build (the extension is installed)\n"


def test_it_depends_on_numpy_alone(environment_with_sdist: Path) -> None:
    listed = run(environment_with_sdist, "-m", "pip", "list", "--format", "freeze")
    names = {line.partition("==")[0] for line in listed.splitlines()}
    assert names - {"pip", "setuptools"} == {"numpy", "two-list-sum"}


def test_the_command_says_what_it_needs(environment_with_sdist: Path, tmp_path: Path) -> None:
    command = environment_with_sdist.with_name("two-list-sum")
    ended = subprocess.run(
        [command, "serve"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.endswith("The command needs: pip install 'two-list-sum[server]'\n")


def test_the_library_tests_pass_with_the_sources_out_of_reach(
    environment_with_sdist: Path, tmp_path: Path
) -> None:
    for name in ("conftest.py", "served.py", "library"):
        source = ROOT / "tests" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    run(environment_with_sdist, "-m", "pip", "install", "--quiet", "pytest", "hypothesis", "httpx")
    options = ["-o", "pythonpath=. library", "--quiet"]
    assert " passed" in run(environment_with_sdist, "-m", "pytest", *options, cwd=tmp_path)
