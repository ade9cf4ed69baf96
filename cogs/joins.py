"""Joining a pledge ("I do that too"), from the wall or from the menu of a chat message."""

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS
from bot.core.people import contributions as own_rules
from bot.core.people import joins as rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.people.shows import may_show
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.contributions import circling, joining
from bot.platform import limits
from bot.platform.answers import Interaction, answer, answer_long, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import of_server
from bot.platform.doors import For, opens_to
from bot.platform.lasting import LastingButton
from bot.platform.names import named
from bot.platform.text import name_of
from bot.platform.views import lasting
from bot.storage import contributions, joins, meetups, shows, timelines, walls
from bot.storage import messages as chat_messages

# The number on the wall is updated after this time: when many join at once, one edit shows all of them.
COUNT_AFTER = timedelta(seconds=5)
SHOWN = 200  # characters of a pledge in one's list


async def join(
    interaction: discord.Interaction[Any], contribution: int, *, in_hand: bool = False, searched: bool = False
) -> None:
    """Store that this person joins a pledge, and ask whether its author may know them. Joining twice changes nothing.

    ``in_hand`` is True where Discord itself gave us the message they chose; an id in a button can be forged.
    ``searched``: they found it with a search. Raises Refusal where the pledge can't be joined.
    """
    bot, person = bot_of(interaction), interaction.user.id
    async with bot.db.transaction() as db:
        item, meetup = await _found(interaction, await contributions.get(db, contribution))
        later = [await meetups.get(db, id) for id in (await shows.where(db, item.id) if item else [])]
        found = searched and any(may_show(piece, meetup) for piece in await walls.pieces(db, [contribution]))
        shared = in_hand or found or bool(later) or (item is not None and await walls.is_shown(db, item.id))
        elsewhere = [one for one in later if one is not None]
        meetup = rules.may_join(item, meetup, person, bot.clock(), shared=shared, elsewhere=elsewhere, is_found=found)
        assert item is not None
        new = await joins.add(db, item.id, person, bot.clock())
        if new:
            await timelines.wake(db, meetup.id, CueKind.WALL, bot.clock(), COUNT_AFTER)
    say = await voice_of(interaction)
    lines = [
        _("🙋 You join, thank you!") if new else _("You join already, thank you!"),
        sentences.quoted(item.kind, item.text),
    ]
    if meetup.shows_names:
        lines.append(_("May the one who pledged this know that it is you?"))
        lines.append("-# " + _("You see each other's names only if you both agree."))
    await answer(interaction, say(Text.lines(*lines)), joining.joined(item.id, meetup.shows_names, say))


async def _found(
    interaction: discord.Interaction[Any], item: Contribution | None
) -> tuple[Contribution | None, Meetup | None]:
    """The contribution with its meetup, where that is on this server; in a direct message, where it is on any."""
    if item is None:
        return None, None
    db, server = bot_of(interaction).db.read, interaction.guild_id
    meetup = await (meetups.get(db, item.meetup) if server is None else of_server(db, item.meetup, server))
    return (item, meetup) if meetup else (None, None)


class JoinButton(LastingButton, template=joining.JOIN, open_to=For.EVERYBODY):
    """Button to join a pledge."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Join the pledge; on a server only."""
        if interaction.guild_id is None:
            raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
        await join(interaction, id)


class FoundButton(LastingButton, template=joining.JOIN_FOUND, open_to=For.EVERYBODY):
    """Button to join a pledge that somebody found with a search."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Join the pledge; on a server only."""
        if interaction.guild_id is None:
            raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
        await join(interaction, id, searched=True)


class JoinerButton(LastingButton, template=joining.JOINER, open_to=For.OWN):
    """Buttons of a person who joins: tell the author their name, don't tell it, or stop joining."""

    async def pressed(self, interaction: discord.Interaction[Any], act: str, id: int) -> None:
        """Store the choice, and name the author where both agreed."""
        bot, person = bot_of(interaction), interaction.user
        async with bot.db.transaction() as db:
            item, meetup = await _found(interaction, await contributions.get(db, id))
            if item is None or meetup is None:
                raise Refusal(_("This contribution is no longer there: it was withdrawn. You need to do nothing more."))
            if act == "stop":
                there = await joins.leave(db, item.id, person.id)
                await timelines.wake(db, meetup.id, CueKind.WALL, bot.clock(), COUNT_AFTER)
            else:
                name = name_of(person) if act == "naam" and meetup.shows_names else Typed("")
                there = await joins.tell_name(db, item.id, person.id, name)
            await circling.look_again(db, item.id, bot.clock())
        if not there:
            raise Refusal(_("You don't join this (any more). Press the button on the wall if you want to."))
        if act != "naam":
            await bot.db.forget_log()
        if act == "stop":
            text = _("Fine, you don't join this any more.")
        elif act == "geen-naam" or not meetup.shows_names:
            text = _("Fine: who pledged this sees that somebody joins, and not who.")
        elif rules.author_known(item, meetup):
            text = _("It is **{name}** who pledged this, and now sees that you join.", name=item.author_name)
        else:
            text = _(
                "Noted. As soon as the one who pledged this agrees too, you see each other's names: in "
                "`/mijn bijdragen`."
            )
        await answer(interaction, text)


