"""The file with everything that is kept of a person."""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from babel.dates import format_datetime

from bot.content.texts import LANGUAGES, Say, voice
from bot.content.times import day, length
from bot.core.evening.meetup import Meetup
from bot.core.people import sharing
from bot.core.people.hands import Hand
from bot.core.programme.intake import LABELS as QUESTIONS
from bot.core.tables.calls import Call
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.privacy import own_words
from bot.features.privacy import words as privacy_words
from bot.features.privacy.actions import ACTIONS
from bot.harvest.intakes import answered
from bot.harvest.markdown_file import shown, shown_lines
from bot.storage.attendance import Stay
from bot.storage.notices import Notice
from bot.storage.personal import Kept

_NOTICES: dict[Notice, Text] = {
    Notice.QUESTION: _("I asked you whether a message of yours is for the harvest"),
    Notice.ENOUGH: _("I told you that I keep no more of you"),
    Notice.HOST: _("I told you how to be the host of a table"),
    Notice.STUCK: _("I told the moderators that I could not move you"),
}


def document(kept: Kept, language: str, zone: tzinfo) -> bytes:
    """Return everything that is kept, as a Markdown file (UTF-8) in the person's language."""
    return ("\n".join(_lines(kept, voice(language, shown), language, zone)) + "\n").encode()


def _lines(kept: Kept, say: Say, language: str, zone: tzinfo) -> Iterator[str]:
    def at(moment: datetime) -> str:
        return format_datetime(moment.astimezone(zone), "d MMMM yyyy HH:mm:ss", locale=language)

    yield "# " + say(_("Everything I keep of you"))
    if kept.language or kept.chose_role:
        yield ""
    if kept.language:
        yield "- " + say(_("your language: {language}", language=LANGUAGES[kept.language]))
    if kept.chose_role:
        yield "- " + say(_("your role: {role}", role=privacy_words.role(kept)))
    if kept.chosen_at:
        yield "- " + say(_("chosen {when}", when=at(kept.chosen_at)))
    for intake, filled_in in kept.intakes:
        yield from ["", "## " + say(_("The intake of a school, {at}", at=at(filled_in))), ""]
        for name, question in QUESTIONS.items():
            if words := answered(intake, name):
                yield f"- {say(Text.bold(question))} {say(words)}"
    for meetup in kept.meetups.values():
        yield from ["", f"## {shown(meetup.title)}, {day(meetup.started_at or meetup.planned_start, language, zone)}"]
        if meetup.id in kept.planned:
            yield from ["", say(_("You planned this meetup."))]
        for title in (title for id, title in kept.watched if id == meetup.id):
            yield from ["", say(_("You look after the table {table}.", table=shown(title)))]
        for hand in (hand for id, hand in kept.hands if id == meetup.id):
            yield from ["", *_hand(hand, say, at)]
        if meetup.id in kept.guest:
            yield from ["", say(_("You are a guest at this meetup."))]
        if choice := kept.consents.get(meetup.id):
            told = sharing.told(choice, shows_names=meetup.shows_names)
            yield from ["", say(_("What you chose for your words here: {choice}.", choice=told))]
        yield from own_words.contributions(kept, meetup, say, at)
        yield from own_words.plans_of_others(kept, meetup, say, at)
        joined = [join for id, join in kept.joins if id == meetup.id]
        if joined:
            yield from ["", "### " + say(_("What you join")), ""]
            for join in joined:
                name = say(_("as {name}", name=shown(join.name))) if join.name else say(_("without your name"))
                number = say(_("number {id}", id=join.contribution))
                yield f"- {at(join.at)}: {number}, {name}"
        votes = [f"- {shown(vote.question)}: {shown(vote.choice)}" for vote in kept.votes if vote.meetup == meetup.id]
        if votes:
            yield from ["", "### " + say(_("What you chose in polls")), "", *votes]
        put = [
            say(_("- {n} × number {id}", n=dot.dots, id=dot.contribution))
            for dot in kept.dots
            if dot.meetup == meetup.id
        ]
        if put:
            yield from ["", "### " + say(_("Where you put dots")), "", *put]
        yield from _replies(kept, meetup, say, at)
        notes = [f"- {at(moment)}: {say(_NOTICES[kind])}" for id, kind, moment in kept.notices if id == meetup.id]
        if notes:
            yield from ["", "### " + say(_("What I asked or told you")), "", *notes]
        visits = [f"- {_visit(stay, say, at)}" for id, stay in kept.visits if id == meetup.id]
        if visits:
            yield from ["", "### " + say(_("Where you were in voice")), "", *visits]
        seats = [f"- {say(privacy_words.seat(fact))}" for fact in kept.seats if fact.meetup == meetup.id]
        seats += [f"- {say(privacy_words.talk(fact))}" for fact in kept.talks if fact.meetup == meetup.id]
        if seats:
            yield from ["", "### " + say(_("At which table you sit, and with whom")), "", *seats]
        deeds = [deed for id, deed in kept.deeds if id == meetup.id]
        if deeds:
            yield from ["", "### " + say(_("What you did as a moderator")), ""]
            for deed in deeds:
                name = say(_("as {name}", name=shown(deed.name)))
                yield f"- {at(deed.at)}: {say(ACTIONS[deed.action])}, {name}"
        helped = [f"- {_help(title, call, say, at)}" for id, title, call in kept.calls if id == meetup.id]
        if helped:
            yield from ["", "### " + say(_("Help at the tables")), "", *helped]
        for sent in kept.broadcasts:
            if sent.meetup == meetup.id:
                yield from ["", "### " + say(_("On its way to the tables, {when}", when=at(sent.at))), ""]
                yield "\n".join(f"> {line}  " for line in shown_lines(sent.text))
    yield ""
    yield say(
        _(
            "Of chat messages whose words you took back I keep the bare number, without your name or the words, so "
            "that they do not come back. It goes with the meetup's names and texts."
        )
    )


