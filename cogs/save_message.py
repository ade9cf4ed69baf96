"""Saving a chat message as a contribution: the menu of a message, which a list of kinds answers."""

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.kinds import ContributionKind, Source, through
from bot.core.people import contributions as rules
from bot.core.words.text import Refusal, _
from bot.features.contributions import card, given, keeping, visits
from bot.features.contributions import views as contribution_views
from bot.features.contributions.listening import message_of
from bot.features.contributions.visits import Visit
from bot.platform.answers import Interaction, answer, bot_of
from bot.platform.app import App
from bot.platform.doors import For, opens_to
from bot.platform.lasting import LastingMenu
from bot.platform.members import as_member
from bot.platform.names import named
from bot.platform.rights import is_moderator
from bot.platform.seen import as_seen
from bot.platform.text import name_of
from bot.storage import messages as chat_messages
from bot.storage import servers


class KindMenu(LastingMenu, template=contribution_views.SAVE, open_to=For.OWN):
    """The list of kinds."""

    async def pressed(self, interaction: discord.Interaction[Any], channel: int, message: int) -> None:
        """Save the message as the chosen kind, in the words that it has now."""
        kind = next((kind for kind in through(Source.MENU) if kind in self.chosen(interaction)), None)
        if kind is None:
            raise Refusal(_("This list is out of date. Open the menu of the message again."))
        found = await message_of(interaction, channel, message)
        if visit := await _visit(interaction, found, kind):
            await _save(interaction, found, kind, visit)


async def _visit(
    interaction: discord.Interaction[Any], message: discord.Message, kind: ContributionKind | None = None
) -> Visit | None:
    """Check that this person may save this message: their own, or, for a moderator, anybody's. Raises Refusal.

    Return None for a message that was saved before, after telling them so.
    """
    db, person = bot_of(interaction).db.read, interaction.user
    visit, stored = await asyncio.gather(visits.visit_of(interaction, kind), chat_messages.of_message(db, message.id))
    if message.author.bot:
        raise Refusal(_("This message is not from a participant. Choose what a person wrote."))
    is_own = message.author.id == person.id
    if not is_own:
        server = await servers.get(db, visit.meetup.server)
        if not isinstance(person, discord.Member) or not is_moderator(person, server):
            raise Refusal(_("You can save your own messages. Ask the author, or a moderator, to save this one."))
    if stored:
        mine = stored[0].author == person.id
        buttons = contribution_views.own(stored[0].id, visit.say) if mine else discord.utils.MISSING
        await answer(interaction, visit.say(_("This message is in the harvest already.")), buttons)
        return None
    if not is_own and await chat_messages.withdrawn_words(db, message.id):
        raise Refusal(_("Its author took these words back. Ask them whether they want to say it again."))
    return visit


async def _save(
    interaction: discord.Interaction[Any], message: discord.Message, kind: ContributionKind, visit: Visit
) -> None:
    """Keep a message as a contribution of its author, and answer."""
    bot, channel = bot_of(interaction), message.channel.id
    said = rules.completed(kind, rules.in_message(kind, await as_seen(bot, message, visit.meetup)))
    author = await as_member(interaction.guild, message.author)
    details = await given.details(bot, visit.meetup, kind, (), name_of(author), by_oneself=True)
    item = await keeping.keep(bot, visit.meetup, author, channel, kind, said, Source.MENU, message, details)
    await visits.show_new(interaction, item, visit)
    bot.marks.put_under(message, answered=True)
    if item.author != interaction.user.id:
        await keeping.tell_what_is_kept(bot, visit.meetup.id)
        await card.plan(bot, visit.meetup.id)


class SaveMessageCog(commands.Cog):
    """The menu of a message."""

    def __init__(self, bot: App) -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(
            name=named("Bewaar als …", "Save as …"), callback=self._ask, extras=opens_to(For.OWN)
        )
        bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Remove the menu; called by discord.py."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def _ask(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask what kind to save the message as."""
        if visit := await _visit(interaction, message):
            kinds = contribution_views.kinds_to_save_as(
                visit.meetup.programme, message.channel.id, message.id, visit.say
            )
            await answer(interaction, visit.say(_("What do you want to save this message as?")), kinds)


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(KindMenu)
    await bot.add_cog(SaveMessageCog(bot))
