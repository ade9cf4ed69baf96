"""Asking the author of a text: one question, passed on if they want to read it, and one answer.

The author stays unknown. Direct messages hold no words: these are read behind a button, and go with what they are of.
"""

from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.people import letters as rules
from bot.core.people import sentences, shows
from bot.core.people.contributions import Contribution
from bot.core.people.letters import LONGEST, Letter, LetterState
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform import direct
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.callers import of_server
from bot.platform.custom_id import CustomId
from bot.platform.scene import Scene
from bot.platform.seen import as_read
from bot.platform.text import name_of, speaking
from bot.platform.views import Button, TextInput, lasting, shown
from bot.storage import contributions, letters, meetups, people, timelines, walls
from bot.storage.database import Queries

ASK = CustomId("schrijver:vraag:{id}")  # the contribution
ASK_FORM = CustomId("schrijver:stel:{id}")
READ = CustomId("schrijver:lees:{id}")  # from here on the letter
DECLINE = CustomId("schrijver:nee:{id}")
REPLY = CustomId("schrijver:antwoord:{id}")
REPLY_FORM = CustomId("schrijver:stuur:{id}")
HEAR = CustomId("schrijver:hoor:{id}")
SHOWN = 300  # characters of the text that it is about
# The same, whatever becomes of it: who asks does not learn whether the author can be reached.
PASSED_ON = _(
    "Thank you! I pass your question on if the author wants to read it. You hear from me when there is an answer."
)


def button(item: Contribution, behind: str, say: Say, row: int | None = None) -> Button:
    """Return the button that asks the author of a text; ``behind`` stands behind its label."""
    return Button(label=say(_("Ask the author") + behind), emoji="✉️", custom_id=ASK(id=item.id), row=row)


async def _asked_of(interaction: discord.Interaction[Any], db: Queries, id: int) -> Contribution:
    item = await contributions.get(db, id)
    meetup = await of_server(db, item.meetup, interaction.guild_id) if item else None
    pieces = await walls.pieces(db, [id]) if item else []
    is_found = meetup is not None and any(shows.may_show(piece, meetup) for piece in pieces)
    return rules.readable(item, meetup, interaction.user.id, is_found=is_found)


def _form(custom_id: str, title: Text, label: Text, hint: Text, say: Say) -> discord.ui.Modal:
    field = TextInput(custom_id="tekst", style=discord.TextStyle.paragraph, max_length=LONGEST)
    form = discord.ui.Modal(title=say(title), custom_id=custom_id)
    return shown(form, discord.ui.Label(text=say(label), description=say(hint), component=field))


async def ask(interaction: discord.Interaction[Any], id: int) -> None:
    """Show the form for a question. Raises Refusal where the text is not shared, or its author can't be asked."""
    await _asked_of(interaction, bot_of(interaction).db.read, id)
    say = await voice_of(interaction)
    hint = _("The author reads your name. You get an answer, not their name.")
    form = _form(ASK_FORM(id=id), _("Ask the author"), _("What do you want to know?"), hint, say)
    await interaction.response.send_modal(form)


async def send(interaction: discord.Interaction[Any], id: int, words: Typed) -> None:
    """Store a question to be passed on. Raises Refusal as ``ask``, for a second one, and for too many."""
    bot, person = bot_of(interaction), interaction.user
    async with bot.db.transaction() as db:
        item = await _asked_of(interaction, db, id)
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        open_now = [one for one in await letters.of_asker(db, person.id) if one.state is LetterState.ASKED]
        rules.refuse_more(len(open_now))
        said = await as_read(bot, words.cut(LONGEST), meetup)
        letter = await letters.add(db, id, person.id, name_of(person), said)
        if letter is None:
            raise Refusal(_("You asked this author something about this already. One question is enough."))
        await timelines.ensure(db, item.meetup, CueKind.LETTER, bot.clock(), note=str(letter))
    await answer(interaction, PASSED_ON)


async def tell(scene: Scene) -> None:
    """Tell the author that there is a question, or who asked that there is an answer; who said no is told nothing."""
    db = scene.bot.db.read
    letter = await letters.get(db, int(scene.cue.note))
    item = await contributions.get(db, letter.contribution) if letter else None
    if letter is None or item is None or letter.told or letter.state is LetterState.DECLINED or not item.text:
        return
    to = item.author if letter.state is LetterState.ASKED else letter.asker
    say = speaking(await people.language_at(db, None, None, to) or scene.meetup.language)
    await direct.send(scene, to, say(_notice(letter)), _ways(letter, say))
    async with scene.bot.db.transaction() as transaction:
        await letters.told(transaction, letter)


