"""A planned or running meetup is corrected in a form; what is posted already follows."""

from datetime import timedelta

import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue
from bot.features.meetups.correcting import SENT, TABLE_SENT
from bot.storage import timelines
from tests.evening import Evening, answer
from tests.planning import form
from tests.safety.doors import Visitor

LINK = "https://www.human.nl/klassen"


async def opened(evening: Evening, block: str = "") -> simcord.InteractionResult:
    """Open the form of a block."""
    return await evening.moderator.slash(await evening.plenary, "meetup wijzig", blok=block)


async def change(evening: Evening, block: str, **values: str) -> str:
    """Fill in the form of a block, and send it; returns the answer."""
    asked = await opened(evening, block)
    filled = {key: value or "" for key, value in form(asked)[1].items()} | values
    said = answer(await evening.moderator.submit_modal(asked, filled))
    await evening.run_due()
    return said


async def prompts(evening: Evening, block: int) -> list[Cue]:
    timeline = await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)
    return [cue for cue in timeline.cues_of(block, CueKind.PROMPT) if cue.is_todo]


async def test_a_form_shows_the_block_as_it_is(evening: Evening) -> None:
    await evening.plan()
    _id, shown = form(await opened(evening))
    assert shown["titel"] == "Welkom"
    assert shown["duur"] == "10 min"
    assert shown["tekst"] == "Fijn dat je er bent."
    assert shown["vragen"] == "Waar kom je vandaan?"
    assert "url" in shown
    _id, tables = form(await opened(evening, "aan tafel"))
    assert set(tables) == {"titel", "duur", "tekst"}


async def test_a_planned_block_gets_other_words_and_another_length(evening: Evening) -> None:
    await evening.plan()
    before = await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)
    said = await change(
        evening, "welkom", titel="Opening", duur="20 min", tekst="Van harte!", vragen="Wie ben je?\n\nWat kom je doen?"
    )
    assert "**Opening** is gewijzigd" in said
    meetup = await evening.meetup()
    block = meetup.programme.blocks[0]
    assert (block.title.raw, block.length, block.text.raw if block.text else "") == (
        "Opening",
        timedelta(minutes=20),
        "Van harte!",
    )
    after = await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert [slot.starts for slot in after.slots[1:]] == [
        slot.starts + timedelta(minutes=10) for slot in before.slots[1:]
    ]
    assert after.slots[0].planned_end == after.slots[0].ends
    assert [cue.offset for cue in await prompts(evening, 0)] == [prompt.after for prompt in block.prompts]
    assert "Opening" in "\n".join(await evening.posts(await evening.plenary))
    await evening.command("meetup start")
    await evening.pass_time(minutes=19)
    posts = "\n".join(await evening.posts(await evening.plenary))
    assert "Van harte!" in posts
    assert "Wat kom je doen?" in posts
    assert "Fijn dat je er bent" not in posts


async def test_what_is_posted_already_is_edited(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=4)
    assert "Waar kom je vandaan?" in "\n".join(await evening.posts(await evening.plenary))
    count = len(await evening.posts(await evening.plenary))
    said = await change(evening, "", titel="Hallo", tekst="Fijn dat jij er bent.", vragen="Waar woon je?", url=LINK)
    assert "**Hallo** is gewijzigd" in said
    posts = await evening.posts(await evening.plenary)
    together = "\n".join(posts)
    assert len(posts) == count
    for new, old in (
        ("## Hallo", "## Welkom"),
        ("Fijn dat jij er bent.", "Fijn dat je er bent."),
        ("Waar woon je?", "Waar kom je vandaan?"),
        (LINK, "vo.html"),
    ):
        assert new in together
        assert old not in together


