"""Runs the service in containers: by buildah as is, and by runc with least privilege."""

import http.client
import json
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from buildah import COMMAND, FOLDER, run

BUNDLE = FOLDER / "bundle"
RUNC = ["runc", "--root", str(FOLDER / "run" / "runc")]
NAME = "two-list-sum"
QUIET = "TWO_LIST_SUM_LOG_LEVEL=warning"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 60


@dataclass
class Service:
    """A service that runs in a container and listens on port 8080.

    Attributes:
        command: The process that was started to run the container.
        start_up_seconds: How long it took from there until the service was ready.
    """

    command: subprocess.Popen[bytes]
    start_up_seconds: float = 0

    @property
    def process_id(self) -> int:
        """The service itself: the first descendant of the command that has its name."""
        return next(process for process in self._processes() if _name(process) == NAME)

    def stop(self) -> int:
        """Send SIGTERM, wait until it has exited, and return the exit status."""
        os.kill(self.process_id, signal.SIGTERM)
        return self.command.wait(SECONDS_TO_STOP)

    def kill(self) -> None:
        """Kill the processes that still run."""
        for process in reversed(self._processes()):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.command.wait()

    def _processes(self) -> list[int]:
        """The command and its descendants, parents before children."""
        processes = [self.command.pid] if self.command.poll() is None else []
        for process in processes:
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                processes += map(int, children.read_text().split())
        return processes


def request(path: str, body: bytes | None = None) -> tuple[int, Any]:
    """Send the service a request, and return the status and the decoded body."""
    connection = http.client.HTTPConnection("127.0.0.1", 8080, timeout=60)
    connection.request("GET" if body is None else "POST", path, body)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, json.loads(content)


def by_buildah(container: str, image: dict[str, Any]) -> Sequence[str]:
    """Return the command that runs the image as configured, in this machine's namespaces."""
    return [*COMMAND, "run", "--env", QUIET, container, "--", *image["Entrypoint"], *image["Cmd"]]


def by_runc(
    root: Path, image: dict[str, Any], arguments: Sequence[str], *, workers: int = 1
) -> Sequence[str]:
    """Return the command that runs an image without capabilities and on a read-only root.

    Several workers get a `/tmp` in memory, as in compose.yaml.
    """
    run("rm", "-rf", BUNDLE)
    BUNDLE.mkdir()
    run(*RUNC, "spec", "--bundle", BUNDLE)
    run(*RUNC, "delete", "--force", NAME)
    file = BUNDLE / "config.json"
    specification = json.loads(file.read_text())
    user, group = map(int, image["User"].split(":"))
    specification["root"] = {"path": str(root), "readonly": True}
    specification["process"] |= {
        "terminal": False,
        "user": {"uid": user, "gid": group},
        "args": arguments,
        "env": [*image["Env"], QUIET, f"TWO_LIST_SUM_WORKERS={workers}"],
        "capabilities": {},
        "noNewPrivileges": True,
    }
    if workers > 1:
        temporary = {"destination": "/tmp", "type": "tmpfs", "source": "tmpfs"}  # noqa: S108 - its own
        specification["mounts"].append(temporary)
    specification["linux"]["namespaces"].remove({"type": "network"})  # shared with this program
    file.write_text(json.dumps(specification))
    return [*RUNC, "run", "--bundle", str(BUNDLE), NAME]


@contextmanager
def running(command: Sequence[str]) -> Iterator[Service]:
    """Run a service until the block ends."""
    started = monotonic()
    service = Service(subprocess.Popen(command))
    try:
        while not _is_ready():
            ended = service.command.poll() is not None
            if ended or monotonic() > started + SECONDS_TO_START:
                message = "failed: the service did not start"
                raise SystemExit(message)
            sleep(0.01)
        service.start_up_seconds = monotonic() - started
        yield service
    finally:
        service.kill()


def _is_ready() -> bool:
    try:
        status, _ = request("/health/ready")
    except OSError:
        return False
    return status == HTTPStatus.OK


def _name(process: int) -> str:
    return Path(f"/proc/{process}/comm").read_text().strip()
