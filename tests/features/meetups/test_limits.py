"""A programme in which everything is as long as it may be: nothing that is posted of it is too long for Discord."""

import pytest

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer

WORDS = "Wat neem jij mee van het gesprek aan jouw tafel? "


def text(length: int, mark: str = "") -> str:
    """A text of this many characters, with marks that have to be escaped."""
    return (f"{mark}{WORDS * (length // len(WORDS) + 1)}")[: length - 1] + "?"


def programme(blocks: int) -> str:
    """A programme with so many blocks of which every text is at its limit."""
    questions = [f"      - {{na: {n} min, tekst: '{text(400)}'}}" for n in range(3)]
    plenary = [
        f"  - titel: '{text(88, f'{n} ')}'\n    soort: plenair\n    duur: 5 min\n    tekst: '{text(1500)}'\n"
        + "\n".join(["    vragen:", *questions])
        for n in range(blocks)
    ]
    tables = [
        f"      - titel: '{text(88, f'{n} ')}'\n        tekst: '{text(1500)}'\n        vragen:\n"
        + "\n".join("    " + question for question in questions)
        for n in range(3)
    ]
    talk = f"  - titel: '{text(88)}'\n    soort: break-out\n    duur: 10 min\n    tekst: '{text(1500)}'\n    ruimtes:\n"
    harvest = (
        f"  - titel: '{text(88)}'\n    soort: oogst\n    duur: 10 min\n    tekst: '{text(1500)}'\n"
        "    vraagt: [morgen, nodig, werkt, idee]"
    )
    return f"titel: '{text(88)}'\nsoort: meetup\nblokken:\n" + "\n".join([*plenary, talk + "\n".join(tables), harvest])


@pytest.mark.parametrize("blocks", [1, 58])
async def test_an_evening_at_every_limit_posts_everything(evening: Evening, blocks: int) -> None:
    path = evening.bot.settings.harvest_dir.parent / "lang.yaml"
    path.write_text(programme(blocks), "utf-8")
    assert evening.bot.library.check(path) == []
    evening.bot.library._extra["lang"] = path
    assert "staat gepland" in answer(await evening.plan(programma="lang", titel="_" * 80, plaats="*" * 80))
    await evening.command("meetup start")
    await evening.pass_time(minutes=5 * blocks + 5)
    assert len(await evening.posts(await evening.place(PlaceKind.PLENARY))) > 1
    for table in (await evening.venue()).tables():
        posts = "\n".join(await evening.posts(evening.channel(table.channel)))
        assert posts.count("Wat neem jij mee") > 30, table.title
    await evening.command("meetup verleng", minuten=5)
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED
    moderators = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert not [post for post in moderators if "⚠️" in post or "lukt iets niet" in post]
    for message in (message for channel in evening.guild.channels.values() for message in channel.history()):
        assert len(message.content) <= 2000
