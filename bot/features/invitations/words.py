"""Texts of the event and the invitation."""

from datetime import datetime
from typing import TypedDict

from bot.content.times import stamp
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Part, Text, _


class Look(TypedDict):
    """What people see of an event."""

    name: str
    description: str
    start_time: datetime
    end_time: datetime


def about(meetup: Meetup, link: str) -> Text:
    """Return the description of an event: where it begins first, then what it is about."""
    lines: list[Part] = [_("It all begins here: {link}", link=link)]
    if meetup.place:
        lines.append(meetup.place)
    if meetup.programme.description:
        lines += ["", meetup.programme.description]
    return Text.lines(*lines)


def may_not_announce() -> Text:
    """Return the moderators' notice that the bot lacks the right to make an event; all else goes on."""
    return _(
        "📅 I can't put this meetup among the events of the server: I lack the right Create Events. Everything else "
        "works. Give my role that right and change the time of the meetup once, and I make it after all."
    )


def invitation(meetup: Meetup, link: str, *, lets_in: bool) -> Text:
    """Return the invitation for a moderator to send round; ``lets_in`` when the link lets in people from outside."""
    lines: list[Part] = [
        _(
            "📨 Send this link round for {title}, {start}:",
            title=Text.bold(meetup.title),
            start=stamp(meetup.begins, "F"),
        ),
        link,
        _("The file puts it in anybody's calendar. Who presses “Interested” at the event is reminded by Discord."),
    ]
    if not lets_in:
        lines.append(
            _(
                "⚠️ This link only works for people who are on this server already. Give my role the right Create "
                "Invite and press again, then it lets in others too."
            )
        )
    return Text.lines(*lines)
