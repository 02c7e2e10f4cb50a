"""The report writes the figures of the record into charts and documents."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.charts import BASELINE, draw_growth, draw_http, draw_peers
from benchmarks.headline import headline
from benchmarks.records import Record
from benchmarks.results import (
    CALLS,
    CLOSEST,
    LIBRARIES,
    MEMORY,
    SERVERS,
    TOLERANCE,
    Quantity,
    Result,
)
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record as LibraryRecord
from two_list_sum.bench.record import Row

MACHINE = Machine("a processor", 2, "a system", {"CPython": "3.11.0"}, "native backend")
LIBRARY = LibraryRecord(MACHINE, [Row("sparse", 10, 2e-6, 1e-4, 50.0)])


def compared(group: str, case: str, ours: float, baseline: str, theirs: float) -> Result:
    """Make a result with a goal that is missed."""
    return Result(
        group, case, Quantity("ours", ours, "s"), Quantity(baseline, theirs, "s"), goal=1000
    )


PEERS = Record(
    MACHINE,
    [
        compared(LIBRARIES, "sparse, 1M", 0.001, "set", 0.1),
        compared(LIBRARIES, "lost", 0.001, "set", 5e-4),
        compared(TOLERANCE, "integers", 0.02, "numba", 0.06),
        compared(CLOSEST, "1M", 0.04, "numba", 0.08),
        compared(CALLS, "slow", 0.1, "sum", 1e-3),
        Result(MEMORY, "alone", Quantity("ours", 0.5, "bytes per element"), goal=1),
    ],
    {
        "sparse, 1M": {"two_list_sum": 0.001, "set": 0.1, "table": None},
        "small window, 1M": {"two_list_sum": 0.002, "set": 0.001, "table": 0.003},
        "tolerance, integers, 1M, p = 0.01": {"count_pairs": 0.02, "numba": 0.06},
        "tolerance, floats, 1M, p = 0.01": {"count_pairs": 0.03, "numba": 0.07},
        "closest pair, 1M": {"closest_pair": 0.04, "numba": 0.08},
    },
    ["– sparse, 1M, table: too large"],  # noqa: RUF001 - a dash
)
HTTP = Record(
    MACHINE,
    [
        compared(SERVERS, "JSON, 100k + 100k", 0.01, "bare uvicorn", 0.006),
        compared(SERVERS, "JSON, 100k + 100k", 0.01, BASELINE, 0.08),
    ],
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
<!-- figures: headline -->
<!-- end -->
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a record of each kind."""
    (tmp_path / "library.json").write_text(LIBRARY.to_json(), encoding="utf-8")
    PEERS.write(tmp_path / "peers.json")
    HTTP.write(tmp_path / "http.json")
    return tmp_path


def test_records_survive_a_round_trip_through_json(folder: Path) -> None:
    assert report.library(folder) == LIBRARY
    assert report.peers(folder) == PEERS
    assert report.http(folder) == replace(HTTP, notes=[])


def test_tables_are_written_between_markers_and_nothing_else_is_changed(folder: Path) -> None:
    assert (
        report.filled(DOCUMENT, folder)
        == """\
before
<!-- figures: peers -->

| against other libraries | ours | fastest alternative | its time | speed-up |
| --- | ---: | ---: | ---: | ---: |
| sparse, 1M | 1 ms | set | 100 ms | 100 |
| lost | 1 ms | set | 500 µs | 0.5 |

| pairs within a tolerance | ours | fastest alternative | its time | speed-up |
| --- | ---: | ---: | ---: | ---: |
| integers | 20 ms | numba | 60 ms | 3 |

| the closest pair | ours | fastest alternative | its time | speed-up |
| --- | ---: | ---: | ---: | ---: |
| 1M | 40 ms | numba | 80 ms | 2 |

| against other calls | ours | against | theirs | speed-up |
| --- | ---: | ---: | ---: | ---: |
| slow | 100 ms | sum | 1 ms | 0.01 |

| memory beyond the input | ours |
| --- | ---: |
| alone | 0.5 bytes per element |

<!-- end -->
between
<!-- figures: library -->

| sparse, elements in each list | native | per element | Python | per element | speed-up |
| --- | ---: | ---: | ---: | ---: | ---: |
| 10 | 2 µs | 100 ns | 100 µs | 5 µs | 50 |

<!-- end -->
after
<!-- figures: headline -->

| case | ours | against | theirs | speed-up |
| --- | ---: | ---: | ---: | ---: |
| library, two sparse lists of a million integers | 1 ms | set | 100 ms | 100 |
| HTTP, two lists of 100,000 integers in JSON | 10 ms | FastAPI | 80 ms | 8 |
| library, lost | 1 ms | set | 500 µs | 0.5 |

<!-- end -->
"""
    )


def test_a_second_report_changes_nothing(folder: Path) -> None:
    once = report.filled(DOCUMENT, folder)
    assert report.filled(once, folder) == once


def test_the_headline_has_the_case_in_which_we_do_worst() -> None:
    worst = compared(CLOSEST, "lost again", 0.001, "set", 4e-4)
    assert headline([*PEERS.results, worst], HTTP.results)[-1] == worst


def test_charts_show_every_figure(tmp_path: Path) -> None:
    draw_peers(PEERS, tmp_path / "peers.svg")
    draw_http(HTTP, tmp_path / "http.svg")
    peers, http = ((tmp_path / name).read_text() for name in ("peers.svg", "http.svg"))
    engines = ("set", "table", "count_pairs", "numba", "closest_pair")
    assert all(f">{text}<" in peers for text in (*engines, "1 ms", "100 ms", "3 ms", "80 ms"))
    assert all(f">{text}<" in http for text in ("JSON, 100k + 100k", "8×"))  # noqa: RUF001 - a sign


def test_the_chart_of_growth_names_every_engine(tmp_path: Path) -> None:
    draw_growth(PEERS, tmp_path / "growth.svg")
    chart = (tmp_path / "growth.svg").read_text()
    assert all(f">{name}<" in chart for name in ("two-list-sum", "set", "10 M", "1 ns"))


def test_the_machines_are_described_with_the_notes(folder: Path) -> None:
    described = report.machines(folder)
    assert described.count("a processor, 2 cores, a system\nCPython 3.11.0\n") == 3
    assert "too large" in described


def test_the_documents_have_the_tables_of_the_record() -> None:
    readme, performance = (document.read_text(encoding="utf-8") for document in report.DOCUMENTS)
    assert [name for _, name in report.PLACE.findall(readme)] == ["headline"]
    assert {name for _, name in report.PLACE.findall(performance)} == {"library", "peers", "http"}
    assert report.filled(readme, report.FOLDER) == readme
    assert report.filled(performance, report.FOLDER) == performance
