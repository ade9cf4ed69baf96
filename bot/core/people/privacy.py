"""How long things are kept, and what people are told about it."""

from datetime import timedelta

from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed

# What a server may choose; see ``meetup.KEEP_DAYS`` for what it is otherwise (our choices).
SHORTEST_DAYS, LONGEST_DAYS = 30, 1825
# A server that the bot was put out of by mistake has this long to invite it again.
GRACE = timedelta(days=7)
# What somebody chose for themselves (language, role), of whom nothing else is kept.
LANGUAGE_KEPT = timedelta(days=365)

# Who brings something in by chat for the first time is told within this time what is kept: at once would be a line of
# ours for every one of theirs, at the moment when everybody writes (our choice).
TELL_WITHIN = timedelta(seconds=30)

# Stands where the id of a person was; Discord gives nobody this number, nor one below it.
NOBODY = 0


def read_days(text: Typed) -> int:
    """How many days a server wants names and texts kept. Raises Refusal."""
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
    """What is kept of a contribution, why and how long: one line."""
    length = ngettext("{n} day", "{n} days", days)
    if shows_names:
        return _(
            "I keep your words and your name for the harvest of this meetup, until {length} after it. "
            "`/mijn gegevens` shows all I keep of you, `/mijn wissen` erases it.",
            length=length,
        )
    return _(
        "I keep your words for the harvest of this meetup, until {length} after it; your name is not in it. "
        "`/mijn gegevens` shows all I keep of you, `/mijn wissen` erases it.",
        length=length,
    )


def own_data(person: int, asking: int) -> None:
    """Raises Refusal when somebody wants to erase what is kept of somebody else."""
    if person != asking:
        raise Refusal(_("This button is somebody else's. Use `/mijn wissen` to erase what I keep of you."))
