"""The way for columns that exchange cannot reduce within the memory limit.

Both columns are divided by a hash of their offsets into parts that share no offset, so that each
pair is within one part, and each part is settled on its own. The engine brings the parts together:
through temporary files on one machine, by its own shuffle on a cluster.
"""

from typing import Any

from two_list_sum.chunked.chunks import rows_of
from two_list_sum.chunked.partition import Partition
from two_list_sum.chunked.run import Run, random_seed
from two_list_sum.chunked.window import Side

#: A part takes this fraction of the memory limit, shared by the workers of a process, while it is
#: brought together, settled and sorted.
_MEMORY_PER_PART = 1 / 4
_LEAST_MEMORY = 1 << 24  # a part takes so much whatever the limit: many small ones take long
_MOST_PARTS = 1 << 12  # of small pieces: a part that is too large still is settled, in steps


def shuffle(run: Run, a: Side, b: Side) -> Any:
    """Return the answer."""
    bytes_per_row = 8 if run.question.limit is None else 16
    rows = rows_of(a.chunks) + rows_of(b.chunks)
    run.progress.start(rows)
    workers = -(-run.engine.workers // run.engine.processes)
    limit = max(run.memory_limit * _MEMORY_PER_PART / workers, _LEAST_MEMORY)
    count = min(max(round(bytes_per_row * rows / limit), 2 * run.engine.workers), _MOST_PARTS)
    partition = Partition(count, random_seed(), run.question, limit)
    of_task = int(2 * limit / bytes_per_row) + 1  # as many as in two parts
    answers = run.engine.shuffle(run, partition, (run.parts(a, of_task), run.parts(b, of_task)))
    return run.question.combine(answers)
