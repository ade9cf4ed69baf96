"""CONTRIBUTING tells where a change goes: every file, folder and name in it is there."""

import re

import pytest

from bot.content import DATA

ROOT = DATA.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FOLDERS = ("bot/", "cogs/", "data/", "tests/", "docs/", "deploy/", "scripts/", ".github/")
OF_A_FEATURE = ("acts.py", "views.py", "words.py")
PATHS = sorted({name for name in re.findall(r"`([^`\s]+)`", PAGE) if name.startswith(FOLDERS)})
NAMES = sorted(set(re.findall(r"`(\w+)`(?: in| of|: a row of)? `((?:bot|cogs|tests)/[\w/]+\.py)`", PAGE)))


def test_it_names_files_and_what_stands_in_them() -> None:
    assert len(PATHS) > 30
    assert len(NAMES) > 5


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_there(path: str) -> None:
    assert list(ROOT.glob(re.sub("NAME|CODE", "*", path))), path


@pytest.mark.parametrize("name, path", NAMES)
def test_every_name_stands_in_its_file(name: str, path: str) -> None:
    assert re.search(rf"\b{name}\b", (ROOT / path).read_text("utf-8")), f"{name} in {path}"


@pytest.mark.parametrize("name", OF_A_FEATURE)
def test_features_have_the_files_that_it_tells_of(name: str) -> None:
    assert f"`{name}`" in PAGE
    assert list(ROOT.glob(f"bot/features/*/{name}"))


def test_every_command_in_it_is_there() -> None:
    targets = re.findall(r"(?m)^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"))
    for command in re.findall(r"`make ([\w-]+)", PAGE):
        assert command in targets
