"""What a fuzzer would do at length, in short; `make fuzz` does it at length."""

from fuzz_decoders import bodies, check_decoders
from fuzz_library import Question, check_library, questions
from hypothesis import given


@given(question=questions())
def test_both_backends_answer_as_the_dictionary(question: Question) -> None:
    check_library(question)


@given(body=bodies())
def test_the_decoders_read_as_the_models(body: bytes) -> None:
    check_decoders(body)
