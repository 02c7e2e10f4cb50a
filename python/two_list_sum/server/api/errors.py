"""The errors that end a request, and their responses: problem details documents (RFC 9457).

Code that handles a request raises a `RequestError`. The plugin turns it, Litestar's own errors and
anything unexpected into `application/problem+json`.
"""

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, ClassVar

import msgspec
from litestar.exceptions import HTTPException
from litestar.plugins.problem_details import (
    ProblemDetailsConfig,
    ProblemDetailsException,
    ProblemDetailsPlugin,
)

from two_list_sum.server.api.schemas import InvalidMember, ProblemDetails
from two_list_sum.server.protocol import HEADERS_TOO_LARGE

#: The status that is counted and logged if the client disconnected. It is never sent.
CLIENT_CLOSED_REQUEST = 499

_RETRY_AFTER = {"retry-after": "1"}
_CLOSE = {"connection": "close"}

# Where RFC 9110 has other titles than the oldest supported Python.
_TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}

logger = logging.getLogger(__name__)


class RequestError(Exception):
    """The request cannot be processed.

    Attributes:
        status: The status of the response.
        headers: Further headers of the response.
        member: The member of the body that is invalid, if it is one.
    """

    status: ClassVar[HTTPStatus]
    headers: ClassVar[dict[str, str]] = {}
    member: InvalidMember | None = None

    @property
    def detail(self) -> str:
        """What went wrong, for the client."""
        return str(self)


class MalformedBodyError(RequestError):
    """The body is not in the format of its media type. The message is the reason."""

    status = HTTPStatus.BAD_REQUEST

    @property
    def detail(self) -> str:
        """What went wrong, for the client."""
        return f"The body cannot be read: {self}"


class InvalidBodyError(RequestError):
    """The body does not match the schema or exceeds a limit. The message is the reason."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    member: InvalidMember

    def __init__(self, detail: str, pointer: str = "") -> None:
        """Name the invalid member by a JSON pointer; empty for the whole body."""
        super().__init__(detail)
        self.member = InvalidMember(pointer, detail)

    @property
    def detail(self) -> str:
        """What went wrong, for the client."""
        return "The body is invalid."


class BodyTimeoutError(RequestError):
    """The body did not arrive in time."""

    status = HTTPStatus.REQUEST_TIMEOUT
    headers = _CLOSE

    def __init__(self, seconds: float) -> None:
        """Name the timeout, in seconds."""
        super().__init__(f"The body did not arrive within {seconds:g} s.")


class BodyTooLargeError(RequestError):
    """The body is longer than allowed, or its arrays are when decompressed."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def __init__(self, max_bytes: int) -> None:
        """Name the limit, in bytes."""
        super().__init__(f"The body, as sent or decompressed, exceeds {max_bytes} bytes.")


class UnsupportedMediaTypeError(RequestError):
    """The operation does not support the body's media type."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE

    def __init__(self, media_type: str, supported: Sequence[str]) -> None:
        """Name the media type and those that are supported."""
        super().__init__(f"{media_type} is not supported; send {' or '.join(supported)}.")


class UnsupportedEncodingError(RequestError):
    """The body has an encoding other than gzip."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    headers: ClassVar[dict[str, str]] = {"accept-encoding": "gzip"}

    def __init__(self, encoding: str) -> None:
        """Name the encoding."""
        super().__init__(f"The encoding {encoding} is not supported; send gzip.")


class HeadersTooLargeError(RequestError):
    """The headers are too large. Only the document has it: the protocol responds by itself."""

    status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE

    def __init__(self) -> None:
        """Set the message."""
        super().__init__(HEADERS_TOO_LARGE)


class OverloadedError(RequestError):
    """As many large requests are in flight as are allowed."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    headers = _RETRY_AFTER

    def __init__(self) -> None:
        """Advise the client to retry."""
        super().__init__("Too many large requests are in flight; try again in a moment.")


class ShuttingDownError(RequestError):
    """The server is shutting down and no longer waits for the request."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    headers = _RETRY_AFTER | _CLOSE

    def __init__(self) -> None:
        """Set the message."""
        super().__init__("The server is shutting down.")


class InternalError(RequestError):
    """The server failed, for a reason that only its log names."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self) -> None:
        """Set the message."""
        super().__init__("The server failed to process the request.")


class ClientDisconnectedError(Exception):
    """The client disconnected before its body was complete. There is nobody to respond to."""


def problem_details(error: RequestError) -> ProblemDetails:
    """Return the body of the response to an error."""
    errors = [error.member] if error.member else []
    return ProblemDetails(error.status, _title(error.status), error.detail, errors)


def problem_details_plugin() -> ProblemDetailsPlugin:
    """Return the Litestar plugin that responds to every exception with problem details."""
    exceptions: dict[type[Exception], Any] = {
        RequestError: _from_request_error,
        HTTPException: from_http_exception,
        Exception: _from_unexpected_error,
    }
    return ProblemDetailsPlugin(ProblemDetailsConfig(exception_to_problem_detail_map=exceptions))


def _from_request_error(error: RequestError) -> ProblemDetailsException:
    body = problem_details(error)
    return ProblemDetailsException(
        status_code=body.status,
        title=body.title,
        detail=body.detail,
        extra={"errors": msgspec.to_builtins(body.errors)} if body.errors else None,
        headers=error.headers,
    )


def from_http_exception(error: HTTPException) -> ProblemDetailsException:
    """Turn one of Litestar's errors into problem details."""
    status = HTTPStatus(error.status_code)
    return ProblemDetailsException(
        status_code=status, title=_title(status), detail=error.detail, headers=error.headers
    )


def _from_unexpected_error(error: Exception) -> ProblemDetailsException:
    logger.error("A request failed unexpectedly", exc_info=error)
    return _from_request_error(InternalError())


def _title(status: HTTPStatus) -> str:
    return _TITLES.get(status, status.phrase)
