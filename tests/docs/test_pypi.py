"""The description on PyPI is up to date, and renders there."""

import re
import runpy
from io import StringIO
from pathlib import Path

import pytest
from readme_renderer.markdown import render

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def description() -> str:
    return (DOCS / "pypi.md").read_text(encoding="utf-8")


def test_it_is_what_the_script_makes_of_the_readme(description: str) -> None:
    script = runpy.run_path(str(DOCS / "pypi.py"))
    assert description == script["description"](script["README"].read_text(encoding="utf-8"))


def test_it_renders_without_warnings(description: str) -> None:
    warnings = StringIO()
    html = render(description, stream=warnings)
    assert html is not None
    assert warnings.getvalue() == ""
    assert html.count("<h2") == description.count("\n## ")
    assert html.count("<pre") == description.count("```") / 2


def test_links_are_absolute(description: str) -> None:
    html = render(description)
    assert html is not None
    targets = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert targets
    assert all(target.startswith(("https://", "#")) for target in targets)


def test_it_has_no_pictures_and_no_diagrams(description: str) -> None:
    assert "![" not in description
    assert "mermaid" not in description
