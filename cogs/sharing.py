"""The answer to "May others read this?": for one contribution, and for all of a person's words at a meetup."""

from dataclasses import replace
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.people import contributions as rules
from bot.core.people import sentences, sharing
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import QUESTION, Sharing
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.features.contributions import sharing as sharing_views
from bot.features.follow_ups import asking
from bot.features.privacy import asking as roles
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import NO_MEETUP
from bot.platform.doors import For
from bot.platform.lasting import LastingButton
from bot.storage import consents, contributions, meetups, timelines


async def _meetup(interaction: discord.Interaction[Any], id: int) -> Meetup:
    """Return a meetup by its id. Raises Refusal unless it is of this server, or has words of this person."""
    db, person = bot_of(interaction).db.read, interaction.user.id
    meetup = await meetups.get(db, id)
    said = any(item.meetup == id for item in await contributions.of_author(db, person))
    if meetup is None or (meetup.server != interaction.guild_id and not said):
        raise Refusal(NO_MEETUP, Remedy(Mend.PLAN))
    return meetup


async def _show_one(interaction: discord.Interaction[Any], item: Contribution, opening: Text) -> None:
    """Answer with one contribution, who may read it now, and the buttons to choose."""
    say, meetup = await voice_of(interaction), await _meetup(interaction, item.meetup)
    text = Text.lines(opening, sentences.quoted(item.kind, item.text), sharing_views.line(item, meetup.shows_names))
    await answer_in_place(interaction, say(text), sharing_views.choices_for_one(item, meetup.shows_names, say))


class AskButton(LastingButton, template=sharing_views.ASK_SHARE, open_to=For.OWN):
    """Button that asks about one contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the contribution with the question."""
        item = rules.own(await contributions.get(bot_of(interaction).db.read, id), interaction.user.id)
        say, meetup = await voice_of(interaction), await _meetup(interaction, item.meetup)
        words, line = sentences.quoted(item.kind, item.text), sharing_views.line(item, meetup.shows_names)
        text = Text.lines(Text.bold(QUESTION), words, line)
        await answer(interaction, say(text), sharing_views.choices_for_one(item, meetup.shows_names, say))


class ShareButton(LastingButton, template=sharing_views.SHARE, open_to=For.OWN):
    """Button of a choice for one contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], choice: Sharing, id: int) -> None:
        """Store the choice and update the wall."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, id), interaction.user.id)
            await consents.choose_for_one(db, item.id, choice)
            await timelines.wake(db, item.meetup, CueKind.WALL, bot.clock())
        await _show_one(interaction, replace(item, sharing=choice), _("Noted, for this one alone."))


class AskAllButton(LastingButton, template=sharing_views.ASK_ALL, open_to=For.EVERYBODY):
    """Button that asks about all of a person's words at a meetup; it stands in the plenary."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer privately with the question."""
        db, person = bot_of(interaction).db.read, interaction.user.id
        say, meetup = await voice_of(interaction), await _meetup(interaction, id)
        items, chosen = await consents.undecided(db, id, person), await consents.of_person(db, id, person)
        text = sharing_views.question_about(items, chosen, meetup.shows_names)
        await answer(interaction, say(text), sharing_views.choices(meetup, say, chosen))


class ShareAllButton(LastingButton, template=sharing_views.SHARE_ALL, open_to=For.EVERYBODY):
    """Button of a choice for all of a person's words at a meetup, also those to come."""

    async def pressed(self, interaction: discord.Interaction[Any], choice: Sharing, id: int) -> None:
        """Store the choice and update the wall. After a first choice, ask for the person's role too."""
        bot, person = bot_of(interaction), interaction.user.id
        meetup = await _meetup(interaction, id)
        async with bot.db.transaction() as db:
            is_first = await consents.of_person(db, id, person) is None
            items = await consents.choose(db, id, person, choice)
            await timelines.wake(db, id, CueKind.WALL, bot.clock())
        lines: list[Part] = [
            _("Noted: {choice}.", choice=sharing.told(choice, shows_names=meetup.shows_names)),
            ngettext(
                "This holds for what you brought in, and for what you bring in at this meetup from now on.",
                "This holds for the {n} that you brought in, and for what you bring in at this meetup from now on.",
                len(items),
            ),
            *sharing_views.quoted(items),
        ]
        say = await voice_of(interaction)
        await answer_in_place(interaction, say(Text.lines(*lines)), sharing_views.after_choice(meetup, say))
        if not (is_first and await roles.ask_once(interaction, meetup)):  # one question at a time
            await asking.ask(interaction, meetup)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(AskButton, ShareButton, AskAllButton, ShareAllButton)
