"""Integers that meet in the hash tables of CPython.

An integer's hash is its remainder modulo 2**61 - 1, the same in every process. A table looks a hash
up along a path of slots that follows from it, until it comes to an empty one. So whoever fills the
slots of a path, each with the integer of its number, makes every look-up that begins the path
visit them all.
"""

import sys
from collections.abc import Iterator

MODULUS = sys.hash_info.modulus

BYTES_PER_SLOT_OF_A_SET = 16
NEIGHBOURS_IN_A_SET = 9  # looked at before the path goes on


def along_a_path_in_a_set(number: int) -> tuple[list[int], int]:
    """Return integers to put into a set, and another one, whose look-up visits them all."""
    size = sys.getsizeof(set(range(number))) - sys.getsizeof(set())
    return _along_a_path(number, size // BYTES_PER_SLOT_OF_A_SET, NEIGHBOURS_IN_A_SET)


def along_a_path_in_a_dict(number: int) -> tuple[list[int], int]:
    """Return integers to be the keys of a dict, and another one, whose look-up visits them all."""
    slots = 8
    while slots * 2 // 3 < number:
        slots *= 2
    return _along_a_path(number, slots, 0)


def _along_a_path(number: int, slots: int, neighbours: int) -> tuple[list[int], int]:
    visitor = slots + 1  # of another value than the integer in its first slot
    visited: dict[int, None] = {}
    path = _path(visitor, slots, neighbours)
    while len(visited) < number:
        visited[next(path)] = None
    return list(visited), visitor


def _path(hashed: int, slots: int, neighbours: int) -> Iterator[int]:
    """The slots that a look-up visits."""
    slot, rest = hashed % slots, hashed
    while True:
        yield slot
        if slot + neighbours < slots:
            yield from range(slot + 1, slot + neighbours + 1)
        rest >>= 5
        slot = (slot * 5 + rest + 1) % slots
