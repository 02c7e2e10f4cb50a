"""What the documentation says in tables is so."""

import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from support.server import Server
from two_list_sum.server.settings import FIELDS, variable

ROOT = Path(__file__).parents[2]


def test_the_get_routes_exist(server: Server) -> None:
    text = (ROOT / "docs" / "http-api.md").read_text(encoding="utf-8")
    routes = re.findall(r"`GET (/[\w/.]+)`", text)
    assert routes
    for route in routes:
        with urlopen(f"{server.url}{route}") as response:  # noqa: S310 - the tests' own server
            assert response.status == 200


def test_the_settings_are_complete_and_have_their_defaults() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `(TWO_LIST_SUM_\w+)` \| (\S+) \|", text, re.MULTILINE))
    defaults = {variable(field.name): field.default for field in FIELDS}
    assert table == {
        name: f"{value:g}" if isinstance(value, float) else str(value).lower()
        for name, value in defaults.items()
    }


@pytest.mark.parametrize("page", ["docs/development.md", ".github/CONTRIBUTING.md"])
def test_the_workflows_exist(page: str) -> None:
    workflows = re.findall(r"[a-z-]+\.yml", (ROOT / page).read_text(encoding="utf-8"))
    assert workflows
    for workflow in workflows:
        assert (ROOT / ".github" / "workflows" / workflow).exists()


def test_the_make_targets_exist() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / ".github" / "CONTRIBUTING.md",
        ROOT / "deploy" / "README.md",
    ]
    text = "".join(page.read_text(encoding="utf-8") for page in [*pages, *ROOT.glob("docs/*.md")])
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"`(?:\w+=\S+ )?make ([a-z-]+)", text))
    assert len(targets) > 10
    assert targets <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def test_the_files_in_the_layout_exist() -> None:
    text = (ROOT / "docs" / "development.md").read_text(encoding="utf-8")
    layout, server = re.findall(r"^\| \S.*\n\| ---.*\n(?:\|.*\n)+", text, re.MULTILINE)[:2]
    paths = [ROOT / path for path in re.findall(r"^\| `([\w./-]+)` \|", layout, re.MULTILINE)]
    cells = [line.split("|")[1] for line in server.splitlines()[2:]]
    paths += [
        ROOT / "python" / "two_list_sum" / "server" / module
        for cell in cells
        for module in re.findall(r"`([\w./]+)`", cell)
    ]
    assert len(paths) > 20
    assert [path for path in paths if not path.exists()] == []
