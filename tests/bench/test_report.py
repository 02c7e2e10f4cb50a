"""The report says what the records say, and the README says what the report says."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.charts import SERVICE, draw_http, draw_peers
from benchmarks.records import Record, times_tables
from benchmarks.results import Finding, Mark, Quantity
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record as LibraryRecord
from two_list_sum.bench.record import Row

MACHINE = Machine("a processor", 2, "a system", {"CPython": "3.11.0"}, "native backend")
LIBRARY = LibraryRecord(MACHINE, [Row("sparse", 10, 2e-6, 1e-4, 50.0)])
PEERS = Record(
    MACHINE,
    [
        Finding("won", Quantity("ours", 0.001, "s"), Quantity("set", 0.1, "s"), 100.0, Mark(10)),
        Finding("lost", Quantity("ours", 0.001, "s"), Quantity("set", 5e-4, "s"), 0.5, Mark(1.5)),
        Finding("alone", Quantity("ours", 0.5, "bytes"), None, 0.5, Mark(1, at_most=True)),
    ],
    {
        "sparse, 1M": {"two_list_sum": 0.001, "set": 0.1, "table": None},
        "small window, 1M": {"two_list_sum": 0.002, "set": 0.001, "table": 0.003},
    },
    ["– sparse, 1M, table: too large"],  # noqa: RUF001 - a dash
)
HTTP = Record(
    MACHINE,
    [Finding("small", Quantity("ours", 24_000, "/s"), Quantity(SERVICE, 3000, "/s"), 8.0)],
)
DOCUMENT = """\
before
<!-- figures: peers -->
old
<!-- end -->
between
<!-- figures: library -->
<!-- end -->
after
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a record of each kind."""
    (tmp_path / "library.json").write_text(LIBRARY.to_json(), encoding="utf-8")
    PEERS.write(tmp_path / "peers.json")
    HTTP.write(tmp_path / "http.json")
    return tmp_path


def test_records_are_read_as_they_were_written(folder: Path) -> None:
    assert report.library(folder) == LIBRARY
    assert report.peers(folder) == PEERS
    assert report.http(folder) == replace(HTTP, notes=[])


def test_tables_are_put_into_their_places_and_nothing_else_is_changed(folder: Path) -> None:
    assert (
        report.filled(DOCUMENT, folder)
        == """\
before
<!-- figures: peers -->

| row | ours | beside | figure | mark |  |
| --- | ---: | ---: | ---: | ---: | ---: |
| won | 1 ms | set 100 ms | 100 | ≥ 10 | met |
| lost | 1 ms | set 500 µs | 0.5 | ≥ 1.5 | MISSED |
| alone | 0.5 bytes |  | 0.5 | ≤ 1 | met |

<!-- end -->
between
<!-- figures: library -->

| sparse, elements in each list | native | per element | Python | per element | times as fast |
| --- | ---: | ---: | ---: | ---: | ---: |
| 10 | 2 µs | 100 ns | 100 µs | 5 µs | 50 |

<!-- end -->
after
"""
    )


def test_a_second_report_changes_nothing(folder: Path) -> None:
    once = report.filled(DOCUMENT, folder)
    assert report.filled(once, folder) == once


def test_what_is_shown_of_a_rate() -> None:
    assert HTTP.findings[0].cells == ("small", "24,000/s", "FastAPI 3,000/s", "8", "", "")


def test_an_engine_that_refused_is_shown_by_a_dash() -> None:
    (table,) = times_tables(PEERS)
    assert list(table.columns[-1].cells) == ["–", "3 ms"]  # noqa: RUF001 - a dash


def test_charts_show_every_figure(tmp_path: Path) -> None:
    draw_peers(PEERS, tmp_path / "peers.svg")
    draw_http(HTTP, tmp_path / "http.svg")
    peers, http = ((tmp_path / name).read_text() for name in ("peers.svg", "http.svg"))
    assert all(f">{text}<" in peers for text in ("set", "table", "1 ms", "100 ms", "3 ms"))
    assert all(f">{text}<" in http for text in ("small", "8×"))  # noqa: RUF001 - a sign


def test_what_was_measured_on_and_what_the_tables_leave_out_is_told(folder: Path) -> None:
    told = report.machines(folder)
    assert told.count("a processor, 2 cores, a system\nCPython 3.11.0\n") == 3
    assert "too large" in told


def test_the_readme_has_the_tables_of_the_record() -> None:
    readme = report.README.read_text(encoding="utf-8")
    assert {"library", "peers", "http"} <= {name for _, name in report.PLACE.findall(readme)}
    assert report.filled(readme, report.FOLDER) == readme
