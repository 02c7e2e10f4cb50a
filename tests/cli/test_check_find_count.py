"""`two-list-sum check`, `find` and `count`, run as commands."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(params=["native", "python"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Run the command on a backend, in a folder with a few files."""
    (tmp_path / "a.txt").write_text("3\n4\n6\n")
    (tmp_path / "b.csv").write_text("note,b\nx,3\ny,-4\nz,6\n")
    (tmp_path / "bad.txt").write_text("3\n4\n?\n")

    def command(*arguments: str, standard_input: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "two_list_sum", *arguments],
            cwd=tmp_path,
            input=standard_input,
            env={**os.environ, "TWO_LIST_SUM_BACKEND": request.param},
            capture_output=True,
            text=True,
            check=False,
        )

    return command


@pytest.mark.parametrize(
    ("command", "target", "text", "result"),
    [
        ("check", "7", "true", True),
        ("check", "-1", "true", True),
        ("check", "11", "false", False),
        ("check", str(10**30), "false", False),
        ("find", "10", "A[1] + B[2] = 4 + 6", {"i": 1, "j": 2, "a": 4, "b": 6}),
        ("find", "-1", "A[0] + B[1] = 3 + -4", {"i": 0, "j": 1, "a": 3, "b": -4}),
        ("find", "11", "none", None),
        ("count", "9", "2", 2),
        ("count", "11", "0", 0),
    ],
)
def test_results_and_statuses(
    run: Run, command: str, target: str, text: str, result: object
) -> None:
    plain = run(command, "a.txt", "b.csv:b", target)
    assert (plain.stdout, plain.stderr) == (f"{text}\n", "")
    in_json = run(command, "a.txt", "b.csv:b", target, "--json")
    assert json.loads(in_json.stdout) == result
    assert plain.returncode == in_json.returncode == (0 if result else 1)


def test_a_list_may_come_from_standard_input(run: Run) -> None:
    assert run("find", "-", "a.txt", "13", standard_input="9\n8\n7\n").stdout == (
        "A[0] + B[1] = 9 + 4\n"
    )
    assert run("count", "a.txt", "-", "9", standard_input="").stdout == "0\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.txt", "bad.txt", "7"], "Error: bad.txt:3: expected an integer, found '?'\n"),
        (["-", "a.txt", "7"], "Error: standard input:1: expected an integer, found 'x'\n"),
        (["-", "-", "7"], "Error: only one of A and B can be standard input\n"),
        (["a.txt", "absent.txt", "7"], "Error: absent.txt: No such file or directory\n"),
    ],
)
def test_bad_files_get_a_line_and_status_2(run: Run, arguments: list[str], words: str) -> None:
    ended = run("check", *arguments, standard_input="x\n")
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.txt", "a.txt", "7.5"], "'7.5' is not an integer"),
        (["a.txt", "a.txt", "1_0"], "'1_0' is not an integer"),
        (["a.txt", "a.txt", "9" * 5000], "Exceeds the limit"),
        (["a.txt", "a.txt"], "Missing argument 'TARGET'"),
        (["a.txt", "a.txt", "7", "--jsn"], "Got unexpected extra argument"),
    ],
)
def test_bad_arguments_get_a_line_and_status_2(run: Run, arguments: list[str], words: str) -> None:
    ended = run("count", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert words in ended.stderr
    assert re.fullmatch(r"Error: .+; try 'two-list-sum count --help'\n", ended.stderr)


def test_progress_is_shown_on_a_terminal_only(run: Run, tmp_path: Path) -> None:
    assert run("check", "a.txt", "a.txt", "7").stderr == ""
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "two_list_sum", "check", "a.txt", "a.txt", "7"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "Reading a.txt" in shown
    assert "100%" in shown


def test_an_interrupt_has_a_status_of_its_own(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "two_list_sum", "check", pipe, pipe, "7"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        with pipe.open("w"):  # waits until the command has opened it to read
            command.send_signal(signal.SIGINT)
            assert command.communicate() == (b"", b"")
        assert command.returncode == 130
