"""The page, made of harvests and read as a browser reads it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from bot.core.words.typed import Typed
from bot.harvest import json_file
from bot.harvest.bundle.collecting import Collector, nobody_looks
from bot.harvest.bundle.files import Wish
from bot.harvest.page.making import Made, make
from bot.harvest.records import Harvest
from tests.season import ZONE

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)


class Reader(HTMLParser):
    """Elements of a page with their attributes, its text, and the texts of its cards."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.cards: list[str] = []
        self._silent = self._said = False
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        """All text that is read, on one line."""
        return " ".join("".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        self._silent = tag in ("style", "script")
        if found.get("class") == "said":
            self._said = True
            self.cards.append("")
        if tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        self._said = self._said and tag != "p"
        self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)
        if self._said:
            self.cards[-1] += data


async def made(folder: Path, harvests: Iterable[Harvest], title: str = "", season: str = "") -> tuple[Made, str]:
    """The page of harvests, which are written to files first; and its HTML."""
    sources = []
    for n, harvest in enumerate(harvests):
        sources.append(folder / f"bron-{n}.json")
        json_file.write(harvest, ZONE, sources[-1])

    async def read(collector: Collector) -> None:
        await collector.read(sources, NOW, ZONE, nobody_looks)

    done = await make(read, folder / "pagina.html", Wish(Typed(title), season), NOW, ZONE)
    return done, done.path.read_text("utf-8")
