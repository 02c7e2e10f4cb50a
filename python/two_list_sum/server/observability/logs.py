"""The log: one JSON object per line, on standard error."""

import logging
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

logger = logging.getLogger(__name__)


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration of `logging` for uvicorn, this package and warnings.

    Args:
        level: The minimum level that is logged.
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


def log_request(method: str, path: str, status: int, seconds: float) -> None:
    """Log a request and the response's status, in one line."""
    request = {"method": method, "path": path, "status": status, "seconds": round(seconds, 6)}
    logger.info("request", extra=request)
