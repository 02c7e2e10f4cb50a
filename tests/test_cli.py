"""The command `two-list-sum`."""

import re

from click.testing import CliRunner

from two_list_sum.cli import main
from two_list_sum.server.settings import FIELDS, variable


def test_the_version_comes_with_the_backend_and_its_profile() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert re.fullmatch(
        r"two-list-sum \d+\.\d+\.\d+, native backend, release build \(.+\)\n", result.output
    )


def test_serve_has_an_option_for_each_setting() -> None:
    text = CliRunner().invoke(main, ["serve", "--help"]).output
    for field in FIELDS:
        assert f"--{field.name.replace('_', '-')} " in text
        assert variable(field.name) in text
