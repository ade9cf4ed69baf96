"""#morgen, #nodig, #werkt and #idee by four doors: command, form, chat and the menu of a message."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import panels
from bot.client import MeetupBot
from bot.core import contributions as rules
from bot.core.contributions import Contribution, Found, Origin, Source
from bot.core.meetup import Meetup, State
from bot.core.places import PlaceKind
from bot.core.programme import ContributionKind
from bot.core.words import Refusal, _
from bot.names import described, named
from bot.replies import LastingButton, LastingForm, answer, bot_of, quoted, voice_of
from bot.rights import is_moderator
from bot.storage import contributions, meetups, places, servers
from bot.texts import Say, voice

log = logging.getLogger(__name__)

Interaction = discord.Interaction[MeetupBot]
SAVED = "✅"


async def meetup_of(interaction: Interaction) -> Meetup:
    """The meetup that this person contributes to: that of the channel, or the only running one. Raises Refusal."""
    db = interaction.client.db.read
    if interaction.guild_id is None:
        raise Refusal(_("This works in a channel of your meetup, not in a direct message. Go there and try again."))
    here = await meetups.of_channel(db, interaction.channel_id or 0)
    if here is None:
        running = await meetups.of_server(db, interaction.guild_id, State.LIVE, State.PAUSED)
        here = running[0] if len(running) == 1 else None
    return rules.may_contribute(here, interaction.client.clock())


async def keep(
    bot: MeetupBot,
    meetup: Meetup,
    author: discord.abc.User,
    channel: int | None,
    kind: ContributionKind,
    text: str,
    source: Source,
    origin: Origin | None = None,
) -> Contribution:
    """Store a contribution, with the room and theme of where it was said; on disk when this returns."""
    place = await places.at(bot.db.read, channel) if channel else None
    if place is not None and place.kind is not PlaceKind.ROOM:
        place = None
    item = Contribution(
        id=0,
        meetup=meetup.id,
        kind=kind,
        text=text,
        author=author.id,
        author_name=author.display_name,
        theme=place.theme if place else None,
        room=place.title if place else None,
        source=source,
        said_at=bot.clock(),
        origin=origin,
    )
    async with bot.db.transaction() as db:
        return await contributions.add(db, item)


async def show_saved(interaction: discord.Interaction[Any], item: Contribution) -> None:
    """The private answer: what is kept, as it was said, with the way to change or withdraw it for its author."""
    say = await voice_of(interaction)
    opening = say(_("Tomorrow …")) if item.kind is ContributionKind.PLEDGE else f"#{item.kind.value}"
    text = say(_("{mark} Saved. Thank you!", mark=SAVED)) + "\n" + quoted(f"{opening} {item.text}")
    mine = item.author == interaction.user.id
    await answer(interaction, text, panels.own(item.id, say) if mine else discord.utils.MISSING)


class ContributionForm(LastingForm):
    """A new contribution."""

    template = panels.CONTRIBUTE_FORM

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """Keep what was filled in."""
        kind = ContributionKind(self.match["kind"])
        meetup = await meetup_of(interaction)
        text = rules.completed(kind, self.fields["tekst"], self.fields.get("details", ""))
        bot = bot_of(interaction)
        item = await keep(bot, meetup, interaction.user, interaction.channel_id, kind, text, Source.FORM)
        await show_saved(interaction, item)


class ChangeForm(LastingForm):
    """New words for a contribution."""

    template = panels.CHANGE_FORM

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """Keep the new words."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, int(self.match["id"])), interaction.user.id)
            item = rules.reworded(item, self.fields["tekst"], bot.clock())
            await contributions.change(db, item)
        await show_saved(interaction, item)


class ContributeButton(LastingButton, template=panels.CONTRIBUTE):
    """Opens the form."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form, if the meetup takes contributions now."""
        await meetup_of(interaction)
        kind = ContributionKind(self.match["kind"])
        await interaction.response.send_modal(panels.contribution_form(kind, await voice_of(interaction)))


class ChangeButton(LastingButton, template=panels.CHANGE):
    """Change one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form with the words as they are."""
        found = await contributions.get(bot_of(interaction).db.read, self.id_in("id"))
        item = rules.own(found, interaction.user.id)
        form = panels.change_form(item.id, item.kind, item.text, await voice_of(interaction))
        await interaction.response.send_modal(form)


