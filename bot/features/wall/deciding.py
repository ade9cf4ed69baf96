"""The moderators' list of everything that was brought in: to hide a text with a reason, to highlight, to undo."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.content.texts import Say, bare
from bot.core.evening.meetup import Meetup
from bot.core.kinds import called
from bot.core.people import decisions as rules
from bot.core.people import sentences
from bot.core.people.decisions import LONGEST_REASON, Decided, Which
from bot.core.words.escaping import shortened
from bot.core.words.text import Part, Text, _
from bot.core.words.typed import Typed
from bot.platform import limits
from bot.platform.answers import answer_in_place, bot_of, voice_of
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, TextInput, lasting, shown
from bot.storage import decisions

ON_PAGE = 10
SHOWN, REASON = 90, 50  # characters of a contribution, and of a reason, in the list
# The ids are of the meetup.
PAGE = CustomId("oogst:lijst:{id}:{which}:{page}", which=Which, page=6)
FILTER = CustomId("oogst:kies:{id}")
DO = CustomId("oogst:{act}:{id}:{which}:{page}", act=("uitlichten", "verbergen", "herstellen"), which=Which, page=6)
# Of the contribution.
HIDE_FORM = CustomId("oogst:reden:{id}")
LET_IN = CustomId("oogst:terug:{id}")
NAMES = {
    Which.ALL: _("Everything"),
    Which.HIGHLIGHTED: _("What is highlighted"),
    Which.HIDDEN: _("What is hidden"),
}
NO_WORDS = Typed("")


async def answer_list(
    interaction: discord.Interaction[Any],
    meetup: Meetup,
    which: Which = Which.ALL,
    page: int = 0,
    words: Typed = NO_WORDS,
) -> None:
    """Answer a moderator privately with a page of the list; ``words`` are what to look for, on the first page alone."""
    say = await voice_of(interaction)
    found = rules.selected(await decisions.of_meetup(bot_of(interaction).db.read, meetup.id), which, words)
    page = min(page, max(len(found) - 1, 0) // ON_PAGE)
    here = found[page * ON_PAGE : (page + 1) * ON_PAGE]
    text = listed(meetup, here, which, len(found))
    more = bool(found[(page + 1) * ON_PAGE :]) and not words
    await answer_in_place(interaction, say(text), _under(say, meetup, here, which, page, more=more))


def listed(meetup: Meetup, here: Sequence[Decided], which: Which, count: int) -> Text:
    """Return the text of one page: number, kind, words, and what was decided."""
    lines: list[Part] = [
        _("🌾 **What people brought in at {title}**", title=meetup.title),
        Text.bold(NAMES[which]) + f" ({count})",
    ]
    for one in here:
        sign = "🚫 " if one.is_hidden else "⭐ " if one.item.highlighted else ""
        words = Text.cut(sentences.opened(one.item.kind, one.item.text.line), SHOWN)
        lines.append(Text.of(f"**{one.item.id}.** {sign}", called(one.item.kind), " ", words))
        if one.item.hidden is not None:
            lines.append("-# " + _("hidden: {reason}", reason=Text.cut(one.item.hidden, REASON)))
    if not here:
        lines.append(_("Nothing here now."))
    if count > len(here):
        lines.append("-# " + _("`/oogst verberg` with a few words of it, or its number, finds one among many."))
    return Text.lines(*lines)


def _under(
    say: Say, meetup: Meetup, here: Sequence[Decided], which: Which, page: int, *, more: bool
) -> discord.ui.View:
    state = {"id": meetup.id, "which": which, "page": page}
    items: list[discord.ui.Item[discord.ui.View]] = []
    for act, label, fitting in (
        ("uitlichten", _("Highlight …"), [one for one in here if not (one.is_hidden or one.item.highlighted)]),
        ("verbergen", _("Hide, with a reason …"), [one for one in here if not one.is_hidden]),
        ("herstellen", _("Undo …"), [one for one in here if one.is_hidden or one.item.highlighted]),
    ):
        if fitting:
            options = [_option(say, one) for one in fitting]
            items.append(discord.ui.Select(custom_id=DO(act=act, **state), placeholder=say(label), options=options))
    filters = [discord.SelectOption(label=say(name), value=value) for value, name in NAMES.items()]
    placeholder = say(_("Look at …"))
    items.append(discord.ui.Select(custom_id=FILTER(id=meetup.id), placeholder=placeholder, options=filters))
    for arrow, to, there in (("◀", page - 1, page > 0), ("▶", page + 1, more)):
        if there:
            items.append(Button(label=say(Text.of(arrow)), custom_id=PAGE(id=meetup.id, which=which, page=to)))
    return lasting(*items)


def _option(say: Say, one: Decided) -> discord.SelectOption:
    opening, said = sentences.sentence(one.item.kind, one.item.text)
    words = f"{say(opening)} {bare(said)}" if opening else bare(said)
    return discord.SelectOption(label=shortened(f"{one.item.id}. {words}", limits.OPTION), value=str(one.item.id))


def hide_form(contribution: int, say: Say) -> discord.ui.Modal:
    """Return the form that asks a moderator why a text is kept out of what is published."""
    text = TextInput(max_length=LONGEST_REASON, custom_id="tekst", placeholder=say(_("… a child's full name is in it")))
    return shown(
        discord.ui.Modal(title=say(_("Hide from what is published")), custom_id=HIDE_FORM(id=contribution)),
        discord.ui.Label(text=say(_("Why? Its author reads this")), component=text),
    )


def hidden(one: Decided, reason: Typed) -> Text:
    """Return what a moderator reads after hiding a text."""
    return Text.lines(
        _("🚫 Hidden: {reason}", reason=reason),
        sentences.quoted(one.item.kind, one.item.text.line, SHOWN),
        _("It leaves the wall, and no report, bundle or page quotes it. Its author hears of it kindly, in a minute."),
    )


def undo(contribution: int, say: Say) -> discord.ui.View:
    """Return the button that undoes it."""
    return lasting(Button(label=say(_("Undo")), emoji="↩️", custom_id=LET_IN(id=contribution)))
