"""Docstrings are the same on both backends, and their examples run."""

import doctest
import inspect
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import two_list_sum
from support.library import FUNCTIONS
from two_list_sum import _fallback, _native


@pytest.mark.parametrize("name", FUNCTIONS)
def test_both_backends_have_the_same_docstrings_and_parameters(name: str) -> None:
    native, python = getattr(_native, name), getattr(_fallback, name)
    assert inspect.getdoc(native) == inspect.getdoc(python)
    assert parameters(native) == parameters(python)


def parameters(function: Any) -> list[tuple[str, Any, Any]]:
    signature = inspect.signature(function)
    return [(each.name, each.kind, each.default) for each in signature.parameters.values()]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_examples_run(library: Any, name: str) -> None:
    run_examples(getattr(library, name), name, {"np": np, name: getattr(library, name)})


@pytest.mark.parametrize("documented", [two_list_sum, two_list_sum.backend])
def test_examples_of_the_package_run(documented: Any) -> None:
    run_examples(documented, documented.__name__, vars(two_list_sum))


def run_examples(documented: Any, name: str, names: dict[str, Any]) -> None:
    text = inspect.getdoc(documented)
    assert text is not None
    examples = doctest.DocTestParser().get_doctest(text, names, name, None, 0)
    assert examples.examples
    assert doctest.DocTestRunner().run(examples).failed == 0


@pytest.mark.parametrize("backend", [_native, _fallback])
def test_the_package_exports_the_functions_of_each_backend(backend: ModuleType) -> None:
    assert set(FUNCTIONS) <= set(two_list_sum.__all__) & set(vars(backend))
