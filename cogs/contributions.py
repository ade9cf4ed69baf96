"""#morgen, #nodig, #werkt and #idee by command, form and the menu of a message; see chat for the fourth door."""

import asyncio
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup, State
from bot.core.kinds import KINDS, ContributionKind, Kind, Source, through
from bot.core.people import contributions as rules
from bot.core.people import privacy
from bot.core.people.contributions import Contribution, Origin
from bot.core.words.text import Refusal, _
from bot.features.contributions import keeping, marks
from bot.features.contributions import sharing as sharing_views
from bot.features.contributions import views as contribution_views
from bot.platform import waking
from bot.platform.answers import Interaction, answer, bot_of, language_of, place_of, speaking, voice_of
from bot.platform.app import App
from bot.platform.lasting import LastingButton, LastingForm
from bot.platform.names import described, named
from bot.platform.rights import is_moderator
from bot.platform.text import quoted
from bot.storage import contributions, meetups, servers, walls


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at one of the doors: where they are, how they are spoken to, and whether they were answered before."""

    meetup: Meetup
    say: Say
    answered: bool


async def visit_of(interaction: discord.Interaction[Any]) -> Visit:
    """The meetup that this person contributes to: that of the channel, or the only running one. Raises Refusal."""
    bot, person = bot_of(interaction), interaction.user.id
    if interaction.guild_id is None:
        raise Refusal(_("This works in a channel of your meetup, not in a direct message. Go there and try again."))
    # One question for all of it: each is a visit to the thread of the database.
    found = await meetups.at_door(bot.db.read, person, place_of(interaction))
    if found is None:
        running = await meetups.of_server(bot.db.read, interaction.guild_id, State.LIVE, State.PAUSED)
        only = rules.may_contribute(running[0] if len(running) == 1 else None, bot.clock())
        found = only, await language_of(interaction), await contributions.was_answered(bot.db.read, person)
    meetup, language, answered = found
    return Visit(rules.may_contribute(meetup, bot.clock()), speaking(language), answered)


async def keep_and_show(
    interaction: discord.Interaction[Any], visit: Visit, kind: ContributionKind, text: str, source: Source
) -> None:
    """Keep what somebody says themselves, and answer."""
    item = await keeping.keep(
        bot_of(interaction), visit.meetup, interaction.user, place_of(interaction), kind, text, source
    )
    await show_new(interaction, item, visit)


async def show_new(interaction: discord.Interaction[Any], item: Contribution, visit: Visit) -> None:
    """The private answer to a new contribution; who is answered for the first time is told what is kept of people."""
    told = ""
    if item.author == interaction.user.id and not visit.answered:
        told = "\n-# " + visit.say(privacy.kept(visit.meetup.shows_names, visit.meetup.keep_days))
    await show_saved(interaction, item, visit.meetup, visit.say, told)


async def show_saved(
    interaction: discord.Interaction[Any], item: Contribution, meetup: Meetup, say: Say, told: str = ""
) -> None:
    """The private answer: what is kept, as it was said, with the way to change, withdraw and share one's own."""
    row = KINDS[item.kind]
    opening = f"{say(row.opening)} …" if row.opening else f"#{item.kind}"
    text = say(_("{mark} Saved. Thank you!", mark=marks.SAVED)) + "\n" + quoted(f"{opening} {item.text}") + told
    if item.author != interaction.user.id:
        await answer(interaction, text)
        return
    names = meetup.shows_names
    in_plenary = await walls.in_plenary(bot_of(interaction).db.read, item)
    line = sharing_views.wall(item, names, say, in_plenary=in_plenary)
    await answer(interaction, f"{text}\n{line}", sharing_views.own(item, names, say))


class ContributionForm(LastingForm, template=contribution_views.CONTRIBUTE_FORM):
    """A new contribution."""

    async def submitted(self, interaction: discord.Interaction[Any], kind: ContributionKind) -> None:
        """Keep what was filled in."""
        visit = await visit_of(interaction)
        text = rules.completed(kind, self.fields["tekst"], self.fields.get("details", ""))
        await keep_and_show(interaction, visit, kind, text, Source.FORM)


class ChangeForm(LastingForm, template=contribution_views.CHANGE_FORM):
    """New words for a contribution."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Keep the new words."""
        bot = bot_of(interaction)
        with keeping.giving_back(self.fields["tekst"]):
            async with bot.db.transaction() as db:
                item = rules.own(await contributions.get(db, id), interaction.user.id)
                item = rules.reworded(item, self.fields["tekst"], bot.clock())
                await contributions.change(db, item)
                await walls.changed(db, item, bot.clock())
        bot.wake()
        meetup = await meetups.get(bot.db.read, item.meetup)
        assert meetup is not None
        await show_saved(interaction, item, meetup, await voice_of(interaction))


class ContributeButton(LastingButton, template=contribution_views.CONTRIBUTE):
    """Opens the form."""

    async def pressed(self, interaction: discord.Interaction[Any], kind: ContributionKind) -> None:
        """Show the form, if the meetup takes contributions now."""
        visit = await visit_of(interaction)
        await interaction.response.send_modal(contribution_views.contribution_form(kind, visit.say))


