"""The meetups of a server as a list: who they are, in which state, and which one follows which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import State
from bot.core.words.plain import fitting, plain
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Listed:
    """A meetup without its programme. ``begins`` is when it began or is planned to; ``channels`` how many it has."""

    id: int
    title: Typed
    place: Typed
    province: str
    season: str
    state: State
    begins: datetime
    has_begun: bool
    follows: int | None
    is_dry_run: bool
    channels: int

    @property
    def was_cancelled(self) -> bool:
        """True if it was closed before it began."""
        return self.state is State.CLOSED and not self.has_begun

    @property
    def is_put_away(self) -> bool:
        """True if it is over, and none of its channels are left."""
        return self.state is State.CLOSED and not self.channels


def came_before(meetup: Listed, known: Mapping[int, Listed]) -> list[Listed]:
    """Return the meetups that led to this one, the nearest first: whom it follows, whom that one follows, and so on."""
    chain, at = [meetup], meetup
    while at.follows is not None and (before := known.get(at.follows)) and before not in chain:
        chain.append(before)
        at = before
    return chain[1:]


def offered(typed: Typed, known: Sequence[Listed]) -> list[Listed]:
    """Return those of these meetups that have what was typed so far in their title or place."""
    wanted = plain(typed.raw)
    return [meetup for meetup in known if wanted in plain(f"{meetup.title.raw} {meetup.place.raw}")]


def meant(typed: Typed, known: Sequence[Listed]) -> Listed:
    """Return the meetup that is meant, by its number or its title; of those with the same title the newest.

    ``known`` are the meetups to choose from, newest first. Raises Refusal where there is none.
    """
    found = [meetup for meetup in known if str(meetup.id) == typed.line.raw.strip()]
    found = found or [known[at] for at in fitting(typed, [meetup.title for meetup in known])]
    if found:
        return found[0]
    titles = tuple(dict.fromkeys(meetup.title for meetup in known))[:10]
    if not titles:
        raise Refusal(_("There is no such meetup on this server. `/meetup lijst` shows them all."))
    raise Refusal(_("There is no meetup “{name}” here. Choose one of: {titles}.", name=typed.line, titles=titles))
