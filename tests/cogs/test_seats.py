"""Who sits where: a preview, a confirmation, and the moving; nobody is thrown out, and nobody sits alone."""

import asyncio
from collections import Counter
from datetime import timedelta

import discord
import pytest
import simcord
from simcord.actors import _dispatch_actor_interaction

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from bot.core.words.text import Refusal
from bot.features.seats import dividing
from bot.storage import seats, wishes
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


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
    crowd = await begin(evening, people, tables, **options)  # type: ignore[arg-type]
    await evening.pass_time(minutes=5)
    return crowd


async def last_preview(evening: Evening) -> discord.Message:
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
    names = {place.channel: place.title for place in (await evening.venue()).places}
    return dict(Counter(names.get(evening.voice_of(person), "nergens") for person in crowd))


async def test_a_preview_names_everybody_and_nobody_is_moved_before_it_is_confirmed(evening: Evening) -> None:
    crowd = await begin_round(evening, 8)
    said = await evening.command("ruimtes verdeel")
    assert "niemand verplaatst voordat" in said
    shown = await preview_text(evening)
    assert all(f"Mens {n}" in shown for n in range(1, 9))
    assert "8 mensen aan 3 tafels" in shown
    assert "Mengnummer 1" in shown
    assert "ongeveer 10 seconden" in shown
    await evening.pass_time(minutes=1)
    assert await tables(evening, crowd) == {"Tafels": 8}
    assert "Bevestigd" in await press(evening, "Bevestigen")
    assert sorted((await tables(evening, crowd)).values()) == [2, 3, 3]
    for number, person in enumerate(crowd, start=1):
        table = evening.channel(evening.voice_of(person)).name
        line = next(line for line in shown.splitlines() if line.startswith(f"**{table}**"))
        assert f"Mens {number}" in line


async def test_the_same_number_gives_the_same_tables_and_mix_again_others(evening: Evening) -> None:
    await begin_round(evening, 12)
    await evening.command("ruimtes verdeel", mengnummer=7)
    first = (await preview_text(evening)).splitlines()[2:5]
    assert "meng opnieuw" in await press(evening, "Opnieuw mengen")
    second = await preview_text(evening)
    assert "Mengnummer 8" in second
    assert second.splitlines()[2:5] != first
    await evening.command("ruimtes verdeel", mengnummer=7)
    assert (await preview_text(evening)).splitlines()[2:5] == first


