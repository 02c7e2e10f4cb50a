"""Long bodies are processed in threads: on the event loop they would hold up other requests."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from litestar.testing import TestClient

from support.requests import NPZ, ROUTE, SMALL, in_json, in_npz, large_problem
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.app import create_app
from two_list_sum.server.body.decoder import BodyDecoder
from two_list_sum.server.settings import Settings
from two_list_sum.server.small_requests import MAX_PLAIN_BYTES

LARGE = large_problem(80_000, has_pair=True)
IN_JSON = in_json(LARGE)


def noting_threads(function: Callable[..., Any], threads: set[str]) -> Callable[..., Any]:
    """Call a function, and note the thread in which it is called."""

    def noting(*arguments: Any, **options: Any) -> Any:
        threads.add(threading.current_thread().name.rpartition("_")[0])
        return function(*arguments, **options)

    return noting


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The threads, but for their numbers, in which bodies are decoded and problems solved."""
    threads: set[str] = set()
    for owner, name in (
        (BodyDecoder, "decode_json"),
        (BodyDecoder, "decode_npz"),
        (Operation, "respond_to_plain"),
        (Operation, "respond"),
    ):
        monkeypatch.setattr(owner, name, noting_threads(getattr(owner, name), threads))
    return threads


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (IN_JSON, {}, 200),
        (IN_JSON.replace(b"]", b",1e3]", 1), {}, 200),
        (IN_JSON.replace(b"]", b",true]", 1), {}, 422),
        (IN_JSON[:-1], {}, 400),
        (in_npz(LARGE), NPZ, 200),
        (in_npz(LARGE)[:-1], NPZ, 400),
    ],
    ids=["plain", "for msgspec", "invalid", "malformed", "npz", "malformed npz"],
)
def test_long_bodies_are_processed_in_threads(
    threads: set[str], body: bytes, headers: dict[str, str], status: int
) -> None:
    assert len(body) > MAX_PLAIN_BYTES
    with TestClient(create_app(Settings())) as client:
        assert client.post(ROUTE, content=body, headers=headers).status_code == status
    assert threads == {"large-request"}


def test_short_bodies_are_processed_on_the_event_loop(threads: set[str]) -> None:
    with TestClient(create_app(Settings())) as client:
        assert client.post(ROUTE, content=next(iter(SMALL))).status_code == 200
    assert threads
    assert "large-request" not in threads
