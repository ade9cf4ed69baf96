"""The command line, as a real process: exit code 0 or 2, one clear line on stderr, never a traceback."""

import json
from pathlib import Path

import pytest

from bot.features.checks.installation import application_of
from bot.platform.rights import NEEDED, WISHED, invite_link, needed
from bot.storage.database import Database
from tests.process import bot


@pytest.fixture
def base(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE": str(tmp_path / "meetups.sqlite3"), "HARVEST_DIR": str(tmp_path / "oogst")}


@pytest.mark.parametrize(
    "command, part",
    [
        ("", "Aan het eind weet iedereen wat hij of zij morgen doet"),
        ("run", "Maak verbinding met Discord"),
        ("rehearse", "Oefen een hele meetup zonder Discord"),
        ("export", "Maak de oogst van een eerdere meetup opnieuw"),
        ("backup", "Maak een kopie van de database"),
        ("restore", "Ga terug naar een kopie"),
        ("status", "Vertel hoe het met de bot gaat"),
        ("validate", "Kijk of je programma's en thema's kloppen"),
        ("check", "Kijk of alles klaarstaat"),
    ],
)
def test_help_answers_everywhere_in_dutch(command: str, part: str) -> None:
    result = bot(*command.split(), "--help")
    assert result.returncode == 0
    assert part in " ".join(result.stdout.split())


def test_run_without_a_token_says_what_to_do(base: dict[str, str], tmp_path: Path) -> None:
    result = bot("run", cwd=tmp_path, **base)
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        "Er is geen DISCORD_TOKEN. Zet het token van je bot in .env (zie .env.example) en start opnieuw."
    ]


@pytest.mark.parametrize("address", ["8700", "127.0.0.1", "127.0.0.1:70000", "http://127.0.0.1:8700", ":8700", "a b:1"])
def test_a_wall_at_no_address_is_a_sentence(base: dict[str, str], tmp_path: Path, address: str) -> None:
    result = bot("run", "--wall", address, cwd=tmp_path, **base)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert line.endswith(f"“{address}” is geen adres met een poort. Schrijf het als 127.0.0.1:8700.")
    assert bot("run", cwd=tmp_path, **base, WALL=address).returncode == 2


@pytest.mark.parametrize("command", ["run", "check", "export", "backup"])
def test_a_broken_database_is_one_clear_line(command: str, base: dict[str, str], tmp_path: Path) -> None:
    Path(base["DATABASE"]).write_bytes(b"geen database" * 500)
    words = {"export": ["1"], "backup": [str(tmp_path / "kopie")]}.get(command, [])
    result = bot(command, *words, cwd=tmp_path, DISCORD_TOKEN="x", **base)
    assert result.returncode == 2
    assert "gaat niet open" in result.stderr
    assert "Traceback" not in result.stderr


async def test_backup_says_what_it_copied_and_refuses_to_overwrite(base: dict[str, str], tmp_path: Path) -> None:
    goal = tmp_path / "kopie" / "vandaag.sqlite3"
    assert "nog geen database" in bot("backup", goal, cwd=tmp_path, **base).stderr
    await (await Database.open(Path(base["DATABASE"]))).close()
    first = bot("backup", goal, cwd=tmp_path, **base)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(f"{goal}: een volledige kopie met 0 meetups en 0 bijdragen.")
    again = bot("backup", goal, cwd=tmp_path, **base)
    assert again.returncode == 2
    assert again.stderr.splitlines() == [f"{goal} bestaat al. Kies een andere naam voor de kopie."]


def test_a_wrong_setting_is_named(base: dict[str, str], tmp_path: Path) -> None:
    result = bot("check", cwd=tmp_path, TIMEZONE="Mars/Olympus", **base)
    assert result.returncode == 2
    assert "TIMEZONE" in result.stderr
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe")
    assert "UTF-8" in bot("run", cwd=tmp_path, **base).stderr


def test_check_lists_everything_that_is_wrong(base: dict[str, str], tmp_path: Path) -> None:
    Path(base["DATABASE"]).write_bytes(b"geen database" * 500)
    result = bot("check", cwd=tmp_path, **base)
    assert result.returncode == 2
    assert "gaat niet open" in result.stderr
    assert "Er is geen DISCORD_TOKEN" in result.stderr
    assert "✓ Inhoud" in result.stdout


