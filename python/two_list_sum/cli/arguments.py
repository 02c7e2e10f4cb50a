"""The arguments and options that check, find, count and closest have in common."""

import difflib
import re

import click

_SEPARATORS = {"tab": "\t", "\\t": "\t"}
_PROTECTED = "\0"  # in no argument


class Command(click.Command):
    """Takes negative amounts, and columns of standard input, which look like options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments."""
        ctx.ignore_unknown_options = True  # -33.52 is none
        # click would look for an option in each letter of `-:amount`.
        protected = [f"{_PROTECTED}{arg}" if arg.startswith("-:") else arg for arg in args]
        return super().parse_args(ctx, protected)


def lists_and_target(
    arguments: tuple[str, ...], *, with_target: bool
) -> tuple[list[str], str | None]:
    """Tell by their number which arguments are lists: B may be left out, TARGET not.

    Args:
        arguments: What was given of A, B and TARGET.
        with_target: Whether TARGET is one of them; a file may have the targets instead.
    """
    names = ["A", "B", "TARGET"] if with_target else ["A", "B"]
    if len(arguments) > len(names):
        message = f"Got unexpected extra argument ({' '.join(arguments[len(names) :])})"
        raise usage_error(message)
    required = [name for name in names if name != "B"]
    if len(arguments) < len(required):
        message = f"Missing argument '{required[len(arguments)]}'"
        raise usage_error(message)
    return (list(arguments[:-1]), arguments[-1]) if with_target else (list(arguments), None)


def usage_error(message: str) -> click.UsageError:
    """Return an error that refers to the command's help."""
    return click.UsageError(message, click.get_current_context())


def _operands(ctx: click.Context, _: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Undo the protection, and refuse unknown options."""
    options = [name for option in ctx.command.params for name in option.opts if name[0] == "-"]
    for value in values:
        if re.match("--?[A-Za-z]", value):
            name = value.partition("=")[0]
            likely = difflib.get_close_matches(name, options)
            raise click.NoSuchOption(name, possibilities=likely, ctx=ctx)
    return tuple(value.removeprefix(_PROTECTED) for value in values)


def _source(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Undo the protection."""
    return value and value.removeprefix(_PROTECTED)


def _separator(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    mark = _SEPARATORS.get(value or "", value)
    if mark is not None and (len(mark) != 1 or mark in "\"'\r\n" or not mark.isascii()):
        message = "expected one character, or tab"
        raise click.BadParameter(message)
    return mark


OPERANDS = click.argument("arguments", nargs=-1, metavar="A [B] TARGET", callback=_operands)

TOLERANCE = click.option(
    "--tolerance",
    metavar="AMOUNT",
    help="Accept sums that differ from TARGET by at most this; 20ppm is relative to it.",
)
DASK = click.option(
    "--dask",
    metavar="ADDRESS",
    help="Work on the Dask cluster of a scheduler, such as tcp://host:8786, which reads the files.",
)
TARGETS = click.option(
    "--targets",
    metavar="FILE",
    callback=_source,
    help="Answer for each number in a file, given like A, in place of TARGET.",
)
SEPARATOR = click.option(
    "--separator",
    metavar="CHARACTER",
    callback=_separator,
    help="What separates the columns of a text, such as ; or tab  [default: found in the header]",
)
DECIMAL = click.option(
    "--decimal",
    type=click.Choice([".", ","]),
    help="The decimal mark of amounts  [default: found in the values]",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
