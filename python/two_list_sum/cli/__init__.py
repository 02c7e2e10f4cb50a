"""The command `two-list-sum`: a group of commands, each imported when it is run.

`commands` has check, find, count and closest; serve and bench belong to the packages `server` and
`bench`.
"""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from two_list_sum._backend import backend

# The module of each command, and the extra that installs what it needs.
COMMANDS = {
    "check": ("two_list_sum.cli.commands", "cli"),
    "find": ("two_list_sum.cli.commands", "cli"),
    "count": ("two_list_sum.cli.commands", "cli"),
    "closest": ("two_list_sum.cli.commands", "cli"),
    "serve": ("two_list_sum.server.cli", "server"),
    "bench": ("two_list_sum.bench.command", "bench"),
}


def _how_to_install(extra: str) -> str:
    return f"pip install 'two-list-sum[{extra}]'"


try:
    import click

    from two_list_sum.cli.errors import ERROR_STATUS, CommandError
except ModuleNotFoundError as error:
    requested = next(iter(sys.argv[1:]), "check")
    _, extra = COMMANDS.get(requested, COMMANDS["check"])
    sys.stderr.write(f"Error: {error}. To install it: {_how_to_install(extra)}\n")
    raise SystemExit(2) from error

_INTERRUPTED_STATUS = 130  # of shells after Ctrl-C
_DEBUG = "two_list_sum.debug"


@contextmanager
def _errors_in_one_line(ctx: click.Context | None = None) -> Iterator[None]:
    """Report every error in one line, without the usage text, and exit with status 2.

    That holds for errors that nobody foresaw, too: the interpreter's own status for them is 1,
    which means that there is no pair.
    """
    try:
        yield
    except (click.exceptions.Exit, click.exceptions.NoArgsIsHelpError):
        raise
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED_STATUS)
    except BrokenPipeError:  # the reader of the output has what it wants, as with `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter can flush it
        sys.exit(ERROR_STATUS)
    except Exception as error:  # noqa: BLE001 - see above
        if ctx is not None and _DEBUG in ctx.meta:
            traceback.print_exc()
        raise CommandError(_in_one_line(error)) from None


def _in_one_line(error: Exception) -> str:
    """Describe an error."""
    if isinstance(error, click.ClickException):
        message = error.format_message()
        if isinstance(error, click.UsageError) and error.ctx is not None:
            message = f"{message.removesuffix('.')}; try '{error.ctx.command_path} --help'"
    elif isinstance(error, MemoryError):
        message = "out of memory"
    elif isinstance(error, OSError) and error.strerror:
        message = ": ".join(filter(None, [error.filename, error.strerror]))
    else:
        message = f"{type(error).__name__}: {error}; --debug shows more"
    return " ".join(message.split())


class Group(click.Group):
    """Imports a command when it is run: its dependencies may be missing, or slow to import."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the group's own options."""
        with _errors_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Parse the command's arguments and run it."""
        with _errors_in_one_line(ctx):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command, or return one that reports the missing extra."""
        if cmd_name not in COMMANDS:
            return None
        module, extra = COMMANDS[cmd_name]
        try:
            command: click.Command = getattr(import_module(module), cmd_name)
        except ModuleNotFoundError as error:
            return _command_without_extra(cmd_name, extra, error)
        if not any(parameter.name == "debug" for parameter in command.params):
            command.params.append(_debug_option())
        return command


def _debug_option() -> click.Option:
    """Return the option that shows the traceback of an error."""

    def note(ctx: click.Context, _: click.Parameter, given: bool) -> None:  # noqa: FBT001
        if given:
            ctx.meta[_DEBUG] = True

    return click.Option(
        ["--debug"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=note,
        help="After an error, show the traceback, too.",
    )


def _command_without_extra(name: str, extra: str, error: ModuleNotFoundError) -> click.Command:
    """Return a command that only says what to install."""

    def refuse() -> None:
        message = f"No module named {error.name!r}. To install it: {_how_to_install(extra)}"
        raise CommandError(message)

    any_arguments = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(name, any_arguments, refuse, help=f"Requires {_how_to_install(extra)}")


def _escaped(text: object) -> str:
    """Escape a text for click's %-format."""
    return str(text).replace("%", "%%")


@click.command(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="two-list-sum", message=f"%(package)s %(version)s, {_escaped(backend())}"
)
def main() -> None:
    """Is there a pair (i, j) with A[i] + B[j] = t?"""
