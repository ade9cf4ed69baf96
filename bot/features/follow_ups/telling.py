"""A person's own open plans, each with a button for how it went; nobody else sees this."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.people import follow_ups as rules
from bot.core.people import reminders, sentences
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import Answer
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.follow_ups import asking, buddies
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import Button, TextInput, lasting, shown
from bot.storage import contributions, follow_ups, meetups

MINE = CustomId("terugblik:mijn:{id}")  # the meetup whose plans are meant
ANSWER = CustomId("terugblik:hoe:{id}:{answer}", answer=("gelukt", "deels", "nogniet", "laatmaar"))
LINE = CustomId("terugblik:regel:{id}")
LINE_FORM = CustomId("terugblik:vertel:{id}")
AT_ONCE = 5  # a row of buttons each
SHOWN = 200  # characters
_IDS = {answer.value.replace(" ", ""): answer for answer in Answer}


def button(meetup: Meetup, say: Say) -> Button:
    """Return the button to one's own plans of a meetup."""
    return Button(label=say(_("What did I write down?")), emoji="🔁", custom_id=MINE(id=meetup.id))


async def show(interaction: discord.Interaction[Any], id: int) -> None:
    """Answer privately with somebody's own open plans of a meetup. Raises Refusal where that is gone."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    if await meetups.get(bot.db.read, id) is None:  # in a direct message there is no server to compare
        raise Refusal(_("This meetup is no longer there. `/mijn gegevens` shows all I keep of you."))
    items = await follow_ups.of_author(bot.db.read, interaction.user.id, id, rules.FOLLOWED)
    known = await follow_ups.of_person(bot.db.read, interaction.user.id)
    left = [item for item in items if rules.is_open(item, known)]
    if not left:
        nothing = _("You wrote nothing down there that is still open. Listening along is fine too.")
        done = _("You told of everything you wrote down. Thank you!")
        await answer_in_place(interaction, say(done if items else nothing), lasting())
        return
    lines = [Text.of(_("**How did it go?**"), " ", rules.QUIETLY), *listed(left[:AT_ONCE])]
    if len(left) > AT_ONCE:
        lines.append("-# " + ngettext("One more comes after these.", "{n} more come after these.", len(left) - AT_ONCE))
    await answer_in_place(interaction, say(Text.lines(*lines)), view(left[:AT_ONCE], say))


def view(items: Sequence[Contribution], say: Say) -> discord.ui.View:
    """Return a row of buttons for how it went with each of up to five plans."""
    found = lasting()
    for row, item in enumerate(items):
        for one in buttons(item, row, len(items) > 1, say):
            found.add_item(one)
    return found


def listed(items: Sequence[Contribution]) -> list[Text]:
    """Return the plans, numbered as their buttons are."""
    return [
        Text.of(f"**{n}.** ", Text.cut(sentences.opened(item.kind, item.text.line), SHOWN))
        for n, item in enumerate(items, start=1)
    ]


def buttons(item: Contribution, row: int, numbered: bool, say: Say) -> list[Button]:
    """Return the buttons for how it went with a plan."""
    behind = f" · {row + 1}" if numbered else ""
    return [
        Button(label=say(rules.LABELS[said] + behind), custom_id=ANSWER(id=item.id, answer=id), row=row)
        for id, said in _IDS.items()
    ]


async def tell(interaction: discord.Interaction[Any], id: int, answered: str) -> None:
    """Store how it went, and offer to say more or to be asked once more. Raises Refusal where it is not theirs."""
    bot, person, said = bot_of(interaction), interaction.user.id, _IDS[answered]
    async with bot.db.transaction() as db:
        told = await follow_ups.get(db, id, person)
        item = rules.own(await contributions.get(db, id), person, told)
        await follow_ups.answer(db, id, person, said, bot.clock())
    say = await voice_of(interaction)
    lines = [
        _("Noted: **{answer}**.", answer=rules.LABELS[said]),
        sentences.quoted(item.kind, item.text.line, SHOWN),
        _("Do you want to say more?"),
    ]
    if other := await buddies.other_said(bot.db.read, item, person):
        lines.insert(2, other)
    meetup = await meetups.get(bot.db.read, item.meetup)
    assert meetup is not None
    view = lasting(
        Button(label=say(_("Say more")), emoji="✍️", custom_id=LINE(id=id)),
        Button(label=say(_("On to the next")), custom_id=MINE(id=meetup.id)),
    )
    if said is Answer.NOT_YET and reminders.may_ask(item, told):
        lines.append(_("Shall I ask you once more?"))
        for button in asking.buttons(item, meetup, bot, say, row=1):
            view.add_item(button)
    await answer_in_place(interaction, say(Text.lines(*lines)), view)


async def ask_line(interaction: discord.Interaction[Any], id: int) -> None:
    """Show the form for a line on how it went. Raises Refusal as ``tell``."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    known = await follow_ups.get(bot.db.read, id, interaction.user.id)
    rules.own(await contributions.get(bot.db.read, id), interaction.user.id, known)
    field = TextInput(
        custom_id="tekst",
        style=discord.TextStyle.paragraph,
        default=(unchanged(known.line) if known else None) or None,
        max_length=rules.LONGEST_LINE,
        required=False,
    )
    form = discord.ui.Modal(title=say(_("How did it go?")), custom_id=LINE_FORM(id=id))
    label = discord.ui.Label(
        text=say(_("What helped, or what was in the way?")),
        description=say(_("Organisers read this only if others may read your plan.")),
        component=field,
    )
    await interaction.response.send_modal(shown(form, label))


async def keep_line(interaction: discord.Interaction[Any], id: int, line: Typed) -> None:
    """Store a line on how it went. Raises Refusal as ``tell``."""
    bot, person = bot_of(interaction), interaction.user.id
    async with bot.db.transaction() as db:
        rules.own(await contributions.get(db, id), person, await follow_ups.get(db, id, person))
        await follow_ups.tell(db, id, person, line.cut(rules.LONGEST_LINE), bot.clock())
    await answer(interaction, _("Thank you, I have kept it."))
