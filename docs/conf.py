"""Sphinx configuration: builds the pages of this folder, and the API reference, into a site.

`make docs` runs it. Nothing is downloaded and no extension module is needed.
"""  # noqa: INP001

import os
import re
import sys
import tomllib
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]

# The Python backend has the docstrings of both, and needs no compiler.
os.environ["TWO_LIST_SUM_BACKEND"] = "python"
sys.path.insert(0, str(ROOT / "python"))

project = "two-list-sum"
release = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "pypi.md"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"two-list-sum {release}"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False


def unlink_outside(_: Sphinx, __: str, source: list[str]) -> None:
    """Keep only the text of links to files outside this folder, which the site does not have."""
    source[0] = re.sub(r"(?<!!)\[([^]]+)\]\(\.\./[^)]+\)", r"\1", source[0])


def setup(app: Sphinx) -> None:
    """Register the above with Sphinx."""
    app.connect("source-read", unlink_outside)
