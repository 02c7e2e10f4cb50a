"""Amounts as people write them: what is read, exactly, and what is refused."""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sources import decimals, numbers, refusal
from two_list_sum.cli.question import read_amount


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "amounts.txt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", "3"),
        ("-3", "-3"),
        ("+3", "3"),
        ("007", "7"),
        ("-0", "0"),
        ("1102.46", "1102.46"),
        ("250.0", "250"),
        ("0.125", "0.125"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1,199.90", "1199.9"),
        ("1,234,567", "1234567"),
        ("12,345,678.9", "12345678.9"),
        ("1.199,90", "1199.9"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("0,125", "0.125"),
        ("1'000.50", "1000.5"),
        ("1\N{RIGHT SINGLE QUOTATION MARK}000.50", "1000.5"),
        ("1 000,50", "1000.5"),
        ("1\N{NARROW NO-BREAK SPACE}000\N{NO-BREAK SPACE}000", "1000000"),
        ("(33.52)", "-33.52"),
        ("33.52-", "-33.52"),
        ("\N{MINUS SIGN}33.52", "-33.52"),
        ("- 33.52", "-33.52"),
        ("€ 5.00", "5"),
        ("5,00 €", "5"),
        ("-€5.00", "-5"),
        ("$-5.00", "-5"),
        ("$(1,005.00)", "-1005"),
        ("(£5.00)", "-5"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("-1.002460000000000036e+02", "-100.2460000000000036"),
        ("9" * 40 + ".5", "9" * 40 + ".5"),
        ("-1" + "0" * 100, "-1" + "0" * 100),
        (f"{2**63 - 1}", f"{2**63 - 1}"),
        (f"{-(2**63) - 1}", f"{-(2**63) - 1}"),
    ],
)
def test_amounts_are_read_exactly(file: Path, text: str, expected: str) -> None:
    file.write_text(f" {text}\t\n")
    assert numbers(file) == decimals(expected)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "3 4",
        "1-2",
        "--4",
        "4--",
        "-",
        ".",
        "€",
        "€5€€",
        "(5",
        "-(5)",
        "1_000",
        "0x10",
        "0X1f",
        "1e",
        "1e1000",
        "٣",
        "nan",
        "NaN",
        "inf",
        "true",
        "1.2.3",
        "1,23,456",
        "1,2345.6",
        "1.000,5.",
        "1:5",
        "50%",
    ],
)
def test_anything_else_is_refused_with_its_place(file: Path, text: str) -> None:
    file.write_text(f"3\n\n{text}\n")
    assert refusal(file) == f"{file}:3: expected a number, found '{text}'"


def test_what_is_not_text_is_never_quoted(file: Path) -> None:
    file.write_bytes(b"3\n\x1b[31m\x89\x90\n")
    assert refusal(file) == f"{file}:2: expected a number, found binary data"
    file.write_bytes(b"3\n" + b"x" * 10_000)
    assert refusal(file) == f"{file}:2: expected a number, found '{'x' * 40}…'"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1.234", "0.5"], ["1.234", "0.5"]),
        (["1.234", "12.50"], ["1.234", "12.5"]),
        (["1.234", "1023.456"], ["1.234", "1023.456"]),
        (["1.234", "1.234,5"], ["1234", "1234.5"]),
        (["1.234", "1.234.567"], ["1234", "1234567"]),
        (["1,234", "1.5"], ["1234", "1.5"]),
        (["1,234", "0,5"], ["1.234", "0.5"]),
        (["1,234", "1.234,5"], ["1.234", "1234.5"]),
        (["7", "12,5"], ["7", "12.5"]),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_a_value_that_tells_the_decimal_mark_decides_for_its_column(
    file: Path, texts: list[str], expected: list[str], order: int
) -> None:
    file.write_text("\n".join(texts[::order]))
    assert numbers(file) == decimals(*expected[::order])


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "€ 123.456"])
def test_a_mark_in_doubt_is_refused_unless_an_option_tells_it(file: Path, text: str) -> None:
    file.write_text(f"7\n{text}\n250\n")
    assert refusal(file) == (
        f"{file}:2: '{text}' may be a decimal fraction or in thousands; "
        "pass --decimal . or --decimal ,"
    )
    plain = text.removeprefix("€ ")
    for mark, group in (".", ","), (",", "."):
        expected = plain.replace(group, "").replace(mark, ".")
        assert numbers(file, decimal_mark=mark) == decimals("7", expected, "250")


def test_values_that_disagree_about_the_mark_are_refused(file: Path) -> None:
    file.write_text("1,199.90\n1.199,90\n")
    assert refusal(file) == (
        f"{file}:2: expected a number, found '1.199,90'; the decimal mark is '.'"
    )


def test_amounts_in_two_currencies_are_refused(file: Path) -> None:
    file.write_text("€5\n7\n$6\n")
    assert refusal(file) == f"{file}: expected one currency, found $ and €"


def test_an_integer_of_more_digits_than_python_reads_is_refused(file: Path) -> None:
    file.write_text("3\n" + "1" * 5000)
    assert refusal(file).startswith(f"{file}:2: Exceeds the limit")


def _written(number: Decimal, mark: str, style: str) -> str:
    """Write a number as people do."""
    text = f"{number.copy_abs():,f}" if "grouped" in style else f"{number.copy_abs():f}"
    text = text.replace(",", "_").replace(".", mark).replace("_", ",.".replace(mark, ""))
    if number >= 0:
        return text
    return {"(": f"({text})", "-": f"{text}-"}.get(style[0], f"-{text}")


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, places=2),
    mark=st.sampled_from(".,"),
    style=st.sampled_from(["(grouped", "-grouped", "grouped", "(", "-", "plain"]),
)
def test_what_is_written_is_read(number: Decimal, mark: str, style: str) -> None:
    read = read_amount(_written(number, mark, style), "TARGET", None)
    assert Decimal(read.number(0)) == number


@given(text=st.text("0123456789.-+eE", min_size=1))
def test_what_python_reads_as_a_decimal_is_read_alike(text: str) -> None:
    try:
        expected = Decimal(text)
    except InvalidOperation:
        return
    exponent = re.search("[eE][+-]?([0-9]+)", text)
    if exponent is None or len(exponent[1]) < 4:  # digits
        assert Decimal(read_amount(text, "TARGET", ".").number(0)) == expected
