"""People are brought to their tables, ten by ten; who comes late or drops out is brought too."""

from datetime import timedelta

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from tests.at_seats import begin, begin_round, press, preview_text, tables
from tests.evening import Evening, answer


async def test_people_are_moved_ten_at_a_time_and_who_cannot_be_is_named(evening: Evening) -> None:
    crowd = await begin_round(evening, 25)
    await evening.command("ruimtes verdeel")
    assert "ongeveer 30 seconden" in await preview_text(evening)
    evening.env.inject_error("PATCH", f"/guilds/*/members/{crowd[0].id}", status=403, code=50013, times=None)
    await press(evening, "Bevestigen")
    assert (await tables(evening, crowd))["Tafels"] in (15, 16)
    voice, moderators = await evening.place(PlaceKind.VOICE), await evening.place(PlaceKind.MODERATORS)
    await evening.pass_time(seconds=15)
    evening.env.backend.faults.clear()
    await evening.restart()  # nobody is named again after it
    evening.env.inject_error("PATCH", f"/guilds/*/members/{crowd[0].id}", status=403, code=50013, times=None)
    await evening.pass_time(seconds=15)
    stuck = [text for text in await evening.posts(moderators) if "nog niet naar hun tafel" in text]
    assert [f"<@{crowd[0].id}> (<#{voice.id}>)" in text for text in stuck] == [True]
    await evening.pass_time(seconds=50)
    there = await tables(evening, crowd)
    assert there.pop("Tafels") == 1
    assert sum(there.values()) == 24
    told = [
        text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "kon niet iedereen" in text
    ]
    assert len(told) == 1
    assert f"<@{crowd[0].id}>" in told[0]
    cues = (await evening.timeline()).cues_of(1, CueKind.MOVE)
    assert [cue.state for cue in cues] == [CueState.IDLE]


async def test_somebody_who_left_meanwhile_is_no_error(evening: Evening) -> None:
    await begin_round(evening, 3)
    await evening.command("ruimtes verdeel")
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=400, code=40032, times=None)
    await press(evening, "Bevestigen")
    await evening.pass_time(minutes=2)
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert not [text for text in told if "kon niet iedereen" in text]


async def test_a_restart_in_the_middle_of_the_moving_goes_on_with_it(evening: Evening) -> None:
    crowd = await begin_round(evening, 25)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert (await tables(evening, crowd))["Tafels"] == 15
    await evening.restart()
    await evening.pass_time(seconds=20)
    there = await tables(evening, crowd)
    assert sorted(there.values()) == [8, 8, 9]
    for channel in (await evening.plenary, await evening.place(PlaceKind.MODERATORS)):
        posted = await evening.posts(channel)
        assert len([text for text in posted if "🪑" in text]) == len({text for text in posted if "🪑" in text})


