"""Act that seats everybody when the tables open, without asking, in a block that deals at once."""

from bot.core.evening import events
from bot.core.programme.models import AT_ONCE
from bot.core.tables.divisions import Division, How, Stage
from bot.features.seats import dividing
from bot.features.seats.adding import add_enough
from bot.platform.scene import Scene
from bot.storage import seats, timelines


async def deal(scene: Scene) -> None:
    """Seat everybody who is in voice, and plan their moving, where the block deals at once; only the first time.

    Where nobody is there yet, people choose a table.
    """
    db, block = scene.bot.db.read, scene.cue.block
    if scene.block.allocation != AT_ONCE or await seats.of_block(db, scene.meetup.id, block):
        return
    await dividing.look_anew(scene.bot, scene.meetup)
    here = await dividing.company(scene.bot, db, scene.meetup, scene.venue, block)
    scene.venue = await add_enough(scene.bot, scene.meetup, block, [guest.size for guest in here.guests])
    here = await dividing.company(scene.bot, db, scene.meetup, scene.venue, block)
    if not here.guests or not here.tables:
        return
    seed = block + 1  # another one each round
    drawn = await dividing.draw(here, How.EQUAL, seed)
    division = Division(0, scene.meetup.id, block, scene.cue.id, How.EQUAL, seed, Stage.STANDING)
    async with scene.bot.db.transaction() as db:
        await seats.add(db, division, drawn)
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = events.with_seats(before, block, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
