"""The answer to ``/meetup lijst``: the meetups of the server, page by page, and what can be done with one of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord

from bot.content.times import day_with_time, stamp
from bot.core.evening import listed as rules
from bot.core.evening.listed import Listed
from bot.core.evening.meetup import State
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.features.meetups.picking import known
from bot.platform import limits
from bot.platform.answers import answer_in_place, bot_of, language_of
from bot.platform.app import App
from bot.platform.callers import NO_MEETUP, moderator
from bot.platform.custom_id import CustomId
from bot.platform.text import speaking
from bot.platform.views import Button, label, lasting
from bot.storage import attendance, contributions
from bot.storage.database import Queries

PAGE = CustomId("meetup:lijst:{page}", page=4)
CHOOSE = CustomId("meetup:lijst:kies:{page}", page=4)
ON_A_PAGE: Final = 5  # fit in one message, and on a phone without much scrolling (our choice)
SHOWN_BEFORE: Final = 2  # earlier meetups in a chain; how many more there are is said
TITLE, PLACE, SHORT = 60, 40, 30  # characters, so that a page fits in one message

STATES: Mapping[State, Text] = {
    State.PLANNED: _("🗓️ planned"),
    State.LIVE: _("▶️ going on"),
    State.PAUSED: _("⏸️ paused"),
    State.CLOSED: _("✅ over"),
}


async def show(interaction: discord.Interaction[Any], page: int = 0) -> None:
    """Show a page of the list of meetups, with buttons to the others and a menu of those on it.

    Raises Refusal where there are none.
    """
    server = await moderator(interaction)
    bot, language = bot_of(interaction), await language_of(interaction)
    say, found = speaking(language), await known(bot.db.read, server.id)
    if not found:
        raise Refusal(NO_MEETUP, Remedy(Mend.PLAN))
    pages = -(-len(found) // ON_A_PAGE)
    page = min(page, pages - 1)
    some = found[page * ON_A_PAGE :][:ON_A_PAGE]
    head: Text = ngettext("## One meetup on this server", "## {n} meetups on this server", len(found))
    if pages > 1:
        head = Text.of(head, " · ", _("page {page} of {pages}", page=page + 1, pages=pages))
    entries = [await entry(bot.db.read, meetup, {other.id: other for other in found}) for meetup in some]
    await answer_in_place(interaction, say(Text.lines(head, *entries)), _below(bot, some, page, pages, language))


async def entry(db: Queries, meetup: Listed, among: Mapping[int, Listed]) -> Text:
    """Return the lines on one meetup: title and state, when and where, how many people, and which it follows."""
    people = await attendance.people(db, meetup.id)
    kept = sum((await contributions.per_kind(db, meetup.id)).values())
    where: list[Part] = [stamp(meetup.begins, "F")]
    where += [Text.cut(part, PLACE) for part in (meetup.place, meetup.province, meetup.season) if part]
    counts: list[Part] = [
        ngettext("one person", "{n} people", people),
        ngettext("one text", "{n} texts", kept),
    ]
    if meetup.has_begun and meetup.is_put_away:
        counts.append(_("put away"))
    lines: list[Part] = [
        Text.of(Text.bold(meetup.title.cut(TITLE)), " · ", _state(meetup)),
        Text.of("-# ", Text.join(" · ", where)),
    ]
    if meetup.has_begun:
        lines.append(Text.of("-# ", Text.join(" · ", counts)))
    return Text.lines(*lines, *_chain(rules.came_before(meetup, among)))


def _state(meetup: Listed) -> Text:
    return _("✖️ cancelled") if meetup.was_cancelled else STATES[meetup.state]


def _chain(before: Sequence[Listed]) -> list[Text]:
    """Return the line on which meetups this one follows; none without any."""
    if not before:
        return []
    names = [
        _("{title} ({date})", title=one.title.cut(SHORT), date=stamp(one.begins, "D")) for one in before[:SHOWN_BEFORE]
    ]
    more = len(before) - len(names)
    parts: list[Part] = [*names, *([_("{n} more", n=more)] if more else [])]
    return [Text.of("-# ↪️ ", _("follows {chain}", chain=Text.join(" ← ", parts)))]


def _below(bot: App, some: Sequence[Listed], page: int, pages: int, language: str) -> discord.ui.View:
    say = speaking(language)
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=CHOOSE(page=page), placeholder=say(_("Choose one, to do something with it …"))
    )
    for meetup in some:
        menu.add_option(
            label=label(meetup.title, limits.OPTION),
            value=str(meetup.id),
            description=day_with_time(meetup.begins, language, bot.settings.zone),
        )
    view = lasting(menu)
    if page:
        view.add_item(Button(label=say(_("Newer")), emoji="◀️", custom_id=PAGE(page=page - 1)))
    if page + 1 < pages:
        view.add_item(Button(label=say(_("Older")), emoji="▶️", custom_id=PAGE(page=page + 1)))
    return view
