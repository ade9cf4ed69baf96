"""Settings: the token of the bot, from the environment or from a file, and in no error."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.settings import Settings
from tests.process import bot

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"


def settings(token: str = "", file: Path | str = "") -> Settings:
    return Settings(_env_file=None, discord_token=SecretStr(token), discord_token_file=str(file))  # type: ignore[call-arg]


@pytest.mark.parametrize("written", [TOKEN, f"{TOKEN}\n", f"  {TOKEN}\r\n\r\n", f"\ufeff{TOKEN}"])
def test_a_file_holds_the_token_however_it_was_saved(tmp_path: Path, written: str) -> None:
    file = tmp_path / "token"
    file.write_text(written, "utf-8")
    assert settings(file=file).token() == TOKEN
    assert settings(token=written.replace("\ufeff", "")).token() == TOKEN


@pytest.mark.parametrize(
    "written, says",
    [
        (b"", "is leeg"),
        (b" \n\t\n", "is leeg"),
        (b"\xff\xfeT\x00", "is geen tekst"),
        (f"DISCORD_TOKEN={TOKEN}".encode(), "meer dan het token"),
        (f'"{TOKEN}"'.encode(), "meer dan het token"),
        (f"Bot {TOKEN}".encode(), "meer dan het token"),
        (f"{TOKEN}\n{TOKEN}\n".encode(), "meer dan het token"),
    ],
)
def test_what_is_no_token_alone_is_told_and_never_repeated(tmp_path: Path, written: bytes, says: str) -> None:
    file = tmp_path / "token"
    file.write_bytes(written)
    with pytest.raises(Refusal) as refused:
        settings(file=file).token()
    assert says in say(refused.value.text)
    assert TOKEN not in say(refused.value.text)


def test_a_file_that_can_not_be_read_is_named(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "weg", "het is er niet"), (tmp_path, "het is een map")):
        with pytest.raises(Refusal) as refused:
            settings(file=path).token()
        told = f"Het bestand {path} van DISCORD_TOKEN_FILE kan niet gelezen worden: {why}."
        assert told == say(refused.value.text)


def test_of_two_tokens_none_is_chosen(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN, "utf-8")
    with pytest.raises(Refusal) as refused:
        settings("x", file).token()
    assert "allebei" in say(refused.value.text)


@pytest.mark.parametrize("command", ["run", "check"])
def test_the_commands_take_the_file_and_never_show_what_is_in_it(tmp_path: Path, command: str) -> None:
    file = tmp_path / "token"
    file.write_text(f"DISCORD_TOKEN={TOKEN}", "utf-8")
    database = str(tmp_path / "a.sqlite3")
    wrong = bot(command, cwd=tmp_path, DATABASE=database, DISCORD_TOKEN="", DISCORD_TOKEN_FILE=str(file))
    assert wrong.returncode == 2
    assert "meer dan het token" in wrong.stderr
    assert TOKEN not in wrong.stdout + wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_check_reads_the_bot_from_the_token_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", "utf-8")
    found = bot(
        "check",
        cwd=tmp_path,
        DATABASE=str(tmp_path / "a.sqlite3"),
        DISCORD_TOKEN_FILE=str(file),
        HTTPS_PROXY="http://127.0.0.1:9",
    )
    assert "client_id=123456789012345678" in found.stdout
    assert TOKEN not in found.stdout + found.stderr
