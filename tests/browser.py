"""Debian's Chromium without a window, driven over its own protocol: what a person sees and presses on a page."""

import asyncio
import base64
import itertools
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.bench.standin import until

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
PATIENCE = 20.0  # seconds
AXE = Path(__file__).parent.parent / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make axe")


class Page:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._numbers = socket, itertools.count(1)

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method of the DevTools protocol. Raises AssertionError with what it complains of."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async for message in self._socket:
            answer = json.loads(message.data)
            if answer.get("id") == number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
        raise AssertionError("the browser is gone")

    async def goto(self, address: str) -> None:
        await self.call("Page.navigate", url=address)
        await self.until("document.readyState === 'complete'")

    async def run(self, script: str) -> Any:
        """Return the value of a script, which may be a promise."""
        found = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    async def until(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait until a script has a value that is true, and return it. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while True:
                with suppress(AssertionError):  # between two pages
                    if value := await self.run(script):
                        return value
                await asyncio.sleep(0.05)

    async def press(self, words: str) -> None:
        """Press the first button that shows these words, or is called so."""
        found = (
            f"[...document.querySelectorAll('button')].find(b => b.textContent.trim() === {json.dumps(words)} "
            f"|| b.getAttribute('aria-label') === {json.dumps(words)})"
        )
        await self.until(f"Boolean({found})")
        await self.run(f"{found}.click()")

    async def press_until(self, words: str, script: str) -> None:
        """Press a button until a script has a value that is true: a page that is just being shown hears no press."""
        async with asyncio.timeout(PATIENCE):
            while not await self.run(script):
                await self.press(words)
                with suppress(TimeoutError):
                    await self.until(script, 2.0)

    async def resize(self, width: int, height: int) -> None:
        """Give the page this size, in pixels."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def picture(self, element: str) -> bytes:
        """Return what an element shows, all of it, as PNG; ``element`` is a script."""
        await self.run(f"{element}.scrollIntoView({{block: 'center'}})")
        box = await self.run(f"(e => {{ const r = e.getBoundingClientRect(); return r.toJSON() }})({element})")
        clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"], "scale": 1}
        shot = await self.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    async def view(self) -> bytes:
        """Return what is in sight now, as PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])

    async def violations(self) -> list[tuple[str, str]]:
        """Return the rules that axe-core sees broken, each with the first place."""
        await self.run(AXE.read_text("utf-8"))
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = json.loads(await self.run(f"axe.run({{runOnly: {json.dumps(rules)}}}).then(r => JSON.stringify(r))"))
        assert any(rule["id"] == "color-contrast" for rule in found["passes"]), "nothing was looked at"
        return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found["violations"]]


@asynccontextmanager
async def page(folder: Path) -> AsyncIterator[Page]:
    """Open a browser with one tab; ``folder`` is for its profile."""
    assert CHROMIUM is not None
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM,
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", "--no-first-run"),
        f"--user-data-dir={folder}",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = folder / "DevToolsActivePort"
        await until(lambda: port.is_file() and bool(port.read_text("utf-8")))
        address = f"http://127.0.0.1:{port.read_text('utf-8').split()[0]}/json/list"
        async with aiohttp.ClientSession() as session:
            tabs = await (await session.get(address)).json()
            tab = next(tab for tab in tabs if tab["type"] == "page")
            async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        browser.kill()
        await browser.wait()
