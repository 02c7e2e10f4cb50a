"""Writes LICENSE-CRATES.txt: the licences of the crates that are compiled into the extension.

`make dist` runs it. The wheel and the sdist ship the file, as `license-files` in pyproject.toml
matches it. The usual tools take minutes to build; this script needs only the crates' sources, which
Cargo has downloaded.
"""

# ruff: noqa: INP001 - a program, in no package

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

EXTENSION = "two-list-sum-python"
OUTPUT = Path(__file__).parents[2] / "LICENSE-CRATES.txt"
LICENCE_FILES = re.compile("licen[cs]e|copying|copyright|notice", re.IGNORECASE)
SEPARATOR = "=" * 80
HEADER = (
    "These Rust crates are compiled into the extension of two-list-sum. Their licences follow.\n"
)


def cargo(*arguments: str) -> str:
    """Run Cargo, and return its output."""
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603 - no input


def compiled_crates() -> list[dict[str, Any]]:
    """Return Cargo's metadata of the third-party crates in the extension.

    Procedural macros and build scripts are not part of it.
    """
    edges = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]
    tree = cargo("tree", "--package", EXTENSION, *edges)
    names = {tuple(line.split()[:2]) for line in tree.splitlines()}
    packages = json.loads(cargo("metadata", "--format-version", "1"))["packages"]
    return [
        package
        for package in packages
        if (package["name"], f"v{package['version']}") in names and package["source"]
    ]


def licence_texts(package: dict[str, Any]) -> set[str]:
    """Read a crate's files, and files in folders, that are named like a licence."""
    folder = Path(package["manifest_path"]).parent
    named = [path for path in folder.iterdir() if LICENCE_FILES.match(path.name)]
    files = [file for path in named for file in (path, *path.rglob("*")) if file.is_file()]
    if not files:
        message = f"the crate {package['name']} has no licence file"
        raise SystemExit(message)
    return {file.read_text(encoding="utf-8").strip("\n") for file in files}


def main() -> None:
    """Write the list of crates, then each text once, under the names of its crates."""
    titles, crates_of = [], defaultdict(list)
    for package in compiled_crates():
        title = f"{package['name']} {package['version']}"
        titles.append(f"{title}: {package['license']}")
        for text in sorted(licence_texts(package)):
            crates_of[text].append(title)
    parts = [f"{SEPARATOR}\n{', '.join(crates)}\n\n{text}\n" for text, crates in crates_of.items()]
    OUTPUT.write_text("\n".join([HEADER, *titles, "", *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
