"""The functions of the library, which both backends have."""

from typing import Any

FUNCTIONS = ["two_list_sum", "find_pair", "find_pairs", "count_pairs", "closest_pair"]


def functions(library: Any) -> list[Any]:
    """Return the functions of a backend. All accept two lists and a target."""
    return [getattr(library, name) for name in FUNCTIONS]
