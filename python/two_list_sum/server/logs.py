"""What the service logs: a JSON object a line, on standard error."""

import logging
from typing import Any

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from pythonjsonlogger.core import RESERVED_ATTRS

from two_list_sum.server.observation import observe

logger = logging.getLogger(__name__)


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration for `logging`: of uvicorn's messages, our own, and warnings.

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
            for name in ("uvicorn", "two_list_sum", "py.warnings")
        },
    }


class RequestLog(ASGIMiddleware):
    """Logs a line for each request, when it is answered."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Pass the request on."""
        status, seconds = await observe(next_app, scope, receive, send)
        request = {"method": scope.get("method"), "path": scope["path"], "status": status}
        logger.info("request", extra=request | {"seconds": round(seconds, 6)})
