"""What the services are asked: problems as requests, and the answers that are right."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from two_list_sum.bench.cases import Case, Integers, Problem

PATH = "/api/v1/two-list-sum"
SMALL = 3  # elements of each list
JSON = "application/json"
NPZ = "application/x-npz"


@dataclass(frozen=True, eq=False)
class Question:
    """A request, and what the JSON of its answer must hold."""

    path: str
    media_type: str
    body: bytes
    answer: bool | list[bool]

    @cached_property
    def request(self) -> bytes:
        """All that is sent."""
        head = (
            f"POST {self.path} HTTP/1.1\r\n"
            "Host: localhost\r\n"
            f"Content-Type: {self.media_type}\r\n"
            f"Content-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


@dataclass(frozen=True, eq=False)
class Questions:
    """A question to measure, and another one of the same shape whose answer is the opposite."""

    measured: Question
    opposite: Question


def both(ask: Callable[[Problem], Question], case: Case) -> Questions:
    """Ask for the answers to both problems of a case."""
    return Questions(ask(case.measured), ask(case.opposite))


def in_json(problem: Problem) -> Question:
    """Ask as most clients do."""
    return Question(
        PATH, JSON, _json(_members(problem.list_a, problem.list_b, problem.target)), problem.answer
    )


def in_npz(problem: Problem) -> Question:
    """Ask as clients with arrays may."""
    body = io.BytesIO()
    np.savez(body, list_a=problem.list_a, list_b=problem.list_b, target=np.array(problem.target))
    return Question(PATH, NPZ, body.getvalue(), problem.answer)


def small() -> Questions:
    """Ask for the answer to a small problem."""
    return both(in_json, Case.of_arrays(SMALL, SMALL))


def batch(number: int) -> Questions:
    """Ask for the answers to small problems at once, of which every second one has a pair."""
    odd = np.arange(number) % 2 == 1
    return Questions(_in_one_batch(odd), _in_one_batch(~odd))


def _in_one_batch(paired: npt.NDArray[np.bool_]) -> Question:
    """Ask for as many answers as there are, with a pair at the lists' ends where one is wanted."""
    whole = Case.of_arrays(SMALL * paired.size, SMALL * paired.size).measured
    lists_a, lists_b = np.reshape([whole.list_a, whole.list_b], (2, paired.size, SMALL))
    lists_b[paired, -1] = np.subtract(whole.target, lists_a[paired, -1])
    problems = [
        _members(list_a, list_b, whole.target)
        for list_a, list_b in zip(lists_a, lists_b, strict=True)
    ]
    return Question(f"{PATH}/batch", JSON, _json(problems), paired.tolist())


def _members(list_a: Integers, list_b: Integers, target: int | list[int]) -> dict[str, Any]:
    list_a, list_b = np.asarray(list_a).tolist(), np.asarray(list_b).tolist()
    return {"list_a": list_a, "list_b": list_b, "target": target}


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
