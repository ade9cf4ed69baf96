"""``make pictures``: the pictures of the README, of the real thing in Debian's Chromium.

The bot runs an evening on a simulated Discord; what is shown is SimCord's preview of it.
"""

import asyncio
import io
import json
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt
from PIL import Image

from bot.core.evening.meetup import State
from bot.core.evening.places import Place, PlaceKind
from bot.rehearsal.trying import Options, Trial, trial
from tests import browser
from tests.browser import Page
from tests.harvest.page.reading import made as made_of
from tests.season import Season

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDE, PHONE, HEIGHT = 720, 390, 1400  # pixels
PAPER = """<meta charset="utf-8"><style>
body { background: #fff; color: #222; font: 15px/1.5 "Noto Sans", sans-serif; margin: 0; padding: 1.5rem; }
blockquote { border-left: 4px solid #ccc; margin-left: 0; padding-left: 1rem; }
</style>"""
SETTLED = "document.body.innerText.includes('Viewport updated')"
COLOURS = 64  # of a picture: a few are enough for texts, and keep it small


async def make() -> None:
    """Make all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with an_evening() as (evening, page):
        plenary = (await evening.world.venue()).one(PlaceKind.PLENARY)
        moderators = (await evening.world.venue()).one(PlaceKind.MODERATORS)
        await evening.world.moderator.slash(evening.world.channel(moderators.channel), "meetup start")
        table = await table_where_people_sit(evening)
        await message(evening, page, moderators, "moderator", "Nu", WIDE, "bedieningspaneel")
        await message(evening, page, table, "deelnemer", "Vraag", PHONE, "tafel")
        you = evening.roles["deelnemer"]
        await you.send(evening.world.channel(plenary.channel), "#morgen bel ik de ouders van Roos: hoe gaat het thuis?")
        await message(evening, page, plenary, "deelnemer", "ouders van Roos", PHONE, "opschrijven")
        while (await evening.world.meetup()).state is not State.CLOSED:
            await evening.skip()
        (report,) = evening.world.bot.settings.harvest_dir.rglob("oogst.md")
        await paper(page, report.read_text("utf-8"), "verslag")
        await printed(report.parent)
    await to_show()


async def printed(home: Path) -> None:
    """Take the first page of the report on paper, and the poster, of a harvest in a folder."""
    sheet = await asyncio.to_thread(
        subprocess.run,
        ("pdftoppm", "-png", "-r", "72", "-singlefile", home / "oogst.pdf"),
        capture_output=True,
        check=True,
    )
    save(sheet.stdout, "oogst-pdf", 480)
    save((home / "poster.png").read_bytes(), "poster", 480)


async def to_show() -> None:
    """Take pictures of the #morgen page of a season."""
    with tempfile.TemporaryDirectory() as folder:
        made, _html = await made_of(Path(folder), Season().harvests())
        async with browser.page(Path(folder) / "profile") as page:
            await page.resize(1280, 900)
            await page.goto(made.path.as_uri())
            await page.until("document.fonts.status === 'loaded'")
            save(await page.view(), "pagina", WIDE)


@asynccontextmanager
async def an_evening() -> AsyncIterator[tuple[Trial, Page]]:
    """An evening with simulated people, and a browser."""
    options = Options("provinciale-meetup", 24, ZoneInfo("Europe/Amsterdam"))
    with tempfile.TemporaryDirectory() as folder:
        async with trial(options) as evening, browser.page(Path(folder)) as page:
            yield evening, page


async def table_where_people_sit(evening: Trial) -> Place:
    """Go on until people sit at a table with a question, and return it."""
    while True:
        await evening.skip()
        for place in (await evening.world.venue()).tables():
            chat = evening.world.channel(place.channel) if place.channel else None
            if chat and evening.sits_at(place) and any("Vraag 2" in post.content for post in chat.history()):
                return place


async def message(evening: Trial, page: Page, place: Place, role: str, words: str, width: int, name: str) -> None:
    """Take a picture of the last message with these words, as somebody sees it."""
    await page.resize(width, HEIGHT)
    await page.goto(await evening.open(place.channel or 0, role))
    posts = "[...document.querySelectorAll('article.channel-message')]"
    last = f"{posts}.filter(post => post.innerText.includes({json.dumps(words)})).at(-1)"
    # Until the preview has settled it shows buttons that can't be pressed yet.
    await page.until(f"document.fonts.status === 'loaded' && Boolean({last}) && {SETTLED}")
    save(await page.picture(last), name)


async def paper(page: Page, markdown: str, name: str) -> None:
    """Take a picture of the beginning of a Markdown file, as it is read."""
    await page.resize(WIDE, WIDE)
    await page.goto("about:blank")
    html = PAPER + MarkdownIt().render(markdown)
    await page.run(f"document.write({json.dumps(html)}); document.close()")
    await page.until("document.fonts.status === 'loaded'")
    await page.run("document.body.style.cssText = 'height: 660px; overflow: hidden'")
    save(await page.picture("document.body"), name)


def save(png: bytes, name: str, width: int | None = None) -> None:
    """Write a picture, with as few colours as it needs, at most so many pixels wide."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if width:
        picture.thumbnail((width, 10 * width))
    picture = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(make())
