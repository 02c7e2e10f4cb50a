"""Where joins on `t - b` wrap and find a pair that is none, and this package does not."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from two_list_sum import chunked

A = np.array([2**63 - 6, 5])
B = np.array([7, 1])
TARGET = -(2**63) + 1  # minus 7 this is 2**63 - 6 modulo 2**64


def test_the_answer_is_exact() -> None:
    assert chunked.count_pairs(A, B, TARGET) == 0
    assert chunked.count_pairs(A, B, 2**63 + 1) == 1


@pytest.mark.filterwarnings("ignore:overflow")
def test_pandas_wraps() -> None:
    joined = pd.DataFrame({"v": A}).merge(pd.DataFrame({"v": np.int64(TARGET) - B}), on="v")
    assert len(joined) == 1


def test_polars_wraps() -> None:
    complements = pl.DataFrame({"v": B}).select(TARGET - pl.col("v"))
    joined = pl.DataFrame({"v": A}).join(complements, left_on="v", right_on="literal")
    assert len(joined) == 1
