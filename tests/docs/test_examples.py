"""Every code block of the README and of docs/ does what it says."""

import os
import re
import shlex
import subprocess
import sysconfig
import tomllib
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import Document
from sybil.example import Example
from sybil.parsers.markdown import CodeBlockParser

from support.server import Server

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def run_python(example: Example) -> None:
    """Run a block with the names of the blocks before it on its page."""
    source = with_server_address(example)
    exec(compile(source, f"{example.path}:{example.line}", "exec"), example.namespace)  # noqa: S102


def with_server_address(example: Example) -> str:
    """Return the text of an example with the address of the tests' server."""
    server: Server = example.namespace["server"]
    return str(example.parsed).replace("localhost:8080", server.address)


def run_session(example: Example) -> None:
    """Run each line after a `$` in a shell, and compare its output with the lines below it."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    for step in with_server_address(example).split("$ ")[1:]:
        command, expected = re.split(r"(?<!\\)\n", step, maxsplit=1)  # after lines that go on
        output = subprocess.run(  # noqa: S602 - the commands are the project's own
            command,
            shell=True,
            cwd=example.namespace["folder"],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        place = f"{example.path}:{example.line}"
        assert output.removesuffix("\n") == expected.removesuffix("\n"), place


def check_commands(example: Example) -> None:
    """Check that everything exists that shell commands name, without running them."""
    for line in example.parsed.splitlines():
        match shlex.split(line.removeprefix("$(").removesuffix(")"), comments=True):
            case ["make", *arguments]:
                plan = ["make", "--dry-run", *arguments]
                subprocess.run(plan, cwd=ROOT, capture_output=True, check=True)
            case [".venv/bin/pytest", path]:
                assert (ROOT / path).exists()
            case [".venv/bin/pytest", path, "-k", word]:
                assert re.search(rf"def test_\w*{word}", (ROOT / path).read_text())
            case ["cargo", "test", "-p", package, _]:
                assert f'name = "{package}"' in (ROOT / "Cargo.lock").read_text()
            case ["pip", "install", requirement]:
                project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
                extras = requirement.removeprefix(".[").removesuffix("]").split(",")
                assert project["optional-dependencies"].keys() >= set(extras)
            case ["terraform", folder, *arguments]:
                terraform = ROOT / folder.removeprefix("-chdir=")
                assert (terraform / "main.tf").exists()
                if arguments[0] == "output":
                    output = f'output "{arguments[-1]}"'
                    assert output in (terraform / "outputs.tf").read_text()
            case ["docker", "build" | "run", *_]:
                assert (ROOT / "Dockerfile").exists()
            case _:
                pytest.fail(f"no check for: {line}")


def parse(page: Path) -> Document:
    """Find the examples of a page."""
    return Sybil(
        parsers=[
            CodeBlockParser("python", run_python),
            CodeBlockParser("console", run_session),
            CodeBlockParser("sh", check_commands),
        ]
    ).parse(page)


DOCUMENTS = [parse(page) for page in PAGES]

each_page = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda document: Path(document.path).name
)


@each_page
def test_every_block_is_an_example(document: Document) -> None:
    fences = [line for line in document.text.splitlines() if line.startswith("```")]
    directives = [line for line in fences if line.startswith("```{")]
    assert len(list(document.examples())) == len(fences) / 2 - len(directives)


@each_page
def test_the_blocks_of_a_page_do_what_they_say(
    document: Document, server: Server, tmp_path: Path
) -> None:
    document.namespace.update(server=server, folder=tmp_path)
    for example in document.examples():
        example.evaluate()
