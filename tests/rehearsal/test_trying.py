"""``make try``: the page and the preview in a real browser, and the command as a process."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests import browser
from tests.browser import Page, needs_chromium
from tests.process import ROOT

WORDS = "document.body.innerText"


@asynccontextmanager
async def trying(folder: Path, *options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command as a process; yields it, with the address that it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "try", "--port", "0", *options,
        cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1", "DATABASE": str(folder / "none.sqlite3")},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            line = (await process.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found is not None, line
        yield process, found[0]
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def look_at(page: Page, address: str, channel: str) -> None:
    """Open a channel from the list, in the same tab."""
    await page.goto(address)
    await page.run("for (const form of document.forms) form.removeAttribute('target')")
    await page.press(channel)
    await page.until(f"{WORDS}.includes('TestBot')")
    await page.until("document.querySelector('#channel-composer-input')?.disabled === false")


async def write(page: Page, text: str, until: str) -> None:
    """Type in the channel and send it, until a script is true: a page that is just being shown sends nothing."""
    composer = "document.querySelector('#channel-composer-input')"
    async with asyncio.timeout(browser.PATIENCE):
        while not await page.run(until):
            if await page.run(f"{composer}?.value") == "":
                await page.run(f"{composer}.focus()")
                await page.call("Input.insertText", text=text)
            key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
            await page.call("Input.dispatchKeyEvent", type="keyDown", **key)
            await page.call("Input.dispatchKeyEvent", type="keyUp", **key)
            with suppress(TimeoutError):
                await page.until(until, 2.0)


@needs_chromium
async def test_an_evening_in_a_browser_as_moderator_and_as_participant(tmp_path: Path) -> None:
    async with trying(tmp_path, "--people", "3") as (process, address), browser.page(tmp_path / "profile") as page:
        await page.goto(address)
        assert "Niets hiervan is echt" in await page.run(WORDS)
        await page.press("Gewone snelheid")
        await page.until("document.querySelector('[aria-pressed=true]')?.textContent === 'Gewone snelheid'")
        await look_at(page, address, "# moderatoren Als moderator")
        await page.press_until("▶️Begin nu", f"{WORDS}.includes('Pauze')")
        await look_at(page, address, "# grote-zaal Als deelnemer")
        await write(page, "#morgen bel ik een ouder", f"{WORDS}.includes('bel ik een ouder')")
        await write(page, "/mijn bijdragen", f"{WORDS}.includes('Intrekken')")
        assert (await page.run(WORDS)).count("bel ik een ouder") > 1  # in the chat, and in the private answer
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "try", "--people", "0", "--port", str(taken.getsockname()[1]),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _out, complaint = await process.communicate()
    assert process.returncode == 2
    assert re.fullmatch(
        r"Poort \d+ is in gebruik\. Stop wat hem gebruikt, of kies een andere met --port\.\n", complaint.decode()
    )


@pytest.mark.parametrize("package", ["av", "simcord"])
async def test_without_the_extra_it_says_what_installs_it(tmp_path: Path, package: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{package!r}] = None\n", "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "try", cwd=ROOT, env=os.environ | {"PYTHONPATH": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _out, complaint = await process.communicate()
    assert process.returncode == 2
    assert "`make try`" in complaint.decode()
    assert "Traceback" not in complaint.decode()
