"""The wheel: installed in an environment of its own, the bot rehearses with no checkout near it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.content import DATA

pytestmark = pytest.mark.bench(seconds=20)
ROOT = DATA.parent
CONTENT = ("programmes", "themes", "locales", "rehearsal")
SOURCES = ("bot", "cogs", *(f"data/{folder}" for folder in CONTENT))


def pip(python: Path | str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run pip of a Python."""
    command = [python, "-m", "pip", "--disable-pip-version-check", *words]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def shipped() -> Iterator[tuple[str, str]]:
    """Every file that belongs in the wheel: its path there and in the checkout."""
    for source in SOURCES:
        for path in (ROOT / source).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(ROOT).as_posix()
                yield (f"bot/{name}" if name.startswith("data/") else name), name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout in which a bot has run."""
    project = tmp_path_factory.mktemp("project")
    for _there, name in shipped():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, project / name)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, project / name)
    (project / "data" / "meetups.sqlite3").write_bytes(b"wat mensen zeiden")
    built = pip(sys.executable, "wheel", "--quiet", "--no-deps", "--wheel-dir", project / "dist", project)
    if "setuptools" in built.stderr and "No matching distribution" in built.stderr:
        pytest.skip("there is no package index here, from which the wheel is built")
    assert built.returncode == 0, built.stderr
    (path,) = (project / "dist").glob("*.whl")
    return path


def install(wheel: Path, environment: Path) -> Path:
    """Make an environment with the wheel, what it needs, and nothing else. Returns the folder of its programs."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    for words in (
        ("--require-hashes", "--requirement", ROOT / "deploy" / "requirements.txt"),
        ("--no-deps", "--no-index", wheel),
    ):
        found = pip(programs / "python", "install", "--quiet", *words)
        assert found.returncode == 0, found.stderr
    complete = pip(programs / "python", "check")
    assert complete.returncode == 0, complete.stdout
    # The rehearsal is no part of an installation that runs, and has no hashes.
    constraints = ("--constraint", ROOT / "constraints.txt")
    found = pip(programs / "python", "install", "--quiet", *constraints, f"{wheel}[rehearsal]")
    assert found.returncode == 0, found.stderr
    return programs


def klassen_bot(programs: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, with no settings but its .env."""
    hidden = ("DISCORD_", "DATABASE", "HARVEST_DIR", "PYTHONPATH", "CREDENTIALS_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    command = [str(programs / "klassen-bot"), *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_it_carries_every_file_and_nothing_of_a_bot_that_ran(wheel: Path) -> None:
    with ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if ".dist-info/" not in name}
        licences = [name for name in opened.namelist() if ".dist-info/licenses/" in name]
        (metadata,) = (name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        assert "License-Expression: MIT\n" in opened.read(metadata).decode()
    assert len(licences) == 1 + len(list(ROOT.glob("bot/harvest/fonts/*.LICENSE")))
    assert names == {there for there, _name in shipped()}


def test_it_rehearses_in_an_empty_folder_which_has_all_that_is_kept_and_the_programmes_of_the_organiser(
    wheel: Path, tmp_path: Path
) -> None:
    installed, folder = install(wheel, tmp_path / "bare"), tmp_path / "empty"
    folder.mkdir()
    rehearsed = klassen_bot(installed, folder, "rehearse", "--people", "3")
    assert rehearsed.returncode == 0, rehearsed.stderr
    assert len(list((folder / "data" / "oogst" / "repetitie").glob("*/oogst.json"))) == 1
    mine = folder / "data" / "programmes" / "mijn-avond.yaml"
    mine.parent.mkdir(parents=True)
    shutil.copy(DATA / "programmes" / "eigen-meetup.yaml", mine)
    shutil.copy(DATA / "programmes" / "eigen-meetup.png", mine.parent)
    (folder / ".env").write_text("DISCORD_TOKEN=\n", "utf-8")
    checked = klassen_bot(installed, folder, "check")
    assert checked.returncode == 2
    assert f"✓ Inhoud: alle {len(list(DATA.glob('[pt]*/*.yaml'))) + 1} bestanden" in checked.stdout
    assert (folder / "data" / "meetups.sqlite3").is_file()
    assert not list(installed.parent.rglob("*.sqlite3"))
    assert klassen_bot(installed, folder, "validate", str(mine)).returncode == 0
    chosen = klassen_bot(installed, folder, "rehearse", "--programme", "mijn-avond", "--people", "3")
    assert chosen.returncode == 0, chosen.stderr
