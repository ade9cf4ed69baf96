"""The question under a doubtful chat message: asked once, for its author only, and gone soon."""

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.storage import contributions
from tests.evening import Evening, answer
from tests.refusing import FAILURES, Refusing
from tests.safety.doors import BUG, Visitor


async def questions(evening: Evening) -> list[discord.Message]:
    """The questions that stand in the plenary."""
    posted = (await evening.plenary).history()
    return [message for message in posted if message.content.startswith(("Is dit een", "Wat ga jij morgen doen?"))]


async def kept(evening: Evening) -> list[str]:
    """The texts in the harvest."""
    found = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    return [f"{item.kind}={item.text.raw}" for item in found]


@pytest.mark.parametrize(
    "line", ["# morgen bel ik Roos", "#morge bel ik Roos", "Morgen: bel ik Roos", "/morgen bel ik Roos"]
)
async def test_a_near_miss_is_asked_and_kept_when_its_author_says_so(evening: Evening, line: str) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, line)
    await evening.run_due()
    (question,) = await questions(evening)
    assert "**#morgen**" in question.content
    assert "> bel ik Roos" in question.content
    assert question.reference is not None
    assert question.reference.message_id == message.id
    assert await kept(evening) == []
    assert "Bewaard" in answer(await evening.noor.click(question, label="Bewaar als #morgen"))
    await evening.run_due()
    assert await kept(evening) == ["morgen=bel ik Roos"]
    assert await questions(evening) == []


