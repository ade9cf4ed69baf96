"""How long personal data is kept, and the notice that tells people of it."""

from datetime import timedelta

from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed

# The limits of what a server may choose; the default is ``meetup.KEEP_DAYS`` (our choices).
SHORTEST_DAYS, LONGEST_DAYS = 30, 1825
YEAR = 365  # days; said as “a year”
# How long the language and role of a person are kept of whom nothing else is kept.
LANGUAGE_KEPT = timedelta(days=YEAR)

# A person who contributes by chat for the first time is told within this time what is kept. At once would mean
# a message of the bot for each of theirs, at the moment when everybody writes (our choice).
TELL_WITHIN = timedelta(seconds=30)

# Takes the place of an erased person's id; Discord gives nobody this number, nor one below it.
NOBODY = 0


def read_days(text: Typed) -> int:
    """Return the number of days that a server wants names and texts kept.

    Raises Refusal on anything but a whole number from 30 to 1,825.
    """
    said = text.raw.strip()
    days = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise Refusal(
            _(
                "“{text}” is not a number of days that I can keep names and texts. Write a number from {least} to "
                "{most}.",
                text=text.line,
                least=SHORTEST_DAYS,
                most=LONGEST_DAYS,
            )
        )
    return days


def kept(shows_names: bool, days: int) -> Text:
    """Return all that a person is told of what is kept of a contribution, for what, and for how many days."""
    return Text.join(" ", [brief(shows_names, days), _CHOOSE, _OWN])


def brief(shows_names: bool, days: int) -> Text:
    """Return the first two sentences of ``kept``, for where people write; the rest is behind a button."""
    length = _("a year") if days == YEAR else ngettext("{n} day", "{n} days", days)
    return Text.join(" ", [_stored(shows_names, length), _QUOTED])


def _stored(shows_names: bool, length: Text) -> Text:
    if shows_names:
        return _("I keep your words and your name for the harvest of this meetup, until {length} after it.",
                 length=length)  # fmt: skip
    return _("I keep your words for the harvest of this meetup, until {length} after it; your name is not in it.",
             length=length)  # fmt: skip


_QUOTED = _("If you say nothing, reports quote it without your name.")
_CHOOSE = _("Would you rather not, or with your name? Choose it in `/mijn bijdragen`.")
_OWN = _("`/mijn gegevens` shows all I keep of you, `/mijn wissen` erases it.")


def own_data(person: int, asking: int) -> None:
    """Raise Refusal when a person asks to erase the data of somebody else."""
    if person != asking:
        raise Refusal(_("This button is somebody else's. Use `/mijn wissen` to erase what I keep of you."))
