"""Reads amounts as people write them, exactly: 1102.46, 1,199.90, (33.52), 33.52-, € 5.00, 250.0.

A comma and a point are told apart by all values of a column together. `1,199.90`, `250.0` and
`0.125` can only have a decimal point, `1.199,90` and `12,5` only a decimal comma; the first such
value decides, and one that disagrees is an error. `1.234` and `1,234` tell nothing. A column
without a value that tells is an error if it has one of these, for they may be a thousand times as
large - except `1,234` in a file that is separated by commas, whose decimal mark is the point.
"""

from typing import NoReturn

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from two_list_sum.cli.column import Column, Part, Rows, Values, as_numpy, join, unscaled
from two_list_sum.cli.errors import CommandError, shown
from two_list_sum.cli.text import string_array

# The patterns are RE2's, which pyarrow matches in C++.
_SPACES = r"[\t\p{Zs}]*"
_CURRENCY = r"\p{Sc}"
_GROUP_MARKS = "'\N{RIGHT SINGLE QUOTATION MARK}" + r"\p{Zs}"  # besides the comma or the point
_MINUS = r"\-" + "\N{MINUS SIGN}"

_INTEGER = r"^-?\d+$"

_LARGEST_PRECISION = 38  # digits of a decimal128


def _pattern(mark: str) -> str:
    """The pattern of an amount with this decimal mark."""
    groups = "|".join(rf"(?:[{group}]\d{{3}})+" for group in (",.".replace(mark, ""), _GROUP_MARKS))
    ungrouped = rf"(?:\d+[{mark}]?\d*|[{mark}]\d+)"
    number = rf"(?:[1-9]\d{{0,2}}(?:{groups})(?:[{mark}]\d*)?|{ungrouped}(?:[eE][+-]?\d{{1,3}})?)"
    body = rf"(?:{_CURRENCY}{_SPACES})?{number}(?:{_SPACES}{_CURRENCY})?"
    forms = (
        rf"[+{_MINUS}]?{_SPACES}{body}",
        rf"{_CURRENCY}{_SPACES}[+{_MINUS}]{number}",
        rf"{body}{_SPACES}[{_MINUS}]",
        rf"\({_SPACES}{body}{_SPACES}\)",
        rf"{_CURRENCY}{_SPACES}\({_SPACES}{number}{_SPACES}\)",
    )
    return f"^(?:{'|'.join(forms)})$"


def _evidence(mark: str) -> str:
    """The pattern of digits and marks that have no other meaning than with this decimal mark."""
    group = ",.".replace(mark, "")
    return "|".join(
        (
            rf"^\d*[{mark}](?:\d{{0,2}}|\d{{4,}})$",  # 250.0, 1.23456
            rf"^(?:0*|\d{{4,}})[{mark}]",  # .125, 0.125, 1102.461
            rf"[{group}].*[{group}{mark}]",  # 1,234.567, 1,234,567
            rf"[{_GROUP_MARKS}]\d{{3}}.*[{mark}]",  # 1'234.567
            rf"[{mark}]\d*[eE]",  # 1.234e5
        )
    )


_PATTERNS = {mark: _pattern(mark) for mark in ".,"}
_EVIDENCE = {mark: _evidence(mark) for mark in ".,"}


def is_amount(text: str) -> bool:
    """Tell whether a text is an amount, with either decimal mark."""
    trimmed = pc.utf8_trim_whitespace(string_array([text]))
    return any(_any(trimmed, pattern) for pattern in _PATTERNS.values())


class Amounts:
    """Collects the amounts of a column, some rows at a time."""

    def __init__(self, decimal_mark: str | None, *, comma_groups: bool = False) -> None:
        """Begin.

        Args:
            decimal_mark: The point or the comma; None to tell it by the values.
            comma_groups: Whether a comma groups digits if no value tells.
        """
        self._mark = decimal_mark
        self._comma_groups = comma_groups
        self._currencies: set[str] = set()
        self._waiting: list[tuple[pa.StringArray, Rows]] = []
        self._in_doubt = False
        self._parts: list[Part] = []
        self._plain = True

    def add(self, texts: pa.StringArray, rows: Rows) -> None:
        """Add some amounts, none of them null."""
        if not self._in_doubt and _all(texts, _INTEGER):
            self._parts.append(Part(*_numbers_of_digits(texts, rows), [rows]))
            return
        texts = pc.utf8_trim_whitespace(texts)
        if self._mark is None:
            self._mark = _mark_of(texts)
        self._waiting.append((texts, rows))
        self._in_doubt = self._mark is None and (self._in_doubt or _any(texts, "[.,]"))
        if not self._in_doubt:
            self._parse(self._mark or ".")

    def plain_type(self) -> tuple[pa.DataType, str] | None:
        """Return the type and the mark with which pyarrow itself reads the amounts so far."""
        if self._in_doubt or not self._plain:
            return None
        scale = max((part.scale for part in self._parts), default=0)
        if scale > _LARGEST_PRECISION // 2:
            return None
        # pyarrow checks how many digits a text has, but then multiplies without a check.
        kind = pa.decimal128(_LARGEST_PRECISION - scale, scale) if scale else pa.int64()
        return kind, self._mark or "."

    def column(self) -> Column:
        """Return the column, once all amounts are added."""
        if self._in_doubt:
            self._mark = self._mark_in_doubt()
            self._parse(self._mark)
        return join(self._parts, self._mark)

    def _mark_in_doubt(self) -> str:
        """Return the mark of a column without a value that tells."""
        doubtful = [
            (texts[index].as_py(), rows.place(index))
            for mark in ("[.]", "[,]")
            for texts, rows in self._waiting
            for index in [_first(pc.match_substring_regex(texts, mark))]
            if index is not None
        ]
        text, place = doubtful[0]
        if self._comma_groups and "." not in text:
            return "."
        message = (
            f"{place}: {shown(text)} may be a decimal fraction or in thousands; "
            f"pass --decimal . or --decimal ,"
        )
        raise CommandError(message)

    def _parse(self, mark: str) -> None:
        """Parse the amounts that wait."""
        for texts, rows in self._waiting:
            if _all(texts, rf"^-?\d+(?:[{mark}]\d+)?$"):
                numbers = _numbers_of_digits(pc.replace_substring(texts, mark, "."), rows)
            else:
                self._plain = False
                wrong = _first(pc.invert(pc.match_substring_regex(texts, _PATTERNS[mark])))
                if wrong is not None:
                    self._refuse(texts[wrong].as_py(), rows.place(wrong))
                self._check_currencies(texts, rows)
                numbers = _numbers(texts, mark, rows)
            self._parts.append(Part(*numbers, [rows]))
        self._waiting.clear()

    def _refuse(self, text: str, place: str) -> NoReturn:
        hint = f"; the decimal mark is {self._mark!r}" if is_amount(text) else ""
        message = f"{place}: expected a number, found {shown(text)}{hint}"
        raise CommandError(message)

    def _check_currencies(self, texts: pa.StringArray, rows: Rows) -> None:
        """Refuse sums of several currencies."""
        if not _any(texts, _CURRENCY):
            return
        symbols = pc.replace_substring_regex(texts, r"[^\p{Sc}]", "")
        self._currencies |= {symbol for symbol in pc.unique(symbols).to_pylist() if symbol}
        if len(self._currencies) > 1:
            found = " and ".join(sorted(self._currencies))
            message = f"{rows.file}: expected one currency, found {found}"
            raise CommandError(message)


