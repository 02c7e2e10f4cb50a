"""The package's version."""

from importlib import metadata

import pytest

import two_list_sum


def test_the_version_is_that_of_the_installed_distribution() -> None:
    assert two_list_sum.__version__ == metadata.version("two-list-sum")


def test_other_attributes_do_not_exist() -> None:
    with pytest.raises(AttributeError, match=r"^module 'two_list_sum' has no attribute 'version'$"):
        two_list_sum.version  # type: ignore[attr-defined]  # noqa: B018 - raises
