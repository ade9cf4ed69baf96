"""What every command of a moderator shares: who may give it, which meetup is meant, and carrying it out as one."""

from dataclasses import replace

from bot import rights
from bot.core.cues import Timeline
from bot.core.meetup import Action, Deed, Meetup, State, refuse_second_press
from bot.core.steps import Step
from bot.core.words import Refusal, _
from bot.replies import Interaction, place_of, plain
from bot.storage import meetups, servers, timelines

UNFINISHED = (State.PLANNED, State.LIVE, State.PAUSED)


async def moderator(interaction: Interaction) -> servers.Server:
    """The server, for somebody who may command there. Raises Refusal otherwise."""
    if interaction.guild is None or interaction.guild_id is None:
        raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
    server = await servers.get(interaction.client.db.read, interaction.guild_id)
    rights.refuse_others(interaction.user, server)
    return server


async def meetup_here(interaction: Interaction, *states: State) -> Meetup:
    """The meetup of this channel, or else the only one of the server in these states. Raises Refusal."""
    db = interaction.client.db.read
    here = await meetups.of_channel(db, place_of(interaction))
    if here:
        return here
    found = await meetups.of_server(db, interaction.guild_id or 0, *states)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal(_("There is no meetup here yet. Plan one with `/meetup plan`."))
    names = ", ".join(f"“{plain(meetup.title)}”" for meetup in found)
    raise Refusal(_("There are several meetups: {names}. Do this in a channel of the meetup you mean.", names=names))


async def meetup_of(interaction: Interaction, id: int) -> Meetup:
    """The meetup that a button is about. Raises Refusal where it is not of this server."""
    meetup = await meetups.get(interaction.client.db.read, id)
    if meetup is None or meetup.server != interaction.guild_id:
        raise Refusal(_("There is no meetup here yet. Plan one with `/meetup plan`."))
    return meetup


async def command(interaction: Interaction, id: int, action: Action, step: Step) -> Timeline:
    """One step in the life of a meetup: checked and stored as one, so that two moderators are safe."""
    bot = interaction.client
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetups.get(db, id)
        if meetup is None or meetup.server != interaction.guild_id:
            raise Refusal(_("There is no meetup here yet. Plan one with `/meetup plan`."))
        if meetup.is_dry_run and action is not Action.STOP:
            raise Refusal(_("This is a dry run: it runs by itself. `/meetup stop` ends it early."))
        deeds = [replace(deed, name=plain(deed.name)) for deed in await meetups.deeds(db, id)]
        refuse_second_press(action, deeds, now)
        before = await timelines.of_meetup(db, id)
        meetup, after = step(meetup, before, deeds, now)
        await meetups.save_life(db, meetup)
        await timelines.save(db, id, after, before)
        await timelines.wake_control(db, id, now)
        await meetups.note_deed(db, id, Deed(action, interaction.user.display_name, now), interaction.user.id)
    bot.runner.wake()
    return after
