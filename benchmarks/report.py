"""The command `python -m benchmarks.report`, or `make report`: draws the records' charts.

It also writes what they were measured on into a text file, and their tables into the README,
between a line `<!-- figures: NAME -->` and the next line `<!-- end -->`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.table import Table

from benchmarks.charts import draw_http, draw_peers
from benchmarks.records import Record, findings_table, times_tables
from two_list_sum.bench import chart, record
from two_list_sum.bench.tables import comparison_tables

FOLDER = Path(__file__).with_name("record")
README = Path(__file__).parents[1] / "README.md"
PLACE = re.compile(r"(<!-- figures: ([a-z ]+) -->\n).*?(?=<!-- end -->)", re.DOTALL)


def library(folder: Path) -> record.Record:
    """Read the record of `two-list-sum bench`."""
    return record.Record.from_json((folder / "library.json").read_text(encoding="utf-8"))


def peers(folder: Path) -> Record:
    """Read the record of the library beside its peers."""
    return Record.read(folder / "peers.json")


def http(folder: Path) -> Record:
    """Read the record of the service beside others."""
    return Record.read(folder / "http.json")


# What the README's places may be named, and the tables that belong there.
TABLES: Mapping[str, Callable[[Path], list[Table]]] = {
    "library": lambda folder: comparison_tables(library(folder)),
    "peers": lambda folder: [findings_table(peers(folder))],
    "times of peers": lambda folder: times_tables(peers(folder)),
    "http": lambda folder: [findings_table(http(folder))],
}


def filled(document: str, folder: Path) -> str:
    """Put the tables of the records into their places in a document."""

    def fill(place: re.Match[str]) -> str:
        tables = TABLES[place[2]](folder)
        return place[1] + "\n".join(["", *map(markdown, tables), ""])

    return PLACE.sub(fill, document)


def markdown(table: Table) -> str:
    """Write a table as documents have it, its figures to the right."""
    columns = [
        [column.header, "---:" if column.justify == "right" else "---", *column.cells]
        for column in table.columns
    ]
    lines = zip(*columns, strict=True)
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def machines(folder: Path) -> str:
    """Say what each record was measured on."""
    notes = {
        "library": str(library(folder).machine),
        "peers": "\n".join([str(peers(folder).machine), *peers(folder).notes]),
        "http": "\n".join([str(http(folder).machine), *http(folder).notes]),
    }
    return "\n".join(f"{name}.json\n\n{text}\n" for name, text in notes.items())


def main() -> None:
    """Write all of it."""
    chart.draw(library(FOLDER), FOLDER / "library.svg")
    draw_peers(peers(FOLDER), FOLDER / "peers.svg")
    draw_http(http(FOLDER), FOLDER / "http.svg")
    (FOLDER / "machine.txt").write_text(machines(FOLDER), encoding="utf-8")
    README.write_text(filled(README.read_text(encoding="utf-8"), FOLDER), encoding="utf-8")


if __name__ == "__main__":
    main()
