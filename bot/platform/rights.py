"""Rights on a server: what the bot needs, who may command it, and who may enter which channel."""

from collections.abc import Collection, Mapping, Sequence

import discord

from bot.core.evening.places import PlaceKind, Venue
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Sentence, Text, _
from bot.platform import limits, lookup
from bot.storage.servers import Server

# Every right the bot needs, with what Discord calls it.
NEEDED: dict[str, Sentence] = {
    "view_channel": _("View Channels"),
    "manage_channels": _("Manage Channels"),
    "manage_roles": _("Manage Roles"),
    "send_messages": _("Send Messages"),
    "embed_links": _("Embed Links"),
    "attach_files": _("Attach Files"),
    "read_message_history": _("Read Message History"),
    "add_reactions": _("Add Reactions"),
    "connect": _("Connect"),
    "speak": _("Speak"),
    "move_members": _("Move Members"),
}

# What the bot can do without, and says so where it misses it.
WISHED: dict[str, Sentence] = {
    "create_events": _("Create Events"),
    "create_instant_invite": _("Create Invite"),
    "pin_messages": _("Pin Messages"),
    "manage_events": _("Manage Events"),  # to give it to the moderator role
}


def needed() -> discord.Permissions:
    """Return all rights that the bot needs or wishes for, as Discord's Permissions."""
    return discord.Permissions(**dict.fromkeys((*NEEDED, *WISHED), True))


def invite_link(application: int) -> str:
    """Return the URL with which somebody who manages a server invites the bot; ``application`` is its id."""
    return discord.utils.oauth_url(application, permissions=needed(), scopes=("bot", "applications.commands"))


def wished_on(guild: discord.Guild) -> tuple[Text, ...]:
    """Return the names of the rights that the bot lacks on the server and can do without."""
    has = guild.me.guild_permissions
    return tuple(text for name, text in WISHED.items() if not (has.administrator or getattr(has, name)))


def may_announce(guild: discord.Guild) -> bool:
    """Return whether the bot may make a scheduled event on the server."""
    has = guild.me.guild_permissions
    return has.administrator or has.create_events or has.manage_events


def lacking(guild: discord.Guild) -> tuple[str, ...]:
    """Return the keys of ``NEEDED`` that the bot lacks on the server."""
    has = guild.me.guild_permissions
    return () if has.administrator else tuple(name for name in NEEDED if not getattr(has, name))


def missing_on(guild: discord.Guild) -> tuple[Text, ...]:
    """Return the names of all rights that the bot lacks on the server."""
    return tuple(NEEDED[name] for name in lacking(guild))


def missing(names: Sequence[str]) -> Text:
    """Return the sentence on rights that the bot lacks on a server, by the keys of ``NEEDED``."""
    return _(
        "On this server I miss: {missing}. Give my role these rights in Server Settings → Roles.",
        missing=tuple(NEEDED[name] for name in names if name in NEEDED),
    )


_IN_CATEGORY = {"view_channel", "manage_channels", "manage_roles"}
_IN_VOICE = {"connect", "speak", "move_members"}


