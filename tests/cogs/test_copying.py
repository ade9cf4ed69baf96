"""A meetup is planned as an earlier one: with its programme, tables and place."""

from pathlib import Path

from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.features.meetups.copying import FORM, SENT
from bot.storage import meetups, places
from tests.evening import PROGRAMME, Evening, answer
from tests.planning import form
from tests.refusing import FAILURES, Refusing


async def newest(evening: Evening) -> Meetup:
    """The meetup that was planned last."""
    (found,) = await meetups.newest(evening.bot.db.read, 1)
    return found


async def tables(evening: Evening, meetup: Meetup) -> list[str]:
    return [place.title.raw for place in (await places.venue(evening.bot.db.read, meetup.id)).tables()]


async def copy(evening: Evening, **options: str) -> str:
    """Copy a meetup in the lobby; returns the answer."""
    result = await evening.moderator.slash(evening.lobby, "meetup kopieer", **({"start": "20:00"} | options))
    await evening.run_due()
    return answer(result)


async def test_last_times_evening_is_planned_again_with_its_tables(evening: Evening) -> None:
    await evening.plan(plaats="Sneek", provincie="friesland", start="01:05", eindigt="02:45")
    old = await evening.meetup()
    await evening.command("meetup start")
    await evening.pass_time(minutes=2)
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.sem.join_voice(await evening.place(PlaceKind.VOICE))
    assert "2" in await evening.command("ruimtes nu", grootte=2, minuten=3)
    await evening.pass_time(minutes=12)
    assert "heet" in await evening.command("ruimtes tafel hernoem", tafel="Taal", naam="Leesplezier")
    assert "open" in await evening.command("ruimtes tafel erbij", naam="Erbij", zoals="Leesplezier")
    before = await tables(evening, old)
    await evening.command("meetup stop")
    await evening.pass_time(hours=2)

    said = await copy(evening, start="morgen 01:15")
    assert "📋 Net als “Proefavond” van <t:" in said
    new = await newest(evening)
    assert new.id != old.id
    assert new.state is State.PLANNED
    assert (new.title, new.place, new.province, new.season) == (old.title, old.place, "Fryslân", old.season)
    assert new.programme == old.programme
    assert await tables(evening, new) == [name for name in before if not name.startswith("Groep")]
    assert "Leesplezier" in await tables(evening, new)
    assert new.ends_by is not None
    assert f"{new.ends_by.astimezone(evening.bot.settings.zone):%H:%M}" == "02:45"
    assert new.follows is None
    assert new.uid != old.uid


async def test_it_runs_as_the_first_one_did(evening: Evening) -> None:
    await evening.plan()
    await copy(evening, start="morgen 20:00", titel="Nog een keer", plaats="Dokkum")
    evening.meetup_id = (await newest(evening)).id
    assert (await evening.meetup()).place == "Dokkum"
    await evening.command("meetup start")
    await evening.pass_time(minutes=15)
    posts = await evening.everything_posted()
    assert any("Taal" in text for text in posts["room Taal"])
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED


async def test_one_of_a_chain_goes_on_from_the_meetup_that_is_copied(evening: Evening) -> None:
    for title, follows in (("Urk", {}), ("Sneek", {"volgt_op": "Urk"})):
        await evening.plan(titel=title, start="20:00", **follows)
        await evening.command("meetup start")
        await evening.pass_time(hours=2)
    sneek = await newest(evening)
    await copy(evening, start="morgen 20:00", welke="sneek", titel="Dokkum")
    assert (await newest(evening)).follows == sneek.id
    await copy(evening, start="morgen 20:00", welke="urk", titel="Lemmer")
    assert (await newest(evening)).follows is None
    await copy(evening, start="morgen 20:00", welke="urk", titel="Joure", volgt_op="Sneek")
    assert (await newest(evening)).follows == sneek.id


