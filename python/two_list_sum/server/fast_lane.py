"""The fast lane: responds to small plain requests without a parser and an ASGI application.

Between two requests, `FastLaneProtocol` looks at the bytes that arrive. If they are the head of a
plain request (`plain_heads`) and its whole body, `FastLane` makes the response, for most operations
in one call of the extension. If the body is not there yet, the bytes wait a moment for it.

In all other cases, all bytes go to the parser, as if they had just arrived: it sees none of a
request, or all of it. This is why the lane changes the speed and nothing else.

With it, small requests have 2.4 times the throughput of a bare ASGI application on the same uvicorn
(`make bench-http`).
"""

from time import perf_counter
from typing import TYPE_CHECKING, Any

from two_list_sum.server.plain_heads import END_OF_HEAD
from two_list_sum.server.protocol import HttpProtocol
from two_list_sum.server.timeouts import LazyTimer

if TYPE_CHECKING:
    from two_list_sum.server.small_requests import FastLane

#: The key in the lifespan's state where the application puts its `FastLane`.
FAST_LANE = "two_list_sum.fast_lane"

#: How long a request waits for the rest of its body, in seconds. Clients that send head and body
#: apart send the body at once; a body that is late is received with the timeout of `body.receive`.
BODY_WAIT = 0.05


class FastLaneProtocol(HttpProtocol):
    """Uvicorn's HTTP protocol behind the fast lane."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Initialize the protocol with the application's `FastLane`."""
        super().__init__(*arguments, **options)
        self._lane: FastLane = self.app_state[FAST_LANE]
        self._is_parsing = False  # the parser is within a request
        self._parts: list[bytes] = []  # of a request that waits for the rest of its body
        self._missing = 0
        self._begin = 0.0
        self._lane_timer = LazyTimer(self.loop, self._expired)

    def data_received(self, data: bytes) -> None:
        """Respond to a plain request, or pass the data on."""
        if self._parts:
            self._parts.append(data)
            self._missing -= len(data)
            if self._missing > 0:
                return
            data = b"".join(self._parts)
            self._parts = []
            if self._responded(data):
                return
        elif self._is_between_requests():
            self._begin = perf_counter()
            if self._responded(data):
                return
        self._pass_on(data)

    def _is_between_requests(self) -> bool:
        return (
            not self._is_parsing
            and (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused
            and not self.transport.is_closing()
        )

    def _responded(self, data: bytes) -> bool:
        """Respond to a plain request, or wait for the rest of its body; False if neither."""
        lane = self._lane
        end = data.find(END_OF_HEAD) + len(END_OF_HEAD)
        head = data[:end]
        plain = lane.heads.get(head) or lane.new_plain_request(head)
        if plain is None:
            return False
        operation, length = plain
        missing = end + length - len(data)
        if missing > 0:
            self._missing = missing
            self._parts = [data]
            self._stop_timers()
            self._lane_timer.start(BODY_WAIT)
            return True
        if missing < 0:
            return False
        content = lane.respond(operation, data[end:], self._begin)
        if content is None:
            return False
        server = self.server_state
        head = lane.response_head(server.default_headers)
        self.transport.write(b"%b%d\r\n\r\n%b" % (head, len(content), content))
        server.total_requests += 1
        self._header_bytes = 0
        self._stop_timers()
        self._lane_timer.start(self.timeout_keep_alive)
        return True

    def _pass_on(self, data: bytes) -> None:
        """Let the parser receive data."""
        self._lane_timer.stop()
        super().data_received(data)

    def _leave_lane(self) -> None:
        """Let the parser receive a request that waits for the rest of its body."""
        if self._parts:
            data, self._parts = b"".join(self._parts), []
            self._pass_on(data)

    def _expired(self) -> None:
        """Stop waiting: for the rest of a body, or for another request."""
        if self._parts:
            self._leave_lane()
        else:
            self.transport.close()

    def _stop_timers(self) -> None:
        """Stop the timeout of the headers, and uvicorn's of the time between requests."""
        self._timer.stop()
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = None

    def on_message_begin(self) -> None:
        """Record that the parser is within a request."""
        self._is_parsing = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Record that the parser is between two requests, unless an upgrade has stopped it."""
        self._is_parsing = self.parser.should_upgrade()
        super().on_message_complete()

    def eof_received(self) -> bool:  # type: ignore[override] # as uvicorn's
        """Pass on what has arrived before the end."""
        self._leave_lane()
        return super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass on what has arrived, so that it is counted, and stop the timer."""
        self._leave_lane()
        self._lane_timer.close()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Let a request that waits for the rest of its body finish before the connection closes."""
        self._leave_lane()
        super().shutdown()
