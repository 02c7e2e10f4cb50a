"""The extension's responses to plain bodies are those of the operations in Python."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.decoders import assert_responses_alike
from support.requests import exact_json
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.api.operations import OPERATIONS


class Fixed(Decimal):
    """A decimal that is written without an exponent: the extension reads none."""

    def __str__(self) -> str:
        """Write all places."""
        return f"{self:f}"


integers = st.integers(-5, 5) | st.integers(-(2**63) + 1, 2**64 - 1)
cents = st.integers(-500, 500).map(lambda number: Fixed(Decimal(number).scaleb(-2)))
tiny = st.integers(-(10**10), 10**10).map(lambda number: Fixed(Decimal(number).scaleb(-12)))


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the members of a problem, with one target and with many."""
    numbers: st.SearchStrategy[Any] = draw(st.sampled_from([integers, cents, tiny]))
    lists = st.lists(numbers, max_size=20)
    tolerances: st.SearchStrategy[Any] = numbers.map(lambda number: type(number)(abs(number)))
    members = {"list_a": lists, "list_b": lists, "target": numbers}
    problem = draw(st.fixed_dictionaries(members, optional={"tolerance": tolerances}))
    if draw(st.booleans()):
        problem["targets"] = draw(lists)
        if draw(st.booleans()):
            problem["tolerance"] = [draw(tolerances) for _ in problem["targets"]]
    return problem


@given(problem=problems(), others=st.lists(problems(), max_size=3))
@example(
    problem={"list_a": [Fixed("1E-7")], "list_b": [1], "target": Fixed("1.0000001")}, others=[]
)
def test_responses_are_those_of_python(
    problem: dict[str, Any], others: list[dict[str, Any]]
) -> None:
    assert_responses_alike(exact_json(problem).encode())
    assert_responses_alike(exact_json([problem, *others]).encode())


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.operation_id)
def test_examples_are_plain_up_to_their_work(operation: Operation) -> None:
    if operation.plain_response is None:
        return
    for members in operation.examples.values():
        body = exact_json(members).encode()
        if operation.operation_id == "closestPair" and "tolerance" in members:
            continue
        request = operation.body.decode_plain_json(body)
        assert request is not None
        work = request.work * operation.work_factor
        assert operation.respond_to_plain(body, work) is not None
        assert operation.respond_to_plain(body, work - operation.work_factor) is None