def _mark_of(texts: pa.StringArray) -> str | None:
    """Return the decimal mark, if a value tells it."""
    marked = texts.filter(pc.match_substring_regex(texts, "[.,]"))
    digits = pc.replace_substring_regex(marked, rf"[^0-9.,eE{_GROUP_MARKS}]", "")
    digits = pc.utf8_trim_whitespace(digits)
    return next((mark for mark, pattern in _EVIDENCE.items() if _any(digits, pattern)), None)


def _numbers(texts: pa.StringArray, mark: str, rows: Rows) -> tuple[Values, int]:
    """Return valid amounts as integers and their scale."""
    exponents = _any(texts, "[eE]")
    mantissas = pc.replace_substring_regex(texts, "[eE].*", "") if exponents else texts
    negative = _flags(pc.match_substring_regex(mantissas, rf"[({_MINUS}]"))
    digits = pc.replace_substring_regex(mantissas, rf"[^0-9{mark}]", "")
    digits = pc.replace_substring(digits, mark, ".")
    values, scale = _numbers_of_digits(digits, rows)
    if isinstance(values, np.ndarray):
        values = np.where(negative, -values, values)
    else:
        values = [-value if sign else value for value, sign in zip(values, negative, strict=True)]
    if exponents:
        return _with_exponents(texts, values, scale)
    return values, scale


def _numbers_of_digits(digits: pa.StringArray, rows: Rows) -> tuple[Values, int]:
    """Return digits, with a sign and a point if any, as integers and their scale."""
    points = as_numpy(pc.find_substring(digits, "."))
    lengths = as_numpy(pc.utf8_length(digits))
    scale = int(np.where(points < 0, 0, lengths - points - 1).max(initial=0))
    whole = int(np.where(points < 0, lengths, points).max(initial=0))
    if whole + scale <= _LARGEST_PRECISION:  # pyarrow does not check it
        return unscaled(digits.cast(pa.decimal128(_LARGEST_PRECISION, scale))), scale
    integers = []
    for index, text in enumerate(digits.to_pylist()):
        whole, _, fraction = text.partition(".")
        try:
            integers.append(int(whole + fraction.ljust(scale, "0")))
        except ValueError as error:  # beyond sys.get_int_max_str_digits()
            message = f"{rows.place(index)}: {error}".partition(";")[0]
            raise CommandError(message) from None
    return integers, scale


def _with_exponents(texts: pa.StringArray, values: Values, scale: int) -> tuple[Values, int]:
    """Multiply each mantissa by its power of ten."""
    exponents = [
        int(exponent or 0)
        for exponent in pc.replace_substring_regex(texts, "^.*[eE]|^[^eE]*$", "").to_pylist()
    ]
    lowest = min(0, *exponents)
    pairs = zip(values, exponents, strict=True)
    return [int(value) * 10 ** (exponent - lowest) for value, exponent in pairs], scale - lowest


def _flags(matches: pa.BooleanArray) -> npt.NDArray[np.bool_]:
    return as_numpy(matches.cast(pa.uint8())).astype(bool)


def _first(matches: pa.BooleanArray) -> int | None:
    """Return the position of the first match."""
    positions = np.flatnonzero(_flags(matches))
    return int(positions[0]) if len(positions) else None


def _all(texts: pa.StringArray, pattern: str) -> bool:
    """Tell whether every text matches."""
    return bool(pc.all(pc.match_substring_regex(texts, pattern)).as_py())


def _any(texts: pa.StringArray, pattern: str) -> bool:
    """Tell whether a text matches."""
    return bool(pc.any(pc.match_substring_regex(texts, pattern)).as_py())
