"""The question that the arguments ask, in numbers that the library takes.

Integers and decimals are brought to one power of ten, so that the library gets integers. If a list
holds binary floats, all numbers become floats, decimals the nearest ones; integers stay exact.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from two_list_sum.cli.amounts import Amounts, is_amount
from two_list_sum.cli.arguments import usage_error
from two_list_sum.cli.column import Column, Rows, Values, as_floats, as_list, decimal_text, scaled
from two_list_sum.cli.delimited import Dialect
from two_list_sum.cli.errors import CommandError, shown
from two_list_sum.cli.sources import is_standard_input, read_column
from two_list_sum.cli.text import string_array


@dataclass(frozen=True)
class Question:
    """Which elements of A and B add up to the target, or to each of several targets?

    Attributes:
        a: The column A, for its places.
        b: The column B; A again for two different elements of it.
        numbers: The values of A, of B (None for two different elements of A) and the target, or
            an array or a list of targets, as the library takes them.
        tolerance: None, a number, or one for each target.
        scale: The numbers are those of the columns times 10**scale.
        many: Whether each target has an answer.
    """

    a: Column
    b: Column
    numbers: tuple[Values, Values | None, Any]
    tolerance: Any
    scale: int
    many: bool

    def each(self, answers: Any) -> Iterable[Any]:
        """Return the answer for each target."""
        return answers if self.many else [answers]

    def total(self, i: int, j: int) -> str:
        """Write the sum of a pair out: exactly, unless a number is a float."""
        list_a, list_b, _ = self.numbers
        a, b = list_a[i], (list_a if list_b is None else list_b)[j]
        if self.a.floats or self.b.floats:
            return repr(float(a) + float(b))
        return decimal_text(int(a) + int(b), self.scale)


def read_question(
    lists: list[str],
    target: str | None,
    targets: str | None,
    tolerance: str | None,
    dialect: Dialect,
) -> Question:
    """Read the columns, each source once, and then the target, which is written as they are.

    Args:
        lists: The sources of A and B, or of A.
        target: The target; None if there are several.
        targets: The source of the targets; None if there is one.
        tolerance: An amount, or parts per million of each target.
        dialect: What the user says about text.
    """
    if target is not None and not is_amount(target):
        message = f"TARGET {target!r} is not a number"
        raise usage_error(message)
    sources = dict.fromkeys([*lists, *([] if targets is None else [targets])])
    if sum(map(is_standard_input, sources)) > 1:
        message = "only one column can be read from standard input"
        raise CommandError(message)
    columns = {source: read_column(source, dialect) for source in sources}
    a, *b = (columns[source] for source in lists)
    if targets is None:
        mark = dialect.decimal_mark or _mark_of([a, *b])
        goals = read_amount(str(target), "TARGET", mark)
    else:
        goals = columns[targets]
    return pose(a, b[0] if b else None, goals, tolerance, many=targets is not None)


def _mark_of(columns: list[Column]) -> str | None:
    """Return the decimal mark that the columns tell: numbers that are no text have a point."""
    marks = {
        column.decimal_mark or ("." if column.floats or column.scale else None)
        for column in columns
    }
    marks.discard(None)
    return marks.pop() if len(marks) == 1 else None


def pose(
    a: Column, b: Column | None, targets: Column, tolerance: str | None, *, many: bool
) -> Question:
    """Bring all numbers to one kind.

    Args:
        a: The column A.
        b: The column B; None for two different elements of A.
        targets: One target, or several.
        tolerance: An amount, or parts per million of each target, as the user wrote it.
        many: Whether each target gets an answer, however many there are.
    """
    columns = [a, b or a]
    floats = next((column for column in [*columns, targets] if column.floats), None)
    if floats is None:
        scale = max(column.scale for column in columns)
        lists = [scaled(column.values, 10 ** (scale - column.scale)) for column in columns]
        goals = _at_scale(targets, scale)
    elif tolerance is None:
        message = f"{floats.rows[0].file}: holds binary floats; pass --tolerance, which may be 0"
        raise CommandError(message)
    else:
        scale = 0
        lists = [as_floats(column) for column in columns]
        goals = as_floats(targets)
    return Question(
        a,
        b or a,
        (lists[0], None if b is None else lists[1], goals if many else goals[0]),
        _tolerance(tolerance, targets, scale, many=many, floats=floats is not None),
        scale,
        many,
    )


def read_amount(text: str, name: str, decimal_mark: str | None) -> Column:
    """Read an amount on the command line.

    Args:
        text: The amount.
        name: The argument's name, for error messages.
        decimal_mark: The mark of the columns; None to tell it by the amount.
    """
    amounts = Amounts(decimal_mark)
    amounts.add(string_array([text]), Rows(name, "argument", [1]))
    return amounts.column()


def _at_scale(column: Column, scale: int) -> Any:
    """Return the numbers times 10**scale: integers if they all are, otherwise decimals."""
    if column.scale <= scale:
        return scaled(column.values, 10 ** (scale - column.scale))
    return [_decimal(int(value), scale - column.scale) for value in column.values]


def _decimal(value: int, exponent: int) -> Decimal:
    """Return value * 10**exponent, which arithmetic might round."""
    return Decimal(f"{value}e{exponent}")


def _tolerance(text: str | None, targets: Column, scale: int, *, many: bool, floats: bool) -> Any:
    """Return the tolerance times 10**scale, or one for each target if it is in ppm."""
    if text is None:
        return None
    parts_per_million = re.fullmatch(r"(.*?)\s*ppm", text, re.IGNORECASE)
    amount = read_amount(parts_per_million[1] if parts_per_million else text, "--tolerance", None)
    value, exponent = int(amount.values[0]), -amount.scale
    if value < 0:
        message = f"--tolerance: expected a number from 0 on, found {shown(text)}"
        raise CommandError(message)
    if not parts_per_million:
        tolerances = [Fraction(value)]
    else:
        tolerances = [value * abs(Fraction(target)) for target in as_list(targets.values)]
        exponent -= targets.scale + 6
    numbers: list[Any] = [
        float(tolerance * Fraction(10) ** exponent)
        if floats
        else _decimal(int(tolerance), exponent + scale)
        for tolerance in tolerances
    ]
    return numbers if many and parts_per_million else numbers[0]
