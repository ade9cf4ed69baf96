"""Guests and hosts by name, from the programme or named on the evening: on the agenda card and on their table's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content.library import Library
from bot.content.texts import say
from bot.core.evening.places import PlaceKind
from tests.evening import PROGRAMME, Evening, open_evening

HOSTILE = "@everyone **Baas** <@1> [x](https://x.nl)"


def programme(folder: Path, **changes: str) -> Path:
    """The programme of tests/data/proef.yaml with words of it replaced."""
    text = PROGRAMME.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / "proef.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
async def hosted(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening with two guests at its first block, one at its last, and a host at each table."""
    async with open_evening(tmp_path) as world:
        changes = {
            "    duur: 10 min": "    duur: 10 min\n    gasten: [Wethouder De Vries, Noor van de jongerenraad]",
            "      - thema: taal": "      - thema: taal\n        begeleider: Fatma",
            "      - titel: Vrije tafel": f'      - titel: Vrije tafel\n        begeleider: "{HOSTILE}"',
            "titel: Tot slot\n    soort: plenair": "titel: Tot slot\n    soort: plenair\n    gasten: [De burgemeester]",
        }
        world.bot.library = Library(extra={"proef": programme(tmp_path, **changes)})
        yield world


async def card(evening: Evening) -> str:
    """The agenda card."""
    (found,) = [text for text in await evening.posts(await evening.plenary) if text.startswith("# Proefavond")]
    return found


async def at_table(evening: Evening, title: str) -> str:
    """The card of a table."""
    return (await evening.posts(await evening.table(title)))[-1]


async def test_the_agenda_names_who_is_a_guest_at_which_block(hosted: Evening) -> None:
    await hosted.plan()
    welcome = next(line for line in (await card(hosted)).split("\n") if "Welkom" in line and line.startswith("<t:"))
    assert welcome.endswith("Welkom · 🎤 Te gast: Wethouder De Vries en Noor van de jongerenraad")
    await hosted.command("meetup start")
    await hosted.pass_time(seconds=30)
    assert "\n🎤 Te gast: Wethouder De Vries en Noor van de jongerenraad\n" in await card(hosted)
    opening = next(text for text in await hosted.posts(await hosted.plenary) if text.startswith("## Welkom"))
    assert "🎤 Te gast: Wethouder De Vries" in opening
    await hosted.pass_time(minutes=15)
    assert "De Vries" not in await card(hosted)
    assert "Tot slot · 🎤 Te gast: De burgemeester" in await card(hosted)
    await hosted.pass_time(hours=1)
    assert "Te gast" not in await card(hosted)


async def test_a_table_names_its_host_and_whom_moderators_choose_comes_in_their_place(hosted: Evening) -> None:
    await hosted.begin_tables()
    assert "Deze tafel wordt begeleid door Fatma" in await at_table(hosted, "Taal")
    await hosted.command("ruimtes begeleider", persoon=hosted.sem, tafel=await hosted.table("Taal"))
    await hosted.pass_time(seconds=5)
    assert f"begeleid door <@{hosted.sem.id}>" in await at_table(hosted, "Taal")
    await hosted.command("ruimtes begeleider", persoon=hosted.sem)
    await hosted.pass_time(seconds=5)
    assert "begeleid door Fatma" in await at_table(hosted, "Taal")


async def test_a_name_is_read_as_it_was_typed_and_calls_nobody(hosted: Evening) -> None:
    await hosted.begin_tables()
    shown = await at_table(hosted, "Vrije tafel")
    assert "Baas" in shown
    assert "**Baas**" not in shown
    assert "@everyone" not in shown
    assert "<@1>" not in shown
    assert "[x](" not in shown


async def test_one_more_table_of_a_theme_has_no_host_of_another(hosted: Evening) -> None:
    await hosted.begin_tables()
    await hosted.command("ruimtes tafel erbij", zoals="Taal")
    await hosted.pass_time(seconds=10)
    more = [place for place in (await hosted.venue()).tables() if place.content is not None]
    assert more
    assert "begeleid door" not in (await hosted.posts(hosted.channel(more[0].channel)))[-1]


async def test_a_guest_of_the_evening_is_on_the_card_until_they_are_none(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup gast", wie=evening.noor)
    await evening.pass_time(seconds=5)
    assert f"🎤 Te gast: <@{evening.noor.id}>" in await card(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    told = (await evening.moderator.slash(moderators, "meetup gast", wie=evening.noor)).response
    assert told is not None
    await evening.moderator.click(told, custom_id=f"spreken:geengast:{evening.meetup_id}:{evening.noor.id}")
    await evening.pass_time(seconds=5)
    assert "Te gast" not in await card(evening)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    duur: 10 min", "    duur: 10 min\n    gasten: Noor", "[Noor]"),
        ("    duur: 10 min", "    duur: 10 min\n    gast: [Noor]", "gasten"),
        ("    duur: 10 min", f"    duur: 10 min\n    gasten: [{'x' * 61}]", "60"),
        ("    duur: 10 min", f"    duur: 10 min\n    gasten: [{', '.join('abcdefghi')}]", "8"),
        ("      - thema: taal", "      - thema: taal\n        host: Fatma", "begeleider"),
    ],
)
def test_what_can_not_stand_there_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    (mistake,) = Library().check(programme(tmp_path, **{old: new}))
    assert says in say(mistake.text)