class KnownButton(LastingButton, template=joining.KNOWN, open_to=For.OWN):
    """Button with which an author lets those who join know them, in exchange for their names."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it, and answer with the names of those who agreed."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = own_rules.own(await contributions.get(db, id), interaction.user.id)
            await contributions.become_known(db, item.id)
            known = await contributions.get(db, item.id)
        meetup = await meetups.get(bot.db.read, item.meetup)
        joined = (await joins.of_contributions(bot.db.read, [item.id]))[item.id]
        found = rules.names(known, meetup, joined) if known and meetup else []
        if found:
            text = _(
                "Now you know each other: {names}. “Without a name” in “My contributions” undoes this.",
                names=Text.join(", ", map(Text.bold, found)),
            )
            view = lasting(circling.button(item, await voice_of(interaction)))
            await answer(interaction, text, view)
        else:
            await answer(interaction, _("Nobody who joins has told their name yet. “My contributions” shows it."))


class JoinedButton(LastingButton, template=joining.JOINED, open_to=For.EVERYBODY):
    """Button that lists the pledges a person joins."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with up to 25 pledges, their authors where both agreed, and buttons to stop joining."""
        db, say = bot_of(interaction).db.read, await voice_of(interaction)
        mine = await joins.of_person(db, interaction.user.id)
        if not mine:
            await answer(interaction, _("You don't join a pledge now. On the wall, a button under each lets you."))
            return
        lines: list[Text] = [ngettext("You join one pledge:", "You join {n} pledges:", len(mine))]
        numbered = list(enumerate(mine[: limits.BUTTONS], start=1))
        for number, found in numbered:
            item = await contributions.get(db, found.contribution)
            meetup = await meetups.get(db, item.meetup) if item else None
            if item is not None and meetup is not None:
                known = found.name and rules.author_known(item, meetup)
                title = Text.of(f"**{number}.** ", meetup.title)
                lines.append(Text.of(title, " — ", item.author_name) if known else title)
                (piece,) = await walls.pieces(db, [item.id])
                shared = rules.may_read(item, shown=piece.is_shown or may_show(piece, meetup))
                kept = _("These words are not shown to others now.")
                lines.append(sentences.quoted(item.kind, item.text, SHOWN) if shared else "> " + kept)
        buttons = joining.stepping_back([(number, found.contribution) for number, found in numbered], say)
        await answer_long(interaction, lines, buttons)


class JoinsCog(commands.Cog):
    """The message menu to join a pledge."""

    def __init__(self, bot: App) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name=named("Ik doe mee", "I join"), callback=self._join_message, extras=opens_to(For.EVERYBODY)
        )
        bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Remove the menu; called by discord.py."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def _join_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Join the pledge in a chat message, or on a message of the wall.

        Raises Refusal where the message has several pledges, or no contribution.
        """
        found = [item.id for item in await chat_messages.of_message(self.bot.db.read, message.id)]
        found += await walls.items_of_message(self.bot.db.read, message.id)
        items = [item for item in [await contributions.get(self.bot.db.read, id) for id in found] if item]
        pledges = [item for item in items if KINDS[item.kind].joinable]
        if len(pledges) > 1:
            raise Refusal(_("There are several in this message. Press the button of the one you mean, on the wall."))
        if not items:
            raise Refusal(_("There is no pledge in this message. Choose one with **#morgen**, or look on the wall."))
        await join(interaction, (pledges or items)[0].id, in_hand=True)


async def setup(bot: App) -> None:
    """Add the buttons and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(JoinButton, FoundButton, JoinerButton, KnownButton, JoinedButton)
    await bot.add_cog(JoinsCog(bot))
