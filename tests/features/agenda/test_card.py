"""The plenary as somebody reads it who comes in: one card with the agenda, what goes on now, and nothing of before."""

from dataclasses import replace

import discord
import pytest

from bot.content.times import stamp
from bot.core.evening.meetup import State
from bot.core.evening.slots import Timeline
from bot.core.words.typed import Markup, Typed
from bot.features.agenda import words as agenda_words
from bot.platform import limits
from bot.platform.text import speaking
from tests.evening import Evening
from tests.refusing import Refusing, refused


async def card(evening: Evening) -> discord.Message:
    """The agenda card: the message with the title of the meetup as its heading. Raises ValueError without one."""
    (found,) = [m for m in (await evening.plenary).history() if m.content.startswith("# Proefavond")]
    return found


async def stands(evening: Evening) -> list[str]:
    """The first lines of what stands in the plenary, without the card."""
    return [text.split("\n")[0] for text in await evening.posts(await evening.plenary)][1:]


def buttons(message: discord.Message) -> list[str]:
    return [item.label or "" for row in message.components for item in getattr(row, "children", ())]


async def stop(evening: Evening) -> None:
    asked = (await evening.moderator.click(await evening.panel_message(), label="Stop")).response
    assert asked is not None
    await evening.moderator.click(asked, label="Stop")


async def test_who_comes_early_reads_when_it_begins_what_happens_and_where_to_go(evening: Evening) -> None:
    await evening.plan("20:00")
    text = (await card(evening)).content
    meetup, slots = await evening.meetup(), (await evening.timeline()).slots
    assert stamp(meetup.planned_start, "F") in text
    for slot in slots:
        assert f"{stamp(slot.starts)} {meetup.programme.blocks[slot.block].title.raw}" in text
    assert f"{stamp(slots[-1].ends)} Einde" in text
    assert "tik op <#" in text
    assert buttons(await card(evening)) == ["Mijn bijdragen", "Wie ben jij?"]  # nothing that would be refused


async def test_the_same_message_tells_all_evening_where_we_are_and_what_to_do(evening: Evening) -> None:
    await evening.begin()
    first = await card(evening)
    assert "**Nu: Welkom**" in first.content
    assert "Morgen …" in buttons(first)
    read = []
    for minutes, now in ((10, "Aan tafel"), (25, "Even pauze"), (5, "Morgen"), (15, "Tot slot")):
        await evening.pass_time(minutes=minutes)
        message = await card(evening)
        assert message.id == first.id
        assert f"**Nu: {now}**" in message.content
        read += [line for line in message.content.splitlines() if line.startswith("👉")]
    assert [line.split()[1] for line in read] == ["Ga", "Neem", "Nu", "Tik"]
    over = (await card(evening)).content
    assert "Al geweest: Welkom ([Waar je wieg staat](<https://" in over
    await evening.pass_time(minutes=5)
    assert "voorbij" in (await card(evening)).content
    assert "**Nu" not in (await card(evening)).content


