"""`two-list-sum bench` measures both versions and prints a table or JSON and draws charts."""

import json
import re
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner, Result

from two_list_sum import Backend, backend
from two_list_sum.bench.cases import Problem
from two_list_sum.bench.chart import draw
from two_list_sum.bench.kinds import EXPECTED, KINDS, Kind
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record, Row
from two_list_sum.cli import main

SIZES = [10, 100]
NAMES = [kind.name for kind in KINDS]
IN_A_PIPE: dict[str, str | None] = {"FORCE_COLOR": None, "TTY_COMPATIBLE": None}
ON_A_TERMINAL: dict[str, str | None] = {"TTY_COMPATIBLE": "1"}
RECORD = Record(
    Machine("a processor", 2, "a system", {"CPython": "3.11.0"}, "native backend"),
    [Row(name, size, size * 1e-6, size * 5e-5, 50.0) for name in NAMES for size in (100, 10_000)],
)


@pytest.fixture(autouse=True)
def short_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a single short sample of each engine."""
    monkeypatch.setattr("two_list_sum.bench.runner.SECONDS_PER_SAMPLE", 0)
    monkeypatch.setattr("two_list_sum.bench.comparison.SECONDS_PER_ENGINE", 0)


@pytest.fixture(autouse=True)
def release_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accept a debug build of the extension too."""
    release = Backend("native", "the extension is installed", "release")
    monkeypatch.setattr("two_list_sum.bench.command.backend", lambda: release)


@pytest.fixture
def no_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test if anything is measured."""
    monkeypatch.setattr("two_list_sum.bench.comparison.compare", pytest.fail)


def bench(*options: str, env: dict[str, str | None] = IN_A_PIPE) -> Result:
    return CliRunner().invoke(main, ["bench", "--max-size", "100", *options], env=env)


def assert_error(result: Result, pattern: str) -> None:
    """Assert that the command ended with status 2 and one line that matches."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(f"Error: {pattern}\n", result.stderr)


def texts(chart: Path) -> set[str]:
    """The texts of an SVG."""
    root = ET.fromstring(chart.read_text(encoding="utf-8"))  # noqa: S314 - our own
    return {"".join(text.itertext()).strip() for text in root.findall(".//{*}text")}


def test_the_table_names_the_machine_and_has_a_row_for_each_case() -> None:
    result = bench()
    assert (result.exit_code, result.stderr) == (0, "")  # without a progress bar in a pipe
    shown = result.stdout
    assert re.search(r", \d+ cores, .+\nCPython [\d.]+, two-list-sum [\d.]+, numpy [\d.]+\n", shown)
    assert str(backend()) in shown
    for name in NAMES:
        assert f"| {name}, elements in each list" in shown
    rows = re.findall(r"^\| (\d+) +((?:\| +[\d.]+ [nµm]?s )+)\| +[\d.,]+ \|$", shown, re.MULTILINE)
    assert [int(size) for size, _ in rows] == SIZES * len(NAMES)


def test_json_has_a_row_for_each_case_and_can_be_read_again(tmp_path: Path) -> None:
    chart = tmp_path / "chart.png"
    text = bench("--json", "--plot", str(chart)).stdout.rstrip()
    record = json.loads(text)
    cases = [(row["size"], row["kind"]) for row in record["rows"]]
    assert cases == [(size, name) for size in SIZES for name in NAMES]
    for row in record["rows"]:
        assert row["native_seconds"] > 0
        assert row["ratio"] == row["python_seconds"] / row["native_seconds"]
    assert set(record["machine"]) == {"processor", "cores", "platform", "versions", "backend"}
    assert Record.from_json(text).to_json() == text
    assert chart.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_each_kind_has_its_right_answers(kind: Kind) -> None:
    case = kind.case(50)
    for problem in (case.measured, case.opposite):
        assert EXPECTED[kind.function](problem) == brute_force(kind.function, problem)


def brute_force(function: str, problem: Problem) -> object:
    """Answer a problem from the exact distances of all pairs from the target."""
    list_a, list_b = (
        [Fraction(number) for number in np.asarray(values).tolist()]
        for values in (problem.list_a, problem.list_b)
    )
    target, tolerance = Fraction(problem.target), problem.tolerance or 0
    distances = {
        (i, j): abs(a + b - target) for i, a in enumerate(list_a) for j, b in enumerate(list_b)
    }
    count = sum(distance <= tolerance for distance in distances.values())
    return {
        "two_list_sum": count > 0,
        "count_pairs": count,
        "closest_pair": min(distances, key=distances.__getitem__),
    }[function]


