"""Integers that collide in the hash tables of CPython.

The hash of an integer is its remainder modulo 2**61 - 1, the same in every process. A table probes
a sequence of slots that follows from the hash, until it finds an empty one. An integer in every
slot of such a probe sequence makes each look-up of its hash visit them all.
"""

import sys
from collections.abc import Iterator

MODULUS = sys.hash_info.modulus

BYTES_PER_SLOT_OF_A_SET = 16
LINEAR_PROBES_OF_A_SET = 9  # adjacent slots, probed before the sequence jumps


def collisions_in_a_set(number: int) -> tuple[list[int], int]:
    """Return integers to put into a set, and another one whose look-up visits them all."""
    size = sys.getsizeof(set(range(number))) - sys.getsizeof(set())
    return _collisions(number, size // BYTES_PER_SLOT_OF_A_SET, LINEAR_PROBES_OF_A_SET)


def collisions_in_a_dict(number: int) -> tuple[list[int], int]:
    """Return integers to be the keys of a dict, and another one whose look-up visits them all."""
    slots = 8
    while slots * 2 // 3 < number:
        slots *= 2
    return _collisions(number, slots, 0)


def _collisions(number: int, slots: int, linear_probes: int) -> tuple[list[int], int]:
    probe = slots + 1  # not equal to the integer in its first slot
    visited: dict[int, None] = {}
    sequence = _probe_sequence(probe, slots, linear_probes)
    while len(visited) < number:
        visited[next(sequence)] = None
    return list(visited), probe


def _probe_sequence(hashed: int, slots: int, linear_probes: int) -> Iterator[int]:
    """The slots that a look-up visits."""
    slot, perturb = hashed % slots, hashed
    while True:
        yield slot
        if slot + linear_probes < slots:
            yield from range(slot + 1, slot + linear_probes + 1)
        perturb >>= 5
        slot = (slot * 5 + perturb + 1) % slots
