"""Hostile words through every door that there is, by people with hostile names: nothing of it does anything."""

import json
import re

import discord
import pytest
import simcord

from bot.content.texts import say
from bot.core.evening.places import PlaceKind
from bot.harvest.gathering import gather
from tests.at_wall import agree
from tests.evening import Evening, answer
from tests.safety import exports
from tests.safety.doors import BUG, Knock, Visitor
from tests.safety.hostile import DISTURBING, EVIL, NICK, check_sent, inert


def named(evening: Evening, person: simcord.MemberActor) -> simcord.MemberActor:
    evening.env.backend.get_member(evening.guild.id, person.id).nick = NICK
    return person


async def second_moderator(evening: Evening) -> simcord.MemberActor:
    return named(evening, evening.person("Ben", roles=[evening.guild.roles["Moderator"]]))


async def a_contribution(evening: Evening) -> discord.Message:
    """Noor's words in the plenary, with a tag, while the tables are open; and others' who join a table."""
    await evening.command("meetup start")
    message = await evening.noor.send(await evening.plenary, f"#morgen {EVIL}")
    await evening.pass_time(minutes=10)
    await evening.noor.join_voice(evening.channel((await evening.venue()).tables()[0].channel))
    return message


async def nothing_did_anything(evening: Evening, said: list[str]) -> None:
    """Neither in the answers, nor in any channel, nor in what was asked of Discord, nor in any file."""
    for texts in [said, *(await evening.everything_posted()).values()]:
        for text in texts:
            inert(text)
    for request in evening.env.http_requests:
        check_sent(request)
    async with gather(evening.bot.db.read, await evening.meetup(), evening.bot.clock()) as harvest:
        exports.check(harvest)


async def test_hostile_words_at_every_door_do_nothing(wild: Evening) -> None:
    message = await a_contribution(wild)
    plenary, moderators = await wild.plenary, await wild.place(PlaceKind.MODERATORS)
    second, sem = await second_moderator(wild), named(wild, wild.sem)
    knocks: list[Knock] = []
    for who, where in ((wild.noor, plenary), (sem, plenary), (wild.moderator, moderators), (second, moderators)):
        knocks += await Visitor(wild, who, where, EVIL).knock_everywhere(message, odd=())
    assert [knock for knock in knocks if BUG in knock.heard] == []
    said = [knock.said for knock in knocks]
    assert sum("KLIK" in text for text in said) > 20  # or else this proves nothing
    await wild.pass_time(hours=2)
    await nothing_did_anything(wild, said)


async def test_a_moderators_name_in_a_refusal_at_the_wall_does_nothing(wild: Evening) -> None:
    """It showed a working link once."""
    await a_contribution(wild)
    await agree(wild)
    moderators, second = await wild.place(PlaceKind.MODERATORS), await second_moderator(wild)
    said: list[str] = []
    for act in ("toon", "licht-uit", "verberg"):
        for who in (wild.moderator, second):
            door = f"muur:{act}:{wild.meetup_id}:wacht:nieuw:0:9:{int(wild.now.timestamp())}"
            said.append((await Visitor(wild, who, moderators).press(door)).said)
    assert [bool(re.search("(heeft|houdt) dit al", text)) and "CODE" in text for text in said] == [False, True] * 3, (
        said
    )
    await nothing_did_anything(wild, said)


@pytest.mark.parametrize("change", [{EVIL: "x"}, {"soort": EVIL}, {"duur": EVIL}, {"taal": EVIL}, {"blokken": [EVIL]}])
async def test_what_is_wrong_in_a_file_is_named_without_harm(wild: Evening, change: dict[str, object]) -> None:
    path = wild.bot.library._extra["*VET* `CODE`"]
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")
    said = answer(await wild.plan(programma="*VET* `CODE`", start="22:00"))
    assert path.stem.strip("*") in said.replace("\\", "")
    inert(said)
    check_bare(say(wild.bot.library.check(path)[0].sentence))


def check_bare(line: str) -> None:
    """On a terminal: one line, in which nothing turns the direction or is obeyed."""
    assert not DISTURBING.search(line)
    assert "\n" not in line
