"""Groups at once: a moderator says how many together and how long, and everybody goes, talks and comes back."""

from collections import Counter

import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.storage import timelines
from tests import at_seats
from tests.at_tables import press
from tests.evening import Evening, answer, shown


async def gather(evening: Evening, people: int) -> list[simcord.MemberActor]:
    """An evening that has begun, with so many people in the plenary's voice channel."""
    await evening.begin()
    crowd = [evening.person(f"Mens {n}") for n in range(1, people + 1)]
    for person in crowd:
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(minutes=2)
    return crowd


async def where(evening: Evening, crowd: list[simcord.MemberActor]) -> dict[str, list[str]]:
    """Who is in which voice channel, by its title."""
    names = {place.channel: place.title.raw for place in (await evening.venue()).places}
    found: dict[str, list[str]] = {}
    for person in crowd:
        found.setdefault(names.get(evening.voice_of(person), "nergens"), []).append(person.name)
    return found


async def sizes(evening: Evening, crowd: list[simcord.MemberActor]) -> list[int]:
    return sorted(map(len, (await where(evening, crowd)).values()))


async def test_groups_go_talk_and_come_back_and_the_evening_goes_on(evening: Evening) -> None:
    crowd = await gather(evening, 9)
    began = evening.now
    told = await evening.command("ruimtes nu", grootte=4, minuten=5)
    assert "9 mensen gaan in 3 groepjes" in told
    await evening.pass_time(seconds=1)
    assert await sizes(evening, crowd) == [3, 3, 3]
    meetup, timeline = await evening.meetup(), await evening.timeline()
    assert [block.title.raw for block in meetup.programme.blocks][:3] == ["Welkom", "Groepjes", "Welkom"]
    assert timeline.current is not None
    assert timeline.current.block == 1
    assert (timeline.current.ends - began).total_seconds() < 302
    group = await evening.table("Groepje 1")
    assert sum("Deze tafel is open" in text for text in await evening.posts(group)) == 1
    await evening.pass_time(minutes=4, seconds=15)
    texts = await evening.posts(group)
    assert any("⏳" in text for text in texts)
    await evening.pass_time(minutes=1, seconds=10)
    assert set(await where(evening, crowd)) == {"Proefavond"}
    timeline = await evening.timeline()
    assert timeline.current is not None
    assert timeline.current.block == 2
    left = timeline.current.ends - timeline.current.starts
    assert 475 < left.total_seconds() <= 480  # of ten minutes, two were over
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED


async def test_three_presses_from_the_panel(evening: Evening) -> None:
    crowd = await gather(evening, 6)
    asked = await evening.moderator.click(await evening.panel_message(), label="Groepjes")
    assert "Er zijn nu 6 mensen" in answer(asked)
    assert asked.response is not None
    then = await evening.moderator.click(asked.response, label="2")
    assert "Dat worden 3 groepjes" in answer(then)
    assert then.response is not None
    begun = await evening.moderator.click(then.response, label="5 minuten")
    await evening.run_due()
    assert "6 mensen gaan in 3 groepjes" in answer(begun)
    assert await sizes(evening, crowd) == [2, 2, 2]
    await evening.pass_time(seconds=3)
    assert "[Groepjes](off)" in shown(await evening.panel_message())


async def test_nobody_meets_the_partners_of_before(evening: Evening) -> None:
    crowd = await gather(evening, 8)
    pairs: Counter[frozenset[str]] = Counter()
    for _round in range(3):
        await evening.command("ruimtes nu", grootte=2, minuten=5)
        await evening.pass_time(seconds=15)
        found = await where(evening, crowd)
        assert sorted(map(len, found.values())) == [2, 2, 2, 2]
        pairs.update(frozenset(them) for them in found.values())
        await evening.pass_time(minutes=5, seconds=30)
    assert set(pairs.values()) == {1}


async def test_two_moderators_who_ask_at_once_get_one_round(evening: Evening) -> None:
    await gather(evening, 4)
    await evening.command("ruimtes nu", grootte=2, minuten=5)
    assert "al gedaan" in await evening.command("ruimtes nu", grootte=4, minuten=10)
    await evening.pass_time(seconds=15)
    assert "Roep eerst iedereen terug" in await evening.command("ruimtes nu", grootte=4, minuten=10)
    assert sum(block.title == "Groepjes" for block in (await evening.meetup()).programme.blocks) == 1


async def test_they_go_on_after_a_restart_before_their_channels_stand_and_while_they_talk(evening: Evening) -> None:
    crowd = await gather(evening, 4)
    evening.env.inject_error("POST", f"/guilds/{evening.guild.id}/channels", status=403, code=50013, times=3)
    await evening.command("ruimtes nu", grootte=2, minuten=5)
    await evening.restart()
    await evening.pass_time(minutes=2)
    assert await sizes(evening, crowd) == [2, 2]
    await evening.restart()
    await evening.pass_time(minutes=6)
    assert set(await where(evening, crowd)) == {"Proefavond"}


