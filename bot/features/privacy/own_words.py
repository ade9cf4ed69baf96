"""What somebody wrote in the file with everything that is kept of them, and what they do with the plans of others."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.kinds import Source, called
from bot.core.people import sharing
from bot.core.people.buddies import BuddyState
from bot.core.people.contributions import Contribution, ThemeSource
from bot.core.people.filling import values
from bot.core.people.follow_ups import LABELS, FollowUp
from bot.core.people.letters import Letter, LetterState
from bot.core.people.reminders import is_waiting
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.detailed import detailed
from bot.harvest.markdown_file import shown, shown_lines
from bot.platform.views import address
from bot.storage.personal import Kept

_DOORS: dict[Source, Text] = {
    Source.COMMAND: _("by command"),
    Source.FORM: _("by form"),
    Source.CHAT: _("in the chat"),
    Source.MENU: _("from the menu of a message"),
}
_BUDDIES = {
    BuddyState.ASKED: _("one of you asked the other to do it together"),
    BuddyState.YES: _("you do it together with somebody"),
    BuddyState.NO: _("the question to do it together was answered with no"),
}
_LETTERS = {
    LetterState.ASKED: _("not answered yet"),
    LetterState.DECLINED: _("answered with no"),
    LetterState.ANSWERED: _("answered"),
}


def contributions(kept: Kept, meetup: Meetup, say: Say, at: Callable[[datetime], str]) -> Iterator[str]:
    """Yield the lines on what somebody brought in at a meetup, and all that hangs on it."""
    items = [item for item in reversed(kept.contributions) if item.meetup == meetup.id]
    if items:
        yield from ["", "### " + say(_("What you brought in"))]
    for item in items:
        yield from ["", f"**{say(called(item.kind))}** {', '.join(_facts(item, kept, meetup, say, at))}", ""]
        yield "\n".join(f"> {line}  " for line in shown_lines(item.text))
        filled = [f"- {say(text)}" for text in detailed(values(item.kind, item.details), meetup.language)]
        if told := kept.follow_ups.get(item.id):
            filled += _told(told, say, at)
        if buddy := kept.buddies.get(item.id):
            filled.append("- " + say(_BUDDIES[buddy.state]))
        filled += [line for letter in kept.received if letter.contribution == item.id for line in _letter(letter, say)]
        yield from ["", *filled] if filled else []


def _told(told: FollowUp, say: Say, at: Callable[[datetime], str]) -> Iterator[str]:
    """Yield what somebody told of what became of a contribution, and when they are asked."""
    if told.asked_at:
        went = LABELS[told.answer] if told.answer else "–"
        said = say(_("how it went: {answer}", answer=went))
        yield f"- {at(told.asked_at)}: {said} {shown(told.line)}".rstrip()
    if told.ask_at:
        yield "- " + say(_("you are asked how it goes {when}", when=at(told.ask_at)))
    if told.asked:
        yield "- " + say(ngettext("you were asked once", "you were asked {n} times", told.asked))
    if is_waiting(told):
        yield "- " + say(_("the last time waits for your answer"))


def _letter(letter: Letter, say: Say) -> Iterator[str]:
    """Yield a question to the author of a text, and what was answered."""
    asked = _("{name} asked the author: {question}", name=shown(letter.name), question=shown(letter.question))
    yield "- " + say(asked)
    yield f"  - {say(_LETTERS[letter.state])} {shown(letter.answer)}".rstrip()


def plans_of_others(kept: Kept, meetup: Meetup, say: Say, at: Callable[[datetime], str]) -> Iterator[str]:
    """Yield the lines on what others wrote down, and somebody does together with them or asked about."""
    ids = [id for id, where in kept.plans_of_others.items() if where == meetup.id]
    if ids:
        yield from ["", "### " + say(_("What others wrote down, and what you do with it")), ""]
    for id in ids:
        yield "- " + say(_("number {id}", id=id))
        if buddy := kept.buddies.get(id):
            yield "- " + say(_BUDDIES[buddy.state])
        if told := kept.follow_ups.get(id):
            yield from _told(told, say, at)
        for letter in kept.letters:
            if letter.contribution == id:
                yield from _letter(letter, say)


def _facts(item: Contribution, kept: Kept, meetup: Meetup, say: Say, at: Callable[[datetime], str]) -> Iterator[str]:
    """Yield when, where and how a contribution was brought in, under which name, and what was chosen for it."""
    yield at(item.said_at)
    yield say(_DOORS[item.source])
    yield say(_("number {id}", id=item.id))
    if item.author_name:
        yield say(_("as {name}", name=shown(item.author_name)))
    if item.parent:
        yield say(_("follows from number {id}", id=item.parent))
    if item.table:
        yield say(_("at the table {table}", table=shown(item.table)))
    if item.theme:
        yield say(_("theme {theme}", theme=shown(Typed(item.theme))))
    if item.theme_source is ThemeSource.TABLE:
        yield say(_("the theme of the table where you sat before"))
    if item.people > 1:
        yield say(ngettext("you spoke for {n} person", "you spoke for {n} people", item.people))
    if item.edited_at:
        yield say(_("changed {when}", when=at(item.edited_at)))
    if item.sharing:
        yield say(sharing.told(item.sharing, shows_names=meetup.shows_names))
    if labels := kept.labels.get(item.id):
        yield say(_("put together with others under {labels}", labels=Text.join(", ", labels)))
    if item.highlighted:
        yield say(_("highlighted by a moderator"))
    if item.hidden is not None:
        yield say(_("kept out of what is published by a moderator: {reason}", reason=shown(item.hidden)))
    if item.known:
        yield say(_("who joins may know you"))
    if item.origin:
        link = address(meetup.server, item.origin.channel, item.origin.message)
        yield say(_("part {n} of this message: {link}", n=item.origin.position + 1, link=f"<{link}>"))
        if edited := kept.edits.get(item.origin.message):
            yield say(_("last edit that I dealt with: {when}", when=at(edited)))
        if item.origin.message in kept.withdrawn:
            yield say(_("another part of it was withdrawn"))
