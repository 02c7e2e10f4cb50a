"""The typing samples behave on both backends as their types say."""

import ast
import runpy
import typing
from pathlib import Path
from types import UnionType
from typing import Any

import pytest

import two_list_sum
from support.library import FUNCTIONS

ACCEPTED, REJECTED = (Path(__file__).with_name(name) for name in ("accepted.py", "rejected.py"))
STATEMENTS = ast.parse(REJECTED.read_text()).body[1:]  # without the docstring
CALLS = [ast.unparse(each) for each in STATEMENTS if isinstance(each, ast.Expr)]
DEFINITIONS = [ast.unparse(each) for each in STATEMENTS if not isinstance(each, ast.Expr)]


@pytest.fixture
def package(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the functions of the package by those of one backend."""
    for name in FUNCTIONS:
        monkeypatch.setattr(two_list_sum, name, getattr(library, name))


@pytest.mark.usefixtures("package")
def test_accepted_calls_return_what_their_types_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing, "assert_type", assert_is_instance)
    runpy.run_path(str(ACCEPTED))


def assert_is_instance(result: object, expected: Any) -> None:
    is_union = isinstance(expected, UnionType)
    assert isinstance(result, expected if is_union else typing.get_origin(expected) or expected)


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("call", CALLS)
def test_rejected_calls_raise(call: str) -> None:
    names: dict[str, Any] = {}
    exec("\n".join(DEFINITIONS), names)  # noqa: S102 - our own code
    with pytest.raises(TypeError):
        eval(call, names)  # noqa: S307 - likewise
