"""The requests that are sent: problems as JSON or npz, and the expected responses."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from benchmarks.http import ROUTE
from two_list_sum.bench.cases import Case, Problem

SMALL = 3  # elements in each list
JSON = "application/json"
NPZ = "application/x-npz"


@dataclass(frozen=True, eq=False)
class Request:
    """A POST request, and the JSON value of the expected response."""

    path: str
    media_type: str
    body: bytes
    answer: bool | list[bool]

    @cached_property
    def encoded(self) -> bytes:
        """The bytes that are sent."""
        head = (
            f"POST {self.path} HTTP/1.1\r\n"
            "Host: localhost\r\n"
            f"Content-Type: {self.media_type}\r\n"
            f"Content-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


@dataclass(frozen=True, eq=False)
class Requests:
    """A request to measure, and another one of the same shape with the opposite answer."""

    measured: Request
    opposite: Request

    @classmethod
    def of_case(cls, encode: Callable[[Problem], Request], case: Case) -> Self:
        """Encode both problems of a case."""
        return cls(encode(case.measured), encode(case.opposite))


def json_request(problem: Problem) -> Request:
    """Encode a problem as JSON, as most clients do."""
    body = _json(_members(problem.list_a, problem.list_b, problem.target))
    return Request(ROUTE, JSON, body, problem.answer)


def decimal_request(problem: Problem) -> Request:
    """Encode a problem of decimals as JSON, as clients with amounts do."""
    list_a, list_b = (",".join(map(str, values)) for values in (problem.list_a, problem.list_b))
    body = f'{{"list_a":[{list_a}],"list_b":[{list_b}],"target":{problem.target}}}'
    return Request(ROUTE, JSON, body.encode(), problem.answer)


def npz_request(problem: Problem) -> Request:
    """Encode a problem as npz, as clients with arrays may."""
    body = io.BytesIO()
    np.savez(body, list_a=problem.list_a, list_b=problem.list_b, target=np.array(problem.target))
    return Request(ROUTE, NPZ, body.getvalue(), problem.answer)


def small() -> Requests:
    """Return requests with a small problem."""
    return Requests.of_case(json_request, Case.of_arrays(SMALL, SMALL))


def batch(number: int) -> Requests:
    """Return requests with a batch of small problems, of which every other one has a pair."""
    odd = np.arange(number) % 2 == 1
    return Requests(_batch_request(odd), _batch_request(~odd))


def _batch_request(paired: npt.NDArray[np.bool_]) -> Request:
    """Encode one problem per item, with a pair at the ends of its lists if the item is true."""
    whole = Case.of_arrays(SMALL * paired.size, SMALL * paired.size).measured
    lists_a, lists_b = np.reshape([whole.list_a, whole.list_b], (2, paired.size, SMALL))
    lists_b[paired, -1] = np.subtract(whole.target, lists_a[paired, -1])
    problems = [
        _members(list_a, list_b, whole.target)
        for list_a, list_b in zip(lists_a, lists_b, strict=True)
    ]
    return Request(f"{ROUTE}/batch", JSON, _json(problems), paired.tolist())


def _members(list_a: Any, list_b: Any, target: int) -> dict[str, Any]:
    list_a, list_b = np.asarray(list_a).tolist(), np.asarray(list_b).tolist()
    return {"list_a": list_a, "list_b": list_b, "target": target}


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