async def test_a_restart_before_the_confirmation_keeps_the_preview(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    await evening.restart()
    assert "Bevestigd" in await press(evening, "Bevestigen")
    assert "Tafels" not in await tables(evening, crowd)


async def test_a_crash_between_posting_and_marking_shows_nothing_twice(evening: Evening) -> None:
    crowd = await begin_round(
        evening, 6, kind="klas"
    )  # SimCord forgets the names of people in voice; Discord tells them
    await evening.command("ruimtes verdeel")
    moderators, plenary = await evening.place(PlaceKind.MODERATORS), await evening.plenary
    for kind in (CueKind.DIVIDE, CueKind.MOVE):
        await evening.pass_time(seconds=10)
        before = [await evening.posts(moderators), await evening.posts(plenary)]
        async with evening.bot.db.transaction() as db:
            await db.run("DELETE FROM posts WHERE cue IN (SELECT id FROM cues WHERE kind = :kind)", kind=kind)
            await db.run("UPDATE cues SET state = 'todo' WHERE kind = :kind", kind=kind)
        await evening.restart(timedelta(seconds=10))
        assert [await evening.posts(moderators), await evening.posts(plenary)] == before
        if kind is CueKind.DIVIDE:
            assert "Bevestigd" in await press(evening, "Bevestigen")
    assert "Tafels" not in await tables(evening, crowd)


async def test_who_comes_late_gets_a_table_and_hears_which(evening: Evening) -> None:
    crowd = await begin_round(evening, 8)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    plenary, voice = await evening.plenary, await evening.place(PlaceKind.VOICE)
    await evening.sem.join_voice(voice)
    await evening.run_due()
    assert sorted((await tables(evening, [*crowd, evening.sem])).values()) == [3, 3, 3]
    called = plenary.history()[-1]
    assert f"<@{evening.sem.id}>, welkom" in called.content
    assert f"<#{evening.voice_of(evening.sem)}>" in called.content
    sent = [request for request in evening.env.http_requests if request.json and "welkom" in str(request.json)][-1]
    assert sent.json is not None
    assert sent.json["allowed_mentions"] == {"parse": [], "users": [evening.sem.id]}


async def test_after_a_drop_people_are_led_back_and_who_walks_is_left_in_peace(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    plenary, voice = await evening.plenary, await evening.place(PlaceKind.VOICE)
    noor = crowd[0]
    own = evening.voice_of(noor)
    await noor.leave_voice()
    await evening.pass_time(seconds=20)
    await noor.join_voice(voice)
    await evening.run_due()
    assert evening.voice_of(noor) == own
    await noor.join_voice(voice)  # walks out by themselves
    await evening.pass_time(minutes=1)
    assert evening.voice_of(noor) == voice.id
    shown = await noor.click(evening.last_panel(plenary, "tafel:mijn"), label="Mijn tafel")
    assert f"Jouw tafel is <#{own}>" in answer(shown)
    other = next(table for table in (await evening.venue()).tables() if table.channel != own)
    panel = next(m for m in plenary.history() if "Druk op een knop om te zien welke" in m.content)
    rather = answer(await noor.click(panel, custom_id=f"tafel:{other.id}"))
    assert f"Jouw tafel is <#{own}>. Ga je liever naar <#{other.channel}>? Dat mag." in rather


async def test_my_table_seats_who_is_not_in_voice_and_tells_moderators_they_have_none(evening: Evening) -> None:
    await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    panel = evening.last_panel(await evening.plenary, "tafel:mijn")
    assert "Jouw tafel is" in answer(await evening.sem.click(panel, label="Mijn tafel"))
    assert "geen eigen tafel" in answer(await evening.moderator.click(panel, label="Mijn tafel"))
    old = await evening.bot.get_channel((await evening.plenary).id).send(  # type: ignore[union-attr]
        "oud", view=discord.ui.View.from_message(panel)
    )
    await evening.pass_time(minutes=10)
    assert "De tafels zijn nu dicht" in answer(await evening.sem.click(old, label="Mijn tafel"))
    assert panel.id not in {message.id for message in (await evening.plenary).history()}


async def test_everything_about_seats_goes_when_the_meetup_ends(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes samen", persoon1=crowd[0], persoon2=crowd[1])
    await evening.command("ruimtes begeleider", persoon=crowd[2], tafel=await evening.table("Tafel 1"))
    await crowd[3].slash(await evening.plenary, "mijn groep", aantal=3)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    mine = answer(await crowd[3].slash(await evening.plenary, "mijn gegevens"))
    assert "3 mensen achter je scherm" in mine
    assert "je plek: de tafel" in mine
    await evening.pass_time(hours=1)
    said = [
        await evening.command("ruimtes samen", persoon1=crowd[0], persoon2=crowd[1]),
        await evening.command("ruimtes begeleider", persoon=crowd[2]),
        await evening.command("ruimtes los", persoon=crowd[2]),
        await evening.command("ruimtes verdeel"),
    ]
    assert not [text for text in said if "afgelopen" not in text and "voorbij" not in text], said
    for table in ("seats", "together", "hosts"):
        assert await evening.bot.db.read.all(f"SELECT * FROM {table}") == []
    # How many somebody speaks for counts for what still comes in, and is a figure after that.
    assert "tellen nu als 4" in answer(await crowd[3].slash(await evening.plenary, "mijn groep", aantal=4))
    await evening.pass_time(days=2)
    assert "afgelopen" in answer(await crowd[3].slash(await evening.plenary, "mijn groep", aantal=5))


async def test_a_pause_moves_nobody(evening: Evening) -> None:
    crowd = await begin_round(evening, 25)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    await evening.command("meetup pauze")
    await evening.pass_time(minutes=3)
    assert (await tables(evening, crowd))["Tafels"] == 15
    await evening.command("meetup verder")
    await evening.pass_time(seconds=20)
    assert "Tafels" not in await tables(evening, crowd)


async def test_nobody_is_brought_to_a_table_that_is_called_back(evening: Evening) -> None:
    await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    await evening.pass_time(minutes=9, seconds=35)
    await evening.sem.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(seconds=5)
    assert evening.voice_of(evening.sem) == (await evening.place(PlaceKind.VOICE)).id
    await evening.pass_time(minutes=2)
    left = [cue for cue in (await evening.timeline()).cues if cue.block <= 1 and cue.state is CueState.TODO]
    assert left == []


async def test_more_time_after_a_recall_brings_those_who_were_not_at_their_table_yet(evening: Evening) -> None:
    crowd = await begin(evening, 40)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    await evening.pass_time(minutes=5, seconds=11)
    await evening.press("Iedereen terug")
    await evening.pass_time(seconds=11)
    voice = await evening.place(PlaceKind.VOICE)
    assert sum(evening.voice_of(person) == voice.id for person in crowd) == 20  # nobody is brought to a closing table
    await evening.press("+5 min")
    await evening.pass_time(seconds=30)
    assert not any(evening.voice_of(person) == voice.id for person in crowd)
