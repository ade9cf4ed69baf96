"""Bringing something in: check that a person may, keep it, answer privately. Commands, forms and menus share this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup, State
from bot.core.kinds import KINDS, ContributionKind, Source, Who, called
from bot.core.people import contributions as rules
from bot.core.people import filling, privacy, sentences
from bot.core.people.contributions import Contribution
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.contributions import commitments, filled, given, keeping, parents, telling
from bot.features.contributions import sharing as sharing_views
from bot.features.contributions import views as contribution_views
from bot.features.follow_ups import asking
from bot.platform import rights
from bot.platform.answers import answer, bot_of, language_of, place_of, reads_in
from bot.platform.app import App
from bot.platform.marking import SAVED
from bot.platform.seen import as_read
from bot.platform.text import name_of, speaking
from bot.storage import consents, contributions, decisions, meetups, servers

QUOTED = 500  # characters of the words that were saved; with its details they fit in one message


@dataclass(frozen=True, slots=True)
class Visit:
    """The meetup that somebody contributes to, and their language.

    ``answered``: the bot has answered them privately before. ``undecided``: how many of their words here wait for
    their answer who may read them. ``untold``: a moderator decided about their words, and they don't know yet.
    """

    meetup: Meetup
    say: Say
    answered: bool
    undecided: int
    untold: bool


async def visit_of(interaction: discord.Interaction[Any], kind: ContributionKind | None = None) -> Visit:
    """Find the meetup that this person contributes to: that of the channel, or the only running one.

    Raises Refusal where there is none that takes contributions, or the kind is for moderators and they are none.
    """
    bot, person = bot_of(interaction), interaction.user.id
    if interaction.guild_id is None:
        raise Refusal(_("This works in a channel of your meetup, not in a direct message. Go there and try again."))
    if kind and KINDS[kind].who is Who.MODERATORS:
        rights.refuse_others(interaction.user, await servers.get(bot.db.read, interaction.guild_id))
    # One question for all of it: each is a visit to the thread of the database.
    found = await meetups.at_door(bot.db.read, person, place_of(interaction), reads_in(interaction))
    if found is None:
        running = await meetups.of_server(bot.db.read, interaction.guild_id, State.LIVE, State.PAUSED)
        only = rules.may_contribute(running[0] if len(running) == 1 else None, bot.clock())
        answered = await contributions.was_answered(bot.db.read, person)
        undecided = len(await consents.undecided(bot.db.read, only.id, person))
        untold = bool(await decisions.untold(bot.db.read, person))
        found = only, await language_of(interaction), answered, undecided, untold
    meetup, language, answered, undecided, untold = found
    if kind and not meetup.programme.takes(kind):
        raise Refusal(
            _(
                "This meetup does not ask for that, so I can't keep it as {kind}. `/idee` is always open.",
                kind=called(kind),
            )
        )
    return Visit(rules.may_contribute(meetup, bot.clock()), speaking(language), answered, undecided, untold)


async def keep_and_show(
    interaction: discord.Interaction[Any],
    visit: Visit,
    kind: ContributionKind,
    words: Typed,
    source: Source,
    details: Iterable[Typed] = (),
    parent: int | None = None,
    person: discord.abc.User | None = None,
) -> None:
    """Store a contribution in these words, as they were typed, and answer.

    It is the person's own, or a moderator writes it down for another ``person``, who is asked whether it is right.
    ``parent`` is what it is to stand under; where that is gone meanwhile, it is kept by itself. Raises Refusal where
    there are no words, or too many; see ``rules.completed``.
    """
    bot, author = bot_of(interaction), person or interaction.user
    said, *typed = [await as_read(bot, part, visit.meetup) for part in (words, *details)]
    text, extra = rules.completed(kind, said), filling.filled_in(kind, typed, today(bot))
    extra += await given.details(bot, visit.meetup, kind, extra, name_of(author), by_oneself=person is None)
    place = place_of(interaction)
    above = await parents.found(bot, visit.meetup, kind, parent, interaction.user.id) if parent else None
    under = above.id if above else None
    item = await keeping.keep(bot, visit.meetup, author, place, kind, text, source, details=extra, parent=under)
    if author.id != interaction.user.id:
        await commitments.ask_for(bot, item)
    await show_new(interaction, item, visit)


async def show_new(interaction: discord.Interaction[Any], item: Contribution, visit: Visit) -> None:
    """Answer privately to a new contribution; an author's first answer says what is kept of people."""
    told: Text | None = None
    if item.author == interaction.user.id and not visit.answered:
        told = "-# " + privacy.brief(visit.meetup.shows_names, visit.meetup.keep_days)
    await show_saved(interaction, item, visit.meetup, visit.say, told, visit.undecided)
    if visit.untold:
        await telling.tell_here(interaction)


def today(bot: App) -> date:
    """Return the day where the meetup is, from which days are counted that people type."""
    return bot.clock().astimezone(bot.settings.zone).date()


async def show_saved(
    interaction: discord.Interaction[Any],
    item: Contribution,
    meetup: Meetup,
    say: Say,
    told: Text | None = None,
    undecided: int = 0,
) -> None:
    """Answer privately with the stored words and, for the author, the one question: may others read them.

    Once they have answered it, with buttons to change, withdraw, and choose again. ``undecided`` is how many of the
    author's other words here wait for that answer.
    """
    words = sentences.quoted(item.kind, item.text, QUOTED, opening=called(item.kind))
    lines: list[Text] = [_("{mark} Saved, thank you!", mark=SAVED), words, *filled.lines(item)]
    bot = bot_of(interaction)
    if under := await parents.line(bot, item):
        lines.append(under)
    lines += filled.still_open(item, asks=True)
    if KINDS[item.kind].for_all and item.sharing is None:
        lines.append("-# " + _("Everybody at this meetup may read it, without your name."))
    lines += [told] if told else []
    if item.author != interaction.user.id:
        lines += [commitments.recorded(item)] if commitments.may_be_recorded(item.kind) else []
        await answer(interaction, say(Text.lines(*lines)))
        return
    if item.sharing is None:
        lines.append(sharing_views.question(undecided))
        view = sharing_views.choices(meetup, say)
        if filled.is_open(item):
            view.add_item(contribution_views.change(item.id, say))
    else:
        lines.append(sharing_views.line(item, meetup.shows_names))
        view = sharing_views.own(item, say)
    if commitments.is_doubtful(item):
        view.add_item(commitments.it_is_me(item.id, say))
    if menu := await parents.menu(bot, meetup, item, say):
        view.add_item(menu)
    await answer(interaction, say(Text.lines(*lines)), view)
    if item.sharing is not None:
        await asking.ask(interaction, meetup, about=item)
