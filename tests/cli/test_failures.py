"""No failure looks like "no pair": each ends with status 2 and a line, whatever went wrong."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import two_list_sum
from two_list_sum.bench import command as bench_command
from two_list_sum.cli import main

COMMAND = [sys.executable, "-m", "two_list_sum"]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text("3\n4\n")
    return str(path)


def in_shell(text: str, file: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell, as `$command` on `$file`."""
    return subprocess.run(  # noqa: S602 - the text is the tests' own
        text,
        shell=True,
        executable="/bin/bash",
        env={**os.environ, "command": " ".join(COMMAND), "file": file},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$command check - 7 <&-", "standard input is closed"),
        ("$command check $file 7 >&-", "standard output is closed"),
        ("$command check $file 7 >/dev/full", "No space left on device"),
        ("TWO_LIST_SUM_BACKEND=nonsense $command check $file 7", "TWO_LIST_SUM_BACKEND must .+"),
    ],
)
def test_failures_around_the_command_are_errors(file: str, text: str, words: str) -> None:
    ended = in_shell(text, file)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert re.fullmatch(f"Error: {words}\n", ended.stderr)


def test_a_reader_that_has_enough_is_no_reason_for_words(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("1\n" * 500)
    ended = in_shell("set -o pipefail; $command find --all $file $file 2 | head -1", str(path))
    assert (ended.returncode, ended.stderr) == (2, "")
    assert ended.stdout == "A[0] + B[0] = 1 + 1 = 2 (line 1, line 1)\n"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("two\nlines"), "RuntimeError: two lines; --debug shows more"),
        (MemoryError(), "out of memory"),
        (OSError(5, "Input/output error", "disk"), "disk: Input/output error"),
    ],
)
def test_errors_that_nobody_foresaw_get_a_line(
    file: str, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(two_list_sum, "two_list_sum", fail)
    ended = CliRunner().invoke(main, ["check", file, "7"])
    assert (ended.exit_code, ended.output) == (2, f"Error: {words}\n")
    debugged = CliRunner().invoke(main, ["check", file, "7", "--debug"])
    assert debugged.exit_code == 2
    assert "Traceback" in debugged.stderr
    assert debugged.stderr.endswith(f"Error: {words}\n")


def test_an_interrupt_has_a_status_of_its_own_at_any_time(
    file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(two_list_sum, "two_list_sum", interrupt)
    ended = CliRunner().invoke(main, ["check", file, "7"])
    assert (ended.exit_code, ended.output) == (130, "")


def test_bench_and_serve_end_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(bench_command, "require_release_build", fail)
    ended = CliRunner().invoke(main, ["bench"])
    assert (ended.exit_code, ended.output) == (2, "Error: RuntimeError: ; --debug shows more\n")
    host = CliRunner().invoke(main, ["serve", "--host", "no.such.host.invalid"])
    assert host.exit_code == 2
    assert re.fullmatch("Error: .*no.such.host.invalid.*\n", host.stderr)
