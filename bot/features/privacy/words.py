"""Texts on what is kept of a person, for that person: a sentence, and a summary. The file is in ``document``."""

from bot.content.texts import LANGUAGES
from bot.core.evening.meetup import Meetup
from bot.core.people import privacy
from bot.core.people import roles as people
from bot.core.tables.talk import Sign
from bot.core.words.text import Part, Text, _, ngettext
from bot.storage.personal import Kept
from bot.storage.seats import Fact
from bot.storage.seats import Kind as SeatKind
from bot.storage.talks import Fact as TalkFact


def brief(meetup: Meetup) -> Text:
    """Return the small print where people write: what is kept, and the rest behind a button."""
    return "-# " + privacy.brief(meetup.shows_names, meetup.keep_days)


def summary(kept: Kept) -> Text:
    """Return what is kept in a few lines: how many of each thing, and from which meetups (the first ten)."""
    counts = [
        (len(kept.contributions), ngettext("{n} contribution", "{n} contributions", len(kept.contributions))),
        (
            len(kept.visits),
            ngettext("that you were in {n} voice channel", "that you were in {n} voice channels", len(kept.visits)),
        ),
        (
            len(kept.deeds),
            ngettext("{n} command you gave as a moderator", "{n} commands you gave as a moderator", len(kept.deeds)),
        ),
        (
            len(kept.calls),
            ngettext(
                "{n} time you asked for help or gave it", "{n} times you asked for help or gave it", len(kept.calls)
            ),
        ),
        (
            len(kept.broadcasts),
            ngettext("{n} message on its way to tables", "{n} messages on their way to tables", len(kept.broadcasts)),
        ),
        (len(kept.planned), ngettext("{n} meetup you planned", "{n} meetups you planned", len(kept.planned))),
    ]
    lines: list[Text] = ["- " + text for n, text in counts if n]
    lines += ["- " + seat(fact) for fact in kept.seats]
    if kept.language:
        lines.append("- " + _("your language: {language}", language=LANGUAGES[kept.language]))
    if kept.chose_role:
        lines.append("- " + _("your role: {role}", role=role(kept)))
    if kept.consents:
        n = len(kept.consents)
        chose = ngettext("who may read your words, at {n} meetup", "who may read your words, at {n} meetups", n)
        lines.append("- " + chose)
    lines += ["- " + _("you look after the table {table}", table=title) for _meetup, title in kept.watched]
    lines += ["- " + _("that your hand is up")] * bool(kept.hands)
    if kept.replies:
        n = len(kept.replies)
        lines.append("- " + ngettext("what you filled in on {n} form", "what you filled in on {n} forms", n))
    if kept.guest:
        n = len(kept.guest)
        lines.append("- " + ngettext("that you are a guest at {n} meetup", "that you are a guest at {n} meetups", n))
    if kept.joins:
        n = len(kept.joins)
        lines.append("- " + ngettext("that you join {n} pledge", "that you join {n} pledges", n))
    titles: list[Part] = [Text.bold(meetup.title) for meetup in kept.meetups.values()]
    if titles:
        more = ["…"] if len(titles) > 10 else []
        lines.append(_("From: {meetups}", meetups=Text.join(", ", [*titles[:10], *more])))
    return Text.lines(*lines)


def role(kept: Kept) -> Text:
    return people.NAMES[kept.role] if kept.role else _("you would rather not say")


def seat(fact: Fact) -> Text:
    match fact.kind:
        case SeatKind.SEAT:
            return _("your seat: the table {table}", table=fact.title)
        case SeatKind.TRANSFER:
            return _("you are on the way to the table {table}", table=fact.title)
        case SeatKind.HOST:
            return _("you are the host of the table {table}", table=fact.title)
        case SeatKind.TOGETHER:
            return ngettext("you stay together with {n} other", "you stay together with {n} others", fact.people)
    there = ngettext("{n} person at your screen", "{n} people at your screen", fact.people)
    return Text.of(there, " (", fact.title, ")") if fact.title else there


def talk(fact: TalkFact) -> Text:
    match fact.sign:
        case Sign.BEGINS:
            return _("at the table {table} you were drawn to begin", table=fact.title)
        case Sign.READY:
            return _("at the table {table} you are ready with question {n}", table=fact.title, n=fact.number)
    return _("at the table {table} you had the talking stick, as number {n}", table=fact.title, n=fact.number)
