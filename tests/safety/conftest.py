"""An evening on which every name is hostile."""

import json

import pytest

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
