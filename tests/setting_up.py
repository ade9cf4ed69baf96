"""Who sets up a server, and the form as they send it."""

import discord
import simcord

from tests.evening import Evening

MANAGES = discord.Permissions(manage_guild=True)


def admin_of(evening: Evening, name: str = "admin", rights: discord.Permissions = MANAGES) -> simcord.MemberActor:
    boss = evening.guild.create_role(f"Baas {name}", permissions=rights)
    return evening.guild.add_member(evening.env.create_user(name), roles=[boss])


def filled(**other: object) -> dict[str, object]:
    """The form as a person sends it; the language and the days are always filled in."""
    return {"taal": ["nl"], "bewaren": "365", "namen": True} | other
