"""Acts for the tables of a break-out: open them, update their panel, warn, recall, close, bring people back."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import partial

import discord

from bot.core.evening import events
from bot.core.evening.cues import CueKind
from bot.core.evening.places import Place, PlaceKind, alike
from bot.core.evening.retries import Step
from bot.core.words.text import Text
from bot.features.seats import words as seat_words
from bot.features.tables import card
from bot.features.tables import views as table_views
from bot.features.tables import words as table_words
from bot.platform import limits, lookup, mending, rights, standing, troubles
from bot.platform.channels import REASON
from bot.platform.errands import PATIENCE, Errand
from bot.platform.logs import names_of
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.troubles import Missing
from bot.platform.views import Button, lasting
from bot.platform.voice import people_before
from bot.storage import calls, posts, seats, talks, timelines, wishes
from bot.storage.database import Transaction

log = logging.getLogger(__name__)


async def recall(scene: Scene) -> None:
    """Ask everybody back on the cards; also a late recall gives people the whole time to return."""
    if scene.cue.attempts == 0:  # a second attempt must not keep the tables open longer
        async with scene.bot.db.transaction() as db:
            before = await timelines.of_meetup(db, scene.meetup.id)
            scene.timeline = events.after_recall(before, scene.cue.block, scene.now)
            await timelines.save(db, scene.meetup.id, scene.timeline, before)
    await _let_into_plenary(scene, closed=False)
    await card.stir(scene)


async def close_tables(scene: Scene) -> None:
    """Close the tables of a block. People inside stay there until ``bring_back`` moves them."""
    await _let_into_plenary(scene, closed=False)
    await _set_open(scene, tables_open=False)
    async with scene.bot.db.transaction() as db:
        await _end_talks(scene, db)
    await _edit_panel(scene, [(table_words.tables_closed(), None)] * len(await _panel_posts(scene)))


async def close_again(scene: Scene) -> None:
    """Close the tables of a block that was begun by mistake; who had a seat is brought to it when they open again."""
    await _let_into_plenary(scene, closed=False)
    await _set_open(scene, tables_open=False)
    async with scene.bot.db.transaction() as db:
        await seats.wait_again(db, scene.meetup.id, scene.cue.block)
        await _end_talks(scene, db)


async def _end_talks(scene: Scene, db: Transaction) -> None:
    """Plan what follows when the tables of a block are closed: people back, calls for help ended, cards put away."""
    before = await timelines.of_meetup(db, scene.meetup.id)
    after = events.tables_closed(before, scene.cue.block, scene.now)
    await timelines.save(db, scene.meetup.id, after, before)
    for call in await calls.end_of_block(db, scene.meetup.id, scene.cue.block, scene.now):
        await timelines.wake(db, scene.meetup.id, CueKind.HELP, scene.now, note=str(call))
    await talks.clear(db, [table.id for table in scene.venue.every_table(scene.cue.block)])
    await card.wake(db, scene.meetup.id, scene.cue.block, scene.now)


async def _set_open(scene: Scene, *, tables_open: bool) -> None:
    """Open or close the tables of a block: one call for the category, then one for each table that did not follow."""
    everyone = scene.guild.default_role
    wanted = rights.for_participants(tables_open=tables_open, hidden=scene.meetup.is_dry_run)
    step = Step.OPEN if tables_open else Step.CLOSE

    async def change(place: Place) -> None:
        channel = lookup.channel(scene.guild, place.channel)
        if channel is None:
            raise Missing
        await channel.set_permissions(everyone, overwrite=wanted, reason=REASON)

    def errand(place: Place, *, tells: bool) -> Errand:
        return Errand(step, place, partial(change, place), tells=tells)

    # Where the category refuses, each table is opened by itself, so nobody needs to hear of it.
    await scene.run([errand(scene.venue.category_of(scene.cue.block), tells=False)])
    follow = await _that_follow(scene, wanted)
    await scene.run(
        [errand(table, tells=True) for table in scene.venue.tables(scene.cue.block) if table.id not in follow]
    )


async def _let_into_plenary(scene: Scene, *, closed: bool) -> None:
    """Close the plenary's voice channel to participants, or open it again, where the block wants that.

    Who is inside stays there. It is open again from the recall on, also when closing it was put off until then.
    """
    if not scene.block.closes_plenary or (closed and not scene.timeline.takes_seats(scene.cue.block)):
        return
    voice, everyone = scene.venue.one(PlaceKind.VOICE), scene.guild.default_role
    wanted = rights.in_plenary(hidden=scene.meetup.is_dry_run, closed=closed, quiet=scene.floor.closed)

    async def change() -> None:
        channel = lookup.channel(scene.guild, voice.channel)
        if channel is None:
            raise Missing
        await channel.set_permissions(everyone, overwrite=wanted, reason=REASON)

    await scene.run([Errand(Step.CLOSE if closed else Step.OPEN, voice, change)])


async def _that_follow(scene: Scene, wanted: discord.PermissionOverwrite) -> set[int]:
    """Return the tables that have the wanted rights already.

    Fetched from Discord, because the cache may be older than the call before; none where that fails or takes long.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            found = await scene.guild.fetch_channels()
    except troubles.FAILURES as error:
        log.warning("meetup %s: could not look which tables are open: %s", scene.meetup.id, names_of(error))
        return set()
    everyone = scene.guild.default_role
    having = {channel.id for channel in found if channel.overwrites_for(everyone) == wanted}
    return {table.id for table in scene.venue.tables(scene.cue.block) if table.channel in having}