def _replies(kept: Kept, meetup: Meetup, say: Say, at: Callable[[datetime], str]) -> Iterator[str]:
    for reply in (reply for reply in kept.replies if reply.meetup == meetup.id):
        form = meetup.programme.forms.get(reply.form)
        title = shown(form.title) if form else shown(Typed(reply.form))
        yield from ["", "### " + say(_("What you filled in: {form}", form=title)), "", f"- {at(reply.at)}"]
        if reply.name:
            yield "- " + say(_("as {name}", name=shown(reply.name)))
        if reply.people > 1:
            yield "- " + say(ngettext("you spoke for {n} person", "you spoke for {n} people", reply.people))
        for number, said in reply.answers.items():
            there = form is not None and number < len(form.questions)
            question = shown(form.questions[number].text) if form and there else str(number + 1)
            yield f"- {question}: {', '.join(' '.join(shown_lines(value)) for value in said)}"


def _visit(stay: Stay, say: Say, at: Callable[[datetime], str]) -> str:
    """A place somebody was in, and how long."""
    parts: list[str] = [shown(stay.title)]
    if stay.spent:
        parts.append(say(length(stay.spent)))
    if stay.since:
        parts.append(say(_("since {when}", when=at(stay.since))))
    return ", ".join(parts)


def _help(title: Typed, call: Call, say: Say, at: Callable[[datetime], str]) -> str:
    """Return one call for help in words, for the person who asked or who helped."""
    asked, table = at(call.asked_at), shown(title)
    parts = [
        say(_("{when}: you asked for help at the table {table}", when=asked, table=table))
        if call.asker
        else say(_("{when}: the table {table} asked for help", when=asked, table=table))
    ]
    if call.claimed_at and call.helper:
        parts.append(say(_("you went at {when}", when=at(call.claimed_at))))
    elif call.claimed_at:
        parts.append(say(_("somebody went at {when}", when=at(call.claimed_at))))
    if call.ended_at:
        parts.append(say(_("it was done at {when}", when=at(call.ended_at))))
    return ", ".join(parts)


def _hand(hand: Hand, say: Say, at: Callable[[datetime], str]) -> Iterator[str]:
    yield say(_("You raised your hand at {when}.", when=at(hand.raised)))
    if hand.topic:
        yield say(_("It is about: {topic}", topic=shown(hand.topic)))
    if hand.away:
        yield say(_("you are out of voice since {when}", when=at(hand.away)))
    if hand.turn:
        yield say(_("you got the word at {when}", when=at(hand.turn)))
