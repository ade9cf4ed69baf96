"""Who is my co-moderator, and who looks after which table."""

import re

import discord
import simcord

from bot.core.evening.places import PlaceKind
from tests.at_tables import LABELS, forged, press, see_to
from tests.evening import Evening, answer, shown
from tests.safety.doors import Visitor


async def second(evening: Evening) -> simcord.MemberActor:
    """Add another moderator, with the same right."""
    role = evening.guild.create_role("Leiding", permissions=discord.Permissions(manage_events=True))
    return evening.person("Iris", roles=[role])


async def look(evening: Evening, who: simcord.MemberActor, table: str) -> simcord.InteractionResult:
    """Choose a table in the menu of the panel."""
    place = next(place for place in (await evening.venue()).tables() if place.title == table)
    panel = await evening.panel_message()
    (menu,) = set(re.findall(r"kijken:\d+:\d+", str([part.to_dict() for part in panel.components])))
    done = await who.select(panel, [str(place.id)], custom_id=menu)
    await evening.pass_time(seconds=3)
    return done


async def line_of(evening: Evening, table: str) -> str:
    channel = (await evening.table(table)).id
    return next(line for line in shown(await evening.panel_message()).splitlines() if f"<#{channel}>" in line)


async def test_a_table_is_taken_and_given_back_with_one_choice(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    assert "Jij kijkt bij" in answer(await look(evening, evening.moderator, "Taal"))
    assert f"👀 <@{evening.moderator.id}>" in await line_of(evening, "Taal")
    await evening.restart()
    await evening.pass_time(seconds=3)
    assert f"👀 <@{evening.moderator.id}>" in await line_of(evening, "Taal")
    assert "niet meer bij" in answer(await look(evening, evening.moderator, "Taal"))
    assert "👀" not in await line_of(evening, "Taal")


async def test_the_answer_gives_it_back_too_and_the_menu_can_be_used_again(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    first = str((await evening.panel_message()).components)
    taken = (await look(evening, evening.moderator, "Taal")).response
    assert taken is not None
    assert str((await evening.panel_message()).components) != first
    assert "niet meer bij" in answer(await evening.moderator.click(taken, label="Geef de tafel terug"))
    assert "niets veranderd" in answer(await evening.moderator.click(taken, label="Geef de tafel terug"))
    await evening.pass_time(seconds=3)
    assert "👀" not in await line_of(evening, "Taal")
    evening.env.errors.clear()


async def test_another_moderator_reads_who_has_it_and_may_take_it_over(evening: Evening) -> None:
    iris = await second(evening)
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    await look(evening, evening.moderator, "Taal")
    asked = (await look(evening, iris, "Taal")).response
    assert asked is not None
    assert f"<@{evening.moderator.id}> kijkt al bij" in asked.content
    assert f"👀 <@{evening.moderator.id}>" in await line_of(evening, "Taal")
    assert "Jij kijkt bij" in answer(await iris.click(asked, label="Ik neem het over"))
    assert "al bij" in answer(await iris.click(asked, label="Ik neem het over"))
    await evening.pass_time(seconds=3)
    assert f"👀 <@{iris.id}>" in await line_of(evening, "Taal")
    evening.env.errors.clear()


async def test_who_looks_after_a_table_hears_its_call_first_and_all_see_it(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=3)
    taken = await look(evening, evening.moderator, "Taal")
    await press(evening, evening.noor, "Taal", "hulp")
    assert "Jouw tafel" in taken.followups[-1].content
    assert taken.followups[-1].ephemeral
    moderators = await evening.place(PlaceKind.MODERATORS)
    (card,) = [message for message in moderators.history() if "vraagt hulp.**" in message.content]
    assert f"<@{evening.moderator.id}> kijkt bij deze tafel en gaat als eerste" in card.content
    gone = await evening.moderator.click(taken.followups[-1], label=LABELS["ga"])
    await evening.run_due()
    assert "Ze weten daar dat je komt" in answer(gone)
    await see_to(evening, evening.moderator, "klaar")
    (card,) = [message for message in moderators.history() if "vraagt hulp.**" in message.content]
    assert "gaat als eerste" not in card.content


async def test_the_panel_shows_which_moderators_are_there(evening: Evening) -> None:
    iris = await second(evening)
    await evening.begin()
    await evening.pass_time(seconds=3)
    assert f"👥 Moderatoren: <@{evening.moderator.id}>" in shown(await evening.panel_message())
    assert str(iris.id) not in shown(await evening.panel_message())
    await iris.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(minutes=1)
    told = shown(await evening.panel_message())
    assert f"<@{evening.moderator.id}> · <@{iris.id}>" in told
    assert str(evening.noor.id) not in told


async def test_only_moderators_and_only_open_tables(evening: Evening) -> None:
    await evening.begin_tables()
    place = next(place for place in (await evening.venue()).tables() if place.title == "Taal")
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    assert "Dit is voor moderatoren" in (await visitor.press(f"kijken:{evening.meetup_id}", str(place.id))).heard
    assert "Dit is voor moderatoren" in await forged(evening, evening.noor, f"kijken:over:{place.id}")
    await evening.pass_time(hours=3)
    lead = Visitor(evening, evening.moderator, await evening.plenary)
    assert "tafels zijn nu dicht" in (await lead.press(f"kijken:{evening.meetup_id}", str(place.id))).heard
    assert "👥" not in shown(await evening.panel_message())
    evening.env.errors.clear()
