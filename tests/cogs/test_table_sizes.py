"""Tables of a size: people choose a theme, tables come as they are needed, nobody is left alone."""

import discord
import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from tests import at_seats
from tests.evening import Evening, answer
from tests.refusing import FAILURES, Refusing
from tests.rights import give_role
from tests.unseen import leave


async def begin(
    evening: Evening, people: int, *options: str, how: str = "zelf kiezen", size: int = 3
) -> list[simcord.MemberActor]:
    """An evening with its tables just open; its block has the themes Taal and Armoede, and these options."""
    lines = "\n".join(f"    {line}" for line in (f"tafelgrootte: {size}", f"indeling: {how}", *options))
    path = evening.bot.settings.harvest_dir.parent / "maat.yaml"
    path.write_text(
        "titel: Maat\nsoort: meetup\nblokken:\n"
        "  - {titel: Welkom, soort: plenair, duur: 5 min}\n"
        f"  - titel: Praten\n    soort: break-out\n    duur: 10 min\n{lines}\n"
        "    ruimtes:\n      - {titel: Taal, vragen: [{na: 0 min, tekst: Wat helpt?}]}\n      - titel: Armoede\n"
        "  - {titel: Samen, soort: plenair, duur: 5 min}\n",
        "utf-8",
    )
    evening.bot.library._extra["maat"] = path
    await evening.plan(programma="maat", titel="Maat")
    crowd = [evening.person(f"Mens {n}") for n in range(1, people + 1)]
    for person in crowd:
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("meetup start")
    await evening.pass_time(minutes=5)
    return crowd


def labels(panel: discord.Message) -> list[str]:
    """The words on the buttons of a panel."""
    rows = [row for row in panel.components if isinstance(row, discord.ActionRow)]
    return [item.label or "" for row in rows for item in row.children if isinstance(item, discord.Button)]


async def choose(evening: Evening, who: simcord.MemberActor, theme: str) -> str:
    """Press the button of a theme and go to the table that the answer names; returns its title."""
    panel = evening.last_panel(await evening.plenary, "tafel:")
    label = next(label for label in labels(panel) if label.startswith(theme))
    told = answer(await who.click(panel, label=label))
    await evening.run_due()
    table = next(place for place in (await evening.venue()).tables() if f"<#{place.channel}>" in told)
    await who.join_voice(evening.channel(table.channel))
    await evening.run_due()
    return table.title.raw


async def test_tables_come_as_they_are_needed_with_all_that_was_posted(evening: Evening) -> None:
    crowd = await begin(evening, 8)
    assert [await choose(evening, who, "Taal") for who in crowd[:7]] == [
        *["Taal 1"] * 3,
        *["Taal 2"] * 3,
        "Taal 3",
    ]
    assert await choose(evening, crowd[7], "Armoede") == "Armoede 1"
    for title in ("Taal 1", "Taal 2", "Taal 3"):
        told = await evening.posts(await evening.table(title))
        assert sum("Wat helpt?" in text for text in told) == 1
        assert sum("Deze tafel is open" in text for text in told) == 1
    assert evening.can_enter(crowd[0], await evening.table("Taal 3"))
    panel = evening.last_panel(await evening.plenary, "tafel:")
    await evening.pass_time(seconds=5)
    panel = evening.last_panel(await evening.plenary, "tafel:")
    assert labels(panel) == ["Taal · 7", "Armoede · 1"]
    moderators = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert not any("was weg" in text for text in moderators)  # nothing was mended


async def test_many_who_choose_at_once_are_spread_before_they_have_gone(evening: Evening) -> None:
    crowd = await begin(evening, 7)
    for who in crowd:
        await who.leave_voice()  # who sits there is taken along at once
    panel = evening.last_panel(await evening.plenary, "tafel:")
    told = [answer(await who.click(panel, label="Taal · 0")) for who in crowd]
    tables = {f"<#{place.channel}>": place.title.raw for place in (await evening.venue()).tables()}
    assert [next(title for link, title in tables.items() if link in text) for text in told] == [
        *["Taal 1"] * 3,
        *["Taal 2"] * 3,
        "Taal 3",
    ]
    again = answer(await crowd[0].click(panel, label="Taal · 0"))
    assert f"<#{(await evening.table('Taal 1')).id}>" in again


