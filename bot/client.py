"""The Discord client: intents, cogs, no mentions by default, and one error path for listeners."""

import asyncio
import contextlib
import gc
import logging
import sys
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from functools import partial
from typing import Any

import discord

from bot.content.library import Library
from bot.core.words.text import Refusal
from bot.extensions import EXTENSIONS
from bot.features.contributions import rereading
from bot.features.meetups import moderating
from bot.features.privacy import tidying
from bot.platform import registering, untold
from bot.platform.answers import place_of
from bot.platform.app import App
from bot.platform.doors import CommandTree
from bot.platform.gathered import Gathered
from bot.platform.lasting import answer_unknown, submit
from bot.platform.names import CommandNames
from bot.platform.pacing import Pace, paced
from bot.runner.loop import Runner
from bot.settings import Settings
from bot.storage import search
from bot.storage.database import Database

log = logging.getLogger(__name__)

LONGEST_RATE_LIMIT = 60.0  # seconds; on a longer rate limit the call fails, and its cue is tried again later

LOST_AFTER = 120.0  # seconds without a connection, after which a new client does better than the library's waits

# Seconds after SIGTERM or SIGINT: to finish what is in progress, and to disconnect from Discord. A service
# manager waits at least ten seconds before it kills.
FINISH_WITHIN, CLOSE_WITHIN = 3.0, 1.0


