"""Fuzzes the library and the JSON decoders, each for some time: `python tests/fuzz SECONDS`."""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from fuzz_decoders import bodies
from fuzz_library import check_library, inputs
from fuzz_tolerances import check_tolerances
from fuzz_tolerances import inputs as inputs_with_tolerances
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

from support.decoders import assert_decoded_alike, assert_responses_alike
from support.fast_lane import assert_replayed_alike, conversations
from support.protocols import Replayer
from two_list_sum.server.app import create_app
from two_list_sum.server.settings import Settings

Example = TypeVar("Example")


def fuzz(
    name: str, seconds: float, examples: SearchStrategy[Example], check: Callable[[Example], None]
) -> None:
    """Check examples for this time; Hypothesis prints the simplest one that fails."""
    executions = 0

    @settings(deadline=None, database=None)
    @given(example=examples)
    def execute(example: Example) -> None:
        nonlocal executions
        executions += 1
        check(example)

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        execute()
    print(f"{name}: {executions} executions, no failure")


if __name__ == "__main__":
    fuzz("library", float(sys.argv[1]), inputs(), check_library)
    fuzz("tolerances", float(sys.argv[1]), inputs_with_tolerances(), check_tolerances)
    fuzz("decoders", float(sys.argv[1]), bodies(), assert_decoded_alike)
    fuzz("responses", float(sys.argv[1]), bodies(), assert_responses_alike)
    replayer = Replayer(create_app(Settings(log_requests=True)))
    check = partial(assert_replayed_alike, replayer)
    fuzz("fast lane", float(sys.argv[1]), conversations().map(lambda script: [script]), check)
