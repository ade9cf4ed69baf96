"""Chat that the bot missed: read in full, once, with the names that people have there."""

from datetime import timedelta

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.features.contributions.reading_back import read_rest
from tests.contributing import chat, marked, stored, texts
from tests.evening import Evening, answer

MESSAGES = "/channels/*/messages"


async def without_event(evening: Evening, channel: int, text: str) -> int:
    """Have Sem say something of which the bot hears nothing."""
    backend = evening.env.backend
    message = backend.prepare_message(channel, evening.sem.id, text)
    backend.messages[channel][message.id] = message
    return message.id


async def exports(evening: Evening) -> list[str]:
    """The harvest messages in the moderators' channel."""
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    return [text for text in posts if text.startswith("🌾")]


async def test_every_channel_table_and_archived_thread_is_read(evening: Evening) -> None:
    await evening.begin_tables()
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    thread = await plenary.create_thread(name="zijpad", type=discord.ChannelType.public_thread)
    await evening.env.settle()
    await without_event(evening, plenary.id, "#morgen bel ik Roos")
    await without_event(evening, (await evening.table("Taal")).id, "#nodig tijd")
    await without_event(evening, thread.id, "#idee taart")
    await thread.edit(archived=True)
    for _start in range(2):
        await evening.restart()
        assert sorted(await texts(evening)) == ["bel ik Roos", "taart", "tijd"]
    assert {item.author_name.raw for item in await stored(evening)} == {"Sem"}
    assert evening.bot.behind == set()


async def test_a_doubtful_message_of_before_is_asked_about_once(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await without_event(evening, plenary.id, "#morge bel ik Roos")
    for _start in range(2):
        await evening.restart()
        asked = [text for text in await evening.posts(plenary) if text.startswith("Is dit een")]
        assert len(asked) == 1


async def test_a_channel_that_discord_refused_is_read_as_soon_as_it_can_be(evening: Evening) -> None:
    await evening.begin_harvest()
    await without_event(evening, (await evening.plenary).id, "#morgen bel ik Roos")
    evening.env.inject_error("GET", MESSAGES, status=500)
    await evening.restart()
    assert await texts(evening) == []
    assert evening.bot.behind == {evening.meetup_id}
    await read_rest(evening.bot)  # as the runner does a minute later
    assert await texts(evening) == ["bel ik Roos"]
    assert evening.bot.behind == set()
    evening.bot.behind.add(99)  # one that takes nothing any more
    await read_rest(evening.bot)
    assert evening.bot.behind == set()


async def test_an_export_while_chat_is_read_says_so_and_is_made_again(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#nodig tijd")
    evening.bot.behind.add(evening.meetup_id)
    async with evening.bot.reading_back:  # a long history
        assert "oogst" in answer(
            await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "oogst export")
        )
        await evening.pass_time(seconds=30)
        (first,) = await exports(evening)
        assert "Ik lees nog terug" in first
        assert "Eén bijdrage" in first
    await chat(evening, "#morgen bel ik Roos")  # as if it was read back
    evening.bot.behind.clear()
    await evening.pass_time(seconds=10)
    _first, second = await exports(evening)
    assert "2 bijdragen" in second
    assert "Ik lees nog terug" not in second
    await evening.pass_time(seconds=60)
    assert len(await exports(evening)) == 2


async def test_the_name_is_that_of_when_it_was_said(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen bel ik Roos")
    evening.env.backend.guilds[evening.guild.id].members[evening.noor.id].nick = "Noor de Boer"
    await evening.pass_time(seconds=1)
    await evening.noor.edit(message, "#morgen bel ik Roos op")
    await without_event(evening, (await evening.plenary).id, "#idee taart")
    other = await chat(evening, "#nodig tijd")
    await evening.restart()
    names = {item.text.raw: item.author_name.raw for item in await stored(evening)}
    assert names == {"bel ik Roos op": "Noor", "tijd": "Noor de Boer", "taart": "Sem"}
    assert marked(evening, other)


async def gone_without_event(evening: Evening, *messages: discord.Message) -> None:
    """Delete messages of which the bot hears nothing, and start it again."""
    for message in messages:
        evening.env.backend.messages[message.channel.id].pop(message.id)
    await evening.restart()


async def tidied(evening: Evening) -> list[str]:
    """What the moderators were told of messages that went together."""
    return [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if text.startswith("🧹")]


async def test_what_a_moderator_tidied_up_while_the_bot_was_away_stays_and_is_told(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    said = [await evening.noor.send(plenary, f"#morgen bel ik nummer {number}") for number in range(2)]
    said.append(await evening.sem.send(plenary, "#nodig tijd\n#idee taart"))
    await gone_without_event(evening, *said)
    assert sorted(await texts(evening)) == ["bel ik nummer 0", "bel ik nummer 1", "taart", "tijd"]
    (told,) = await tidied(evening)
    assert "4 bijdragen" in told
    await evening.restart()
    assert len(await texts(evening)) == 4
    assert len(await tidied(evening)) == 1


async def test_what_its_author_deleted_while_the_bot_was_away_is_withdrawn(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    said = [await evening.noor.send(plenary, f"#morgen bel ik nummer {number}") for number in range(3)]
    await evening.sem.send(plenary, "#nodig tijd")
    await gone_without_event(evening, *said)  # all of one person
    assert await texts(evening) == ["tijd"]
    assert await tidied(evening) == []


@pytest.mark.parametrize(("days", "left"), [(13, ["bel ik Fatma"]), (15, ["bel ik Noor", "bel ik Roos", "bel ik Sem"])])
async def test_what_is_taken_back_after_the_meetup_while_the_bot_was_away_is_gone(
    evening: Evening, days: int, left: list[str]
) -> None:
    """Until two weeks after it, also when nothing can be brought in any more: the need comes too late."""
    await evening.begin_harvest()
    first = await chat(evening, "#morgen bel ik Roos")
    second = await chat(evening, "#morgen bel ik Noor")
    third = await chat(evening, "#morgen bel ik Sem", evening.sem)
    await evening.pass_time(hours=30)
    await evening.run_due()
    backend, plenary = evening.env.backend, first.channel.id
    del backend.messages[plenary][first.id]
    del backend.messages[plenary][third.id]
    await without_event(evening, plenary, "#nodig tijd")
    changed = backend.get_message(plenary, second.id)
    changed.content, changed.edited_timestamp = "#morgen bel ik Fatma", evening.now.isoformat()
    await evening.restart(after=timedelta(days=days) - timedelta(hours=30))
    assert sorted(await texts(evening)) == left
