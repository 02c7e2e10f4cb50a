"""Writes `pypi.md`, the description of the project on PyPI: `python docs/pypi.py`.

It consists of the parts of README.md between the markers below. Those contain no relative links and
no pictures, which PyPI could not resolve.
"""  # noqa: INP001

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
DESCRIPTION = Path(__file__).with_name("pypi.md")
PART = re.compile(r"<!-- pypi: begin -->\n\n(.*?)\n<!-- pypi: end -->", re.DOTALL)


def description(readme: str) -> str:
    """Return the description for the text of README.md."""
    return "\n".join(["# two-list-sum\n", *PART.findall(readme)])


if __name__ == "__main__":
    DESCRIPTION.write_text(description(README.read_text(encoding="utf-8")), encoding="utf-8")
