"""A person's own open plans of the meetup before, each with a button for how it went; nobody else sees this."""

from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.people import follow_ups as rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import Answer
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.callers import of_server
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
    meetup = await of_server(bot.db.read, id, interaction.guild_id)
    if meetup is None:
        raise Refusal(_("This meetup is no longer there. `/mijn gegevens` shows all I keep of you."))
    items = await follow_ups.of_author(bot.db.read, interaction.user.id, id, rules.FOLLOWED)
    known = await follow_ups.of_contributions(bot.db.read, [item.id for item in items])
    left = [item for item in items if rules.is_open(item, known)]
    if not left:
        nothing = _("You wrote nothing down there that is still open. Listening along is fine too.")
        done = _("You told of everything you wrote down. Thank you!")
        await answer_in_place(interaction, say(done if items else nothing), lasting())
        return
    lines = [_("**How did it go?** Nobody else sees this; only counts are told."), *_listed(left[:AT_ONCE])]
    if len(left) > AT_ONCE:
        lines.append("-# " + ngettext("One more comes after these.", "{n} more come after these.", len(left) - AT_ONCE))
    view = lasting()
    for row, item in enumerate(left[:AT_ONCE]):
        for one in _buttons(item, row, len(left) > 1, say):
            view.add_item(one)
    await answer_in_place(interaction, say(Text.lines(*lines)), view)


def _listed(items: list[Contribution]) -> list[Text]:
    return [
        Text.of(f"**{n}.** ", Text.cut(sentences.opened(item.kind, item.text.line), SHOWN))
        for n, item in enumerate(items, start=1)
    ]


def _buttons(item: Contribution, row: int, numbered: bool, say: Say) -> list[Button]:
    behind = f" · {row + 1}" if numbered else ""
    buttons = []
    for id, said in _IDS.items():
        button = Button(label=say(rules.LABELS[said] + behind), custom_id=ANSWER(id=item.id, answer=id))
        button.row = row
        buttons.append(button)
    return buttons


async def tell(interaction: discord.Interaction[Any], id: int, answered: str) -> None:
    """Store how it went, offer to say more, and show what is left. Raises Refusal where it is gone or not theirs."""
    bot, said = bot_of(interaction), _IDS[answered]
    async with bot.db.transaction() as db:
        item = rules.own(await contributions.get(db, id), interaction.user.id)
        await follow_ups.answer(db, id, said, bot.clock())
    say = await voice_of(interaction)
    told = Text.lines(
        _("Noted: **{answer}**.", answer=rules.LABELS[said]),
        sentences.quoted(item.kind, item.text.line, SHOWN),
        _("Do you want to say more? It need not be long."),
    )
    meetup = await meetups.get(bot.db.read, item.meetup)
    buttons = [Button(label=say(_("Say more")), emoji="✍️", custom_id=LINE(id=id))]
    if meetup is not None:
        buttons.append(Button(label=say(_("On to the next")), custom_id=MINE(id=meetup.id)))
    await answer_in_place(interaction, say(told), lasting(*buttons))


async def ask_line(interaction: discord.Interaction[Any], id: int) -> None:
    """Show the form for a line on how it went. Raises Refusal as ``tell``."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    rules.own(await contributions.get(bot.db.read, id), interaction.user.id)
    known = (await follow_ups.of_contributions(bot.db.read, [id])).get(id)
    field = TextInput(
        custom_id="tekst",
        style=discord.TextStyle.paragraph,
        default=(unchanged(known.line) if known else None) or None,
        max_length=rules.LONGEST_LINE,
        required=False,
    )
    form = discord.ui.Modal(title=say(_("How did it go?")), custom_id=LINE_FORM(id=id))
    label = discord.ui.Label(text=say(_("What helped, or what was in the way?")), component=field)
    await interaction.response.send_modal(shown(form, label))


async def keep_line(interaction: discord.Interaction[Any], id: int, line: Typed) -> None:
    """Store a line on how it went. Raises Refusal as ``tell``."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        rules.own(await contributions.get(db, id), interaction.user.id)
        await follow_ups.tell(db, id, line.cut(rules.LONGEST_LINE), bot.clock())
    await answer(interaction, _("Thank you, I have kept it."))
