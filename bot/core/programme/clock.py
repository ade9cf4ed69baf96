"""Times of day on the evening of a meetup, fixed by its programme."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo

from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

# A time of day more than this after the start is taken as a time before the start (our choice).
LONGEST_EVENING = timedelta(hours=12)
SOON = timedelta(hours=1)  # a start within this is what happens, not a slip of the pen (our choice)


def next_time(clock: str, moment: datetime, zone: tzinfo) -> datetime:
    """Return the first moment after ``moment`` at which the clock in ``zone`` shows ``clock``, such as "20:30".

    Both moments are in UTC.
    """
    at = time.fromisoformat(clock)
    here = moment.astimezone(zone)
    found = datetime.combine(here.date(), at, zone)
    if found <= here:
        found = datetime.combine(here.date() + timedelta(days=1), at, zone)
    return found.astimezone(moment.tzinfo)


def on_this_evening(fixed: datetime, start: datetime, zone: tzinfo) -> datetime | None:
    """Return the same time of day on the evening that really began at ``start``; None where it has passed by then."""
    found = next_time(f"{fixed.astimezone(zone):%H:%M}", start, zone)
    return found if found - start <= LONGEST_EVENING else None


def fixed_times(
    programme: Programme, start: datetime, zone: tzinfo, now: datetime | None = None
) -> dict[int, datetime]:
    """Return when each fixed block of a programme must begin: block number → moment in UTC.

    A time that comes more than 12 hours after the start has passed by then. It is left out where the start is within
    ``SOON`` from ``now``, for then people are there already; else it raises Refusal: the start is too late for it.
    """
    found: dict[int, datetime] = {}
    at = start
    for number, block in enumerate(programme.blocks):
        if block.fixed is not None:
            fixed = next_time(block.fixed, at, zone)
            if fixed - start > LONGEST_EVENING:
                if now is not None and start - now < SOON:
                    continue
                raise Refusal(
                    _(
                        "“{block}” is fixed at {time}, and that is before the start. Begin earlier, or change “vast” "
                        "in the programme.",
                        block=block.title,
                        time=block.fixed,
                    )
                )
            found[number] = at = fixed
    return found


def usual_end(programme: Programme, start: datetime, zone: tzinfo, now: datetime) -> datetime | None:
    """Return the moment in UTC at which a programme ends by itself, or None.

    As in ``fixed_times`` one that has passed is left out where the start is soon, and else raises Refusal.
    """
    if programme.ends is None:
        return None
    ends = next_time(programme.ends, start, zone)
    if ends - start <= LONGEST_EVENING:
        return ends
    if start - now < SOON:
        return None
    raise Refusal(
        _(
            "The programme ends at {time}, and that is before the start. Begin earlier, or choose another end.",
            time=programme.ends,
        )
    )


def clock_problems(programme: Programme) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield the fixed times of a programme that can't be kept, whatever its start.

    Each is the path of keys in the file (indexes from 0) and a sentence.
    """
    anchor: tuple[Typed, str] | None = None  # the name and the time of the last fixed block
    since = timedelta()  # how long the blocks take from there
    for number, block in enumerate(programme.blocks):
        if block.fixed is not None and number == 0:
            yield ("blokken", 0, "vast"), _("The first block begins with the meetup: leave “vast” out here.")
        elif block.fixed is not None:
            if anchor and (text := _refused(anchor, since, block.fixed)):
                yield ("blokken", number, "vast"), text
            anchor, since = (block.title, block.fixed), timedelta()
        since += block.length
    if programme.ends is not None and anchor and (text := _refused(anchor, since, programme.ends)):
        yield ("eindigt",), text


def _refused(anchor: tuple[Typed, str], takes: timedelta, clock: str) -> Text | None:
    """Return why a time of day can't be kept after the fixed block before it, or None if it can.

    ``anchor`` is that block's title and time; ``takes`` is how long the blocks from there on last.
    """
    block, fixed = anchor
    between = (_minutes(clock) - _minutes(fixed)) % (24 * 60)
    if not 0 < between <= LONGEST_EVENING / timedelta(minutes=1):
        return _("{time} is not after {fixed}, when “{block}” begins.", time=clock, fixed=fixed, block=block)
    minutes = takes / timedelta(minutes=1)
    if minutes > between:
        return _(
            "From {fixed} (“{block}”) to {time} there are {between} minutes, and the blocks there take {takes}. "
            "Shorten one, or choose a later time.",
            fixed=fixed,
            block=block,
            time=clock,
            between=between,
            takes=f"{minutes:g}",
        )
    return None


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
