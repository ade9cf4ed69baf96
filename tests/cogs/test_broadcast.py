"""A moderator says something at the tables: each once, with a receipt, again where Discord stumbled."""

from datetime import timedelta

import discord
import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from bot.core.tables.broadcasts import LONGEST
from bot.storage import broadcasts
from tests.evening import Evening, answer
from tests.safety.doors import Visitor

WORDS = "Nog even: kies wie straks iets vertelt."


async def heard(evening: Evening, table: str) -> list[str]:
    """What the moderators said at a table."""
    return [text for text in await evening.posts(await evening.table(table)) if "Van de moderatoren" in text]


async def receipts(evening: Evening) -> list[str]:
    """The receipts as they stand in the moderators' channel now."""
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    return [text for text in posts if "Bericht van" in text]


async def kept(evening: Evening) -> list[str]:
    """The words that the database still has."""
    return [row["text"] for row in await evening.bot.db.read.all("SELECT text FROM broadcasts")]


async def test_words_reach_every_table_with_a_receipt_and_are_forgotten(evening: Evening) -> None:
    await evening.begin_tables()
    assert "onderweg naar 2 tafels" in await evening.command("ruimtes bericht", tekst=WORDS)
    for table in ("Taal", "Vrije tafel"):
        assert await heard(evening, table) == [f"📣 **Van de moderatoren**\n> {WORDS}"]
    (receipt,) = await receipts(evening)
    assert f"<@{evening.moderator.id}>" in receipt
    for table in ("Taal", "Vrije tafel"):
        assert f"✅ <#{(await evening.table(table)).id}>" in receipt
    assert await kept(evening) == [WORDS]
    await evening.pass_time(seconds=10)
    assert await kept(evening) == []
    await evening.pass_time(minutes=5)
    assert len(await heard(evening, "Taal")) == 1
    cues = [cue for cue in (await evening.timeline()).cues if cue.kind is CueKind.BROADCAST]
    assert [cue.state for cue in cues] == [CueState.DONE]


@pytest.mark.parametrize("typed", ["Taal", "taal", " ta ", "Taal, taal"])
async def test_some_tables(evening: Evening, typed: str) -> None:
    await evening.begin_tables()
    assert "onderweg naar één tafel" in await evening.command("ruimtes bericht", tekst=WORDS, tafels=typed)
    assert len(await heard(evening, "Taal")) == 1
    assert await heard(evening, "Vrije tafel") == []


async def test_a_table_that_is_not_there_is_named_and_the_words_come_back(evening: Evening) -> None:
    await evening.begin_tables()
    told = await evening.command("ruimtes bericht", tekst=WORDS, tafels="Taal, Tafel *9* @everyone")
    assert "geen tafel “Tafel \\*9\\* @\u200beveryone” open" in told
    assert "Taal en Vrije tafel" in told
    assert f"> {WORDS}" in told
    assert await heard(evening, "Taal") == []


async def test_names_of_tables_are_offered_to_moderators(evening: Evening) -> None:
    await evening.begin_tables()
    moderators = await evening.place(PlaceKind.MODERATORS)
    offered = await evening.moderator.autocomplete(moderators, "ruimtes bericht", "tafels", "Vrije tafel, ta")
    assert [choice["value"] for choice in offered] == ["Vrije tafel, Taal"]
    assert await evening.sem.autocomplete(await evening.plenary, "ruimtes bericht", "tafels", "") == []


async def form(evening: Evening, panel: discord.Message | None = None) -> simcord.InteractionResult:
    """Press the button on the moderators' panel."""
    return await evening.moderator.click(panel or await evening.panel_message(), label="Bericht")


