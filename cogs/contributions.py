"""#morgen and its like by command and form, and what their authors can do with them. See chat and save_message."""

from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.kinds import KINDS, ContributionKind, Kind, Source, Who, through
from bot.core.people import contributions as rules
from bot.core.people.commitments import made
from bot.core.people.filling import in_form
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.contributions import commitments, keeping, visits
from bot.features.contributions import views as contribution_views
from bot.platform import rights
from bot.platform.answers import Interaction, answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.doors import For, opens_to
from bot.platform.given_back import handing_back
from bot.platform.lasting import LastingButton, LastingForm
from bot.platform.names import described, named
from bot.platform.seen import as_read
from bot.platform.text import name_of
from bot.storage import contributions, meetups, servers, timelines, walls
from bot.storage import messages as chat_messages

Callback = Callable[..., Coroutine[Any, Any, None]]


class ContributionForm(LastingForm, template=contribution_views.CONTRIBUTE_FORM, open_to=For.EVERYBODY):
    """Form of a new contribution."""

    async def submitted(self, interaction: discord.Interaction[Any], kind: ContributionKind, words: int | None) -> None:
        """Store the contribution."""
        text, *details = (self.typed(name) for name in ("tekst", *(field.key for field in KINDS[kind].fields)))
        with handing_back(text, *details):
            visit = await visits.visit_of(interaction, kind)
        await visits.keep_and_show(interaction, visit, kind, text, Source.FORM, details)


class ChangeForm(LastingForm, template=contribution_views.CHANGE_FORM, open_to=For.OWN):
    """Form to change a contribution."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int, words: int | None) -> None:
        """Store the new words and update the wall; only the author may."""
        bot, person = bot_of(interaction), interaction.user.id
        before = rules.own(await contributions.get(bot.db.read, id), person)
        meetup = await meetups.get(bot.db.read, before.meetup)
        assert meetup is not None
        fields = ("tekst", *(detail.key for detail in KINDS[before.kind].fields))
        text, *details = [await as_read(bot, self.typed(field), meetup) for field in fields]
        if words is None:  # a form of before there were details, opened before the bot was renewed
            now = in_form(before.kind, before.details)
            details = [now.get(field, Typed("")) for field in fields[1:]]
        with keeping.giving_back(text):
            async with bot.db.transaction() as db:
                item = rules.own(await contributions.get(db, id), person)
                item = rules.reworded(item, text, details, bot.clock(), visits.today(bot))
                item = made(item, name_of(interaction.user))
                await contributions.change(db, item)
                await commitments.look_again(db, item, bot.clock())
                await walls.changed(db, item, bot.clock())
        await visits.show_saved(interaction, item, meetup, await voice_of(interaction))


class ContributeButton(LastingButton, template=contribution_views.CONTRIBUTE, open_to=For.EVERYBODY):
    """Button that opens the form of a kind."""

    async def pressed(self, interaction: discord.Interaction[Any], kind: ContributionKind) -> None:
        """Show the form, if the meetup takes contributions now."""
        visit = await visits.visit_of(interaction, kind)
        await interaction.response.send_modal(contribution_views.contribution_form(kind, visit.say))


class ChangeButton(LastingButton, template=contribution_views.CHANGE, open_to=For.OWN):
    """Button to change one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form with the present words."""
        found = await contributions.get(bot_of(interaction).db.read, id)
        item = rules.own(found, interaction.user.id)
        form = contribution_views.change_form(item, await voice_of(interaction))
        await interaction.response.send_modal(form)


class WithdrawButton(LastingButton, template=contribution_views.WITHDRAW, open_to=For.OWN):
    """Button to withdraw one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Delete the contribution, and take the ✅ from its chat message if that has no others."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, id), interaction.user.id)
            said = await contributions.withdraw_for_good(db, item)
            await timelines.wake(db, item.meetup, CueKind.PANEL, bot.clock(), PANEL_CALM)
            await timelines.wake(db, item.meetup, CueKind.WALL, bot.clock())
            await commitments.look_again(db, item, bot.clock())
        await bot.db.forget_log()
        meetup = await meetups.get(bot.db.read, item.meetup)
        if meetup and meetup.ended_at:
            await answer(
                interaction,
                _("Withdrawn. The moderators' files may still have it; in the next export it is gone."),
            )
        else:
            await answer(interaction, _("Withdrawn. It is gone, also from the harvest."))
        for channel, message in said:
            if not await chat_messages.holds(bot.db.read, message):
                await bot.marks.take_away(channel, message)


