"""Replays connections to the server's protocols in this process, without a network or a clock.

Time is virtual: an event loop that has nothing to do does not wait but advances its clock. So
timeouts expire at once, and two replays of the same bytes take the same course.
"""

import asyncio
import logging
import selectors
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import uvicorn
from litestar import Litestar
from prometheus_client import REGISTRY
from uvicorn.lifespan.on import LifespanOn
from uvicorn.server import ServerState

from two_list_sum.server.observability import metrics
from two_list_sum.server.protocol import HttpProtocol

#: The virtual seconds after each step: enough for everything but timeouts.
SECONDS_PER_STEP = 0.001


class Eof:
    """The client sends no more."""


class Shutdown:
    """The server is told to shut down."""


#: Bytes that arrive at once, seconds that pass, or an event.
Step: TypeAlias = bytes | float | type[Eof] | type[Shutdown]


class _Clock(selectors.SelectSelector):
    """Advances the time instead of waiting."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        """Return what is ready, or let the time pass."""
        ready = super().select(0)
        if not ready and timeout is not None:
            self.now += max(timeout, 0)
        return ready if ready or timeout is not None else super().select(None)


class _VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._clock_of_ours = _Clock()
        super().__init__(self._clock_of_ours)

    def time(self) -> float:
        return self._clock_of_ours.now

    def run_in_executor(  # type: ignore[override] # the function's arguments are of any types
        self, _: Any, function: Callable[..., Any], *arguments: Any
    ) -> asyncio.Future[Any]:
        """Call a function here: a thread would take real time."""
        future = self.create_future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:  # noqa: BLE001 - for whoever awaits the result
            future.set_exception(error)
        return future


class _Transport(asyncio.Transport):
    """Keeps what the protocol writes, and when."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self._begin = loop.time()
        self.events: list[tuple[float, bytes]] = []
        self.closed: float | None = None
        self.is_paused = False

    def _now(self) -> float:
        return self._loop.time() - self._begin

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"sockname": ("127.0.0.1", 80), "peername": ("127.0.0.1", 1)}.get(name, default)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        if self.closed is None:
            self.events.append((self._now(), bytes(data)))

    def close(self) -> None:
        if self.closed is None:
            self.closed = self._now()

    def is_closing(self) -> bool:
        return self.closed is not None

    def pause_reading(self) -> None:
        self.is_paused = True

    def resume_reading(self) -> None:
        self.is_paused = False


@dataclass
class Course:
    """What happened on a connection.

    Attributes:
        sent: All bytes that the server sent.
        seconds: When it sent the last of them.
        closed: When it closed the connection; None if it is still open.
        is_reading: Whether it would receive more.
    """

    sent: bytes
    seconds: float
    closed: float | None
    is_reading: bool


@dataclass
class Replays:
    """What happened on some connections, and was counted and logged meanwhile."""

    courses: list[Course] = field(default_factory=list)
    counted: dict[str, float] = field(default_factory=dict)
    logged: list[Mapping[str, Any]] = field(default_factory=list)


class Replayer:
    """Replays connections with one application."""

    def __init__(self, app: Litestar) -> None:
        """Start the application."""
        self._loop = _VirtualLoop()
        self._config = uvicorn.Config(app, ws="none", log_config=None, access_log=False)
        self._config.load()
        self._lifespan = LifespanOn(self._config)
        self._run(self._lifespan.startup())

    def close(self) -> None:
        """Shut the application down."""
        self._run(self._lifespan.shutdown())
        self._loop.close()

    def replay(self, protocol: type[HttpProtocol], scripts: Iterable[Sequence[Step]]) -> Replays:
        """Replay connections one after another.

        Args:
            protocol: The protocol.
            scripts: The steps of each connection.
        """
        replays = Replays()
        before = _counts()
        with _logged() as replays.logged:
            for script in scripts:
                replays.courses.append(self._run(self._course(protocol, script)))
        after = _counts()
        replays.counted = {
            name: after[name] - before.get(name, 0)
            for name in after
            if after[name] != before.get(name, 0)
        }
        return replays

    def _run(self, coroutine: Any) -> Any:
        return self._loop.run_until_complete(coroutine)

    async def _course(self, protocol_class: type[HttpProtocol], script: Sequence[Step]) -> Course:
        state = ServerState()
        state.default_headers = [(b"date", b"today")]
        protocol = protocol_class(
            config=self._config,
            server_state=state,
            app_state=self._lifespan.state,
            _loop=self._loop,
        )
        transport = _Transport(self._loop)
        protocol.connection_made(transport)
        for step in script:
            if isinstance(step, bytes):
                if transport.closed is None:
                    protocol.data_received(step)
            elif isinstance(step, float):
                await asyncio.sleep(step)
            elif step is Eof:
                if transport.closed is None and not protocol.eof_received():
                    transport.close()
            else:
                protocol.shutdown()
            await asyncio.sleep(SECONDS_PER_STEP)
        course = Course(
            b"".join(data for _, data in transport.events),
            transport.events[-1][0] if transport.events else 0,
            transport.closed,
            transport.closed is None and not transport.is_paused,
        )
        protocol.connection_lost(None)
        await asyncio.sleep(SECONDS_PER_STEP)
        await asyncio.gather(*state.tasks)
        return course


def _counts() -> dict[str, float]:
    """The metrics of requests and bodies, but for the durations."""
    metrics.flush()
    return {
        f"{sample.name}{sorted(sample.labels.items())}": sample.value
        for family in REGISTRY.collect()
        if family.name.startswith(metrics.PREFIX)
        for sample in family.samples
        if not sample.name.endswith(("_sum", "_bucket", "_created"))
    }


@contextmanager
def _logged() -> Iterator[list[Mapping[str, Any]]]:
    """Collect the records of the log, but for times and durations."""
    records: list[Mapping[str, Any]] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            request = {name: getattr(record, name, None) for name in ("method", "path", "status")}
            records.append({"level": record.levelno, "message": record.getMessage(), **request})

    handler, logger = Handler(), logging.getLogger("two_list_sum")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield records
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
