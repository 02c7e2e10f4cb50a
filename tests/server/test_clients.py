"""The clients that people use, each with small, long and invalid bodies."""

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.installed import installed_package, installed_program
from support.requests import ROUTE
from support.server import Server

pytestmark = pytest.mark.slow

Request = tuple[str, str]
Response = tuple[int, str]

PROGRAMS = Path(__file__).parent / "clients"
JSON = {"content-type": "application/json"}
TIMEOUT_SECONDS = 60


def amounts(cents: int) -> str:
    """The elements of a list: 100,000 amounts with the same cents."""
    return ",".join(f"{number}.{cents:02}" for number in range(100_000))


#: The route and the body of each request, with the status and a part of the response.
EXCHANGES = [
    ("", '{"list_a":[3,4,6],"list_b":[3,4,6],"target":10}', 200, "true"),
    (
        "/pair",
        '{"list_a":[1102.46,-97.440],"list_b":[199.90],"target":102.46}',
        200,
        '{"i":1,"j":0,"a":-97.44,"b":199.9}',
    ),
    (
        "/pair",
        f'{{"list_a":[{10**30}],"list_b":[0.5],"target":{10**30},"tolerance":0.5}}',
        200,
        f'{{"i":0,"j":0,"a":{10**30},"b":0.5}}',
    ),
    (
        "/pairs",
        '{"list_a":[3,4,6],"list_b":[3,4,6],"target":10,"limit":1}',
        200,
        '[{"i":1,"j":2,"a":4,"b":6}]',
    ),
    ("/closest", '{"list_a":[],"list_b":[1],"target":1}', 200, "null"),
    (
        "/targets",
        '{"list_a":[1],"list_b":[2],"targets":[3,4],"tolerance":[0,1]}',
        200,
        "[true,true]",
    ),
    ("/batch", '[{"list_a":[1],"list_b":[2],"target":4,"comment":"é"}]', 200, "[false]"),
    (
        "/count",
        f'{{"list_a":[{amounts(50)}],"list_b":[{amounts(49)}],"target":999.99}}',
        200,
        "1000",
    ),
    ("/pair", '{"list_a":["3"],"list_b":[4],"target":7}', 422, '"pointer":"/list_a/0"'),
    ("/pair", '{"list_a":[3', 400, "The body cannot be read"),
]


def send_by_httpx(requests: Sequence[Request], _: Path) -> list[Response]:
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        responses = [client.post(url, content=body, headers=JSON) for url, body in requests]
    return [(response.status_code, response.text) for response in responses]


def send_by_requests(requests: Sequence[Request], _: Path) -> list[Response]:
    with installed_package("requests").Session() as session:
        responses = [session.post(url, body.encode(), headers=JSON) for url, body in requests]
    return [(response.status_code, response.text) for response in responses]


def send_by_aiohttp(requests: Sequence[Request], _: Path) -> list[Response]:
    aiohttp = installed_package("aiohttp")

    async def send() -> list[Response]:
        responses = []
        async with aiohttp.ClientSession() as session:
            for url, body in requests:
                async with session.post(url, data=BytesIO(body.encode()), headers=JSON) as response:
                    responses.append((response.status, await response.text()))
        return responses

    return asyncio.run(send())


def send_by_curl(requests: Sequence[Request], _: Path) -> list[Response]:
    command = [installed_program("curl"), "-s", "-w", r"\n%{http_code}", "-d", "@-"]
    responses = []
    for url, body in requests:
        text, status = _output([*command, url], body).rsplit("\n", 1)
        responses.append((int(status), text))
    return responses


def send_by_wget(requests: Sequence[Request], folder: Path) -> list[Response]:
    body_file = folder / "body.json"
    command = [installed_program("wget"), "--quiet", "--output-document=-", "--content-on-error"]
    command += ["--save-headers", "--header=Content-Type: application/json"]
    responses = []
    for url, body in requests:
        body_file.write_text(body, encoding="utf-8")
        head, text = _output([*command, f"--post-file={body_file}", url]).split("\n\n", 1)
        responses.append((int(head.split()[1]), text))
    return responses


def send_by_node(requests: Sequence[Request], _: Path) -> list[Response]:
    return _send_lines([installed_program("node"), str(PROGRAMS / "post_bodies.mjs")], requests)


def send_by_java(requests: Sequence[Request], _: Path) -> list[Response]:
    installed_program("javac")  # the JDK, which runs files of source code
    return _send_lines([installed_program("java"), str(PROGRAMS / "PostBodies.java")], requests)


def _send_lines(command: Sequence[str], requests: Sequence[Request]) -> list[Response]:
    """Send requests by a program that reads a line for each, and prints one."""
    lines = _output(command, "".join(f"{url}\t{body}\n" for url, body in requests)).splitlines()
    responses = [line.partition("\t") for line in lines]
    return [(int(status), text) for status, _, text in responses]


def _output(command: Sequence[str], text: str = "") -> str:
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, check=False, timeout=TIMEOUT_SECONDS
    )
    assert not done.stderr, done.stderr
    return done.stdout.decode().replace("\r\n", "\n")


CLIENTS: dict[str, Callable[[Sequence[Request], Path], list[Response]]] = {
    "httpx": send_by_httpx,
    "requests": send_by_requests,
    "aiohttp": send_by_aiohttp,
    "curl": send_by_curl,
    "wget": send_by_wget,
    "node": send_by_node,
    "java": send_by_java,
}


@pytest.mark.parametrize("send", CLIENTS.values(), ids=CLIENTS)
def test_clients_have_their_responses(server: Server, tmp_path: Path, send: Any) -> None:
    requests = [(server.url + ROUTE + route, body) for route, body, _, _ in EXCHANGES]
    responses = send(requests, tmp_path)
    for (_, _, status, expected), response in zip(EXCHANGES, responses, strict=True):
        is_whole = status == 200
        assert response[0] == status
        assert response[1] == expected if is_whole else expected in response[1]


def test_a_generated_client_has_its_responses(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed_package("openapi_python_client")
    document, package = tmp_path / "openapi.json", tmp_path / "generated_client"
    document.write_bytes(httpx.get(f"{server.url}/api/v1/openapi.json").content)
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta=none"]
    paths = [f"--path={document}", f"--output-path={package}"]
    subprocess.run([*command, *paths], check=True, capture_output=True)
    monkeypatch.syspath_prepend(tmp_path)
    models = importlib.import_module("generated_client.models")
    client = importlib.import_module("generated_client").Client(base_url=server.url)

    def call(operation: str, body: Any) -> Any:
        module = importlib.import_module(f"generated_client.api.sums.{operation}")
        return module.sync(client=client, body=body)

    problem = {"list_a": [3, 4.5], "list_b": [3, 5.25], "target": 9.5, "tolerance": 0.25}
    found = {"i": 1, "j": 1, "a": 4.5, "b": 5.25}
    with client:
        pair = call("find_pair", models.FindPairJsonProblem.from_dict(problem))
        assert pair.to_dict() == found
        body = models.FindPairsJsonPairsProblem.from_dict(problem | {"limit": 10})
        assert [pair.to_dict() for pair in call("find_pairs", body)] == [found]
        exactly = models.CountPairsJsonProblem.from_dict(problem | {"tolerance": 0})
        assert call("count_pairs", exactly) == 0
        batch = [models.TwoListSumBatchProblem.from_dict(problem)]
        assert call("two_list_sum_batch", batch) == [True]
        invalid = models.FindPairJsonProblem.from_dict(problem | {"tolerance": -1})
        (error,) = call("find_pair", invalid).errors
        assert error.pointer == "/tolerance"
