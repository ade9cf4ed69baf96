"""When the moderators' panel is brought up to date: soon after something big, and not at each small thing."""

from datetime import timedelta

from bot.platform.app import App
from bot.storage import timelines
from bot.storage.database import Transaction

# Numbers that change all the time are brought up to date four times a minute; it is calm to look at.
EVERY = timedelta(seconds=15)
# After something that the whole panel is about, with what else happens at that moment.
SOON = timedelta(seconds=2)


async def note(db: Transaction, bot: App, meetup: int) -> None:
    """Somebody brought something in: the numbers want a fresh look. Costs nothing while one is on its way."""
    if counts_again(bot, meetup):
        bot.counted[meetup] = bot.clock()
        await timelines.wake_panel(db, meetup, bot.counted[meetup], EVERY)


def counts_again(bot: App, meetup: int) -> bool:
    """Whether the last fresh look was long enough ago."""
    now = bot.clock()
    return now - bot.counted.get(meetup, now - EVERY) >= EVERY
