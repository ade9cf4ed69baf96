"""Setting up a server: store the choices made by form or command, and make the moderator role if asked."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, replace
from zlib import crc32

import discord

from bot.content.texts import LANGUAGES, Say
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.features.meetups import next_steps
from bot.features.meetups import views as meetup_views
from bot.platform import hidden, troubles
from bot.platform.answers import Interaction, answer, voice_of
from bot.platform.callers import organiser
from bot.platform.channels import REASON
from bot.storage import servers
from bot.storage.servers import Server

MODERATOR = _("Moderator")
_LOCKS: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Wish:
    """Choices made for a server; None leaves a setting as it is, and role 0 means no moderator role."""

    role: int | None = None
    language: str | None = None
    keep_days: int | None = None
    shows_names: bool | None = None
    province: str | None = None  # "" for none
    makes_role: bool = False
    problems: tuple[Text, ...] = ()  # why some choices could not be read; the others are stored


def seen(server: Server) -> int:
    """Return a checksum of a server's settings, by which a change since they were shown is noticed."""
    return crc32(repr(server).encode())


async def show_form(interaction: Interaction) -> None:
    """Show an organiser the form with all settings of the server."""
    guild = organiser(interaction).guild
    server = await servers.get(interaction.client.db.read, guild.id)
    now = guild.get_role(server.moderator_role or 0)
    form = meetup_views.setup(server, now, seen(server), await voice_of(interaction))
    await interaction.response.send_modal(form)


async def carry_out(interaction: Interaction, wish: Wish, was_seen: int | None = None) -> None:
    """Store the choices, make the role if asked, and answer with the settings as they are now.

    Raises Refusal where the settings changed since the person saw them, so that nobody undoes another's choice.
    """
    guild = organiser(interaction).guild
    await interaction.response.defer(ephemeral=True, thinking=True)
    db = interaction.client.db
    problems = list(wish.problems)
    made: discord.Role | None = None
    async with _LOCKS[guild.id]:
        before = await servers.get(db.read, guild.id)
        if was_seen not in (None, seen(before)):
            raise Refusal(
                _(
                    "The choices of this server were changed while your form was open. Nothing changed now. "
                    "Look how they are with `/meetup instellen`."
                ),
                Remedy(Mend.SETTINGS),
            )
        role = before.moderator_role if wish.role is None else wish.role or None
        if wish.role and (problem := _problem_of(guild, wish.role)):
            problems.append(problem)
            role = before.moderator_role
        if wish.makes_role and guild.get_role(role or 0) is None and not problems:
            try:
                made = await _make_role(guild, await voice_of(interaction))
                role = made.id
            except Refusal as refusal:
                problems.append(refusal.text)
        after = replace(
            before,
            moderator_role=role,
            language=wish.language or before.language,
            keep_days=wish.keep_days or before.keep_days,
            shows_names=before.shows_names if wish.shows_names is None else wish.shows_names,
            province=before.province if wish.province is None else wish.province,
        )
        async with db.transaction() as transaction:
            await servers.save(transaction, after)
    if after.moderator_role != before.moderator_role:
        touched = (guild.get_role(id or 0) for id in (before.moderator_role, after.moderator_role))
        await interaction.client.channels.follow_roles(after, *filter(None, touched))
    chosen = guild.get_role(after.moderator_role or 0)
    seen_by = await hidden.let_see(interaction.client, chosen) if chosen else None
    view = next_steps.after_setup(await voice_of(interaction))
    await answer(interaction, Text.lines(*filter(None, [_told(after, made, problems), seen_by])), view)


def _problem_of(guild: discord.Guild, id: int) -> Text | None:
    role = guild.get_role(id)
    if role is None:
        return _("The role that you chose is gone. Choose another one.")
    if role.is_default():
        return _("With @everyone, everybody could command the meetup. Choose a role for moderators.")
    if role.managed:
        return _("The role {role} belongs to an app or to Discord itself, so you can't give it to people. "
                 "Choose another one.", role=role.mention)  # fmt: skip
    return None


async def _make_role(guild: discord.Guild, say: Say) -> discord.Role:
    """Make a moderator role without any rights; see ``hidden.let_see`` for the one that it gets. Raises Refusal."""
    name = say(MODERATOR)
    if any(role.name.lower() == name.lower() for role in guild.roles):
        raise Refusal(_("There is a role “{name}” already, so I made no other. Choose that one, or give it another "
                        "name first.", name=name))  # fmt: skip
    if not guild.me.guild_permissions.manage_roles:
        raise Refusal(_("I can't make a role: I miss the right Manage Roles. Give it to my role in Server Settings → "
                        "Roles, or choose a role that is there."))  # fmt: skip
    try:
        # It may be mentioned: a table that waits for help calls it.
        return await guild.create_role(
            name=name, permissions=discord.Permissions.none(), mentionable=True, reason=REASON
        )
    except troubles.FAILURES as error:
        raise Refusal(_("Discord did not let me make a role. Make one in Server Settings → Roles, and choose it "
                        "here.")) from error  # fmt: skip


def _told(server: Server, made: discord.Role | None, problems: list[Text]) -> Text:
    lines = ["✗ " + problem for problem in problems]
    if made is not None:
        lines.append("✓ " + _("I made the role {role}. Give it to everybody who moderates: Server Settings → "
                                  "Members. More is not needed.", role=made.mention))  # fmt: skip
    if problems:
        lines.append(_("The rest is kept. Once more: `/meetup instellen`."))
    role: Text | str = f"<@&{server.moderator_role}>" if server.moderator_role else _("none: Manage Events")
    lines.append(
        _(
            "On this server: language {language}, moderators {role}. Names and texts go {n} days after a meetup; "
            "a longer time holds for new meetups only.",
            language=LANGUAGES[server.language],
            role=role,
            n=server.keep_days,
        )
    )
    if server.shows_names:
        lines.append(_("New meetups show names with contributions, unless the programme hides them."))
    else:
        lines.append(_("New meetups keep no names with contributions, unless the programme shows them."))
    if server.province:
        lines.append(
            _("Meetups here are of {province}, unless you plan them for another one.", province=server.province)
        )
    return Text.lines(*lines)
