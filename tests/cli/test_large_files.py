"""The commands on Parquet and Arrow files that are not read into memory."""

import os
import pty
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner

from support.chunked import write_parquet
from two_list_sum.cli import large, main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files, which is the current one."""
    cents = [[Decimal("1.25"), Decimal("2.50")], [Decimal("7.25"), Decimal("8.50")]]
    for number, amounts in enumerate(cents):
        write_parquet(tmp_path / f"a{number}.parquet", pa.array(amounts))
    write_parquet(tmp_path / "b.parquet", np.arange(1, 100_000, dtype=np.int32))
    write_parquet(tmp_path / "floats.parquet", pa.array([0.5]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=["memory", "chunks"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether the files count as large."""
    large_files = request.param == "chunks"
    monkeypatch.setattr(large, "_is_large", lambda _: large_files)
    return str(request.param)


@pytest.mark.parametrize(
    ("command", "status", "output"),
    [
        ("check a*.parquet:v b.parquet:v 9.25", 0, "true"),
        ("check a*.parquet:v b.parquet:v 9.30", 1, "false"),
        ("count a*.parquet:v b.parquet:v 9.25", 0, "2"),
        ("find a*.parquet:v b.parquet:v 9.30", 1, "none"),
        (
            "find a*.parquet:v b.parquet:v 9.25",
            0,
            "A[0] + B[7] = 1.25 + 8 = 9.25 (a0.parquet row 1, row 8)",
        ),
        ("find --all --limit 1 --json a1.parquet:v b.parquet:v (1)", 1, "[]"),
        (
            "find --json a1.parquet:v b.parquet:v 90,007.25",
            0,
            '{"i": 0, "j": 89999, "a": 7.25, "b": 90000, "row_a": 1, "row_b": 90000}',
        ),
    ],
)
def test_the_answers_are_those_in_memory(
    folder: Path, way: str, command: str, status: int, output: str
) -> None:
    assert folder.exists()
    result = CliRunner().invoke(main, command.split())
    assert (result.exit_code, result.output) == (status, f"{output}\n"), way


def test_patterns_and_long_files_are_not_read_into_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = ["a*.parquet:v", "b.parquet:v"]
    assert large.read_large(sources, "1", None, None) is not None
    assert large.read_large(sources[1:] * 2, "1", None, None) is None
    pages = {"SC_PHYS_PAGES": 1, "SC_PAGE_SIZE": 4 * (folder / "b.parquet").stat().st_size - 4}
    monkeypatch.setattr(os, "sysconf", pages.get)
    assert large.read_large(sources[1:] * 2, "1", None, None) is not None


def test_floats_are_read_into_memory(folder: Path) -> None:
    assert folder.exists()
    result = CliRunner().invoke(main, ["check", "f*.parquet:v", "b.parquet:v", "1.5"])
    assert (result.exit_code, "pass --tolerance" in result.stderr) == (2, True)
    tolerant = ["check", "f*.parquet:v", "b.parquet:v", "1.5", "--tolerance", "0"]
    assert CliRunner().invoke(main, tolerant).output == "true\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("b.parquet:v 3", "--dask takes A, B and TARGET, and no tolerance"),
        ("b.parquet:v b.txt 3", "--dask takes A and B as columns of Parquet or Arrow files"),
        ("b.parquet:v floats.parquet:v 3", "holds floats"),
        ("b.parquet:v b.parquet:w 3", "no column of the name 'w'"),
        ("b.parquet:v b.parquet:v 3", "--dask: cannot connect to nowhere://"),
    ],
)
def test_what_dask_does_not_take_is_refused(folder: Path, arguments: str, message: str) -> None:
    assert folder.exists()
    command = ["count", *arguments.split(), "--dask", "nowhere://"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_bar_shows_the_rows_on_a_terminal(folder: Path) -> None:
    terminal, other_end = pty.openpty()
    command = [sys.executable, "-m", "two_list_sum", "count", "a*.parquet:v", "b.parquet:v", "9.25"]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=other_end, check=True)
    os.close(other_end)
    shown = os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert done.stdout == b"2\n"
    assert "Reading rows" in shown
    assert "100%" in shown
