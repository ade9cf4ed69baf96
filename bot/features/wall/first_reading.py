"""What a moderator reads first where names are hidden: each text in their channel, with a button to let it through."""

from collections.abc import Iterator, Sequence

import discord

from bot.content.texts import Say
from bot.core.kinds import called
from bot.core.people import naming, sentences
from bot.core.people import wall as rules
from bot.core.people.wall import Piece
from bot.core.words.text import Text, _, ngettext
from bot.features.wall import views as wall_views
from bot.harvest.table import theme_name
from bot.platform import standing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.platform.views import Button, lasting
from bot.storage import walls
from bot.storage.database import to_ms

SHOWN, NAMES = 220, 80  # characters of a text, and of the names in it
MOST = 3  # messages at once; the rest comes when these are done


async def keep(scene: Scene) -> None:
    """Keep a message for each few texts that wait to be read; one is gone when all in it were decided on."""
    pieces = await walls.of_meetup(scene.bot.db.read, scene.meetup.id)
    boards = [board for board in rules.to_read_first(pieces) if any(rules.waits(piece) for _number, piece in board)]
    messages = [message for board in boards[:MOST] for message in _message(scene, board)]
    await standing.keep(scene, messages, When.ALWAYS)
    await standing.remove_others(scene, messages)


def _message(scene: Scene, board: Sequence[tuple[int, Piece]]) -> list[Message]:
    there = [(number, piece) for number, piece in board if rules.waits(piece)]
    text = Text.lines(
        "📬 " + Text.bold(ngettext("Read this first", "Read these {n} first", len(there))),
        "-# " + _("Nobody else sees a text before you let it through. One tap each."),
        *(line for number, piece in there for line in _lines(number, piece)),
    )
    return scene.to_moderators(f"first {board[0][0]}", text, buttons(there, scene.say))


def _lines(number: int, piece: Piece) -> Iterator[Text]:
    item = piece.item
    where = item.table or theme_name(item.theme)
    heading = Text.bold(Text.of(f"{number}. ", called(item.kind)))
    yield Text.of(heading, " · ", Text.cut(where, NAMES)) if where else heading
    yield sentences.quoted(item.kind, item.text.line, SHOWN)
    if names := naming.full_names(item.text):
        yield "⚠️ " + _(
            "Is this somebody's name: {names}? Then better not.", names=Text.cut(Text.join(", ", names), NAMES)
        )


def buttons(there: Sequence[tuple[int, Piece]], say: Say) -> discord.ui.View:
    """Return two buttons for each text, as it is worded now: let it through, or not."""
    shows = [_button(piece, "toon", _("Show {n}", n=number), 0, say) for number, piece in there]
    keeps = [_button(piece, "verberg", _("Not {n}", n=number), 1, say) for number, piece in there]
    return lasting(*shows, *keeps)


def _button(piece: Piece, act: str, label: Text, row: int, say: Say) -> Button:
    worded = piece.item.edited_at or piece.item.said_at
    button = Button(
        label=say(label),
        style=discord.ButtonStyle.primary if row == 0 else discord.ButtonStyle.secondary,
        custom_id=wall_views.FIRST(act=act, id=piece.item.id, seen=to_ms(worded)),
    )
    button.row = row
    return button
