"""Runs the image that `build_image.py` built, checks it and measures it.

The second of the two programs of `make image-test`. It has a network namespace of its own: port
8080 is free, and no other program can reach the service.
"""

import json
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from build_image import version
from buildah import buildah, container, run
from containers import NAME, RUNC, Service, by_buildah, by_runc, request, running

from support.processes import MEGABYTE, memory, peak_memory

ROUTE = "/api/v1/two-list-sum"
PROBLEM = {"list_a": [3, 4, 6], "list_b": [3, 4, 6], "target": 10}


def check(what: str, found: object, expected: object) -> None:
    """Print that something is as expected, or exit."""
    if found != expected:
        message = f"failed: {what}: {found!r} instead of {expected!r}"
        raise SystemExit(message)
    print(f"passed: {what}", flush=True)


def outcome(command: Sequence[str]) -> tuple[int, str]:
    """Run a command that may fail, and return its exit status and the last line of its errors."""
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    return done.returncode, "".join(done.stderr.splitlines()[-1:])


def check_configuration(image: dict[str, Any]) -> None:
    check("user", image["User"], "10001:10001")
    check("command", image["Entrypoint"] + image["Cmd"], ["two-list-sum", "serve"])
    check("port", list(image["ExposedPorts"]), ["8080/tcp"])
    check("title", image["Labels"]["org.opencontainers.image.title"], "two-list-sum")
    check("licence", image["Labels"]["org.opencontainers.image.licenses"], "MIT")
    check("version", image["Labels"]["org.opencontainers.image.version"], version())


def check_contents(root: Path) -> None:
    folders = (root / folder for folder in ("build", "opt", "tools", "usr", "wheels"))
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    unwanted = {"cargo", "rustc", "gcc", "maturin", "Cargo.toml", "crate_licences.py"}
    found = [file for file in files if file.name in unwanted or file.suffix in {".rs", ".whl"}]
    check("no Rust and no sources", found, [])
    licences = [file for file in files if file.name == "LICENSE-CRATES.txt"]
    check("licences of the crates", len(licences), 1)


def check_responses(service: Service) -> None:
    print(f"        ready after {service.start_up_seconds:.2f} s")
    status, health = request("/health/ready")
    check("ready", status, 200)
    check("native backend", health["backend"]["name"], "native")
    check("result", request(ROUTE, json.dumps(PROBLEM).encode()), (200, True))


def check_confinement(process: int) -> None:
    status = Path(f"/proc/{process}/status").read_text().split()
    check("no capabilities", status[status.index("CapBnd:") + 1], f"{0:016}")
    check("no new privileges", status[status.index("NoNewPrivs:") + 1], "1")
    root = Path(f"/proc/{process}/mounts").read_text().split()
    check("root", (root[1], root[3][:3]), ("/", "ro,"))


def measure_memory(process: int) -> None:
    idle = memory(process)
    for _ in range(200):
        request(ROUTE, json.dumps(PROBLEM).encode())
    after_small_requests = memory(process)
    even = random.Random(0)  # noqa: S311 - no secret
    lists = [[2 * even.randrange(1, 10**9) for _ in range(10**6)] for _ in range(2)]
    body = json.dumps({"list_a": lists[0], "list_b": lists[1], "target": 10**9 + 1}).encode()
    check("result of lists of a million", request(ROUTE, body), (200, False))
    figures = {
        "idle": idle,
        "after 200 small requests": after_small_requests,
        f"at most, with a body of {len(body) / MEGABYTE:.0f} MB": peak_memory(process),
        "after it": memory(process),
    }
    for when, figure in figures.items():
        print(f"        memory {when}: {figure / MEGABYTE:.0f} MB")


def print_sizes(inspected: dict[str, Any]) -> None:
    sizes = [layer["size"] for layer in json.loads(inspected["Manifest"])["layers"]]
    layers = " + ".join(f"{size / MEGABYTE:.0f}" for size in sizes)
    total = sum(sizes) / MEGABYTE
    print(f"        size: {layers} = {total:.0f} MB, the last of which is the Dockerfile's own")


def check_by_buildah(name: str, image: dict[str, Any]) -> None:
    print("By buildah, as the image's user:")
    with running(by_buildah(name, image)) as service:
        check_responses(service)
        check("exit status after SIGTERM", service.stop(), 0)


def check_by_runc(root: Path, image: dict[str, Any]) -> None:
    print("By runc, on a read-only root and without capabilities:")
    serve, health = image["Entrypoint"] + image["Cmd"], image["Healthcheck"]["Test"][1:]
    with running(by_runc(root, image, serve)) as service:
        check_responses(service)
        check_confinement(service.process_id)
        check("healthy", outcome([*RUNC, "exec", NAME, *health]), (0, ""))
        measure_memory(service.process_id)
        check("exit status after SIGTERM", service.stop(), 0)
    refused = "ConnectionRefusedError: [Errno 111] Connection refused"
    check("unhealthy without a service", outcome(by_runc(root, image, health)), (1, refused))
    print("The same with two workers:")
    with running(by_runc(root, image, serve, workers=2)) as service:
        check_responses(service)
        check("exit status after SIGTERM", service.stop(), 0)


def main() -> None:
    run("ip", "link", "set", "lo", "up")
    inspected = json.loads(buildah("inspect", "--type", "image", "two-list-sum"))
    image = inspected["Docker"]["config"]
    check_configuration(image)
    with container("two-list-sum") as name:
        root = Path(buildah("mount", name))
        check_contents(root)
        check_by_buildah(name, image)
        check_by_runc(root, image)
    print_sizes(inspected)


if __name__ == "__main__":
    main()
