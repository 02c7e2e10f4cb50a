"""`make dist` builds two wheels that differ by the extension alone, and an sdist of both."""

import email
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from configparser import ConfigParser
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from support.artifacts import ROOT, Artifacts, make_dist, run

pytestmark = pytest.mark.slow

EXTENSION = "two_list_sum/_native.abi3.so"
LICENCES = ".dist-info/licenses/"


@pytest.fixture(scope="module")
def artifacts() -> Artifacts:
    return make_dist()


def contents(artifact: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file in a wheel or an sdist."""
    if artifact.suffix == ".whl":
        with ZipFile(artifact) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
    else:
        with tarfile.open(artifact) as sdist:
            for member in sdist:
                file = sdist.extractfile(member)
                yield member.name, file.read() if file else b""


def package(wheel: Path) -> set[tuple[str, bytes]]:
    """Return the files that a wheel installs for import."""
    return {(name, data) for name, data in contents(wheel) if name.startswith("two_list_sum/")}


def about(wheel: Path, name: str) -> str:
    """Read a file of the wheel's .dist-info folder."""
    (text,) = (data for path, data in contents(wheel) if path.endswith(f".dist-info/{name}"))
    return text.decode()


def metadata(wheel: Path) -> Message:
    return email.message_from_string(about(wheel, "METADATA"))


def values(message: Message, field: str) -> set[str]:
    """Return the values of a field, in the spelling that maturin and hatchling share."""
    found: set[str] = set(message.get_all(field, []))
    if field == "Requires-Dist":
        return {str(Requirement(each)) for each in found}
    if field == "Keywords":
        return {word for each in found for word in each.split(",")}
    return {each.partition(";")[0] for each in found} if field.endswith("Type") else found


def commands(wheel: Path) -> dict[str, str]:
    entry_points = ConfigParser()
    entry_points.read_string(about(wheel, "entry_points.txt"))
    assert entry_points.sections() == ["console_scripts"]
    return dict(entry_points["console_scripts"])


def licences(artifact: Path) -> set[str]:
    return {name.partition(LICENCES)[2] for name, _ in contents(artifact) if LICENCES in name}


def test_the_wheels_differ_by_the_extension_alone(artifacts: Artifacts) -> None:
    difference = package(artifacts.platform_wheel) ^ package(artifacts.pure_wheel)
    assert {name for name, _ in difference} == {EXTENSION}


def test_the_platform_wheel_is_for_every_cpython_from_3_11(artifacts: Artifacts) -> None:
    assert "-cp311-abi3-" in artifacts.platform_wheel.name


def test_the_wheels_have_the_same_metadata(artifacts: Artifacts) -> None:
    platform, pure = metadata(artifacts.platform_wheel), metadata(artifacts.pure_wheel)
    fields = {*platform.keys(), *pure.keys()} - {"License-File"}
    assert {"Version", "Requires-Dist", "Provides-Extra", "Requires-Python"} <= fields
    for field in fields:
        assert values(platform, field) == values(pure, field)
    assert str(platform.get_payload()).strip() == str(pure.get_payload()).strip()


def test_the_wheels_install_the_same_command(artifacts: Artifacts) -> None:
    command = {"two-list-sum": "two_list_sum.cli:main"}
    assert commands(artifacts.platform_wheel) == commands(artifacts.pure_wheel) == command


def test_the_core_depends_on_numpy_alone(artifacts: Artifacts) -> None:
    needed = values(metadata(artifacts.pure_wheel), "Requires-Dist")
    assert [each for each in needed if "extra ==" not in each] == ["numpy>=1.26"]


def test_the_platform_wheel_has_the_licences_of_the_crates_too(artifacts: Artifacts) -> None:
    ours, of_crates = "LICENSE", "LICENSE-CRATES.txt"
    assert licences(artifacts.pure_wheel) == {ours}
    assert licences(artifacts.platform_wheel) == {ours, of_crates}
    files = values(metadata(artifacts.platform_wheel), "License-File")
    assert files == {ours, of_crates}
    assert {ours, of_crates} <= {name.partition("/")[2] for name, _ in contents(artifacts.sdist)}


def test_every_crate_that_the_extension_names_has_its_licence(artifacts: Artifacts) -> None:
    extension = dict(contents(artifacts.platform_wheel))[EXTENSION]
    named = set(re.findall(rb"/registry/src/[^/]+/([\w-]+?)-(\d[^/]*)/", extension))
    text = about(artifacts.platform_wheel, "licenses/LICENSE-CRATES.txt")
    listed = set(re.findall(r"^(\S+) (\S+): ", text, re.MULTILINE))
    assert {"numpy", "pyo3"} <= {name.decode() for name, _ in named}
    assert {(name.decode(), version.decode()) for name, version in named} <= listed
    assert "criterion" not in text


def test_no_artifact_holds_the_path_of_this_tree(artifacts: Artifacts) -> None:
    path = str(ROOT).encode()
    for artifact in (artifacts.platform_wheel, artifacts.pure_wheel, artifacts.sdist):
        assert [name for name, data in contents(artifact) if path in data] == []


def test_the_sdist_is_built_with_the_locked_crates(artifacts: Artifacts, tmp_path: Path) -> None:
    with tarfile.open(artifacts.sdist) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    lock_file = folder / "Cargo.lock"
    lock_file.write_text(lock_file.read_text().replace('name = "rustc-hash"', 'name = "other"'))
    command = [sys.executable, "-m", "maturin", "build"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "because --locked was passed" in ended.stderr


@pytest.mark.parametrize(
    ("machine", "choice"),
    [
        ([], "platform_wheel"),
        (["--platform", "win_arm64"], "pure_wheel"),
        (["--implementation", "pp"], "pure_wheel"),
        (["--python-version", "3.14", "--abi", "cp314t"], "pure_wheel"),  # free-threaded
    ],
)
def test_pip_chooses_the_wheel_that_fits_and_never_the_sdist(
    artifacts: Artifacts, machine: list[str], choice: str, tmp_path: Path
) -> None:
    dist = artifacts.sdist.parent
    download = ["download", "--no-deps", "--no-index", "--find-links", str(dist), *machine]
    run(sys.executable, "-m", "pip", *download, "--dest", tmp_path, "two-list-sum")
    (chosen,) = tmp_path.iterdir()
    assert chosen.name == getattr(artifacts, choice).name
