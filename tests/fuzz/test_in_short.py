"""Fuzzing in short; `make fuzz` does it at length."""

import pytest
from fuzz_decoders import bodies
from fuzz_library import Input, check_library, inputs
from fuzz_tolerances import Input as InputWithTolerances
from fuzz_tolerances import check_tolerances
from fuzz_tolerances import inputs as inputs_with_tolerances
from hypothesis import given

from support.decoders import assert_decoded_alike, assert_responses_alike

pytestmark = pytest.mark.slow


@given(arguments=inputs())
def test_both_backends_agree_with_the_oracle(arguments: Input) -> None:
    check_library(arguments)


@given(arguments=inputs_with_tolerances())
def test_both_backends_agree_with_brute_force(arguments: InputWithTolerances) -> None:
    check_tolerances(arguments)


@given(body=bodies())
def test_the_decoders_agree_with_the_schemas(body: bytes) -> None:
    assert_decoded_alike(body)


@given(body=bodies())
def test_the_responses_agree_with_the_functions(body: bytes) -> None:
    assert_responses_alike(body)
