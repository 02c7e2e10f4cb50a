"""Request bodies for the server, small and large, with known results."""

import io
import json
from decimal import Decimal
from typing import Any

import httpx
import numpy as np

from support.server import Server

ROUTE = "/api/v1/two-list-sum"
NPZ = {"content-type": "application/x-npz"}
ERROR_MEDIA_TYPE = "application/problem+json"

#: Bodies of small requests, and the responses.
SMALL = {
    b'{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}': "true",
    b'{"list_a":[3,4,6],"list_b":[3,4,6],"target":11}': "false",
    b'{"list_a":[1102.46],"list_b":[-97.44],"target":1005.01,"tolerance":0.01}': "true",
}


def problem(list_a: Any, list_b: Any, target: Any) -> dict[str, Any]:
    """The members of a problem."""
    return {"list_a": list_a, "list_b": list_b, "target": target}


def large_problem(elements: int, *, has_pair: bool) -> dict[str, Any]:
    """Make a problem of random elements, whose only pair, if any, are the last two.

    Args:
        elements: The number of elements in both lists; in JSON each takes about 20 bytes.
        has_pair: Whether a pair adds up to the target.
    """
    rng = np.random.default_rng(elements)
    list_a, list_b = 4 * rng.integers(2**58, 2**60, (2, elements // 2))
    list_a[-1] += 1
    target = list_a[-1] + list_b[-1] + (0 if has_pair else 1)
    return problem(list_a, list_b, target)


def in_json(members: Any) -> bytes:
    """Write the members of a body in JSON."""
    return json.dumps(members, default=lambda array: array.tolist()).encode()


def exact_json(value: Any) -> str:
    """Write a value in JSON, decimals in it exactly."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return f"[{','.join(map(exact_json, value))}]"
    if isinstance(value, dict):
        members = [f"{json.dumps(name)}:{exact_json(member)}" for name, member in value.items()]
        return f"{{{','.join(members)}}}"
    return json.dumps(value)


def in_npz(members: dict[str, Any], *, compressed: bool = False) -> bytes:
    """Write the members of a body as an npz archive."""
    file = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(file, **members)
    return file.getvalue()


def refusal(response: httpx.Response) -> tuple[int, list[dict[str, str]]]:
    """Return the status of an error response, and its invalid members."""
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    return response.status_code, response.json().get("errors", [])


def answers_small_requests(server: Server) -> bool:
    """Whether the server responds to small requests, and correctly."""
    responses = {body: httpx.post(server.url + ROUTE, content=body).text for body in SMALL}
    return responses == SMALL
