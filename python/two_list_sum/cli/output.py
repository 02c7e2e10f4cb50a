"""Writes answers as text and as JSON, in which every number is exact."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from two_list_sum.cli.large import LargeQuestion
from two_list_sum.cli.question import Question


@dataclass(frozen=True)
class Answer:
    """An answer in both forms, and whether there is a pair."""

    found: bool
    text: str
    json: str


def yes_or_no(found: Any) -> Answer:
    """Answer whether there is a pair."""
    text = json.dumps(bool(found))
    return Answer(bool(found), text, text)


def number_of_pairs(number: Any) -> Answer:
    """Answer how many pairs there are."""
    return Answer(bool(number), str(number), str(number))


def pair(question: Question | LargeQuestion, positions: Any) -> Answer:
    """Answer which elements are a pair: the positions, None or negative ones if there is none."""
    if positions is None or positions[0] < 0:
        return Answer(found=False, text="none", json="null")
    i, j = int(positions[0]), int(positions[1])
    a, b = question.a.number(i), question.b.number(j)
    places = question.a.place(i), question.b.place(j)
    members = {"i": i, "j": j, "a": a, "b": b} | {
        f"{unit}_{side}": json.dumps(where)
        for side, place in zip("ab", places, strict=True)
        for unit, where in place.items()
    }
    second_list = "A" if question.numbers[1] is None else "B"
    text = f"A[{i}] + {second_list}[{j}] = {a} + {b} = {question.total(i, j)}"
    described = ", ".join(map(_described, places))
    in_json = ", ".join(f'"{name}": {value}' for name, value in members.items())
    return Answer(found=True, text=f"{text} ({described})", json=f"{{{in_json}}}")


def _described(place: dict[str, Any]) -> str:
    """Write `line 3`, or `b.csv line 3` if there are several files."""
    file = f"{place['file']} " if "file" in place else ""
    unit, number = list(place.items())[-1]
    return f"{file}{unit} {number}"


def lines(answers: Iterable[Answer], *, as_json: bool, as_list: bool) -> Iterable[str]:
    """Write the answers out: one a line, or a list of them in JSON."""
    if not as_json:
        yield from (f"{answer.text}\n" for answer in answers)
    elif not as_list:
        yield from (f"{answer.json}\n" for answer in answers)
    else:
        separator = "["
        for answer in answers:
            yield f"{separator}{answer.json}"
            separator = ", "
        yield "[]\n" if separator == "[" else "]\n"