def _notice(letter: Letter) -> Text:
    if letter.state is LetterState.ASKED:
        return "✉️ " + _("Somebody has a question about what you wrote at a meetup. They don't know who you are.")
    return "✉️ " + _("There is an answer to a question that you asked the author of a text.")


def _ways(letter: Letter, say: Say) -> discord.ui.View:
    if letter.state is LetterState.ANSWERED:
        return lasting(Button(label=say(_("Read the answer")), emoji="👀", custom_id=HEAR(id=letter.id)))
    return lasting(
        Button(label=say(_("Read the question")), emoji="👀", custom_id=READ(id=letter.id)),
        Button(label=say(_("Rather not")), custom_id=DECLINE(id=letter.id)),
    )


async def _received(db: Queries, id: int, person: int) -> tuple[Letter, Contribution]:
    letter = await letters.get(db, id)
    item = await contributions.get(db, letter.contribution) if letter else None
    found = rules.to_author(letter, item, person)
    assert item is not None
    return found, item


async def read(interaction: discord.Interaction[Any], id: int) -> None:
    """Show a question to its author. Raises Refusal where it is gone, not theirs, or dealt with."""
    say = await voice_of(interaction)
    letter, item = await _received(bot_of(interaction).db.read, id, interaction.user.id)
    lines = [
        _("You wrote:"),
        sentences.quoted(item.kind, item.text.line, SHOWN),
        _("{name} asks:", name=Text.bold(letter.name.line)),
        Text.quote(letter.question, LONGEST),
    ]
    reply = Button(label=say(_("Answer")), style=discord.ButtonStyle.primary, custom_id=REPLY(id=id))
    decline = Button(label=say(_("Rather not")), custom_id=DECLINE(id=id))
    await answer(interaction, say(Text.lines(*lines)), lasting(reply, decline))


async def decline(interaction: discord.Interaction[Any], id: int) -> None:
    """Leave a question be. Raises Refusal as ``read``."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        await _received(db, id, interaction.user.id)
        await letters.settle(db, id, LetterState.DECLINED, Typed(""))
    await answer(interaction, _("Fine. Who asked does not hear whether you read it."))


async def ask_reply(interaction: discord.Interaction[Any], id: int) -> None:
    """Show the form for an answer. Raises Refusal as ``read``."""
    await _received(bot_of(interaction).db.read, id, interaction.user.id)
    say = await voice_of(interaction)
    hint = _("Your name does not stand with it, unless you write it.")
    await interaction.response.send_modal(_form(REPLY_FORM(id=id), _("Answer"), _("Your answer"), hint, say))


async def reply(interaction: discord.Interaction[Any], id: int, words: Typed) -> None:
    """Store an answer to be passed on. Raises Refusal as ``read``."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        _letter, item = await _received(db, id, interaction.user.id)
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        said = await as_read(bot, words.cut(LONGEST), meetup)
        await letters.settle(db, id, LetterState.ANSWERED, said)
        await timelines.ensure(db, item.meetup, CueKind.LETTER, bot.clock(), note=str(id))
    await answer(interaction, _("Thank you! I pass your answer on, without your name."))


async def hear(interaction: discord.Interaction[Any], id: int) -> None:
    """Show an answer to who asked. Raises Refusal where it is gone or not theirs."""
    db, say = bot_of(interaction).db.read, await voice_of(interaction)
    letter = rules.to_asker(await letters.get(db, id), interaction.user.id)
    lines = [
        _("You asked:"),
        Text.quote(letter.question, LONGEST),
        _("The answer:"),
        Text.quote(letter.answer, LONGEST),
    ]
    await answer(interaction, say(Text.lines(*lines)))


async def tell_waiting(interaction: discord.Interaction[Any]) -> None:
    """After another private answer, tell a person what they are asked, and what was answered to them."""
    db, say, person = bot_of(interaction).db.read, await voice_of(interaction), interaction.user.id
    asked = [one for one in await letters.to_author(db, person) if one.state is LetterState.ASKED]
    answered = [one for one in await letters.of_asker(db, person) if one.state is LetterState.ANSWERED]
    for letter in [*asked, *answered][-5:]:
        await answer(interaction, say(_notice(letter)), _ways(letter, say))
