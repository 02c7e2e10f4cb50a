"""The results of the public functions: an answer, or an array of one for each target."""

from typing import Any

import numpy as np

NO_PAIR = (-1, -1)


def in_shape(operation: str, answers: list[Any], shape: tuple[int, ...] | None) -> Any:
    """Return what a function returns for the answers to its targets.

    Args:
        operation: The function's name.
        answers: What it returns for each target alone.
        shape: The shape of the targets; None if there is only one.
    """
    if shape is None:
        return answers[0]
    if operation == "two_list_sum":
        return np.array(answers, np.bool_).reshape(shape)
    if operation == "count_pairs":
        return np.array(answers, np.int64).reshape(shape)
    rows = [NO_PAIR if pair is None else pair for pair in answers]
    return np.array(rows, np.intp).reshape(*shape, 2)
