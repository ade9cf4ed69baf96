"""The #morgen page in a browser: on a phone and on a screen, light and dark, without a script, and for everybody."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import browser
from tests.browser import Page, needs_axe, needs_chromium
from tests.harvest.page.reading import made
from tests.season import Season

pytestmark = [needs_chromium, pytest.mark.bench(seconds=10)]
VISIBLE = "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility()).length"
WIDTHS = (360, 1280)  # pixels


@pytest.fixture
async def address(tmp_path: Path) -> str:
    """A page of a season."""
    done, _html = await made(tmp_path, Season().harvests())
    return done.path.as_uri()


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """A browser."""
    async with browser.page(tmp_path / "profile") as opened:
        yield opened


async def change(page: Page, name: str, value: str) -> None:
    """Type or choose something, as the form hears it."""
    await page.run(
        f"(e => {{ e.value = {json.dumps(value)}; e.dispatchEvent(new Event('input', {{bubbles: true}})) }})"
        f"(document.querySelector('form').elements[{json.dumps(name)}])"
    )


async def test_who_searches_and_chooses_finds_what_there_is(page: Page, address: str) -> None:
    await page.goto(address)
    everything = await page.run("document.querySelectorAll('.card').length")
    assert await page.run(VISIBLE) == everything > 50
    await change(page, "province", "Drenthe")
    here = await page.run(VISIBLE)
    drenthe = "document.querySelectorAll('[data-province=Drenthe]').length"
    assert here == await page.run(drenthe)
    assert (
        await page.run("document.querySelector('[role=status]').textContent") == f"{here} van de {everything} teksten"
    )
    await change(page, "kind", "#morgen")
    assert 0 < await page.run(VISIBLE) < here
    await change(page, "search", "een woord dat nergens staat")
    assert await page.run(VISIBLE) == 0
    assert "Niets gevonden" in await page.run("document.querySelector('[role=status]').textContent")
    assert await page.run("[...document.querySelectorAll('.part, .top')].every(part => part.hidden)")
    await page.press("Toon alles")
    await page.until(f"{VISIBLE} === {everything}")
    await change(page, "search", "NÓDIG ik uit")
    assert 0 < await page.run(VISIBLE) < everything


async def test_without_its_script_everything_is_there_to_read(page: Page, address: str) -> None:
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
    await page.goto(address)
    await page.call("Emulation.setScriptExecutionDisabled", value=False)
    assert await page.run(VISIBLE) == await page.run("document.querySelectorAll('.card').length") > 50
    assert not await page.run("document.querySelector('form').checkVisibility()")
    assert await page.run("document.querySelectorAll('nav a').length") > 5


@pytest.mark.parametrize("width", WIDTHS)
async def test_it_fits_its_screen_asks_nothing_of_the_net_and_has_its_own_letters(
    page: Page, address: str, width: int
) -> None:
    await page.resize(width, 900)
    await page.goto(address)
    await page.until("document.fonts.status === 'loaded'")
    assert await page.run("document.documentElement.scrollWidth") <= width
    loaded = await page.run("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert all(name.startswith("data:font/") for name in loaded)
    assert await page.run("[...document.fonts].filter(font => font.status === 'loaded').length") == 3
    small = (
        "[...document.querySelectorAll('input, select, button, nav a')]"
        ".filter(e => e.getBoundingClientRect().height < 24).length"
    )
    assert await page.run(small) == 0  # pixels of what is pressed, WCAG 2.5.8


@needs_axe
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(page: Page, address: str, width: int, scheme: str) -> None:
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    await page.call("Emulation.setEmulatedMedia", features=features)
    await page.resize(width, 900)
    await page.goto(address)
    assert await page.violations() == []
