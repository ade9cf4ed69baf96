"""What the bot may do on a server, who may command it, and who may enter which channel."""

import discord

from bot.core.places import PlaceKind
from bot.core.words import Refusal, Text, _
from bot.storage.servers import Server

# Every right the bot needs, with what Discord calls it; the invite link asks for exactly these.
NEEDED: dict[str, Text] = {
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


def refuse_missing(guild: discord.Guild) -> None:
    """Raises Refusal with all missing rights at once."""
    has = guild.me.guild_permissions
    missing = tuple(text for name, text in NEEDED.items() if not has.administrator and not getattr(has, name))
    if missing:
        raise Refusal(
            _(
                "I can't do this yet: I miss these rights on this server: {missing}. "
                "Give them to my role in Server Settings → Roles, and try again.",
                missing=missing,
            )
        )


CHANNELS_ON_SERVER = 500  # Discord's limit


def refuse_full(guild: discord.Guild, more: int) -> None:
    """Raises Refusal when the server has no place for so many more channels."""
    free = CHANNELS_ON_SERVER - len(guild.channels)
    if more > free:
        raise Refusal(
            _(
                "This meetup needs {more} channels, and this server has place for {free} more "
                "(Discord allows 500). Remove channels of earlier meetups first.",
                more=more,
                free=free,
            )
        )


def is_moderator(member: discord.Member, server: Server) -> bool:
    """Whether a person may command: the moderator role of the server, or Manage Events.

    The interaction carries the roles as they are at the moment of the press.
    """
    has_role = any(role.id == server.moderator_role for role in member.roles)
    return has_role or member.guild_permissions.manage_events


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
    kind: PlaceKind, guild: discord.Guild, server: Server, planner: int | None, *, rooms_open: bool = False
) -> dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]:
    """Who may see and enter a place. A category has what its rooms have, so that they follow it."""
    inside = for_moderators()
    rights: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {guild.me: inside}
    if kind in (PlaceKind.PLENARY, PlaceKind.VOICE):
        rights[guild.default_role] = inside
        return rights
    if kind is PlaceKind.MODERATORS:
        rights[guild.default_role] = discord.PermissionOverwrite(view_channel=False)
    else:
        rights[guild.default_role] = for_participants(rooms_open=rooms_open)
    for role in guild.roles:
        if role.id == server.moderator_role or (role.permissions.manage_events and not role.is_default()):
            rights[role] = inside
    if planner is not None:
        rights[guild.get_member(planner) or discord.Object(planner, type=discord.Member)] = inside
    return rights


def for_moderators() -> discord.PermissionOverwrite:
    """What a moderator may do anywhere in the meetup, and everybody in the plenary."""
    return discord.PermissionOverwrite(view_channel=True, connect=True, send_messages=True, read_message_history=True)


def for_participants(*, rooms_open: bool) -> discord.PermissionOverwrite:
    """What everybody may do in the rooms: nothing while they are closed."""
    return discord.PermissionOverwrite(view_channel=rooms_open, connect=rooms_open)
