"""/meetup lijst, hernoem, kopieer and wijzig: all meetups of the server, and what is done with one at any time."""

from contextlib import suppress
from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.core.evening.correcting import Opened
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.features.meetups import card, copying, correcting, giving, listing, picking, planning, renaming
from bot.features.programmes import block_forms
from bot.platform import limits
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_of, moderator
from bot.platform.lasting import LastingButton, LastingForm, LastingMenu
from bot.platform.names import described, named
from bot.platform.views import label

WHICH = described("Which meetup? Leave it empty for the one of this channel")


@app_commands.command(name=named("lijst", "list"), description=described("All meetups of this server"))
async def list_all(interaction: discord.Interaction[Any]) -> None:
    """Answer with the meetups of the server, newest first."""
    await listing.show(interaction)


@app_commands.command(name=named("hernoem", "rename"), description=described("Give a meetup another name"))
@app_commands.rename(title=named("titel", "title"), which=named("welke", "which"))
@app_commands.describe(title=described("The name that people see"), which=WHICH)
async def rename(
    interaction: discord.Interaction[Any], title: Range[str, 1, renaming.LONGEST], which: Range[str, 0, 100] = ""
) -> None:
    """Give a meetup another name."""
    meetup = await picking.meant(interaction, Typed(which), *UNFINISHED)
    await renaming.rename(interaction, meetup.id, Typed(title))


@app_commands.command(name=named("kopieer", "copy"), description=described("Plan a meetup as an earlier one"))
@app_commands.rename(
    start=named("start", "start"),
    which=named("welke", "which"),
    title=named("titel", "title"),
    place=named("plaats", "place"),
    ends=named("eindigt", "ends"),
    follows=named("volgt_op", "follows"),
)
@app_commands.describe(
    start=described("When? For example 19:30, morgen half acht or 25-11-2026 19:30"),
    which=described("Which meetup? Leave it empty for the last one"),
    title=described("The name that people see; empty for the same"),
    place=described("The town or region that hosts; empty for the same"),
    ends=described("When must it be over? Empty for the same time"),
    follows=described("Which earlier meetup does it follow?"),
)
async def copy(
    interaction: discord.Interaction[Any],
    start: str,
    which: Range[str, 0, 100] = "",
    title: Range[str, 0, 80] = "",
    place: Range[str, 0, 80] = "",
    ends: Range[str, 0, 20] = "",
    follows: Range[str, 0, 100] = "",
) -> None:
    """Plan a meetup with the programme, tables and place of an earlier one."""
    server, bot = await moderator(interaction), bot_of(interaction)
    old = await picking.to_copy(interaction, Typed(which))
    before = await planning.followed(bot, server.id, Typed(follows))
    wanted = copying.wanted(old, bot.settings.zone, Typed(title), Typed(place), Typed(ends), before)
    await planning.plan_or_ask(interaction, server, wanted, Typed(start))


@copy.autocomplete("follows")
async def _over(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    return await picking.to_follow(interaction, typed)


@copy.autocomplete("which")
@rename.autocomplete("which")
async def _all(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    return await picking.offered(interaction, typed)


@app_commands.command(
    name=named("wijzig", "change"), description=described("Correct a block: its words, questions, link or length")
)
@app_commands.rename(block=named("blok", "block"), table=named("tafel", "table"), drop=named("vervalt", "drop"))
@app_commands.describe(
    block=described("Which part? Leave it empty for the part of now"),
    table=described("What one table has: its text, questions and link"),
    drop=described("Leave this part out altogether?"),
)
async def change(
    interaction: discord.Interaction[Any],
    block: Range[str, 0, 100] = "",
    table: Range[str, 0, 100] = "",
    *,
    drop: bool = False,
) -> None:
    """Show the form of a block of the meetup, or of one of its tables, or leave it out. Raises Refusal."""
    if table and drop:
        raise Refusal(
            _("A table is closed with `/ruimtes tafel sluit`. To leave out a whole part, name no table with it.")
        )
    if table:
        await correcting.show_table_form(interaction, Typed(block), Typed(table))
    else:
        await (correcting.drop if drop else correcting.show_form)(interaction, Typed(block))


@change.autocomplete("block")
async def _blocks(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    with suppress(Refusal):  # there is no other way to say no while somebody types
        found = await giving.offered(interaction, Typed(typed))
        return [Choice(name=label(title, limits.OPTION), value=str(number)) for number, title in found]
    return []


class PageButton(LastingButton, template=listing.PAGE):
    """Button to another page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any], page: int) -> None:
        """Show it."""
        await listing.show(interaction, page)


class ChooseMenu(LastingMenu, template=listing.CHOOSE):
    """Menu of the meetups on a page."""

    async def pressed(self, interaction: discord.Interaction[Any], page: int) -> None:
        """Show what can be done with the one that was chosen."""
        await card.show(interaction, Typed(next(iter(self.chosen(interaction)), "")), page)


class RenameButton(LastingButton, template=renaming.FORM):
    """Button that opens the form with the name of a meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Open it."""
        await renaming.show_form(interaction, await meetup_of(interaction, id))


class RenameForm(LastingForm, template=renaming.SENT):
    """Form with another name."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int, seen: int) -> None:
        """Give the meetup that name."""
        await renaming.rename(interaction, id, self.typed("naam"), seen)


class CopyButton(LastingButton, template=copying.FORM):
    """Button that opens the form to plan a meetup as an earlier one."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Open it."""
        await copying.show_form(interaction, await meetup_of(interaction, id))


class CopyForm(LastingForm, template=copying.SENT):
    """Form with when it is, once more."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Plan it, or ask which day is meant."""
        server, old = await moderator(interaction), await meetup_of(interaction, id)
        title, place, ends = (self.typed(name) for name in ("titel", "plaats", "eind"))
        wanted = copying.wanted(old, bot_of(interaction).settings.zone, title, place, ends, None)
        await planning.plan_or_ask(interaction, server, wanted, self.typed("begin"))


class ChangeForm(LastingForm, template=correcting.SENT):
    """Form of a block of a meetup."""

    async def submitted(
        self, interaction: discord.Interaction[Any], id: int, block: int, seen: int, was: int | None
    ) -> None:
        """Change it."""
        values = {key: self.typed(key) for key in block_forms.FIELDS if self.has(key)}
        await correcting.correct(interaction, id, block, Opened(seen, was), values)


class ChangeTableForm(LastingForm, template=correcting.TABLE_SENT):
    """Form with what a table has."""

    async def submitted(
        self, interaction: discord.Interaction[Any], id: int, block: int, room: int, seen: int, was: int | None
    ) -> None:
        """Change it."""
        values = {key: self.typed(key) for key in ("tekst", "vragen", "richtingen", "url")}
        await correcting.correct_table(interaction, id, block, Opened(seen, was, room), values)


async def setup(bot: App) -> None:
    """Add the commands and the buttons to the bot; called by discord.py."""
    group = cast(app_commands.Group, bot.tree.get_command("meetup"))
    group.add_command(list_all)
    group.add_command(rename)
    group.add_command(copy)
    group.add_command(change)
    bot.add_dynamic_items(PageButton, ChooseMenu, RenameButton, CopyButton)
