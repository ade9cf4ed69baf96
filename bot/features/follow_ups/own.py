"""One of a person's own plans: when they are asked of it, and how it went; and what still waits for an answer."""

from typing import Any

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.people import buddies as buddy_rules
from bot.core.people import follow_ups as rules
from bot.core.people import reminders, sentences
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import FollowUp
from bot.core.words.text import Part, Text, _
from bot.features.follow_ups import asking, buddies, telling
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting
from bot.storage import buddies as stored
from bot.storage import contributions, follow_ups, meetups

ONE = CustomId("terugblik:plan:{id}")


def button(item: Contribution, number: int, row: int, say: Say) -> Button:
    """Return the button to one plan, in the list of a person's own contributions."""
    return Button(label=say(_("How it goes {number}", number=number)), emoji="🔁", custom_id=ONE(id=item.id), row=row)


def lines_on(told: FollowUp | None) -> list[Text]:
    """Return the lines on how it went, and on when somebody is asked; none where there is neither."""
    found = []
    if told and told.answer is not None:
        found.append("-# 🔁 " + _("How it went: {answer}.", answer=rules.LABELS[told.answer]))
    if told and told.ask_at is not None:
        found.append("-# ⏰ " + _("I ask you how it went on {day}.", day=stamp(told.ask_at, "D")))
    return found


async def show(interaction: discord.Interaction[Any], id: int) -> None:
    """Answer privately with one plan, and what its author can tell or ask. Raises Refusal where it is not theirs."""
    bot, say, person = bot_of(interaction), await voice_of(interaction), interaction.user.id
    told = await follow_ups.get(bot.db.read, id, person)
    item = rules.own(await contributions.get(bot.db.read, id), person, told)
    meetup = await meetups.get(bot.db.read, item.meetup)
    assert meetup is not None
    lines: list[Part] = [_("**How is it going?**"), sentences.quoted(item.kind, item.text.line, asking.SHOWN)]
    lines += lines_on(told)
    if told and told.line:
        lines.append(Text.quote(told.line, asking.SHOWN))
    if said := await buddies.other_said(bot.db.read, item, person):
        lines.append(said)
    buddy = await stored.get(bot.db.read, id)
    if buddy is not None and item.author == person:
        lines.append(buddies.line(buddy))
    view = lasting(*telling.buttons(item, 0, False, say))
    if reminders.may_ask(item, told):
        lines.append(_("**Shall I ask you how it went?**"))
        for one in asking.buttons(item, meetup, bot, say, row=1):
            view.add_item(one)
    if buddy_rules.may_ask(item, meetup, person, buddy):
        view.add_item(buddies.button(item, say, row=2))
    await answer_in_place(interaction, say(Text.lines(*lines)), view)


async def tell_waiting(interaction: discord.Interaction[Any]) -> None:
    """After another private answer, ask a person what they were asked before and did not answer."""
    bot, person = bot_of(interaction), interaction.user.id
    known = await follow_ups.of_person(bot.db.read, person)
    asked = [id for id, told in known.items() if reminders.is_waiting(told)][-telling.AT_ONCE :]
    items = [item for id in asked if (item := await contributions.get(bot.db.read, id)) and item.text]
    if items:
        say = await voice_of(interaction)
        lines = [Text.of(_("**How did it go?** You asked me to ask."), " ", rules.QUIETLY), *telling.listed(items)]
        await answer(interaction, say(Text.lines(*lines)), telling.view(items, say))
