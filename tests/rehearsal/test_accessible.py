"""Everything that is sent on a whole evening, as somebody hears it who has it read aloud, or sees no colours."""

import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.content.library import Library
from bot.rehearsal.evening import Options, rehearse_evening
from bot.rehearsal.world import World

Sent = dict[str, Any]
BUTTON, SELECT = 2, 3


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sent(tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """Return every message, answer and form that the bot sent in a rehearsal."""
    worlds: list[World] = []
    patch = pytest.MonkeyPatch()
    real = World.__init__

    def begin(self: World, *args: Any, **options: Any) -> None:
        real(self, *args, **options)
        worlds.append(self)

    patch.setattr(World, "__init__", begin)
    try:
        out = tmp_path_factory.mktemp("oogst")
        await rehearse_evening(Options("provinciale-meetup", 12, None, 1, out, ZoneInfo("Europe/Amsterdam")))
    finally:
        patch.undo()
    (world,) = worlds
    bodies = [request.json for request in world.env.http_requests if isinstance(request.json, dict)]
    return [body["data"] if isinstance(body.get("data"), dict) else body for body in bodies]


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Yield every component in what was sent."""
    if isinstance(value, dict):
        if "type" in value and ("custom_id" in value or "url" in value or "content" in value):
            yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def texts(body: Sent) -> list[str]:
    """Return the texts of a message: its content, and what stands in its components."""
    inside = (part.get("content") for part in parts(body.get("components")))
    return [text for text in (body.get("content"), *inside) if isinstance(text, str) and text]


def labels(body: Sent) -> list[str]:
    return [part.get("label") or "" for part in parts(body.get("components")) if part["type"] == BUTTON]


def test_every_button_and_list_says_in_words_what_it_does(sent: list[Sent]) -> None:
    controls = [part for body in sent for part in parts(body.get("components")) if part["type"] in (BUTTON, SELECT)]
    assert len(controls) > 100
    for control in controls:
        said = control.get("label") or control.get("placeholder") or ""
        assert SAYS_SOMETHING.search(said), control


def test_no_two_buttons_of_a_message_sound_the_same(sent: list[Sent]) -> None:
    for body in sent:
        assert len(set(labels(body))) == len(labels(body)), labels(body)


def test_what_is_chosen_is_marked_and_not_only_coloured(sent: list[Sent]) -> None:
    buttons = [part for body in sent for part in parts(body.get("components")) if part["type"] == BUTTON]
    chosen = [part for part in buttons if part.get("style") == GREEN]
    assert all(part.get("emoji") or part["label"] in ("Begin nu", "Verder", "Ik ga", "Bevestigen") for part in chosen)


def test_no_text_is_emoji_alone(sent: list[Sent]) -> None:
    for text in (text for body in sent for text in texts(body)):
        assert SAYS_SOMETHING.search(text), text


def test_beside_every_countdown_stands_the_time(sent: list[Sent]) -> None:
    for text in (text for body in sent for text in texts(body)):
        for line in text.split("\n"):
            bare = [moment for moment in re.findall(r"<t:(\d+):R>", line) if not re.search(rf"<t:{moment}:[tF]>", line)]
            assert not bare or SINCE.search(line), line


def test_at_most_two_sentences_stand_before_a_button(sent: list[Sent]) -> None:
    """Of ours: those of the programme are its author's. Small print, quotations and lists are read or left."""
    for body in sent:
        ids = [str(part.get("custom_id")) for part in parts(body.get("components")) if part.get("custom_id")]
        text = "\n".join(texts(body))
        if ids and not any(id.startswith(tuple(LONGER)) for id in ids) and not any(map(text.count, PAGES)):
            assert sentences(text) <= 2, text


def sentences(text: str) -> int:
    """Return how many sentences of ours a text has."""
    for words in PROGRAMME:
        text = text.replace(words, "")
    lines = [line for line in text.split("\n") if not re.match(r">|-#|#|- |\*\*\d", line)]
    return len(re.findall(r"[.!?…](?=\s|$|\*)", " ".join(lines)))


def programme() -> list[str]:
    """Return the words of the programme: of its blocks, their questions, and its description."""
    found = Library().programme("provinciale-meetup")
    prompts = [prompt.text.raw for block in found.blocks for prompt in block.prompts]
    prompts += [prompt.text.raw for block in found.blocks for room in block.rooms for prompt in room.prompts]
    rooms = [room for block in found.blocks for room in block.rooms]
    prompts += [part.raw for room in rooms for part in (room.introduction, room.case) if part]
    words = [*prompts, *(block.text.raw for block in found.blocks if block.text)]
    return [*words, found.description.raw] if found.description else words


SAYS_SOMETHING = re.compile(r"[^\W\d_]{2}|\+\d+ min")
GREEN = 3
SINCE = re.compile(r"Gevraagd door|gevraagd|vraagt hulp|klaar,")  # how long ago: no moment that anybody waits for
PROGRAMME = programme()
# Messages with more sentences, by the beginning of a custom_id, and why.
LONGER = {
    "hulp:": "the moderators' card of a call: who asks, since when, who goes",
    "bord:": "the moderators' panel is a page with numbers",
    "meetup:": "what a moderator reads before the evening, with time for it",
}
# The same, by words of it.
PAGES = (
    "**Zo gaat het**",
    "🗓️ We beginnen",
    "🗓️ We begonnen",
    "🏁 **Deze meetup is voorbij.**",
    "Dank je wel dat je erbij was",
    "Voor moderatoren",
)
