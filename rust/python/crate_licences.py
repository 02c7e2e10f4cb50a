"""Writes LICENSE-CRATES.txt: the licences of the crates that are compiled into the extension.

`make dist` runs it, and the wheel and the sdist ship the file, as `license-files` in pyproject.toml
takes it in. The tools that do this take minutes to build, and this needs nothing but what Cargo has
on the disk: it knows the crates, and they bring the texts.
"""

# ruff: noqa: INP001 - a program, in no package

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

EXTENSION = "two-list-sum-python"
WRITTEN = Path(__file__).parents[2] / "LICENSE-CRATES.txt"
NAMES = re.compile("licen[cs]e|copying|copyright|notice", re.IGNORECASE)
LINE = "=" * 80
HEAD = "These Rust crates are compiled into the extension of two-list-sum. Their licences follow.\n"


def cargo(*arguments: str) -> str:
    """Return what Cargo prints."""
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 - no input


def compiled() -> list[dict[str, Any]]:
    """Describe the crates of others whose code is in the extension: no macros, no build scripts."""
    edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]
    tree = cargo("tree", "--package", EXTENSION, *edges)
    names = {tuple(line.split()[:2]) for line in tree.splitlines()}
    packages = json.loads(cargo("metadata", "--format-version", "1"))["packages"]
    return [
        package
        for package in packages
        if (package["name"], f"v{package['version']}") in names and package["source"]
    ]


def texts(package: dict[str, Any]) -> set[str]:
    """Read what a crate has in files and folders whose names say that they are licences."""
    folder = Path(package["manifest_path"]).parent
    named = [path for path in folder.iterdir() if NAMES.match(path.name)]
    files = [file for path in named for file in (path, *path.rglob("*")) if file.is_file()]
    if not files:
        message = f"the crate {package['name']} brings no licence"
        raise SystemExit(message)
    return {file.read_text(encoding="utf-8").strip("\n") for file in files}


def main() -> None:
    """List the crates, then each text once, under the names of the crates that bring it."""
    titles, crates_of = [], defaultdict(list)
    for package in compiled():
        title = f"{package['name']} {package['version']}"
        titles.append(f"{title}: {package['license']}")
        for text in sorted(texts(package)):
            crates_of[text].append(title)
    parts = [f"{LINE}\n{', '.join(crates)}\n\n{text}\n" for text, crates in crates_of.items()]
    WRITTEN.write_text("\n".join([HEAD, *titles, "", *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