async def test_more_time_and_everybody_back_and_help_work_in_groups(evening: Evening) -> None:
    crowd = await gather(evening, 4)
    await evening.command("ruimtes nu", grootte=2, minuten=5)
    await evening.pass_time(seconds=15)
    before = (await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)).slots[1].ends
    await evening.command("meetup verleng", minuten=3)
    after = (await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)).slots[1].ends
    assert (after - before).total_seconds() == 180
    group = await evening.table("Groepje 1")
    await press(evening, next(who for who in crowd if evening.voice_of(who) == group.id), "Groepje 1", "hulp")
    moderators = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert any("🙋" in text for text in moderators), moderators
    await evening.command("ruimtes terug")
    await evening.pass_time(minutes=1)
    assert set(await where(evening, crowd)) == {"Proefavond"}


async def test_too_few_people_and_a_paused_evening_are_refused_in_words(evening: Evening) -> None:
    await gather(evening, 1)
    assert "minstens twee mensen" in await evening.command("ruimtes nu", grootte=2, minuten=5)
    await evening.command("meetup pauze")
    assert "/meetup verder" in await evening.command("ruimtes nu", grootte=2, minuten=5)
    assert sum(block.title == "Groepjes" for block in (await evening.meetup()).programme.blocks) == 0


async def test_an_at_once_block_of_a_programme_deals_without_a_preview(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "meteen.yaml"
    path.write_text(
        "titel: Meteen\nsoort: meetup\nblokken:\n  - {titel: Welkom, soort: plenair, duur: 5 min}\n"
        "  - titel: Praten\n    soort: break-out\n    duur: 10 min\n    indeling: meteen\n    tafelgrootte: 3\n"
        "    ruimtes:\n      - titel: Taal\n      - titel: Armoede\n",
        "utf-8",
    )
    evening.bot.library._extra["meteen"] = path
    await evening.plan(programma="meteen", titel="Proefavond")
    crowd = [evening.person(f"Mens {n}") for n in range(1, 8)]
    for person in crowd:
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("meetup start")
    await evening.pass_time(minutes=5, seconds=15)
    found = await where(evening, crowd)
    assert sorted(map(len, found.values())) == [2, 2, 3]
    assert set(found) == {"Taal 1", "Armoede 1", "Taal 2"} or set(found) == {"Taal 1", "Armoede 1", "Armoede 2"}
    assert not any("Voorstel" in text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)))


async def test_a_list_of_blocks_from_before_the_groups_drops_no_other_block(evening: Evening) -> None:
    await evening.plan(eindigt="21:00")
    crowd = [evening.person(f"Mens {n}") for n in range(1, 5)]
    for person in crowd:
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(seconds=((await evening.meetup()).planned_start - evening.now).total_seconds())
    await evening.command("meetup start")
    await evening.pass_time(minutes=1)
    extended = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup verleng", minuten=5)
    assert extended.response is not None
    await evening.pass_time(seconds=5)
    await evening.command("ruimtes nu", grootte=2, minuten=5)
    told = await evening.moderator.select(extended.response, ["2"], custom_id=f"bord:vervalt:{evening.meetup_id}")
    assert "andere nummers" in answer(told)
    assert not any(slot.is_dropped for slot in (await evening.timeline()).slots)


async def test_groups_stay_as_they_were_dealt_however_long_bringing_people_takes(evening: Evening) -> None:
    crowd = await gather(evening, 70)
    await evening.command("ruimtes nu", grootte=2, minuten=10)
    await evening.pass_time(minutes=2)
    assert await sizes(evening, crowd) == [2] * 35
    for place in (await evening.venue()).tables(1):
        told = await evening.posts(evening.channel(place.channel))
        assert not any("komt bij jullie zitten" in text for text in told)


async def test_a_division_that_was_confirmed_before_holds_for_its_own_block(evening: Evening) -> None:
    crowd = await at_seats.begin(evening, 6, tables=2, how="gelijk")
    await evening.pass_time(minutes=3)
    await at_seats.press(evening, "Bevestigen")
    await evening.command("ruimtes nu", grootte=2, minuten=5)
    await evening.pass_time(seconds=15)
    assert await sizes(evening, crowd) == [2, 2, 2]
    await evening.pass_time(minutes=7)
    found = await at_seats.tables(evening, crowd)
    assert found == {"Tafel 1": 3, "Tafel 2": 3}
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert sum("Voorstel" in text for text in told) == 1
