"""The bugs of the tables beside this file, each with the test that has to fail where it is."""

import tomllib
from pathlib import Path
from typing import NamedTuple

TABLES = [Path(__file__).with_name(f"{language}.toml") for language in ("rust", "python")]


class Bug(NamedTuple):
    """A wrong text in place of a right one."""

    #: What is wrong with it.
    name: str
    #: The file, from the top of the tree.
    file: str
    #: What stands there, once.
    old: str
    #: What is put there instead.
    new: str
    #: The test: its file, `::` and its name.
    test: str


def bugs() -> list[Bug]:
    """Return all bugs, those in Rust first."""
    tables = [tomllib.loads(table.read_text(encoding="utf-8")) for table in TABLES]
    return [Bug(**row) for table in tables for row in table["bug"]]
