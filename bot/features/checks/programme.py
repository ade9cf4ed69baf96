"""The checks of ``/meetup check`` on a programme: its links and its times."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.content.times import length, stamp
from bot.core.evening import agenda
from bot.core.evening.agenda import Overrun
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.slots import Timeline
from bot.core.programme.links import doubtful, without_fragment
from bot.core.programme.models import Programme
from bot.core.programme.shows import From
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Text, _
from bot.features.checks.findings import Finding

SOON = timedelta(minutes=15)


def links(programme: Programme) -> Iterator[Finding]:
    """Yield findings on the links of a programme: those that are wrong, and fragments still to be chosen."""
    wrong = list(doubtful(programme))
    for where, link, problem in wrong:
        text = _("Link in {where}: {link}. {problem}", where=where or "–", link=link, problem=problem)
        yield Finding(False, text)
    if to_choose := tuple(without_fragment(programme)):
        text = _(
            "No fragment yet: choose one for {places}. The link there leads to a home page; put that of the film "
            "itself in the programme.",
            places=to_choose,
        )
        yield Finding(False, text)
    if not (wrong or to_choose):
        yield Finding(True, _("Links: all of them are written right. Open them once to see what is behind them."))


def attachments(wrong: Sequence[Text]) -> Iterator[Finding]:
    """Yield a finding for each attachment that can't be posted; the evening goes on without it."""
    yield from (Finding(False, text) for text in wrong)


def shows(programme: Programme, meetup: Meetup) -> Iterator[Finding]:
    """Yield a finding where a block shows the meetup before this one, and it follows none."""
    reads = [block.title for block in programme.blocks if block.show and block.show.source is From.PREVIOUS]
    if reads and meetup.follows is None:
        text = _(
            "Reading back: {blocks} shows what was brought in at the meetup before this one, and I don't know which "
            "that is. Plan it again with `volgt_op`, or people read there that there is nothing.",
            blocks=tuple(reads),
        )
        yield Finding(False, text)


def minors(programme: Programme) -> Iterator[Finding]:
    """Yield what to arrange for young people.

    Discord asks 16 years in the Netherlands, 13 where a country set no other age (its help page on birthdays). Under 16
    the law asks a parent's consent for such an account (GDPR, article 8; the Netherlands kept its 16 years).
    """
    if programme.is_of_minors:
        yield Finding(
            None,
            _(
                "Age: for an account of one's own Discord asks 16 years in the Netherlands, in most other countries "
                "13. Younger ones take part through the account of an adult, who tells with `/mijn groep` for how many."
            ),
        )
        yield Finding(
            None,
            _(
                "Age: for who is younger than 16, ask a parent or carer beforehand. Or take part with one account for "
                "the whole group, without names."
            ),
        )
        text = _("Reading first: each text comes to the moderators' channel, and shows once you let it through there.")
        if not programme.shows_names:
            yield Finding(True, text)


def times(programme: Programme, meetup: Meetup | None, timeline: Timeline | None, now: datetime) -> Iterator[Finding]:
    """Yield findings on the length and fixed times of a programme and, for a planned meetup, on its start."""
    takes, stated = programme.length, programme.stated_length
    limit = meetup.ends_by if meetup else None
    if stated is None and limit is None:
        yield Finding(None, _("Time: the programme takes {total}, and states no length.", total=length(takes)))
    elif stated is not None:
        fits = _("Time: the programme takes {total}, within its {stated}.", total=length(takes), stated=length(stated))
        too_long = _(
            "Time: the blocks take {total}, longer than the {stated} that the programme states. Shorten a block.",
            total=length(takes),
            stated=length(stated),
        )
        yield Finding(takes <= stated, fits if takes <= stated else too_long)
    if programme.stays_on is not None:
        stays = _("Time: after the end the plenary stays open for {length}, for who wants.",
                  length=length(programme.stays_on))  # fmt: skip
        yield Finding(True, stays)
    if meetup is not None and timeline is not None:
        late = agenda.overruns(timeline, limit)
        for item in late:
            yield Finding(False, _too_long(meetup, item))
        if limit is not None and not late:
            kept = _(
                "Time: it ends at {end}, and must be over at {limit}.", end=stamp(timeline.ends), limit=stamp(limit)
            )
            yield Finding(True, kept)
    if meetup is None or meetup.state is not State.PLANNED:
        return
    begins = {"start": stamp(meetup.planned_start, "F"), "countdown": stamp(meetup.planned_start, "R")}
    if meetup.planned_start <= now:
        text = _(
            "Start: it should have begun {countdown}. Begin now with `/meetup start`, or end it with `/meetup stop` "
            "and plan it anew.",
            **begins,
        )
        yield Finding(False, text, Remedy(Mend.BEGIN, meetup.id))
    elif meetup.planned_start <= now + SOON:
        yield Finding(None, _("Start: {countdown} already. Begin with `/meetup start`.", **begins))
    else:
        yield Finding(True, _("Start: {start} ({countdown}). You begin it yourself, with `/meetup start`.", **begins))


def _too_long(meetup: Meetup, item: Overrun) -> Text:
    """Return the sentence on a fixed time that a planned meetup can't keep."""
    over, at = length(item.over), stamp(item.limit)
    if item.block is None:
        return _(
            "Time: the programme ends {over} after the fixed end of {at}. Begin earlier, or shorten a block.",
            over=over,
            at=at,
        )
    return _(
        "Time: {block} is fixed at {at}, and what comes before it takes {over} too long.",
        block=Text.bold(meetup.programme.blocks[item.block].title),
        at=at,
        over=over,
    )
