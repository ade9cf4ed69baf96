"""What several tests of safety use: an evening on which every name is hostile, and the log of the process."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.platform import logs
from tests.evening import Evening, answer
from tests.safety.hostile import NICK, TITLE, inert


@pytest.fixture
async def wild(evening: Evening) -> Evening:
    """An evening on which every name is hostile: of the meetup, the place, the blocks, the tables, the people."""
    title = TITLE.replace("\n", " ")[:88]
    programme = {
        "titel": title, "soort": "meetup", "omschrijving": "Welkom.",
        "blokken": [
            {"titel": title, "soort": "plenair", "duur": "10 min",
             "fragment": {"titel": title, "url": "https://www.human.nl/klassen"}},
            {"titel": title, "soort": "break-out", "duur": "10 min",
             "ruimtes": [{"titel": f"1{title}"}, {"titel": f"2{title}"}]},
            {"titel": title, "soort": "oogst", "duur": "10 min"},
        ],
    }  # fmt: skip
    path = evening.bot.settings.harvest_dir.parent / "*VET* _x_.yaml"
    path.write_text(json.dumps(programme), "utf-8")
    evening.bot.library._extra["*VET* `CODE`"] = path
    for person in (evening.moderator, evening.noor):
        evening.env.backend.get_member(evening.guild.id, person.id).nick = NICK
    said = answer(await evening.plan(programma="*VET* `CODE`", titel=TITLE, plaats=TITLE))
    inert(said)
    return evening


@pytest.fixture(params=["lines", "json"])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that the process writes to its log when it runs with LOG_LEVEL=DEBUG, in each format."""
    root, stream = logging.getLogger(), io.StringIO()
    levels = {name: logging.getLogger(name).level for name in ("", "discord", *logs.OURS)}
    others = list(root.handlers)
    logging.getLogger("discord").setLevel(logging.NOTSET)  # a rehearsal in the same process keeps it quiet
    logs.set_up("DEBUG", stream, as_json=request.param == "json")
    yield stream
    (ours,) = [handler for handler in root.handlers if handler not in others]
    root.removeHandler(ours)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
