"""Bodies of requests to the running service, small and large, whose answers are known."""

import io
import json
from typing import Any

import numpy as np

ROUTE = "/api/v1/two-list-sum"
NPZ = {"content-type": "application/x-npz"}
PROBLEM_JSON = "application/problem+json"

#: Bodies that are answered at once, and the answers.
SMALL = {
    b'{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}': "true",
    b'{"list_a":[3,4,6],"list_b":[3,4,6],"target":11}': "false",
}


def large_problem(elements: int, *, has_pair: bool) -> dict[str, Any]:
    """Make a problem of random elements, whose only pair, if any, are the last two.

    Args:
        elements: How many there are in both lists together; in JSON each takes about 20 bytes.
        has_pair: Whether two of them add up to the target.
    """
    rng = np.random.default_rng(elements)
    list_a, list_b = 4 * rng.integers(2**58, 2**60, (2, elements // 2))
    list_a[-1] += 1
    target = list_a[-1] + list_b[-1] + (0 if has_pair else 1)
    return {"list_a": list_a, "list_b": list_b, "target": target}


def in_json(problem: dict[str, Any]) -> bytes:
    """Write a problem in JSON."""
    return json.dumps(problem, default=lambda array: array.tolist()).encode()


def in_npz(problem: dict[str, Any]) -> bytes:
    """Write a problem in numpy's format npz."""
    file = io.BytesIO()
    np.savez(file, **problem)
    return file.getvalue()
