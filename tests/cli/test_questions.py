"""`two-list-sum check`, `find`, `count` and `closest`, on each backend.

The command runs in this process, which takes a tenth of the time of a new one, unless it reads
standard input or is about pipes, terminals and signals.
"""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from click.testing import CliRunner

from two_list_sum.cli import main


class Ended(NamedTuple):
    """What a command did."""

    status: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]

COMMAND = [sys.executable, "-m", "two_list_sum"]


@pytest.fixture
def run(library: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on a backend, in a folder with a few files."""
    (tmp_path / "a.txt").write_text("3\n4\n6\n")
    (tmp_path / "b.csv").write_text("note,b\nx,3\n,\ny,-4\nz,6\n")
    (tmp_path / "bad.txt").write_text("3\n4\n?\n")
    (tmp_path / "ledger.csv").write_text(
        'day,amount\n1,250.00\n2,"1,102.46"\n3,(97.44)\n4,0.30\n', encoding="utf-8"
    )
    (tmp_path / "targets.txt").write_text("10\n11\n-1\n")
    np.save(tmp_path / "masses.npy", [100.25, 200.5, 300.125])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("two_list_sum.cli.commands.library", library)
    backend = "native" if library.__name__ == "two_list_sum._native" else "python"

    def command(*arguments: str, standard_input: str | None = None) -> Ended:
        if standard_input is None:
            result = CliRunner().invoke(main, arguments, prog_name="two-list-sum")
            return Ended(result.exit_code, result.stdout, result.stderr)
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=standard_input,
            env={**os.environ, "TWO_LIST_SUM_BACKEND": backend},
            capture_output=True,
            text=True,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return command


def pair(i: int, j: int, a: Any, b: Any, lines: str = "") -> dict[str, Any]:
    """The JSON of a pair, whose elements stand in lines."""
    line_a, line_b = map(int, lines.split())
    return {"i": i, "j": j, "a": a, "b": b, "line_a": line_a, "line_b": line_b}


@pytest.mark.parametrize(
    ("command", "target", "text", "result"),
    [
        ("check", "7", "true", True),
        ("check", "-1", "true", True),
        ("check", "(1)", "true", True),
        ("check", "7.0", "true", True),
        ("check", "7.5", "false", False),
        ("check", "11", "false", False),
        ("check", str(10**30), "false", False),
        ("find", "10", "A[1] + B[2] = 4 + 6 = 10 (line 2, line 5)", pair(1, 2, 4, 6, "2 5")),
        ("find", "-1", "A[0] + B[1] = 3 + -4 = -1 (line 1, line 4)", pair(0, 1, 3, -4, "1 4")),
        ("find", "11", "none", None),
        ("count", "9", "2", 2),
        ("count", "11", "0", 0),
        ("closest", "8", "A[0] + B[2] = 3 + 6 = 9 (line 1, line 5)", pair(0, 2, 3, 6, "1 5")),
    ],
)
def test_results_and_statuses(
    run: Run, command: str, target: str, text: str, result: object
) -> None:
    plain = run(command, "a.txt", "b.csv:b", target)
    assert (plain.stdout, plain.stderr) == (f"{text}\n", "")
    in_json = run(command, "a.txt", "b.csv:b", target, "--json")
    assert json.loads(in_json.stdout) == result
    assert plain.status == in_json.status == (0 if result else 1)


def test_amounts_add_up_to_the_cent(run: Run) -> None:
    found = run("find", "ledger.csv:amount", "ledger.csv:amount", "1,352.46", "--json")
    assert json.loads(found.stdout, parse_float=Decimal) == pair(
        0, 1, Decimal("250.00"), Decimal("1102.46"), "2 3"
    )
    assert '"a": 250.00, "b": 1102.46' in found.stdout
    assert run("check", "ledger.csv:amount", "ledger.csv:amount", "1352.47").status == 1


def test_without_b_the_elements_are_different(run: Run) -> None:
    assert run("find", "a.txt", "8").stdout == "none\n"
    assert run("find", "a.txt", "7").stdout == "A[0] + A[1] = 3 + 4 = 7 (line 1, line 2)\n"
    assert run("count", "a.txt", "a.txt", "8").stdout == "1\n"


def test_a_tolerance_is_an_amount_or_relative(run: Run) -> None:
    ledger = ["ledger.csv:amount", "ledger.csv:amount"]
    for tolerance, found in {"0.01": True, "0.009": False, "8ppm": True, "7 PPM": False}.items():
        ended = run("check", *ledger, "1352.47", "--tolerance", tolerance)
        assert ended.stdout == f"{json.dumps(found)}\n", tolerance
    assert run("count", "a.txt", "a.txt", "9", "--tolerance", "1").stdout == "5\n"


def test_floats_need_a_tolerance(run: Run) -> None:
    ended = run("check", "masses.npy", "300.75")
    assert (ended.status, ended.stdout) == (2, "")
    assert ended.stderr == (
        "Error: masses.npy: holds binary floats; pass --tolerance, which may be 0\n"
    )
    assert run("check", "masses.npy", "300.75", "--tolerance=0").stdout == "true\n"
    assert run("find", "masses.npy", "a.txt", "304.3", "--tolerance=600ppm").stdout == (
        "A[2] + B[1] = 300.125 + 4 = 304.125 (row 3, line 2)\n"
    )
    assert run("check", "masses.npy", "ledger.csv:amount", "100.55", "--tolerance=1e-9").stdout == (
        "true\n"
    )


def test_every_pair_is_printed_with_its_places(run: Run) -> None:
    ended = run("find", "--all", "a.txt", "b.csv:b", "9")
    assert ended.stdout == (
        "A[0] + B[2] = 3 + 6 = 9 (line 1, line 5)\nA[2] + B[0] = 6 + 3 = 9 (line 3, line 2)\n"
    )
    limited = run("find", "--all", "--limit", "1", "--json", "a.txt", "b.csv:b", "9")
    assert json.loads(limited.stdout) == [pair(0, 2, 3, 6, "1 5")]
    none = run("find", "--all", "--json", "a.txt", "b.csv:b", "11")
    assert (none.stdout, none.status) == ("[]\n", 1)
    assert run("find", "--all", "a.txt", "b.csv:b", "11").stdout == ""


def test_each_target_in_a_file_gets_an_answer(run: Run) -> None:
    lists = ["a.txt", "b.csv:b", "--targets", "targets.txt"]
    assert run("check", *lists).stdout == "true\nfalse\ntrue\n"
    assert run("count", *lists, "--json").stdout == "[1, 0, 1]\n"
    assert run("find", *lists).stdout.splitlines()[1:] == [
        "none",
        "A[0] + B[1] = 3 + -4 = -1 (line 1, line 4)",
    ]
    assert json.loads(run("closest", *lists, "--json").stdout)[1] == pair(1, 2, 4, 6, "2 5")
    assert run("check", "a.txt", "--targets", "targets.txt").stdout == "true\nfalse\nfalse\n"
    assert run("check", "b.csv:b", "--targets=-", standard_input="9\n10.5\n").status == 0
    assert run("check", "b.csv:b", "--targets=-", standard_input="10.5\n").status == 1
    relative = run("count", *lists, "--tolerance", "100000ppm")
    assert relative.stdout == "3\n2\n1\n"


def test_a_list_may_come_from_standard_input(run: Run) -> None:
    assert run("find", "-", "a.txt", "13", standard_input="9\n8\n7\n").stdout == (
        "A[0] + B[1] = 9 + 4 = 13 (line 1, line 2)\n"
    )
    assert run("count", "a.txt", "-", "9", standard_input="").stdout == "0\n"
    table = "when;how much\n1;3,50\n"
    assert run("find", "-:how much", "a.txt", "7,5", standard_input=table).stdout == (
        "A[0] + B[1] = 3.50 + 4 = 7.50 (line 2, line 2)\n"
    )
    assert run("check", "-", "-", "8", standard_input="3\n5\n").stdout == "true\n"


def test_a_list_may_come_from_a_pipe_that_is_long(tmp_path: Path) -> None:
    """A pipe cannot be read again, as long files are."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = "".join(f"{number}\n" for number in range(200_000))
    with subprocess.Popen(
        [*COMMAND, "count", str(pipe), "199999"], stdout=subprocess.PIPE, text=True
    ) as command:
        pipe.write_text(text)
        assert command.communicate()[0] == "100000\n"


def test_a_target_is_written_as_the_columns_are(run: Run) -> None:
    table = "amount;note\n1.234,50;x\n1;y\n"
    found = run("check", "-:amount", "1.235,50", standard_input=table)
    assert (found.stdout, found.stderr) == ("true\n", "")
    assert run("check", "-:amount", "1.235", standard_input=table).status == 1
    assert run("check", "ledger.csv:amount", "1.235").status == 1
    assert run("check", "a.txt", "1.235").stderr == (
        "Error: TARGET: '1.235' may be a decimal fraction or in thousands; "
        "pass --decimal . or --decimal ,\n"
    )
    assert run("check", "a.txt", "1.235", "--decimal", ".").status == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.txt", "bad.txt", "7"], "bad.txt:3: expected a number, found '?'"),
        (["-", "a.txt", "7"], "standard input:1: expected a number, found 'x'"),
        (["-", "-:x", "7"], "only one column can be read from standard input"),
        (["a.txt", "absent.txt", "7"], "absent.txt: No such file or directory"),
        (["a.txt", "7", "--targets", "absent"], "7: No such file or directory"),
        (
            ["b.csv", "a.txt", "7"],
            "b.csv: which column? Pass b.csv:COLUMN; the columns are 'note', 'b'",
        ),
        (
            ["a.txt", "7", "--tolerance", "-1"],
            "--tolerance: expected a number from 0 on, found '-1'",
        ),
        (["a.txt", "7", "--tolerance", "x"], "--tolerance: expected a number, found 'x'"),
        (["a.txt", "7", "--tolerance", "ppm"], "--tolerance: expected a number, found nothing"),
        (["a.txt", "9" * 5000], "TARGET: Exceeds the limit .*"),
    ],
)
def test_errors_get_a_line_and_status_2(run: Run, arguments: list[str], words: str) -> None:
    ended = run("check", *arguments, standard_input="x\n" if "-" in arguments else None)
    assert (ended.status, ended.stdout) == (2, "")
    assert ended.stderr == f"Error: {words}\n" or re.fullmatch(f"Error: {words}\n", ended.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.txt", "a.txt", "seven"], "TARGET 'seven' is not a number"),
        (["a.txt", "a.txt", "1_0"], "TARGET '1_0' is not a number"),
        (["a.txt", "a.txt"], "TARGET 'a.txt' is not a number"),
        (["a.txt"], "Missing argument 'TARGET'"),
        (["--targets", "targets.txt"], "Missing argument 'A'"),
        ([], "Missing argument 'A'"),
        (["a.txt", "a.txt", "7", "8"], r"Got unexpected extra argument \(8\)"),
        (["a.txt", "a.txt", "7", "--jsn"], "No such option '--jsn'. Did you mean '--json'?"),
        (["--tolrance=1", "a.txt", "7"], "No such option '--tolrance'.*'--tolerance'?"),
        (["a.txt", "7", "--decimal", "x"], "Invalid value for '--decimal'"),
        (["a.txt", "7", "--separator", "::"], "Invalid value for '--separator'"),
        (["a.txt", "7", "--limit", "1"], "--limit is for --all"),
        (["a.txt", "7", "--all", "--limit", "-1"], "Invalid value for '--limit'"),
        (["a.txt", "--all", "--targets", "targets.txt"], "--all takes one TARGET, not --targets"),
    ],
)
def test_errors_of_use_refer_to_the_help(run: Run, arguments: list[str], words: str) -> None:
    ended = run("find", *arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert re.fullmatch(rf"Error: {words}.*; try 'two-list-sum find --help'\n", ended.stderr)


def test_a_column_of_standard_input_is_no_option(run: Run) -> None:
    assert run("check", "-:h", "7", standard_input="h,x\n3,x\n4,y\n").stdout == "true\n"


def test_progress_is_shown_on_a_terminal_only(run: Run, tmp_path: Path) -> None:
    assert run("check", "a.txt", "a.txt", "7").stderr == ""
    ours, theirs = pty.openpty()
    subprocess.run(
        [*COMMAND, "check", "a.txt", "b.csv:b", "7"],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "Reading a.txt" in shown
    assert "Reading b.csv" in shown
    assert "100%" in shown


def test_an_interrupt_has_a_status_of_its_own(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [*COMMAND, "check", pipe, pipe, "7"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as command:
        with pipe.open("w"):  # waits until the command has opened it to read
            command.send_signal(signal.SIGINT)
            assert command.communicate() == (b"", b"")
        assert command.returncode == 130
