"""The bot as a process of its own, started as a user starts it."""

import asyncio
import json
import os
import re
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
    """``python -m bot run`` in a folder that holds its database, its harvest and its log.

    The process runs in a copy of the project with extra programmes: ``programmes``, file name to YAML.
    """

    def __init__(self, standin: StandIn, folder: Path, programmes: Mapping[str, str] | None = None) -> None:
        self.standin, self.folder = standin, folder
        self.command: tuple[str, ...] = ("-m", "bot", "run")
        self.settings: dict[str, str] = {}  # more of the environment
        self.process: asyncio.subprocess.Process | None = None
        folder.mkdir(exist_ok=True)
        for package in ("bot", "cogs", "tests"):
            (folder / package).symlink_to(ROOT / package)
        for kind in ("programmes", "themes", "locales"):
            shutil.copytree(ROOT / "data" / kind, folder / "data" / kind)
        for name, text in (programmes or {}).items():
            (folder / "data" / "programmes" / f"{name}.yaml").write_text(text, "utf-8")
        shutil.copy(Path(__file__).with_name("injected.py"), folder / "sitecustomize.py")

    @property
    def database(self) -> Path:
        """Path of the SQLite file."""
        return self.folder / "meetups.sqlite3"

    @property
    def log(self) -> str:
        """Output of all starts of the process so far."""
        return (self.folder / "log.txt").read_text("utf-8")

    @property
    def errors(self) -> list[str]:
        """Log lines of errors in the bot's own code; discord.py's, as for lost connections, are left out."""
        return [line for line in self.log.splitlines() if re.search(r" (ERROR|CRITICAL) +(bot|cogs)\b", line)]

    @property
    def is_running(self) -> bool:
        """True while the process runs."""
        return self.process is not None and self.process.returncode is None

    @property
    def memory(self) -> int:
        """Peak memory of the process so far, in bytes; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status") if self.process else Path()
        lines = status.read_text("utf-8").splitlines() if status.is_file() else []
        return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

    @property
    def processor(self) -> float:
        """Seconds of processor time that the process has used so far."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def disk_is_full(self, full: bool) -> None:
        """Make the database unable to grow, or able again."""
        flag = self.folder / "full"
        flag.touch() if full else flag.unlink(missing_ok=True)

    async def start(self, *, kill: Mapping[str, Any] | None = None, connected: bool = True) -> None:
        """Start the process; with ``connected``, wait until it is connected to the gateway or has ended.

        ``kill`` makes it die by itself; see ``injected``.
        """
        environment = os.environ | {
            "STANDIN": self.standin.url,
            "SHIFT": str(self.standin.clock.shift.total_seconds()),
            "KILL": json.dumps(dict(kill) if kill else None),
            "FULL": str(self.folder / "full"),
            "PYTHONPATH": str(self.folder),
            "DISCORD_TOKEN": TOKEN,
            "DATABASE": str(self.database),
            "HARVEST_DIR": str(self.folder / "oogst"),
            **self.settings,
        }
        with (self.folder / "log.txt").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *self.command, cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        if connected:
            await until(lambda: self.standin.gateway.is_connected or not self.is_running)

    async def kill(self) -> None:
        """Kill the process with SIGKILL (kill -9), and wait until it has ended."""
        if self.process is not None and self.is_running:
            self.process.kill()
        await self.gone()

    async def gone(self) -> int:
        """Wait until the process has ended. Returns its exit code."""
        assert self.process is not None
        code = await self.process.wait()
        self.standin.gateway.forget()
        return code

    async def end(self) -> int:
        """End the process with SIGTERM, as a service manager does. Returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await self.gone()
