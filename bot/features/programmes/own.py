"""Programmes of a server's own: found by name as the shipped ones are, and kept in versions."""

from collections.abc import Iterable
from pathlib import Path

from bot.content.library import Library
from bot.content.mistakes import BrokenContent
from bot.core.programme.models import Programme
from bot.core.words.listing import some
from bot.core.words.plain import file_name, fitting, plain
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform.app import App
from bot.platform.text import unchanged
from bot.storage import programmes
from bot.storage.database import Queries
from bot.storage.programmes import Own

MOST = 100  # of one server (our choice)
LONGEST = 50  # characters of a name
OWN = "-eigen"  # behind the name of one that is called as a shipped one


def read(library: Library, own: Own) -> Programme:
    """Return the programme. Raises BrokenContent where a theme that it uses is gone."""
    return library.read_in(f"{own.name}.yaml", own.source.encode())


async def find(app: App, server: int, name: str) -> Programme:
    """Return a programme of the server or a shipped one, by its name or title, or how they begin. Raises Refusal."""
    known = await meant(app, server, name)
    return read(app.library, known) if known else await shipped(app, server, name)


async def shipped(app: App, server: int, name: str) -> Programme:
    """Return the shipped programme that is meant. Raises Refusal, naming those of the server too, unless it is one."""
    if app.library.knows(name):
        return app.library.programme(name)
    mine = titles(app.library, await programmes.of_server(app.db.read, server))
    known = mine | app.library.names()
    names = list(known)
    fits = (fitting(Typed(name), words) for words in ([Typed(one) for one in names], list(known.values())))
    meant = dict.fromkeys(names[at] for found in fits for at in found)
    if len(meant) > 1:
        raise Refusal(
            _("More than one programme fits “{name}”. Choose one of: {names}.", name=Typed(name), names=_listed(meant))
        )
    raise Refusal(_("There is no programme “{name}”. Choose one of: {names}.", name=Typed(name), names=_listed(known)))


def _listed(names: Iterable[str]) -> Text:
    return some([Typed(name) for name in names])


async def folder(app: App, server: int, name: str) -> Path | None:
    """Return the folder in which the attachments of a programme stand; None for one of the server, which has none."""
    return None if await meant(app, server, name) else app.library.folder(name)


async def meant(app: App, server: int, name: str) -> Own | None:
    """Return the programme of the server that is meant; None where it is a shipped one, or there is none."""
    own = await programmes.of_server(app.db.read, server)
    if name in own or app.library.has(name):
        return own.get(name)
    for named in ({known: Typed(known) for known in own}, titles(app.library, own)):
        found = fitting(Typed(name), list(named.values()))
        if len(found) == 1:
            return own[list(named)[found[0]]]
    return None


def titles(library: Library, own: dict[str, Own]) -> dict[str, Typed]:
    """Return the titles of these programmes by name; of one that can't be read now, its name."""
    found = {}
    for name, one in own.items():
        try:
            found[name] = read(library, one).title
        except BrokenContent:
            found[name] = Typed(name)
    return found


def name_for(library: Library, typed: Typed) -> str:
    """Return the name for a file or title: letters, digits and hyphens; never that of a shipped programme."""
    name = file_name(typed, LONGEST) or "programma"
    return f"{name}{OWN}" if library.has(name) else name


async def name_for_copy(app: App, server: int, title: Typed) -> str:
    """Return a name that no programme has yet. Raises Refusal where the server has one of this title."""
    known = await programmes.of_server(app.db.read, server)
    if any(plain(unchanged(one)) == plain(unchanged(title)) for one in titles(app.library, known).values()):
        raise Refusal(_("There is a programme “{title}” already. Choose another title.", title=title))
    name = name_for(app.library, title)
    numbered = (f"{name[: LONGEST - 4]}-{number}" for number in range(2, MOST + 2))
    return name if name not in known else next(one for one in numbered if one not in known)


async def refuse_full(db: Queries, server: int, name: str) -> None:
    """Raise Refusal where the server has no room for one more name."""
    known = await programmes.of_server(db, server)
    if name not in known and len(known) >= MOST:
        raise Refusal(
            _("This server has {n} programmes of its own, and no more fit. Remove one with `/programma verwijder`.",
              n=len(known))
        )  # fmt: skip


async def text_of(app: App, server: int, name: str) -> tuple[str, bytes]:
    """Return the name of a programme and its file. Raises Refusal where there is none."""
    known = await meant(app, server, name)
    if known is not None:
        return known.name, known.source.encode()
    await shipped(app, server, name)
    path = app.library.path(name)
    return path.stem, path.read_bytes()
