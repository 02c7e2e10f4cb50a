"""The wheels and the sdist can be installed and used without access to the sources."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.artifacts import (
    NATIVE_TESTS,
    PYTHON_TESTS,
    SELECTION,
    environment_with,
    make_dist,
    run,
    run_library_tests,
)
from support.interpreters import find_cpython

pytestmark = pytest.mark.slow

NATIVE = "native backend, release build (the extension is installed)\n"
PYTHON = "python backend (the extension is not installed)\n"

CALL = """
import two_list_sum as t
assert t.two_list_sum([1, 2], [3], 5)
print(t.__file__, t.backend(), sep="; ")
"""


@pytest.fixture(scope="module")
def python_with_platform_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment_with(make_dist().platform_wheel, tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="module", params=["3.11", "3.12", "3.13", "3.14", "3.15"])
def other_python_with_platform_wheel(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Another CPython, from the oldest to the next one, with the same platform wheel."""
    interpreter = find_cpython(request.param)
    if interpreter == sys.executable:
        pytest.skip("this CPython runs all of the library's tests with the wheel")
    if interpreter is None:
        pytest.skip(f"there is no CPython {request.param} on this machine")
    folder = tmp_path_factory.mktemp("environment")
    return environment_with(make_dist().platform_wheel, folder, interpreter)


@pytest.fixture(scope="module")
def python_with_pure_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment_with(make_dist().pure_wheel, tmp_path_factory.mktemp("environment"))


@pytest.fixture(scope="module")
def python_with_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter for which pip has built and installed the sdist."""
    return environment_with(make_dist().sdist, tmp_path_factory.mktemp("environment"))


def backend(python: Path, folder: Path) -> str:
    """Return which backend runs in an environment, called from a folder outside this tree."""
    location, description = run(python, "-c", CALL, cwd=folder).split("; ")
    assert Path(location).is_relative_to(python.parents[1])
    return description


def test_the_platform_wheel_runs_natively(python_with_platform_wheel: Path, tmp_path: Path) -> None:
    assert backend(python_with_platform_wheel, tmp_path) == NATIVE


def test_the_library_tests_pass_with_the_platform_wheel(
    python_with_platform_wheel: Path, tmp_path: Path
) -> None:
    assert run_library_tests(python_with_platform_wheel, tmp_path, *NATIVE_TESTS) > 200


def test_the_platform_wheel_works_with_other_pythons(
    other_python_with_platform_wheel: Path, tmp_path: Path
) -> None:
    python = other_python_with_platform_wheel
    assert backend(python, tmp_path) == NATIVE
    assert run_library_tests(python, tmp_path, *NATIVE_TESTS, *SELECTION) > 50


def test_the_pure_wheel_runs_in_python(python_with_pure_wheel: Path, tmp_path: Path) -> None:
    assert backend(python_with_pure_wheel, tmp_path) == PYTHON


def test_the_pure_wheel_gives_the_same_results(
    python_with_pure_wheel: Path, tmp_path: Path
) -> None:
    assert run_library_tests(python_with_pure_wheel, tmp_path, *PYTHON_TESTS, *SELECTION) > 50


def test_the_sdist_installs_and_runs_natively(python_with_sdist: Path, tmp_path: Path) -> None:
    assert backend(python_with_sdist, tmp_path) == NATIVE


def test_the_sdist_needs_numpy_alone(python_with_sdist: Path) -> None:
    folders = python_with_sdist.parents[1].glob("lib/*/site-packages/*.dist-info")
    names = {folder.name.partition("-")[0] for folder in folders}
    assert names == {"numpy", "two_list_sum"}


def test_what_the_sdist_installs_has_the_licences_of_the_crates(python_with_sdist: Path) -> None:
    site_packages = next(python_with_sdist.parents[1].glob("lib/*/site-packages"))
    assert list(site_packages.glob("two_list_sum-*.dist-info/licenses/LICENSE-CRATES.txt"))


def test_the_command_says_what_it_needs(python_with_sdist: Path, tmp_path: Path) -> None:
    command = python_with_sdist.with_name("two-list-sum")
    ended = subprocess.run(
        [command, "serve"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.endswith("To install it: pip install 'two-list-sum[server]'\n")


def test_the_sdist_gives_the_same_results(python_with_sdist: Path, tmp_path: Path) -> None:
    assert run_library_tests(python_with_sdist, tmp_path, *NATIVE_TESTS, *SELECTION) > 50
