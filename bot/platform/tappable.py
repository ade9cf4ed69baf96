"""Commands named in texts, as mentions that a reader taps: ``</meetup check:ID>``.

A sentence names a command as `` `/meetup check` ``. Discord shows the name in a mention as written, and takes only
the base name, which is Dutch; so an English text adds the English one where it differs (discord-api-docs#5518).
"""

import re
from collections.abc import Iterable, Mapping

from bot.storage import memory
from bot.storage.database import Queries, Transaction

_NAMED = re.compile(r"`/([a-z]+)((?: [a-z]+)*)`")
_TAPPABLE = re.compile(r"</([a-z]+(?: [a-z]+)*):\d+>|`/([a-z]+(?: [a-z]+)*)`")

# Of the one bot of this process: ids by the first word of a command, and English names by the whole Dutch one.
_ids: dict[str, int] = {}
_english: dict[str, str] = {}


async def keep(db: Transaction, application: int | None, ids: Mapping[str, int]) -> None:
    """Store the ids that Discord gave the commands when they were registered."""
    await memory.put(db, _name(application), " ".join(f"{name}={id}" for name, id in ids.items()))


async def kept(db: Queries, application: int | None) -> dict[str, int]:
    """Return the ids that are stored, by the first word of a command; empty before the first registration."""
    value = await memory.get(db, _name(application)) or ""
    return {name: int(id) for name, id in (pair.split("=") for pair in value.split())}


def _name(application: int | None) -> str:
    return f"ids of the commands of {application}"


def learn(ids: Mapping[str, int], english: Mapping[str, str]) -> None:
    """Use these ids and English names from now on, in place of those before."""
    _ids.clear()
    _ids.update(ids)
    _english.clear()
    _english.update(english)


def tappable(sentence: str, language: str) -> str:
    """Return a sentence of ours with each command in it as a mention, where its id is known."""
    return _NAMED.sub(lambda found: _mention(found[1], found[2], language), sentence)


def _mention(first: str, rest: str, language: str) -> str:
    name = first + rest
    english = _english.get(name, name) if language == "en" else name
    if first not in _ids:
        return f"`/{english}`"
    mention = f"</{name}:{_ids[first]}>"
    return mention if english == name else f"{mention} (`/{english}`)"


def named_in(text: str) -> Iterable[str]:
    """Return the commands that a text for Discord names, each once, in their order."""
    return dict.fromkeys(found[1] or found[2] for found in _TAPPABLE.finditer(text))
