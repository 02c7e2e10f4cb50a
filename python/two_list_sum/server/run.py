"""Runs the server: starts the process or the workers, and shuts them down.

This module and `protocol` must not import Litestar: a worker imports both before it responds to
health checks, and uvicorn kills workers that do not respond within 5 s, which all imports may take.
"""

import contextlib
import logging
import math
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from two_list_sum import backend
from two_list_sum.server import DOCS_PATH, VERSION
from two_list_sum.server.memory import freeze_startup_objects, keep_freed_memory
from two_list_sum.server.observability.logs import log_config
from two_list_sum.server.protocol import HttpProtocol
from two_list_sum.server.settings import Settings

if TYPE_CHECKING:
    from litestar import Litestar

#: The time for requests in flight to finish after SIGTERM, beyond the timeout of their bodies.
SECONDS_TO_FINISH = 10

logger = logging.getLogger(__name__)


def serve(settings: Settings) -> NoReturn:
    """Serve until a signal, finish the requests in flight and exit with status 0."""
    config = uvicorn.Config(
        partial(application, settings),
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        http=HttpProtocol,
        ws="none",
        log_config=log_config(settings.log_level),
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=math.ceil(settings.body_timeout_seconds) + SECONDS_TO_FINISH,
    )
    listener = config.bind_socket()
    _log_start(settings, listener)
    # Uvicorn finishes the requests in flight and then raises the signal again.
    signal.signal(signal.SIGTERM, _exit)
    with contextlib.suppress(KeyboardInterrupt):
        if settings.workers == 1:
            _serve_here(config, listener)
        else:
            _serve_with_workers(config, listener)
    sys.exit(0)


def application(settings: Settings) -> "Litestar":
    """Return the application for a process that does nothing but serve it."""
    from two_list_sum.server.app import create_app  # noqa: PLC0415 - see above

    logging.captureWarnings(capture=True)
    keep_freed_memory()
    app = create_app(settings)
    freeze_startup_objects()
    return app


def _serve_here(config: uvicorn.Config, listener: socket.socket) -> None:
    server = uvicorn.Server(config)
    server.run([listener])
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def _serve_with_workers(config: uvicorn.Config, listener: socket.socket) -> None:
    with _shared_metrics():
        _Workers(config, [listener]).run()


@contextlib.contextmanager
def _shared_metrics() -> Iterator[None]:
    """Aggregate the metrics of all workers that are started in this context."""
    with tempfile.TemporaryDirectory(prefix="two-list-sum-metrics-") as directory:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        yield


class _Workers(Multiprocess):
    """Uvicorn's workers, whose parent closes its socket when they shut down."""

    def terminate_all(self) -> None:
        """Shut the workers down. If the parent's socket stayed open, clients would wait on it."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()


def _log_start(settings: Settings, listener: socket.socket) -> None:
    workers = f"{settings.workers} worker{'s' if settings.workers > 1 else ''}"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{listener.getsockname()[1]}"
    service = f"two-list-sum {VERSION}, {backend()}, {workers}, {address}"
    logger.info("%s, documentation at %s%s", service, address, DOCS_PATH)


def _exit(*_: Any) -> NoReturn:
    sys.exit(0)
