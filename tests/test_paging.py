"""`python -m bot page`, as a real process."""

from pathlib import Path

import pytest

from tests.process import bot
from tests.season import Season


@pytest.fixture
def base(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE": str(tmp_path / "meetups.sqlite3"), "HARVEST_DIR": str(tmp_path / "oogst")}


def test_it_writes_one_file_and_tells_how_much_is_on_it(base: dict[str, str], tmp_path: Path) -> None:
    Season(evenings=3).write(tmp_path / "oogst")
    words = ("page", tmp_path / "oogst", "--out", tmp_path / "site" / "index.html", "--title", "Wat we <doen>")
    result = bot(*words, "--season", "2026/27", cwd=tmp_path, **base)
    assert result.returncode == 0
    (line,) = result.stderr.splitlines()  # it is of long ago: words may have been withdrawn since
    assert "23 september 2026" in line
    assert "geef liever de database" in line
    path, said = result.stdout.splitlines()
    assert path == str(tmp_path / "site" / "index.html")
    assert said.startswith("Er staan ")
    assert [one.name for one in (tmp_path / "site").iterdir()] == ["index.html"]
    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<title>Wat we &lt;doen&gt;</title>" in html
    assert html.count('class="card tint') == int(said.split()[2])


def test_in_a_folder_and_without_a_name_it_gets_one(base: dict[str, str], tmp_path: Path) -> None:
    Season(evenings=1).write(tmp_path / "oogst")
    (tmp_path / "site").mkdir()
    assert bot("page", "oogst", "--out", "site", cwd=tmp_path, **base).returncode == 0
    assert (tmp_path / "site" / "morgen.html").is_file()
    assert bot("page", "oogst", cwd=tmp_path, **base).returncode == 0
    assert (tmp_path / "oogst" / "morgen.html").is_file()


def test_what_cannot_be_read_is_left_out_with_exit_code_1(base: dict[str, str], tmp_path: Path) -> None:
    Season(evenings=1).write(tmp_path / "oogst")
    (tmp_path / "stuk.json").write_text("{", "utf-8")
    result = bot("page", "stuk.json", "oogst", "--out", "pagina.html", cwd=tmp_path, **base)
    assert result.returncode == 1
    _old, line = result.stderr.splitlines()
    assert line.startswith("Weggelaten: stuk.json is geen oogst.")
    assert (tmp_path / "pagina.html").is_file()


@pytest.mark.parametrize(
    "words, said",
    [
        (["weg.json"], "weg.json is niet te lezen"),
        (["oogst", "--season", "ooit"], "“ooit” is geen seizoen"),
        (["oogst", "--season", "2001-2002"], "Geen van deze meetups hoort bij seizoen 2001-2002."),
        (["oogst", "--out", "bestand.txt/pagina.html"], "bestand.txt"),
    ],
)
def test_nothing_is_written_where_it_is_refused(
    base: dict[str, str], tmp_path: Path, words: list[str], said: str
) -> None:
    Season(evenings=1).write(tmp_path / "oogst")
    (tmp_path / "bestand.txt").touch()
    before = sorted(tmp_path.rglob("*"))
    result = bot("page", *words, *([] if "--out" in words else ["--out", "pagina.html"]), cwd=tmp_path, **base)
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert said in line
    assert sorted(tmp_path.rglob("*")) == before
