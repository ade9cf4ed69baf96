"""`make release`: on a clone of a repository, with what it refuses and what it leaves."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.content import DATA

ROOT = DATA.parent
COPIED = ("bot", "cogs", "deploy", *(f"data/{name}" for name in ("programmes", "themes", "locales", "rehearsal")))
FILES = (
    "Makefile",
    "pyproject.toml",
    "setup.py",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "constraints.txt",
    ".gitignore",
)
NEXT = "99.0.0"


class Clone:
    """A clone of a repository with the project in it, and somebody who releases there."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.path = folder / "origin", folder / "clone"
        for name in COPIED:
            shutil.copytree(ROOT / name, self.origin / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, self.origin / name)
        log = self.origin / "CHANGELOG.md"
        told = log.read_text("utf-8").replace(
            "## Unreleased", f"## Unreleased\n\n## {NEXT}\n\n- Iets nieuws.\n\n## 0.0.1", 1
        )
        log.write_text(told, "utf-8")
        self.git("init", "--quiet", "--initial-branch", "main", at=self.origin)
        self.commit(self.origin)
        self.git("clone", "--quiet", str(self.origin), str(self.path), at=folder)

    def git(self, *words: str, at: Path | None = None) -> str:
        """What a git command prints."""
        known = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
        done = subprocess.run(["git", *known, *words], cwd=at or self.path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def commit(self, at: Path | None = None) -> None:
        """Commit everything."""
        self.git("add", "--all", at=at)
        self.git("commit", "--quiet", "--message", "Iets", at=at)

    def release(self, version: str, check: str = "true") -> subprocess.CompletedProcess[str]:
        """Release a version, with a check that takes no time."""
        for name, value in (("user.name", "Tester"), ("user.email", "tester@example.org")):
            self.git("config", name, value)
        command = [sys.executable, "deploy/release.py", version, "--check", check]
        return subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=False)

    def refuses(self, version: str, said: str, check: str = "true") -> None:
        """Assert that a release is refused with one sentence, and changes nothing."""
        before = self.git("rev-parse", "HEAD"), self.git("status", "--porcelain"), self.git("tag", "--list")
        result = self.release(version, check)
        assert result.returncode == 1
        assert result.stderr.splitlines()[-1].startswith(said), result.stderr
        assert "Traceback" not in result.stderr
        assert before == (self.git("rev-parse", "HEAD"), self.git("status", "--porcelain"), self.git("tag", "--list"))


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    return Clone(tmp_path)


def test_it_refuses_what_is_not_ready(clone: Clone) -> None:
    clone.refuses("1.0", "“1.0” is no version: write three numbers")
    clone.refuses(__version__, f"{__version__} is not newer than {__version__}.")
    clone.refuses("98.0.0", "CHANGELOG.md has no heading “## 98.0.0”.")
    clone.refuses(NEXT, "The checks fail (`false`)", check="false")
    clone.git("tag", "v99.1.0")
    clone.refuses(NEXT, "99.0.0 is not newer than 99.1.0.")
    clone.git("tag", "--delete", "v99.1.0")
    (clone.path / "iets.txt").write_text("los", "utf-8")
    clone.refuses(NEXT, "The tree is not clean: iets.txt.")


def test_it_refuses_a_version_of_which_nothing_is_told(clone: Clone) -> None:
    log = clone.path / "CHANGELOG.md"
    log.write_text(log.read_text("utf-8").replace("- Iets nieuws.\n", ""), "utf-8")
    clone.commit()
    clone.refuses(NEXT, f"Under “## {NEXT}” in CHANGELOG.md stands nothing.")


def test_a_wheel_that_cannot_be_built_leaves_everything_as_it_was(clone: Clone) -> None:
    (clone.path / "Makefile").write_text("wheel:\n\tfalse\n", "utf-8")
    clone.commit()
    clone.refuses(NEXT, "The wheel can't be built (`make wheel`)")
    (clone.path / "Makefile").write_text(
        "wheel:\n\tmkdir -p dist && touch dist/klassen_meetup_bot-1.2.3-py3.whl\n", "utf-8"
    )
    clone.commit()
    clone.refuses(NEXT, f"There is no wheel of {NEXT} in ")


@pytest.mark.bench(seconds=60)
def test_it_builds_tries_out_and_tags_and_pushes_nothing(clone: Clone) -> None:
    result = clone.release(NEXT)
    if "No matching distribution" in result.stderr:
        pytest.skip("there is no package index here, from which the wheel is built")
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Tagged v{NEXT}. Nothing is pushed yet: git push origin HEAD v{NEXT}" in result.stdout
    (wheel,) = (clone.path / "dist").glob("*.whl")
    assert wheel.name == f"klassen_meetup_bot-{NEXT}-py3-none-any.whl"
    sums = (clone.path / "dist" / "SHA256SUMS").read_text("utf-8")
    assert sums == f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}\n"
    assert clone.git("status", "--porcelain") == ""
    assert clone.git("log", "-1", "--format=%s") == f"Release {NEXT}"
    assert clone.git("show", "--stat", "--format=", "HEAD").splitlines()[0].split()[0] == "bot/__init__.py"
    assert clone.git("rev-parse", f"v{NEXT}^{{commit}}") == clone.git("rev-parse", "HEAD")
    assert "- Iets nieuws." in clone.git("tag", "--list", "--format=%(contents)", f"v{NEXT}")
    assert clone.git("tag", "--list", at=clone.origin) == ""
    assert clone.git("log", "-1", "--format=%s", at=clone.origin) == "Iets"
    clone.refuses(NEXT, f"{NEXT} is not newer than {NEXT}.")
