"""The tasks: functions that run on threads, in other processes, or on other machines."""

from typing import TYPE_CHECKING

import numpy as np

from two_list_sum._backend import backend
from two_list_sum.chunked.candidates import Candidates, Collector, Question
from two_list_sum.chunked.chunks import read
from two_list_sum.chunked.window import Side

if backend().name == "native" and not TYPE_CHECKING:
    from two_list_sum._native import Filter
else:
    from two_list_sum._filter import Filter

__all__ = ["Filter", "insert", "insert_candidates", "merge", "probe", "probe_again", "size"]


def insert(filled: Filter, side: Side) -> Filter:
    """Insert rows into a filter, and return it.

    Threads share a filter. Elsewhere each task gets a copy.
    """
    for source, _, values in read(side.chunks):
        offsets, _ = side.window.offsets(values, source)
        filled.insert(offsets)
    return filled


def merge(filled: Filter, other: Filter) -> Filter:
    """Add the offsets of a filter to another one, and return that.

    This changes the result of another task, which may be merged again if a worker is lost: a filter
    that holds some offsets twice, or more of them, lets all partners pass as before.
    """
    if filled is not other:
        filled.merge(other)
    return filled


def probe(filled: Filter, side: Side, question: Question, limit: float) -> Candidates | None:
    """Return the rows that pass a filter; None if they take more bytes than the limit."""
    collector = Collector(question, limit)
    for source, start, values in read(side.chunks):
        offsets, positions = side.window.offsets(values, source)
        passing = filled.passing(offsets)
        if len(passing):
            labels = None
            if question.limit is not None:
                labels = (passing if positions is None else positions[passing]).astype(np.int64)
                labels += start
            if not collector.add(Candidates(offsets[passing], labels)):
                return None
    return collector.collected()


def insert_candidates(filled: Filter, candidates: Candidates) -> Filter:
    """Insert candidates into a filter, and return it."""
    filled.insert(candidates.offsets)
    return filled


def probe_again(filled: Filter, candidates: Candidates) -> Candidates:
    """Return the candidates that pass another filter, too."""
    return candidates.at(filled.passing(candidates.offsets))


def size(candidates: Candidates | None) -> tuple[int, int] | None:
    """Return the number of candidates and their bytes; None if they were too many."""
    return None if candidates is None else (len(candidates), candidates.nbytes)
