"""How the backend is chosen: in processes of their own, from copies of the package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import two_list_sum

PACKAGE = Path(two_list_sum.__file__).parent
QUESTION = "import two_list_sum as t; print(t.backend(), t.two_list_sum([1, 2], [3], 5), sep='; ')"


@pytest.fixture
def without_extension(tmp_path: Path) -> Path:
    """A copy of the package that has no extension."""
    shutil.copytree(PACKAGE, tmp_path / "two_list_sum", ignore=shutil.ignore_patterns("_native.*"))
    return tmp_path


@pytest.fixture
def with_broken_extension(without_extension: Path) -> Path:
    """A copy of the package whose extension cannot be loaded."""
    (without_extension / "two_list_sum" / "_native.abi3.so").write_bytes(b"not a library")
    return without_extension


def ask(choice: str | None, path: Path = PACKAGE.parent) -> subprocess.CompletedProcess[str]:
    """Ask a new interpreter which backend it runs, and whether 5 is in reach."""
    environment = {**os.environ, "PYTHONPATH": str(path)}
    environment.pop("TWO_LIST_SUM_BACKEND", None)
    if choice is not None:
        environment["TWO_LIST_SUM_BACKEND"] = choice
    return subprocess.run(
        [sys.executable, "-c", QUESTION],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("choice", [None, "auto"])
def test_the_extension_is_chosen_where_there_is_one(choice: str | None) -> None:
    answer = ask(choice)
    assert answer.stdout.endswith(" build (the extension is installed); True\n")
    assert answer.stdout.startswith("native backend, ")
    assert answer.stderr == ""


def test_native_is_chosen_on_request() -> None:
    assert ask("native").stdout.endswith(" build (TWO_LIST_SUM_BACKEND=native); True\n")


def test_python_is_chosen_on_request() -> None:
    answer = ask("python")
    assert answer.stdout == "python backend (TWO_LIST_SUM_BACKEND=python); True\n"


def test_python_stands_in_for_an_absent_extension(without_extension: Path) -> None:
    answer = ask("auto", without_extension)
    assert answer.stdout == "python backend (the extension is not installed); True\n"
    assert answer.stderr == ""


def test_python_stands_in_for_a_broken_extension_with_a_warning(
    with_broken_extension: Path,
) -> None:
    answer = ask("auto", with_broken_extension)
    assert answer.stdout.startswith("python backend (the extension cannot be loaded: ")
    assert answer.stdout.endswith("); True\n")
    assert "RuntimeWarning: the extension of two_list_sum is installed but cannot" in answer.stderr


def test_python_on_request_does_not_look_at_a_broken_extension(with_broken_extension: Path) -> None:
    answer = ask("python", with_broken_extension)
    assert answer.stdout == "python backend (TWO_LIST_SUM_BACKEND=python); True\n"
    assert answer.stderr == ""


def test_native_on_request_fails_without_the_extension(without_extension: Path) -> None:
    answer = ask("native", without_extension)
    assert answer.returncode == 1
    assert "ImportError: TWO_LIST_SUM_BACKEND=native, but the extension cannot be" in answer.stderr


def test_native_on_request_fails_with_a_broken_extension(with_broken_extension: Path) -> None:
    answer = ask("native", with_broken_extension)
    assert answer.returncode == 1
    assert "ImportError: TWO_LIST_SUM_BACKEND=native, but the extension cannot be" in answer.stderr


@pytest.mark.parametrize("choice", ["rust", "", "NATIVE"])
def test_an_unknown_choice_fails_and_names_the_three(choice: str) -> None:
    answer = ask(choice)
    assert answer.returncode == 1
    assert answer.stderr.endswith(
        f"ValueError: TWO_LIST_SUM_BACKEND must be one of auto, native, python, not {choice!r}\n"
    )


def test_backend_has_the_parts_by_name() -> None:
    backend = two_list_sum.backend()
    assert backend.name in ("native", "python")
    assert (backend.profile in ("debug", "release")) == (backend.name == "native")
