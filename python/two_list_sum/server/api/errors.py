"""How errors are answered: each as `application/problem+json` (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar.exceptions import HTTPException
from litestar.plugins.problem_details import (
    ProblemDetailsConfig,
    ProblemDetailsException,
    ProblemDetailsPlugin,
)

from two_list_sum.server.api.schemas import (
    InvalidBodyError,
    InvalidMember,
    MalformedBodyError,
)

logger = logging.getLogger(__name__)


# Where RFC 9110 has other titles than the oldest Python that is supported.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


def _problem(
    status: HTTPStatus,
    detail: str,
    errors: list[InvalidMember] | None = None,
    headers: dict[str, str] | None = None,
) -> ProblemDetailsException:
    return ProblemDetailsException(
        status_code=status,
        title=TITLES.get(status, status.phrase),
        detail=detail,
        extra={"errors": msgspec.to_builtins(errors)} if errors else None,
        headers=headers,
    )


def _from_http_exception(error: HTTPException) -> ProblemDetailsException:
    return _problem(HTTPStatus(error.status_code), error.detail, headers=error.headers)


def _from_malformed_body(error: MalformedBodyError) -> ProblemDetailsException:
    return _problem(HTTPStatus.BAD_REQUEST, f"The body cannot be read: {error}")


def _from_invalid_body(error: InvalidBodyError) -> ProblemDetailsException:
    return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The body breaks the schema.", [error.member])


def _from_anything_else(error: Exception) -> ProblemDetailsException:
    logger.error("A request failed unexpectedly", exc_info=error)
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The request could not be answered.")


def problem_details_plugin() -> ProblemDetailsPlugin:
    """Return the plugin that answers every exception with a problem document."""
    exceptions: dict[type[Exception], Any] = {
        HTTPException: _from_http_exception,
        MalformedBodyError: _from_malformed_body,
        InvalidBodyError: _from_invalid_body,
        Exception: _from_anything_else,
    }
    return ProblemDetailsPlugin(ProblemDetailsConfig(exception_to_problem_detail_map=exceptions))
