"""Selection of the backend, in new processes and on copies of the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import two_list_sum

PACKAGE = Path(two_list_sum.__file__).parent
SCRIPT = "import two_list_sum as t; print(t.backend(), t.two_list_sum([1, 2], [3], 5), sep='; ')"


@pytest.fixture
def without_extension(tmp_path: Path) -> Path:
    """Copy the package without its extension."""
    shutil.copytree(PACKAGE, tmp_path / "two_list_sum", ignore=shutil.ignore_patterns("_native.*"))
    return tmp_path


@pytest.fixture
def with_broken_extension(without_extension: Path) -> Path:
    """Copy the package with an extension that cannot be loaded."""
    (without_extension / "two_list_sum" / "_native.abi3.so").write_bytes(b"not a library")
    return without_extension


def run(choice: str | None, path: Path = PACKAGE.parent) -> subprocess.CompletedProcess[str]:
    """Print the backend that a new interpreter selects, and a result of it."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    environment.pop("TWO_LIST_SUM_BACKEND", None)
    if choice is not None:
        environment["TWO_LIST_SUM_BACKEND"] = choice
    return subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("choice", [None, "auto"])
def test_the_extension_is_selected_if_installed(choice: str | None) -> None:
    process = run(choice)
    assert process.stdout.endswith(" build (the extension is installed); True\n")
    assert process.stdout.startswith("native backend, ")
    assert process.stderr == ""


def test_native_can_be_selected() -> None:
    assert run("native").stdout.endswith(" build (TWO_LIST_SUM_BACKEND=native); True\n")


def test_python_can_be_selected() -> None:
    process = run("python")
    assert process.stdout == "python backend (TWO_LIST_SUM_BACKEND=python); True\n"


def test_auto_selects_python_without_an_extension(without_extension: Path) -> None:
    process = run("auto", without_extension)
    assert process.stdout == "python backend (the extension is not installed); True\n"
    assert process.stderr == ""


def test_auto_selects_python_for_a_broken_extension_with_a_warning(
    with_broken_extension: Path,
) -> None:
    process = run("auto", with_broken_extension)
    assert process.stdout.startswith("python backend (the extension cannot be loaded: ")
    assert process.stdout.endswith("); True\n")
    assert "RuntimeWarning: the extension of two_list_sum is installed but cannot" in process.stderr


def test_python_ignores_a_broken_extension(with_broken_extension: Path) -> None:
    process = run("python", with_broken_extension)
    assert process.stdout == "python backend (TWO_LIST_SUM_BACKEND=python); True\n"
    assert process.stderr == ""


def test_native_fails_without_the_extension(without_extension: Path) -> None:
    process = run("native", without_extension)
    assert process.returncode == 1
    assert "ImportError: TWO_LIST_SUM_BACKEND=native, but the extension cannot be" in process.stderr


def test_native_fails_with_a_broken_extension(with_broken_extension: Path) -> None:
    process = run("native", with_broken_extension)
    assert process.returncode == 1
    assert "ImportError: TWO_LIST_SUM_BACKEND=native, but the extension cannot be" in process.stderr


@pytest.mark.parametrize("choice", ["rust", "", "NATIVE"])
def test_an_unknown_choice_fails_and_lists_the_choices(choice: str) -> None:
    process = run(choice)
    assert process.returncode == 1
    assert process.stderr.endswith(
        f"ValueError: TWO_LIST_SUM_BACKEND must be one of auto, native, python, not {choice!r}\n"
    )


def test_the_backend_has_a_name_and_a_profile() -> None:
    backend = two_list_sum.backend()
    assert backend.name in ("native", "python")
    assert (backend.profile in ("debug", "release")) == (backend.name == "native")
