"""The socket on which the server listens: an address of the internet, or a Unix socket."""

import contextlib
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

from two_list_sum.server.settings import Settings, SettingsError

#: A proxy in front often runs as another user.
UDS_MODE = 0o666


@contextlib.contextmanager
def listen(settings: Settings) -> Iterator[tuple[socket.socket, str]]:
    """Bind the socket that the settings choose, and give it with its URL.

    The URL of a Unix socket is `unix:` and its path. Its file is removed in the end.

    Raises:
        SettingsError: The address is in use, or cannot be bound for another reason.
    """
    if settings.uds:
        with _listen_at_path(Path(settings.uds)) as listener:
            yield listener, f"unix:{settings.uds}"
        return
    host = settings.host.removeprefix("[").removesuffix("]")
    is_v6 = ":" in host
    name = f"[{host}]" if is_v6 else host
    with socket.socket(socket.AF_INET6 if is_v6 else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(listener, (host, settings.port), f"{name}:{settings.port}")
        yield listener, f"http://{name}:{listener.getsockname()[1]}"


@contextlib.contextmanager
def _listen_at_path(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as listener:
        _remove_stale(path)
        _bind(listener, str(path), str(path))
        try:
            path.chmod(UDS_MODE)
            yield listener
        finally:
            path.unlink(missing_ok=True)


def _bind(listener: socket.socket, address: str | tuple[str, int], name: str) -> None:
    try:
        listener.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"{reason[:1].lower()}{reason[1:]}: {name}"
        raise SettingsError(message) from None
    listener.set_inheritable(True)


def _remove_stale(path: Path) -> None:
    """Remove the socket of a server that was killed: nobody listens on it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
        if stat.S_ISSOCK(path.stat().st_mode):
            try:
                client.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
