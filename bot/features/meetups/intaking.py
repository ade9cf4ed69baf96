"""The intake of a school: its leader fills it in, in two steps that are kept, and the plan is made from it."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening.meetup import Meetup
from bot.core.programme import intake as rules
from bot.core.programme.intake import Intake
from bot.core.programme.intake_steps import merged
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import intake_planning as planning
from bot.features.meetups import intake_views as views
from bot.features.meetups import next_steps
from bot.platform import lookup, rights, troubles
from bot.platform.answers import answer, answer_in_place, bot_of, language_of, place_of, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.seen import as_read_at
from bot.platform.text import speaking
from bot.platform.views import lasting, shown
from bot.storage import intakes, people, servers
from bot.storage.database import Queries

PASS_ON = _("I could not pass it on. Tell whoever asked you that it is filled in: `/meetup intake` shows it to them.")


# ---------------------------------------------------------------------- beginning


async def begin(interaction: discord.Interaction[Any], who: discord.User | discord.Member | None) -> None:
    """Show a moderator the intake to go on with, or a new one; with a name, ask that person to fill one in."""
    server, bot = await moderator(interaction), bot_of(interaction)
    if who is not None and who.id != interaction.user.id:
        await _ask(interaction, server, who)
    elif known := await intakes.newest(bot.db.read, server.id):
        await show(interaction, known[0], more=known[1:])
    else:
        await begin_new(interaction)


async def begin_new(interaction: discord.Interaction[Any]) -> None:
    """Show a moderator a new intake, to fill in themselves."""
    server, bot = await moderator(interaction), bot_of(interaction)
    async with bot.db.transaction() as db:
        id = await intakes.begin(db, server.id, interaction.user.id, bot.clock())
    await show(interaction, Intake(id, server.id, interaction.user.id))


async def choose(interaction: discord.Interaction[Any], chosen: str) -> None:
    """Show a moderator an intake from the list, by its id. Raises Refusal where it is gone."""
    server = await moderator(interaction)
    known = await intakes.newest(bot_of(interaction).db.read, server.id)
    intake = next((one for one in known if str(one.id) == chosen), None)
    if intake is None:
        raise Refusal(planning.GONE)
    await show(interaction, intake, more=[one for one in known if one is not intake])


async def _ask(
    interaction: discord.Interaction[Any], server: servers.Server, who: discord.User | discord.Member
) -> None:
    """Give somebody a button to an intake: here where they see this channel, else by direct message. Raises Refusal."""
    if who.bot:
        raise Refusal(_("A bot can't fill in an intake. Choose the school leader."))
    ours = interaction.app_permissions
    if not (ours.view_channel and ours.send_messages):
        raise Refusal(
            _(
                "I can't write in this channel, so I could not tell you here when it is filled in. Give "
                "`/meetup intake` in a channel where I can."
            )
        )
    bot, say = bot_of(interaction), await voice_of(interaction)
    async with bot.db.transaction() as db:
        id = await intakes.ask(db, server.id, who.id, place_of(interaction), bot.clock())
    if isinstance(who, discord.Member) and _sees(who, interaction.channel):
        view, mentions = lasting(views.show_button(id, FILL_IN, say)), discord.AllowedMentions(users=[who])
        await interaction.response.send_message(say(_asked(who)), view=view, allowed_mentions=mentions)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)  # a direct message may take a while
    theirs = speaking(await people.language_at(bot.db.read, server.id, None, who.id) or server.language)
    try:
        await who.send(theirs(_asked(who)), view=lasting(views.show_button(id, FILL_IN, theirs)))
    except (discord.Forbidden, discord.NotFound):
        raise Refusal(
            _(
                "{person} does not see this channel, and gets no direct messages from me. Give `/meetup intake` once "
                "more in a channel that both of you see.",
                person=who.mention,
            )
        ) from None
    await answer(interaction, _("{person} does not see this channel, so I sent the button by direct message.",
                                person=who.mention))  # fmt: skip


FILL_IN = _("Fill in the intake")


def _asked(who: discord.User | discord.Member) -> Text:
    return _(
        "{person}, will you tell about your school? With the button you fill it in, in two short steps. You can go on "
        "with it later.",
        person=who.mention,
    )


def _sees(who: discord.Member, channel: object) -> bool:
    place = channel.parent if isinstance(channel, discord.Thread) else channel
    return isinstance(place, discord.abc.GuildChannel) and place.permissions_for(who).read_messages


# ---------------------------------------------------------------------- filling in


async def found(interaction: discord.Interaction[Any], id: int, db: Queries | None = None) -> Intake:
    """Return an intake: to who fills it in, also in a direct message, and to moderators. Raises Refusal for others."""
    read = db or bot_of(interaction).db.read
    intake = await intakes.own(read, id, interaction.user.id)
    if intake is not None and interaction.guild_id in (intake.server, None):
        return intake
    server = await moderator(interaction)
    intake = await intakes.get(read, id, server.id)
    if intake is None:
        raise Refusal(planning.GONE)
    return intake


async def show(
    interaction: discord.Interaction[Any], intake: Intake, *notes: Text, more: Sequence[Intake] = ()
) -> None:
    """Answer privately with what is filled in so far, what to think of, and a button for each step.

    A moderator can make the plan, begin another intake, and open one of ``more``; a school leader passes it on.
    """
    bot, say = bot_of(interaction), await voice_of(interaction)
    leads, missing = await _leads(interaction, intake), views.missing(intake)
    planned = await planning.planned(bot.db.read, intake)
    buttons = views.step_buttons(intake, say)
    if leads:
        buttons += [views.plan_button(intake, say)] if not missing and planned is None else []
        buttons.append(views.new_button(say))
    elif not missing and intake.channel is not None:
        buttons.append(views.ready_button(intake, say))
    ends = [*notes, *_ends(bot, intake, planned, missing, leads=leads)]
    await answer_in_place(interaction, views.overview(intake, say, ends), views.under(buttons, more, say))


def _ends(bot: App, intake: Intake, planned: Meetup | None, missing: Text | None, *, leads: bool) -> list[Text]:
    if planned is not None:
        return [
            "🗓️ "
            + _(
                "The plan was made: **{title}**, {start}. What you change here now does not get into it by itself.",
                title=planned.title,
                start=stamp(planned.planned_start, "F"),
            )
        ]
    if missing is not None:
        return ["-# " + missing]
    last = _("You can still change everything.") if leads else _("A moderator makes the plan from this.")
    still = views.empty(intake)
    return [*(["-# " + still] if still else []), "-# " + Text.join(" ", [*planning.becomes(bot, intake), last])]


async def _leads(interaction: discord.Interaction[Any], intake: Intake) -> bool:
    server = await servers.get(bot_of(interaction).db.read, intake.server)
    return isinstance(interaction.user, discord.Member) and rights.is_moderator(interaction.user, server)


async def fill_in(
    interaction: discord.Interaction[Any], id: int, step: int, sent: Mapping[str, list[Typed]], seen: str | None
) -> None:
    """Keep a step, and show what is filled in. Raises Refusal as ``found``."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    server, language = (await found(interaction, id)).server, await language_of(interaction)
    read = {
        name: tuple([await as_read_at(bot, words, server, language) for words in sent.get(name, ())])
        for name in rules.STEPS[step]
    }
    read |= {
        name: tuple(value for value in read[name] if value.line in views.options(name, bot.library, say))
        for name in read.keys() & {*rules.CHOICES}
    }
    async with bot.db.transaction() as db:
        intake, both = merged(await found(interaction, id, db), step, read, seen)
        await intakes.fill_in(db, intake, bot.clock())
    await show(interaction, intake, *([_both(both)] if both else []))


