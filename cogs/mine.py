"""/mijn: a person's own contributions, data, language, role and group."""

import io
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.content.texts import LANGUAGES
from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue
from bot.core.people import privacy
from bot.core.tables.screens import size_of, size_said
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.contributions import commitments
from bot.features.contributions import views as contribution_views
from bot.features.contributions.mine import show
from bot.features.privacy import asking, erasing
from bot.features.privacy import views as privacy_views
from bot.features.privacy import words as privacy_words
from bot.features.privacy.document import document
from bot.features.seats import screens
from bot.platform.answers import Interaction, answer, bot_of, language_of, voice_of
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_here, meetup_of, of_server
from bot.platform.doors import For, opens_to
from bot.platform.lasting import LastingButton, LastingForm
from bot.platform.names import described, named
from bot.platform.text import speaking
from bot.storage import people, personal, timelines


class MineButton(LastingButton, template=contribution_views.MINE, open_to=For.EVERYBODY):
    """Button that shows a page of a person's own contributions."""

    async def pressed(self, interaction: discord.Interaction[Any], page: int | None) -> None:
        """Answer with the page in the custom_id, or the first."""
        await show(interaction, page or 0)


class ReadMoreButton(LastingButton, template=privacy_views.READ_MORE, open_to=For.EVERYBODY):
    """Button that tells what is kept of what a person writes at a meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], meetup: int) -> None:
        """Answer with all of it, privately."""
        found = await of_server(bot_of(interaction).db.read, meetup, interaction.guild_id)
        if found is None:
            raise Refusal(_("This meetup is no longer there. `/mijn gegevens` shows all I keep of you."))
        await answer(interaction, privacy.kept(found.shows_names, found.keep_days))


NOTHING = _("I keep nothing of you.")
MINE = opens_to(For.EVERYBODY)


class EraseButton(LastingButton, template=privacy_views.ERASE, open_to=For.OWN):
    """Button that confirms erasing everything of a person."""

    async def pressed(self, interaction: discord.Interaction[Any], person: int) -> None:
        """Erase everything stored; a cue, which survives a crash, removes it from the bot's own posts."""
        privacy.own_data(person, interaction.user.id)
        bot = bot_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = bot.clock()
        async with bot.db.transaction() as db:
            nothing = (await personal.of_person(db, interaction.user.id)).nothing
            erased = await personal.erase(db, interaction.user.id)
            for meetup in erased.meetups:
                await timelines.add_cue(db, meetup, Cue(CueKind.TAKE_BACK, 0, now, note="erased"))
            for item in erased.contributions:
                await commitments.look_again(db, item, now)
            for meetup in erased.walls:
                await timelines.wake(db, meetup, CueKind.WALL, now)
            for meetup in erased.panels:
                await timelines.wake(db, meetup, CueKind.FLOOR, now)
                await timelines.wake(db, meetup, CueKind.PANEL, now)
        await bot.db.forget_log()
        if not nothing:
            await erasing.note(bot, interaction.user.id, now)
        done: Text = _(
            "Erased: I keep nothing of you any more. I make the files from before again without you, and ask "
            "moderators to remove copies. Your own chat messages stay: only you can delete them. You may take part "
            "again."
        )
        if bot.settings.backup_time:
            copies = ngettext(
                "The last copy for emergencies that still has it goes after one night.",
                "The last copy for emergencies that still has it goes after {n} nights.",
                bot.settings.backup_keep,
            )
            done = Text.lines(done, copies)
        await answer(interaction, NOTHING if nothing else done)
        for channel, message in erased.messages:
            await bot.marks.take_away(channel, message)


class KeepButton(LastingButton, template=privacy_views.KEEP, open_to=For.EVERYBODY):
    """Button that keeps everything."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Change nothing, and say so."""
        await answer(interaction, _("Fine, everything stays as it is."))


class GroupButton(LastingButton, template=screens.ASK, open_to=For.EVERYBODY):
    """Button that asks with how many people somebody is."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form."""
        meetup = await meetup_of(interaction, id)
        await interaction.response.send_modal(screens.form(meetup.id, await voice_of(interaction)))


