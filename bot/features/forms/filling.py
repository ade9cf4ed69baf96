"""Filling in a form: open it, keep what was filled in, take it back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import discord

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.meetup import Meetup
from bot.core.people import replies as rules
from bot.core.people.replies import Reply
from bot.core.programme.forms import Form, Question, whole_form
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.contributions import keeping
from bot.features.forms import views
from bot.platform import given_back
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import of_server
from bot.platform.seen import as_read
from bot.platform.text import name_of, unchanged
from bot.storage import replies, timelines
from bot.storage.database import Queries

ROOM = 1500  # characters of what is filled in so far; five questions a step, each with its answer


async def _form(interaction: discord.Interaction[Any], meetup: int, number: int) -> tuple[Meetup, str, Form]:
    bot = bot_of(interaction)
    found = await of_server(bot.db.read, meetup, interaction.guild_id)
    key, form = rules.form_of(found, number, bot.clock())
    assert found is not None
    return found, key, form


async def open_form(interaction: discord.Interaction[Any], meetup: int, number: int) -> None:
    """Show a form, with what this person filled in before. Raises Refusal where it can't be filled in now."""
    found, key, form = await _form(interaction, meetup, number)
    before = await replies.get(bot_of(interaction).db.read, found.id, key, interaction.user.id)
    await interaction.response.send_modal(views.modal(found, key, form, before, await voice_of(interaction)))


async def keep(
    interaction: discord.Interaction[Any], meetup: int, number: int, fields: Sequence[Sequence[Typed]]
) -> None:
    """Store what was filled in, and answer with what can be done next. Raises Refusal where it can't be kept."""
    bot = bot_of(interaction)
    with _giving_back(rules.whole(fields)):
        found, key, form = await _form(interaction, meetup, number)
        answers = rules.read(form, fields)
    seen = {at: await _as_read(bot, form.questions[at], values, found) for at, values in answers.items()}
    is_named = found.shows_names and not form.unnamed
    name = name_of(interaction.user) if is_named else Typed("")
    reply = Reply(found.id, key, interaction.user.id, name, 1, bot.clock(), seen)
    with keeping.giving_back(rules.whole(fields)):
        async with bot.db.transaction() as db:
            reply = await replies.keep(db, reply)
            await timelines.wake(db, found.id, CueKind.PANEL, bot.clock(), PANEL_CALM)
    filled = await _filled(bot.db.read, found, key, interaction.user.id)
    text = kept(found, key, filled, is_named=is_named)
    await answer(interaction, text, views.after_sending(found, key, filled, await voice_of(interaction)))


async def _filled(db: Queries, meetup: Meetup, key: str, person: int) -> dict[str, Reply | None]:
    """Return what somebody filled in so far on each step of a form, by its key and in their order."""
    steps = whole_form(meetup.programme.forms, key)
    return {step: await replies.get(db, meetup.id, step, person) for step in steps}


def kept(meetup: Meetup, key: str, filled: Mapping[str, Reply | None], *, is_named: bool) -> Text:
    """What somebody reads who sent a form: of one in several steps, also what is filled in so far."""
    forms = meetup.programme.forms
    thanks = _("✅ Thank you! I have kept your answers to “{form}”.", form=forms[key].title)
    stands: Text = _("Your name stands with them.") if is_named else _("Your name does not stand with them.")
    if len(filled) == 1:
        return Text.join(" ", [thanks, stands])
    if not all(filled.values()):
        stands = Text.join(" ", [stands, _("There are a few more questions: press “Go on”.")])
    lines = [line for step, reply in filled.items() for line in _step(forms[step], reply, len(filled))]
    return Text.lines(Text.join(" ", [thanks, stands]), *lines)


def _step(form: Form, reply: Reply | None, steps: int) -> Iterator[Text]:
    """Yield what is filled in on a step, as far as it fits in one message with the others."""
    if reply is None:
        yield Text.of("◻️ ", Text.bold(form.title))
        return
    yield Text.of("☑️ ", Text.bold(form.title))
    for at, values in reply.answers.items():
        question = form.questions[at]
        said = Text.join(
            ", ", [Text.of(question.reads(unchanged(value))) if question.is_chosen else value for value in values]
        )
        yield Text.of("> ", Text.cut(question.text, ROOM // (8 * steps)), " ", Text.cut(said, ROOM // (8 * steps)))


async def withdraw(interaction: discord.Interaction[Any], meetup: int, number: int) -> None:
    """Delete what somebody filled in, also after the form has closed. Raises Refusal where there is nothing."""
    bot = bot_of(interaction)
    found = await of_server(bot.db.read, meetup, interaction.guild_id)
    keys = list(found.programme.forms) if found else []
    there = False
    if found and number < len(keys):
        async with bot.db.transaction() as db:
            there = await replies.withdraw(db, found.id, keys[number], interaction.user.id)
            await timelines.wake(db, found.id, CueKind.PANEL, bot.clock(), PANEL_CALM)
        await bot.db.forget_log()
    if not there or found is None:
        raise Refusal(_("I have no answers of yours to this form. You need to do nothing more."))
    if found.ended_at:
        await answer(
            interaction, _("Withdrawn. The moderators' files may still have it; in the next export it is gone.")
        )
    else:
        await answer(interaction, _("Withdrawn. It is gone, also from the harvest."))


async def _as_read(app: App, question: Question, values: Sequence[Typed], meetup: Meetup) -> tuple[Typed, ...]:
    """Return an answer as people read it; what was chosen stays as it is."""
    return tuple(values) if question.is_chosen else tuple([await as_read(app, value, meetup) for value in values])


@contextmanager
def _giving_back(words: Typed) -> Iterator[None]:
    """Context manager that adds what was filled in to a Refusal raised in it: a form that was sent is gone."""
    try:
        yield
    except Refusal as refusal:
        given = Text.quote(words, given_back.LONGEST)
        raise Refusal(Text.lines(refusal.text, _("This is what you filled in:"), given)) from refusal