def _both(fields: Sequence[str]) -> Text:
    return "⚠️ " + _(
        "Somebody else filled this in at the same time: {names} I kept what you both wrote. Look whether it is right.",
        names=tuple(rules.LABELS[name] for name in fields),
    )


async def pass_on(interaction: discord.Interaction[Any], id: int) -> None:
    """Tell the moderators, where they asked for it, that an intake is filled in. Raises Refusal."""
    bot = bot_of(interaction)
    intake = await found(interaction, id)
    if missing := views.missing(intake):
        raise Refusal(missing)
    channel = lookup.chat(bot, intake.channel)
    if channel is None:
        raise Refusal(PASS_ON)
    say = speaking((await servers.get(bot.db.read, intake.server)).language)
    text = _("The intake of **{school}** is filled in.", school=intake.words("school").cut(80))
    view = lasting(views.show_button(id, READ, say), views.plan_button(intake, say))
    try:
        await channel.send(say("📨 " + text), view=view)
    except troubles.FAILURES:
        raise Refusal(PASS_ON) from None
    await answer(interaction, _("I passed it on, thank you! You can still change everything."))


READ = _("Read the intake")


# ---------------------------------------------------------------------- the plan


async def ask_when(interaction: discord.Interaction[Any], id: int) -> None:
    """Show a moderator the form for when the day is.

    Raises Refusal for others, and where too much is missing or somebody made the plan already.
    """
    bot, say = bot_of(interaction), await voice_of(interaction)
    intake = await found(interaction, id)
    if missing := views.missing(intake):
        raise Refusal(missing)
    await planning.refuse_second(bot.db.read, intake)
    form = discord.ui.Modal(title=say(_("Make the plan")), custom_id=views.PLAN_FORM(id=id))
    begin = next_steps.field(
        say, "begin", _("When does it begin?"), _("For example 19:30, morgen half acht or 25-11-2026 19:30"), 60
    )
    await interaction.response.send_modal(shown(form, begin))
