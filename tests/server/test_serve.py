"""The command `two-list-sum serve`, as a process."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from support.requests import ROUTE, problem
from support.server import COMMAND, Server, serve

PROBLEM = problem([3, 4, 6], [3, 4, 6], 10)


def test_the_server_responds(server: Server) -> None:
    response = httpx.post(server.url + ROUTE, json=PROBLEM)
    assert (response.status_code, response.text) == (200, "true")


def test_the_log_names_the_backend(server: Server) -> None:
    assert ", native backend, release build (" in server.start_up_log


def test_health_names_the_native_backend(server: Server) -> None:
    assert httpx.get(server.url + "/health/ready").json()["backend"]["name"] == "native"


@pytest.mark.parametrize("by", ["variable", "option", "file"])
def test_the_python_backend_can_be_chosen(
    by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if by == "file":
        Path(".env").write_text("TWO_LIST_SUM_BACKEND=python\n")
    options = ["--backend", "python"] if by == "option" else []
    variables = {"TWO_LIST_SUM_BACKEND": "python"} if by == "variable" else {}
    with serve(*options, **variables) as server:
        assert ", python backend (TWO_LIST_SUM_BACKEND=python)" in server.start_up_log
        assert httpx.post(server.url + ROUTE, json=PROBLEM).text == "true"


def test_several_workers_share_the_settings() -> None:
    with serve("--workers", "2", "--max-body-bytes", "100") as server:
        statuses = [
            httpx.post(server.url + ROUTE, content=body).status_code
            for body in [str(PROBLEM).replace("'", '"'), " " * 101]
            for _ in range(8)
        ]
    assert statuses == [200] * 8 + [413] * 8


def test_workers_answer_health_checks_before_they_import_the_application() -> None:
    script = "import sys, two_list_sum.server.run; sys.exit('litestar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_an_option_takes_precedence_over_a_variable() -> None:
    with serve("--log-level", "info", TWO_LIST_SUM_LOG_LEVEL="critical") as server:
        assert '"level": "INFO"' in server.start_up_log


@pytest.mark.parametrize("by", ["variable", "option"])
def test_an_invalid_setting_is_reported_in_one_line(by: str) -> None:
    options = ["--port", "http"] if by == "option" else []
    variables = {"TWO_LIST_SUM_PORT": "http"} if by == "variable" else {}
    ended = subprocess.run(
        [*COMMAND, *options],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr == "Error: TWO_LIST_SUM_PORT cannot be 'http': Expected `int`, got `str`\n"