async def test_the_form_says_it_at_all_tables_or_at_some(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    shown = await form(evening)
    assert "onderweg naar 2 tafels" in answer(await evening.moderator.submit_modal(shown, {"tekst": "Een"}))
    shown = await form(evening)
    free = next(place for place in (await evening.venue()).tables() if place.title == "Vrije tafel")
    filled = {"tekst": "Twee", "tafels0": [str(free.id)]}
    assert "één tafel" in answer(await evening.moderator.submit_modal(shown, filled))
    await evening.run_due()
    assert [len(await heard(evening, table)) for table in ("Taal", "Vrije tafel")] == [1, 2]
    assert len(await receipts(evening)) == 2


async def test_a_form_that_comes_when_the_tables_have_closed_gives_the_words_back(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    shown = await form(evening)
    await evening.restart()
    await evening.pass_time(minutes=26)
    told = answer(await evening.moderator.submit_modal(shown, {"tekst": WORDS}))
    assert "geen tafels open" in told
    assert WORDS in told
    assert not [text for text in await evening.posts(await evening.plenary) if "Van de moderatoren" in text]


async def test_words_for_everybody_come_in_the_plenary_by_command_and_by_the_panel(evening: Evening) -> None:
    await evening.plan()
    pressed = await Visitor(evening, evening.moderator, await evening.plenary).press(
        f"ruimtes:bericht:{evening.meetup_id}"
    )
    assert "nog niet begonnen" in pressed.heard
    await evening.command("meetup start")
    await evening.pass_time(seconds=3)
    assert "is onderweg" in await evening.command("meetup bericht", tekst="Zo **beginnen** we @everyone")
    shown = await form(evening)
    assert "tafels0" not in str(shown.modal)
    assert "is onderweg" in answer(await evening.moderator.submit_modal(shown, {"tekst": WORDS}))
    await evening.restart()
    await evening.pass_time(seconds=5)
    said = [text for text in await evening.posts(await evening.plenary) if "Van de moderatoren" in text]
    assert [text.partition("> ")[2] for text in said] == ["Zo \\*\\*beginnen\\*\\* we @\u200beveryone", WORDS]
    assert f"✅ <#{(await evening.plenary).id}>" in (await receipts(evening))[-1]
    evening.env.errors.clear()


async def test_with_tables_open_the_plenary_can_be_picked_too(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    shown = await form(evening)
    plenary = (await evening.venue()).one(PlaceKind.PLENARY)
    filled = {"tekst": "Wie is er nog hier?", "tafels0": [str(plenary.id)]}
    assert "is onderweg" in answer(await evening.moderator.submit_modal(shown, filled))
    await evening.run_due()
    assert [text for text in await evening.posts(await evening.plenary) if "Wie is er nog hier?" in text]
    assert await heard(evening, "Taal") == []


async def test_a_participant_says_nothing_in_my_name(evening: Evening) -> None:
    await evening.begin()
    said = answer(await evening.noor.slash(await evening.plenary, "meetup bericht", tekst=WORDS))
    assert "Dit is voor moderatoren" in said
    assert not [text for text in await evening.posts(await evening.plenary) if "Van de moderatoren" in text]
    evening.env.errors.clear()


async def test_the_same_words_within_seconds_are_sent_once(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.command("ruimtes bericht", tekst=WORDS)
    await evening.pass_time(seconds=4)
    told = await evening.command("ruimtes bericht", tekst=f" {WORDS} ")
    assert f"<@{evening.moderator.id}> stuurde net precies dit" in told
    assert "onderweg" in await evening.command("ruimtes bericht", tekst="Iets anders")
    await evening.pass_time(seconds=7)
    assert "onderweg" in await evening.command("ruimtes bericht", tekst=WORDS)
    assert len(await heard(evening, "Taal")) == 3


async def test_before_and_after_the_tables_it_is_said_where_to_write(evening: Evening) -> None:
    await evening.begin()
    told = await evening.command("ruimtes bericht", tekst=WORDS)
    assert "geen tafels open" in told
    assert "grote zaal" in told
    assert WORDS in told


@pytest.mark.parametrize("text", ["", "   ", "\u202e"])
async def test_nothing_is_no_message(evening: Evening, text: str) -> None:
    await evening.begin_tables()
    visitor = Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS))
    told = (await visitor.submit(f"ruimtes:bericht:formulier:{evening.meetup_id}", tekst=text)).heard
    assert "nog niets om te sturen" in told
    await evening.run_due()
    assert await heard(evening, "Taal") == []


async def test_a_long_text_is_given_back_and_the_longest_arrives_whole(evening: Evening) -> None:
    await evening.begin_tables()
    told = await evening.command("ruimtes bericht", tekst="woord " * 400)
    assert "2399 tekens" in told
    assert told.count("woord") > 200
    assert len(told) <= 2000
    await evening.command("ruimtes bericht", tekst="*" * LONGEST)
    posted = "".join(await evening.posts(await evening.table("Taal")))
    assert posted.count("\\*") == LONGEST


async def test_what_is_sent_calls_nobody_and_does_nothing(evening: Evening) -> None:
    await evening.begin_tables()
    sent = len(evening.env.http_requests)
    await evening.command("ruimtes bericht", tekst=f"@everyone <@{evening.noor.id}> **hard** [x](https://x.nl)")
    (text,) = await heard(evening, "Taal")
    assert "@everyone" not in text
    assert f"<@{evening.noor.id}>" not in text.replace("\\<", "")
    assert "\\*\\*hard\\*\\*" in text
    for request in evening.env.http_requests[sent:]:
        if request.json is not None and "Van de moderatoren" in str(request.json):
            assert not request.json["allowed_mentions"].get("parse")


async def test_a_table_that_fails_is_tried_again_and_the_receipt_follows(evening: Evening) -> None:
    await evening.begin_tables()
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    evening.env.inject_error("POST", f"/channels/{taal.id}/messages", status=403, code=50013, times=2)
    await evening.command("ruimtes bericht", tekst=WORDS)
    (receipt,) = await receipts(evening)
    assert f"✅ <#{free.id}>" in receipt
    assert f"❌ <#{taal.id}> (Taal): ik mag daar niet schrijven" in receipt
    assert "probeer ik vanzelf nog een keer" in receipt
    assert (await heard(evening, "Taal"), len(await heard(evening, "Vrije tafel"))) == ([], 1)
    await evening.pass_time(seconds=5)
    assert await heard(evening, "Taal") == []
    await evening.restart(timedelta(seconds=15))
    assert (len(await heard(evening, "Taal")), len(await heard(evening, "Vrije tafel"))) == (1, 1)
    (receipt,) = await receipts(evening)
    assert "❌" not in receipt
    assert f"✅ <#{taal.id}>" in receipt
    await evening.pass_time(minutes=1)
    assert await kept(evening) == []


async def test_a_table_that_goes_on_failing_is_named_in_the_end(evening: Evening) -> None:
    await evening.begin_tables()
    taal = await evening.table("Taal")
    evening.env.inject_error("POST", f"/channels/{taal.id}/messages", status=500, times=None)
    await evening.command("ruimtes bericht", tekst=WORDS)
    await evening.pass_time(minutes=6)
    (receipt,) = await receipts(evening)
    assert f"❌ <#{taal.id}> (Taal): Discord hapert" in receipt
    assert "Ik probeer het niet meer" in receipt
    assert await kept(evening) == []
    assert len(await heard(evening, "Vrije tafel")) == 1


async def test_a_table_that_was_deleted_by_hand_is_made_again_and_hears_it(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    evening.env.backend.delete_channel(table.id)
    await evening.env.settle()
    await evening.command("ruimtes bericht", tekst=WORDS)
    assert len(await heard(evening, "Taal")) == 1


async def test_a_table_that_is_lost_is_named(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    evening.env.inject_error("POST", "/guilds/*/channels", status=403, code=50013, times=None)
    evening.env.backend.delete_channel(table.id)
    await evening.env.settle()
    await evening.command("ruimtes bericht", tekst=WORDS)
    (receipt,) = await receipts(evening)
    assert "(Taal): het kanaal is weg" in receipt


async def test_tables_that_close_before_it_arrived(evening: Evening) -> None:
    await evening.begin_tables()
    taal = await evening.table("Taal")
    await evening.pass_time(minutes=24, seconds=50)
    evening.env.inject_error("POST", f"/channels/{taal.id}/messages", status=500, times=2)
    await evening.command("ruimtes bericht", tekst=WORDS)
    await evening.pass_time(minutes=2)
    (receipt,) = await receipts(evening)
    assert "(Taal): de tafels zijn dicht" in receipt
    assert await heard(evening, "Taal") == []
    assert await kept(evening) == []


async def test_words_go_also_when_no_receipt_can_be_given(evening: Evening) -> None:
    await evening.begin_tables()
    moderators = await evening.place(PlaceKind.MODERATORS)
    evening.env.inject_error("POST", f"/channels/{moderators.id}/messages", status=403, code=50013, times=None)
    await evening.command("ruimtes bericht", tekst=WORDS)
    assert len(await heard(evening, "Taal")) == 1
    await evening.pass_time(minutes=11)
    assert await kept(evening) == []
    assert len(await heard(evening, "Taal")) == 1


@pytest.mark.parametrize("away", [timedelta(0), timedelta(seconds=40)])
async def test_a_stop_before_it_was_sent_loses_and_doubles_nothing(evening: Evening, away: timedelta) -> None:
    await evening.begin_tables()
    await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "ruimtes bericht", tekst=WORDS)
    await evening.restart(away)
    assert [len(await heard(evening, table)) for table in ("Taal", "Vrije tafel")] == [1, 1]
    async with evening.bot.db.transaction() as db:  # it stands on Discord, but the file never heard of it
        await db.run("DELETE FROM posts WHERE part = 'words'")
        await db.run("UPDATE cues SET state = 'todo' WHERE kind = 'broadcast'")
    await evening.restart(timedelta(seconds=5))
    assert [len(await heard(evening, table)) for table in ("Taal", "Vrije tafel")] == [1, 1]
    await evening.pass_time(minutes=1)
    assert len(await receipts(evening)) == 1


async def test_the_same_words_a_minute_later_are_sent_again_also_around_a_restart(evening: Evening) -> None:
    await evening.begin_tables()
    for _time in range(2):
        await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "ruimtes bericht", tekst=WORDS)
        await evening.restart(timedelta(minutes=1))
        await evening.pass_time(minutes=1)
    assert len(await heard(evening, "Taal")) == 2


async def test_only_a_moderator_of_now_speaks_to_the_tables(evening: Evening) -> None:
    await evening.begin_tables()
    plenary = await evening.plenary
    for door in (f"ruimtes:bericht:{evening.meetup_id}",):
        assert "Dit is voor moderatoren" in (await Visitor(evening, evening.sem, plenary).press(door)).heard
    evening.env.backend.get_member(evening.guild.id, evening.moderator.id).role_ids.clear()
    late = Visitor(evening, evening.moderator, plenary)
    sent = await late.submit(f"ruimtes:bericht:formulier:{evening.meetup_id}", tekst=WORDS)
    assert "Dit is voor moderatoren" in sent.heard
    assert "Dit is voor moderatoren" in answer(await evening.moderator.slash(plenary, "ruimtes bericht", tekst=WORDS))
    assert await broadcasts.of_person(evening.bot.db.read, evening.moderator.id) == []