async def test_what_cant_change_any_more_is_refused_with_the_words_given_back(evening: Evening) -> None:
    await evening.begin()
    assert "Welkom” is bezig. Meer tijd geeft" in (said := await change(evening, "welkom", duur="5 min"))
    assert "> Welkom" in said
    assert "het aantal vragen blijft" in await change(evening, "welkom", vragen="Een?\nTwee?")
    await evening.command("meetup volgende")
    await evening.pass_time(minutes=1)
    assert "“Welkom” is voorbij, dus dat kan niet meer anders" in answer(await opened(evening, "welkom"))
    late = SENT(id=evening.meetup_id, block=0, seen=99)
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    heard = (await visitor.submit(late, titel="Te laat", duur="10 min")).heard
    assert "“Welkom” is voorbij" in heard
    assert "Te laat" in heard
    assert "Er is geen deel “zomaar”" in answer(await opened(evening, "zomaar"))


async def test_what_is_not_right_is_told_by_its_key(evening: Evening) -> None:
    await evening.plan()
    said = await change(evening, "welkom", duur="tien mintuen", url="human.nl/klassen", titel="Mooi")
    assert "duur: " in said
    assert "url: " in said
    assert "> Mooi" in said
    assert (await evening.meetup()).programme.blocks[0].title == "Welkom"


async def test_a_shorter_block_to_come_brings_the_rest_forward(evening: Evening) -> None:
    await evening.begin()
    said = await change(evening, "aan tafel", duur="10 min")
    assert "is gewijzigd" in said
    timeline = await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert timeline.slots[1].ends - timeline.slots[1].starts == timedelta(minutes=10)
    (recall,) = timeline.cues_of(1, CueKind.RECALL)
    assert recall.due == timeline.slots[1].ends - timedelta(seconds=30)
    asked = [cue for cue in timeline.cues_of(1, CueKind.PROMPT) if cue.is_todo]
    assert all(timeline.slots[1].starts <= cue.due < timeline.slots[1].ends for cue in asked)
    await evening.pass_time(minutes=16)
    vrij = "\n".join(await evening.posts(await evening.table("Vrije tafel")))
    assert "Wat kun je morgen anders doen?" in vrij
    await evening.pass_time(minutes=40)
    assert (await evening.meetup()).ended_at is not None


async def test_a_stale_form_tells_who_changed_it(evening: Evening) -> None:
    await evening.plan()
    asked = await opened(evening, "welkom")
    assert "is gewijzigd" in await change(evening, "welkom", tekst="Nu jij")
    said = answer(await evening.moderator.submit_modal(asked, {"titel": "Hoi", "duur": "10 min"}))
    assert "heeft “Proefavond” intussen gewijzigd" in said
    assert "> Hoi" in said
    assert (await evening.meetup()).programme.blocks[0].title == "Welkom"
    of_before = SENT(id=evening.meetup_id, block=0, seen=0)
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "intussen gewijzigd" in (await visitor.submit(of_before, titel="Hoi", duur="10 min")).heard


async def test_another_block_or_table_may_change_meanwhile(evening: Evening) -> None:
    await evening.plan()
    asked, table = await opened(evening, "welkom"), await table_opened(evening, "vrije")
    stale = await table_opened(evening, "vrije")
    filled = {key: value or "" for key, value in form(asked)[1].items()} | {"titel": "Hoi"}
    assert "is gewijzigd" in await change(evening, "morgen", tekst="Nu jij")
    assert "is gewijzigd" in await change_table(evening, "taal", tekst="Over taal.")
    assert "**Hoi** is gewijzigd" in answer(await evening.moderator.submit_modal(asked, filled))
    of_table = {key: value or "" for key, value in form(table)[1].items()}
    assert "**Vrije tafel** is gewijzigd" in answer(
        await evening.moderator.submit_modal(table, of_table | {"tekst": "Praat vrijuit."})
    )
    again = answer(await evening.moderator.submit_modal(stale, of_table | {"tekst": "Of niet."}))
    assert "intussen gewijzigd" in again
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    nowhere = TABLE_SENT(id=evening.meetup_id, block=1, room=99, seen=0)
    assert "Zo'n tafel is er niet" in (await visitor.submit(nowhere, tekst="", vragen="", richtingen="", url="")).heard
    blocks = (await evening.meetup()).programme.blocks
    assert [(room.name.raw, room.text and room.text.raw) for room in blocks[1].rooms[:2]] == [
        ("Taal", "Over taal."),
        ("Vrije tafel", "Praat vrijuit."),
    ]


