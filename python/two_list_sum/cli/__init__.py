"""The command `two-list-sum`.

`questions` has check, find and count; serve and bench are the commands of `server` and `bench`.
"""

from importlib import import_module
from importlib.metadata import version

try:
    import click
except ImportError as error:
    message = f"two-list-sum: {error}. The command needs: pip install 'two-list-sum[server]'"
    raise SystemExit(message) from error

from two_list_sum._backend import backend

# Where each command is, and the extra that brings what it needs.
COMMANDS = {
    "check": ("two_list_sum.cli.questions", "server"),
    "find": ("two_list_sum.cli.questions", "server"),
    "count": ("two_list_sum.cli.questions", "server"),
    "serve": ("two_list_sum.server.cli", "server"),
    "bench": ("two_list_sum.bench.command", "bench"),
}


class Commands(click.Group):
    """Imports a command when it is asked for: what one needs may be absent or slow to import."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name them in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command, or let one that says what it needs stand in."""
        if cmd_name not in COMMANDS:
            return None
        module, extra = COMMANDS[cmd_name]
        try:
            command: click.Command = getattr(import_module(module), cmd_name)
        except ModuleNotFoundError as error:
            return _in_want_of(extra, cmd_name, error)
        return command


def _in_want_of(extra: str, name: str, error: ModuleNotFoundError) -> click.Command:
    """A command that only says what to install."""
    remedy = f"pip install 'two-list-sum[{extra}]'"

    def refuse() -> None:
        message = f"{error}. The command {name} needs: {remedy}"
        raise click.ClickException(message)

    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    return click.Command(name, anything, refuse, help=f"Needs: {remedy}")


@click.command(cls=Commands)
@click.version_option(
    message=f"two-list-sum {version('two-list-sum')}, {backend()}",
)
def main() -> None:
    """Is there a pair (i, j) with A[i] + B[j] = t?"""
