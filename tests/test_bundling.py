"""`python -m bot bundle`, as a real process."""

import importlib.util
import json
from pathlib import Path

import pytest

from tests.process import bot
from tests.season import Season

PRINTED = ["bundel.pdf"] if importlib.util.find_spec("typst") else []
NAMES = ["bundel.json", "bundel.csv", "bundel.xlsx", "bundel.md", "labels.csv", *PRINTED]


@pytest.fixture
def base(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE": str(tmp_path / "meetups.sqlite3"), "HARVEST_DIR": str(tmp_path / "oogst")}


def test_it_writes_all_files_and_prints_where_they_are(base: dict[str, str], tmp_path: Path) -> None:
    Season(evenings=3).write(tmp_path / "oogst")
    out = tmp_path / "bundel"
    words: list[str | Path] = [
        "bundle",
        tmp_path / "oogst",
        "--out",
        out,
        "--title",
        "Naar Den Haag",
        "--season",
        "2026/27",
    ]
    result = bot(*words, cwd=tmp_path, **base)
    assert result.returncode == 0
    assert bool(PRINTED) is (result.stderr == "")  # without typst it says so
    *paths, said = result.stdout.splitlines()
    assert paths == [str(out / name) for name in NAMES]
    assert said == "Gebundeld: 3 meetups met 72 bijdragen."
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)
    bundle = json.loads((out / "bundel.json").read_bytes())
    assert (bundle["title"], bundle["season"]) == ("Naar Den Haag", "2026-2027")
    assert (out / "bundel.md").read_text("utf-8").startswith("# Naar Den Haag\n\nSeizoen 2026-2027 · 3 meetups · ")
    assert bot("bundle", tmp_path / "oogst", cwd=tmp_path, **base).returncode == 0
    assert (tmp_path / "oogst" / "bundel" / "bundel.md").is_file()


def test_what_cannot_be_read_is_left_out_with_exit_code_1(base: dict[str, str], tmp_path: Path) -> None:
    (home,) = Season(evenings=1).write(tmp_path / "oogst")
    broken = tmp_path / "stuk.json"
    broken.write_text("{", "utf-8")
    result = bot("bundle", broken, home, "--out", tmp_path / "bundel", cwd=tmp_path, **base)
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Weggelaten: {broken} is geen oogst.")
    assert str(tmp_path) not in (tmp_path / "bundel" / "bundel.md").read_text("utf-8")


@pytest.mark.parametrize(
    "words, said",
    [
        (["weg.json"], "weg.json is niet te lezen"),
        (["oogst", "--season", "ooit"], "“ooit” is geen seizoen"),
        (["oogst", "--season", "2001-2002"], "Geen van deze meetups hoort bij seizoen 2001-2002. Wel bij: 2026-2027."),
        (["oogst", "--labels", "labels.csv"], "labels.csv heeft geen kolom “labels”"),
        (["oogst", "--out", "labels.csv"], "labels.csv"),
    ],
)
def test_nothing_is_written_where_it_is_refused(
    base: dict[str, str], tmp_path: Path, words: list[str], said: str
) -> None:
    Season(evenings=1).write(tmp_path / "oogst")
    (tmp_path / "labels.csv").write_text("sleutel;tekst\n", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    out = [] if "--out" in words else ["--out", "bundel"]
    result = bot("bundle", *words, *out, cwd=tmp_path, **base)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert said in line
    assert sorted(tmp_path.rglob("*")) == before
