"""The functions of the package."""

from typing import Any, SupportsIndex, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum._arguments import pair_limit
from two_list_sum._numbers import Number, NumberList
from two_list_sum._pair import Pair
from two_list_sum.chunked.answer import Where, answer
from two_list_sum.chunked.candidates import Question
from two_list_sum.chunked.chunks import Column

#: What the functions accept as a list.
ChunkedList: TypeAlias = Column | NumberList

DEFAULT_MEMORY_LIMIT = "1GiB"
DEFAULT_PAIRS = 1000


def two_list_sum(  # noqa: PLR0913 - what is asked, and where to work on it
    list_a: ChunkedList,
    list_b: ChunkedList,
    target: Number,
    *,
    client: Any = None,
    memory_limit: SupportsIndex | str = DEFAULT_MEMORY_LIMIT,
    threads: SupportsIndex = 0,
) -> bool:
    """Return whether an element of ``list_a`` and an element of ``list_b`` add up to ``target``.

    Like ``two_list_sum.two_list_sum``, for columns that do not fit in memory or lie on many
    machines. Exact for all integers and decimals.

    Args:
        list_a: A column of files, from ``column``; an array of integers, also one mapped from a
            file (``numpy.load(path, mmap_mode="r")``); or any other list of integers or decimals.
        list_b: Like ``list_a``; types and scales may differ.
        target: An integer or a decimal.
        client: Where to work: None for threads here, a ``distributed.Client``, any
            ``concurrent.futures.Executor``, or the module ``ray``, initialised.
        memory_limit: The memory for filters and candidates in each process: bytes, or a text such
            as ``"4GiB"``. Beyond it the columns are divided through temporary files (in the folder
            that ``TMPDIR`` names) or by the cluster's own shuffle.
        threads: The number of threads here; 0 means as many as the process may use.

    Raises:
        TypeError: A column or the target holds something other than integers and decimals, such
            as floats or nulls; or ``client`` is none of those above.
        ValueError: An array is not one-dimensional, ``memory_limit`` or ``threads`` is not an
            amount, or decimals span more than 64 bits at their common scale.
        RuntimeError: A file changed during the call, or the cluster failed.
        MemoryError: A part did not fit in memory.

    Example:
        >>> from two_list_sum import chunked
        >>> chunked.two_list_sum([3, 4, 6], [3, 4, 6], 10)
        True
    """
    pairs = answer(Question(1), list_a, list_b, target, Where(client, memory_limit, threads))
    return len(pairs) > 0


def find_pair(  # noqa: PLR0913 - as above
    list_a: ChunkedList,
    list_b: ChunkedList,
    target: Number,
    *,
    client: Any = None,
    memory_limit: SupportsIndex | str = DEFAULT_MEMORY_LIMIT,
    threads: SupportsIndex = 0,
) -> Pair | None:
    """Return the first pair of positions whose elements add up to ``target``.

    Args:
        list_a: A list, as for ``two_list_sum``.
        list_b: Like ``list_a``.
        target: An integer or a decimal.
        client: Where to work, as for ``two_list_sum``.
        memory_limit: The memory in each process, as for ``two_list_sum``.
        threads: The number of threads here, as for ``two_list_sum``.

    Returns:
        The ``Pair(i, j)`` that has the smallest ``i``, and for this ``i`` the smallest ``j``; None
        if there is no pair. Rows are numbered through all files of a column.

    Example:
        >>> from two_list_sum import chunked
        >>> chunked.find_pair([3, 4, 6], [3, 4, 6], 10)
        Pair(i=1, j=2)
    """
    pairs = answer(Question(1), list_a, list_b, target, Where(client, memory_limit, threads))
    return Pair(*pairs[0].tolist()) if len(pairs) else None


def find_pairs(  # noqa: PLR0913 - as above
    list_a: ChunkedList,
    list_b: ChunkedList,
    target: Number,
    *,
    limit: SupportsIndex | None = DEFAULT_PAIRS,
    client: Any = None,
    memory_limit: SupportsIndex | str = DEFAULT_MEMORY_LIMIT,
    threads: SupportsIndex = 0,
) -> npt.NDArray[np.int64]:
    """Return the first pairs of positions whose elements add up to ``target``.

    Args:
        list_a: A list, as for ``two_list_sum``.
        list_b: Like ``list_a``.
        target: An integer or a decimal.
        limit: The maximum number of pairs; None means no limit but memory.
        client: Where to work, as for ``two_list_sum``.
        memory_limit: The memory in each process, as for ``two_list_sum``.
        threads: The number of threads here, as for ``two_list_sum``.

    Returns:
        An array of shape (k, 2): the pairs ``i, j`` ordered by ``i``, then by ``j``.

    Example:
        >>> from two_list_sum import chunked
        >>> chunked.find_pairs([3, 4, 6], [3, 4, 6], 10)
        array([[1, 2],
               [2, 1]])
    """
    question = Question(pair_limit(limit))
    pairs = answer(question, list_a, list_b, target, Where(client, memory_limit, threads))
    return np.asarray(pairs, np.int64)


def count_pairs(  # noqa: PLR0913 - as above
    list_a: ChunkedList,
    list_b: ChunkedList,
    target: Number,
    *,
    client: Any = None,
    memory_limit: SupportsIndex | str = DEFAULT_MEMORY_LIMIT,
    threads: SupportsIndex = 0,
) -> int:
    """Return the number of pairs of positions whose elements add up to ``target``.

    Args:
        list_a: A list, as for ``two_list_sum``.
        list_b: Like ``list_a``.
        target: An integer or a decimal.
        client: Where to work, as for ``two_list_sum``.
        memory_limit: The memory in each process, as for ``two_list_sum``.
        threads: The number of threads here, as for ``two_list_sum``.

    Example:
        >>> from two_list_sum import chunked
        >>> chunked.count_pairs([3, 4, 6], [3, 4, 6], 10)
        2
    """
    where = Where(client, memory_limit, threads)
    return int(answer(Question(None), list_a, list_b, target, where))
