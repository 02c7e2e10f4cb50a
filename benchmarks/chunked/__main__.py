"""The command `python -m benchmarks.chunked`: one engine on one size, in a process of its own.

It prints a line of JSON. The first call for a size writes its files, which is not measured.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from benchmarks.chunked.data import array, column
from benchmarks.chunked.engines import ENGINES, THREADS, on_dask
from benchmarks.records import HELP_OPTIONS
from two_list_sum import backend, chunked
from two_list_sum.bench.release import require_release_build

_KIBIBYTE = 1024
_SENT = 8  # the column of the bytes that were sent


@click.command(context_settings=HELP_OPTIONS)
@click.argument("engine", type=click.Choice([*ENGINES, "dask"]))
@click.argument("rows_a", type=int)
@click.argument("rows_b", type=int)
@click.option("--folder", type=Path, required=True, help="Where the files are, or get written.")
@click.option("--workers", default=THREADS, help="The number of Dask's workers, of a thread each.")
def main(engine: str, rows_a: int, rows_b: int, folder: Path, workers: int) -> None:
    """Count the pairs of two columns, of which there are none, by an engine."""
    require_release_build(backend())
    for side, rows in {"a": rows_a, "b": rows_b}.items():
        (array if engine == "mapped" else column)(folder, side, rows)
    with _counting(engine, workers) as (count, details):
        start = time.perf_counter()
        pairs = count(folder, rows_a, rows_b)
        seconds = time.perf_counter() - start
        assert pairs == 0, f"{engine} counts {pairs} pairs of columns that have none"
        result = {"engine": engine, "rows": [rows_a, rows_b], "seconds": round(seconds, 2)}
        result |= {"ns_per_element": round(seconds * 1e9 / (rows_a + rows_b), 1)}
        click.echo(json.dumps(result | {"peak_bytes": peak_memory_of_this_process()} | details()))


@contextmanager
def _counting(engine: str, workers: int) -> Iterator[tuple[Any, Any]]:
    """Yield the function that counts, and one that returns more about the run."""
    if engine != "dask":
        yield ENGINES[engine], dict
        return
    from distributed import Client, LocalCluster  # noqa: PLC0415 - one of the engines

    options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        chunked.count_pairs([1], [2], 4, client=client)  # lets the workers import everything
        before = _moved()

        def details() -> dict[str, Any]:
            moved = _moved() - before
            peaks = list(client.run(peak_memory_of_this_process).values())
            return {"workers": workers, "peak_bytes_of_workers": peaks, "bytes_moved": moved}

        yield on_dask(client), details


def _moved() -> int:
    """Return the bytes that processes of this machine have sent to each other, mostly Dask's."""
    (line,) = re.findall(r"lo:(.*)", Path("/proc/net/dev").read_text())
    return int(line.split()[_SENT])


def peak_memory_of_this_process() -> int:
    """Return the peak of the resident memory, in bytes."""
    (line,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(line) * _KIBIBYTE


if __name__ == "__main__":
    main()
