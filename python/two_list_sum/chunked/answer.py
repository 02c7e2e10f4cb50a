"""Answers a question: by an exchange of filters, or if that takes too much memory by a shuffle."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, SupportsIndex

from two_list_sum._arguments import read_exact_target, thread_count
from two_list_sum.chunked.candidates import Question
from two_list_sum.chunked.columns import as_column
from two_list_sum.chunked.engines import engine_for
from two_list_sum.chunked.exchange import TooLargeError, exchange
from two_list_sum.chunked.memory import read_memory
from two_list_sum.chunked.run import NO_PROGRESS, Progress, Run
from two_list_sum.chunked.shuffle import shuffle
from two_list_sum.chunked.window import Side, plan


@dataclass(frozen=True)
class Where:
    """Where to work on a question: the arguments of that name, and who is told of the progress."""

    client: Any
    memory_limit: SupportsIndex | str
    threads: SupportsIndex
    progress: Progress = NO_PROGRESS


def answer(question: Question, list_a: Any, list_b: Any, target: Any, where: Where) -> Any:
    """Return the answer: the first pairs, as rows ``i, j``, or the number of all.

    Raises:
        TypeError: An argument is of a wrong type.
        ValueError: An argument has a wrong value.
        RuntimeError: A file has changed, or the engine has failed.
    """
    memory_limit = read_memory(where.memory_limit, "memory_limit")
    threads = thread_count(where.threads)
    a, b = as_column(list_a, "list_a"), as_column(list_b, "list_b")
    sides = plan(a, b, *read_exact_target(target))
    if not sides or question.limit == 0:
        return question.combine([])
    engine = engine_for(where.client, threads)
    try:
        run = Run(engine, question, memory_limit, where.progress)
        return question.combine([_answer(run, *pair) for pair in sides])
    except Exception as error:
        words = engine.explain(error)
        if words is None:
            raise
        raise RuntimeError(words) from error
    finally:
        engine.close()


def _answer(run: Run, a: Side, b: Side) -> Any:
    # The exception holds the filter and the candidates: it must be gone when the shuffle begins.
    with suppress(TooLargeError):
        return exchange(run, a, b)
    return shuffle(run, a, b)
