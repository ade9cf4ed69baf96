"""/mijn: what is mine. Everybody's own contributions, own data and own language."""

import io
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot import choices, kept, marks, panels
from bot.client import MeetupBot
from bot.commanding import UNFINISHED, meetup_here
from bot.core import joins as join_rules
from bot.core import privacy
from bot.core.cues import Cue, CueKind
from bot.core.meetup import State
from bot.core.rooms import LARGEST_GROUP, group_size
from bot.core.words import Refusal, _, ngettext
from bot.names import described, named
from bot.panels import lasting
from bot.replies import Interaction, LastingButton, answer, bot_of, language_of, plain, quoted, voice_of
from bot.storage import contributions, joins, meetups, people, personal, timelines, walls, wishes
from bot.texts import LANGUAGES, stamp, voice
from cogs import roles

ON_PAGE = 4  # five rows of buttons fit, and one is for the way to the next page
SHOWN = 180  # characters of each contribution


async def show(interaction: discord.Interaction[Any], page: int = 0) -> None:
    """One page of one's own contributions, the newest first, each with its buttons."""
    db, say = bot_of(interaction).db.read, await voice_of(interaction)
    items = await contributions.of_author(db, interaction.user.id)
    joins_some = bool(await joins.of_person(db, interaction.user.id))
    if not items:
        nothing = _("You have not brought in anything yet. Write **#morgen** with what you will do, or use `/morgen`.")
        view = lasting(choices.what_i_join(say)) if joins_some else discord.utils.MISSING
        await answer(interaction, nothing, view)
        return
    pages = (len(items) - 1) // ON_PAGE + 1
    page = min(page, pages - 1)
    lines = [say(ngettext("You brought in one contribution:", "You brought in {n} contributions:", len(items)))]
    numbered = list(enumerate(items, start=1))[page * ON_PAGE : (page + 1) * ON_PAGE]
    view = panels.mine([(number, item.id) for number, item in numbered], page, pages, say)
    joined = await joins.of_contributions(db, [item.id for _number, item in numbered])
    for row, (number, item) in enumerate(numbered):
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        lines.append(f"**{number}. #{item.kind.value}** {stamp(item.said_at, 'R')}")
        lines += [
            quoted(item.text, SHOWN),
            choices.wall(item, meetup.shows_names, say, in_plenary=await walls.in_plenary(db, item)),
        ]
        view.add_item(choices.wall_of(item.id, number, row, say))
        if joined[item.id]:
            lines.append(choices.who_joins(item, meetup, joined[item.id], say))
        if join_rules.asks_author(item, meetup, joined[item.id]):
            view.add_item(choices.get_known(item.id, number, row, say))
    if joins_some:
        view.add_item(choices.what_i_join(say))
    lines.append("-# " + say(_("`/mijn gegevens` shows all I keep of you, `/mijn wissen` erases it.")))
    await answer(interaction, "\n".join(lines), view)


class MineButton(LastingButton, template=panels.MINE):
    """Shows one's own contributions."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page that the button asks for."""
        await show(interaction, int(self.match["page"] or 0))


NOTHING = _("I keep nothing of you.")


class EraseButton(LastingButton, template=panels.ERASE):
    """Yes, erase everything."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Erase; what the bot itself posted follows by a cue, which also survives a crash."""
        privacy.own_data(self.id_in("person"), interaction.user.id)
        bot, say = bot_of(interaction), await voice_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = bot.clock()
        async with bot.db.transaction() as db:
            nothing = (await personal.of_person(db, interaction.user.id)).nothing
            erased = await personal.erase(db, interaction.user.id)
            for meetup in erased.meetups:
                await timelines.add_cue(db, meetup, Cue(CueKind.TAKE_BACK, 0, now, note="erased"))
            for meetup in erased.walls:
                await walls.wake(db, meetup, now)
        await bot.db.forget_log()
        bot.runner.wake()
        done = _(
            "Erased: I keep nothing of you any more. If moderators have files from before, I ask them to remove "
            "those. Your own chat messages stay where they are: only you can delete them. You may take part again."
        )
        await answer(interaction, say(NOTHING if nothing else done))
        for origin in erased.messages:
            await marks.remove(bot, origin.channel, origin.message)


