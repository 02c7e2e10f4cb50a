"""The command `two-list-sum`."""

import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from support.processes import run_python
from two_list_sum.cli import main
from two_list_sum.server.settings import FIELDS, variable

COMMANDS = ["check", "find", "count", "closest", "serve", "bench"]


def test_the_version_comes_with_the_backend_and_its_profile() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert re.fullmatch(
        r"two-list-sum \d+\.\d+\.\d+\S*, native backend, (debug|release) build \(.+\)\n",
        result.output,
    )


def test_serve_has_an_option_for_each_setting() -> None:
    text = CliRunner().invoke(main, ["serve", "--help"]).output
    for field in FIELDS:
        assert f"--{field.name.replace('_', '-')} " in text
        assert variable(field.name) in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_short_option_for_its_help(command: str) -> None:
    short, long = (CliRunner().invoke(main, [command, option]) for option in ("-h", "--help"))
    assert short.output == long.output
    assert "-h, --help" in short.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["answer"], "No such command 'answer'"),
        (["--jsn"], r"No such option '--jsn'.*"),
        (["serve", "--prt", "1"], r"No such option '--prt'.*"),
        (["bench", "--max-size", "ten"], "Invalid value for '--max-size': .+"),
    ],
)
def test_usage_errors_get_a_line_and_status_2(arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(main, arguments, prog_name="two-list-sum")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(rf"Error: {words}; try 'two-list-sum.* --help'\n", result.stderr)


def test_the_help_is_shown_if_there_is_no_command() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert result.stderr == CliRunner().invoke(main, ["--help"]).stdout


@pytest.mark.parametrize(
    ("command", "missing", "extra"),
    [
        ("check", "click", "cli"),
        ("serve", "click", "server"),
        ("bench", "click", "bench"),
        ("--help", "click", "cli"),
        ("count", "pyarrow", "cli"),
        ("serve", "msgspec", "server"),
        ("bench", "rich", "bench"),
    ],
)
def test_a_missing_extra_is_named(command: str, missing: str, extra: str) -> None:
    script = f"""
import sys
sys.modules[{missing!r}] = None
sys.argv = ["two-list-sum", {command!r}, "--port", "1"]
from two_list_sum.cli import main
main()
"""
    ended = run_python(script)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(
        rf"Error: .*\b{missing}\b.*: pip install 'two-list-sum\[{extra}\]'\n", ended.stderr
    )
    assert ended.stderr.count("pip install") == 1


def test_the_help_names_every_command_in_a_line() -> None:
    text = CliRunner().invoke(main, ["--help"]).output
    commands = re.findall(r"^  ([a-z]+) +[A-Z].+\.$", text, re.MULTILINE)
    assert commands == COMMANDS


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete_it(shell: str) -> None:
    script = subprocess.run(
        [sys.executable, "-m", "two_list_sum"],
        env={**os.environ, "_TWO_LIST_SUM_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "_TWO_LIST_SUM_COMPLETE" in script
    assert "two-list-sum" in script
