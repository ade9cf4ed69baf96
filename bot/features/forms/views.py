"""Buttons that open a form, and the form itself."""

from collections.abc import Mapping

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.people.contributions import number_of
from bot.core.people.replies import LONGEST_ANSWER, LONGEST_SHORT, Reply
from bot.core.programme.forms import Form, Question, QuestionKind
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown, Typed
from bot.platform import limits
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import Button, TextInput, label, lasting, shown

FORM = CustomId("formulier:{meetup}:{form}", form=2)
# ``words`` is a number for what it is filled in with: a phone keeps what it saw first in a form of the same id.
FORM_SENT = CustomId("formulier:ingevuld:{meetup}:{form}[:{words}]", form=2, words=10)
WITHDRAW = CustomId("formulier:trekin:{meetup}:{form}", form=2)
SHORT_LABEL = 45  # characters above a field; a longer question stands in smaller letters under its number


def button(meetup: Meetup, key: str, say: Say, row: int | None = None) -> Button:
    """Return the button that opens a form, with its title."""
    form = meetup.programme.forms[key]
    return Button(label=label(form.title, limits.LABEL), emoji="📝", custom_id=_id(meetup, key), row=row)


def asked(meetup: Meetup, key: str | None, say: Say, row: int | None = None) -> list[Button]:
    """The same as a list; empty where no form is asked."""
    return [button(meetup, key, say, row)] if key in meetup.programme.forms else []


def _id(meetup: Meetup, key: str) -> str:
    return FORM(meetup=meetup.id, form=list(meetup.programme.forms).index(key))


def after_sending(meetup: Meetup, key: str, filled: Mapping[str, Reply | None], say: Say) -> discord.ui.View:
    """Return the buttons for who sent a form: to go on, to change it and to take it back.

    ``filled`` are the steps of the form with what is filled in; of several, those that are filled in open again.
    """
    number = list(meetup.programme.forms).index(key)
    buttons = [
        Button(label=say(_("Change")), emoji="✏️", custom_id=FORM(meetup=meetup.id, form=number)),
        Button(label=say(_("Withdraw")), emoji="🗑️", custom_id=WITHDRAW(meetup=meetup.id, form=number)),
    ]
    if following := [step for step, reply in filled.items() if reply is None]:
        on = Button(
            label=say(_("Go on")),
            emoji="➡️",
            style=discord.ButtonStyle.primary,
            custom_id=_id(meetup, following[0]),
        )
        buttons.insert(0, on)
    others = [step for step, reply in filled.items() if reply is not None and step != key]
    return lasting(*buttons, *(button(meetup, step, say, row=1) for step in others[: limits.IN_ROW]))


def modal(meetup: Meetup, key: str, form: Form, before: Reply | None, say: Say) -> discord.ui.Modal:
    """Return the form, filled in with what the person sent before."""
    answers = before.answers if before else {}
    said = [value for values in answers.values() for value in values]
    words = {"words": number_of(*said)} if said else {}
    custom_id = FORM_SENT(meetup=meetup.id, form=list(meetup.programme.forms).index(key), **words)
    fields = (_field(number, question, answers.get(number, ()), say) for number, question in enumerate(form.questions))
    return shown(discord.ui.Modal(title=label(form.title, SHORT_LABEL), custom_id=custom_id), *fields)


def name_of(number: int) -> str:
    """The custom_id of the field of a question."""
    return f"vraag{number}"


def _field(number: int, question: Question, now: tuple[Typed, ...], say: Say) -> discord.ui.Label[discord.ui.Modal]:
    component: TextInput | discord.ui.Select[discord.ui.Modal]
    if question.is_chosen:
        most = len(question.options) if question.kind is QuestionKind.CHOICES else 1
        component = discord.ui.Select(
            required=question.required,
            min_values=1 if question.required else 0,
            max_values=most,
            placeholder=say(_("Choose one or more")) if most > 1 else say(_("Choose one")),
            options=[
                discord.SelectOption(label=_option(question, value, say), value=value, default=value in now)
                for value in question.options
            ],
            custom_id=name_of(number),
        )
    else:
        is_short = question.kind is QuestionKind.SHORT
        component = TextInput(
            style=discord.TextStyle.short if is_short else discord.TextStyle.paragraph,
            required=question.required,
            max_length=LONGEST_SHORT if is_short else LONGEST_ANSWER,
            default=unchanged(now[0]) if now else None,
            custom_id=name_of(number),
        )
    words = label(question.text, limits.OPTION)
    if len(words) <= SHORT_LABEL:
        return discord.ui.Label(text=words, component=component)
    return discord.ui.Label(text=say(_("Question {number}", number=number + 1)), description=words, component=component)


def _option(question: Question, value: str, say: Say) -> Shown:
    words = question.reads(value)
    return say(words) if isinstance(words, Text) else label(words, limits.OPTION)
