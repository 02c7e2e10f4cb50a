"""The command `python -m benchmarks.report`, or `make report`.

It draws the charts of the record, lists the machines in a text file, and writes the tables into the
README and docs/performance.md: between a line `<!-- figures: NAME -->` and the next `<!-- end -->`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.table import Table

from benchmarks.charts import draw_growth, draw_http, draw_peers
from benchmarks.headline import headline_table
from benchmarks.records import Record
from benchmarks.tables import result_tables
from two_list_sum.bench import chart, record
from two_list_sum.bench.tables import comparison_tables

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).with_name("record")
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "performance.md")
PLACE = re.compile(r"(<!-- figures: ([a-z]+) -->\n).*?(?=<!-- end -->)", re.DOTALL)


def library(folder: Path) -> record.Record:
    """Read the record of `two-list-sum bench`."""
    return record.Record.from_json((folder / "library.json").read_text(encoding="utf-8"))


def peers(folder: Path) -> Record:
    """Read the record of the library against other libraries."""
    return Record.read(folder / "peers.json")


def http(folder: Path) -> Record:
    """Read the record of the server against other servers."""
    return Record.read(folder / "http.json")


# The tables for each NAME.
TABLES: Mapping[str, Callable[[Path], list[Table]]] = {
    "headline": lambda folder: [headline_table(peers(folder).results, http(folder).results)],
    "library": lambda folder: comparison_tables(library(folder)),
    "peers": lambda folder: result_tables(peers(folder).results),
    "http": lambda folder: result_tables(http(folder).results),
}


def filled(document: str, folder: Path) -> str:
    """Return a document with the tables of the record between its markers."""

    def fill(place: re.Match[str]) -> str:
        tables = TABLES[place[2]](folder)
        return place[1] + "\n".join(["", *map(markdown, tables), ""])

    return PLACE.sub(fill, document)


def markdown(table: Table) -> str:
    """Format a table as Markdown."""
    columns = [
        [column.header, "---:" if column.justify == "right" else "---", *column.cells]
        for column in table.columns
    ]
    lines = zip(*columns, strict=True)
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def machines(folder: Path) -> str:
    """Describe the machine of each record, with the record's notes."""
    notes = {
        "library": str(library(folder).machine),
        "peers": "\n".join([str(peers(folder).machine), *peers(folder).notes]),
        "http": "\n".join([str(http(folder).machine), *http(folder).notes]),
    }
    return "\n".join(f"{name}.json\n\n{text}\n" for name, text in notes.items())


def main() -> None:
    """Write the charts, the list of machines and the tables."""
    chart.draw(library(FOLDER), FOLDER / "library.svg")
    draw_peers(peers(FOLDER), FOLDER / "peers.svg")
    draw_growth(peers(FOLDER), FOLDER / "growth.svg")
    draw_http(http(FOLDER), FOLDER / "http.svg")
    (FOLDER / "machine.txt").write_text(machines(FOLDER), encoding="utf-8")
    for document in DOCUMENTS:
        text = filled(document.read_text(encoding="utf-8"), FOLDER)
        document.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