class WithdrawButton(LastingButton, template=panels.WITHDRAW):
    """Withdraw one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it, and take away the mark on the chat message it stood in."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, self.id_in("id")), interaction.user.id)
            await contributions.withdraw(db, item.id)
        await answer(interaction, _("Withdrawn. It is gone, also from the harvest."))
        if item.origin and not await contributions.of_message(bot.db.read, item.origin.message):
            await unmark(bot, item.origin.channel, item.origin.message)


async def unmark(bot: MeetupBot, channel: int, message: int) -> None:
    """Take our ✅ away; a message or a right that is gone needs no more."""
    found = bot.get_channel(channel)
    if isinstance(found, discord.abc.Messageable) and bot.user:
        try:
            await found.get_partial_message(message).remove_reaction(SAVED, bot.user)
        except discord.HTTPException as error:
            log.info("could not take a mark away: %s", error.status)


class ContributionsCog(commands.Cog):
    """The four doors."""

    def __init__(self, bot: MeetupBot) -> None:
        self.bot = bot
        self._menus = [self._menu(kind) for kind in ContributionKind]
        for menu in self._menus:
            bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the menus away with the cog."""
        for menu in self._menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    # ------------------------------------------------------------------ commands

    @app_commands.command(name=named("morgen", "tomorrow"), description=described("What will you do tomorrow?"))
    @app_commands.rename(text=named("tekst", "text"))
    @app_commands.describe(text=described("Tomorrow … (leave it empty for a form)"))
    async def pledge(self, interaction: Interaction, text: str = "") -> None:
        """A pledge."""
        await self._contribute(interaction, ContributionKind.PLEDGE, text)

    @app_commands.command(name=named("nodig", "needed"), description=described("What do you need for it?"))
    @app_commands.rename(text=named("tekst", "text"))
    @app_commands.describe(text=described("I need … (leave it empty for a form)"))
    async def need(self, interaction: Interaction, text: str = "") -> None:
        """A need."""
        await self._contribute(interaction, ContributionKind.NEED, text)

    @app_commands.command(name=named("werkt", "works"), description=described("What already works at your place?"))
    @app_commands.rename(text=named("tekst", "text"))
    @app_commands.describe(text=described("Here this works: … (leave it empty for a form)"))
    async def works(self, interaction: Interaction, text: str = "") -> None:
        """Something that works."""
        await self._contribute(interaction, ContributionKind.WORKS, text)

    @app_commands.command(name=named("idee", "idea"), description=described("An idea for others to build on"))
    @app_commands.rename(text=named("tekst", "text"))
    @app_commands.describe(text=described("My idea: … (leave it empty for a form)"))
    async def idea(self, interaction: Interaction, text: str = "") -> None:
        """An idea."""
        await self._contribute(interaction, ContributionKind.IDEA, text)

    async def _contribute(self, interaction: Interaction, kind: ContributionKind, text: str) -> None:
        meetup = await meetup_of(interaction)
        if not text.strip():
            await interaction.response.send_modal(panels.contribution_form(kind, await voice_of(interaction)))
            return
        said = rules.completed(kind, text)
        item = await keep(self.bot, meetup, interaction.user, interaction.channel_id, kind, said, Source.COMMAND)
        await show_saved(interaction, item)

    # ------------------------------------------------------------------ menu

    def _menu(self, kind: ContributionKind) -> app_commands.ContextMenu:
        async def save(interaction: discord.Interaction[Any], message: discord.Message) -> None:
            await self._save_message(interaction, message, kind)

        name = named(f"Bewaar als #{kind.value}", f"Save as #{kind.value}")
        return app_commands.ContextMenu(name=name, callback=save)

    async def _save_message(self, interaction: Interaction, message: discord.Message, kind: ContributionKind) -> None:
        """Save a message: one's own, or, for a moderator, anybody's. It stays its author's."""
        meetup = await meetup_of(interaction)
        if message.author.bot:
            raise Refusal(_("This message is not from a participant. Choose what a person wrote."))
        if message.author.id != interaction.user.id:
            server = await servers.get(self.bot.db.read, meetup.server)
            if not isinstance(interaction.user, discord.Member) or not is_moderator(interaction.user, server):
                raise Refusal(_("You can save your own messages. Ask the author, or a moderator, to save this one."))
        stored = await contributions.of_message(self.bot.db.read, message.id)
        if stored:
            say = await voice_of(interaction)
            mine = stored[0].author == interaction.user.id
            buttons = panels.own(stored[0].id, say) if mine else discord.utils.MISSING
            await answer(interaction, _("This message is in the harvest already."), buttons)
            return
        found = next((item.text for item in rules.find(message.content) if item.kind is kind and item.text), None)
        said = rules.completed(kind, found or message.content)
        author = await _as_known_here(interaction, message.author)
        origin = Origin(message.channel.id, message.id)
        item = await keep(self.bot, meetup, author, message.channel.id, kind, said, Source.MENU, origin)
        await show_saved(interaction, item)
        await self._mark(message)

    # ------------------------------------------------------------------ chat

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Keep what is said with a tag, in any channel of a meetup."""
        if message.author.bot or message.webhook_id:
            return
        found = rules.find(message.content)
        if found:
            await self._take(message, list(enumerate(found)))

    async def _take(self, message: discord.Message, found: list[tuple[int, Found]]) -> None:
        if message.guild is None:
            text = _("Say this in a channel of your meetup; here I can't add it to the harvest.")
            await message.channel.send((await self._voice(message))(text))
            return
        meetup = await self._meetup_of(message)
        if meetup is None:
            return
        try:
            rules.may_contribute(meetup, self.bot.clock())
        except Refusal as refusal:
            await message.reply((await self._voice(message))(refusal.text))
            return
        for position, item in found:
            if item.text:
                origin = Origin(message.channel.id, message.id, position)
                await keep(
                    self.bot,
                    meetup,
                    message.author,
                    message.channel.id,
                    item.kind,
                    item.text,
                    Source.CHAT,
                    origin,
                )
        if any(item.text for _position, item in found):
            await self._mark(message)
        empty = next((item.kind for _position, item in found if not item.text), None)
        if empty is not None:
            say = await self._voice(message)
            await message.reply(say(rules.empty(empty)), view=panels.form(empty, say))

    async def _meetup_of(self, message: discord.Message) -> Meetup | None:
        """The meetup of a message's channel, or of the channel that its thread hangs under."""
        parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
        return await meetups.of_channel(self.bot.db.read, parent or message.channel.id)

    async def _voice(self, message: discord.Message) -> Say:
        """Said in public: in the language of the meetup or the server."""
        server = message.guild.id if message.guild else None
        return voice(await meetups.language_at(self.bot.db.read, server, message.channel.id) or "nl")

    async def _mark(self, message: discord.Message) -> None:
        """✅ under the message. What is saved is saved, also when Discord does not let us say so."""
        try:
            await message.add_reaction(SAVED)
        except discord.HTTPException as error:
            log.warning("could not mark a message: %s (%s)", error.status, error.code)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """An edited message: what it said is changed, withdrawn or added."""
        if event.message.author.bot or event.guild_id is None or event.message.edited_at is None:
            return
        message = event.message
        stored = await contributions.of_message(self.bot.db.read, message.id)
        changes = rules.compare(stored, message.content, self.bot.clock())
        if changes.changed or changes.withdrawn:
            async with self.bot.db.transaction() as db:
                for item in changes.changed:
                    await contributions.change(db, item)
                for item in changes.withdrawn:
                    await contributions.withdraw(db, item.id)
        if changes.added:
            await self._take(message, list(changes.added))
        elif stored and len(changes.withdrawn) == len(stored):
            await unmark(self.bot, event.channel_id, event.message_id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A deleted message takes what it said along."""
        await self._withdraw_messages({event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        await self._withdraw_messages(event.message_ids)

    async def _withdraw_messages(self, messages: set[int]) -> None:
        for message in messages:
            stored = await contributions.of_message(self.bot.db.read, message)
            if stored:
                async with self.bot.db.transaction() as db:
                    for item in stored:
                        await contributions.withdraw(db, item.id)


async def _as_known_here(interaction: Interaction, author: discord.abc.User) -> discord.abc.User:
    """The author under the name they have on this server; a menu brings only their name on Discord."""
    if author.id == interaction.user.id:
        return interaction.user
    try:
        guild = interaction.guild
        return (guild.get_member(author.id) or await guild.fetch_member(author.id)) if guild else author
    except discord.HTTPException:
        return author


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ContributeButton, ChangeButton, WithdrawButton)
    bot.forms += [ContributionForm, ChangeForm]
    await bot.add_cog(ContributionsCog(bot))
