"""The results of the benchmarks: speed-ups, goals and formats."""

import pytest

from benchmarks.results import MEMORY, SERVERS, Quantity, Result
from benchmarks.tables import engine_tables, result_tables


def seconds(amount: float) -> Quantity:
    return Quantity("an engine", amount, "s")


def rate(amount: float) -> Quantity:
    return Quantity("a server", amount, "/s")


@pytest.mark.parametrize(
    ("ours", "baseline", "speed_up"),
    [(seconds(1), seconds(4), 4), (seconds(4), seconds(1), 0.25), (rate(8), rate(2), 4)],
)
def test_a_speed_up_above_one_means_that_ours_is_faster(
    ours: Quantity, baseline: Quantity, speed_up: float
) -> None:
    assert Result(SERVERS, "a case", ours, baseline).speed_up == speed_up


@pytest.mark.parametrize(("goal", "cells"), [(4, ["≥ 4", "met"]), (4.1, ["≥ 4.1", "MISSED"])])
def test_the_goal_of_a_comparison_is_the_smallest_speed_up(goal: float, cells: list[str]) -> None:
    assert Result(SERVERS, "a case", seconds(1), seconds(4), goal).goal_cells == cells


@pytest.mark.parametrize(
    ("goal", "cells"), [(0.01, ["≤ 10 ms", "met"]), (8e-3, ["≤ 8 ms", "MISSED"])]
)
def test_the_goal_of_an_amount_is_the_largest_one(goal: float, cells: list[str]) -> None:
    assert Result(MEMORY, "a case", seconds(0.01), goal=goal).goal_cells == cells


def test_readers_see_no_goals() -> None:
    result = Result(SERVERS, "a case", rate(24_000), rate(3000), goal=10)
    (table,) = result_tables([result])
    assert [column.header for column in table.columns] == [
        SERVERS,
        "ours",
        "against",
        "theirs",
        "speed-up",
    ]
    assert [cell for column in table.columns for cell in column.cells] == [
        "a case",
        "24,000/s",
        "a server",
        "3,000/s",
        "8",
    ]


def test_developers_see_goals() -> None:
    result = Result(MEMORY, "a case", Quantity("ours", 0.58, "bytes per element"), goal=1)
    (table,) = result_tables([result], goals=True)
    assert [cell for column in table.columns for cell in column.cells] == [
        "a case",
        "0.58 bytes per element",
        "≤ 1 bytes per element",
        "met",
    ]


def test_an_engine_that_does_not_support_a_case_is_shown_by_a_dash() -> None:
    (table,) = engine_tables({"a case": {"ours": 0.002, "set": 0.001, "table": None}})
    assert list(table.columns[-1].cells) == ["–"]  # noqa: RUF001 - a dash
