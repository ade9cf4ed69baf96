"""The list of a person's own contributions, a page at a time."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.content.times import stamp
from bot.core.kinds import called
from bot.core.people import circles as circle_rules
from bot.core.people import follow_ups as rules
from bot.core.people import joins as join_rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.words.text import Part, Text, _, ngettext
from bot.features.contributions import circling, filled, joining, telling, travelling, writing_to
from bot.features.contributions import sharing as sharing_views
from bot.features.contributions import views as contribution_views
from bot.features.follow_ups import buddies, own
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.views import lasting
from bot.storage import consents, contributions, follow_ups, joins, meetups

ON_PAGE = 4  # five rows of buttons fit, and one is for turning pages
SHOWN = 150  # characters of each contribution


async def show(interaction: discord.Interaction[Any], page: int = 0) -> None:
    """Answer with one page of a person's own contributions, the newest first, each with its buttons."""
    db, say = bot_of(interaction).db.read, await voice_of(interaction)
    items = await contributions.of_author(db, interaction.user.id)
    joins_some = bool(await joins.of_person(db, interaction.user.id))
    if not items:
        nothing = _("You have not brought in anything yet. Write **#morgen** with what you will do, or use `/morgen`.")
        view = lasting(joining.what_i_join(say)) if joins_some else discord.utils.MISSING
        await answer(interaction, nothing, view)
        await buddies.tell_waiting(interaction)
        await writing_to.tell_waiting(interaction)
        return
    pages = (len(items) - 1) // ON_PAGE + 1
    page = min(page, pages - 1)
    lines: list[Part] = [ngettext("You brought in one contribution:", "You brought in {n} contributions:", len(items))]
    numbered = list(enumerate(items, start=1))[page * ON_PAGE : (page + 1) * ON_PAGE]
    view = contribution_views.mine([(number, item.id) for number, item in numbered], page, pages, say)
    plans = await follow_ups.of_person(db, interaction.user.id)
    joined = await joins.of_contributions(db, [item.id for _number, item in numbered])
    for row, (number, item) in enumerate(numbered):
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        lines.append(Text.bold(Text.of(f"{number}. ", called(item.kind))) + f" {stamp(item.said_at, 'F')}")
        lines += [
            sentences.quoted(item.kind, item.text, SHOWN),
            *filled.brief(item),
            sharing_views.line(item, meetup.shows_names),
        ]
        view.add_item(sharing_views.who_reads(item.id, number, row, say))
        lines += own.lines_on(plans.get(item.id))
        if item.kind in rules.FOLLOWED and item.text:
            view.add_item(own.button(item, number, row, say))
        elif travelling.travels(item, meetup):
            view.add_item(travelling.button(item, f" {number}", say, row))
        if joined[item.id]:
            lines.append(joining.who_joins(item, meetup, joined[item.id]))
        if join_rules.asks_author(item, meetup, joined[item.id]):
            view.add_item(joining.get_known(item.id, number, row, say))
        elif circle_rules.may_open(item, meetup, joined[item.id]):
            view.add_item(circling.button(item, say, f" {number}", row))
    if joins_some:
        view.add_item(joining.what_i_join(say))
    lines.append("-# " + _("`/mijn gegevens` shows all I keep of you, `/mijn wissen` erases it."))
    await answer(interaction, say(Text.lines(*lines)), view)
    if page == 0:
        await _ask(interaction, items)
        await telling.tell_here(interaction)
        await own.tell_waiting(interaction)
        await buddies.tell_waiting(interaction)
        await writing_to.tell_waiting(interaction)


async def _ask(interaction: discord.Interaction[Any], items: Sequence[Contribution]) -> None:
    """Ask who may read the newest words that a person did not choose for, and with them all others of that meetup."""
    db, say = bot_of(interaction).db.read, await voice_of(interaction)
    newest = next((item for item in items if item.sharing is None and item.text), None)
    meetup = await meetups.get(db, newest.meetup) if newest else None
    if meetup is None:
        return
    waiting = [item for item in items if item.meetup == meetup.id and item.sharing is None]
    chosen = await consents.of_person(db, meetup.id, interaction.user.id)
    text = sharing_views.question_about(waiting, chosen, meetup.shows_names)
    await answer(interaction, say(text), sharing_views.choices(meetup, say, chosen))
