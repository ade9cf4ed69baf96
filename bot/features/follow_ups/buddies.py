"""Asking somebody to do a plan together: a direct question, one press to accept, and both are asked how it went.

Direct messages hold no words of the plan: these are read behind a button, and are gone when they are withdrawn.
"""

from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.people import buddies as rules
from bot.core.people import follow_ups as follow_up_rules
from bot.core.people import sentences
from bot.core.people.buddies import Buddy, BuddyState
from bot.core.people.contributions import Contribution
from bot.core.words.text import Refusal, Text, _
from bot.platform import direct
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.members import member_of
from bot.platform.scene import Scene
from bot.platform.text import speaking
from bot.platform.views import Button, lasting
from bot.storage import buddies, contributions, follow_ups, meetups, people, timelines
from bot.storage.database import Queries, Transaction

ASK = CustomId("maatje:wie:{id}")
CHOOSE = CustomId("maatje:kies:{id}")
READ = CustomId("maatje:lees:{id}")
ANSWER = CustomId("maatje:{said}:{id}", said=("ja", "nee"))
SHOWN = 500  # characters


def button(item: Contribution, say: Say, row: int | None = None) -> Button:
    """Return the author's button to ask somebody."""
    return Button(label=say(_("Who does it with you?")), emoji="👥", custom_id=ASK(id=item.id), row=row)


def line(buddy: Buddy) -> Text:
    """Return the line for the author on whom they asked, and what that person answered."""
    who = f"<@{buddy.person}>"
    said = {
        BuddyState.ASKED: _("You asked {who} to do it with you; they did not answer yet.", who=who),
        BuddyState.YES: _("{who} does it with you.", who=who),
        BuddyState.NO: _("{who} does not do it with you this time. Feel free to ask somebody else.", who=who),
    }
    return "-# 👥 " + said[buddy.state]


async def ask(interaction: discord.Interaction[Any], id: int) -> None:
    """Answer privately with the list to choose somebody from. Raises Refusal where the plan is not theirs."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    if interaction.guild_id is None:
        raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
    item = follow_up_rules.own(await contributions.get(bot.db.read, id), interaction.user.id)
    menu: discord.ui.UserSelect[discord.ui.View] = discord.ui.UserSelect(
        custom_id=CHOOSE(id=id), placeholder=say(_("Who does it with you?"))
    )
    lines = [
        _("**Who does it with you?** I ask whom you choose in a direct message; they read your plan and your name."),
        sentences.quoted(item.kind, item.text.line, SHOWN),
    ]
    await answer(interaction, say(Text.lines(*lines)), lasting(menu))


async def choose(interaction: discord.Interaction[Any], id: int, person: int) -> None:
    """Have somebody asked. Raises Refusal where they are not on the server, or ``rules.refuse_other`` says so."""
    bot = bot_of(interaction)
    member = await member_of(interaction.guild, None, person)
    if member is None:
        raise Refusal(_("I can't find this person on this server. Choose somebody who is on it."))
    async with bot.db.transaction() as db:
        item = follow_up_rules.own(await contributions.get(db, id), interaction.user.id)
        if item.author != interaction.user.id:
            raise Refusal(_("Only who wrote this asks somebody to do it together."))
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        rules.refuse_other(item, meetup, person, is_bot=member.bot, before=await buddies.get(db, id))
        await buddies.ask(db, id, person)
        await _stir(db, bot, item)
    told = _("Asked: {who}. You hear from me what they say; `/mijn bijdragen` shows it too.", who=f"<@{person}>")
    await answer_in_place(interaction, (await voice_of(interaction))(told), lasting())


async def read(interaction: discord.Interaction[Any], id: int) -> None:
    """Show somebody privately what they are asked to do together. Raises Refusal where that is gone."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    buddy = rules.asked(await buddies.get(bot.db.read, id), interaction.user.id)
    item = await contributions.get(bot.db.read, id)
    if item is None or not item.text:
        raise Refusal(_("This is no longer there: it was withdrawn. You need to do nothing more."))
    lines = [_question(item), sentences.quoted(item.kind, item.text.line, SHOWN)]
    await answer_in_place(interaction, say(Text.lines(*lines)), _choices(buddy, say))


def _question(item: Contribution) -> Text:
    return "👥 " + _("{who} asks whether you do this together:", who=f"<@{item.author}>")


