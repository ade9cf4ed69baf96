"""Who fills in an intake and how they come to it: by a button here or in a direct message; and who makes the plan."""

from typing import Any

import discord
import simcord

from bot.core.evening.meetup import State
from bot.storage import intakes, meetups
from tests.evening import Evening, answer
from tests.intaking import SCHOOL, TALK, WHEN, begun, step, whole
from tests.safety.doors import Visitor


def hidden(evening: Evening, *, from_the_bot: bool = False) -> simcord.ChannelHandle:
    """A channel that only moderators see, and the bot unless said otherwise."""
    sees, not_sees = discord.PermissionOverwrite(view_channel=True), discord.PermissionOverwrite(view_channel=False)
    overwrites: dict[Any, discord.PermissionOverwrite] = {
        evening.guild.default_role: not_sees,
        evening.guild.roles["Moderator"]: sees,
    }
    if not from_the_bot and evening.guild.me is not None:
        overwrites[evening.guild.me] = sees
    return evening.guild.create_text_channel("coaches", overwrites=overwrites)


async def test_who_does_not_see_the_channel_fills_it_in_in_a_direct_message(evening: Evening) -> None:
    coaches = hidden(evening)
    asked = await evening.moderator.slash(coaches, "meetup intake", wie=evening.noor)
    assert "Daarom stuurde ik de knop in een privébericht" in answer(asked)
    noor = evening.noor.user
    shown = (await noor.click(noor.dm_channel.history()[-1], label="Vul de intake in")).response
    shown = await step(noor, shown, "1 · De school", SCHOOL)
    await evening.restart()
    shown = (await noor.click(noor.dm_channel.history()[-1], label="Vul de intake in")).response
    shown = await step(noor, shown, "2 · Wat er speelt", TALK)
    assert "De Esdoorn" in shown.content
    assert "ouders komen niet" in shown.content
    assert "doorgegeven" in answer(await noor.click(shown, label="Klaar: geef het door"))
    passed_on = coaches.history()[-1]
    assert "De intake van **De Esdoorn** is ingevuld" in passed_on.content
    read = await evening.moderator.click(passed_on, label="Lees de intake")
    assert "ouders komen niet" in answer(read)


async def test_who_gets_no_direct_messages_is_asked_elsewhere_and_begins_no_second_one(evening: Evening) -> None:
    coaches = hidden(evening)
    dm = evening.noor.user.dm_channel
    evening.env.inject_error("POST", f"/channels/{dm.id}/messages", status=403, code=50007)
    refused = answer(await evening.moderator.slash(coaches, "meetup intake", wie=evening.noor))
    assert "krijgt geen privéberichten van mij" in refused
    again = await evening.moderator.slash(evening.lobby, "meetup intake", wie=evening.noor)
    assert evening.noor.mention in answer(again)
    assert again.response is not None
    assert not again.response.ephemeral
    assert len(await intakes.newest(evening.bot.db.read, evening.guild.id)) == 1


async def test_where_the_bot_can_not_write_it_says_so_before_anybody_is_asked(evening: Evening) -> None:
    coaches = hidden(evening, from_the_bot=True)
    refused = answer(await evening.moderator.slash(coaches, "meetup intake", wie=evening.noor))
    assert "In dit kanaal kan ik niet schrijven" in refused
    assert await intakes.newest(evening.bot.db.read, evening.guild.id) == []


async def test_a_bot_is_asked_nothing(evening: Evening) -> None:
    robot = evening.guild.add_member(evening.env.create_user("robot", bot=True))
    assert "Kies de schoolleider" in answer(await evening.moderator.slash(evening.lobby, "meetup intake", wie=robot))
    assert await intakes.newest(evening.bot.db.read, evening.guild.id) == []


async def test_nobody_else_reads_it_here_or_elsewhere(evening: Evening) -> None:
    await whole(evening)
    other = evening.env.create_guild("Elders")
    boss = other.add_member(
        evening.env.create_user("elders"), roles=[other.create_role("Baas", permissions=discord.Permissions.all())]
    )
    elsewhere = other.create_text_channel("elders")
    visitors = [
        Visitor(evening, boss, elsewhere),
        Visitor(evening, evening.sem, evening.lobby),
        Visitor(evening, evening.sem.user, evening.sem.user.dm_channel),
    ]
    for visitor in visitors:
        for door in ("intake:toon:1", "intake:stap:1:0", "intake:klaar:1", "intake:plan:1"):
            heard = (await visitor.press(door)).heard
            assert "Esdoorn" not in heard
            assert any(words in heard for words in ("Deze intake is er niet meer", "moderatoren", "privébericht")), door
        for door in ("intake:invullen:1:0", "intake:plannen:1"):
            assert "Esdoorn" not in (await visitor.submit(door, school="Gekaapt", begin="nu")).heard
    (kept,) = await intakes.newest(evening.bot.db.read, evening.guild.id)
    assert kept.words("school").raw == "De Esdoorn"
    assert await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED) == []


