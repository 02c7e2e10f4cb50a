"""The command `two-list-sum serve`, with an option for each setting."""

import os
import sys
from typing import Any, Literal, get_args, get_origin

import click

from two_list_sum._backend import VARIABLE
from two_list_sum.server.settings import FIELDS, SettingsError, load_settings, variable


def _run(**options: str | None) -> None:
    """Serve the HTTP API until interrupted.

    Each option can also be set by an environment variable or in the file .env. Options take
    precedence over variables, and variables over the file.
    """
    backend_at_import = os.environ.get(VARIABLE, "auto")
    given = {variable(name): value for name, value in options.items() if value is not None}
    try:
        settings = load_settings({**os.environ, **given})
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    if settings.backend != backend_at_import:
        # The library chose its backend when it was imported: restart with the other choice, which
        # the workers inherit.
        os.environ[VARIABLE] = settings.backend
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - itself again
    # Importing the server takes longer than running the other commands.
    from two_list_sum.server.run import serve as run_server  # noqa: PLC0415

    try:
        run_server(settings)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def _options() -> list[click.Parameter]:
    """An option for each setting. The settings validate the values, wherever they come from."""
    return [
        click.Option(
            [f"--{field.name.replace('_', '-')}"],
            metavar=_metavar(kind),
            help=f"{description}  [{variable(field.name)}; default: {field.default}]",
        )
        for field in FIELDS
        for kind in [field.type.__origin__]
        for description in [field.type.__metadata__[0].description]
    ]


def _metavar(kind: Any) -> str:
    """The placeholder for an option's value in the help."""
    if get_origin(kind) is Literal:
        return f"[{'|'.join(get_args(kind))}]"
    return "INTEGER" if kind is int else "TEXT"


serve = click.Command("serve", callback=_run, params=_options(), help=_run.__doc__)
