"""The filters of both backends let the same offsets pass."""

import pickle
import sys
from typing import Any

import numpy as np
import pytest

from two_list_sum import _filter, _native

SEED = 0x9E3779B97F4A7C15
FILTERS: list[Any] = [_native.Filter, _filter.Filter]

each_backend = pytest.mark.parametrize("kind", FILTERS, ids=["native", "python"])


def offsets(*values: int) -> Any:
    return np.array(values, np.uint64)


@pytest.mark.parametrize("span", [0, 63, 6399, 6400, 2**40, 2**64 - 1])
def test_both_backends_set_the_same_bits(span: int) -> None:
    rng = np.random.default_rng(0)
    inserted, others = rng.integers(0, 2**64, (2, 500), np.uint64)
    if span < 2**63:
        inserted, others = inserted % (2 * span + 2), others % (2 * span + 2)
    native, python = (kind(100, span, SEED) for kind in FILTERS)
    for each in (native, python):
        each.insert(inserted)
    assert native.passing(inserted).tolist() == np.flatnonzero(inserted <= span).tolist()
    for probed in (inserted, others):
        assert native.passing(probed).tolist() == python.passing(probed).tolist()
    assert native.__reduce__()[1][0].tolist() == python.__reduce__()[1][0].tolist()


@each_backend
def test_a_filter_as_large_as_the_span_is_exact(kind: Any) -> None:
    small = kind(2, 127, SEED)
    small.insert(offsets(3, 64, 127, 128, 2**64 - 1))
    assert small.passing(np.arange(200, dtype=np.uint64)).tolist() == [3, 64, 127]


@each_backend
def test_few_others_pass(kind: Any) -> None:
    inserted, others = np.random.default_rng(1).integers(0, 2**64, (2, 80_000), np.uint64)
    filled = kind(10_000, 2**64 - 1, SEED)
    filled.insert(inserted)
    assert 0.03 < len(filled.passing(others)) / len(others) < 0.05


@each_backend
def test_merged_filters_hold_the_offsets_of_both(kind: Any) -> None:
    one, other = kind(10, 2**64 - 1, SEED), kind(10, 2**64 - 1, SEED)
    one.insert(offsets(5))
    other.insert(offsets(2**60))
    one.merge(other)
    assert one.passing(offsets(5, 2**60)).tolist() == [0, 1]
    assert other.passing(offsets(5, 2**60)).tolist() == [1]


@each_backend
@pytest.mark.parametrize("other", [(9, 100, SEED), (10, 99, SEED), (10, 100, 1)])
def test_filters_of_different_kinds_are_not_merged(kind: Any, other: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="of different words, span or seed"):
        kind(10, 100, SEED).merge(kind(*other))


@each_backend
@pytest.mark.parametrize("words", [0, 2**32 + 1])
def test_sizes_out_of_range_are_refused(kind: Any, words: int) -> None:
    with pytest.raises(ValueError, match="1 to 2\\*\\*32 words"):
        kind(words, 100, SEED)


@each_backend
def test_filters_are_pickled(kind: Any) -> None:
    filled = kind(1000, 2**64 - 1, SEED)
    empty = pickle.dumps(filled)
    filled.insert(offsets(7, 2**63))
    copy = pickle.loads(pickle.dumps(filled))  # noqa: S301 - our own
    assert copy.passing(offsets(7, 8, 2**63)).tolist() == [0, 2]
    copy.merge(pickle.loads(empty))  # noqa: S301
    assert len(empty) < 1000


@each_backend
def test_offsets_of_any_layout_are_read(kind: Any) -> None:
    filled = kind(10, 2**64 - 1, SEED)
    filled.insert(offsets(1, 9, 2, 9)[::2])
    unaligned = np.frombuffer(b"." + offsets(1, 5, 2).tobytes(), np.uint64, offset=1)
    assert filled.passing(unaligned).tolist() == [0, 2]
    words = np.frombuffer(b"." + b"\xff" * 80, np.uint64, offset=1)
    assert kind.from_words(words, 2**64 - 1, SEED).passing(unaligned).tolist() == [0, 1, 2]


@each_backend
def test_the_size_of_a_filter_is_known(kind: Any) -> None:
    assert 8000 < sys.getsizeof(kind(1000, 2**64 - 1, SEED)) < 8500
