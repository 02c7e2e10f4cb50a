"""Runs the server: starts the process or the workers, and shuts them down.

This module and the protocols must not import Litestar: a worker imports them before it responds to
health checks, and uvicorn kills workers that do not respond within 5 s, which all imports may take.
"""

import contextlib
import logging
import math
import multiprocessing
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from two_list_sum import backend
from two_list_sum.server import DOCS_PATH, VERSION
from two_list_sum.server.fast_lane import FastLaneProtocol
from two_list_sum.server.listener import listen
from two_list_sum.server.memory import freeze_startup_objects, keep_freed_memory
from two_list_sum.server.observability.logs import log_config
from two_list_sum.server.protocol import HttpProtocol
from two_list_sum.server.settings import Settings, SettingsError

if TYPE_CHECKING:
    from litestar import Litestar

#: Where the Prometheus client keeps the metrics of several processes; the second is its old name.
METRICS_VARIABLES = ("PROMETHEUS_MULTIPROC_DIR", "prometheus_multiproc_dir")

#: The time for requests in flight to finish after SIGTERM, beyond the timeout of their bodies.
SECONDS_TO_FINISH = 10

logger = logging.getLogger(__name__)


def serve(settings: Settings) -> NoReturn:
    """Serve until a signal, finish the requests in flight and exit with status 0.

    Raises:
        SettingsError: The server cannot start with these settings.
    """
    config = uvicorn.Config(
        partial(application, settings),
        factory=True,
        workers=settings.workers,
        http=FastLaneProtocol if settings.fast_lane else HttpProtocol,
        ws="none",
        log_config=log_config(settings.log_level),
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=math.ceil(settings.body_timeout_seconds) + SECONDS_TO_FINISH,
    )
    for variable in METRICS_VARIABLES:  # one process counts in memory, workers in a folder of ours
        os.environ.pop(variable, None)
    with listen(settings) as (listener, url), _shared_metrics(settings.workers):
        _log_start(settings, url)
        # Uvicorn finishes the requests in flight and then raises the signal again.
        signal.signal(signal.SIGTERM, _exit)
        with contextlib.suppress(KeyboardInterrupt):
            if settings.workers == 1:
                _serve_here(config, listener)
            else:
                _Workers(config, [listener]).run()
    sys.exit(0)


def application(settings: Settings) -> "Litestar":
    """Return the application for a process that does nothing but serve it."""
    from two_list_sum.server.app import create_app  # noqa: PLC0415 - see above

    _end_with_parent()
    logging.captureWarnings(capture=True)
    keep_freed_memory()
    app = create_app(settings)
    freeze_startup_objects()
    return app


def _serve_here(config: uvicorn.Config, listener: socket.socket) -> None:
    """Serve in this process.

    Raises:
        SettingsError: The application failed to start, for a reason that uvicorn has logged.
    """
    server = uvicorn.Server(config)
    try:
        server.run([listener])
    except SystemExit as ended:
        if ended.code != STARTUP_FAILURE:
            raise
        message = "the application failed to start; the log says why"
        raise SettingsError(message) from None


@contextlib.contextmanager
def _shared_metrics(workers: int) -> Iterator[None]:
    """Aggregate the metrics of all workers that are started in this context."""
    if workers == 1:
        yield
        return
    try:
        directory = tempfile.TemporaryDirectory(prefix="two-list-sum-metrics-")
    except OSError as error:
        message = f"several workers need a writable folder for their metrics: {error}"
        raise SettingsError(message) from None
    with directory:
        os.environ[METRICS_VARIABLES[0]] = directory.name
        yield


def _end_with_parent() -> None:
    """End this worker when its parent was killed: nothing else would, and it holds the port."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        logger.error("The parent process was killed; shutting down")
        shutil.rmtree(os.environ[METRICS_VARIABLES[0]], ignore_errors=True)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


class _Workers(Multiprocess):
    """Uvicorn's workers, whose parent closes its socket when they shut down."""

    def terminate_all(self) -> None:
        """Shut the workers down. If the parent's socket stayed open, clients would wait on it."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()


def _log_start(settings: Settings, url: str) -> None:
    workers = f"{settings.workers} worker{'s' if settings.workers > 1 else ''}"
    service = f"two-list-sum {VERSION}, {backend()}, {workers}, {url}"
    host = "" if settings.uds else url
    logger.info("%s, documentation at %s%s", service, host, DOCS_PATH)


def _exit(*_: Any) -> NoReturn:
    sys.exit(0)
