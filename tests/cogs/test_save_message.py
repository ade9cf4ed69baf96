"""Saving a chat message by its menu: the list of kinds, and what is chosen from it."""

import discord
import pytest
from simcord.results import ResponseMessage

from bot.core.kinds import KINDS, Source
from bot.features.contributions.views import SAVE
from bot.storage import contributions
from tests.evening import Evening, answer
from tests.safety.doors import Visitor

MENU = "Bewaar als …"


async def asked(evening: Evening, message: discord.Message) -> ResponseMessage:
    """The private list of kinds, for Noor."""
    result = await evening.noor.context_menu(evening.channel(message.channel.id), MENU, message)
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


async def stored(evening: Evening) -> list[tuple[str, str]]:
    items = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert {item.source for item in items} <= {Source.MENU}
    return [(item.kind, item.text.raw) for item in items]


async def test_the_list_has_every_kind_with_what_it_asks(evening: Evening) -> None:
    await evening.begin_harvest()
    listed = await asked(evening, await evening.noor.send(await evening.plenary, "wij lezen samen"))
    assert "Hoe wil je dit bericht bewaren?" in listed.content
    ((menu,),) = [row["components"] for row in listed.components]
    kinds = [kind for kind, row in KINDS.items() if not row.only_asked]
    assert [option["value"] for option in menu["options"]] == kinds
    assert [option["label"] for option in menu["options"]] == [f"#{kind}" for kind in kinds]
    assert menu["options"][0]["description"] == "Wat ga jij morgen doen?"
    assert await stored(evening) == []


async def test_the_menu_is_for_ones_own_messages_and_for_moderators(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "wij lezen iedere dag samen")
    assert "je eigen berichten" in answer(await evening.save_as(evening.sem, "werkt", message))
    assert "Bewaard" in answer(await evening.save_as(evening.moderator, "werkt", message))
    (item,) = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert item.author_name == "Noor"
    again = await evening.save_as(evening.noor, "werkt", message)
    assert "staat al bij de oogst" in answer(again)
    assert again.response is not None
    await evening.noor.click(again.response, label="Intrekken")
    assert await stored(evening) == []


async def test_the_menu_refuses_the_bots_own_messages(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    post = next(message for message in plenary.history() if message.author.bot)
    assert "niet van een deelnemer" in answer(await evening.save_as(evening.noor, "morgen", post))


async def test_the_list_outlasts_a_restart(evening: Evening) -> None:
    await evening.begin_harvest()
    listed = await asked(evening, await evening.noor.send(await evening.plenary, "wij lezen samen"))
    await evening.restart()
    assert "Bewaard" in answer(await evening.noor.select(listed, ["werkt"]))
    assert await stored(evening) == [("werkt", "wij lezen samen")]
    assert "staat al bij de oogst" in answer(await evening.noor.select(listed, ["idee"]))
    assert await stored(evening) == [("werkt", "wij lezen samen")]


async def test_it_is_saved_in_the_words_that_it_has_when_somebody_chooses(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "wij lezen")
    listed = await asked(evening, message)
    await evening.noor.edit(message, "wij lezen samen")
    await evening.noor.select(listed, ["werkt"])
    assert await stored(evening) == [("werkt", "wij lezen samen")]


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_message_that_was_deleted_meanwhile_is_not_saved(evening: Evening, restarted: bool) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "wij lezen samen")
    listed = await asked(evening, message)
    await evening.noor.delete(message)
    if restarted:
        await evening.restart()
    assert "er niet meer" in answer(await evening.noor.select(listed, ["werkt"]))
    assert await stored(evening) == []


async def test_in_a_thread_too(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    thread = await plenary.create_thread(name="zijpad", type=discord.ChannelType.public_thread)
    await evening.env.settle()
    message = await evening.noor.send(evening.channel(thread.id), "wij lezen samen")
    assert "Bewaard" in answer(await evening.save_as(evening.noor, "werkt", message))
    assert await stored(evening) == [("werkt", "wij lezen samen")]


async def test_a_forged_choice_saves_nothing(evening: Evening) -> None:
    """Of a message of somebody else, of another channel, of no message at all, and of no kind."""
    await evening.begin_harvest()
    plenary = await evening.plenary
    own = await evening.sem.send(plenary, "ik kook")
    noors = await evening.noor.send(plenary, "wij lezen samen")
    elsewhere = await evening.sem.send(evening.lobby, "ik fiets")
    sem = Visitor(evening, evening.sem, plenary)
    for channel, message, kind, told in (
        (plenary.id, noors.id, "werkt", "je eigen berichten"),
        (evening.lobby.id, elsewhere.id, "werkt", "er niet meer"),
        (plenary.id, elsewhere.id, "werkt", "er niet meer"),
        (plenary.id, 2**63, "werkt", "er niet meer"),
        (plenary.id, own.id, "1", "verouderd"),
    ):
        heard = (await sem.press(SAVE(channel=channel, message=message), kind)).heard
        assert told in heard
    assert await stored(evening) == []
    assert "Bewaard" in (await sem.press(SAVE(channel=plenary.id, message=own.id), "werkt")).heard