def taken_away(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """Return the keys of ``NEEDED`` that the bot has on the server and that a channel's overwrites take from it.

    Not through ``permissions_for``: without View Channel that says no to everything else too.
    """
    me = channel.guild.me
    has = me.guild_permissions
    if has.administrator:
        return ()
    here = has.value
    by_roles = [channel.overwrites_for(role).pair() for role in me.roles if not role.is_default()]
    allowed, denied = discord.Permissions.none(), discord.Permissions.none()
    for allow, deny in by_roles:
        allowed |= allow
        denied |= deny
    own = channel.overwrites_for(me).pair()
    for allow, deny in (channel.overwrites_for(channel.guild.default_role).pair(), (allowed, denied), own):
        here = here & ~deny.value | allow.value
    names = set(NEEDED)
    if isinstance(channel, discord.CategoryChannel):
        names = _IN_CATEGORY
    elif not isinstance(channel, discord.VoiceChannel):
        names = names - _IN_VOICE
    left = discord.Permissions(here)
    return tuple(name for name in NEEDED if name in names and getattr(has, name) and not getattr(left, name))


def all_missing(guild: discord.Guild, venue: Venue | None) -> list[Text]:
    """Return sentences that name all missing rights and what to do about them.

    Covers the server, and the channels of ``venue`` that take a right away.
    """
    found: list[Text] = []
    if names := lacking(guild):
        found.append(missing(names))
    by_rights: dict[tuple[str, ...], list[str]] = {}
    for place in venue.places if venue else ():
        channel = lookup.channel(guild, place.channel)
        if channel is not None and (lost := taken_away(channel)):
            by_rights.setdefault(lost, []).append(channel.mention)
    for lost, channels in by_rights.items():
        found.append(
            _(
                "In {channels} I miss: {missing}. Take away what stands against it in the channel's settings, under "
                "Permissions.",
                channels=", ".join(channels),
                missing=tuple(NEEDED[name] for name in lost),
            )
        )
    return found


def refuse_missing(guild: discord.Guild) -> None:
    """Raise Refusal if the bot lacks rights on the server, naming all of them."""
    if names := missing_on(guild):
        raise Refusal(
            _(
                "I can't do this yet: I miss these rights on this server: {missing}. "
                "Give them to my role in Server Settings → Roles, and try again.",
                missing=names,
            )
        )


def refuse_full(guild: discord.Guild, more: int) -> None:
    """Raise Refusal unless the server has room for ``more`` channels."""
    free = limits.CHANNELS - len(guild.channels)
    if more > free:
        raise Refusal(
            _(
                "This meetup needs {more} channels, and this server has place for {free} more "
                "(Discord allows 500). Remove channels of earlier meetups first.",
                more=more,
                free=free,
            )
        )


def may_command(role: discord.Role, server: Server) -> bool:
    """Return whether a role makes moderators: the server's chosen one, or one with Manage Events or Administrator.

    Never @everyone, whatever rights it has: then everybody could stop the meetup and read along.
    """
    allowed = role.permissions.manage_events or role.permissions.administrator or role.id == server.moderator_role
    return allowed and not role.is_default()


def is_moderator(member: discord.Member, server: Server) -> bool:
    """Return whether a person may command: by one of their roles, or as owner of the server.

    An interaction carries the roles as they are at the moment of the press.
    """
    return member.id == member.guild.owner_id or any(may_command(role, server) for role in member.roles)


def refuse_others(member: discord.User | discord.Member, server: Server) -> None:
    """Raise Refusal unless this person is a moderator of the server."""
    if isinstance(member, discord.Member) and is_moderator(member, server):
        return
    if server.moderator_role:
        role = f"<@&{server.moderator_role}>"
        raise Refusal(_("This is for moderators: people with the role {role} or the right Manage Events.", role=role))
    raise Refusal(
        _(
            "This is for moderators: people with the right Manage Events. "
            "An organiser can give a role this right with `/meetup instellen`."
        ),
        Remedy(Mend.SETTINGS),
    )


def overwrites(
    kind: PlaceKind, guild: discord.Guild, server: Server, *, tables_open: bool = False, hidden: bool = False
) -> dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]:
    """Return who may see and enter a place. A category gets the same as its tables, so that they follow it.

    Moderators get in by their roles, never by name: who loses the role loses access. With ``hidden``, as in a dry
    run, only moderators see the place.
    """
    inside = for_moderators()
    rights: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {guild.me: inside}
    if kind is PlaceKind.PLENARY and not hidden:
        rights[guild.default_role] = inside
        return rights
    if kind in (PlaceKind.PLENARY, PlaceKind.VOICE):
        rights[guild.default_role] = in_plenary(hidden=hidden)
    elif kind is PlaceKind.MODERATORS:
        rights[guild.default_role] = discord.PermissionOverwrite(view_channel=False)
    else:
        rights[guild.default_role] = for_participants(tables_open=tables_open, hidden=hidden)
    for role in guild.roles:
        if may_command(role, server):
            rights[role] = inside
    return rights


def for_moderators(*, speak: bool | None = None) -> discord.PermissionOverwrite:
    """Return what a moderator may do anywhere in a meetup, and everybody in the plenary.

    ``speak`` is True where others may not.
    """
    return discord.PermissionOverwrite(
        view_channel=True, connect=True, send_messages=True, read_message_history=True, speak=speak
    )


def is_for_moderators(overwrite: discord.PermissionOverwrite) -> bool:
    """Return whether an overwrite is one of ``for_moderators``."""
    return overwrite in (for_moderators(), for_moderators(speak=True))


def in_plenary(*, hidden: bool = False, closed: bool = False, quiet: bool = False) -> discord.PermissionOverwrite:
    """Return what everybody may do in the plenary.

    Nobody enters its voice channel while it is ``closed``, and nobody speaks there while it is ``quiet``.
    """
    if hidden:
        return discord.PermissionOverwrite(view_channel=False)
    allowed = for_moderators(speak=False if quiet else None)
    allowed.update(connect=not closed)
    return allowed


def in_hall(
    guild: discord.Guild,
    server: Server,
    everyone: discord.PermissionOverwrite,
    now: Mapping[int, discord.PermissionOverwrite],
    speakers: Collection[int],
) -> dict[int, discord.PermissionOverwrite | None]:
    """Return the overwrites of the plenary's voice channel that have to change, by the id of their role or person.

    ``everyone`` is the one of @everyone, and ``now`` are all that stand. ``speakers`` are the people who may speak
    while nobody else does; None takes an overwrite away.
    """
    quiet = everyone.speak is False
    wanted: dict[int, discord.PermissionOverwrite | None] = {guild.default_role.id: everyone}
    roles = (role for role in guild.roles if may_command(role, server))
    wanted |= {role.id: for_moderators(speak=True if quiet else None) for role in roles}
    known = {id for id, overwrite in now.items() if overwrite == _SPEAKER}
    wanted |= {id: _SPEAKER if quiet and id in speakers else None for id in known | {*speakers}}
    return {id: overwrite for id, overwrite in wanted.items() if now.get(id) != overwrite}


_SPEAKER = discord.PermissionOverwrite(speak=True)


def for_participants(*, tables_open: bool, hidden: bool = False) -> discord.PermissionOverwrite:
    """Return what everybody may do at the tables: nothing while closed; ``hidden`` ones stay unseen."""
    return discord.PermissionOverwrite(view_channel=tables_open and not hidden, connect=tables_open)
