"""The bot as a process of its own, started as a user starts it."""

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.standin import StandIn, until

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"
ROOT = Path(__file__).parent.parent.parent


class BotProcess:
    """``python -m bot run`` in a folder with its database, its harvest and its log."""

    def __init__(self, standin: StandIn, folder: Path, *module: str) -> None:
        self.standin, self.folder = standin, folder
        self._command = ("-m", *(module or ("bot", "run")))
        self.process: asyncio.subprocess.Process | None = None
        self.shift = 0.0

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "meetups.sqlite3"

    @property
    def log(self) -> str:
        """Everything that the process said so far, over all its starts."""
        return (self.folder / "log.txt").read_text("utf-8")

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.returncode is None

    def disk_is_full(self, full: bool) -> None:
        """From now on, or no longer."""
        flag = self.folder / "full"
        flag.touch() if full else flag.unlink(missing_ok=True)

    async def start(self, *, kill: Mapping[str, Any] | None = None, connected: bool = True) -> None:
        """Start it, and wait until it listens. ``kill`` makes it die by itself; see ``injected``."""
        shutil.copy(Path(__file__).with_name("injected.py"), self.folder / "sitecustomize.py")
        environment = os.environ | {
            "STANDIN": self.standin.url,
            "SHIFT": str(self.shift),
            "KILL": json.dumps(dict(kill) if kill else None),
            "FULL": str(self.folder / "full"),
            "PYTHONPATH": f"{self.folder}{os.pathsep}{ROOT}",
            "DISCORD_TOKEN": TOKEN,
            "DATABASE": str(self.database),
            "HARVEST_DIR": str(self.folder / "oogst"),
        }
        with (self.folder / "log.txt").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        if connected:
            await until(lambda: self.standin.gateway.is_connected or not self.is_running)

    async def kill(self) -> None:
        """kill -9."""
        if self.process is not None and self.is_running:
            self.process.kill()
        await self.gone()

    async def gone(self) -> int:
        """Wait until it ended; returns its exit code."""
        assert self.process is not None
        code = await self.process.wait()
        self.standin.gateway.forget()
        return code

    async def end(self) -> int:
        """SIGTERM, as a service manager ends it; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await self.gone()
