"""Going on together: a private channel for the author of a pledge and those who join it, until they close it.

It holds no words of the pledge, and is no channel of the meetup: clearing the meetup away leaves it alone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.people import circles as rules
from bot.core.people import contributions as own_rules
from bot.core.people.circles import Circle
from bot.core.people.contributions import Contribution
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform import lookup, rights, troubles
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.channels import REASON
from bot.platform.custom_id import CustomId
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.views import Button, address, lasting
from bot.storage import circles, contributions, joins, meetups, servers, timelines
from bot.storage.database import Transaction

OPEN = CustomId("kring:open:{id}")  # the contribution
LEAVE = CustomId("kring:uit:{id}")
ASK_CLOSE = CustomId("kring:sluit:{id}")
CLOSE = CustomId("kring:weg:{id}")
NAME = _("Going on together")
GONE = _("This channel was closed already. You need to do nothing.")
INSIDE = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True)


def button(item: Contribution, say: Say, behind: str = "", row: int | None = None) -> Button:
    """Return the author's button to go on together with those who join; ``behind`` stands behind its label."""
    return Button(label=say(NAME + behind), emoji="🤝", custom_id=OPEN(id=item.id), row=row)


async def open_circle(interaction: discord.Interaction[Any], id: int) -> None:
    """Have the channel made, once. Raises Refusal where the pledge is not theirs, or nobody joins with a name."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        item = own_rules.own(await contributions.get(db, id), interaction.user.id)
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        rules.refuse_alone(item, meetup, (await joins.of_contributions(db, [id]))[id])
        before = await circles.of_contribution(db, id)
        circle = await circles.open_for(db, item.meetup, id)
        guild = bot.channels.guild(meetup)
        stands = circle.channel is not None and lookup.text(guild, circle.channel) is not None
        if not stands:
            await circles.set_channel(db, circle.id, None)
        await contributions.become_known(db, id)
        await _stir(db, circle, bot.clock())
    say = await voice_of(interaction)
    if stands and before is not None:
        to = Button(label=say(_("To the channel")), url=address(meetup.server, circle.channel))
        await answer(interaction, say(_("You have a channel together already.")), lasting(to))
        return
    told = _(
        "I make a private channel for you and those who join with their name. It appears in the list of channels in a "
        "moment, and stays until you close it."
    )
    await answer(interaction, told)


async def _stir(db: Transaction, circle: Circle, now: datetime) -> None:
    await timelines.ensure(db, circle.meetup, CueKind.CIRCLE, now, note=str(circle.id))


async def look_again(db: Transaction, contribution: int, now: datetime) -> None:
    """Have the channel of a pledge brought up to date, where it has one: somebody came with their name, or left."""
    if circle := await circles.of_contribution(db, contribution):
        await _stir(db, circle, now)


async def keep(scene: Scene) -> None:
    """Make the channel of a circle, and let those in who belong to it; who does not any more is let out."""
    db = scene.bot.db.read
    circle = await circles.get(db, int(scene.cue.note))
    item = await contributions.get(db, circle.contribution) if circle and circle.contribution else None
    if circle is None or item is None or not item.text:
        return  # the pledge was withdrawn: who is together there stays together
    wanted = rules.members(item, (await joins.of_contributions(db, [item.id]))[item.id])
    people = {id: member for id in wanted if (member := await _member(scene.guild, id))}
    channel = lookup.text(scene.guild, circle.channel)
    if channel is None and circle.channel is not None:
        return  # somebody removed it, which closes it too
    if channel is None:
        channel = await _made(scene, circle, people)
    await _admit(channel, people)
    for id in sorted(people, key=lambda one: one != item.author):
        text, view = _opening(item, scene.say, circle) if id == item.author else (_joined(id), None)
        message = Message(channel, f"circle {id}", scene.say(text), view, mentions=(id,))
        await scene.poster.post([message])


def _allowed(guild: discord.Guild, people: Mapping[int, discord.Member]) -> dict[Any, discord.PermissionOverwrite]:
    everybody = discord.PermissionOverwrite(view_channel=False)
    return {guild.default_role: everybody, guild.me: INSIDE} | dict.fromkeys(people.values(), INSIDE)


async def _admit(channel: discord.TextChannel, people: Mapping[int, discord.Member]) -> None:
    """Let these people see the channel, and nobody else; what it says of roles stays."""
    now = channel.overwrites
    roles = {target: right for target, right in now.items() if isinstance(target, discord.Role)}
    wanted = _allowed(channel.guild, people) | roles
    if {target.id for target in now} != {target.id for target in wanted}:
        await channel.edit(overwrites=wanted, reason=REASON)


async def _member(guild: discord.Guild, id: int) -> discord.Member | None:
    """Return a member of the server; None for who left it."""
    try:
        return guild.get_member(id) or await guild.fetch_member(id)
    except discord.NotFound:
        return None


async def _made(scene: Scene, circle: Circle, people: Mapping[int, discord.Member]) -> discord.TextChannel:
    """Return the new channel, or the one that was made just before a crash and not stored."""
    topic = f"{scene.say(NAME)} · {circle.id}"
    found = next((one for one in scene.guild.text_channels if one.topic == topic), None)
    if found is None:
        allowed = _allowed(scene.guild, people)
        name = f"{scene.say(NAME)} {circle.id}"
        found = await scene.guild.create_text_channel(name, topic=topic, overwrites=allowed, reason=REASON)
    async with scene.bot.db.transaction() as db:
        await circles.set_channel(db, circle.id, found.id)
    return found


def _opening(item: Contribution, say: Say, circle: Circle) -> tuple[Text, discord.ui.View]:
    text = Text.lines(
        "## 🤝 " + NAME,
        _(
            "{who} wrote down a plan for tomorrow, and you join in. What do you do together, and when? Agree on it "
            "here.",
            who=f"<@{item.author}>",
        ),
        "-# " + _("Who manages this server can read along. This channel stays until you close it."),
    )
    leave = Button(label=say(_("I go out")), custom_id=LEAVE(id=circle.id))
    close = Button(label=say(_("Close this channel")), custom_id=ASK_CLOSE(id=circle.id))
    return text, lasting(leave, close)


def _joined(person: int) -> Text:
    return "🙋 " + _("{who} joins in.", who=f"<@{person}>")


async def leave(interaction: discord.Interaction[Any], id: int) -> None:
    """Let somebody out of a circle: they still join, without their name. Raises Refusal for its author and others."""
    bot, person = bot_of(interaction), interaction.user.id
    async with bot.db.transaction() as db:
        circle = await circles.get(db, id)
        item = await contributions.get(db, circle.contribution) if circle and circle.contribution else None
        if circle is None or item is None:
            raise Refusal(GONE)
        if item.author == person:
            raise Refusal(_("You wrote the plan. If you want to stop, close the channel with the button beside it."))
        if not await joins.tell_name(db, item.id, person, Typed("")):
            raise Refusal(_("You don't join this (any more). Press the button on the wall if you want to."))
        await _stir(db, circle, bot.clock())
    await answer(interaction, _("Fine, you go out of this channel. You still join, without your name."))


async def ask_close(interaction: discord.Interaction[Any], id: int) -> None:
    """Ask once more before a channel is closed. Raises Refusal as ``rules.refuse_closing``, or where it is gone."""
    await _may_close(interaction, id)
    say = await voice_of(interaction)
    yes = Button(label=say(_("Yes, close it")), style=discord.ButtonStyle.danger, custom_id=CLOSE(id=id))
    asked = _("Close this channel? What was said in it goes, and can't come back.")
    await answer(interaction, say(asked), lasting(yes))


async def close(interaction: discord.Interaction[Any], id: int) -> None:
    """Remove the channel of a circle. Raises Refusal as above, or where Discord refuses."""
    bot = bot_of(interaction)
    circle = await _may_close(interaction, id)
    await answer(interaction, _("Closed. What you agreed on, you still do together."))
    channel = lookup.text(interaction.guild, circle.channel) if interaction.guild else None
    if channel is not None:
        try:
            await channel.delete(reason=REASON)
        except troubles.FAILURES as error:
            raise Refusal(_("Discord does not let me remove this channel. Ask a moderator to do it.")) from error
    async with bot.db.transaction() as db:
        await circles.close(db, id)


async def _may_close(interaction: discord.Interaction[Any], id: int) -> Circle:
    db = bot_of(interaction).db.read
    circle = await circles.get(db, id)
    meetup = await meetups.get(db, circle.meetup) if circle else None
    if circle is None or meetup is None or meetup.server != interaction.guild_id:
        raise Refusal(GONE)
    if circle.channel != interaction.channel_id:  # a forged button from elsewhere
        raise Refusal(_("This works in the channel itself."))
    item = await contributions.get(db, circle.contribution) if circle.contribution else None
    server = await servers.get(db, meetup.server)
    is_moderator = isinstance(interaction.user, discord.Member) and rights.is_moderator(interaction.user, server)
    rules.refuse_closing(item, interaction.user.id, is_moderator=is_moderator)
    return circle
