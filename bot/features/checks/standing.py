"""How the bot stands on every server, noted for the overview: its name, and the rights that the bot lacks."""

from datetime import datetime, timedelta

from bot.core.words.typed import Typed
from bot.platform import rights
from bot.platform.app import App
from bot.platform.pacing import pause
from bot.storage import standings
from bot.storage.standings import Standing

EVERY = timedelta(minutes=10)  # between two looks (our choice)
AT_ONCE = 100  # servers; then others have their turn: looking at 3,000 takes 0.1 s


async def look(app: App) -> None:
    """Store how every server that can be seen now is found, where that changed.

    A server that the bot has left keeps its name for as long as anything of it is kept.
    """
    known = await standings.known(app.db.read)
    found: dict[int, Standing] = {}
    for number, guild in enumerate(app.guilds):
        if number % AT_ONCE == AT_ONCE - 1:
            await pause(0)
        if not guild.unavailable:
            found[guild.id] = Standing(Typed(guild.name), rights.lacking(guild))
    changed = {id: standing for id, standing in found.items() if known.get(id) != standing}
    gone = known.keys() - {guild.id for guild in app.guilds}
    if gone:
        gone -= await standings.of_somebody(app.db.read)
    if changed or gone:
        async with app.db.transaction() as db:
            await standings.save(db, changed, gone)


def is_due(last: datetime | None, now: datetime) -> bool:
    """Return whether it is time for another look."""
    return last is None or abs(now - last) >= EVERY