async def test_it_holds_over_a_restart_and_only_for_moderators(evening: Evening) -> None:
    await evening.plan()
    await change(evening, "welkom", titel="Hallo")
    await evening.restart()
    assert (await evening.meetup()).programme.blocks[0].title == "Hallo"
    refused = await evening.noor.slash(await evening.plenary, "meetup wijzig")
    assert "Dit is voor moderatoren" in answer(refused)
    sent = SENT(id=evening.meetup_id, block=0, seen=0)
    heard = (await Visitor(evening, evening.noor, evening.lobby).submit(sent, titel="Ha", duur="1 min")).heard
    assert "Dit is voor moderatoren" in heard


async def test_a_later_round_is_called_as_its_block(evening: Evening) -> None:
    await evening.plan()
    assert "is gewijzigd" in await change(evening, "aan tafel", titel="In gesprek")
    await evening.command("meetup start")
    await evening.pass_time(minutes=11)
    assert "In gesprek" in "\n".join(await evening.posts(await evening.plenary))


async def test_a_block_is_left_out(evening: Evening) -> None:
    await evening.begin()
    said = answer(
        await evening.moderator.slash(await evening.plenary, "meetup wijzig", blok="even pauze", vervalt=True)
    )
    assert "**Even pauze** vervalt" in said
    timeline = await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert timeline.slots[2].is_dropped
    await evening.pass_time(seconds=15)
    begun = await evening.moderator.slash(await evening.plenary, "meetup wijzig", blok="welkom", vervalt=True)
    assert "is al begonnen" in answer(begun)


async def test_a_table_is_not_left_out_with_its_block(evening: Evening) -> None:
    await evening.begin()
    said = answer(
        await evening.moderator.slash(await evening.plenary, "meetup wijzig", tafel="vrije tafel", vervalt=True)
    )
    assert "Noem er dan geen tafel bij" in said
    assert not any(
        slot.is_dropped for slot in (await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)).slots
    )


async def table_opened(evening: Evening, table: str) -> simcord.InteractionResult:
    """Open the form of a table."""
    return await evening.moderator.slash(await evening.plenary, "meetup wijzig", tafel=table)


async def change_table(evening: Evening, table: str, **values: str) -> str:
    """Fill in the form of a table, and send it; returns the answer."""
    asked = await table_opened(evening, table)
    filled = {key: value or "" for key, value in form(asked)[1].items()} | values
    said = answer(await evening.moderator.submit_modal(asked, filled))
    await evening.run_due()
    return said


async def test_what_a_table_has_is_corrected_before_it_opens(evening: Evening) -> None:
    await evening.plan()
    said = await change_table(evening, "vrije", tekst="Praat vrijuit.", vragen="Een?\nTwee?\nDrie?", url=LINK)
    assert "**Vrije tafel** is gewijzigd" in said
    await evening.command("meetup start")
    await evening.pass_time(minutes=34)
    posts = "\n".join(await evening.posts(await evening.table("Vrije tafel")))
    assert "Praat vrijuit." in posts
    assert "Drie?" in posts
    assert "Waar wil je het over hebben?" not in posts
    assert "Praat vrijuit." not in "\n".join(await evening.posts(await evening.table("Taal")))


async def test_at_an_open_table_it_is_edited(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=1)
    said = await change_table(evening, "Vrije tafel", vragen="Waar wil jij het over hebben?\nEn morgen?")
    assert "is gewijzigd" in said
    await evening.pass_time(seconds=30)
    posts = "\n".join(await evening.posts(await evening.table("Vrije tafel")))
    assert "Waar wil jij het over hebben?" in posts
    assert "Waar wil je het over hebben?" not in posts
    await evening.pass_time(minutes=12)
    assert "En morgen?" in "\n".join(await evening.posts(await evening.table("Vrije tafel")))
    assert "het aantal vragen blijft" in await change_table(evening, "Vrije tafel", vragen="Nog maar één?")
    assert "Er is nu geen tafel “Zomaar”" in answer(
        await evening.moderator.slash(await evening.plenary, "meetup wijzig", tafel="Zomaar")
    )