class ChangeButton(LastingButton, template=contribution_views.CHANGE):
    """Change one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form with the words as they are."""
        found = await contributions.get(bot_of(interaction).db.read, id)
        item = rules.own(found, interaction.user.id)
        form = contribution_views.change_form(item.id, item.kind, item.text, await voice_of(interaction))
        await interaction.response.send_modal(form)


class WithdrawButton(LastingButton, template=contribution_views.WITHDRAW):
    """Withdraw one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Delete it, and take away the mark on the chat message it stood in."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, id), interaction.user.id)
            await contributions.withdraw_for_good(db, item)
            await waking.note(db, bot, item.meetup)
            await walls.wake(db, item.meetup, bot.clock())
        await bot.db.forget_log()
        bot.wake()
        meetup = await meetups.get(bot.db.read, item.meetup)
        if meetup and meetup.ended_at:
            await answer(
                interaction,
                _("Withdrawn. The moderators' files may still have it; in the next export it is gone."),
            )
        else:
            await answer(interaction, _("Withdrawn. It is gone, also from the harvest."))
        if item.origin and not await contributions.of_message(bot.db.read, item.origin.message):
            await marks.remove(bot, item.origin.channel, item.origin.message)


class ContributionsCog(commands.Cog):
    """The commands and the menu."""

    def __init__(self, bot: App) -> None:
        self.bot = bot
        self._commands = [self._command(kind, KINDS[kind]) for kind in through(Source.COMMAND)]
        self._menus = [self._menu(kind) for kind in through(Source.MENU)]
        for command in self._commands:
            bot.tree.add_command(command)
        for menu in self._menus:
            bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the commands and menus away with the cog."""
        for command in self._commands:
            self.bot.tree.remove_command(command.name)
        for menu in self._menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    # ------------------------------------------------------------------ commands

    def _command(self, kind: ContributionKind, row: Kind) -> app_commands.Command[Any, ..., None]:
        hint = _("{sentence} (leave it empty for a form)", sentence=row.field)

        @app_commands.rename(text=named("tekst", "text"))
        @app_commands.describe(text=described(hint))
        async def contribute(interaction: discord.Interaction[Any], text: str = "") -> None:
            await self._contribute(interaction, kind, text)

        return app_commands.Command(name=named(*row.command), description=described(row.asks), callback=contribute)

    async def _contribute(self, interaction: Interaction, kind: ContributionKind, text: str) -> None:
        visit = await visit_of(interaction)
        if not text.strip():
            await interaction.response.send_modal(contribution_views.contribution_form(kind, visit.say))
            return
        said = rules.completed(kind, text)
        await keep_and_show(interaction, visit, kind, said, Source.COMMAND)

    # ------------------------------------------------------------------ menu

    def _menu(self, kind: ContributionKind) -> app_commands.ContextMenu:
        async def save(interaction: discord.Interaction[Any], message: discord.Message) -> None:
            await self._save_message(interaction, message, kind)

        name = named(f"Bewaar als #{kind}", f"Save as #{kind}")
        return app_commands.ContextMenu(name=name, callback=save)

    async def _save_message(self, interaction: Interaction, message: discord.Message, kind: ContributionKind) -> None:
        """Save a message: one's own, or, for a moderator, anybody's. It stays its author's."""
        visit, stored = await asyncio.gather(
            visit_of(interaction), contributions.of_message(self.bot.db.read, message.id)
        )
        if message.author.bot:
            raise Refusal(_("This message is not from a participant. Choose what a person wrote."))
        if message.author.id != interaction.user.id:
            server = await servers.get(self.bot.db.read, visit.meetup.server)
            if not isinstance(interaction.user, discord.Member) or not is_moderator(interaction.user, server):
                raise Refusal(_("You can save your own messages. Ask the author, or a moderator, to save this one."))
        if stored:
            mine = stored[0].author == interaction.user.id
            buttons = contribution_views.own(stored[0].id, visit.say) if mine else discord.utils.MISSING
            await answer(interaction, _("This message is in the harvest already."), buttons)
            return
        if message.author.id != interaction.user.id and await contributions.withdrawn_positions(
            self.bot.db.read, message.id
        ):
            raise Refusal(_("Its author took these words back. Ask them whether they want to say it again."))
        said = rules.completed(kind, rules.in_message(kind, message.content))
        author = await _as_known_here(interaction, message.author)
        origin = Origin(message.channel.id, message.id)
        item = await keeping.keep(self.bot, visit.meetup, author, message.channel.id, kind, said, Source.MENU, origin)
        await show_new(interaction, item, visit)
        await marks.add(message)
        if item.author != interaction.user.id:
            await keeping.tell_what_is_kept(self.bot, visit.meetup.id)


async def _as_known_here(interaction: Interaction, author: discord.abc.User) -> discord.abc.User:
    """The author under the name they have on this server; a menu brings only their name on Discord."""
    if author.id == interaction.user.id:
        return interaction.user
    try:
        guild = interaction.guild
        return (guild.get_member(author.id) or await guild.fetch_member(author.id)) if guild else author
    except discord.HTTPException:
        return author


async def setup(bot: App) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ContributeButton, ChangeButton, WithdrawButton)
    await bot.add_cog(ContributionsCog(bot))
