"""The sources of settings, and their validation."""

from pathlib import Path

import pytest

from two_list_sum.server.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_defaults() -> None:
    settings = load_settings({"PORT": "1", "TWO_LIST_SUM_SOMETHING": "else"})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8080, 1)
    assert settings.max_body_bytes == 64 * 1024 * 1024


def test_variables_take_precedence_over_the_file() -> None:
    Path(".env").write_text("TWO_LIST_SUM_PORT=1\nTWO_LIST_SUM_WORKERS=2\n")
    settings = load_settings({"TWO_LIST_SUM_PORT": "3"})
    assert (settings.port, settings.workers) == (3, 2)


def test_a_file_that_is_not_text_is_named() -> None:
    Path(".env").write_bytes(b"TWO_LIST_SUM_HOST=\xff")
    with pytest.raises(SettingsError, match=r"^the file \.env cannot be read: "):
        load_settings({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", ""),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", ""),
        ("WORKERS", "0"),
        ("MAX_BODY_BYTES", "64 MiB"),
        ("BODY_TIMEOUT_SECONDS", "0"),
        ("MAX_PENDING", "0"),
        ("LOG_REQUESTS", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("BACKEND", "rust"),
    ],
)
def test_an_invalid_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^TWO_LIST_SUM_{name} cannot be '{value}': "):
        load_settings({f"TWO_LIST_SUM_{name}": value})
