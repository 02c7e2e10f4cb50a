"""The command `two-list-sum`: a group of commands, each imported when it is run.

`commands` has check, find and count; serve and bench belong to the packages `server` and `bench`.
"""

import sys
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
    "serve": ("two_list_sum.server.cli", "server"),
    "bench": ("two_list_sum.bench.command", "bench"),
}

ERROR_STATUS = 2  # 1 means that there is no pair


def _how_to_install(extra: str) -> str:
    return f"pip install 'two-list-sum[{extra}]'"


try:
    import click
except ModuleNotFoundError as error:
    requested = next(iter(sys.argv[1:]), "check")
    _, extra = COMMANDS.get(requested, COMMANDS["check"])
    sys.stderr.write(f"Error: {error}. To install it: {_how_to_install(extra)}\n")
    raise SystemExit(ERROR_STATUS) from error


class CommandError(click.ClickException):
    """An error that ends the command with a line on standard error."""

    exit_code = ERROR_STATUS


@contextmanager
def _errors_in_one_line() -> Iterator[None]:
    """Report each click error in one line, without the usage text, and exit with status 2."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.ClickException as error:
        message = error.format_message().replace("\n", " ")
        if isinstance(error, click.UsageError) and error.ctx is not None:
            message = f"{message.removesuffix('.')}; try '{error.ctx.command_path} --help'"
        raise CommandError(message) from None


class Group(click.Group):
    """Imports a command when it is run: its dependencies may be missing, or slow to import."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Parse the group's own options."""
        with _errors_in_one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Parse the command's arguments and run it."""
        with _errors_in_one_line():
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
        return command


def _command_without_extra(name: str, extra: str, error: ModuleNotFoundError) -> click.Command:
    """Return a command that only says what to install."""

    def refuse() -> None:
        message = f"{error}. To install it: {_how_to_install(extra)}"
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
