"""The command `two-list-sum`."""

import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from two_list_sum.cli import main
from two_list_sum.server.settings import FIELDS, variable


def test_the_version_comes_with_the_backend_and_its_profile() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert re.fullmatch(
        r"two-list-sum \d+\.\d+\.\d+\S*, native backend, release build \(.+\)\n", result.output
    )


def test_serve_has_an_option_for_each_setting() -> None:
    text = CliRunner().invoke(main, ["serve", "--help"]).output
    for field in FIELDS:
        assert f"--{field.name.replace('_', '-')} " in text
        assert variable(field.name) in text


def test_a_command_that_there_is_not_is_refused() -> None:
    result = CliRunner().invoke(main, ["answer"])
    assert result.exit_code == 2
    assert "No such command 'answer'" in result.output


@pytest.mark.parametrize(
    ("command", "absent", "extra"), [("serve", "msgspec", "server"), ("bench", "click", "server")]
)
def test_a_command_says_what_it_needs(command: str, absent: str, extra: str) -> None:
    script = f"""
import sys
sys.modules[{absent!r}] = None
sys.argv = ["two-list-sum", {command!r}, "--port", "1"]
from two_list_sum.cli import main
main()
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.endswith(f"needs: pip install 'two-list-sum[{extra}]'\n")


def test_the_help_names_every_command_in_a_line() -> None:
    text = CliRunner().invoke(main, ["--help"]).output
    commands = re.findall(r"^  ([a-z]+) +[A-Z].+\.$", text, re.MULTILINE)
    assert commands == ["check", "find", "count", "serve", "bench"]


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
