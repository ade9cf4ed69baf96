"""The checks of ``/meetup check`` on what everybody may do where the evening needs it, and on what Discord carries."""

import re
from collections.abc import Iterator

import discord

from bot.core.evening.places import Place, PlaceKind, Venue, places_of
from bot.core.people.floor import Floor
from bot.core.programme.models import MeetupKind, Programme
from bot.core.words.text import Sentence, _
from bot.features.checks.findings import Finding
from bot.platform import lookup, rights
from bot.storage.servers import Server

WATCHERS = 50  # of a shared screen, before it stutters (PLATFORM.md)
_EMOJI = re.compile(r"<a?:\w{2,32}:(\d{15,21})>")

_NAMES: dict[str, Sentence] = {
    **rights.NEEDED,
    "use_application_commands": _("Use Application Commands"),
    "create_events": _("Create Events"),
    "pin_messages": _("Pin Messages"),
}
# What everybody needs in each kind of place. Seeing and entering a table is given and taken as it opens and closes.
_NEEDED: dict[PlaceKind, tuple[str, ...]] = {
    PlaceKind.PLENARY: ("view_channel", "send_messages", "read_message_history", "use_application_commands"),
    PlaceKind.VOICE: ("view_channel", "connect", "speak"),
    PlaceKind.TABLE: ("speak", "send_messages", "read_message_history", "use_application_commands"),
}


def may_take_part(
    guild: discord.Guild, server: Server, programme: Programme, venue: Venue | None, floor: Floor
) -> Iterator[Finding]:
    """Yield which rights @everyone misses in the channels of a meetup, also in those that are still to be made.

    Who may speak in the plenary is a moderator's choice while the ``floor`` is closed.
    """
    places = venue.places if venue else tuple(places_of(programme, programme.title))
    missing: dict[tuple[str, ...], list[str]] = {}
    for place in places:
        if lost := _lost(guild, server, place, is_quiet=floor.closed and place.kind is PlaceKind.VOICE):
            channel = lookup.channel(guild, place.channel)
            missing.setdefault(lost, []).extend([channel.mention] if channel else [])
    for lost, channels in missing.items():
        names = tuple(_NAMES[name] for name in lost)
        text = _(
            "Everybody: people can't take part, because @everyone misses {missing} on this server. Switch it on in "
            "Server Settings → Roles → @everyone.",
            missing=names,
        )
        if channels:
            text = _(
                "Everybody: in {channels} people can't take part, because @everyone misses {missing} there. Switch it "
                "on in the channel's settings, under Permissions, or in Server Settings → Roles → @everyone.",
                channels=", ".join(channels),
                missing=names,
            )
        yield Finding(False, text)
    if not missing:
        yield Finding(True, _("Everybody: may see, write and talk where the evening needs it."))


def _lost(guild: discord.Guild, server: Server, place: Place, *, is_quiet: bool) -> tuple[str, ...]:
    """Return what @everyone misses at a place: as its channel is set now, or as the bot will make it."""
    everyone = guild.default_role
    if everyone.permissions.administrator:
        return ()
    channel = lookup.channel(guild, place.channel)
    planned = rights.overwrites(place.kind, guild, server, tables_open=True)
    overwrite = channel.overwrites_for(everyone) if channel else planned.get(everyone, discord.PermissionOverwrite())
    if is_quiet:
        overwrite.update(speak=None)
    allow, deny = overwrite.pair()
    has = discord.Permissions(everyone.permissions.value & ~deny.value | allow.value)
    return tuple(name for name in _NEEDED.get(place.kind, ()) if not getattr(has, name))


def capacity(guild: discord.Guild, programme: Programme) -> Iterator[Finding]:
    """Yield what Discord carries and what not, when many people come."""
    yield Finding(
        None,
        _(
            "Many people: a voice channel shows at most {cameras} cameras, and a shared screen is good for about "
            "{watchers} people. With more, don't share the film: I post its link, and everybody opens it.",
            cameras=guild.max_video_channel_users or 25,
            watchers=WATCHERS,
        ),
    )
    if programme.kind is MeetupKind.CLOSING or guild.stage_channels:
        yield Finding(
            None,
            _(
                "Stage: I use voice channels, where moderators can mute people. If you use a stage channel, Discord "
                "may ask speakers to show their age first: have each of them try it a day before."
            ),
        )


def extra_rights(guild: discord.Guild, programme: Programme) -> Iterator[Finding]:
    """Yield the rights that are not needed for an evening itself, and emoji of other servers in the programme."""
    has = guild.me.guild_permissions
    if has.administrator:
        return
    if lost := rights.wished_on(guild):
        text = _(
            "My role misses {missing}. The evening goes on without; with them it stands among the events of the "
            "server, I make an invite link, and I pin what people need. Give them in Server Settings → Roles.",
            missing=lost,
        )
        yield Finding(None, text)
    if not has.use_external_emojis and _emoji_from_elsewhere(guild, programme):
        text = _(
            "Emoji: the programme has emoji of another server, and I may not use those here. Give my role the right "
            "Use External Emoji, or take them out of the programme."
        )
        yield Finding(False, text)


def _emoji_from_elsewhere(guild: discord.Guild, programme: Programme) -> bool:
    own = {emoji.id for emoji in guild.emojis}
    return any(int(id) not in own for id in _EMOJI.findall(programme.model_dump_json()))


def everything(
    guild: discord.Guild, server: Server, programme: Programme, venue: Venue | None, floor: Floor
) -> Iterator[Finding]:
    """Yield all findings of this module."""
    yield from may_take_part(guild, server, programme, venue, floor)
    yield from extra_rights(guild, programme)
    yield from capacity(guild, programme)
