"""Every code block of the README does what it says."""

import subprocess
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.example import Example
from sybil.parsers.markdown import CodeBlockParser

from served import Server

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
    for step in at_the_server(example).split("$ ")[1:]:
        command, expected = step.rstrip().split("\n", 1)
        printed = subprocess.run(  # noqa: S602 - the commands are the README's own
            command,
            shell=True,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert printed == expected


def plan_targets(example: Example) -> None:
    """Check that each target of `make` exists, without running what runs these tests."""
    for line in example.parsed.splitlines():
        program, target = line.partition("#")[0].split()
        assert program == "make"
        subprocess.run([program, "--dry-run", target], cwd=ROOT, capture_output=True, check=True)


document = Sybil(
    parsers=[
        CodeBlockParser("python", run_python),
        CodeBlockParser("console", run_session),
        CodeBlockParser("sh", plan_targets),
    ]
).parse(ROOT / "README.md")

EXAMPLES = list(document.examples())


def test_every_block_is_an_example() -> None:
    fences = [line for line in document.text.splitlines() if line.startswith("```")]
    assert len(EXAMPLES) == len(fences) / 2


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.line}")
def test_a_block_does_what_it_says(example: Example, server: Server) -> None:
    example.namespace["server"] = server
    example.evaluate()
