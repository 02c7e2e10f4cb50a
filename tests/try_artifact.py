"""The command `python tests/try_artifact.py FILE`: tests a wheel or an sdist.

Installs it into an empty environment of this interpreter and runs the library's tests there,
without access to the sources. It needs nothing but Python and pip.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from support.artifacts import NATIVE_TESTS, PYTHON_TESTS, environment_with, run_library_tests


def main() -> None:
    """Test the file, on the backend that it should have."""
    artifact = Path(sys.argv[1]).resolve()
    tests = PYTHON_TESTS if artifact.name.endswith("-none-any.whl") else NATIVE_TESTS
    with TemporaryDirectory() as environment, TemporaryDirectory() as folder:
        python = environment_with(artifact, Path(environment))
        passed = run_library_tests(python, Path(folder), *tests)
    print(f"{artifact.name}: {passed} tests passed")


if __name__ == "__main__":
    main()
