"""A timeout that is started often and expires seldom."""

from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable


class LazyTimer:
    """Calls a function unless it is stopped in time. Starting it again postpones the call.

    Creating and cancelling a timer of the event loop takes 1 µs for each request. This one keeps
    its timer when it is postponed or stopped, and looks at the deadline when the timer expires.
    """

    def __init__(self, loop: AbstractEventLoop, expired: Callable[[], None]) -> None:
        """Create a timer that is not running.

        Args:
            loop: The event loop.
            expired: The function to call.
        """
        self._loop = loop
        self._expired = expired
        self._deadline: float | None = None
        self._handle: TimerHandle | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is a deadline."""
        return self._deadline is not None

    def start(self, seconds: float) -> None:
        """Set the deadline, in place of an earlier one."""
        self._deadline = deadline = self._loop.time() + seconds
        if self._handle is not None:
            if self._handle.when() <= deadline:
                return
            self._handle.cancel()
        self._handle = self._loop.call_at(deadline, self._look)

    def stop(self) -> None:
        """Remove the deadline."""
        self._deadline = None

    def close(self) -> None:
        """Remove the deadline and the timer of the event loop, which keeps the function alive."""
        self._deadline = None
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _look(self) -> None:
        """Call the function if the deadline has passed, else wait for the rest of the time."""
        self._handle = None
        if self._deadline is None:
            return
        if self._deadline > self._loop.time():
            self._handle = self._loop.call_at(self._deadline, self._look)
        else:
            self._deadline = None
            self._expired()
