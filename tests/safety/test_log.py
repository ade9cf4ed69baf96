"""The log, as the bot writes it: no token, nothing that people typed, no names; also when something breaks."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from bot.content.texts import say
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.platform import logs
from bot.settings import Settings
from bot.storage import adding, contributions, deeds
from tests.evening import Evening
from tests.process import bot
from tests.safety.everything import NICK, WORDS, use_everything

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"


def harmless(log: io.StringIO) -> str:
    """What was written, after looking that nothing in it is anybody's; as lines, also where it was JSON."""
    written = log.getvalue()
    if written.startswith("{"):
        told = [json.loads(line) for line in written.splitlines()]
        written = "".join(
            f"{one['time']} {one['level']} {one['logger']}: {one['message']}\n"
            + (f"{one['error']}\n" if "error" in one else "")
            for one in told
        )
    for word in (WORDS, NICK, TOKEN, TOKEN.split(".")[2]):
        assert word.lower() not in written.lower(), [line for line in written.splitlines() if word in line]
        assert word.lower() not in log.getvalue().lower()
    return written


async def test_a_whole_evening_leaves_nobodys_words_in_the_log(evening: Evening, log: io.StringIO) -> None:
    await use_everything(evening)
    await evening.pass_time(hours=2)
    assert "open of block 1" in harmless(log)


async def test_discord_that_repeats_what_it_refuses_is_not_repeated_in_the_log(
    evening: Evening, log: io.StringIO
) -> None:
    await evening.begin_tables()
    echo = f'In content: Value "{WORDS}" of {NICK} is not allowed.'
    for method in ("POST", "PATCH", "PUT", "DELETE"):
        evening.env.inject_error(method, "/channels/*", status=400, code=50035, message=echo, times=None)
    plenary = await evening.plenary
    for text in (f"#idee {WORDS}", "#morgen"):
        await evening.noor.send(plenary, text)
    evening.env.inject_error("POST", "/interactions/*", status=400, code=50035, message=echo, times=4)
    for name in ("morgen", "mijn bijdragen", "werkt"):
        await evening.noor.slash(plenary, name, **({"tekst": WORDS} if name == "morgen" else {}))
    await evening.moderator.slash(plenary, "meetup status")
    await evening.pass_time(minutes=2)
    written = harmless(log)
    assert "Bug" in written
    assert "HTTPException 400 (50035)" in written
    evening.env._errors.clear()  # these bugs were meant


async def test_an_error_that_carries_the_words_is_written_without_them(
    evening: Evening, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever breaks at whatever place, with the words in the error, in its cause, and beside it."""

    async def broken(*given: object, **more: object) -> object:
        try:
            raise KeyError(given, more)
        except KeyError as error:
            failure = ValueError(f"{WORDS} of {NICK} with {TOKEN}")
            failure.add_note(WORDS)
            raise ExceptionGroup(WORDS, [failure, OSError(28, WORDS)]) from error

    await evening.begin_tables()
    plenary = await evening.plenary
    shown = await evening.noor.slash(plenary, "werkt")
    for module, name in ((adding, "add"), (contributions, "of_author"), (deeds, "note")):
        monkeypatch.setattr(module, name, broken)
    message = await evening.noor.send(plenary, f"#idee {WORDS}")
    await evening.noor.slash(plenary, "morgen", tekst=WORDS)
    await evening.noor.submit_modal(shown, {"tekst": WORDS})
    await evening.save_as(evening.noor, "morgen", message)
    await evening.noor.click(evening.last_panel(plenary, "mijn:"), custom_id="mijn:bijdragen")
    await evening.command("meetup verleng")
    written = harmless(log)
    assert written.count("Traceback") >= 12, "where it arose must still be told"
    assert "in broken" in written
    assert "KeyError\nTraceback" in written
    assert "OSError 28; ValueError" in written
    assert written.count("Bug ") == 6
    monkeypatch.undo()
    evening.env._errors.clear()  # these bugs were meant


async def test_a_refusal_in_the_runner_is_written_without_what_anybody_typed(
    evening: Evening, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin()

    def refuse(*_given: object) -> discord.Guild:
        raise Refusal(_("There is no meetup “{name}”. Known: {known}.", name=Typed(WORDS), known=Typed(NICK)))

    monkeypatch.setattr(evening.bot.channels, "guild", refuse)
    await evening.wait_until(evening.now + timedelta(minutes=3))
    await evening.run_due()
    assert "There is no meetup “…”" in harmless(log)


async def test_an_error_that_nobody_caught_is_written_without_its_words(log: io.StringIO) -> None:
    async def forgotten() -> None:
        raise ValueError(WORDS, TOKEN)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.unhandled)
    task = loop.create_task(forgotten())
    await asyncio.wait([task])
    del task
    loop.call_soon(lambda: int(WORDS))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    written = harmless(log)
    assert written.count("An error that nobody caught") == 2
    assert written.count("ValueError\n") == 2
    loop.set_exception_handler(None)


def test_debug_tells_more_of_us_and_nothing_of_what_passes_through_the_libraries(log: io.StringIO) -> None:
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_", "aiosqlite", "aiohttp", "asyncio"):
        logging.getLogger(name).debug("WebSocket event: %s", WORDS)
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
    logging.getLogger("bot.runner").debug("tick")
    assert harmless(log).count("\n") == 1


def test_settings_never_show_the_token() -> None:
    settings = Settings(_env_file=None, discord_token=SecretStr(TOKEN))  # type: ignore[call-arg]
    assert TOKEN not in f"{settings} {settings!r} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.fixture
def quiet() -> Iterator[None]:
    """Handlers that a test adds to the log of the process go again."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.usefixtures("quiet")
def test_a_log_file_is_put_aside_when_it_is_full_and_few_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1000)
    monkeypatch.setattr(logs, "EARLIER", 2)
    file, stream = tmp_path / "logs" / "log.txt", io.StringIO()
    logs.set_up("INFO", stream, as_json=True, file=file)
    for number in range(100):
        logging.getLogger("bot.proef").info("regel %s van 1500000000000000042", number)
    assert sorted(path.name for path in file.parent.iterdir()) == ["log.txt", "log.txt.1", "log.txt.2"]
    assert all(path.stat().st_size <= 1000 for path in file.parent.iterdir())
    last = json.loads(file.read_text("utf-8").splitlines()[-1])
    assert last["message"] == "regel 99 van …0042"
    assert (last["level"], last["logger"]) == ("INFO", "bot.proef")
    assert stream.getvalue().count("\n") == 100


@pytest.mark.usefixtures("quiet")
def test_a_log_file_that_can_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "vol").write_text("geen map")
    for wrong in (tmp_path, tmp_path / "vol" / "log.txt"):
        with pytest.raises(Refusal) as refused:
            logs.set_up("INFO", io.StringIO(), file=wrong)
        assert f"Het log kan niet naar {wrong} (LOG_FILE)" in say(refused.value.text)


def test_a_format_that_is_none_is_a_wrong_setting(tmp_path: Path) -> None:
    found = bot("run", cwd=tmp_path, DATABASE=str(tmp_path / "a.sqlite3"), DISCORD_TOKEN="x", LOG_FORMAT="xml")
    assert found.returncode == 2
    assert "LOG_FORMAT" in found.stderr
