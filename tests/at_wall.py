"""The wall and the moderators' list of it: opened, chosen from, pressed, read."""

import re

import discord
import simcord

from bot.core.people.contributions import Contribution
from bot.core.people.sharing import Sharing
from bot.storage import consents, contributions
from tests.evening import Evening, answer

WHY = "noemt een kind met naam en toenaam"


async def items(evening: Evening) -> list[Contribution]:
    """The contributions of this meetup, in order of their numbers."""
    return await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)


async def open_list(
    evening: Evening, which: str = "", who: simcord.MemberActor | None = None
) -> simcord.ResponseMessage:
    """The list that a moderator gets, for them alone; of what waits, or of what they choose to look at."""
    moderator = who or evening.moderator
    result = await moderator.slash(await evening.plenary, "oogst toon")
    assert result.response is not None
    assert result.response.flags.ephemeral
    if which:
        filters = custom_id(result.response, "muur:filter:")
        result = await moderator.select(result.response, [which], custom_id=filters)
    assert result.response is not None
    return result.response


def custom_id(message: simcord.ResponseMessage, begin: str) -> str:
    """The whole custom_id of a button or menu under a message."""
    found = re.search(rf"'custom_id': '({begin}[^']*)'", str(message.components))
    assert found is not None, begin
    return found[1]


async def choose(
    evening: Evening, message: simcord.ResponseMessage, act: str, *ids: int, who: simcord.MemberActor | None = None
) -> str:
    """Choose these in one of the menus of the list; returns what the moderator reads."""
    menu = custom_id(message, f"muur:{act}:")
    result = await (who or evening.moderator).select(message, [str(id) for id in ids], custom_id=menu)
    await evening.run_due()
    return answer(result)


async def do(evening: Evening, act: str, *ids: int, which: str = "") -> str:
    """Open the list and choose these."""
    return await choose(evening, await open_list(evening, which), act, *ids)


async def boards(evening: Evening) -> list[discord.Message]:
    """The messages of the wall in the plenary."""
    history = (await evening.plenary).history()
    return [message for message in history if "muur:mijn:" in str(message.components)]


async def wall(evening: Evening) -> str:
    """All that stands on the wall."""
    return "\n".join(message.content for message in await boards(evening))


async def share(evening: Evening, who: simcord.MemberActor, label: str, number: int = 1) -> str:
    """Choose who may read one of one's contributions, in the list of them."""
    listed = await who.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    asked = await who.click(listed.response, label=f"Wie leest {number}")
    assert asked.response is not None
    result = await who.click(asked.response, label=label)
    await evening.run_due()
    return answer(result)


async def begin_with_three(evening: Evening) -> tuple[int, int, int]:
    """Noor said one in the plenary, which may be shown, and one by command, Sem one at a table; their numbers."""
    await evening.begin_tables()
    await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    await evening.noor.slash(await evening.plenary, "idee", tekst="samen koken")
    await evening.sem.send(await evening.table("Taal"), "#werkt koffie op maandag")
    one, two, three = await items(evening)
    await agree(evening, one)
    return one.id, two.id, three.id


async def agree(evening: Evening, *some: Contribution) -> None:
    """Have these contributions read by others without a name, or all where none are given; as their authors choose."""
    async with evening.bot.db.transaction() as db:
        for item in some:
            await contributions.choose_sharing(db, item.id, Sharing.UNNAMED)
        if not some:
            authors = {item.author for item in await contributions.of_meetup(db, evening.meetup_id)}
            for author in authors:
                await consents.choose(db, evening.meetup_id, author, Sharing.UNNAMED)


async def begin_with_a_pledge(evening: Evening) -> discord.Message:
    """Noor's pledge stands on the wall; returns that message."""
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    (item,) = await items(evening)
    await agree(evening)
    await do(evening, "toon", item.id)
    (board,) = await boards(evening)
    return board


async def mine(evening: Evening, who: simcord.MemberActor) -> simcord.ResponseMessage:
    """What somebody sees of their own contributions."""
    result = await who.slash(await evening.plenary, "mijn bijdragen")
    assert result.response is not None
    return result.response


async def listed(evening: Evening, which: str = "", words: str = "") -> simcord.ResponseMessage:
    """The list of everything, as a moderator opens it."""
    options = {"woorden": words} if words else {}
    shown = (await evening.moderator.slash(await evening.plenary, "oogst verberg", **options)).response
    assert shown is not None
    assert shown.flags.ephemeral
    if which:
        shown = (await evening.moderator.select(shown, [which], custom_id=custom_id(shown, "oogst:kies:"))).response
        assert shown is not None
    return shown


async def act(evening: Evening, shown: simcord.ResponseMessage, name: str, id: int) -> simcord.InteractionResult:
    menu = custom_id(shown, f"oogst:{name}:")
    result = await evening.moderator.select(shown, [str(id)], custom_id=menu)
    await evening.run_due()
    return result


async def hide(evening: Evening, id: int, reason: str = WHY) -> simcord.InteractionResult:
    form = await act(evening, await listed(evening), "verbergen", id)
    result = await evening.moderator.submit_modal(form, {"tekst": reason})
    await evening.run_due()
    return result
