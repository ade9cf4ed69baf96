"""The tables: people choose their own, nobody is moved before the end, nobody is dropped."""

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from bot.core.people.contributions import ThemeSource
from bot.core.words.typed import Typed
from bot.storage import attendance, contributions
from tests.contributing import stored
from tests.evening import Evening, answer


async def test_the_panel_shows_the_way_in_and_how_many_are_inside(evening: Evening) -> None:
    await evening.begin_tables()
    plenary, table = await evening.plenary, await evening.table("Taal")
    panel = evening.last_panel(plenary, "tafel:")
    clicked = await evening.noor.click(panel, label="Taal · 0")
    assert f"<#{table.id}>" in answer(clicked)
    assert clicked.response is not None
    (row,) = clicked.response.components
    assert row["components"][0]["url"] == f"https://discord.com/channels/{evening.guild.id}/{table.id}"
    await evening.noor.join_voice(table)
    await evening.sem.join_voice(table)
    await evening.pass_time(seconds=5)
    panel = evening.last_panel(plenary, "tafel:")
    assert "zit al aan deze tafel" in answer(await evening.noor.click(panel, label="Taal · 2"))
    await evening.sem.leave_voice()
    await evening.pass_time(seconds=5)
    await evening.sem.click(evening.last_panel(plenary, "tafel:"), label="Taal · 1")


async def test_an_old_panel_says_that_the_tables_are_closed(evening: Evening) -> None:
    await evening.begin_tables()
    panel = evening.last_panel(await evening.plenary, "tafel:")
    await evening.pass_time(minutes=24, seconds=59)
    tables = (await evening.venue()).tables()
    await evening.noor.click(panel, custom_id=f"tafel:{tables[0].id}")
    old = await evening.bot.get_channel((await evening.plenary).id).send(  # type: ignore[union-attr]
        "oud", view=discord.ui.View.from_message(panel)
    )
    await evening.pass_time(seconds=1)
    assert "dicht" in answer(await evening.noor.click(old, custom_id=f"tafel:{tables[0].id}"))
    assert not any("De tafels zijn open" in text for text in await evening.posts(await evening.plenary))


async def test_who_stays_is_brought_back_after_the_grace_and_nobody_is_dropped(evening: Evening) -> None:
    await evening.begin_tables()
    table, voice = await evening.table("Taal"), await evening.place(PlaceKind.VOICE)
    people = [evening.person(f"Mens {n}") for n in range(25)]
    for person in people:
        await person.join_voice(table)
    await evening.pass_time(minutes=24, seconds=59)
    assert all(evening.voice_of(person) == table.id for person in people)
    await evening.pass_time(seconds=1)
    assert sum(evening.voice_of(person) == voice.id for person in people) == 10
    assert all(evening.voice_of(person) in (table.id, voice.id) for person in people)
    await evening.pass_time(seconds=20)
    assert all(evening.voice_of(person) == voice.id for person in people)


async def test_somebody_who_just_left_is_no_error(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=400, code=40032)
    await evening.pass_time(minutes=26)
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert not [text for text in told if "Nog aan een tafel" in text]


async def test_who_cannot_be_moved_is_named_and_stays(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await evening.noor.join_voice(table)
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013, times=None)
    await evening.pass_time(minutes=27)
    assert evening.voice_of(evening.noor) == table.id
    named = [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "Nog aan een tafel" in t]
    assert len(named) == 1
    assert f"Nog aan een tafel: <@{evening.noor.id}> (<#{table.id}>)." in named[0]
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=1)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_attendance_counts_different_people_per_room(evening: Evening) -> None:
    await evening.begin_tables()
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    await evening.noor.join_voice(taal)
    await evening.noor.leave_voice()
    await evening.noor.join_voice(taal)
    await evening.noor.join_voice(free)
    await evening.sem.join_voice(free)
    per_place = await attendance.people_per_place(evening.bot.db.read, evening.meetup_id)
    tables = {place.title: per_place.get(place.id, 0) for place in (await evening.venue()).tables()}
    assert tables == {"Taal": 1, "Vrije tafel": 2}
    assert await attendance.people(evening.bot.db.read, evening.meetup_id) == 2


async def test_more_rooms_than_fit_in_one_message_get_a_second(evening: Evening) -> None:
    many = "\n".join(f"      - titel: Tafel {n}" for n in range(1, 31))
    path = evening.bot.settings.harvest_dir.parent / "veel.yaml"
    path.write_text(
        f"titel: Veel\nsoort: meetup\nblokken:\n  - titel: Aan tafel\n    soort: break-out\n    duur: 10 min\n"
        f"    ruimtes:\n{many}\n",
        "utf-8",
    )
    evening.bot.library._extra["veel"] = path
    await evening.plan(programma="veel")
    await evening.command("meetup start")
    panels = [message for message in (await evening.plenary).history() if message.components][1:]
    counts = [sum(len(getattr(row, "children", [])) for row in message.components) for message in panels]
    assert counts == [25, 5]
    last = (await evening.venue()).tables()[-1]
    assert f"<#{last.channel}>" in answer(await evening.noor.click(panels[1], custom_id=f"tafel:{last.id}"))


