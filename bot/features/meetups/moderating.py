"""The moderator role of a server: moderators hear it when somebody deleted it, also while the bot was away."""

import logging
from collections.abc import Collection

from bot.core.evening.meetup import State
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import _
from bot.platform import mending
from bot.platform.app import App
from bot.storage import meetups, places, servers

log = logging.getLogger(__name__)

GONE = _(
    "The moderator role was deleted. Until you choose another with `/meetup instellen`, "
    "people with the right Manage Events can command."
)


async def look(app: App, those: Collection[int] | None = None) -> None:
    """Tell where the moderator role is gone, on every server that Discord gives now or on ``those`` of them."""
    for server, role in (await servers.moderator_roles(app.db.read)).items():
        found = app.get_guild(server)
        if found is None or found.unavailable or (those is not None and server not in those):
            continue
        if found.get_role(role) is None:
            await tell_gone(app, server, role)


async def tell_gone(app: App, server: int, role: int) -> None:
    """Tell the moderators of every meetup that is not over, if this was the moderator role; then forget it."""
    async with app.turns["role", server]:
        if (await servers.get(app.db.read, server)).moderator_role != role:
            return
        for meetup in await meetups.of_server(app.db.read, server, State.PLANNED, State.LIVE, State.PAUSED):
            try:
                venue = await places.venue(app.db.read, meetup.id)
                await mending.tell_moderators(app, meetup, venue, GONE, Remedy(Mend.SETTINGS))
            except Exception:
                log.exception("meetup %s: its moderators could not be told that their role is gone", meetup.id)
        async with app.db.transaction() as db:
            await servers.forget_role(db, role)
