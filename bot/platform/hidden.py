"""Commands that Discord hides from who is no moderator, and moderators it would hide them from as well.

Discord shows a command with a default permission to people with that right, and to those for whom an organiser
allows it under Integrations; a bot can read what was allowed there, and not change it.
"""

import discord

from bot.core.words.text import Text, _
from bot.platform import troubles
from bot.platform.app import App
from bot.platform.channels import REASON
from bot.platform.tappable import kept

RIGHT = discord.Permissions(manage_events=True)  # with which people see the moderators' commands
UNCHANGED = 10066  # Discord's code where nothing was allowed or denied for a command


def names(app: App) -> list[str]:
    """Return the names of the commands that are hidden from others."""
    return [
        command.name
        for command in app.tree.get_commands()
        if isinstance(command, discord.app_commands.Group) and command.default_permissions is not None
    ]


async def hidden_from(app: App, role: discord.Role) -> list[str]:
    """Return the moderators' commands that people with this role don't see. Raises what Discord raises.

    Rights that people have by other roles are not looked at.
    """
    rights = role.permissions | role.guild.default_role.permissions
    shows, ids = rights.administrator or rights.manage_events, await kept(app.db.read, app.application_id)
    if rights.administrator or app.application_id is None:
        return []
    everywhere = await _allowed(app, role, app.application_id)
    found = []
    for name in names(app):
        here = await _allowed(app, role, ids[name]) if name in ids else None
        # What is allowed for the whole app still asks for the right; what is denied there holds.
        if not (shows and everywhere is not False if here is None else here):
            found.append(name)
    return found


async def _allowed(app: App, role: discord.Role, id: int) -> bool | None:
    """Return what Integrations say for a role on a command, or on all of the app's; None where they say nothing."""
    assert app.application_id is not None
    try:
        answered = await app.http.get_application_command_permissions(app.application_id, role.guild.id, id)
    except discord.NotFound as error:
        if error.code != UNCHANGED:
            raise
        return None
    said = {int(one["id"]): bool(one["permission"]) for one in answered["permissions"]}
    return said.get(role.id, said.get(role.guild.id))


async def let_see(app: App, role: discord.Role) -> Text | None:
    """Give a role the right to see the moderators' commands, where it lacks that and the bot may; return what to tell.

    None where nothing was needed, or Discord doesn't tell.
    """
    try:
        if not (hidden := await hidden_from(app, role)):
            return None
        me = role.guild.me
        if not (me.guild_permissions.administrator or (me.guild_permissions.manage_events and role < me.top_role)):
            return "✗ " + in_two_steps(app, role, hidden)
        await role.edit(permissions=role.permissions | RIGHT, reason=REASON)
    except troubles.FAILURES:
        return "✗ " + in_two_steps(app, role, names(app))
    return "✓ " + _(
        "I gave the role {role} the right Manage Events: who lacks that does not see the commands for moderators.",
        role=role.mention,
    )


def in_two_steps(app: App, role: discord.Role, hidden: list[str]) -> Text:
    """The sentence on what an organiser does so that a role sees these commands."""
    return _(
        "Who has the role {role} does not see {commands} yet. Give that role the right Manage Events in Server "
        "Settings → Roles; or go to Server Settings → Integrations → {bot}, and allow it for these commands.",
        role=role.mention,
        commands=tuple(f"/{name}" for name in hidden),
        bot=app.user.name if app.user else "?",
    )
