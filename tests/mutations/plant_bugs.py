"""Puts each bug of the tables into a copy of the tree, alone: the test beside it has to fail."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bugs import Bug, bugs

ROOT = Path(__file__).parents[2]
COPIED = ["Cargo.toml", "Cargo.lock", "pyproject.toml", "benchmarks", "python", "rust", "tests"]


def main() -> None:
    """Try every bug, and name those that no test notices."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copy_tree(tree)
        tests = sorted({bug.test for bug in bugs()})
        if failing := [test for test in tests if not passes(test, tree)]:
            sys.exit(f"These tests fail without any bug: {', '.join(failing)}")
        if missed := [bug.name for bug in bugs() if not is_caught(bug, tree)]:
            sys.exit(f"These bugs are not noticed: {', '.join(missed)}")


def copy_tree(tree: Path) -> None:
    """Copy what is built and tested, the extension too.

    Their times are new: by old ones Cargo would take what it built with a bug for built from them.
    """
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tree / name, copy_function=shutil.copy)
        else:
            shutil.copy(ROOT / name, tree / name)


def is_caught(bug: Bug, tree: Path) -> bool:
    """Whether the test fails while the bug is there."""
    file = tree / bug.file
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace(bug.old, bug.new), encoding="utf-8")
    caught = not passes(bug.test, tree)
    file.write_text(right, encoding="utf-8")
    print(f"{'caught' if caught else 'MISSED'}: {bug.name}", flush=True)
    return caught


def passes(test: str, tree: Path) -> bool:
    """Whether a test passes."""
    path, _, name = test.partition("::")
    if path.endswith(".py"):
        pytest = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", test]
        return succeeds(pytest, tree, failure=1)
    crate, folder, module = Path(path).parents[1], Path(path).parent.name, Path(path).stem
    chosen = ["--test", module] if folder == "tests" else ["--lib"]
    full_name = name if folder == "tests" else f"{module}::tests::{name}"
    cargo = ["cargo", "test", "--locked", "--manifest-path", f"{crate}/Cargo.toml", *chosen]
    succeeds([*cargo, "--no-run"], tree, failure=0)
    return succeeds([*cargo, "--", "--exact", full_name], tree, failure=101)


def succeeds(command: list[str], tree: Path, *, failure: int) -> bool:
    """Run a command, and end if its status is neither 0 nor the one that tests fail with."""
    environment = {
        "CARGO_TARGET_DIR": str(ROOT / "target/mutations"),
        "PYTHONDONTWRITEBYTECODE": "1",  # it is taken for fresh if only the clock stands still
        "PYTHONPATH": str(tree / "python"),
    }
    ended = subprocess.run(
        command,
        cwd=tree,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode not in {0, failure}:
        sys.exit(f"{' '.join(command)}\n{ended.stdout}{ended.stderr}")
    return ended.returncode == 0


if __name__ == "__main__":
    main()
