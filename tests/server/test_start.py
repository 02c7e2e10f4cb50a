"""How the server starts: where it listens, behind which prefix, and why it does not."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from support.browser import browse, find, severe_messages
from support.processes import run_python
from support.requests import ROUTE, SMALL
from support.server import COMMAND, Server, serve, wait_until

BODY = next(iter(SMALL))
PREFIX = "/sums/v2"


def _failure(*options: str, **variables: str) -> str:
    """Start the server, which must fail, and return its only line."""
    ended = subprocess.run(
        [*COMMAND, *options],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("Error: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr.removeprefix("Error: ").rstrip()


def test_an_address_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert _failure("--port", str(port)) == f"address already in use: 127.0.0.1:{port}"


def test_a_host_that_is_unknown_is_named() -> None:
    assert _failure("--host", "nowhere.invalid").endswith(": nowhere.invalid:8080")


@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_ipv6_address_may_have_brackets(host: str) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with _started("--host", host, "--port", "0") as (_, line):
        assert "http://[::1]:" in line


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_unix_socket_serves(workers: str, tmp_path: Path) -> None:
    path = tmp_path / "http.sock"
    with socket.socket(socket.AF_UNIX) as killed:  # a server that was killed leaves its file
        killed.bind(str(path))
    options = ["--uds", str(path), "--workers", workers]
    with _started(*options) as (process, line):
        assert f"unix:{path}" in line
        wait_until(lambda: _accepts(path))
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(path))) as client:
            assert client.post(f"http://localhost{ROUTE}", content=BODY).text == SMALL[BODY]
        assert _failure(*options) == f"address already in use: {path}"
        process.terminate()
        assert process.wait(20) == 0
    assert not path.exists()


def _accepts(path: Path) -> bool:
    """Whether a server accepts connections."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


@contextmanager
def _started(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the server, and give it with the line of the log that names its address."""
    process = subprocess.Popen([*COMMAND, *options], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        yield process, next(line for line in process.stderr if "documentation at" in line)
    finally:
        process.terminate()
        process.communicate()


@pytest.mark.parametrize("by", ["library's command", "variable"])
def test_an_unknown_backend_is_reported_in_one_line(by: str) -> None:
    choices = "auto, native, python"
    if by == "variable":
        assert choices in _failure(TWO_LIST_SUM_BACKEND="nonsense")
    assert choices in _failure("--backend", "nonsense")


@pytest.mark.parametrize("level", ["DEBUG", "Info"])
def test_levels_may_be_in_any_case(level: str) -> None:
    with serve("--log-level", level) as server:
        assert '"level": "INFO"' in server.start_up_log


def test_a_wrong_level_lists_the_choices() -> None:
    expected = "choose one of debug, info, warning, error, critical"
    assert _failure("--log-level", "loud").endswith(expected)


def test_a_file_of_settings_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").symlink_to("/proc/self/mem")  # unreadable for root as well
    assert _failure().startswith("the file .env cannot be read: ")


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("name", ["PROMETHEUS_MULTIPROC_DIR", "prometheus_multiproc_dir"])
def test_a_missing_folder_of_metrics_does_no_harm(workers: str, name: str) -> None:
    with serve("--workers", workers, **{name: "/nowhere/metrics"}) as server:
        assert httpx.post(server.url + ROUTE, content=BODY).text == SMALL[BODY]
        # Another worker may show the request later.
        wait_until(lambda: counts_requests(httpx.get(f"{server.url}/metrics")))


def counts_requests(metrics: httpx.Response) -> bool:
    """Return whether a request is in the metrics."""
    assert metrics.status_code == 200
    return "two_list_sum_requests_total{" in metrics.text


def test_workers_without_a_writable_folder_are_refused() -> None:
    script = (
        "import sys, tempfile; tempfile._candidate_tempdir_list = lambda: ['/nowhere']\n"
        "from two_list_sum.cli import main; main(['serve', '--workers', '2', '--port', '0'])"
    )
    ended = run_python(script)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Error: several workers need a writable folder")


def test_a_failure_to_start_ends_with_one_line_after_the_log() -> None:
    script = (
        "import concurrent.futures; concurrent.futures.ThreadPoolExecutor = None\n"
        "from two_list_sum.cli import main; main(['serve', '--port', '0'])"
    )
    ended = run_python(script)
    *logged, last = ended.stderr.splitlines()
    assert ended.returncode == 2
    assert last == "Error: the application failed to start; the log says why"
    assert {json.loads(line)["level"] for line in logged} == {"INFO", "ERROR"}


def test_workers_end_when_their_parent_was_killed(tmp_path: Path) -> None:
    with serve("--workers", "2", TMPDIR=str(tmp_path)) as server:
        host, port = server.address.split(":")
        assert list(tmp_path.glob("two-list-sum-metrics-*"))
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not _exists(server.process.pid))
        with socket.create_server((host, int(port))):
            pass
        assert list(tmp_path.glob("two-list-sum-metrics-*")) == []


def _exists(group: int) -> bool:
    """Whether a process of a group is running."""
    try:
        os.killpg(group, signal.SIGCONT)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def _proxy(server: Server) -> Iterator[str]:
    """Run a proxy that strips a prefix, and give its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            path = self.path.removeprefix(PREFIX)
            if path == self.path:
                self.send_error(404)
                return
            headers = {"content-type": self.headers.get("content-type", "")}
            response = httpx.request(self.command, server.url + path, content=body, headers=headers)
            self.send_response(response.status_code)
            for name in ("content-type", "content-length", "location"):
                if name in response.headers:
                    self.send_header(name, response.headers[name])
            self.end_headers()
            self.wfile.write(response.content)

        do_POST = do_GET  # noqa: N815 - the base class's naming

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as proxy:
        Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_port}{PREFIX}"
        proxy.shutdown()


@pytest.mark.parametrize("root_path", [PREFIX, f"{PREFIX}/"])
def test_links_are_right_behind_a_proxy_that_strips_a_prefix(root_path: str) -> None:
    with serve("--root-path", root_path) as server, _proxy(server) as url:
        assert httpx.get(url + "/docs").headers["location"] == f"{PREFIX}/api/v1/docs"
        document = httpx.get(f"{url}/api/v1/openapi.json").json()
        assert document["servers"] == [{"url": PREFIX}]
        assert f"POST {PREFIX}{ROUTE}" in httpx.get(f"{url}/nowhere").json()["detail"]


def test_the_page_works_behind_a_proxy_that_strips_a_prefix() -> None:
    with serve(TWO_LIST_SUM_ROOT_PATH=PREFIX) as server, _proxy(server) as url, browse() as browser:
        browser.get(url + "/")
        (operation,) = find(browser, ".opblock[id$='-twoListSum']")
        find(operation, ".opblock-summary-control")[0].click()
        find(operation, ".try-out__btn")[0].click()
        find(operation, ".execute")[0].click()
        (status,) = find(operation, ".live-responses-table tbody .response-col_status")
        assert status.text == "200"
        assert severe_messages(browser) == []


@pytest.mark.parametrize("root_path", ["sums", "", "/<script>"])
def test_a_root_path_that_is_no_path_is_refused(root_path: str) -> None:
    assert f"TWO_LIST_SUM_ROOT_PATH cannot be '{root_path}'" in _failure("--root-path", root_path)
