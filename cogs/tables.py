"""Tables of a break-out: people choose one, and moderators command them."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.content.texts import bare
from bot.core.evening import commands as rules
from bot.core.evening.meetup import Action, State
from bot.core.tables import groups
from bot.core.tables.broadcasts import chosen, completed
from bot.core.tables.divisions import LARGEST_SEED, How
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.features.groups.beginning import begin_here
from bot.features.meetups import fitting, outcomes
from bot.features.meetups.commanding import command
from bot.features.seats import dividing, going
from bot.features.seats.adding import standing, table_for
from bot.features.seats.deciding import apart, divide, host, show_way, together
from bot.features.seats.moving import move_one
from bot.features.tables import changing, closing, splitting
from bot.features.tables import views as table_views
from bot.features.tables.access import open_table, open_tables
from bot.features.tables.broadcasting import say_at_tables
from bot.features.tables.status import overview, tables_of
from bot.platform import hidden, limits
from bot.platform.answers import Interaction, answer, bot_of
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_here
from bot.platform.doors import For
from bot.platform.lasting import LastingButton
from bot.platform.names import described, named
from bot.platform.views import ways
from bot.storage import timelines


class TableButton(LastingButton, template=table_views.TABLE, open_to=For.EVERYBODY):
    """Button of one table in the plenary."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer with a link to the table, and take who sits in voice along.

        Where they have another table of their own, answer with both.
        """
        meetup, place = await open_table(interaction, id)
        user = interaction.user
        voice = going.voice_of(user)
        table = await table_for(bot_of(interaction), meetup, place, user.id)
        if table.channel is None:  # Discord makes it now, which may take longer than an answer may
            await interaction.response.defer(ephemeral=True, thinking=True)
            table = await standing(bot_of(interaction), meetup, table, place)
        place = table
        if voice and voice.id == place.channel:
            raise Refusal(_("You are at this table already. Enjoy the talk!"))
        assert place.block is not None  # every table has one
        own = await dividing.place_of(bot_of(interaction), meetup, place.block, user)
        if own is not None and own.id != place.id:
            await show_way(interaction, meetup, own, place)
            return
        text = _("Your table: {table}. Tap it to go in.", table=f"<#{place.channel}>")
        if voice:
            text = _("Your table: {table}. I take you along now; you may tap it yourself, too.",
                     table=f"<#{place.channel}>")  # fmt: skip
        await answer(interaction, text, ways(meetup.server, place))
        await going.take_along(interaction, place)


@app_commands.default_permissions(hidden.RIGHT)
class TablesCog(
    commands.GroupCog,
    group_name=named("ruimtes", "rooms"),
    group_description=described("Command the tables of a break-out"),
):
    """The commands under /ruimtes."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @app_commands.command(
        name=named("terug", "back"), description=described("Call everybody back from the tables, now")
    )
    async def back(self, interaction: Interaction) -> None:
        """End the break-out with its usual time to return; the next block follows by its cues."""
        meetup = await meetup_here(interaction, *UNFINISHED)
        meetup, after = await command(interaction, meetup.id, Action.CALL_BACK, rules.call_back)
        await fitting.tell(interaction, meetup, after, outcomes.said(Action.CALL_BACK, meetup, after))

    @app_commands.command(
        name=named("verdeel", "divide"), description=described("Divide people over the tables; first you see a preview")
    )
    @app_commands.rename(how=named("hoe", "how"), number=named("ronde", "round"), seed=named("nummer", "number"))
    @app_commands.describe(
        how=described("Equal tables, or every role spread over them as well"),
        number=described("Which round, when there are several?"),
        seed=described("The same number with the same people gives the same tables"),
    )
    @app_commands.choices(
        how=[
            Choice(name=named("gelijk", "equal"), value=How.EQUAL.value),
            Choice(name=named("per functie", "by role"), value=How.BY_ROLE.value),
        ]
    )
    async def divide(
        self,
        interaction: Interaction,
        how: Choice[str] | None = None,
        number: int | None = None,
        seed: Range[int, 1, LARGEST_SEED] | None = None,
    ) -> None:
        """Have a preview of a division posted in the moderators' channel."""
        await divide(interaction, how.value if how else None, number, seed)

    @app_commands.command(
        name=named("nu", "now"), description=described("Groups at once: everybody who is in voice now, nobody alone")
    )
    @app_commands.rename(size=named("grootte", "size"), minutes=named("minuten", "minutes"))
    @app_commands.describe(size=described("How many people together?"), minutes=described("For how many minutes?"))
    async def now(
        self,
        interaction: Interaction,
        size: Range[int, 2, groups.LARGEST] | None = None,
        minutes: Range[int, 1, groups.LONGEST] | None = None,
    ) -> None:
        """Begin groups at once, or ask for what was not given."""
        await begin_here(interaction, size, minutes)

    @app_commands.command(
        name=named("begeleider", "host"), description=described("Give a table its host; without a table: no host")
    )
    @app_commands.rename(person=named("persoon", "person"), table=named("tafel", "table"))
    @app_commands.describe(person=described("Who?"), table=described("Which table? Leave it empty to undo it"))
    async def host(
        self, interaction: Interaction, person: discord.User, table: discord.VoiceChannel | None = None
    ) -> None:
        """Make a person host of a table, or without a table end it."""
        await host(interaction, person, table)

    @app_commands.command(name=named("samen", "together"), description=described("Keep people at one table"))
    @app_commands.rename(
        one=named("persoon1", "person1"),
        two=named("persoon2", "person2"),
        three=named("persoon3", "person3"),
        four=named("persoon4", "person4"),
        five=named("persoon5", "person5"),
    )
    @app_commands.describe(
        one=described("Who?"),
        two=described("With whom?"),
        three=described("And with whom?"),
        four=described("And with whom?"),
        five=described("And with whom?"),
    )
    async def together(
        self,
        interaction: Interaction,
        one: discord.User,
        two: discord.User,
        three: discord.User | None = None,
        four: discord.User | None = None,
        five: discord.User | None = None,
    ) -> None:
        """Keep two to five people at one table whenever the tables are divided."""
        await together(interaction, [person for person in (one, two, three, four, five) if person is not None])

    @app_commands.command(
        name=named("los", "apart"), description=described("Somebody need not sit with the others any more")
    )
    @app_commands.rename(person=named("persoon", "person"))
    @app_commands.describe(person=described("Who?"))
    async def apart(self, interaction: Interaction, person: discord.User) -> None:
        """Let a person be seated without the others again; undoes ``together``."""
        await apart(interaction, person)

    @app_commands.command(
        name=named("verplaats", "move"), description=described("Move one person to a table, or to the plenary")
    )
    @app_commands.rename(person=named("persoon", "person"), table=named("tafel", "table"))
    @app_commands.describe(person=described("Who?"), table=described("Which table? Leave it empty for the plenary"))
    async def move(
        self, interaction: Interaction, person: discord.User, table: discord.VoiceChannel | None = None
    ) -> None:
        """Move a person who is in voice at this meetup."""
        await move_one(interaction, person, table)

    @app_commands.command(
        name=named("bericht", "message"), description=described("Say something at all tables, or at some")
    )
    @app_commands.rename(text=named("tekst", "text"), tables=named("tafels", "tables"))
    @app_commands.describe(
        text=described("What do you want to say?"),
        tables=described("Only at these tables, with a comma in between (leave it empty for all)"),
    )
    async def message(self, interaction: Interaction, text: str, tables: str = "") -> None:
        """Send a moderator's message to the open tables, or to those named."""
        meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
        await say_at_tables(interaction, meetup, Typed(text), lambda places: chosen(places, Typed(tables)))

    @message.autocomplete("tables")
    async def _tables(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await _choices(self.bot, interaction, typed)

    table = app_commands.Group(
        name=named("tafel", "table"), description=described("One more table, another name for one, or one closed")
    )

    @table.command(name=named("erbij", "add"), description=described("One more table, now or for the next round"))
    @app_commands.rename(like=named("zoals", "like"), title=named("naam", "name"))
    @app_commands.describe(
        like=described("Which table has the same questions?"),
        title=described("Its name (leave it empty for the same name with a number)"),
    )
    async def add_table(self, interaction: Interaction, like: str, title: str = "") -> None:
        """Open one more table."""
        await changing.add(interaction, Typed(like), Typed(title))

    @table.command(name=named("hernoem", "rename"), description=described("Give a table another name"))
    @app_commands.rename(old=named("tafel", "table"), title=named("naam", "name"))
    @app_commands.describe(old=described("Which table?"), title=described("What is it called from now on?"))
    async def rename_table(self, interaction: Interaction, old: str, title: str) -> None:
        """Give a table another name."""
        await changing.rename(interaction, Typed(old), Typed(title))

    @table.command(name=named("sluit", "close"), description=described("Close one table while the others go on"))
    @app_commands.rename(title=named("tafel", "table"))
    @app_commands.describe(title=described("Which table?"))
    async def close_table(self, interaction: Interaction, title: str) -> None:
        """Ask where a table's people go, and close it."""
        await closing.ask(interaction, Typed(title))

    @table.command(name=named("splits", "split"), description=described("Split a table that is too big to talk at"))
    @app_commands.rename(title=named("tafel", "table"))
    @app_commands.describe(title=described("Which table?"))
    async def split_table(self, interaction: Interaction, title: str) -> None:
        """Take half of a table's people to a new one."""
        await splitting.named(interaction, Typed(title))

    @split_table.autocomplete("title")
    @close_table.autocomplete("title")
    async def _one(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await _choices(self.bot, interaction, typed)

    @add_table.autocomplete("like")
    @rename_table.autocomplete("old")
    async def _to_come(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await _choices(self.bot, interaction, typed, changing.offered)

    @app_commands.command(
        name=named("status", "status"),
        description=described("How are the tables: people, who is ready, who asked for help?"),
    )
    async def status(self, interaction: Interaction) -> None:
        """Answer with a line for each open table. Raises Refusal while none are open."""
        meetup = await meetup_here(interaction, *UNFINISHED)
        tables = await tables_of(self.bot, meetup, await timelines.of_meetup(self.bot.db.read, meetup.id))
        if not tables:
            raise Refusal(
                _("No tables are open now. `/meetup status` tells where we are."), Remedy(Mend.STATUS, meetup.id)
            )
        await answer(interaction, overview(tables))


async def _choices(
    bot: App,
    interaction: Interaction,
    typed: str,
    which: changing.Which = open_tables,
) -> list[Choice[str]]:
    """Return as many titles of open tables as Discord shows, or of ``which``."""
    try:
        meetup = await meetup_here(interaction, *UNFINISHED)
    except Refusal:
        return []  # there is no other way to say no while somebody types
    db = bot.db.read
    tables = await which(db, meetup, await timelines.of_meetup(db, meetup.id))
    names = (bare(title) for title in completed(tables, Typed(typed)) if len(title) <= limits.OPTION)
    return [Choice(name=name, value=name) for name in names][: limits.OPTIONS]


async def setup(bot: App) -> None:
    """Add the button and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(TableButton)
    await bot.add_cog(TablesCog(bot))
