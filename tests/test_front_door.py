"""What there is at the front door besides the pages: the licence, and forms that ask for no personal words."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.content import DATA

ROOT = DATA.parent
TEMPLATES = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in TEMPLATES.glob("*.yml") if path.name != "config.yml")
KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}  # of GitHub's forms


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path)


def test_there_is_a_form_for_a_bug_an_idea_and_an_evening_and_no_empty_one() -> None:
    assert [path.stem for path in FORMS] == ["1-bug", "2-idea", "3-avond"]
    assert read(TEMPLATES / "config.yml") == {"blank_issues_enabled": False}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_takes(path: Path) -> None:
    form = read(path)
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "body", "labels"}
    assert {field["type"] for field in form["body"]} <= KINDS
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in asked}) == len(asked)
    assert all(field["attributes"]["label"] for field in asked)
    for field in asked:
        options = field["attributes"].get("options")
        assert (options is not None) is (field["type"] in ("dropdown", "checkboxes"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_no_words_and_no_token_and_has_that_confirmed(path: Path) -> None:
    first, *_rest, last = read(path)["body"]
    assert re.search("everybody can read this|iedereen kan dit lezen", first["attributes"]["value"])
    assert "token" in first["attributes"]["value"]
    (box,) = last["attributes"]["options"]
    assert box["required"] is True
    assert "token" in box["label"]


def test_the_licence_is_named_where_tools_look_for_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "MIT"
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 the maintainers of the Klassen meetup bot\n")
    for pattern in project["license-files"]:
        assert list(ROOT.glob(pattern)), pattern


def test_every_font_has_a_licence_beside_it_and_the_readme_names_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").replace("\n", " ")
    fonts = ROOT / "bot" / "harvest" / "fonts"
    families = {path.name.split("-")[0].split(".")[0] for path in fonts.iterdir() if path.suffix in (".ttf", ".woff2")}
    assert families == {path.stem for path in fonts.glob("*.LICENSE")}
    for family in families:
        spaced = "".join(f" {letter}" if letter.isupper() else letter for letter in family).strip()
        assert spaced.replace("Deja Vu", "DejaVu") in readme
