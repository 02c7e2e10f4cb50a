"""The settings of the service, from environment variables and a `.env` file."""

import os
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from dotenv import dotenv_values

PREFIX = "TWO_LIST_SUM_"


class SettingsError(ValueError):
    """A variable has a value that its setting cannot take, or the file cannot be read."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set. The variable of each is its name in capitals behind `TWO_LIST_SUM_`."""

    host: Annotated[str, msgspec.Meta(min_length=1, description="Address to listen on.")] = (
        "127.0.0.1"
    )
    port: Annotated[
        int, msgspec.Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    ] = 8080
    workers: Annotated[int, msgspec.Meta(ge=1, description="Number of worker processes.")] = 1
    max_body_bytes: Annotated[
        int, msgspec.Meta(ge=1, description="Longest request body that is accepted, in bytes.")
    ] = 64 * 2**20
    body_timeout_seconds: Annotated[
        float, msgspec.Meta(gt=0, description="Longest time for a request to arrive, in seconds.")
    ] = 30.0
    max_pending: Annotated[
        int,
        msgspec.Meta(ge=1, description="Long requests in hand at once; more are turned away."),
    ] = 16
    cors_origins: Annotated[
        str, msgspec.Meta(description="Origins that browsers may call from, separated by commas.")
    ] = "*"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error", "critical"],
        msgspec.Meta(description="Least severe messages to log."),
    ] = "info"
    log_requests: Annotated[
        bool, msgspec.Meta(description="Whether to log a line for each request, at level info.")
    ] = False
    backend: Annotated[
        Literal["auto", "native", "python"],
        msgspec.Meta(description="Implementation of the library to run."),
    ] = "auto"


FIELDS = msgspec.structs.fields(Settings)


def variable(setting: str) -> str:
    """Return the name of a setting's environment variable."""
    return PREFIX + setting.upper()


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment and, for what it leaves out, from `.env`.

    Args:
        environment: The variables; those of other programs are ignored.

    Raises:
        SettingsError: A variable has a value that its setting cannot take, or the file cannot be
            read.
    """
    try:
        variables = {**dotenv_values(".env"), **environment}
    except UnicodeDecodeError as error:
        message = f"the file .env cannot be read: {error}"
        raise SettingsError(message) from None
    chosen = {}
    for field in FIELDS:
        name = variable(field.name)
        if (value := variables.get(name)) is not None:
            try:
                chosen[field.name] = msgspec.convert(value, field.type, strict=False)
            except msgspec.ValidationError as error:
                message = f"{name} cannot be {value!r}: {error}"
                raise SettingsError(message) from None
    return Settings(**chosen)
