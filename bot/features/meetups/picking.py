"""Which meetup of the server a command is about: by its title or number, else the one of the channel."""

from collections.abc import Callable

from discord.app_commands import Choice

from bot.content.times import day_with_time
from bot.core.evening import listed as rules
from bot.core.evening.listed import Listed
from bot.core.evening.meetup import Meetup, State
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.platform import limits
from bot.platform.answers import Interaction, language_of, place_of
from bot.platform.callers import NO_MEETUP, meetup_here, meetup_of
from bot.platform.views import label
from bot.storage import listed, meetups
from bot.storage.database import Queries


async def known(db: Queries, server: int) -> list[Listed]:
    """Return the meetups of a server, newest first, without dry runs."""
    return [meetup for meetup in await listed.of_server(db, server) if not meetup.is_dry_run]


async def meant(interaction: Interaction, which: Typed, *states: State) -> Meetup:
    """Return the meetup that was typed, of any state; with nothing typed as ``meetup_here``. Raises Refusal."""
    if not which.line:
        return await meetup_here(interaction, *states)
    found = rules.meant(which, await known(interaction.client.db.read, interaction.guild_id or 0))
    return await meetup_of(interaction, found.id)


async def offered(
    interaction: Interaction, typed: str, fits: Callable[[Listed], bool] = lambda _meetup: True
) -> list[Choice[str]]:
    """Return the meetups to choose from while somebody types, with when they begin: two may have one name."""
    language, zone = await language_of(interaction), interaction.client.settings.zone
    found = [one for one in await known(interaction.client.db.read, interaction.guild_id or 0) if fits(one)]
    return [
        Choice(
            name=label(one.title, limits.OPTION // 2, f" · {day_with_time(one.begins, language, zone)}"),
            value=str(one.id),
        )
        for one in rules.offered(Typed(typed), found)[: limits.OPTIONS]
    ]


async def to_follow(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Return the meetups that another may follow, while somebody types."""
    return await offered(interaction, typed, lambda meetup: meetup.has_begun and meetup.state is State.CLOSED)


async def to_copy(interaction: Interaction, which: Typed) -> Meetup:
    """Return the meetup that was typed, else that of the channel, else the last one that was held, or is planned.

    Raises Refusal where there is none.
    """
    db = interaction.client.db.read
    here = None if which.line else await meetups.of_channel(db, place_of(interaction))
    if here is not None and not here.is_dry_run:
        return here
    found = await known(db, interaction.guild_id or 0)
    if which.line:
        return await meetup_of(interaction, rules.meant(which, found).id)
    held = [meetup for meetup in found if meetup.has_begun] or found
    if not held:
        raise Refusal(NO_MEETUP, Remedy(Mend.PLAN))
    return await meetup_of(interaction, held[0].id)
