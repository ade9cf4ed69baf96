"""What people type, repeated by the bot on Discord: it reads as it was typed, and it does nothing."""

import re

import discord
import pytest
import simcord
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.texts import say
from bot.core.evening.places import PlaceKind
from bot.core.kinds import KINDS, ContributionKind, Source, through
from bot.core.people.sentences import sentence
from bot.core.people.tags import says_something
from bot.core.words.escaping import one_line, visible
from bot.core.words.typed import Typed
from bot.features.privacy.document import document
from bot.harvest.gathering import gather
from bot.storage import contributions, personal
from tests.evening import Evening, answer
from tests.safety import exports
from tests.safety.hostile import EVIL, NICK, TITLE, check_sent, hostile, inert, readable


async def test_by_every_door_and_of_every_kind_it_is_repeated_as_it_was_typed(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary, db = await evening.plenary, evening.bot.db
    drawn: list[tuple[ContributionKind, str]] = []

    @settings(max_examples=25, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(through(Source.CHAT)), hostile(1900).filter(says_something))
    def draw(kind: ContributionKind, text: str) -> None:
        drawn.append((kind, text))

    draw()
    whole = [(kind, "🎉" * 1990) for kind in through(Source.CHAT)] + [(ContributionKind("werkt"), "*`" * 950)]
    for kind, text in drawn + whole:
        sent = len(evening.env.http_requests)
        shown = await evening.noor.slash(plenary, kind)
        details = {detail.key: text[: detail.longest] for detail in KINDS[kind].details}
        await saved(evening, await evening.noor.slash(plenary, kind, tekst=f"{text} 1"))
        await saved(evening, await evening.noor.submit_modal(shown, {"tekst": f"{text} 2"} | details))
        loose = await evening.noor.send(plenary, f"{text} 3")
        if not marked(evening, loose):  # or else it had a tag in it, and is in the harvest by that
            await saved(evening, await evening.save_as(evening.noor, kind, loose))
        await evening.noor.send(plenary, f"#{kind} {text}"[:2000])
        listed = answer(await evening.noor.slash(plenary, "mijn bijdragen"))
        quotes(listed)
        assert len(re.findall(r"^\*\*\d\. #", listed, re.MULTILINE)) == 4
        for request in evening.env.http_requests[sent:]:
            check_sent(request)
        async with gather(db.read, await evening.meetup(), evening.bot.clock()) as harvest:
            assert harvest.total == 4
            exports.check(harvest)
        own = await personal.of_person(db.read, evening.noor.id)
        own_file = document(own, "nl", exports.ZONE)
        exports.check_own(own_file, [item.text.raw for item in own.contributions])
        async with db.transaction() as transaction:
            await transaction.run("DELETE FROM contributions")


async def saved(evening: Evening, result: simcord.InteractionResult) -> None:
    """The answer repeats, readably, what was just stored."""
    said = answer(result)
    assert "Bewaard" in said
    item = max(await contributions.of_author(evening.bot.db.read, evening.noor.id), key=lambda item: item.id)
    opening, words = sentence(item.kind, item.text)
    begin = say(opening) if opening else f"#{item.kind}"
    whole = "\n".join(map(one_line, visible(f"{begin} {words.raw}").splitlines()))
    lines = quotes(said).split("\n")
    at = len(lines) - len(item.details)
    names = {detail.key: say(detail.name) for detail in KINDS[item.kind].details if detail.name}
    assert all(line.startswith(f"{names[key]}: ") for line, (key, _value) in zip(lines[at:], item.details, strict=True))
    repeated = "\n".join(lines[:at])
    assert repeated == whole or (repeated.endswith("…") and whole.startswith(repeated[:-1].rstrip()))


def quotes(said: str) -> str:
    """What a person reads of the quoted lines in an answer."""
    whole = re.sub(r"\n>?…$", "…", said)  # cut short between two lines
    return "\n".join(readable(line[2:]) for line in whole.split("\n") if line.startswith("> "))


def marked(evening: Evening, message: discord.Message) -> bool:
    return bool(evening.env.backend.get_message(message.channel.id, message.id).reactions)


async def test_no_name_does_anything_on_a_whole_evening(wild: Evening) -> None:
    said = [await wild.command("meetup start"), await wild.command("meetup start")]
    second = wild.person("Ben", roles=[wild.guild.roles["Moderator"]])
    moderators = await wild.place(PlaceKind.MODERATORS)
    await wild.pass_time(minutes=10)
    said.append(await wild.command("meetup verleng"))
    said.append(answer(await second.slash(moderators, "meetup verleng")))
    assert "heeft dit net al gedaan" in said[-1]
    said.append(await wild.command("meetup status"))
    table = (await wild.venue()).tables()[0]
    panel = wild.last_panel(await wild.plenary, "tafel:")
    said.append(answer(await wild.noor.click(panel, custom_id=f"tafel:{table.id}")))
    await wild.noor.join_voice(wild.channel(table.channel))
    channel = wild.bot.get_channel((await wild.venue()).tables()[1].channel or 0)
    await channel.delete()  # type: ignore[union-attr]
    await wild.env.settle()
    said.append(answer(await wild.moderator.slash(moderators, "meetup stop")))
    said.append(await wild.command("oogst export"))
    await wild.noor.send(wild.channel(table.channel), f"#idee {EVIL}")
    await wild.plan(programma="eigen-meetup", titel=TITLE + "2", start="21:00")
    said.append(answer(await wild.moderator.slash(wild.lobby, "meetup status")))
    said.append(answer(await wild.moderator.slash(wild.lobby, "meetup plan", programma=EVIL, titel="x", start="nu")))
    said.append(
        answer(await wild.moderator.slash(wild.lobby, "meetup plan", programma="proef", titel="x", start=EVIL * 20))
    )
    assert "Schrijf bijvoorbeeld" in said[-1]  # what to do stands behind what was typed
    wild.meetup_id = 1
    await wild.pass_time(hours=2)
    for texts in [said, *(await wild.everything_posted()).values()]:
        for text in texts:
            inert(text)
    for request in wild.env.http_requests:
        check_sent(request)
    names = [channel.name for channel in wild.env.backend.channels.values()]
    assert not [name for name in names if "\u202e" in (name or "") or "\n" in (name or "")]
    async with gather(wild.bot.db.read, await wild.meetup(), wild.bot.clock()) as harvest:
        assert [item.author for item in harvest.contributions] == [Typed(NICK)]
        exports.check(harvest)
    home = wild.bot.settings.harvest_dir
    assert {path.parent.parent for path in home.rglob("oogst.*")} == {home}


@pytest.mark.parametrize(
    "title", ["../../weg", "/etc/passwd", "a\x00b", "CON", "🎉", "..", "~", "x" * 80, "\u202etxt.exe"]
)
async def test_a_title_leads_to_no_other_folder(evening: Evening, title: str) -> None:
    await evening.plan(titel=title)
    await evening.command("meetup start")
    await evening.pass_time(hours=2)
    home = evening.bot.settings.harvest_dir
    (folder,) = home.iterdir()
    assert folder.name.startswith("2026-01-01-")
    assert set(folder.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert {path.name for path in folder.iterdir()} == {f"oogst.{kind}" for kind in ("json", "csv", "xlsx", "md")}
    around = {path.name.split(".")[0] for path in home.parent.iterdir()}
    assert around == {"oogst", "meetups"}
