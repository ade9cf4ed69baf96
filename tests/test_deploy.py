"""Running as a service: the image, the compose file and the unit are what they say, as far as this machine can tell."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.cli import app
from bot.content import DATA
from bot.settings import Settings

ROOT = DATA.parent
UNIT = ROOT / "deploy" / "klassen-bot.service"
PAGES = [ROOT / "docs" / "beheerder.md", ROOT / "docs" / "reference" / "running.md"]
EXPOSURE = 25  # tenths: the most that `systemd-analyze security` may find


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile: the first word, and the rest on one line."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    words = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(name, rest.strip()) for name, _space, rest in words]


def commands() -> set[str]:
    """The words that the command line takes."""
    return {str(command.name or getattr(command.callback, "__name__", "")) for command in app.registered_commands}


def unit() -> configparser.ConfigParser:
    """The unit of systemd, by section and key; a key that stands twice holds the last of its values."""
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(UNIT, "utf-8")
    return found


@pytest.fixture
def service() -> Any:
    """The only service of the compose file."""
    (found,) = YAML(typ="safe").load(ROOT / "compose.yaml")["services"].values()
    return found


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", ".dockerignore", "deploy/klassen-bot.service"])
def test_no_tab_and_no_windows_line_end_stands_in_it(name: str) -> None:
    text = (ROOT / name).read_bytes()
    assert b"\t" not in text
    assert b"\r" not in text


def test_the_image_runs_without_root_and_opens_no_port() -> None:
    found = instructions()
    names = [name for name, _rest in found]
    last = len(names) - 1 - names[::-1].index("FROM")
    run = dict(found[last:])
    assert re.fullmatch(r"python:3\.\d+-slim", run["FROM"])
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", run["USER"])
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")
    assert "EXPOSE" not in names
    assert not [rest for name, rest in found if name in ("ARG", "ENV") and "TOKEN" in rest.upper()]


def test_the_image_starts_a_command_that_the_wheel_has() -> None:
    run = dict(instructions())
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    (program,) = re.findall(r'"([^"]+)"', run["ENTRYPOINT"])
    assert program in scripts
    assert set(re.findall(r'"([^"]+)"', run["CMD"])) <= commands()


def test_the_builder_gets_all_that_is_copied_and_no_secret() -> None:
    copied = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and not rest.startswith("--from")]
    sources = {source for some in copied for source in some}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    assert {line[1:] for line in ignored if line.startswith("!")} == sources
    for source in sources:
        assert (ROOT / source).exists(), source


def test_the_container_can_write_only_what_it_keeps(service: Any) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not {"ports", "user", "privileged", "network_mode", "cap_add"} & set(service)
    (volume,) = service["volumes"]
    assert volume.partition(":")[2] == dict(instructions())["VOLUME"]
    assert service["environment"]["DISCORD_TOKEN_FILE"] == f"/run/secrets/{service['secrets'][0]}"
    assert {name.lower() for name in service["environment"]} <= set(Settings.model_fields)


def test_the_unit_starts_the_bot_with_the_token_as_a_credential() -> None:
    found = unit()["Service"]
    program, command = found["ExecStart"].split()
    assert Path(program).name == "klassen-bot"
    assert command in commands()
    assert found["LoadCredential"].partition(":")[0] == found["Environment"].rpartition("/")[2]
    # Without the file the bot gets nothing, says so and stops: systemd itself would go on trying.
    assert found["SetCredential"] == found["LoadCredential"].partition(":")[0] + ":\\n"
    assert found["RestartPreventExitStatus"] == "2"
    assert int(found["TimeoutStopSec"]) >= 10


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here to look at the unit")
def test_systemd_finds_the_unit_right_and_hardened(tmp_path: Path) -> None:
    copy = tmp_path / UNIT.name
    text = UNIT.read_text("utf-8")
    copy.write_text(text.replace(unit()["Service"]["ExecStart"].split()[0], sys.executable), "utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert UNIT.name not in verified.stderr
    assert verified.returncode == 0, verified.stderr
    judge = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE}", str(copy)]
    judged = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout + judged.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_to_type_is_there(page: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [shlex.split(line) for block in blocks for line in block.splitlines() if line]
    named = {name for words in lines for name in words if name.startswith("deploy/")}
    assert named >= {"deploy/klassen", "deploy/klassen-bot.service", "deploy/requirements.txt"}
    assert [name for name in named if not (ROOT / name).is_file()] == []
    typed = [words[2:] for words in lines if words[:2] == ["sudo", "klassen"]]
    assert {words[0] for words in typed} >= {"check", "status"}
    for name, *rest in typed:
        told = subprocess.run(_bot(name, "--help"), capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        assert [word for word in rest if word.startswith("--") and word not in told.stdout] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_setting_that_a_page_names_is_there(page: Path) -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)=?`", page.read_text("utf-8")))
    assert named
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_beside_the_service_the_bot_takes_its_token_its_settings_and_its_folder(tmp_path: Path) -> None:
    home, given = tmp_path / "home", tmp_path / "etc"
    home.mkdir()
    given.mkdir()
    (given / "settings").write_text("TIMEZONE=Europe/London\n", "utf-8")
    (given / "discord_token").write_text("geen-token\n", "utf-8")
    if os.geteuid() == 0:
        os.chown(home, 10_001, 10_001)
    environment = {
        "PATH": os.environ["PATH"],
        "KLASSEN_HOME": str(home),
        "KLASSEN_GIVEN": str(given),
        "KLASSEN_PROGRAM": _bot()[0],
    }
    command = ["sh", str(ROOT / "deploy" / "klassen"), "check"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "Europe/London" in told.stdout
    assert "geen token van Discord" in told.stderr
    made = list((home / "data").rglob("*"))
    assert home / "data" / "meetups.sqlite3" in made
    assert {path.stat().st_uid for path in made} == {home.stat().st_uid}


def test_the_command_beside_the_service_says_what_to_do_where_it_can_not_help(tmp_path: Path) -> None:
    for home, word, told in (
        (tmp_path / "weg", "status", "sudo systemctl enable --now"),
        (tmp_path, "run", "als dienst"),
    ):
        environment = {"PATH": os.environ["PATH"], "KLASSEN_HOME": str(home), "KLASSEN_PROGRAM": "false"}
        command = ["sh", str(ROOT / "deploy" / "klassen"), word]
        refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert told in refused.stderr
        assert len(refused.stderr.splitlines()) == 1


def _bot(*words: str) -> list[str]:
    """The command line of the bot that pip put beside this Python."""
    return [str(Path(sys.executable).parent / "klassen-bot"), *words]
