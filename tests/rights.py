"""Rights and roles taken away."""

import discord
import simcord

from tests.evening import Evening


def take_rights(evening: Evening, **rights: bool) -> None:
    """The bot's own role loses these rights on the whole server."""
    guild = evening.env.backend.get_guild(evening.guild.id)
    for id in guild.members[evening.env.backend.bot_user.id].role_ids:
        role = guild.roles[id]
        all_rights = discord.Permissions(**{**dict(discord.Permissions.all()), "administrator": False})
        all_rights.update(**dict.fromkeys(rights, False))
        evening.env.backend.edit_role(guild.id, role.id, {"permissions": all_rights.value})


def give_role(evening: Evening, who: simcord.MemberActor) -> None:
    """Discord gives somebody the moderator role; the bot does not hear of it (it needs no members intent)."""
    evening.env.backend.get_member(evening.guild.id, who.id).role_ids.append(evening.guild.roles["Moderator"].id)


def take_roles(evening: Evening, who: simcord.MemberActor) -> None:
    """Discord takes all roles from somebody; the bot does not hear of it (it needs no members intent)."""
    evening.env.backend.get_member(evening.guild.id, who.id).role_ids.clear()
