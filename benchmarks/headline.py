"""The three figures of the README, chosen from the record by a fixed rule.

They are a long list against the fastest library, a large request against FastAPI, and the case of
both records in which we do worst.
"""

from collections.abc import Sequence

from rich.table import Table

from benchmarks.results import SERVERS, WITH_LIBRARIES, Result
from two_list_sum.bench.tables import table

LIBRARY_CASE = "sparse, 1M"
HTTP_CASE, HTTP_BASELINE = "JSON, 100k + 100k", "FastAPI"
IN_WORDS = {
    LIBRARY_CASE: "library, two sparse lists of a million integers",
    HTTP_CASE: "HTTP, two lists of 100,000 integers in JSON",
    "JSON, 1M + 1M": "HTTP, two lists of a million integers in JSON",
}
GROUPS = dict.fromkeys(WITH_LIBRARIES, "library") | {SERVERS: "HTTP"}
EXPLAINED = {"bare uvicorn": "bare uvicorn, which parses nothing"}


def headline(peers: Sequence[Result], http: Sequence[Result]) -> list[Result]:
    """Choose the three results."""
    libraries = [result for result in peers if result.group in WITH_LIBRARIES]
    servers = [result for result in http if result.group == SERVERS]
    return [
        next(result for result in libraries if result.case == LIBRARY_CASE),
        next(
            result
            for result in servers
            if result.case == HTTP_CASE
            and result.baseline
            and result.baseline.name == HTTP_BASELINE
        ),
        min(libraries + servers, key=lambda result: result.speed_up or 0),
    ]


def headline_table(peers: Sequence[Result], http: Sequence[Result]) -> Table:
    """Make a table of the three results."""
    rows = []
    for result in headline(peers, http):
        case, ours, baseline, *figures = result.cells
        case = IN_WORDS.get(case, f"{GROUPS[result.group]}, {case}")
        rows.append([case, ours, EXPLAINED.get(baseline, baseline), *figures])
    return table(["case", "ours", "against", "theirs", "speed-up"], rows)