async def test_a_pause_and_the_way_on_show_on_the_card(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup pauze")
    assert "We wachten even" in (await card(evening)).content
    await evening.pass_time(minutes=3)
    await evening.command("meetup verder")
    assert "**Nu: Welkom**" in (await card(evening)).content
    assert stamp((await evening.timeline()).slots[0].ends) in (await card(evening)).content


async def test_a_meetup_that_is_cancelled_says_so_and_offers_nothing(evening: Evening) -> None:
    await evening.plan("20:00")
    await stop(evening)
    await evening.run_due()
    message = await card(evening)
    assert "gaat niet door" in message.content
    assert "Wat gebeurt er wanneer" not in message.content
    assert buttons(message) == ["Mijn bijdragen"]


async def test_what_is_past_goes_and_the_last_question_and_block_stay(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=4)
    assert await stands(evening) == ["## Welkom", "🎬 **Waar je wieg staat**", "💬 **Vraag**"]
    await evening.pass_time(minutes=6)
    assert await stands(evening) == ["## Aan tafel"]
    await evening.pass_time(minutes=25)
    assert await stands(evening) == ["## Even pauze"]
    await evening.pass_time(hours=1)
    assert await stands(evening) == ["## Tot slot", "## Dank je wel dat je erbij was: Proefavond"]


async def test_what_was_taken_away_does_not_come_back_with_a_restart(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=1)
    await evening.restart()
    await evening.pass_time(minutes=1)
    assert await stands(evening) == ["## Aan tafel"]


async def test_where_discord_refuses_to_delete_the_evening_goes_on_and_it_goes_later(evening: Evening) -> None:
    await evening.begin()
    refusing = Refusing(evening, lambda: refused(503))
    refusing.at = lambda route: route.method == "DELETE"
    await evening.pass_time(minutes=10)
    assert "## Welkom" in await stands(evening)
    assert "## Aan tafel" in await stands(evening)
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert await stands(evening) == ["## Aan tafel"]


async def test_the_closing_card_leads_to_ones_own_words_and_comes_back_when_deleted(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik Roos")
    await evening.pass_time(hours=1)
    plenary = await evening.plenary
    closing = evening.last_panel(plenary, "mijn:bijdragen")
    assert "telt mee tot" in closing.content
    assert "blijven staan" in closing.content
    shown = (await evening.noor.click(closing, label="Mijn bijdragen")).response
    assert shown is not None
    assert "bel ik Roos" in shown.content
    evening.env.backend.delete_message(plenary.id, closing.id)
    await evening.env.settle()
    await evening.run_due()
    again = evening.last_panel(plenary, "mijn:bijdragen")
    assert (again.content, again.id) == (closing.content, again.id)
    assert again.id != closing.id
    await evening.pass_time(hours=25)
    late = evening.last_panel(plenary, "mijn:bijdragen")
    assert late.id == again.id
    assert buttons(late) == ["Mijn bijdragen"]
    assert "telt mee tot" not in late.content


async def test_stop_in_the_middle_leaves_no_table_button(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=1)
    await evening.noor.join_voice(await evening.table("Taal"))
    await stop(evening)
    await evening.pass_time(minutes=5)
    plenary = await evening.plenary
    for custom_id in ("tafel:", "tafel:mijn"):
        with pytest.raises(AssertionError, match="no button"):
            evening.last_panel(plenary, custom_id)
    assert "voorbij" in (await card(evening)).content
    assert (await stands(evening))[-1].startswith("## Dank je wel")


async def test_the_longest_programme_fits_in_one_message_and_no_word_of_its_description_is_lost(
    evening: Evening,
) -> None:
    await evening.plan("20:00")
    meetup, timeline, venue = await evening.meetup(), await evening.timeline(), await evening.venue()
    blocks = tuple(
        block.model_copy(update={"title": Typed("`*_" * 30)}) for block in meetup.programme.blocks for _n in range(12)
    )
    long = Markup("woord " * 249)
    programme = meetup.programme.model_copy(update={"blocks": blocks, "description": long})
    slots = tuple(replace(timeline.slots[0], block=number) for number in range(60))
    vast = replace(meetup, title=Typed("*" * 80), place=Typed("_" * 80), programme=programme)
    text = speaking("nl")(agenda_words.card(vast, replace(timeline, slots=slots), venue))
    assert len(text) < limits.MESSAGE
    assert "en nog" in text or "meer" in text
    assert agenda_words.has_long_description(vast)


async def test_what_has_been_leaves_room_for_what_comes(evening: Evening) -> None:
    await evening.plan("20:00")
    meetup, slots, venue = await evening.meetup(), (await evening.timeline()).slots, await evening.venue()
    blocks = tuple(
        meetup.programme.blocks[0].model_copy(update={"title": Typed(f"Onderdeel {number} van de lange dag")})
        for number in range(60)
    )
    begun = replace(
        meetup,
        state=State.LIVE,
        started_at=evening.now,
        programme=meetup.programme.model_copy(update={"blocks": blocks}),
    )
    been = [replace(slots[0], block=number, started=evening.now, ended=evening.now) for number in range(40)]
    coming = [replace(slots[0], block=number) for number in range(40, 60)]
    timeline = Timeline((*been, *coming), ())
    text = speaking("nl")(agenda_words.card(begun, timeline, venue))
    for number in (39, 40, 50):
        assert f"Onderdeel {number} van" in text
    assert "Al geweest: …, Onderdeel" in text
    assert "Onderdeel 0 van" not in text


async def test_the_card_is_pinned_without_a_word_about_it(evening: Evening) -> None:
    await evening.plan("20:00")
    message = await card(evening)
    assert message.pinned
    assert [m.id for m in (await evening.plenary).history()] == [message.id]


async def test_the_event_and_the_card_follow_a_plenary_that_was_made_again(evening: Evening) -> None:
    await evening.plan("20:00")
    old = await evening.plenary
    channel = evening.bot.get_channel(old.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await evening.env.settle()
    await evening.pass_time(minutes=1)
    new = await evening.plenary
    assert new.id != old.id
    (event,) = evening.env.backend.get_guild(evening.guild.id).scheduled_events.values()
    assert event.entity_metadata is not None
    assert event.entity_metadata["location"].endswith(f"/{new.id}")
    assert (await card(evening)).pinned