async def test_a_time_that_has_passed_is_asked_about(evening: Evening) -> None:
    await evening.plan()
    hour = (evening.now.astimezone(evening.bot.settings.zone)).strftime("%H:%M")
    await evening.pass_time(minutes=50)
    asked = await evening.moderator.slash(evening.lobby, "meetup kopieer", start=hour, titel="Morgen weer")
    assert "vandaag of morgen" in answer(asked)
    assert asked.response is not None
    said = await evening.moderator.click(asked.response, label=f"Morgen, {hour}")
    assert "Net als “Proefavond”" in answer(said)
    assert (await newest(evening)).title == "Morgen weer"


async def test_from_the_list_it_is_a_form(evening: Evening) -> None:
    await evening.plan()
    shown = await evening.moderator.slash(evening.lobby, "meetup lijst")
    assert shown.response is not None
    card = await evening.moderator.select(shown.response, [str(evening.meetup_id)], custom_id="meetup:lijst:kies:0")
    assert card.response is not None
    asked = await evening.moderator.click(card.response, label="Plan hem nog een keer")
    assert form(asked)[0] == SENT(id=evening.meetup_id)
    said = await evening.moderator.submit_modal(asked, {"begin": "morgen 20:00", "titel": "Nog een keer"})
    assert "**Nog een keer** staat gepland" in answer(said)


async def test_what_cant_be_copied_is_refused(evening: Evening) -> None:
    said = await copy(evening)
    assert "Er is hier nog geen meetup" in said
    await evening.plan()
    assert "Er is hier geen meetup “Urk”" in await copy(evening, welke="Urk")
    assert "Deze meetup is al gepland" in await copy(evening, welke="Proefavond")
    assert "“overmorgen soms”" in await copy(evening, welke="Proefavond", start="overmorgen soms")
    refused = await evening.noor.slash(evening.lobby, "meetup kopieer", start="20:00")
    assert "Dit is voor moderatoren" in answer(refused)


async def test_two_of_one_name_whose_channels_come_later_each_get_their_own(evening: Evening) -> None:
    refusing = Refusing(evening, FAILURES["stumbles"])
    refusing.at = lambda route: route.method == "POST" and route.path.endswith("/channels")
    await evening.plan()
    await copy(evening, start="21:00")
    refusing.at = None
    await evening.pass_time(minutes=5)
    venues = [await places.venue(evening.bot.db.read, one.id) for one in await meetups.newest(evening.bot.db.read, 2)]
    channels = [place.channel for venue in venues for place in venue.own]
    assert None not in channels
    assert len(set(channels)) == len(channels) == 12


async def test_groups_at_once_have_no_programme_to_copy(evening: Evening) -> None:
    voice = evening.guild.create_voice_channel("praat")
    for person in (evening.moderator, evening.noor, evening.sem):
        await person.join_voice(voice)
    await evening.moderator.slash(evening.lobby, "ruimtes nu", grootte=2, minuten=3)
    await evening.run_due()
    await evening.pass_time(hours=1)
    assert "groepjes tussendoor" in await copy(evening)


async def test_its_files_come_along_and_what_is_gone_is_named(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "proef.yaml"
    (tmp_path / "cijfers.pdf").write_bytes(b"%PDF-1.7")
    path.write_text(PROGRAMME.read_text().replace("titel: Tot slot\n", "titel: Tot slot\n    bijlage: cijfers.pdf\n"))
    evening.bot.library._extra["proef"] = path
    await evening.plan()
    (tmp_path / "cijfers.pdf").unlink()
    assert "⚠️" not in await copy(evening, start="morgen 20:00", welke="Proefavond")
    for meetup in await meetups.newest(evening.bot.db.read, 5):
        async with evening.bot.db.transaction() as db:
            await db.run("UPDATE meetups SET state = 'closed', ended_at = 0 WHERE id = :id", id=meetup.id)
    await evening.pass_time(days=1)
    said = await copy(evening, start="morgen 20:00", welke="Proefavond")
    assert "⚠️ Bijlage bij **Tot slot**" in said


async def test_a_button_for_a_meetup_of_another_server_finds_nothing(evening: Evening) -> None:
    await evening.plan()
    assert FORM(id=evening.meetup_id + 5)
    said = await copy(evening, welke=str(evening.meetup_id + 5))
    assert "Er is hier geen meetup" in said