async def refresh_panel(scene: Scene) -> None:
    """Update the numbers of people on the table panel, while the tables are open."""
    if scene.timeline.tables_are_open(scene.cue.block):
        await _edit_panel(scene, await table_buttons(scene))


async def _edit_panel(scene: Scene, pages: Sequence[tuple[Text, discord.ui.View | None]]) -> None:
    """Edit the messages of the table panel that stand, and bring back those that were deleted while nobody listened.

    Its buttons work also where it shows what was.
    """

    async def edit(post: posts.Post) -> None:
        number = int(post.part.removeprefix("panel"))
        text, view = pages[number] if number < len(pages) else (table_words.no_more_tables(), None)
        if not await standing.edit(scene.guild, post, content=scene.say(text), view=view) and view is not None:
            async with scene.bot.db.transaction() as db:
                await mending.bring_back(db, post.message, scene.bot.clock())

    plenary = scene.venue.one(PlaceKind.PLENARY)
    await scene.run(
        [
            Errand(Step.EDIT, plenary, partial(edit, post), tells=False, part=post.part)
            for post in await _panel_posts(scene)
        ]
    )


async def table_buttons(scene: Scene) -> list[tuple[Text, discord.ui.View]]:
    """Return the messages of the table panel, each a text and a view with up to 25 tables."""
    divisions = await seats.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block)
    ways_in = seat_words.ways_in(scene.block, divisions)
    sizes = await wishes.screens(scene.bot.db.read, scene.meetup.id)
    buttons = _ways_to_tables(scene, sizes)
    pages = []
    for at in range(0, len(buttons), limits.BUTTONS):
        text = table_words.more_tables() if at else table_words.panel(scene.block, scene.slot, ways_in)
        pages.append((text, lasting(*buttons[at : at + limits.BUTTONS])))
    return pages


def _ways_to_tables(scene: Scene, sizes: Mapping[int, int]) -> list[Button]:
    """Return a button to each table; where the block gives a table size, one for all that are about the same.

    ``sizes`` are how many people sit before one screen, by account.
    """
    tables = scene.venue.tables(scene.cue.block)
    people = {table.id: people_before(sizes, scene.guild, table) for table in tables}
    if scene.block.table_size is None:
        return [table_views.table(table.id, table.title, people[table.id]) for table in tables]
    return [
        table_views.table(group[0].id, scene.block.rooms[group[0].room].name, sum(people[table.id] for table in group))
        for group in alike(scene.block, tables)
    ]


async def _panel_posts(scene: Scene) -> list[posts.Post]:
    """Return the posts of the table panel that stand in the present plenary."""
    pages = range((len(scene.venue.every_table(scene.cue.block)) - 1) // limits.BUTTONS + 1)
    plenary = scene.venue.one(PlaceKind.PLENARY).channel
    found = [
        post
        for page in pages
        for post in await posts.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block, f"panel{page}")
    ]
    return [post for post in found if post.channel == plenary]


async def open_tables(scene: Scene) -> list[Message]:
    """Open the tables of a block and post their openings; return the table panel for the plenary."""
    await _set_open(scene, tables_open=True)
    await _let_into_plenary(scene, closed=True)
    await scene.post_at(scene.venue.tables(scene.cue.block), partial(_opening, scene))
    await card.stir(scene)
    messages: list[Message] = []
    for number, (text, view) in enumerate(await table_buttons(scene)):
        messages += scene.to_plenary(f"panel{number}", text, view)
    return messages


def _opening(scene: Scene, place: Place) -> list[Message]:
    return scene.to(place, "opening", table_words.table_opening(scene.block.rooms[place.room], scene.block))


def openings(scene: Scene) -> list[Message]:
    """Return the messages that open the tables of a block, one at each."""
    return [message for place in scene.venue.tables(scene.cue.block) for message in _opening(scene, place)]


async def warn(scene: Scene) -> None:
    """Have the card at every table tell how much time is left: the true time, also when the warning is late."""
    await card.stir(scene)
