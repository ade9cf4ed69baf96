"""Joins and the choice who may read it stay with their own words, wherever an edit puts these."""

import discord

from bot.core.people.sharing import Sharing
from bot.storage import consents, joins
from tests.contributing import chat, marked, stored, texts
from tests.evening import Evening, answer


async def joined(evening: Evening) -> dict[str, int]:
    """How many join each contribution, by its words."""
    items = await stored(evening)
    found = await joins.of_contributions(evening.bot.db.read, [item.id for item in items])
    return {item.text.raw: len(found[item.id]) for item in items}


async def test_withdrawing_one_of_three_by_an_edit_leaves_the_others_what_was_theirs(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen bel ik Roos\n#morgen mail ik de gemeente\n#nodig een lokaal")
    first, second, third = await stored(evening)
    async with evening.bot.db.transaction() as db:
        for person in (evening.sem.id, evening.moderator.id):
            await joins.add(db, second.id, person, evening.now)
        await joins.add(db, first.id, evening.sem.id, evening.now)
        for item, choice in ((first, Sharing.UNNAMED), (second, Sharing.NOT), (third, Sharing.NAMED)):
            await consents.choose_for_one(db, item.id, choice)
    await evening.pass_time(seconds=5)
    await evening.noor.edit(message, "#nodig een lokaal\n#morgen mail ik de gemeentes")
    assert await joined(evening) == {"mail ik de gemeentes": 2, "een lokaal": 0}
    choices = {item.id: item.sharing for item in await stored(evening)}
    assert choices == {second.id: Sharing.NOT, third.id: Sharing.NAMED}
    await evening.pass_time(seconds=5)
    await evening.noor.edit(message, "#morgen een lokaal\n#nodig mail ik de gemeentes")
    kinds = {item.id: str(item.kind) for item in await stored(evening)}
    assert kinds == {second.id: "nodig", third.id: "morgen"}
    assert await joined(evening) == {"mail ik de gemeentes": 0, "een lokaal": 0}  # nobody can join a need


async def test_a_withdrawn_one_stays_so_after_an_edit_that_moves_it(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen bel ik Roos\n#nodig een lokaal\n#idee taart")
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    assert "Ingetrokken" in answer(await evening.noor.click(listed.response, label="Intrekken 2"))
    await evening.pass_time(seconds=5)
    await evening.noor.edit(message, "#nodig een lokaal\n#idee taart\n#werkt samen lezen")
    assert sorted(await texts(evening)) == ["samen lezen", "taart"]


async def test_channels_that_are_deleted_keep_what_was_said_in_them(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    thread = await plenary.create_thread(name="zijpad", type=discord.ChannelType.public_thread)
    await evening.env.settle()
    await evening.noor.send(evening.channel(thread.id), "#idee taart")
    await chat(evening, "#morgen bel ik Roos")
    await thread.delete()
    await evening.env.settle()
    await plenary.delete()
    await evening.env.settle()
    await evening.restart()
    assert sorted(await texts(evening)) == ["bel ik Roos", "taart"]


async def test_two_that_an_edit_makes_the_same_become_one(evening: Evening) -> None:
    await evening.begin_harvest()
    first, second = await chat(evening, "#morgen bel ik Roos"), await chat(evening, "#morgen mail ik de gemeente")
    one, other = await stored(evening)
    async with evening.bot.db.transaction() as db:
        await joins.add(db, one.id, evening.sem.id, evening.now)
        await joins.add(db, one.id, evening.moderator.id, evening.now)
        await joins.add(db, other.id, evening.sem.id, evening.now)
    await evening.pass_time(seconds=5)
    await evening.noor.edit(first, "#morgen mail ik de gemeente")
    assert [item.id for item in await stored(evening)] == [other.id]
    assert await joined(evening) == {"mail ik de gemeente": 2}
    assert marked(evening, first)
    await evening.noor.delete(second)
    assert [item.id for item in await stored(evening)] == [other.id]  # the first still says it
    await evening.noor.delete(first)
    assert await texts(evening) == []


async def test_withdrawing_takes_the_mark_from_every_message_that_said_it(evening: Evening) -> None:
    await evening.begin_harvest()
    messages = [await chat(evening, text) for text in ("#morgen bel ik Roos", "#morgen bel ik Roos #idee taart")]
    assert all(marked(evening, message) for message in messages)
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    await evening.noor.click(listed.response, label="Intrekken 2")
    assert [marked(evening, message) for message in messages] == [False, True]  # there is still an idea in it
    assert await texts(evening) == ["taart"]


async def test_the_only_one_of_a_message_keeps_what_was_its_own_whatever_it_says_now(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen bel ik Roos")
    (one,) = await stored(evening)
    async with evening.bot.db.transaction() as db:
        await joins.add(db, one.id, evening.sem.id, evening.now)
    await evening.pass_time(seconds=5)
    await evening.noor.edit(message, "#morgen vraag ik om een lokaal")
    assert [item.id for item in await stored(evening)] == [one.id]
    assert await joined(evening) == {"vraag ik om een lokaal": 1}
