"""The caller of a command or button: whether they may command, and which meetup they mean."""

import discord

from bot.core.evening.meetup import Meetup, State
from bot.core.words.listing import some
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.platform import rights
from bot.platform.answers import Interaction, place_of
from bot.storage import meetups, servers
from bot.storage.database import Queries

NO_MEETUP = _("There is no meetup here yet. Plan one with `/meetup plan`.")
UNFINISHED = (State.PLANNED, State.LIVE, State.PAUSED)


async def moderator(interaction: Interaction) -> servers.Server:
    """Return the server's settings, if the caller may command there. Raises Refusal otherwise."""
    if interaction.guild is None or interaction.guild_id is None:
        raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
    server = await servers.get(interaction.client.db.read, interaction.guild_id)
    rights.refuse_others(interaction.user, server)
    return server


def organiser(interaction: Interaction) -> discord.Member:
    """Return the member, if they have Manage Server now. Raises Refusal otherwise."""
    who = interaction.user
    if not isinstance(who, discord.Member) or not who.guild_permissions.manage_guild:
        raise Refusal(_("Only people with the right Manage Server can do this, on the server itself."))
    return who


async def meetup_here(interaction: Interaction, *states: State) -> Meetup:
    """Return the meetup of this channel, whatever its state, else the server's only one in ``states``.

    Raises Refusal where the server has none or several.
    """
    db = interaction.client.db.read
    here = await meetups.of_channel(db, place_of(interaction))
    if here:
        return here
    found = await meetups.of_server(db, interaction.guild_id or 0, *states)
    if len(found) == 1:
        return found[0]
    if not found:
        for damaged in await meetups.unreadable(db, interaction.guild_id or 0):
            damaged.must_be_readable()
        raise Refusal(NO_MEETUP, Remedy(Mend.PLAN))
    names = some([Text.of("“", meetup.title, "”") for meetup in found])
    raise Refusal(
        _(
            "There are several meetups: {names}. Do this in a channel of the meetup you mean, or "
            "choose it in `/meetup lijst`.",
            names=names,
        )
    )


async def of_server(db: Queries, id: int | None, server: int | None) -> Meetup | None:
    """A meetup by its id, or None where it is not of this server: any id can be sent by a changed client."""
    meetup = None if id is None else await meetups.get(db, id)
    return meetup if meetup is not None and meetup.server == server else None


async def meetup_of(interaction: Interaction, id: int, db: Queries | None = None) -> Meetup:
    """Return the meetup that a button is about, by id. Raises Refusal unless it is readable and of this server."""
    meetup = await of_server(db or interaction.client.db.read, id, interaction.guild_id)
    if meetup is None:
        raise Refusal(NO_MEETUP, Remedy(Mend.PLAN))
    return meetup.must_be_readable()