async def test_who_stays_alone_is_brought_to_the_same_theme_and_otherwise_shown_the_way(evening: Evening) -> None:
    crowd = await begin(evening, 5)
    for who in crowd[:4]:
        await choose(evening, who, "Taal")
    await choose(evening, crowd[4], "Armoede")
    await evening.pass_time(seconds=40)
    assert evening.voice_of(crowd[3]) == (await evening.table("Taal 2")).id
    await evening.pass_time(seconds=20)
    first = await evening.table("Taal 1")
    assert evening.voice_of(crowd[3]) == first.id
    assert any("komt bij jullie zitten" in text for text in await evening.posts(first))
    alone = await evening.table("Armoede 1")
    assert evening.voice_of(crowd[4]) == alone.id
    assert sum(f"<#{first.id}>" in text for text in await evening.posts(alone)) == 1
    await evening.pass_time(minutes=3)
    assert sum(f"<#{first.id}>" in text for text in await evening.posts(alone)) == 1
    await evening.pass_time(minutes=10)  # with the next question this is past
    assert not any("komt bij jullie zitten" in text for text in await evening.posts(first))
    await evening.pass_time(minutes=30)
    assert max([len(await evening.posts(table)) for table in (first, alone)]) <= 3


async def test_who_became_alone_while_the_bot_was_away_is_brought_too(evening: Evening) -> None:
    crowd = await begin(evening, 5)
    for who in crowd:
        await choose(evening, who, "Taal")
    await evening.pass_time(minutes=2)
    for who in (crowd[0], crowd[4]):
        leave(evening, who)
    await evening.restart()
    await evening.pass_time(minutes=2)
    assert evening.voice_of(crowd[3]) == (await evening.table("Taal 1")).id


async def test_who_gets_the_moderator_role_at_a_table_waits_there_alone(evening: Evening) -> None:
    crowd = await begin(evening, 4)
    for who in crowd:
        await choose(evening, who, "Taal")
    give_role(evening, crowd[3])
    await evening.pass_time(minutes=3)
    assert evening.voice_of(crowd[3]) == (await evening.table("Taal 2")).id


@pytest.mark.parametrize("name", [name for name in FAILURES if name != "gone"])  # who is gone needs no company
async def test_who_could_not_be_brought_to_others_at_first_is_brought_later(
    evening: Evening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = Refusing(evening, FAILURES[name])
    crowd = await begin(evening, 4)
    refusing.first_of_every_cue(monkeypatch)
    for who in crowd:
        await choose(evening, who, "Taal")
    await evening.pass_time(minutes=3)
    assert refusing.given[CueKind.ALONE]
    first = await evening.table("Taal 1")
    assert evening.voice_of(crowd[3]) == first.id
    assert sum("komt bij jullie zitten" in text for text in await evening.posts(first)) == 1


async def test_who_could_not_be_brought_to_others_is_still_named_when_they_can_not_be_brought_back(
    evening: Evening,
) -> None:
    crowd = await begin(evening, 4)
    for who in crowd:
        await choose(evening, who, "Taal")
    evening.env.inject_error("PATCH", f"/guilds/*/members/{crowd[3].id}", status=403, code=50013, times=None)
    await evening.pass_time(minutes=2)
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert not any(f"<@{crowd[3].id}>" in text for text in await evening.posts(moderators))
    await evening.pass_time(minutes=8, seconds=45)
    assert sum(f"<@{crowd[3].id}> (<#" in text for text in await evening.posts(moderators)) == 1


async def test_dealing_makes_the_tables_that_are_needed(evening: Evening) -> None:
    crowd = await begin(evening, 11, how="gelijk")
    assert "Taal 2" in await at_seats.preview_text(evening)
    await at_seats.press(evening, "Bevestigen")
    await evening.pass_time(seconds=30)
    found = await at_seats.tables(evening, crowd)
    assert sorted(found) == ["Armoede 1", "Armoede 2", "Taal 1", "Taal 2"]
    assert sorted(found.values()) == [2, 3, 3, 3]


async def test_a_table_takes_no_more_than_the_programme_says(evening: Evening) -> None:
    await begin(evening, 1, "hoogstens: 4")
    channel = evening.bot.get_channel((await evening.table("Taal 1")).id)
    assert channel.user_limit == 4  # type: ignore[union-attr]


async def test_the_plenary_is_closed_while_tables_are_open_where_the_programme_wants_it(evening: Evening) -> None:
    (who,) = await begin(evening, 1, "zaal: dicht")
    voice = await evening.place(PlaceKind.VOICE)
    assert not evening.can_enter(who, voice)
    assert evening.can_enter(evening.moderator, voice)
    assert evening.voice_of(who) == voice.id  # nobody is thrown out
    await evening.pass_time(minutes=9, seconds=30)  # the recall
    assert evening.can_enter(who, voice)


async def test_the_plenary_stays_open_otherwise_and_opens_when_everybody_is_called_back(evening: Evening) -> None:
    (who,) = await begin(evening, 1, "zaal: dicht")
    await evening.command("ruimtes terug")
    assert evening.can_enter(who, await evening.place(PlaceKind.VOICE))
