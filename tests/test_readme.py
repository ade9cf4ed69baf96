"""The README and its reference pages are the front door: what they say to type works, and where they point is there."""

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
REFERENCE = ROOT / "docs" / "reference"
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS_PAGE = (REFERENCE / "commands.md").read_text("utf-8")
FRONT = [ROOT / name for name in ("README.md", "LEESMIJ.md", "CONTRIBUTING.md", "SECURITY.md")]
PAGES = [*FRONT, *sorted(REFERENCE.glob("*.md"))]
ALL = "\n".join(page.read_text("utf-8") for page in PAGES)
MOST_LINES = 200  # of the README and its Dutch sister; what is looked up has a page of its own
COMMANDS = sorted(
    {line.strip() for block in re.findall(r"```sh\n(.*?)```", ALL, re.DOTALL) for line in block.splitlines()} - {""}
)
IN_TABLES = sorted(set(re.findall(r"`\.venv/bin/(python -m bot [^`]+)`", ALL)))


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("make")])
def test_every_make_command_is_there(command: str) -> None:
    dry = subprocess.run([*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert dry.returncode == 0, dry.stderr


@pytest.mark.parametrize("command", [line for line in COMMANDS if "python -m bot" in line] + IN_TABLES)
def test_every_bot_command_answers(command: str, tmp_path: Path) -> None:
    words = shlex.split(command.split("python -m bot ")[1])
    meant = {
        "FILE": "data/programmes/eigen-meetup.yaml",
        "NUMBER": "1",
        "data/meetups.sqlite3": str(tmp_path / "a.sqlite3"),
    }
    words = [meant.get(word, word) for word in words]
    if words[0] == "backup":
        words[1:] = [str(tmp_path / word) for word in words[1:]]
        asyncio.run(_an_empty_database(tmp_path / "a.sqlite3"))
    for option in {"--out", "--csv"} & {*words}:
        words[words.index(option) + 1] = str(tmp_path / "uit")
    result = bot(*words, DATABASE=str(tmp_path / "a.sqlite3"), HARVEST_DIR=str(tmp_path / "oogst"), DISCORD_TOKEN="")
    nothing_there_yet = words[0] in ("run", "check", "export", "bundle", "page", "status", "overview", "restore")
    assert result.returncode == (2 if nothing_there_yet else 0), result.stderr
    assert "Traceback" not in result.stderr


async def _an_empty_database(path: Path) -> None:
    await (await Database.open(path)).close()


def test_every_right_is_explained() -> None:
    for text in (NEEDED | WISHED).values():
        assert text.message in README


def test_the_programme_on_its_page_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", (REFERENCE / "programmes.md").read_text("utf-8"), re.DOTALL)
    path = tmp_path / "voorbeeld.yaml"
    path.write_text(example, "utf-8")
    assert Library().check(path) == []


async def test_every_command_on_discord_is_in_the_tables(evening: Evening) -> None:
    page = COMMANDS_PAGE
    for command in evening.env.backend.commands[None].values():
        names = [f"{command['name']} {option['name']}" for option in command.get("options", []) if option["type"] == 1]
        for name in names or [command["name"]]:
            assert f"/{name}" in page or f"*{name}*" in page or f"#{name}" in page, name


def test_every_setting_stands_in_the_example() -> None:
    from bot.settings import Settings

    example = (ROOT / ".env.example").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"{name.upper()}=" in example


@pytest.mark.parametrize("page", ["README.md", "LEESMIJ.md"])
def test_every_picture_is_there_small_and_told_in_words(page: str) -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (ROOT / page).read_text("utf-8"))
    assert len(pictures) >= 4
    for words, path in pictures:
        assert len(words) > 20, path
        assert (ROOT / path).stat().st_size < 100_000, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        if "://" in target:
            continue
        path, _hash, heading = target.partition("#")
        goal = (page.parent / path) if path else page
        assert goal.is_file(), target
        assert not heading or heading in _anchors(goal), target


def _anchors(page: Path) -> set[str]:
    """The parts of a page that a link can lead to, as they are made of its headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_reference_page_is_told_of_at_the_front_door() -> None:
    for page in REFERENCE.glob("*.md"):
        assert f"](docs/reference/{page.name})" in README


@pytest.mark.parametrize("page", ["README.md", "LEESMIJ.md"])
def test_the_front_door_is_short(page: str) -> None:
    assert len((ROOT / page).read_text("utf-8").splitlines()) <= MOST_LINES
