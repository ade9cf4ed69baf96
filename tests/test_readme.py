"""The README is the front door: what it says to type works."""

import asyncio
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from bot.content import DATA
from bot.content.library import Library
from bot.platform.rights import NEEDED, WISHED
from bot.storage.database import Database
from tests.evening import Evening
from tests.process import bot

ROOT = DATA.parent
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = sorted(
    {line.strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()} - {""}
)
IN_TABLES = sorted(set(re.findall(r"`\.venv/bin/(python -m bot [^`]+)`", README)))


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("make")])
def test_every_make_command_is_there(command: str) -> None:
    dry = subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("command", [line for line in COMMANDS if "python -m bot" in line] + IN_TABLES)
def test_every_bot_command_answers(command: str, tmp_path: Path) -> None:
    words = shlex.split(command.split("python -m bot ")[1])
    meant = {"FILE": "data/programmes/eigen-meetup.yaml", "NUMBER": "1", "data/oogst": str(tmp_path)}
    words = [meant.get(word, word) for word in words]
    if words[0] == "backup":
        words[1:] = [str(tmp_path / word) for word in words[1:]]
        asyncio.run(_an_empty_database(tmp_path / "a.sqlite3"))
    if "--out" in words:
        words[words.index("--out") + 1] = str(tmp_path / "uit")
    result = bot(*words, DATABASE=str(tmp_path / "a.sqlite3"), HARVEST_DIR=str(tmp_path / "oogst"), DISCORD_TOKEN="")
    nothing_there_yet = words[0] in ("run", "check", "export", "bundle", "page", "status", "restore")
    assert result.returncode == (2 if nothing_there_yet else 0), result.stderr
    assert "Traceback" not in result.stderr


async def _an_empty_database(path: Path) -> None:
    await (await Database.open(path)).close()


def test_every_right_is_explained() -> None:
    for text in (NEEDED | WISHED).values():
        assert text.message in README


def test_the_programme_in_the_readme_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "voorbeeld.yaml"
    path.write_text(example, "utf-8")
    assert Library().check(path) == []


async def test_every_command_on_discord_is_in_the_tables(evening: Evening) -> None:
    for command in evening.env.backend.commands[None].values():
        names = [f"{command['name']} {option['name']}" for option in command.get("options", []) if option["type"] == 1]
        for name in names or [command["name"]]:
            assert f"/{name}" in README or f"*{name}*" in README or f"#{name}" in README, name


def test_every_setting_stands_in_the_example() -> None:
    from bot.settings import Settings

    example = (ROOT / ".env.example").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"{name.upper()}=" in example


def test_every_picture_is_there_small_and_told_in_words() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    assert len(pictures) >= 4
    for words, path in pictures:
        assert len(words) > 20, path
        assert (ROOT / path).stat().st_size < 100_000, path
