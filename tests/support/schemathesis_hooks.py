"""Hooks for schemathesis, whose process loads this module: valid bodies in npz."""

import numpy as np
import schemathesis
from hypothesis import strategies as st

from support.requests import NPZ, in_npz

integers = st.integers(1, 2**64 - 1)
lists = st.lists(integers).map(lambda values: np.array(values, np.uint64))

#: The arrays of all operations: each ignores those that it does not need.
bodies = st.fixed_dictionaries(
    {"list_a": lists, "list_b": lists, "target": integers.map(np.uint64), "targets": lists}
)

schemathesis.openapi.media_type(NPZ["content-type"], bodies.map(in_npz))
