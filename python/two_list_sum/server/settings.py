"""The settings of the server, from environment variables and a `.env` file."""

import os
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from dotenv import dotenv_values

PREFIX = "TWO_LIST_SUM_"


class SettingsError(ValueError):
    """A variable has an invalid value, the file cannot be read, or the server cannot start."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings. The variable of each is `TWO_LIST_SUM_` and its name in capitals."""

    host: Annotated[str, msgspec.Meta(min_length=1, description="Address to listen on.")] = (
        "127.0.0.1"
    )
    port: Annotated[
        int, msgspec.Meta(ge=0, le=65535, description="Port to listen on; 0 for any free port.")
    ] = 8080
    uds: Annotated[
        str | None,
        msgspec.Meta(description="Unix socket to listen on, not host and port."),
    ] = None
    root_path: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^/[A-Za-z0-9/._~-]*$",
            description="Path prefix that a proxy in front strips from requests.",
        ),
    ] = "/"
    workers: Annotated[int, msgspec.Meta(ge=1, description="Number of worker processes.")] = 1
    max_body_bytes: Annotated[
        int, msgspec.Meta(ge=1, description="Maximum size of a request body, in bytes.")
    ] = 64 * 2**20
    body_timeout_seconds: Annotated[
        float, msgspec.Meta(gt=0, description="Timeout for headers, and for the body, in seconds.")
    ] = 30.0
    max_pending: Annotated[
        int,
        msgspec.Meta(ge=1, description="Maximum number of large requests in flight per worker."),
    ] = 16
    cors_origins: Annotated[
        str, msgspec.Meta(description="Allowed CORS origins, separated by commas.")
    ] = "*"
    fast_lane: Annotated[
        bool,
        msgspec.Meta(
            description="Whether to respond to small requests before the ASGI application."
        ),
    ] = True
    log_level: Annotated[
        Literal["debug", "info", "warning", "error", "critical"],
        msgspec.Meta(description="Minimum level to log."),
    ] = "info"
    log_requests: Annotated[
        bool, msgspec.Meta(description="Whether to log each request, at level info.")
    ] = False
    backend: Annotated[
        Literal["auto", "native", "python"],
        msgspec.Meta(description="Backend of the library."),
    ] = "auto"


FIELDS = msgspec.structs.fields(Settings)


def variable(setting: str) -> str:
    """Return the name of a setting's environment variable."""
    return PREFIX + setting.upper()


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment, and those that it lacks from `.env`.

    Args:
        environment: The variables; unknown ones are ignored.

    Raises:
        SettingsError: A variable has an invalid value, or the file cannot be read.
    """
    try:
        variables = {**dotenv_values(".env"), **environment}
    except (UnicodeDecodeError, OSError) as error:
        message = f"the file .env cannot be read: {error}"
        raise SettingsError(message) from None
    chosen = {}
    for field in FIELDS:
        name = variable(field.name)
        if (value := variables.get(name)) is not None:
            try:
                chosen[field.name] = _convert(value, field.type)
            except msgspec.ValidationError as error:
                message = f"{name} cannot be {value!r}: {error}"
                raise SettingsError(message) from None
    return Settings(**chosen)


def _convert(value: str, annotated: Any) -> Any:
    """Convert a text to a setting's type. The words of a choice may be in any case."""
    kind = annotated.__origin__
    if get_origin(kind) is not Literal:
        return msgspec.convert(value, annotated, strict=False)
    choices = get_args(kind)
    if value.lower() not in choices:
        message = f"choose one of {', '.join(choices)}"
        raise msgspec.ValidationError(message)
    return value.lower()
