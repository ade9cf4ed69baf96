"""Evenings with rounds at tables, and what is pressed and seen of a division."""

from collections import Counter

import discord
import simcord

from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer


def programme(
    evening: Evening, tables: int = 3, how: str = "zelf kiezen", again: int = 1, kind: str = "meetup"
) -> None:
    """A programme with rounds of ten minutes at so many tables, after five minutes of welcome."""
    titles = "\n".join(f"      - titel: Tafel {n}" for n in range(1, tables + 1))
    block = f"  - titel: Ronde\n    soort: break-out\n    duur: 10 min\n    indeling: {how}\n    ruimtes:\n{titles}\n"
    pause = "  - titel: Weer samen\n    soort: plenair\n    duur: 5 min\n"
    path = evening.bot.settings.harvest_dir.parent / "tafels.yaml"
    path.write_text(
        f"titel: Tafels\nsoort: {kind}\nblokken:\n  - titel: Welkom\n    soort: plenair\n    duur: 5 min\n"
        + "".join(block.replace("Ronde", f"Ronde {n}") + pause for n in range(1, again + 1)),
        "utf-8",
    )
    evening.bot.library._extra["tafels"] = path


async def begin(
    evening: Evening, people: int, tables: int = 3, how: str = "zelf kiezen", again: int = 1, kind: str = "meetup"
) -> list[simcord.MemberActor]:
    """A meetup that has just begun, with so many people in the plenary voice."""
    programme(evening, tables, how, again, kind)
    await evening.plan(programma="tafels", titel="Tafels")
    voice = await evening.place(PlaceKind.VOICE)
    crowd = [evening.person(f"Mens {n}") for n in range(1, people + 1)]
    for person in crowd:
        await person.join_voice(voice)
    await evening.command("meetup start")
    return crowd


async def begin_round(evening: Evening, people: int, tables: int = 3, **options: object) -> list[simcord.MemberActor]:
    """The same, with the tables just open."""
    crowd = await begin(evening, people, tables, **options)  # type: ignore[arg-type]  # those of begin
    await evening.pass_time(minutes=5)
    return crowd


async def last_preview(evening: Evening) -> discord.Message:
    """The newest preview that can still be decided on."""
    return evening.last_panel(await evening.place(PlaceKind.MODERATORS), "verdeling:bevestig")


async def press(evening: Evening, label: str, message: discord.Message | None = None) -> str:
    """The moderator presses a button of the preview."""
    message = message or await last_preview(evening)
    result = await evening.moderator.click(message, label=label)
    await evening.run_due()
    return answer(result)


async def preview_text(evening: Evening) -> str:
    """The newest preview, with all its pages."""
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    at = max(number for number, text in enumerate(told) if "Voorstel" in text)
    return "\n".join(told[at:])


async def tables(evening: Evening, crowd: list[simcord.MemberActor]) -> dict[str, int]:
    """How many of these people are in each voice channel."""
    names = {place.channel: place.title.raw for place in (await evening.venue()).places}
    return dict(Counter(names.get(evening.voice_of(person), "nergens") for person in crowd))