class GroupForm(LastingForm, template=screens.FORM, open_to=For.EVERYBODY):
    """Form of how many people somebody is with, and what they are called."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it. Raises Refusal for a number that is none, or too large."""
        meetup = await meetup_of(interaction, id)
        await screens.keep(interaction, meetup, size_said(self.typed("aantal")), self.typed("naam"))


class MineCog(
    commands.GroupCog,
    group_name=named("mijn", "my"),
    group_description=described("Your own contributions, your data and your language"),
):
    """The commands under /mijn."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @app_commands.command(
        name=named("bijdragen", "contributions"),
        description=described("See, change or withdraw what you brought in"),
        extras=MINE,
    )
    async def contributions(self, interaction: Interaction) -> None:
        """Answer with the person's own contributions, to change or withdraw them."""
        await show(interaction)

    @app_commands.command(
        name=named("gegevens", "data"), description=described("See everything I keep of you"), extras=MINE
    )
    async def data(self, interaction: Interaction) -> None:
        """Answer with a summary of what is kept, and a file with all of it."""
        found = await personal.of_person(self.bot.db.read, interaction.user.id)
        if found.nothing:
            await answer(interaction, NOTHING)
            return
        language = await language_of(interaction)
        say = speaking(language)
        lines = [
            _("This is what I keep of you. All of it, word for word, stands in the file:"),
            privacy_words.summary(found),
            "-# " + _("`/mijn wissen` erases it."),
        ]
        content = document(found, language, self.bot.settings.zone)
        file = discord.File(io.BytesIO(content), say(_("my-data.md")))
        await answer(interaction, say(Text.lines(*lines)), file=file)

    @app_commands.command(
        name=named("wissen", "erase"), description=described("Erase everything I keep of you"), extras=MINE
    )
    async def erase(self, interaction: Interaction) -> None:
        """Answer with what would be erased, and ask once more."""
        found = await personal.of_person(self.bot.db.read, interaction.user.id)
        if found.nothing:
            await answer(interaction, NOTHING)
            return
        say = await voice_of(interaction)
        lines = [
            _("Do you want me to erase everything I keep of you? This goes, and can't come back:"),
            privacy_words.summary(found),
            _("Your own chat messages stay: only you can delete them, on Discord."),
        ]
        await answer(interaction, say(Text.lines(*lines)), privacy_views.erase(interaction.user.id, say))

    @app_commands.command(
        name=named("groep", "group"),
        description=described("How many of you sit at this screen? You count as so many"),
        extras=MINE,
    )
    @app_commands.rename(people=named("aantal", "people"), name=named("naam", "name"))
    @app_commands.describe(
        people=described("How many people, with you? 1 undoes it"),
        name=described("What you are called together, such as klas 3b; no names of pupils"),
    )
    async def group(self, interaction: Interaction, people: int, name: str = "") -> None:
        """Store how many people sit at this person's screen, and what they are called."""
        size_of(people)  # before it matters which meetup is meant
        if interaction.guild_id is None:
            raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
        await screens.keep(interaction, await meetup_here(interaction, *UNFINISHED), people, Typed(name))

    @app_commands.command(
        name=named("taal", "language"), description=described("In which language do I talk to you?"), extras=MINE
    )
    @app_commands.rename(language=named("taal", "language"))
    @app_commands.describe(language=described("Your language"))
    @app_commands.choices(language=[Choice(name=name, value=code) for code, name in LANGUAGES.items()])
    async def language(self, interaction: Interaction, language: Choice[str]) -> None:
        """Store the language in which the bot talks to this person."""
        async with self.bot.db.transaction() as db:
            await people.choose_language(db, interaction.user.id, language.value, self.bot.clock())
        await answer(interaction, speaking(language.value)(_("From now on I talk English to you.")))

    @app_commands.command(
        name=named("functie", "role"), description=described("Who are you in education?"), extras=MINE
    )
    async def role(self, interaction: Interaction) -> None:
        """Ask for the person's role; an answer replaces the one before."""
        await asking.ask(interaction)


async def setup(bot: App) -> None:
    """Add the buttons and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(MineButton, ReadMoreButton, EraseButton, KeepButton, GroupButton)
    await bot.add_cog(MineCog(bot))
