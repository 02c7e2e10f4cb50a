"""Filter exchange: reduces both columns to the rows that may have a partner.

    filter of the smaller column              built by all tasks, merged in a tree, sent to all
    candidates of the larger column           its rows that pass
    filter of these candidates                likewise
    candidates of the smaller column          its rows that pass
    filter of these, for the larger column's  likewise

The smaller column is read twice and the larger one once. Only filters travel, about a byte for each
row of the smaller column, and the few candidates that are left in the end: 0.14 % of the larger
column's rows where there are no pairs. The kernel finds the pairs among them.
"""

from collections.abc import Sequence
from typing import Any

from two_list_sum.chunked import tasks
from two_list_sum.chunked.candidates import join
from two_list_sum.chunked.chunks import rows_of
from two_list_sum.chunked.engines import Ref
from two_list_sum.chunked.run import Run, random_seed
from two_list_sum.chunked.window import Side

_ROWS_PER_WORD = 8  # eight bits for each row: 4 % of the others pass
_CACHED_WORDS = 1 << 15  # 256 KiB: up to this size a filter may be larger, to let fewer pass


class TooLargeError(Exception):
    """The filter, or the candidates, take more memory than the limit."""


def exchange(run: Run, a: Side, b: Side) -> Any:
    """Return the answer.

    Raises:
        TooLargeError: It takes too much memory; nothing runs any more.
    """
    swapped = rows_of(a.chunks) > rows_of(b.chunks)
    smaller, larger = (b, a) if swapped else (a, b)
    of_larger, of_smaller = _reduce(run, smaller, larger)
    found = [join(run.engine.gather(refs), run.question) for refs in (of_smaller, of_larger)]
    return run.question.settle(*(reversed(found) if swapped else found))


def filter_words(rows: int, span: int) -> int:
    """Return the size of a filter for this many rows, in words."""
    words = max(-(-rows // _ROWS_PER_WORD), min(rows, _CACHED_WORDS), 1)
    return min(words, span // 64 + 1)


def _reduce(run: Run, smaller: Side, larger: Side) -> tuple[list[Ref], list[Ref]]:
    """Return the candidates of the larger and of the smaller column."""
    rows, span = rows_of(smaller.chunks), smaller.window.span
    if filter_words(rows, span) * 8 > run.memory_limit:
        raise TooLargeError
    run.progress.start(2 * rows + rows_of(larger.chunks))
    inserted = run.parts_to_insert(smaller)
    empty = _empty_filter(rows, span)
    filled = run.submit_each(tasks.insert, ((empty, part) for part in inserted))
    run.wait(filled, inserted)
    of_larger = _candidates(run, _merged(run, filled), run.parts(larger))
    of_smaller = _candidates(run, _filter_of(run, of_larger, span), run.parts(smaller))
    filled = _filter_of(run, of_smaller, span)
    of_larger = run.submit_each(tasks.probe_again, ((filled, ref) for ref in of_larger))
    if sum(size for _, size in _sizes(run, of_larger)) > run.memory_limit / 2:
        raise TooLargeError  # for this process
    return of_larger, of_smaller


def _empty_filter(rows: int, span: int) -> tasks.Filter:
    return tasks.Filter(filter_words(rows, span), span, random_seed())


def _filter_of(run: Run, candidates: Sequence[Ref], span: int) -> Ref:
    """Insert candidates into a filter."""
    empty = _empty_filter(sum(count for count, _ in _sizes(run, candidates)), span)
    filled = run.submit_each(tasks.insert_candidates, ((empty, ref) for ref in candidates))
    return _merged(run, filled)


def _merged(run: Run, filled: list[Ref]) -> Ref:
    """Merge filters in a tree."""
    while len(filled) > 1:
        pairs = zip(filled[::2], filled[1::2], strict=False)
        odd = filled[-1:] if len(filled) % 2 else []
        filled = run.submit_each(tasks.merge, pairs) + odd
    return filled[0]


def _candidates(run: Run, filled: Ref, parts: Sequence[Side]) -> list[Ref]:
    """Return the rows that pass a filter, within an equal share of the memory for each task."""
    limit = run.memory_limit * run.engine.processes / 2 / len(parts)
    refs = run.submit_each(tasks.probe, ((filled, part, run.question, limit) for part in parts))
    run.wait(refs, parts)
    return refs


def _sizes(run: Run, candidates: Sequence[Ref]) -> list[tuple[int, int]]:
    refs = run.submit_each(tasks.size, ((ref,) for ref in candidates))
    run.wait(refs)
    sizes = run.engine.gather(refs)
    if None in sizes:
        raise TooLargeError
    return sizes