async def test_a_pause_at_the_tables_moves_nobody(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await evening.noor.join_voice(table)
    await evening.pass_time(minutes=22)
    await evening.command("meetup pauze")
    await evening.pass_time(minutes=10)
    assert evening.voice_of(evening.noor) == table.id
    assert evening.can_enter(evening.sem, table)
    await evening.command("meetup verder")
    await evening.pass_time(minutes=3)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_who_was_in_voice_before_the_start_is_counted(evening: Evening) -> None:
    await evening.plan()
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("meetup start")
    assert await attendance.people(evening.bot.db.read, evening.meetup_id) == 1


async def test_the_panel_shows_the_new_end_after_an_extension(evening: Evening) -> None:
    await evening.begin_tables()
    plenary = await evening.plenary
    before = evening.last_panel(plenary, "tafel:").content
    await evening.command("meetup verleng", minuten=10)
    assert evening.last_panel(plenary, "tafel:").content != before
    assert (
        f"<t:{int((await evening.timeline()).slots[1].ends.timestamp())}:R>"
        in evening.last_panel(plenary, "tafel:").content
    )


async def test_an_extension_during_the_recall_recalls_again(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=24, seconds=35)
    await evening.command("meetup verleng", minuten=5)
    table = await evening.table("Taal")
    assert evening.can_enter(evening.noor, table)
    assert "🔔" not in (await evening.posts(table))[-1]
    await evening.pass_time(minutes=4, seconds=55)
    assert "🔔" in (await evening.posts(table))[-1]
    await evening.pass_time(minutes=1, seconds=5)
    assert not evening.can_enter(evening.noor, table)


async def test_every_table_has_the_buttons_too(evening: Evening) -> None:
    await evening.begin_tables()
    taal = await evening.table("Taal")
    shown = await evening.noor.click(evening.last_panel(taal, "bijdrage:morgen"), label="Morgen …")
    await evening.noor.submit_modal(shown, {"tekst": "lees ik voor"})
    (item,) = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert (item.table, item.theme) == (Typed("Taal"), "taal")
    listed = await evening.noor.click(evening.last_panel(taal, "mijn:bijdragen"), label="Mijn bijdragen")
    assert "lees ik voor" in answer(listed)


async def test_a_panel_that_cannot_be_changed_keeps_nobody_at_a_closed_table(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    plenary = await evening.plenary
    evening.env.inject_error("PATCH", f"/channels/{plenary.id}/messages/*", status=403, code=50013, times=None)
    await evening.pass_time(minutes=25)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_who_discord_says_is_gone_is_not_tried_for_ever(evening: Evening) -> None:
    """The word that somebody left voice may never reach us; the move then fails with 40032, every time."""
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=400, code=40032, times=None)
    await evening.pass_time(minutes=26)
    returns = (await evening.timeline()).cues_of(1, CueKind.RETURN)
    assert [cue.state for cue in returns] == [CueState.IDLE]


async def test_calling_everybody_back_ends_the_break_out_with_its_time_to_return(evening: Evening) -> None:
    await evening.begin_tables()
    table, voice = await evening.table("Taal"), await evening.place(PlaceKind.VOICE)
    await evening.noor.join_voice(table)
    await evening.pass_time(minutes=5)
    said = await evening.command("ruimtes terug")
    assert "Iedereen is teruggeroepen" in said
    assert "🔔" in (await evening.posts(table))[-1]
    assert evening.voice_of(evening.noor) == table.id
    await evening.pass_time(seconds=30)
    assert evening.voice_of(evening.noor) == voice.id
    assert "Even pauze" in (await evening.posts(await evening.plenary))[-1]


async def test_a_second_call_back_changes_nothing_and_says_who_was_first(evening: Evening) -> None:
    await evening.begin_tables()
    second = evening.person("Ben", roles=[evening.guild.roles["Moderator"]])
    moderators = await evening.place(PlaceKind.MODERATORS)
    await evening.pass_time(minutes=5)
    await evening.command("ruimtes terug")
    before = await evening.timeline()
    assert "Moderator heeft dit net al gedaan" in answer(await second.slash(moderators, "ruimtes terug"))
    await evening.pass_time(seconds=12)
    for name in ("ruimtes terug", "meetup volgende"):
        assert "Moderator heeft iedereen al teruggeroepen" in answer(await second.slash(moderators, name))
    assert (await evening.timeline()).ends == before.ends


async def test_calling_back_where_nobody_is_away_says_so(evening: Evening) -> None:
    await evening.plan()
    assert "/meetup start" in await evening.command("ruimtes terug")
    await evening.command("meetup start")
    before = await evening.timeline()
    assert "geen tafels open" in await evening.command("ruimtes terug")
    assert "moderatoren" in answer(await evening.noor.slash(await evening.plenary, "ruimtes terug"))
    assert (await evening.timeline()) == before


async def test_a_pledge_in_the_plenary_belongs_to_the_table_of_before(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Vrije tafel"))
    await evening.pass_time(minutes=2)
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.sem.join_voice(await evening.table("Vrije tafel"))
    await evening.pass_time(minutes=35)  # recalled, and the harvest has begun
    for who in (evening.noor, evening.sem):
        await who.send(await evening.plenary, "#morgen bel ik ouders")
    assert [(item.theme, item.theme_source) for item in await stored(evening)] == [
        ("taal", ThemeSource.TABLE), (None, None),
    ]  # fmt: skip
    stays = [stay for _meetup, stay in await attendance.of_person(evening.bot.db.read, evening.noor.id)]
    spent = {stay.title.raw: round(stay.spent.total_seconds() / 60) for stay in stays}
    assert spent["Vrije tafel"] == 2
    assert 22 <= spent["Taal"] <= 24
    most = await attendance.most_per_place(evening.bot.db.read, evening.meetup_id)
    assert [most[place.id] for place in (await evening.venue()).tables()] == [1, 1]
    await evening.pass_time(hours=1)  # it is over
    assert not any(stay.since for _m, stay in await attendance.of_person(evening.bot.db.read, evening.noor.id))
