"""Planning a meetup as an earlier one: ``/meetup kopieer`` and its form."""

from datetime import tzinfo
from pathlib import Path
from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening import copying as rules
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, places_of
from bot.core.evening.relay import may_be_followed
from bot.core.evening.starting import Wanted
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups.next_steps import field
from bot.features.programmes import own
from bot.platform.answers import voice_of
from bot.platform.app import App
from bot.platform.callers import of_server
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import TextInput, shown
from bot.storage import attachments
from bot.storage import places as stored_places
from bot.storage.database import Queries, Transaction

PREFIX = "meetup:"  # before the id, in the name of the programme that is wanted
FORM = CustomId("meetup:kopie:{id}")
SENT = CustomId("meetup:kopieren:{id}")


def wanted(meetup: Meetup, zone: tzinfo, title: Typed, place: Typed, ends: Typed, follows: int | None) -> Wanted:
    """Return the meetup that is wanted as an earlier one; what is empty is taken from that."""
    usual = Typed(f"{meetup.ends_by.astimezone(zone):%H:%M}" if meetup.ends_by else "")
    if follows is None and may_be_followed(meetup) and rules.goes_on_from(meetup):
        follows = meetup.id
    return Wanted(
        f"{PREFIX}{meetup.id}",
        title if title.line else meetup.title,
        place if place.line else meetup.place,
        ends if ends.line else usual,
        follows,
        "" if place.line else meetup.province,
        "",
    )


async def show_form(interaction: discord.Interaction[Any], meetup: Meetup) -> None:
    """Show the form to plan a meetup as this one. Raises Refusal where it has no programme to take over."""
    rules.kept_blocks(meetup.programme)
    say = await voice_of(interaction)
    title: TextInput = discord.ui.TextInput(
        custom_id="titel", max_length=80, required=False, placeholder=say(Text.of(meetup.title))
    )
    await interaction.response.send_modal(
        shown(
            discord.ui.Modal(title=say(_("Plan it once more")), custom_id=SENT(id=meetup.id)),
            field(
                say, "begin", _("When does it begin?"), _("For example 19:30, morgen half acht or 25-11-2026 19:30"), 60
            ),
            discord.ui.Label(
                text=say(_("The name that people see")), description=say(_("Empty: the same name")), component=title
            ),
            field(say, "plaats", _("The town or region that hosts"), _("Empty: the same place"), 80, required=False),
            field(say, "eind", _("When must it be over?"), _("Empty: at the same time"), 20, required=False),
        )
    )


async def _of_name(db: Queries, server: int, name: str) -> Meetup | None:
    """Return the meetup by the name in ``wanted``; None for another name. Raises Refusal where it is gone."""
    id = name.removeprefix(PREFIX)
    if not name.startswith(PREFIX) or not id.isdecimal() or len(id) > 18:
        return None
    meetup = await of_server(db, int(id), server)
    if meetup is None:
        raise Refusal(_("The meetup that you copy is gone. `/meetup lijst` shows which there are."))
    return meetup.must_be_readable()


async def programme(db: Queries, server: int, name: str) -> Programme | None:
    """Return the programme of an earlier meetup, by the name in ``wanted``; None for any other. Raises Refusal."""
    meetup = await _of_name(db, server, name)
    return rules.as_planned(meetup.programme) if meetup else None


async def places(db: Queries, meetup: Meetup, name: str) -> list[Place]:
    """Return the places of a meetup that is being planned: those of its programme, or of the meetup that it copies."""
    old = await _of_name(db, meetup.server, name)
    if old is None:
        return list(places_of(meetup.programme, meetup.title))
    return rules.places_again(old.programme, meetup.title, await stored_places.venue(db, old.id))


async def take_attachments(db: Transaction, meetup: Meetup, name: str) -> None:
    """Keep for a meetup what the one that it copies has to be posted; once that is over, nothing is there any more."""
    old = await _of_name(db, meetup.server, name)
    known = await attachments.of_meetup(db, old.id) if old else {}
    for number, block in enumerate(rules.kept_blocks(old.programme) if old else []):
        if block in known:
            await attachments.put(db, meetup.id, number, known[block])


async def folder(bot: App, server: int, name: str) -> Path | None:
    """Return the folder with the attachments of a programme; for a copy, that of the programme of its title."""
    old = await _of_name(bot.db.read, server, name)
    return await own.folder(bot, server, unchanged(old.programme.title) if old else name)


async def told(db: Queries, server: int, name: str) -> list[Text]:
    """Return what was taken over from an earlier meetup; nothing for any other programme."""
    old = await _of_name(db, server, name)
    if old is None:
        return []
    return [
        _("📋 As “{title}” of {date}: its programme, tables and place.", title=old.title, date=stamp(old.begins, "D"))
    ]
