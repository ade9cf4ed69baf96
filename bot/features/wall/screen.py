"""What stands on the wall for a big screen: the same texts as on the wall in the plenary, and how many people wrote."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot.content.texts import bare, voice
from bot.core.evening.meetup import Meetup
from bot.core.kinds import called
from bot.core.people.wall import Piece, name_of
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.contributions import turnout
from bot.features.wall import words
from bot.platform.app import App
from bot.storage import places, timelines, walls
from bot.storage.database import Queries

LONGEST = 280  # characters of a text: that is read from the back of a room


@dataclass(frozen=True, slots=True)
class Card:
    """A text on the screen; ``who`` and ``joined`` may be ""."""

    id: int
    said: str
    kind: str
    who: str
    joined: str
    starred: bool


async def content(db: Queries, bot: App | None, meetup: Meetup) -> dict[str, Any]:
    """Return what a screen shows, what was put on the wall last first; ``bot`` is None while it does not run."""
    say = voice(meetup.language, bare)
    boards = await walls.shown(db, meetup.id)
    pieces = [piece for board in sorted(boards, reverse=True) for piece in reversed(boards[board])]
    wrote = await _turnout(db, bot, meetup)

    def card(piece: Piece) -> Card:
        name = name_of(piece.item, meetup)
        joined = ngettext("one person joins", "{n} people join", piece.joined)
        return Card(
            id=piece.item.id,
            said=say(Text.cut(words.words(piece), LONGEST)),
            kind=say(called(piece.item.kind)),
            who=say(Text.cut(name, words.NAME)) if name else "",
            joined=say(joined) if piece.joined else "",
            starred=piece.starred,
        )

    return {
        "language": meetup.language,
        "title": say(Text.of(meetup.title)),
        "wrote": say(wrote) if wrote else "",
        "nothing": say(_("What you write down and let everybody read comes here.")),
        "more": say(_("And {n} from before.", n="{n}")),
        "away": say(_("No connection right now. It comes back by itself.")),
        "cards": [card(piece) for piece in pieces],
    }


async def _turnout(db: Queries, bot: App | None, meetup: Meetup) -> Text | None:
    """Return how many of the people wrote something; None where that can't be told now."""
    if bot is None:
        return None
    with suppress(Refusal):  # Discord does not give the server right now
        timeline, venue = await timelines.of_meetup(db, meetup.id), await places.venue(db, meetup.id)
        return await turnout.in_words(bot, meetup, timeline, venue)
    return None
