"""Every command, option and choice has a Dutch name, and an English one for who reads English."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.core.evening.seasons import PROVINCES
from tests.evening import Evening

SAME = {  # Dutch and English alike
    "meetup", "start", "stop", "check", "status", "plan", "export", "idee", "Nederlands", "English", *PROVINCES,
}  # fmt: skip


def parts(command: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A command with all that is in it, each with its path."""
    here = f"{path} {command['name']}".strip()
    yield here, command
    for option in command.get("options", ()):
        yield from parts(option, here)
        for choice in option.get("choices", ()):
            yield f"{here} {option['name']} {choice['name']}", choice


async def test_every_name_and_description_is_there_in_english(evening: Evening) -> None:
    tree = evening.bot.tree
    assert tree.translator is not None
    lacking = []
    for command in tree.get_commands():
        payload = await command.get_translated_payload(tree, tree.translator)
        for path, part in parts(payload):
            names = part.get("name_localizations") or {}
            if not {"en-US", "en-GB"} <= names.keys() and part["name"] not in SAME:
                lacking.append(f"{path}: name")
            described = part.get("description_localizations") or {}
            if "description" in part and not {"en-US", "en-GB"} <= described.keys():
                lacking.append(f"{path}: description")
    assert sorted(lacking) == []