@pytest.mark.parametrize("version", ["_native", "_fallback"])
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
@pytest.mark.parametrize(("known", "other"), [("measured", "opposite"), ("opposite", "measured")])
def test_a_version_that_always_returns_the_same_is_detected(
    version: str, kind: Kind, known: str, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, expected = kind.case(10), EXPECTED[kind.function]
    guess, answer = expected(getattr(case, known)), expected(getattr(case, other))
    monkeypatch.setattr("two_list_sum.bench.comparison.KINDS", [kind])
    monkeypatch.setattr(f"two_list_sum.{version}.{kind.function}", lambda *_, **__: guess)
    name = "native" if version == "_native" else "Python"
    assert_error(bench(), re.escape(f"{name} returned {guess}, not {answer}"))


def test_a_kind_is_measured_up_to_its_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(KINDS[0], max_size=SIZES[0])
    monkeypatch.setattr("two_list_sum.bench.comparison.KINDS", [small])
    record = json.loads(bench("--json").stdout)
    assert [row["size"] for row in record["rows"]] == SIZES[:1]


def test_a_terminal_gets_a_progress_bar_and_an_svg_has_its_labels_as_text(tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    result = bench("--plot", str(chart), env=ON_A_TERMINAL)
    assert result.exit_code == 0
    for name in NAMES:
        assert f"{name}, 100 + 100" in result.stderr
    series = {f"{version}, {name}" for version in ("native", "Python") for name in NAMES}
    questions = {kind.question for kind in KINDS}
    axes = {"time of a call (median)", "speed-up", "10", "100"}
    assert texts(chart) >= series | questions | axes


def test_the_same_record_makes_the_same_chart(tmp_path: Path) -> None:
    first, second = tmp_path / "first.svg", tmp_path / "second.svg"
    draw(RECORD, first)
    draw(RECORD, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_record_without_a_kind_makes_a_chart(tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    draw(replace(RECORD, rows=[row for row in RECORD.rows if row.kind == "sparse"]), chart)
    assert "native, sparse" in texts(chart)
    assert not any("closest" in text for text in texts(chart))


def test_the_axes_of_a_chart_have_units(tmp_path: Path) -> None:
    chart = tmp_path / "chart.svg"
    draw(RECORD, chart)
    assert texts(chart) >= {"100", "1k", "10k", "100 µs", "1 ms", "10 ms", "100 ms"}


@pytest.mark.usefixtures("no_measurement")
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("chart.jpg", r".+chart\.jpg does not end in \.svg or \.png"),
        ("chart", r".+chart does not end in \.svg or \.png"),
        ("absent/chart.svg", ".+absent is not a writable folder"),
    ],
)
def test_a_chart_that_could_not_be_written_is_a_usage_error(
    name: str, reason: str, tmp_path: Path
) -> None:
    result = bench("--plot", str(tmp_path / name))
    assert_error(result, f"Invalid value for '--plot': {reason}; try 'main bench --help'")


@pytest.mark.usefixtures("no_measurement")
@pytest.mark.parametrize(
    "other",
    [Backend("native", "requested", "debug"), Backend("python", "the extension is not installed")],
    ids=["debug build", "no extension"],
)
def test_only_a_release_build_is_measured(other: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("two_list_sum.bench.command.backend", lambda: other)
    assert_error(bench(), f"benchmarks need a release build .+{re.escape(str(other))}")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "two_list_sum.bench.command", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert_error(bench(), r"No module named 'matplotlib'.+ pip install 'two-list-sum\[bench\]'")


def test_an_interrupt_leaves_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("two_list_sum._native.two_list_sum", interrupt)
    result = bench()
    assert (result.exit_code, result.output) == (130, "")


@pytest.mark.usefixtures("no_measurement")
@pytest.mark.parametrize("size", ["9", "10000001"])
def test_sizes_are_from_ten_to_ten_million(size: str) -> None:
    result = bench("--max-size", size)
    assert result.exit_code == 2
    assert f"{size} is not in the range 10<=x<=10000000" in result.stderr
