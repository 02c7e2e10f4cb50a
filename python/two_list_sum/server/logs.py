"""What the service logs: a JSON object a line, on standard error."""

import logging
from time import perf_counter
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from pythonjsonlogger.core import RESERVED_ATTRS

logger = logging.getLogger(__name__)


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration for `logging`: uvicorn's messages and the package's own.

    Args:
        level: Of the least severe messages to log.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "fmt": "%(levelname)s %(name)s %(message)s",
                "rename_fields": {"levelname": "level", "name": "logger"},
                "reserved_attrs": [*RESERVED_ATTRS, "color_message"],
                "timestamp": True,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {
            name: {"handlers": ["stderr"], "level": level.upper(), "propagate": False}
            for name in ("uvicorn", "two_list_sum")
        },
    }


class RequestLog(ASGIMiddleware):
    """Logs a line for each request, when it is answered."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Pass the request on."""
        begin = perf_counter()
        status = None

        async def observed_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await next_app(scope, receive, observed_send)
        finally:
            request = {"method": scope.get("method"), "path": scope["path"], "status": status}
            seconds = {"seconds": round(perf_counter() - begin, 6)}
            logger.info("request", extra=request | seconds)