def _choices(buddy: Buddy, say: Say) -> discord.ui.View:
    yes = Button(
        label=say(_("Yes, I do it with you")),
        emoji="🙋",
        style=discord.ButtonStyle.primary,
        custom_id=ANSWER(said="ja", id=buddy.contribution),
    )
    no = _("I stop with it") if buddy.state is BuddyState.YES else _("Rather not")
    stop = Button(label=say(no), custom_id=ANSWER(said="nee", id=buddy.contribution))
    return lasting(*([] if buddy.state is BuddyState.YES else [yes]), stop)


async def answered(interaction: discord.Interaction[Any], id: int, said: str) -> None:
    """Store whether somebody takes part; who does is asked how it went when the author is. Raises Refusal as above."""
    bot, person = bot_of(interaction), interaction.user.id
    state = BuddyState.YES if said == "ja" else BuddyState.NO
    async with bot.db.transaction() as db:
        buddy = rules.asked(await buddies.get(db, id), person)
        item = await contributions.get(db, id)
        if item is not None and buddy.state is not state:
            await buddies.answer(db, id, state)
            if state is BuddyState.YES:
                await join_question(db, item, person)
            else:
                await follow_ups.forget(db, id, person)
            await _stir(db, bot, item)
    if state is BuddyState.YES:
        told = _("How nice, you do it together! The other hears it from me.")
    else:
        told = _("Fine. The other hears it from me, in a friendly way.")
    await answer_in_place(interaction, (await voice_of(interaction))(told), lasting())


async def join_question(db: Transaction, item: Contribution, person: int) -> None:
    """Have who takes part in a plan asked how it went when its author is, unless they chose for themselves."""
    author = await follow_ups.get(db, item.id, item.author)
    if await follow_ups.get(db, item.id, person) is None:
        await follow_ups.plan(db, item.id, person, author.ask_at if author else None)


async def _stir(db: Transaction, bot: App, item: Contribution) -> None:
    await timelines.ensure(db, item.meetup, CueKind.BUDDY, bot.clock(), note=str(item.id))


async def tell(scene: Scene) -> None:
    """Ask who is to be asked in a direct message, or tell the author what they answered; who gets none reads it later.

    ``/mijn bijdragen`` shows both.
    """
    db = scene.bot.db.read
    item, buddy = await contributions.get(db, int(scene.cue.note)), await buddies.get(db, int(scene.cue.note))
    if item is None or buddy is None or buddy.told or not item.text:
        return
    to = buddy.person if buddy.state is BuddyState.ASKED else item.author
    say = speaking(await people.language_at(db, None, None, to) or scene.meetup.language)
    view = lasting()
    if buddy.state is BuddyState.ASKED:
        text = "👥 " + _("{who} asks whether you do something together that they pledged.", who=f"<@{item.author}>")
        view.add_item(Button(label=say(_("Read what it is")), emoji="👀", custom_id=READ(id=item.id)))
    else:
        text = line(buddy)
    await direct.send(scene, to, say(text), view)
    async with scene.bot.db.transaction() as transaction:
        await buddies.told(transaction, buddy)


async def tell_waiting(interaction: discord.Interaction[Any]) -> None:
    """After another private answer, show a person what others ask them to do together, or what they take part in."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    for buddy in await buddies.of_person(bot.db.read, interaction.user.id):
        item = await contributions.get(bot.db.read, buddy.contribution)
        if item is None or not item.text or buddy.state is BuddyState.NO:
            continue
        does = "👥 " + _("You do this together with {who}:", who=f"<@{item.author}>")
        opening = _question(item) if buddy.state is BuddyState.ASKED else does
        text = Text.lines(opening, sentences.quoted(item.kind, item.text.line, SHOWN))
        await answer(interaction, say(text), _choices(buddy, say))


async def other_said(db: Queries, item: Contribution, person: int) -> Text | None:
    """Return what the other told of a plan that two do together; None where there is none, or nothing was told."""
    buddy = await buddies.get(db, item.id)
    if buddy is None or buddy.state is not BuddyState.YES:
        return None
    other = buddy.person if person == item.author else item.author
    told = await follow_ups.get(db, item.id, other)
    if told is None or told.answer is None:
        return _("{who}, with whom you do it, reads your answer too.", who=f"<@{other}>")
    return _("{who} said: {answer}.", who=f"<@{other}>", answer=follow_up_rules.LABELS[told.answer])
