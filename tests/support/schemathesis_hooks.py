"""Tells schemathesis, in whose process this is loaded, which bodies in npz are valid."""

import numpy as np
import schemathesis
from hypothesis import strategies as st

from support.requests import NPZ, in_npz

integers = st.integers(1, 2**64 - 1)
lists = st.lists(integers).map(lambda values: np.array(values, np.uint64))

#: What any of the routes asks for: arrays that one does not ask for are ignored.
problems = st.fixed_dictionaries(
    {"list_a": lists, "list_b": lists, "target": integers.map(np.uint64), "targets": lists}
)

schemathesis.openapi.media_type(NPZ["content-type"], problems.map(in_npz))
