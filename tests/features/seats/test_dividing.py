"""A division: its preview, who confirms it, and what it shows of whom."""

import asyncio

import discord
import pytest

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.words.text import Refusal
from bot.features.seats import dividing
from bot.storage import seats
from tests.at_seats import begin, begin_round, last_preview, press, preview_text, programme, tables
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def test_a_preview_names_everybody_and_nobody_is_moved_before_it_is_confirmed(evening: Evening) -> None:
    crowd = await begin_round(evening, 8)
    said = await evening.command("ruimtes verdeel")
    assert "niemand verplaatst voordat" in said
    shown = await preview_text(evening)
    assert all(f"Mens {n}" in shown for n in range(1, 9))
    assert "8 mensen aan 3 tafels" in shown
    assert "Indeling 1" in shown
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
    await evening.command("ruimtes verdeel", nummer=7)
    first = (await preview_text(evening)).splitlines()[2:5]
    assert "verdeel opnieuw" in await press(evening, "Opnieuw verdelen")
    second = await preview_text(evening)
    assert "Indeling 8" in second
    assert second.splitlines()[2:5] != first
    await evening.command("ruimtes verdeel", nummer=7)
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
    await press(evening, "Opnieuw verdelen")
    again = await evening.bot.get_channel(old.channel.id).send("oud", view=kept)  # type: ignore[union-attr]
    assert "Moderator heeft hierna opnieuw verdeeld" in await press(evening, "Bevestigen", again)
    assert await tables(evening, crowd) == {"Tafels": 6}


async def test_a_preview_that_was_put_away_moves_nobody(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    kept = discord.ui.View.from_message(await last_preview(evening))
    assert "Afgewezen" in await press(evening, "Niet doen")
    moderators = await evening.place(PlaceKind.MODERATORS)
    old = await evening.bot.get_channel(moderators.id).send("oud", view=kept)  # type: ignore[union-attr]
    assert "Moderator heeft dit voorstel al afgewezen" in await press(evening, "Bevestigen", old)
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
    assert "1 persoon zit niet meer in een spraakkanaal" in said
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
    assert "Deze ronde is voorbij" in await press(evening, "Opnieuw verdelen", shown)
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
    assert "nog niemand in een spraakkanaal" in await evening.command("ruimtes verdeel")
    await evening.moderator.join_voice(await evening.place(PlaceKind.VOICE))
    assert "nog niemand in een spraakkanaal" in await evening.command("ruimtes verdeel")
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("ruimtes verdeel")
    shown = await preview_text(evening)
    assert "Leeg, zodat niemand alleen zit: Tafel 2 en Tafel 3" in shown
    assert "Moderatoren blijven in de grote zaal: Moderator" in shown
    await press(evening, "Bevestigen")
    assert await tables(evening, [evening.noor, evening.moderator]) == {"Tafel 1": 1, "Tafels": 1}


async def test_more_tables_than_people_leave_nobody_alone(evening: Evening) -> None:
    crowd = await begin_round(evening, 5, tables=8)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert sorted((await tables(evening, crowd)).values()) == [2, 3]


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


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("Bevestigen", "Bevestigd"),
        ("Opnieuw verdelen", "Vervangen door een nieuwer voorstel"),
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
