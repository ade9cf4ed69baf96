"""What the bot may do on a server, who may command it, and who may enter which channel."""

import discord

from bot.core.evening.places import PlaceKind, Venue
from bot.core.words.text import Refusal, Sentence, Text, _
from bot.platform import limits, lookup
from bot.storage.servers import Server

# Every right the bot needs, with what Discord calls it; the invite link asks for exactly these.
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


def needed() -> discord.Permissions:
    """The rights as Discord's own value."""
    return discord.Permissions(**dict.fromkeys(NEEDED, True))


def invite_link(application: int) -> str:
    """The address with which somebody who manages a server invites the bot."""
    return discord.utils.oauth_url(application, permissions=needed(), scopes=("bot", "applications.commands"))


def missing_on(guild: discord.Guild) -> tuple[Text, ...]:
    """The rights that the bot lacks on the whole server, all at once."""
    has = guild.me.guild_permissions
    return tuple(text for name, text in NEEDED.items() if not (has.administrator or getattr(has, name)))


_IN_CATEGORY = {"view_channel", "manage_channels", "manage_roles"}
_IN_VOICE = {"connect", "speak", "move_members"}


def taken_away(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """The rights that the bot has on the server, and that the overwrites of a channel take from it: all of them.

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
    """Every right that is missing: on the server, and where channels of a meetup take one away; with what to do."""
    found: list[Text] = []
    if missing := missing_on(guild):
        found.append(
            _(
                "On this server I miss: {missing}. Give my role these rights in Server Settings → Roles.",
                missing=missing,
            )
        )
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
    """Raises Refusal with all missing rights at once."""
    if missing := missing_on(guild):
        raise Refusal(
            _(
                "I can't do this yet: I miss these rights on this server: {missing}. "
                "Give them to my role in Server Settings → Roles, and try again.",
                missing=missing,
            )
        )


def refuse_full(guild: discord.Guild, more: int) -> None:
    """Raises Refusal when the server has no place for so many more channels."""
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
    """Whether a role makes moderators: the one that the server chose, or one with Manage Events.

    @everyone never does, whatever rights it has: then everybody could stop the meetup and read along.
    """
    allowed = role.permissions.manage_events or role.permissions.administrator or role.id == server.moderator_role
    return allowed and not role.is_default()


def is_moderator(member: discord.Member, server: Server) -> bool:
    """Whether a person may command: by a role, or because the server is theirs.

    The interaction carries the roles as they are at the moment of the press.
    """
    return member.id == member.guild.owner_id or any(may_command(role, server) for role in member.roles)


def refuse_others(member: discord.User | discord.Member, server: Server) -> None:
    """Raises Refusal unless this is a moderator."""
    if isinstance(member, discord.Member) and is_moderator(member, server):
        return
    if server.moderator_role:
        role = f"<@&{server.moderator_role}>"
        raise Refusal(_("This is for moderators: people with the role {role} or the right Manage Events.", role=role))
    raise Refusal(
        _(
            "This is for moderators: people with the right Manage Events. "
            "An organiser can give a role this right with `/meetup instellen`."
        )
    )


def overwrites(
    kind: PlaceKind, guild: discord.Guild, server: Server, *, tables_open: bool = False, hidden: bool = False
) -> dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]:
    """Who may see and enter a place. A category has what its tables have, so that they follow it.

    Moderators come in by their roles, never by name: with the role the way in is gone. What is hidden only they see.
    """
    inside = for_moderators()
    rights: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {guild.me: inside}
    if kind in (PlaceKind.PLENARY, PlaceKind.VOICE) and not hidden:
        rights[guild.default_role] = inside
        return rights
    if kind in (PlaceKind.MODERATORS, PlaceKind.PLENARY, PlaceKind.VOICE):
        rights[guild.default_role] = discord.PermissionOverwrite(view_channel=False)
    else:
        rights[guild.default_role] = for_participants(tables_open=tables_open, hidden=hidden)
    for role in guild.roles:
        if may_command(role, server):
            rights[role] = inside
    return rights


def for_moderators() -> discord.PermissionOverwrite:
    """What a moderator may do anywhere in the meetup, and everybody in the plenary."""
    return discord.PermissionOverwrite(view_channel=True, connect=True, send_messages=True, read_message_history=True)


def for_participants(*, tables_open: bool, hidden: bool = False) -> discord.PermissionOverwrite:
    """What everybody may do at the tables: nothing while they are closed, and never see them where they are hidden."""
    return discord.PermissionOverwrite(view_channel=tables_open and not hidden, connect=tables_open)
