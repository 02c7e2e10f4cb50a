"""`two-list-sum serve`: an option for each setting, and the start of the server."""

import os
import sys
from typing import Any, Literal, get_args, get_origin

import click

from two_list_sum._backend import VARIABLE
from two_list_sum.server.settings import FIELDS, SettingsError, load_settings, variable


def _run(**options: str | None) -> None:
    """Serve the HTTP API until interrupted.

    Each option may also be given as an environment variable or as a line in the file .env; an
    option goes before the environment, and that before the file.
    """
    backend_at_import = os.environ.get(VARIABLE, "auto")
    # As variables the options reach the workers too, which are processes of their own.
    os.environ.update(
        {variable(name): value for name, value in options.items() if value is not None}
    )
    try:
        settings = load_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    if settings.backend != backend_at_import:
        # The library chose when this process imported it: start over with the other choice.
        os.environ[VARIABLE] = settings.backend
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - itself again
    # Only here: it takes longer to import than the other commands take to run.
    from two_list_sum.server.run import serve as run_server  # noqa: PLC0415

    run_server(settings)


def _options() -> list[click.Parameter]:
    """An option for each setting. Values are checked where those from elsewhere are: on loading."""
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
    """How an option's value is shown in the help."""
    if get_origin(kind) is Literal:
        return f"[{'|'.join(get_args(kind))}]"
    return "INTEGER" if kind is int else "TEXT"


serve = click.Command("serve", callback=_run, params=_options(), help=_run.__doc__)
