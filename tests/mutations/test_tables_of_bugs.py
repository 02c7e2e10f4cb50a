"""The bugs in short: each has its place and its test; `make mutants` puts them there."""

import re
from pathlib import Path

import pytest
from bugs import Bug, bugs

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("bug", bugs(), ids=lambda bug: bug.name)
def test_a_bug_has_its_place_and_its_test(bug: Bug) -> None:
    assert (ROOT / bug.file).read_text(encoding="utf-8").count(bug.old) == 1
    assert bug.new != bug.old
    path, name = bug.test.split("::")
    tests = (ROOT / path).read_text(encoding="utf-8")
    assert re.search(rf"\b(def|fn) {name}\(", tests) is not None


def test_bugs_are_told_apart_by_their_names() -> None:
    names = [bug.name for bug in bugs()]
    assert len(set(names)) == len(names)
