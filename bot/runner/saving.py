"""Watch over the database: moderators are told once that nothing can be saved, and once that it works again."""

from collections.abc import Callable

from bot.core.words.text import Text, _
from bot.platform import mending
from bot.platform.app import App
from bot.storage import meetups, places


class Saving:
    """Watches whether the database of a running bot can be written."""

    def __init__(self, bot: App, release: Callable[[], None]) -> None:
        self._bot, self._release = bot, release
        self._told = False

    async def look(self) -> None:
        """If nothing can be saved, tell the moderators once and try again; does nothing while all is well.

        Raises Unavailable where the database can't be read either.
        """
        trouble = self._bot.db.trouble
        if trouble is None:
            return
        if not self._told:
            await self._tell(
                _(
                    "⚠️ I can't save anything now: {why}. I tell so to whoever contributes, and keep trying. "
                    "Ask whoever runs the bot to look at its disk.",
                    why=trouble,
                )
            )
            self._told = True
        if await self._bot.db.try_to_write():
            self._told = False
            await self._tell(
                _(
                    "✅ I can save again, and go on. What was said in the chat meanwhile I read back; who used a "
                    "button or a command does so once more."
                )
            )
            # Before anything else goes on: the next cue may be the harvest.
            for catch_up in self._bot.after_trouble:
                await catch_up()
            self._release()

    async def _tell(self, text: Text) -> None:
        for meetup in await meetups.unfinished(self._bot.db.read):
            if meetup.is_running:
                await mending.tell_moderators(self._bot, meetup, await places.venue(self._bot.db.read, meetup.id), text)