async def test_only_its_author_can_answer(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morge bel ik Roos")
    await evening.run_due()
    (question,) = await questions(evening)
    for label in ("Bewaar als #morgen", "Nee"):
        assert "Alleen wie dit bericht schreef" in answer(await evening.sem.click(question, label=label))
    assert await kept(evening) == []
    assert len(await questions(evening)) == 1
    evening.env.errors.clear()


async def test_no_takes_it_away_for_good(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morge bel ik Roos")
    await evening.run_due()
    (question,) = await questions(evening)
    await evening.noor.click(question, label="Nee")
    assert await questions(evening) == []
    await evening.pass_time(minutes=11)
    assert await questions(evening) == []
    assert await kept(evening) == []


async def test_it_goes_after_ten_minutes_also_over_a_restart(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morge bel ik Roos")
    await evening.run_due()
    await evening.restart()
    assert len(await questions(evening)) == 1
    await evening.pass_time(minutes=11)
    assert await questions(evening) == []


async def test_an_edit_into_a_clear_one_is_kept_and_takes_it_away(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morge bel ik Roos")
    await evening.run_due()
    await evening.noor.edit(message, "#morgen bel ik Roos")
    await evening.run_due()
    assert await questions(evening) == []
    assert await kept(evening) == ["morgen=bel ik Roos"]


@pytest.mark.parametrize("name", ["no right", "asks to wait", "time-out", "no connection", "reset"])
async def test_an_edit_into_a_doubtful_one_is_asked_about_also_where_its_mark_can_not_go(
    evening: Evening, name: str
) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morgen bel ik Roos")
    await evening.pass_time(seconds=1)
    Refusing(evening, FAILURES[name]).at = lambda route: "/reactions/" in route.path
    await evening.noor.edit(message, "#morge bel ik Roos")
    await evening.run_due()
    assert len(await questions(evening)) == 1
    assert await kept(evening) == []


async def test_a_deleted_message_takes_it_along(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morge bel ik Roos")
    await evening.run_due()
    await evening.noor.delete(message)
    await evening.run_due()
    assert await questions(evening) == []


async def test_one_person_is_asked_once_in_three_minutes_and_none_is_forgotten(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morge bel ik Roos")
    await evening.noor.send(plenary, "#nodg een tolk")
    await evening.sem.send(plenary, "#morge bel ik ook Roos")
    await evening.run_due()
    assert len(await questions(evening)) == 2
    await evening.pass_time(minutes=3)
    assert len(await questions(evening)) == 3


async def test_a_tag_without_words_is_asked_for_them_once(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morgen")
    await evening.run_due()
    assert len(await questions(evening)) == 1
    await evening.noor.edit(message, "#morgen bel ik Roos")
    await evening.run_due()
    assert await questions(evening) == []
    assert await kept(evening) == ["morgen=bel ik Roos"]


async def test_talk_about_the_tag_gets_nothing(evening: Evening) -> None:
    await evening.begin()
    before = await evening.posts(await evening.plenary)
    for line in ("Zet je #morgen in de chat", "Tot #morgen!", "Goed idee!! #morgen", "hoi #klassen"):
        await evening.noor.send(await evening.plenary, line)
    await evening.run_due()
    assert await evening.posts(await evening.plenary) == before
    assert await kept(evening) == []


async def test_moderators_are_heard_as_themselves_only(evening: Evening) -> None:
    await evening.begin()
    own = await evening.place(PlaceKind.MODERATORS)
    await evening.moderator.send(own, "#morgen bel ik Roos")
    await evening.moderator.send(await evening.plenary, "#morgen bel ik Fatma")
    await evening.moderator.send(await evening.plenary, "#nodig tijd, schreef iemand")
    await evening.run_due()
    assert await kept(evening) == ["morgen=bel ik Fatma"]
    (question,) = await questions(evening)
    assert "**#nodig**" in question.content


async def test_a_reply_to_our_question_about_tomorrow_is_asked(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    welcome = next(m for m in plenary.history() if "#morgen" in m.content)
    await evening.noor.send(plenary, "ik bel Roos", reply_to=welcome)
    await evening.run_due()
    (question,) = await questions(evening)
    assert "> ik bel Roos" in question.content
    await evening.noor.click(question, label="Bewaar als #morgen")
    await evening.run_due()
    assert await kept(evening) == ["morgen=ik bel Roos"]


async def test_people_channels_emoji_and_times_are_kept_as_readers_see_them(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    names = f"<@{evening.sem.id}> naar <#{plenary.id}> <:hart:123456789012345678>"
    await evening.noor.send(plenary, f"#morgen ga ik met {names} om <t:1764000000:t> en </morgen:5>")
    await evening.run_due()
    assert await kept(evening) == [f"morgen=ga ik met @Sem naar #{plenary.name} :hart: om 17:00 en /morgen"]


async def test_a_channel_called_morgen_is_read_as_the_tag(evening: Evening) -> None:
    await evening.begin()
    channel = evening.guild.create_text_channel("morgen")
    await evening.noor.send(await evening.plenary, f"<#{channel.id}> bel ik Roos")
    await evening.run_due()
    assert await kept(evening) == ["morgen=bel ik Roos"]


async def test_many_doubtful_messages_of_one_person_get_the_questions_that_come_in_time(evening: Evening) -> None:
    """One in three minutes, also over a restart, and none so late that nobody knows what it is about."""
    await evening.begin()
    for number in range(12):
        await evening.noor.send(await evening.plenary, f"#morge bel ik ouder {number}")
    seen: set[int] = set()
    for _minute in range(15):
        await evening.run_due()
        standing = {message.id for message in await questions(evening)}
        assert len(standing - seen) <= 1
        seen |= standing
        await evening.pass_time(seconds=60)
        await evening.restart()
    assert len(seen) == 4  # at 0, 3, 6 and 9 minutes
    await evening.noor.send(await evening.plenary, "#morge bel ik Roos")
    await evening.run_due()
    assert "> bel ik Roos" in (await questions(evening))[-1].content


async def test_no_is_no_bug_where_the_question_is_gone_already(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "Morgen: bel ik Roos")
    twice = Visitor(evening, evening.noor, await evening.plenary)  # presses on a message that is not there any more
    knock = await twice.press(f"vraag:nee:{message.channel.id}:{message.id}")
    assert "ik bewaar het niet" in knock.said
    assert BUG not in knock.heard
