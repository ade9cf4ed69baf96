"""Joins and the choice who may read it stay with their own words, wherever an edit puts these."""

import discord

from bot.core.people.sharing import Sharing
from bot.storage import consents, joins
from tests.contributing import chat, stored, texts
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