class MeetupBot(App):
    """One bot on one database.

    ``runs_by_itself=False`` starts no endless loop: tests and the rehearsal run what is due themselves.
    """

    def __init__(
        self,
        db: Database,
        settings: Settings,
        clock: Callable[[], datetime],
        library: Library,
        *,
        runs_by_itself: bool = True,
    ) -> None:
        super().__init__(
            db,
            settings,
            clock,
            library,
            help_command=None,
            tree_cls=CommandTree,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_RATE_LIMIT,
            http_trace=paced(Pace()),
        )
        self.runner = Runner(self, clock)
        self._runs_by_itself = runs_by_itself
        self._tasks: list[asyncio.Task[None]] = []
        self._losing: asyncio.TimerHandle | None = None
        self._available = Gathered(self._servers_again)
        self.lost = asyncio.Event()  # set once there has been no connection for LOST_AFTER
        self.was_ready = False

    async def setup_hook(self) -> None:
        """Load the cogs, and tell Discord the commands, beside connecting: that never decides about an evening."""
        for cog in EXTENSIONS:
            await self.load_extension(cog)
        await self.tree.set_translator(CommandNames())
        if self._runs_by_itself:
            self._tasks.append(asyncio.create_task(registering.keep_trying(self)))
        else:
            await registering.register(self)

    @property
    def is_whole(self) -> bool:
        """True where no connection is missing: of several each has its own servers, see ``ShardedBot``."""
        return True

    def missed(self, server: int) -> bool:
        """Return whether a server was out of hearing until the connection that came now."""
        return True

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway. Raises ConnectionError where it closes before its first word."""
        try:
            await super().connect(reconnect=reconnect)
        except AttributeError:
            if self.ws is not None:
                raise
            # discord.py 2.7.1 looks into the connection that it never had.
            raise ConnectionError("the gateway closed before its first word") from None

    async def on_connect(self) -> None:
        """Note that there is a connection again."""
        if self._losing is not None and self.is_whole:
            self._losing.cancel()
            self._losing = None

    async def on_disconnect(self) -> None:
        """Note that there is no connection; discord.py calls it again at every try that fails."""
        self.connected_since = None
        self.expect_connection()

    def expect_connection(self) -> None:
        """Have ``lost`` set in ``LOST_AFTER``, unless there is a connection before."""
        if self._losing is None:
            self._losing = self.loop.call_later(LOST_AFTER, self.lost.set)

    async def on_resumed(self) -> None:
        """Go on after a connection that was lost for a moment."""
        await self.on_connect()
        await self._there_again(first=False)

    async def on_ready(self) -> None:
        """Resume the running meetups and, the first time, start the endless loop; again where none was resumed."""
        first, self.was_ready = not self.was_ready, True
        await self._there_again(first=first)
        if first and self._runs_by_itself:
            # What is loaded by now stays: a full collection would look at all of it, for which everybody waits 50 ms,
            # and several times that on thousands of servers.
            gc.collect()
            gc.freeze()
            self._tasks.append(asyncio.create_task(self.runner.forever()))
            self._tasks[-1].add_done_callback(_loop_ended)
        log.info("ready on %s servers", len(self.guilds))

    async def _there_again(self, *, first: bool) -> None:
        """Do what a connection asks for; whatever fails in it, the evenings go on."""
        self.runner.release()
        await self._each(
            partial(tidying.note_servers, self),
            partial(untold.look, self),
            partial(rereading.make_readable, self),
            partial(self.runner.there_again, first=first, missed=self.missed),
            partial(moderating.look, self),
        )
        self.connected_since = self.clock() if self.is_whole else None
        await self._each(partial(search.catch_up, self.db))

    async def _each(self, *steps: Callable[[], Awaitable[object]]) -> None:
        """Do what a new connection means, step by step. One that fails, which is logged, holds up no other one."""
        for step in steps:
            try:
                await step()
            except Refusal as refusal:
                log.warning("could not keep that we are there again: %s", refusal)
            except Exception:
                log.exception("Bug in what a connection asks for; the rest goes on")

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Retry at once the cues that waited for this server: it has its channels and its names again."""
        self.runner.release()
        await self._available.ask(guild.id)

    async def _servers_again(self, those: Collection[int]) -> None:
        await self._each(
            partial(rereading.make_readable, self),
            partial(self.runner.servers_again, those),
            partial(moderating.look, self, those),
        )

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was removed from a server; discord.py calls it for no server that is just unavailable."""
        await tidying.note_servers(self)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot was invited to a server, perhaps again."""
        await tidying.note_servers(self)

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: the cogs read the chat, and there are no prefix commands."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Handle submitted forms, and buttons that nobody knows. Discord.py handles commands and other buttons."""
        self.speakers.note(interaction.user)
        self.presses.note(interaction, place_of(interaction), self.clock())
        if interaction.type is discord.InteractionType.modal_submit:
            await submit(interaction)
        elif interaction.type is discord.InteractionType.component:
            await answer_unknown(interaction)

    async def on_app_command_completion(self, interaction: discord.Interaction[Any], _command: object) -> None:
        """Tell a moderator what could not be posted for them."""
        await untold.tell(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log an error in a listener, without what people wrote: a Refusal as a warning, anything else as a bug."""
        error = sys.exc_info()[1]
        if isinstance(error, Refusal):
            log.warning("%s could not be dealt with: %s", event_method, type(error).__name__)
        else:
            log.exception("Bug in %s", event_method)

    async def leave(self) -> None:
        """Finish the cues and answers in progress, and close.

        Takes at most ``FINISH_WITHIN`` + ``CLOSE_WITHIN`` seconds; what is left is done after the next start.
        """
        try:
            async with asyncio.timeout(FINISH_WITHIN):
                await self.runner.finish()
                await self.runner.note_seen()
                await asyncio.gather(*_handlers(), return_exceptions=True)
        except (TimeoutError, Refusal):
            log.warning("left without waiting for everything; it is done after the next start")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN):
                await self.close()
                await asyncio.gather(*_handlers(), return_exceptions=True)  # of what came in meanwhile

    async def close(self) -> None:
        """Cancel the endless loop, then disconnect from Discord."""
        for task in self._tasks:
            task.cancel()
        if self._losing is not None:
            self._losing.cancel()
        await self.marks.stop()
        await super().close()


def _handlers() -> list[asyncio.Task[Any]]:
    """Return the tasks in which discord.py handles a press, a command or a message right now."""
    mine = ("discord.py: ", "CommandTree-", "discord-ui-")
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(mine)]


def _loop_ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        log.critical("The runner stopped", exc_info=task.exception())