class ContributionsCog(commands.Cog):
    """A command for each kind."""

    def __init__(self, bot: App) -> None:
        self.bot = bot
        self._commands = [self._command(kind, KINDS[kind]) for kind in through(Source.COMMAND)]
        for command in self._commands:
            bot.tree.add_command(command)

    async def cog_unload(self) -> None:
        """Take the commands away with the cog."""
        for command in self._commands:
            self.bot.tree.remove_command(command.name)

    def _command(self, kind: ContributionKind, row: Kind) -> app_commands.Command[Any, ..., None]:
        hint = _("{sentence} (leave it empty for a form)", sentence=row.field)
        callback = self._for_others(kind, hint) if commitments.may_be_recorded(kind) else self._for_oneself(kind, hint)
        people = For.EVERYBODY if row.who is Who.EVERYBODY else For.MODERATORS
        return app_commands.Command(
            name=named(*row.command), description=described(row.asks), callback=callback, extras=opens_to(people)
        )

    def _for_oneself(self, kind: ContributionKind, hint: Text) -> Callback:
        @app_commands.rename(text=named("tekst", "text"))
        @app_commands.describe(text=described(hint))
        async def contribute(interaction: discord.Interaction[Any], text: str = "") -> None:
            await self._contribute(interaction, kind, text)

        return contribute

    def _for_others(self, kind: ContributionKind, hint: Text) -> Callback:
        @app_commands.rename(text=named("tekst", "text"), person=named("wie", "who"))
        @app_commands.describe(
            text=described(hint), person=described("Moderators: for whom do you write it down? They confirm it")
        )
        async def contribute(
            interaction: discord.Interaction[Any], text: str = "", person: discord.User | None = None
        ) -> None:
            await self._contribute(interaction, kind, text, person)

        return contribute

    async def _contribute(
        self, interaction: Interaction, kind: ContributionKind, text: str, person: discord.User | None = None
    ) -> None:
        with handing_back(Typed(text)):
            visit = await visits.visit_of(interaction, kind)
        if person and person.id != interaction.user.id:
            await self._write_down(interaction, visit, kind, text, person)
            return
        if not text.strip() and Source.FORM in KINDS[kind].doors:
            await interaction.response.send_modal(contribution_views.contribution_form(kind, visit.say))
            return
        await visits.keep_and_show(interaction, visit, kind, Typed(text), Source.COMMAND)

    async def _write_down(
        self, interaction: Interaction, visit: visits.Visit, kind: ContributionKind, text: str, person: discord.User
    ) -> None:
        """Store what a moderator writes down for somebody, or show the form for it. Raises Refusal for others."""
        with handing_back(Typed(text)):
            rights.refuse_others(interaction.user, await servers.get(self.bot.db.read, visit.meetup.server))
            if person.bot:
                raise Refusal(_("A bot can't promise anything. Choose a person."))
        if text.strip():
            await visits.keep_and_show(interaction, visit, kind, Typed(text), Source.COMMAND, person=person)
            return
        custom_id = commitments.RECORD_FORM(kind=kind, person=person.id)
        await interaction.response.send_modal(contribution_views.empty_form(custom_id, kind, visit.say))


async def setup(bot: App) -> None:
    """Add the buttons and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(ContributeButton, ChangeButton, WithdrawButton)
    await bot.add_cog(ContributionsCog(bot))
