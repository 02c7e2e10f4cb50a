"""Every code block of the README does what it says."""

import os
import re
import subprocess
import sysconfig
from pathlib import Path
from urllib.request import urlopen

import pytest
from sybil import Sybil
from sybil.example import Example
from sybil.parsers.markdown import CodeBlockParser

from support.server import Server

ROOT = Path(__file__).parents[1]


def run_python(example: Example) -> None:
    """Run a block with the names of the blocks before it."""
    source = at_the_server(example)
    exec(compile(source, f"README.md:{example.line}", "exec"), example.namespace)  # noqa: S102


def at_the_server(example: Example) -> str:
    """The example's text, with the address of the server that the tests have started."""
    server: Server = example.namespace["server"]
    return str(example.parsed).replace("localhost:8080", server.address)


def run_session(example: Example) -> None:
    """Run each line after a `$` in a shell and compare what it prints with the lines below it."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    for step in at_the_server(example).split("$ ")[1:]:
        command, expected = step.split("\n", 1)
        printed = subprocess.run(  # noqa: S602 - the commands are the README's own
            command,
            shell=True,
            cwd=example.namespace["folder"],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert printed.removesuffix("\n") == expected.removesuffix("\n")


def plan_commands(example: Example) -> None:
    """Check that what is asked of `make` and Terraform exists, without doing it."""
    for line in example.parsed.splitlines():
        program, argument, *_ = line.partition("#")[0].removeprefix("$(").split()
        if program == "make":
            plan = [program, "--dry-run", argument]
            subprocess.run(plan, cwd=ROOT, capture_output=True, check=True)
        else:
            assert program == "terraform"
            folder = ROOT / argument.removeprefix("-chdir=")
            assert (folder / "main.tf").exists()
            for output in re.findall(r"-raw (\w+)", line):
                assert f'output "{output}"' in (folder / "outputs.tf").read_text()


def name_what_is_there(example: Example) -> None:
    """Check that the routes and the workflows of a diagram exist."""
    text = str(example.parsed)
    for route in re.findall(r"GET (/[\w/]+)", text):
        with urlopen(f"{example.namespace['server'].url}{route}") as response:  # noqa: S310 - ours
            assert response.status == 200
    for workflow in re.findall(r"[a-z-]+\.yml", text):
        assert (ROOT / ".github" / "workflows" / workflow).exists()


document = Sybil(
    parsers=[
        CodeBlockParser("python", run_python),
        CodeBlockParser("console", run_session),
        CodeBlockParser("sh", plan_commands),
        CodeBlockParser("mermaid", name_what_is_there),
    ]
).parse(ROOT / "README.md")

EXAMPLES = list(document.examples())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands run, and leave files for those below."""
    return tmp_path_factory.mktemp("readme")


def test_every_block_is_an_example() -> None:
    fences = [line for line in document.text.splitlines() if line.startswith("```")]
    assert len(EXAMPLES) == len(fences) / 2


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}")
def test_a_block_does_what_it_says(example: Example, server: Server, folder: Path) -> None:
    example.namespace.update(server=server, folder=folder)
    example.evaluate()
