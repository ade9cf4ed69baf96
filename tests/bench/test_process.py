"""A real process, killed in the middle of a real evening, and started again."""

import json
import signal
from pathlib import Path

from tests.bench.standin import TOKEN, StandIn, start_bot, until


async def test_a_killed_process_goes_on_and_ends_well(tmp_path: Path) -> None:
    standin = StandIn()
    server = await standin.start()
    bot = await start_bot(standin, tmp_path)
    try:
        await until(lambda: bool(standin.backend.commands.get(None)) and bool(standin._sockets))
        planned = await standin.slash(
            standin.moderator, standin.lobby, "meetup plan", programma="eigen-meetup", titel="Proef", start="nu"
        )
        assert "staat gepland" in planned
        plenary, moderators = standin.channel("plenair"), standin.channel("moderatoren")
        assert "begonnen" in await standin.slash(standin.moderator, moderators, "meetup start")
        await until(lambda: any("🎬" in text for text in standin.posts(plenary)))
        said = standin.backend.create_message(plenary, standin.noor, "#morgen ga ik bellen")
        await until(lambda: bool(said.reactions))
        assert "Bewaard" in await standin.slash(standin.noor, plenary, "morgen", tekst="ga ik mailen")

        bot.kill()
        await bot.wait()
        standin._sockets.clear()
        missed = standin.backend.create_message(plenary, standin.noor, "#nodig tijd")
        before = standin.posts(plenary), standin.posts(moderators)
        bot = await start_bot(standin, tmp_path)
        await until(lambda: bool(missed.reactions))  # said while nobody listened, and found
        assert "Bewaard" in await standin.slash(standin.noor, plenary, "idee", tekst="samen koken")
        assert (standin.posts(plenary), standin.posts(moderators)) == before
        await standin.slash(standin.moderator, moderators, "meetup verleng", minuten=5)
        await until(lambda: any("➕" in text for text in standin.posts(plenary)))
        status = await standin.slash(standin.moderator, moderators, "meetup status")
        assert "#morgen 2, #nodig 1, #werkt 0, #idee 1" in status

        assert "De oogst staat hier" in await standin.slash(standin.moderator, moderators, "oogst export")
        (harvest,) = (tmp_path / "oogst").rglob("oogst.json")
        assert len(json.loads(harvest.read_bytes())["contributions"]) == 4

        bot.send_signal(signal.SIGTERM)
        await until(lambda: bot.returncode is not None)
        assert bot.returncode == 0
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()
        await server.cleanup()
    log = (tmp_path / "log.txt").read_text("utf-8")
    assert "Traceback" not in log
    assert TOKEN not in log
    assert "bellen" not in log
