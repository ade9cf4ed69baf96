"""What an installation is made of: lists with hashes of what the bot needs on any machine, in the pinned versions."""

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.audit import LISTS, NOBODY_LOOKED, ROOT, asked, told

DEPLOY = ROOT / "deploy"
MACHINES = [
    {"sys_platform": system, "platform_system": name, "os_name": os, "platform_machine": machine}
    | {"python_version": python, "python_full_version": f"{python}.5"}
    for system, name, os, machine in (
        ("linux", "Linux", "posix", "x86_64"),
        ("linux", "Linux", "posix", "aarch64"),
        ("darwin", "Darwin", "posix", "arm64"),
        ("win32", "Windows", "nt", "AMD64"),
    )
    for python in ("3.11", "3.12", "3.13", "3.14")
]


def pins(path: Path) -> Iterator[tuple[str, str, Marker | None, int]]:
    """The name, version and condition of each package of a list, and how many hashes it has."""
    for line in path.read_text("utf-8").replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            wanted, *hashes = re.split(r"\s+--hash=(?=sha256:[0-9a-f]{64}\b)", line.strip())
            found = Requirement(wanted)
            (pin,) = found.specifier
            assert pin.operator == "=="
            yield canonicalize_name(found.name), pin.version, found.marker, len(hashes)


def needed(name: str, extras: set[str], machine: dict[str, str], found: set[str]) -> set[str]:
    """What a package needs on a machine, and what that needs; of what is not installed here, itself alone."""
    try:
        wanted = [Requirement(line) for line in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:
        return found
    for one in wanted:
        here = [default_environment() | machine | {"extra": extra} for extra in ("", *extras)]
        key = canonicalize_name(one.name)
        if (one.marker is None or any(one.marker.evaluate(where) for where in here)) and key not in found:  # type: ignore[arg-type]
            found.add(key)
            needed(one.name, set(one.extras), machine, found)
    return found


def held(path: Path, machine: dict[str, str]) -> set[str]:
    """What pip takes from a list on a machine."""
    here = default_environment() | machine
    return {name for name, _version, marker, _hashes in pins(path) if marker is None or marker.evaluate(here)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "machine", MACHINES, ids=lambda m: f"{m['sys_platform']}-{m['platform_machine']}-{m['python_version']}"
)
def test_the_lists_hold_what_the_bot_needs_and_no_more(machine: dict[str, str]) -> None:
    bot = needed("klassen-meetup-bot", set(), machine, set())
    assert held(DEPLOY / "requirements.txt", machine) == bot
    printing = needed("klassen-meetup-bot", {"printing"}, machine, set())
    assert held(DEPLOY / "requirements-printing.txt", machine) == printing - bot


def test_every_pin_is_that_of_the_constraints_and_has_hashes() -> None:
    pinned = {name: version for name, version, _marker, _hashes in pins(ROOT / "constraints.txt")}
    building = re.findall(r'"(setuptools)==([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert [(name, version) for name, version, *_rest in pins(DEPLOY / "requirements-build.txt")] == building
    for path in LISTS:
        for name, version, _marker, hashes in pins(path):
            assert (pinned | dict(building))[name] == version, f"{path.name}: run `make hashes`"
            assert hashes, name


def test_no_address_of_an_index_stands_in_a_list() -> None:
    for path in [*LISTS, ROOT / "constraints.txt"]:
        assert not re.search(r"://|--(extra-)?index|--find-links|-i |-f ", path.read_text("utf-8"))


# ---------------------------------------------------------------------- known holes

HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": "x"}


def written(*packages: object) -> str:
    """What pip-audit writes about these packages."""
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_hole_is_told_and_fails() -> None:
    code, lines = told(
        written({"name": "a", "version": "1.0", "vulns": [HOLE]}, {"name": "b", "version": "2.0", "vulns": []})
    )
    assert (code, lines) == (1, ["a 1.0: PYSEC-2026-1, mended in 1.1", "2 packages looked at, 1 holes known."])


def test_what_could_not_be_looked_at_is_named_and_fails_nothing() -> None:
    skipped = {"name": "b", "skip_reason": "Dependency not found"}
    assert told(written(skipped)) == (0, [f"{NOBODY_LOOKED} about any of the 1 packages."])
    code, lines = told(written({"name": "a", "version": "1.0", "vulns": []}, skipped))
    assert (code, lines[-1]) == (0, f"{NOBODY_LOOKED} about b.")


@pytest.mark.parametrize("nothing", ["", "Traceback", "[]", "{}", "null"])
def test_no_answer_is_no_all_clear(nothing: str) -> None:
    assert told(nothing) == (0, [f"{NOBODY_LOOKED}."])


def test_without_the_program_nobody_looked(tmp_path: Path) -> None:
    assert told(asked(tmp_path / "pip-audit")) == (0, [f"{NOBODY_LOOKED}."])
    assert told(asked(Path(sys.executable))) == (0, [f"{NOBODY_LOOKED}."])