class KeepButton(LastingButton, template=panels.KEEP):
    """No, keep it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Change nothing."""
        await answer(interaction, _("Fine, everything stays as it is."))


class MineCog(
    commands.GroupCog,
    group_name=named("mijn", "my"),
    group_description=described("Your own contributions, your data and your language"),
):
    """What is mine."""

    def __init__(self, bot: MeetupBot) -> None:
        self.bot = bot

    @app_commands.command(
        name=named("bijdragen", "contributions"),
        description=described("See, change or withdraw what you brought in"),
    )
    async def contributions(self, interaction: Interaction) -> None:
        """List, change, withdraw."""
        await show(interaction)

    @app_commands.command(name=named("gegevens", "data"), description=described("See everything I keep of you"))
    async def data(self, interaction: Interaction) -> None:
        """A summary, and a file with all of it."""
        found = await personal.of_person(self.bot.db.read, interaction.user.id)
        if found.nothing:
            await answer(interaction, NOTHING)
            return
        say, language = await voice_of(interaction), await language_of(interaction)
        lines = [
            say(_("This is what I keep of you. All of it, word for word, stands in the file:")),
            kept.summary(found, say),
            "-# " + say(_("`/mijn wissen` erases it.")),
        ]
        # The file is Markdown of its own, so what people typed is made harmless there in another way.
        content = kept.document(found, voice(language), language, self.bot.settings.zone)
        file = discord.File(io.BytesIO(content), say(_("my-data.md")))
        await answer(interaction, "\n".join(lines), file=file)

    @app_commands.command(name=named("wissen", "erase"), description=described("Erase everything I keep of you"))
    async def erase(self, interaction: Interaction) -> None:
        """Show what will go, and ask once more."""
        found = await personal.of_person(self.bot.db.read, interaction.user.id)
        if found.nothing:
            await answer(interaction, NOTHING)
            return
        say = await voice_of(interaction)
        lines = [
            say(_("Do you want me to erase everything I keep of you? This goes, and can't come back:")),
            kept.summary(found, say),
            say(_("Your own chat messages stay: only you can delete them, on Discord.")),
        ]
        await answer(interaction, "\n".join(lines), panels.erase(interaction.user.id, say))

    @app_commands.command(
        name=named("groep", "group"), description=described("How many of you sit at this screen? For the tables")
    )
    @app_commands.rename(people=named("aantal", "people"))
    @app_commands.describe(people=described("How many people, with you? 1 undoes it"))
    async def group(self, interaction: Interaction, people: Range[int, 1, LARGEST_GROUP]) -> None:
        """A shared screen counts as so many people when the tables are divided."""
        size = group_size(people)
        if interaction.guild_id is None:
            raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
        meetup = await meetup_here(interaction, *UNFINISHED)
        if meetup.state is State.CLOSED:
            raise Refusal(_("**{title}** is over already.", title=plain(meetup.title)))
        async with self.bot.db.transaction() as db:
            await wishes.set_screen(db, meetup.id, interaction.user.id, size)
        alone = _("You count as one person again when the tables are divided.")
        more = _("Your screen counts as {n} people when the tables are divided. `/mijn groep 1` undoes it.", n=size)
        await answer(interaction, more if size > 1 else alone)

    @app_commands.command(name=named("taal", "language"), description=described("In which language do I talk to you?"))
    @app_commands.rename(language=named("taal", "language"))
    @app_commands.describe(language=described("Your language"))
    @app_commands.choices(language=[Choice(name=name, value=code) for code, name in LANGUAGES.items()])
    async def language(self, interaction: Interaction, language: Choice[str]) -> None:
        """Choose a language for oneself."""
        async with self.bot.db.transaction() as db:
            await people.choose_language(db, interaction.user.id, language.value, self.bot.clock())
        await answer(interaction, voice(language.value)(_("From now on I talk English to you.")))

    @app_commands.command(name=named("functie", "role"), description=described("Who are you in education?"))
    async def role(self, interaction: Interaction) -> None:
        """Ask it again: the answer takes the place of the one before."""
        await roles.ask(interaction)


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(MineButton, EraseButton, KeepButton)
    await bot.add_cog(MineCog(bot))
