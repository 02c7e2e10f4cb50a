"""Random problems: every way to an answer agrees with the functions for lists in memory."""

from decimal import Decimal

import numpy as np
import pytest

import two_list_sum as library
from support.chunked import (
    WAYS,
    answer_by,
    column_of_pieces,
    in_chunks,
    random_problem,
    random_target,
    random_values,
)
from two_list_sum.chunked.candidates import Question

COUNT = Question(None)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(12))
def test_answers_agree_with_those_in_memory(way: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(50):
        a, b, target = random_problem(rng)
        limit = int(rng.integers(1, 12))
        column_a, column_b = in_chunks(rng, a), in_chunks(rng, b)
        pairs = answer_by(way, Question(limit), column_a, column_b, target)
        assert pairs.tolist() == library.find_pairs(a, b, target, limit=limit).tolist()
        count = answer_by(way, COUNT, column_a, column_b, target)
        assert count == library.count_pairs(a, b, target)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(5))
def test_decimals_of_different_scales_are_exact(way: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(20):
        scales = rng.integers(0, 4, 2).tolist()
        lists = [rng.integers(-500, 500, rng.integers(1, 30)) for _ in "ab"]
        column_a, column_b = (
            column_of_pieces(*np.array_split(values, 3), denominator=10**scale)
            for values, scale in zip(lists, scales, strict=True)
        )
        a, b = (
            [Decimal(value).scaleb(-scale) for value in values.tolist()]
            for values, scale in zip(lists, scales, strict=True)
        )
        target = a[rng.integers(len(a))] + b[rng.integers(len(b))]
        pairs = answer_by(way, Question(5), column_a, column_b, target)
        assert pairs.tolist() == library.find_pairs(a, b, target, limit=5).tolist()
        assert answer_by(way, COUNT, column_a, column_b, target) == library.count_pairs(
            a, b, target
        )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(10))
def test_columns_of_several_dtypes_are_exact(way: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    arrays = [[random_values(rng, int(rng.integers(1, 10))) for _ in range(4)] for _ in "ab"]
    a, b = ([value for array in of_list for value in array.tolist()] for of_list in arrays)
    column_a, column_b = (column_of_pieces(*of_list) for of_list in arrays)
    for _ in range(10):
        target = random_target(rng, a, b)
        assert answer_by(way, COUNT, column_a, column_b, target) == library.count_pairs(
            a, b, target
        )
        pairs = answer_by(way, Question(3), column_a, column_b, target)
        assert pairs.tolist() == library.find_pairs(a, b, target, limit=3).tolist()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(10))
def test_integers_beyond_64_bits_are_exact(way: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    limits = [2**63, 2**64, 2**100, -(2**70), 0]
    wide = [limits[rng.integers(5)] + int(rng.integers(-3, 4)) for _ in range(30)]
    narrow = rng.integers(-5, 5, 20, np.int8)
    a = column_of_pieces(np.array(wide[:20], object), np.array(wide[20:], object))
    b = column_of_pieces(narrow[:9], narrow[9:].astype(np.int64))
    target = wide[rng.integers(30)] + int(narrow[rng.integers(20)])
    assert answer_by(way, COUNT, a, b, target) == library.count_pairs(wide, narrow, target)
    pairs = answer_by(way, Question(4), a, b, target)
    assert pairs.tolist() == library.find_pairs(wide, narrow, target, limit=4).tolist()
    pairs = answer_by(way, Question(4), b, a, target)
    assert pairs.tolist() == library.find_pairs(narrow, wide, target, limit=4).tolist()
