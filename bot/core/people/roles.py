"""Roles of people in education, which each may tell once."""

from enum import StrEnum

from bot.core.evening.meetup import Meetup
from bot.core.programme.models import MeetupKind
from bot.core.words.text import Text, _

# Meetups of minors, who are not asked for their role.
_YOUNG = (MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL)


class Role(StrEnum):
    """Role of a person in education; the value is the Dutch word."""

    TEACHER = "leerkracht"
    LEADER = "schoolleider"
    BOARD = "bestuur"
    ALDERMAN = "wethouder"
    SUPPORT = "ondersteuning"
    PARENT = "ouder"
    YOUTH = "jongere"
    OTHER = "anders"


NAMES: dict[Role, Text] = {
    Role.TEACHER: _("teacher"),
    Role.LEADER: _("school leader"),
    Role.BOARD: _("board"),
    Role.ALDERMAN: _("alderman"),
    Role.SUPPORT: _("support staff"),
    Role.PARENT: _("parent"),
    Role.YOUTH: _("young person"),
    Role.OTHER: _("something else"),
}


def asks_role(meetup: Meetup) -> bool:
    """Return True if the bot asks people at this meetup for their role of its own accord.

    It does not where names are hidden, and never asks minors: at a table with one alderman, "alderman" is a name.
    """
    return meetup.shows_names and meetup.kind not in _YOUNG
