"""``make release VERSION=0.2.0``: look whether it may be, build the wheel, try it out, write its checksum, and tag.

Nothing is pushed. Where something is wrong, one sentence says what to do, the exit code is 1, and all is as it was.
Needs git and make; the standard library alone, so that it runs before anything is installed.
"""

import argparse
import hashlib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION_FILE = ROOT / "bot" / "__init__.py"
CHANGELOG = ROOT / "CHANGELOG.md"
DIST = ROOT / "dist"
CHECK, BUILD = "make check", "make wheel"
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_STANDS = re.compile(r'(?m)^__version__ = "([^"]*)"$')


class NotReleased(Exception):
    """Why there is no release, in a sentence that says what to do."""


def main() -> int:
    """Release the version on the command line. Returns the exit code."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("version", help="such as 0.2.0; the CHANGELOG has a heading for it")
    asked.add_argument("--check", default=CHECK, help="the command that has to be green (default: %(default)s)")
    given = asked.parse_args()
    try:
        release(given.version, given.check)
    except NotReleased as why:
        print(why, file=sys.stderr)
        return 1
    return 0


def release(version: str, check: str) -> None:
    """Do all of it. Raises NotReleased."""
    refuse_untidy()
    refuse_old(version)
    told = changes(version)
    before = VERSION_FILE.read_text("utf-8")
    VERSION_FILE.write_text(_STANDS.sub(f'__version__ = "{version}"', before), "utf-8")
    try:
        run(check, f"The checks fail (`{check}`): mend what they name, commit it, and release again.")
        run(BUILD, f"The wheel can't be built (`{BUILD}`): see above.")
        wheel = built(version)
        try_out(wheel, version)
        sums = write_checksum(wheel)
        git("commit", "--quiet", "--message", f"Release {version}", "--", str(VERSION_FILE))
    except BaseException:
        VERSION_FILE.write_text(before, "utf-8")
        raise
    git("tag", "--annotate", f"v{version}", "--message", f"{version}\n\n{told}", "--cleanup=verbatim")
    print(f"{wheel}\n{sums}")
    print(f"Tagged v{version}. Nothing is pushed yet: git push origin HEAD v{version}")


def refuse_untidy() -> None:
    """Raise NotReleased where something is not committed."""
    if left := git("status", "--porcelain"):
        names = ", ".join(line[3:] for line in left.splitlines()[:5])
        raise NotReleased(f"The tree is not clean: {names}. Commit or remove that first.")


def refuse_old(version: str) -> None:
    """Raise NotReleased for what is no version, and one that is not newer than all before it."""
    if not _VERSION.fullmatch(version):
        raise NotReleased(f"“{version}” is no version: write three numbers, such as 0.2.0.")
    now = _STANDS.search(VERSION_FILE.read_text("utf-8"))
    tags = [tag.removeprefix("v") for tag in git("tag", "--list", "v*").split()]
    known = [tag for tag in tags if _VERSION.fullmatch(tag)] + ([now[1]] if now else [])
    newest = max(known, key=as_numbers)
    if as_numbers(version) <= as_numbers(newest):
        raise NotReleased(f"{version} is not newer than {newest}. Choose a higher number.")


def as_numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers, to compare."""
    return tuple(int(part) for part in version.split("."))


def changes(version: str) -> str:
    """Return what the CHANGELOG tells of a version. Raises NotReleased where that is nothing."""
    parts = re.split(r"(?m)^## ", CHANGELOG.read_text("utf-8"))
    told = [part for part in parts[1:] if part.split(maxsplit=1)[0] == version]
    if not told:
        raise NotReleased(
            f"CHANGELOG.md has no heading “## {version}”. Give what stands under “Unreleased” that heading, "
            "put an empty “## Unreleased” above it, and commit that."
        )
    if not (lines := told[0].partition("\n")[2].strip()):
        raise NotReleased(f"Under “## {version}” in CHANGELOG.md stands nothing. Tell what changed, and commit that.")
    return lines


def built(version: str) -> Path:
    """Return the only wheel. Raises NotReleased where it is not of this version."""
    wheels = sorted(DIST.glob("*.whl"))
    if [wheel.name.split("-")[1] for wheel in wheels] != [version]:
        names = ", ".join(wheel.name for wheel in wheels) or "nothing"
        raise NotReleased(
            f"There is no wheel of {version} in {DIST}, but {names}. Look at the version in pyproject.toml."
        )
    return wheels[0]


def try_out(wheel: Path, version: str) -> None:
    """Install the wheel in an environment that has nothing else, and rehearse there. Raises NotReleased."""
    failed = "The wheel does not work where nothing else is: see above."
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "venv"
        programs = bare / ("Scripts" if os.name == "nt" else "bin")
        pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run((sys.executable, "-m", "venv", bare), failed)
        run((*pip, "--require-hashes", "--requirement", ROOT / "deploy" / "requirements.txt"), failed)
        run((*pip, "--no-deps", "--no-index", wheel), failed)
        run((*pip, "--constraint", ROOT / "constraints.txt", f"{wheel}[rehearsal]"), failed)
        is_it = f"import bot, sys; sys.exit(bot.__version__ != {version!r})"
        run((programs / "python", "-c", is_it), failed, cwd=Path(folder))
        run((programs / "klassen-bot", "rehearse", "--people", "5"), failed, cwd=Path(folder))


def write_checksum(wheel: Path) -> Path:
    """Write SHA256SUMS beside the wheel, as ``sha256sum --check`` reads it. Returns its path."""
    sums = wheel.with_name("SHA256SUMS")
    sums.write_text(f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}\n", "utf-8")
    return sums


def run(command: str | Sequence[str | Path], failed: str, cwd: Path = ROOT) -> None:
    """Run a command, with what it prints. Raises NotReleased with ``failed`` where it ends badly."""
    words = shlex.split(command) if isinstance(command, str) else [str(word) for word in command]
    hidden = ("DISCORD_", "DATABASE", "HARVEST_DIR", "PYTHONPATH", "MAKE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    print("$", shlex.join(words), flush=True)
    if subprocess.run(words, cwd=cwd, env=environment, check=False).returncode:
        raise NotReleased(failed)


def git(*words: str) -> str:
    """Return what a git command prints. Raises NotReleased with what it says where it fails."""
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReleased(f"git {words[0]} fails: {done.stderr.strip()}")
    return done.stdout.rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
