"""Evenings whose harvest block asks for other kinds than the usual ones, and filling in their forms."""

import json
from pathlib import Path
from typing import Any

import simcord

from tests.evening import PROGRAMME, Evening, answer


async def begin_asking(evening: Evening, folder: Path, *kinds: str, instead: tuple[str, str] = ("", "")) -> None:
    """Begin the evening of tests/data/proef.yaml with a harvest block that asks for these kinds.

    ``instead`` are words of the file and those in their place.
    """
    path = folder / "proef.yaml"
    programme = PROGRAMME.read_text("utf-8").replace("[morgen, nodig]", f"[{', '.join(kinds)}]")
    path.write_text(programme.replace(*instead) if instead[0] else programme, "utf-8")
    evening.bot.library._extra["proef"] = path
    await evening.begin_harvest()


async def fill_in(evening: Evening, who: simcord.MemberActor, kind: str, **filled: str) -> simcord.InteractionResult:
    """Fill in the form of a kind that its command shows."""
    shown = await who.slash(await evening.plenary, kind)
    return await who.submit_modal(shown, filled)


async def say_in_form(evening: Evening, who: simcord.MemberActor, kind: str, **filled: str) -> str:
    """Fill in the form of a kind. Returns what is answered."""
    return answer(await fill_in(evening, who, kind, **filled))


def form(result: simcord.InteractionResult) -> tuple[str, dict[str, Any]]:
    """Return the custom_id of a form that was shown, and what each field is filled with."""
    assert result.modal is not None
    fields = [label["component"] for label in result.modal["components"]]
    return result.modal["custom_id"], {field["custom_id"]: field.get("value") for field in fields}


async def harvested(evening: Evening) -> Path:
    """Let the evening end. Returns the folder of its harvest."""
    await evening.pass_time(hours=2)
    return next(evening.bot.settings.harvest_dir.iterdir())


def exported(folder: Path) -> list[dict[str, Any]]:
    """Return the contributions in oogst.json."""
    found: list[dict[str, Any]] = json.loads((folder / "oogst.json").read_bytes())["contributions"]
    return found