async def test_passing_on_says_so_where_it_does_not_arrive(evening: Evening) -> None:
    coaches = hidden(evening)
    await evening.moderator.slash(coaches, "meetup intake", wie=evening.noor)
    noor = evening.noor.user
    shown = (await noor.click(noor.dm_channel.history()[-1], label="Vul de intake in")).response
    shown = await step(noor, shown, "1 · De school", SCHOOL)
    assert "Klaar: geef het door" not in str(shown.components)
    shown = await step(noor, shown, "2 · Wat er speelt", TALK)
    evening.env.inject_error("POST", f"/channels/{coaches.id}/messages", status=403, code=50013)
    assert "Doorgeven lukte niet" in answer(await noor.click(shown, label="Klaar: geef het door"))
    assert "doorgegeven" in answer(await noor.click(shown, label="Klaar: geef het door"))


# ---------------------------------------------------------------------- several


async def test_a_server_has_as_many_as_it_wants(evening: Evening) -> None:
    await whole(evening)
    shown = await begun(evening)
    new = (await evening.moderator.click(shown, label="Nieuwe intake")).response
    assert new is not None
    assert "Esdoorn" not in new.content
    await step(evening.moderator, new, "1 · De school", SCHOOL | {"school": "De Wilg"})
    shown = await begun(evening)
    assert "De Wilg" in shown.content
    older = await evening.moderator.select(shown, ["1"], custom_id="intake:kies")
    assert "De Esdoorn" in answer(older)
    assert "ouders komen niet" in answer(older)
    gone = await Visitor(evening, evening.moderator, evening.lobby).press("intake:kies", "77")
    assert "Deze intake is er niet meer" in gone.said


async def test_more_intakes_than_a_list_can_hold(evening: Evening) -> None:
    async with evening.bot.db.transaction() as db:
        for _number in range(30):
            await intakes.begin(db, evening.guild.id, evening.moderator.id, evening.now)
    assert "Nog geen school" in str((await begun(evening)).components)


async def test_two_moderators_make_one_plan(evening: Evening) -> None:
    second = evening.person("Tweede", roles=[evening.guild.roles["Moderator"]])
    shown = await whole(evening)
    theirs = (await second.slash(evening.lobby, "meetup intake")).response
    assert theirs is not None
    one, two = (
        await evening.moderator.click(shown, label="Maak het plan"),
        await second.click(theirs, label="Maak het plan"),
    )
    assert "staat gepland" in answer(await evening.moderator.submit_modal(one, WHEN))
    late = answer(await second.submit_modal(two, {"begin": "4-12-2026 9:00"}))
    assert "Van deze intake is al een plan gemaakt: **De Scholen In: De Esdoorn**" in late
    assert "al een plan gemaakt" in answer(await second.click(theirs, label="Maak het plan"))
    (meetup,) = await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED)
    again = await begun(evening)
    assert "Wat je hier nu nog verandert, komt er niet vanzelf in" in again.content
    assert "Maak het plan" not in str(again.components)
    evening.meetup_id = meetup.id


async def test_where_it_is_asked_which_day_is_meant_it_is_one_plan_too(evening: Evening) -> None:
    shown = await whole(evening)
    form = await evening.moderator.click(shown, label="Maak het plan")
    earlier = f"{evening.now.astimezone(evening.bot.settings.zone).hour - 1}:00"
    asked = await evening.moderator.submit_modal(form, {"begin": earlier})
    assert asked.response is not None
    planned = await evening.moderator.click(asked.response, label=f"Morgen, {earlier.zfill(5)}")
    assert "staat gepland" in answer(planned)
    (kept,) = await intakes.newest(evening.bot.db.read, evening.guild.id)
    assert kept.meetup is not None
    moderators = [post.content for channel in evening.guild.channels.values() for post in channel.history()]
    assert any("ouders komen niet" in post for post in moderators)


async def test_after_a_meetup_that_was_stopped_another_plan_can_be_made(evening: Evening) -> None:
    shown = await whole(evening)
    form = await evening.moderator.click(shown, label="Maak het plan")
    await evening.moderator.submit_modal(form, WHEN)
    (meetup,) = await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED)
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET state = 'closed' WHERE id = :id", id=meetup.id)
    again = await begun(evening)
    form = await evening.moderator.click(again, label="Maak het plan")
    assert "staat gepland" in answer(await evening.moderator.submit_modal(form, {"begin": "4-12-2026 9:00"}))
