"""Searching, and the pages of what is found: private, best first, each with its buttons."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.people import joins as join_rules
from bot.core.people import letters, shows
from bot.core.people import searches as rules
from bot.core.people.searches import Filters
from bot.core.people.wall import Piece
from bot.core.words.text import Part, Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.contributions import joining, writing_to
from bot.features.search import words as search_words
from bot.platform.answers import answer_in_place, bot_of, language_of, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.custom_id import CustomId
from bot.platform.seen import as_read_at
from bot.platform.views import Button, lasting
from bot.storage import meetups, walls
from bot.storage import search as index
from bot.storage.file.trouble import Unavailable

ON_PAGE = 4  # a row of buttons each, and one to turn pages
PAGE = CustomId("zoek:blad:{search}:{page}", page=3)


async def search(interaction: discord.Interaction[Any], words: Typed, filters: Filters, *, public: bool) -> None:
    """Answer with the first page of what is found. Raises Refusal for a search without words, or a wrong filter."""
    bot, server = bot_of(interaction), interaction.guild_id
    if server is None:
        raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
    words = await as_read_at(bot, words, server, await language_of(interaction))
    themes = {slug: theme.title for slug, theme in bot.library.themes().items()}
    wanted = rules.search(words, filters, themes, public=public)
    await show(interaction, bot.searches.add(interaction.user.id, wanted))


async def show(interaction: discord.Interaction[Any], number: int, page: int = 0) -> None:
    """Answer with one page of a search of this person. Raises Refusal where it is not known any more.

    Everything is looked up anew: what its author kept back meanwhile is gone from it.
    """
    bot, say = bot_of(interaction), await voice_of(interaction)
    wanted = bot.searches.get(interaction.user.id, number)
    if not wanted.public:
        await moderator(interaction)
    with suppress(Unavailable):  # what is indexed already is found all the same
        await index.catch_up(bot.db, most=1)
    found = await index.find(bot.db.read, interaction.guild_id or 0, wanted)
    page = min(page, max(len(found.ids) - 1, 0) // ON_PAGE)
    here = found.ids[page * ON_PAGE : (page + 1) * ON_PAGE]
    lines: list[Part] = search_words.heading(wanted, found)
    view = lasting()
    for row, piece in enumerate(await walls.pieces(bot.db.read, here)):
        meetup = await meetups.get(bot.db.read, piece.item.meetup)
        assert meetup is not None
        place = page * ON_PAGE + row + 1
        lines += search_words.hit(place, piece, meetup, public=wanted.public)
        for button in _buttons(bot, interaction.user.id, piece, meetup, place, row, say):
            view.add_item(button)
    for label, to, there in (("◀", page - 1, page > 0), ("▶", page + 1, len(found.ids) > (page + 1) * ON_PAGE)):
        if there:
            view.add_item(Button(label=say(Text.of(label)), custom_id=PAGE(search=number, page=to), row=ON_PAGE))
    await answer_in_place(interaction, say(Text.lines(*lines)), view)


def _buttons(bot: App, person: int, piece: Piece, meetup: Meetup, number: int, row: int, say: Say) -> Iterable[Button]:
    """Yield what this person can do with something that everybody may read."""
    is_found = shows.may_show(piece, meetup)
    if join_rules.is_offered(piece.item, meetup, person, bot.clock(), is_found=is_found):
        label = say(_("I join") + f" · {number}")
        yield Button(label=label, emoji="🙋", custom_id=joining.JOIN_FOUND(id=piece.item.id), row=row)
    if is_found and letters.is_offered(piece.item, meetup, person):
        yield writing_to.button(piece.item, f" · {number}", say, row)