async def test_a_second_confirmation_tells_who_did_it_and_changes_nothing(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    shown = await last_preview(evening)
    await press(evening, "Bevestigen")
    before = [evening.voice_of(person) for person in crowd]
    second = evening.person("Ben", roles=[evening.guild.roles["Moderator"]])
    id = (await seats.of_block(evening.bot.db.read, evening.meetup_id, 1))[0].id
    for action in ("bevestig", "meng", "weg"):
        old = await evening.bot.get_channel(shown.channel.id).send(  # type: ignore[union-attr]
            "oud", view=discord.ui.View.from_message(shown)
        )
        told = answer(await second.click(old, custom_id=f"verdeling:{action}:{id}"))
        assert "Moderator heeft deze verdeling al bevestigd" in told
    await evening.pass_time(minutes=1)
    assert [evening.voice_of(person) for person in crowd] == before


async def test_of_two_confirmations_at_the_very_same_moment_one_counts(evening: Evening) -> None:
    await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    bot = evening.bot
    assert bot.user is not None
    both = (dividing.confirm(bot, 1, bot.user, evening.guild.id) for _time in range(2))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert {type(result) for result in results} == {dividing.Confirmed, Refusal}
    assert len((await evening.timeline()).cues_of(1, CueKind.MOVE)) == 1


async def test_an_old_preview_tells_that_there_is_a_newer_one(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    old = await last_preview(evening)
    kept = discord.ui.View.from_message(old)
    await press(evening, "Opnieuw mengen")
    again = await evening.bot.get_channel(old.channel.id).send("oud", view=kept)  # type: ignore[union-attr]
    assert "Moderator heeft hierna opnieuw gemengd" in await press(evening, "Bevestigen", again)
    assert await tables(evening, crowd) == {"Tafels": 6}


async def test_a_preview_that_was_put_away_moves_nobody(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    kept = discord.ui.View.from_message(await last_preview(evening))
    assert "Weggelegd" in await press(evening, "Niet doen")
    moderators = await evening.place(PlaceKind.MODERATORS)
    old = await evening.bot.get_channel(moderators.id).send("oud", view=kept)  # type: ignore[union-attr]
    assert "Moderator heeft deze verdeling al weggelegd" in await press(evening, "Bevestigen", old)
    await evening.pass_time(minutes=1)
    assert await tables(evening, crowd) == {"Tafels": 6}


async def test_who_came_and_who_left_since_the_preview_is_minded(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    # One table loses one of its two, who would leave the other alone.
    drawn = await seats.seats(evening.bot.db.read, 1)
    gone = next(person for person in crowd if person.id == drawn[0].person)
    await gone.leave_voice()
    late = evening.person("Laat")
    await late.join_voice(await evening.place(PlaceKind.VOICE))
    said = await press(evening, "Bevestigen")
    assert "Er kwamen of gingen mensen" in said
    assert "1 persoon is niet meer in spraak" in said
    there = await tables(evening, [*crowd, late])
    assert there.pop("nergens") == 1
    assert sum(there.values()) == 6
    assert min(there.values()) >= 2


async def test_the_round_is_over_before_somebody_confirms(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    shown = await last_preview(evening)
    await evening.pass_time(minutes=11)
    assert "Deze ronde is voorbij" in await press(evening, "Bevestigen", shown)
    assert "Deze ronde is voorbij" in await press(evening, "Opnieuw mengen", shown)
    assert "Deze ronde is voorbij" in await evening.command("ruimtes verdeel")
    assert await tables(evening, crowd) == {"Tafels": 6}


async def test_a_table_deleted_by_hand_is_made_again_or_its_people_sit_elsewhere(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    shown = await last_preview(evening)
    table = await evening.table("Tafel 1")
    evening.env.inject_error("POST", f"/guilds/{evening.guild.id}/channels", status=403, code=50013, times=None)
    evening.env.backend.delete_channel(table.id)
    await evening.env.settle()
    assert "Bevestigd" in await press(evening, "Bevestigen", shown)
    assert sorted((await tables(evening, crowd)).items()) == [("Tafel 2", 3), ("Tafel 3", 3)]


async def test_nobody_in_voice_and_one_person_only(evening: Evening) -> None:
    await begin_round(evening, 0)
    assert "nog niemand in spraak" in await evening.command("ruimtes verdeel")
    await evening.moderator.join_voice(await evening.place(PlaceKind.VOICE))
    assert "nog niemand in spraak" in await evening.command("ruimtes verdeel")
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("ruimtes verdeel")
    shown = await preview_text(evening)
    assert "Leeg, zodat niemand alleen zit: Tafel 2 en Tafel 3" in shown
    assert "Moderatoren blijven in de plenaire: Moderator" in shown
    await press(evening, "Bevestigen")
    assert await tables(evening, [evening.noor, evening.moderator]) == {"Tafel 1": 1, "Tafels": 1}


async def test_more_tables_than_people_leave_nobody_alone(evening: Evening) -> None:
    crowd = await begin_round(evening, 5, tables=8)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert sorted((await tables(evening, crowd)).values()) == [2, 3]


async def test_people_are_moved_ten_at_a_time_and_who_cannot_be_is_named(evening: Evening) -> None:
    crowd = await begin_round(evening, 25)
    await evening.command("ruimtes verdeel")
    assert "ongeveer 30 seconden" in await preview_text(evening)
    evening.env.inject_error("PATCH", f"/guilds/*/members/{crowd[0].id}", status=403, code=50013, times=None)
    await press(evening, "Bevestigen")
    assert (await tables(evening, crowd))["Tafels"] in (15, 16)
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
            await db.run("DELETE FROM posts WHERE cue IN (SELECT id FROM cues WHERE kind = ?)", kind)
            await db.run("UPDATE cues SET state = 'todo' WHERE kind = ?", kind)
        await evening.restart(timedelta(seconds=10))
        assert [await evening.posts(moderators), await evening.posts(plenary)] == before
        if kind is CueKind.DIVIDE:
            assert "Bevestigd" in await press(evening, "Bevestigen")
    assert "Tafels" not in await tables(evening, crowd)


async def test_the_programme_shows_its_preview_before_the_tables_open(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="gelijk")
    await evening.pass_time(minutes=2, seconds=59)
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert not [text for text in await evening.posts(moderators) if "Voorstel" in text]
    await evening.pass_time(seconds=1)
    assert "6 mensen aan 3 tafels" in await preview_text(evening)
    assert "zodra de tafels opengaan" in await press(evening, "Bevestigen")
    await evening.pass_time(minutes=1)
    assert await tables(evening, crowd) == {"Tafels": 6}
    await evening.pass_time(minutes=1)
    assert await tables(evening, crowd) == {"Tafel 1": 2, "Tafel 2": 2, "Tafel 3": 2}
    told = await evening.posts(await evening.plenary)
    assert len([text for text in told if "Iedereen heeft een tafel bij" in text]) == 1


async def test_without_a_confirmation_people_choose_for_themselves(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="per functie")
    await evening.pass_time(minutes=6)
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert [text for text in told if "Het voorstel hierboven wacht op een van jullie" in text]
    assert await tables(evening, crowd) == {"Tafels": 6}
    plenary = await evening.plenary
    assert [text for text in await evening.posts(plenary) if "Je krijgt zo een tafel" in text]
    places = (await evening.venue()).tables()
    assert f"<#{places[0].channel}>" in answer(
        await crowd[0].click(evening.last_panel(plenary, "tafel:"), custom_id=f"tafel:{places[0].id}")
    )


async def test_a_programme_whose_division_is_put_away_lets_people_choose(evening: Evening) -> None:
    await begin_round(evening, 6, how="gelijk")
    plenary = await evening.plenary
    assert [text for text in await evening.posts(plenary) if "Je krijgt zo een tafel" in text]
    await press(evening, "Niet doen")
    told = await evening.posts(plenary)
    assert not [text for text in told if "Je krijgt zo een tafel" in text]
    assert [text for text in told if "Kies zelf een tafel" in text]


async def test_next_right_away_shows_the_preview_and_seats_when_confirmed(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="gelijk")
    await evening.pass_time(seconds=30)
    await evening.command("meetup volgende")
    await press(evening, "Bevestigen")
    assert await tables(evening, crowd) == {"Tafel 1": 2, "Tafel 2": 2, "Tafel 3": 2}


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
    await evening.pass_time(minutes=10)
    assert "De tafels zijn nu dicht" in answer(await evening.sem.click(panel, label="Mijn tafel"))


async def test_a_second_round_parts_who_sat_together(evening: Evening) -> None:
    crowd = await begin_round(evening, 9, again=2)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    first = {person.id: evening.voice_of(person) for person in crowd}
    await evening.pass_time(minutes=15)
    await evening.command("ruimtes verdeel")
    assert "Niemand zit weer bij iemand uit een andere ronde" in await preview_text(evening)
    await press(evening, "Bevestigen")
    await evening.pass_time(seconds=1)
    second = {person.id: evening.voice_of(person) for person in crowd}
    pairs = [(a.id, b.id) for a in crowd for b in crowd if a.id < b.id]
    assert not [pair for pair in pairs if len({first[id] for id in pair}) == len({second[id] for id in pair}) == 1]


@pytest.mark.parametrize("rounds", [(2, 1), (1, 2)])
async def test_a_round_that_was_divided_beforehand_counts_as_well(evening: Evening, rounds: tuple[int, int]) -> None:
    await begin(evening, 9, again=2)
    for number in rounds:
        await evening.command("ruimtes verdeel", ronde=number)
        await press(evening, "Bevestigen")
    assert "Niemand zit weer bij iemand uit een andere ronde" in await preview_text(evening)


async def test_which_round_may_be_said_beforehand(evening: Evening) -> None:
    await begin_round(evening, 6, again=2)
    assert "2 rondes" in await evening.command("ruimtes verdeel", ronde=3)
    await evening.command("ruimtes verdeel", ronde=2)
    assert "Ronde 2" in await preview_text(evening)
    assert "zodra de tafels opengaan" in await press(evening, "Bevestigen")
    await evening.pass_time(minutes=16)
    assert "Deze ronde is voorbij" in await evening.command("ruimtes verdeel", ronde=1)


async def test_hosts_those_who_stay_together_and_a_shared_screen_are_minded(evening: Evening) -> None:
    crowd = await begin_round(evening, 9)
    table = await evening.table("Tafel 3")
    assert "is begeleider van **Tafel 3**" in await evening.command("ruimtes begeleider", persoon=crowd[0], tafel=table)
    assert "zitten aan één tafel" in await evening.command("ruimtes samen", persoon1=crowd[1], persoon2=crowd[2])
    assert "Er gaan 2 anderen mee" not in await evening.command(
        "ruimtes samen", persoon1=crowd[3], persoon2=crowd[4], persoon3=crowd[3]
    )
    # Somebody in two groups ties them together.
    assert "Er gaan 2 anderen mee" in await evening.command("ruimtes samen", persoon1=crowd[2], persoon2=crowd[3])
    plenary = await evening.plenary
    assert "telt als 4 mensen" in answer(await crowd[8].slash(plenary, "mijn groep", aantal=4))
    await evening.command("ruimtes verdeel")
    shown = await preview_text(evening)
    assert "12 mensen aan 3 tafels" in shown
    assert "Mens 9 👥4" in shown
    assert "Mens 1 (begeleider)" in shown
    await press(evening, "Bevestigen")
    assert evening.voice_of(crowd[0]) == table.id
    assert len({evening.voice_of(person) for person in crowd[1:5]}) == 1
    assert sorted((await tables(evening, crowd)).values()) == [1, 4, 4]


async def test_what_was_wished_is_undone(evening: Evening) -> None:
    crowd = await begin_round(evening, 3)
    table = await evening.table("Tafel 1")
    db = evening.bot.db.read
    await evening.command("ruimtes begeleider", persoon=crowd[0], tafel=table)
    assert "geen begeleider meer" in await evening.command("ruimtes begeleider", persoon=crowd[0])
    assert "is geen begeleider. Noem er" in await evening.command("ruimtes begeleider", persoon=crowd[0])
    await evening.command("ruimtes samen", persoon1=crowd[0], persoon2=crowd[1], persoon3=crowd[2])
    assert "mag weer bij iedereen" in await evening.command("ruimtes los", persoon=crowd[0])
    assert await wishes.parties(db, evening.meetup_id) == [sorted([crowd[1].id, crowd[2].id])]
    await evening.command("ruimtes los", persoon=crowd[1])
    assert await wishes.parties(db, evening.meetup_id) == []
    assert "hoeft bij niemand" in await evening.command("ruimtes los", persoon=crowd[1])
    plenary = await evening.plenary
    await crowd[0].slash(plenary, "mijn groep", aantal=3)
    assert "telt weer als één persoon" in answer(await crowd[0].slash(plenary, "mijn groep", aantal=1))
    assert await wishes.screens(db, evening.meetup_id) == {}


async def forged_group(evening: Evening, who: simcord.MemberActor, people: int) -> simcord.InteractionResult:
    """The command with a number that Discord itself would not let through."""
    root = next(command for command in evening.env.backend.commands[None].values() if command["name"] == "mijn")
    given = [{"name": "aantal", "type": 4, "value": people}]
    data = {"id": root["id"], "name": "mijn", "type": 1, "options": [{"name": "groep", "type": 1, "options": given}]}
    return await _dispatch_actor_interaction(who, 2, await evening.plenary, data)


async def test_wishes_that_make_no_sense_are_refused(evening: Evening) -> None:
    crowd = await begin_round(evening, 2)
    plenary = await evening.plenary
    assert "geen tafel van deze meetup" in await evening.command(
        "ruimtes begeleider", persoon=crowd[0], tafel=await evening.place(PlaceKind.VOICE)
    )
    assert "twee verschillende mensen" in await evening.command("ruimtes samen", persoon1=crowd[0], persoon2=crowd[0])
    for command in ("ruimtes verdeel", "ruimtes los", "ruimtes samen", "ruimtes begeleider"):
        given = {"persoon": crowd[1]} if command.endswith(("los", "begeleider")) else {}
        given |= {"persoon1": crowd[0], "persoon2": crowd[1]} if command.endswith("samen") else {}
        assert "Dit is voor moderatoren" in answer(await crowd[0].slash(plenary, command, **given))
    for people in (0, 31, 500, -1):
        assert "van 1 tot en met 30" in answer(await forged_group(evening, crowd[0], people))
    assert await wishes.screens(evening.bot.db.read, evening.meetup_id) == {}


async def test_a_role_that_was_taken_away_a_second_ago_confirms_nothing(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    evening.env.backend.get_member(evening.guild.id, evening.moderator.id).role_ids.clear()
    for door in ("verdeling:bevestig:1", "verdeling:meng:1", "verdeling:weg:1"):
        heard = await Visitor(evening, evening.moderator, await evening.plenary).press(door)
        assert "Dit is voor moderatoren" in heard.heard
    assert await tables(evening, crowd) == {"Tafels": 6}


async def test_a_moderator_of_another_server_decides_nothing_here(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    other = evening.env.create_guild("Elders")
    role = other.create_role("Baas", permissions=discord.Permissions.all())
    boss = other.add_member(evening.env.create_user("elders"), roles=[role])
    visitor = Visitor(evening, boss, other.create_text_channel("elders"))
    for door in ("verdeling:bevestig:1", "verdeling:meng:1", "verdeling:weg:1", "tafel:mijn:1"):
        assert "Dit voorstel is er niet meer" in (await visitor.press(door)).heard
    assert await tables(evening, crowd) == {"Tafels": 6}
    (division,) = await seats.of_block(evening.bot.db.read, evening.meetup_id, 1)
    assert division.decided_at is None


async def test_where_names_are_hidden_none_is_written_down(evening: Evening) -> None:
    programme(evening, kind="klas")
    await evening.plan(programma="tafels", titel="Tafels")
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("meetup start")
    await evening.command("ruimtes verdeel")
    shown = await preview_text(evening)
    assert f"<@{evening.noor.id}>" in shown
    assert "Noor" not in shown


async def test_names_are_repeated_as_they_are(evening: Evening) -> None:
    await begin_round(evening, 2)
    rude = evening.person("**@everyone** [klik](http://x.nl)")
    await rude.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("ruimtes verdeel")
    shown = await preview_text(evening)
    assert "\\*\\*" in shown
    assert "@everyone" not in shown
    assert "[klik](" not in shown


async def test_a_long_preview_stands_in_a_file_and_goes_when_somebody_is_erased(evening: Evening) -> None:
    programme(evening, 8)
    await evening.plan(programma="tafels", titel="Tafels")
    voice = await evening.place(PlaceKind.VOICE)
    crowd = [evening.person(f"Iemand met een lange naam {n:05}") for n in range(140)]
    for person in crowd:
        await person.join_voice(voice)
    await evening.command("meetup start")
    await evening.pass_time(minutes=5)
    await evening.command("ruimtes verdeel")
    preview = await last_preview(evening)
    assert [file.filename for file in preview.attachments] == ["tafels-1.txt"]
    assert "De namen staan in het bestand" in preview.content
    assert len(preview.content) <= 2000
    asked = await crowd[3].slash(await evening.plenary, "mijn wissen")
    assert asked.response is not None
    await crowd[3].click(asked.response, label="Wis alles")
    await evening.run_due()
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert not [message for message in moderators.history() if message.attachments]
    assert [text for text in await evening.posts(moderators) if "Hier stonden namen" in text]


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
        answer(await crowd[3].slash(await evening.plenary, "mijn groep", aantal=3)),
    ]
    assert not [text for text in said if "afgelopen" not in text and "voorbij" not in text], said
    for table in ("seats", "together", "screens", "hosts"):
        assert await evening.bot.db.read.all(f"SELECT * FROM {table}") == []


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


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("Bevestigen", "Bevestigd"),
        ("Opnieuw mengen", "Vervangen door een nieuwer voorstel"),
        ("Niet doen", "Niet gedaan"),
    ],
)
async def test_a_preview_shows_what_was_decided_to_who_did_not_press(evening: Evening, button: str, told: str) -> None:
    await begin(evening, 6)
    await evening.command("ruimtes verdeel")
    old = await last_preview(evening)
    await press(evening, button, old)
    now = next(m for m in (await evening.place(PlaceKind.MODERATORS)).history() if m.id == old.id)
    (row,) = now.components
    assert [(item.label, item.disabled) for item in row.children] == [(told, True)]  # type: ignore[union-attr]
