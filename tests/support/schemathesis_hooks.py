"""Hooks for schemathesis, whose process loads this module: valid bodies in npz.

They also complete bodies in JSON: a schema cannot say that there is a tolerance for each target.
"""

from typing import Any

import numpy as np
import schemathesis
from hypothesis import strategies as st

from support.requests import NPZ, in_npz

integers = st.integers(-(2**63), 2**63 - 1)
lists = st.lists(integers).map(lambda values: np.array(values, np.int64))
floats = st.lists(st.floats(-1e9, 1e9)).map(lambda values: np.array(values, np.float64))

#: The arrays of all operations: each ignores those that it does not need.
bodies = st.fixed_dictionaries(
    {
        "list_a": lists | floats,
        "list_b": lists | floats,
        "target": integers.map(np.int64) | st.floats(-1e9, 1e9),
        "targets": lists | floats,
        "tolerance": st.integers(0, 2**40) | st.floats(0, 1e9),
        "limit": st.integers(0, 100_000),
    }
)

schemathesis.openapi.media_type(NPZ["content-type"], bodies.map(in_npz))


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:  # noqa: ARG001 - by name
    """Give each target a tolerance where there is a list of valid ones."""
    body = case.body
    if isinstance(body, dict):
        targets, tolerance = body.get("targets"), body.get("tolerance")
        if isinstance(targets, list) and isinstance(tolerance, list) and _are_valid(tolerance):
            body["tolerance"] = [*tolerance, *([0] * len(targets))][: len(targets)]


def _are_valid(tolerances: list[Any]) -> bool:
    return all(isinstance(number, int | float) and number >= 0 for number in tolerances)