def test_check_prints_the_invite_link_with_the_exact_rights(base: dict[str, str], tmp_path: Path) -> None:
    token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
    result = bot("check", cwd=tmp_path, DISCORD_TOKEN=token, HTTPS_PROXY="http://127.0.0.1:9", **base)
    assert application_of(token) == 123456789012345678
    assert invite_link(123456789012345678) in result.stdout
    assert f"permissions={needed().value}" in result.stdout
    assert "Leden verplaatsen" in result.stdout
    assert token not in result.stdout + result.stderr
    assert len(NEEDED | WISHED) == bin(needed().value).count("1")


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "é.x.y", "🎉"])
def test_what_is_no_token_is_recognised(token: str) -> None:
    assert application_of(token) is None


def test_validate_tells_right_from_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "fout.yaml"
    wrong.write_text("titel: A\nsoort: meetup\nblokken:\n  - {titel: B, soort: plenair, duur: lang}\n", "utf-8")
    result = bot("validate", "data/programmes/eigen-meetup.yaml", wrong)
    assert result.returncode == 2
    assert "eigen-meetup.yaml: klopt." in result.stdout
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{wrong}, regel 4, blokken 1 → duur: “lang” is geen duur.")
    assert "Eén bestand klopt nog niet" in second
    assert bot("validate", "data/themes/taal.yaml").returncode == 0


def test_a_rehearsal_goes_from_a_chat_file_to_the_harvest_and_export_is_refused_kindly(
    tmp_path: Path, base: dict[str, str]
) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(
        "﻿Noor: Goedenavond!\r\n\r\nSem: #morgen ga ik bellen\nJosé-María: Mooi! #NODIG: tijd 🎉\nPiet: > #morgen nee\n"
        "Ben:#idee geen spatie\nKees: `#morgen` zo?\n",
        "utf-8",
    )
    result = bot("rehearse", "--chat", chat, "--people", "6", "--out", tmp_path / "uit", cwd=tmp_path, **base)
    assert result.returncode == 0, result.stderr
    assert "6 regels in de chat, waarvan 3 met een bijdrage" in result.stdout
    (path,) = (tmp_path / "uit").rglob("oogst.json")
    content = json.loads(path.read_bytes())
    assert [(item["author"], item["kind"], item["text"]) for item in content["contributions"]] == [
        ("Sem", "morgen", "ga ik bellen"),
        ("José-María", "nodig", "tijd 🎉"),
        ("Ben", "idee", "geen spatie"),
    ]
    assert {path.name for path in path.parent.iterdir()} == {
        f"oogst.{format}" for format in ("json", "csv", "xlsx", "md", "pdf")
    }
    assert "geen database" in bot("export", "1", cwd=tmp_path, **base).stderr


@pytest.mark.parametrize(
    "content, part",
    [
        ("zonder dubbele punt", "regel 1: schrijf dit als “Naam: bericht”"),
        ("Noor: hoi\nSem:", "regel 2: schrijf dit"),
        (f"{'x' * 33}: hoi", "regel 1: deze naam is langer dan de 32 tekens"),
        (f"Noor: {'x' * 4001}", "regel 1: dit bericht is langer dan de 4000 tekens"),
        ("\n\n", "geen chatregels"),
    ],
)
def test_a_chat_file_that_is_not_right_is_named(tmp_path: Path, content: str, part: str) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(content, "utf-8")
    result = bot("rehearse", "--chat", chat)
    assert result.returncode == 2
    assert part in result.stderr


def test_other_bad_words_to_rehearse(tmp_path: Path) -> None:
    (tmp_path / "chat.txt").write_bytes(b"Noor: \xff")
    (tmp_path / "fout.yaml").write_text("titel: A\n", "utf-8")
    cases: list[tuple[list[str | Path], str]] = [
        (["--chat", tmp_path / "weg.txt"], "kan niet gelezen worden"),
        (["--chat", tmp_path / "chat.txt"], "geen UTF-8"),
        (
            ["--programme", "bestaat-niet"],
            "Kies uit: de-scholen-in, de-scholen-in-middag, eigen-meetup, jongerenraad, klassen-in-de-klas",
        ),
        (["--programme", tmp_path / "fout.yaml"], "ontbreekt hier"),
        (["--programme", tmp_path / "weg.yaml"], "kan niet gelezen worden"),
        (["--people", "0"], "people"),
    ]
    for words, part in cases:
        result = bot("rehearse", *words)
        assert result.returncode == 2, words
        assert part in result.stderr, (words, result.stderr)
        assert "Traceback" not in result.stderr
