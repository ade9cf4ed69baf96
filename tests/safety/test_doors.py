"""Who may do what: every registered door is tried by people who may not go through it."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from discord import app_commands
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.platform import doors
from bot.platform.custom_id import CustomId
from bot.platform.doors import For
from bot.platform.lasting import LastingForm, LastingItem
from bot.storage import contributions
from bot.storage import messages as chat_messages
from cogs import panel
from tests.evening import Evening, answer
from tests.rights import take_roles
from tests.safety.doors import (
    BUG,
    NOT_FOR_YOU,
    Visitor,
    buttons,
    commands,
    forms,
    of_form,
    of_press,
    rows,
    touched,
)

SECRET = "kippensoep"


async def said_by_noor(evening: Evening) -> discord.Message:
    """Noor's contributions by chat and by command, while the tables are open; returns a message she keeps out."""
    await evening.begin_tables()
    plenary = await evening.plenary
    await evening.noor.send(plenary, f"#morgen kook ik {SECRET}")
    await evening.noor.slash(plenary, "nodig", tekst=f"{SECRET} voor allen")
    message = await evening.noor.send(plenary, f"mijn recept voor {SECRET}")
    await evening.pass_time(seconds=11)
    return message


async def participant(evening: Evening) -> Visitor:
    return Visitor(evening, evening.sem, await evening.plenary, commands=False)


async def moderator_of_a_second_ago(evening: Evening) -> Visitor:
    """The one who planned the meetup and commanded it until now."""
    take_roles(evening, evening.moderator)
    return Visitor(evening, evening.moderator, await evening.plenary, commands=False)


async def somebody_in_a_direct_message(evening: Evening) -> Visitor:
    return Visitor(evening, evening.moderator.user, evening.moderator.user.dm_channel, commands=False)


async def moderator_of_another_server(evening: Evening) -> Visitor:
    other = evening.env.create_guild("Elders")
    role = other.create_role("Baas", permissions=discord.Permissions.all())
    boss = other.add_member(evening.env.create_user("elders"), roles=[role])
    return Visitor(evening, boss, other.create_text_channel("elders"))


@pytest.mark.parametrize("who", [participant, moderator_of_a_second_ago, somebody_in_a_direct_message])
async def test_every_door_that_is_not_ones_own_refuses(
    evening: Evening, who: Callable[[Evening], Awaitable[Visitor]]
) -> None:
    message = await said_by_noor(evening)
    visitor = await who(evening)
    before = await rows(evening.bot.db.read)
    knocks = await visitor.knock_everywhere(message)
    after = await rows(evening.bot.db.read)
    assert list(touched(before, after, visitor.who.id)) == []
    answered = [knock for knock in knocks if knock.heard.strip("[]")]
    let_in = {k.door for k in answered if not k.is_open and not any(sentence in k.heard for sentence in NOT_FOR_YOU)}
    assert let_in == set()
    assert [knock for knock in answered if SECRET in knock.heard or "Noor" in knock.heard] == []
    assert [knock for knock in knocks if BUG in knock.heard] == []
    assert [knock for knock in knocks if not knock.private] == []
    assert {"/meetup stop", "meetup:stop"} <= {knock.door.rpartition(":")[0] or knock.door for knock in answered}


async def test_a_moderator_of_another_server_reaches_nothing_here(evening: Evening) -> None:
    message = await said_by_noor(evening)
    visitor = await moderator_of_another_server(evening)
    before = await rows(evening.bot.db.read)
    sent = len(evening.env.http_requests)
    knocks = await visitor.knock_everywhere(message)
    lost = [(table, row) for table, row in before - await rows(evening.bot.db.read) if table != "sequences"]
    assert lost == []
    heard = "".join(knock.heard for knock in knocks)
    assert not [word for word in (SECRET, "Noor", "Vrije tafel", str(evening.guild.id)) if word in heard]
    assert [knock for knock in knocks if BUG in knock.heard] == []
    here = {str(place.channel) for place in (await evening.venue()).places}
    reached = [request.path for request in evening.env.http_requests[sent:] if here & set(request.path.split("/"))]
    assert reached == []


async def test_the_same_forged_presses_open_the_door_to_whom_it_belongs(evening: Evening) -> None:
    """Or else the tests above would prove nothing."""
    await said_by_noor(evening)
    noor = Visitor(evening, evening.noor, await evening.plenary)
    moderator = Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS))
    first, second = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert SECRET in (await noor.press(f"bijdrage:wijzig:{first.id}")).heard
    assert "Bewaard" in (await noor.submit(f"bijdrage:wijzigen:{first.id}", tekst="bel ik")).heard
    assert "Ingetrokken" in (await noor.press(f"bijdrage:trekin:{second.id}")).heard
    assert "eindigt" in (await moderator.press(f"meetup:stop:{evening.meetup_id}")).heard
    left = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert [item.text for item in left] == ["bel ik"]


async def test_a_moderator_touches_and_reads_nobody_elses_contribution(evening: Evening) -> None:
    await said_by_noor(evening)
    moderator = Visitor(evening, evening.moderator, await evening.plenary)
    before = await rows(evening.bot.db.read)
    for item in await contributions.of_meetup(evening.bot.db.read, evening.meetup_id):
        for ids in [*buttons(evening.bot), *forms()]:
            for id in ids.examples([str(item.id)]):
                if {of_press(id), of_form(id)} & {For.OWN, For.EVERYBODY}:
                    knocks = await moderator.press(id), await moderator.submit(id)
                    assert not [knock for knock in knocks if SECRET in knock.heard]
    assert list(touched(before, await rows(evening.bot.db.read), evening.moderator.id)) == []


async def test_the_way_to_a_table_leads_to_no_other_channel(evening: Evening) -> None:
    await evening.begin_tables()
    sem = await participant(evening)
    for place in (await evening.venue()).places:
        shown = str(place.channel) in (await sem.press(f"tafel:{place.id}")).heard
        assert shown == (place.kind is PlaceKind.TABLE), place.kind


async def test_there_is_no_door_that_these_tests_do_not_know(evening: Evening) -> None:
    bot = evening.bot
    store = bot._connection._view_store
    assert set(bot.commands) == set()  # no commands with a prefix
    assert list(bot.persistent_views) == []
    assert store._views == {}  # no buttons whose callback is kept in memory
    assert store._modals == {}
    assert bot.tree._guild_commands == {}
    assert all(issubclass(button, LastingItem) for button in store._dynamic_items.values())
    assert all(issubclass(form, LastingForm) for form in LastingForm.known.values())
    assert len(commands(bot)) > 10


async def test_what_is_hidden_on_discord_is_refused_by_the_bot_and_nothing_else(evening: Evening) -> None:
    for command in commands(evening.bot):
        group = command.root_parent or command
        refused = doors.of_command(command) in (For.MODERATORS, For.ORGANISERS)
        assert refused == (group.default_permissions is not None), command.qualified_name


async def test_a_door_that_says_nothing_is_for_moderators() -> None:
    class Forgotten(LastingForm, template=CustomId("vergeten:{id}")):
        async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
            raise AssertionError

    assert LastingForm.known.pop(Forgotten.ids.template).open_to is For.MODERATORS
    assert issubclass(panel.StopButton, LastingItem)
    assert panel.StopButton.open_to is For.MODERATORS

    @app_commands.command(name="vergeten", description="vergeten")
    async def forgotten(interaction: discord.Interaction[Any]) -> None:
        raise AssertionError

    assert doors.of_command(forgotten) is For.MODERATORS


async def test_what_a_moderator_was_asked_counts_no_more_when_the_role_is_gone(evening: Evening) -> None:
    """The role goes between seeing a question or a form and answering it."""
    await said_by_noor(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    visitor = Visitor(evening, evening.moderator, moderators)
    shown: list[str] = []
    sent = len(evening.env.http_requests)
    for command in commands(evening.bot):
        if command.qualified_name.startswith(("meetup ", "oogst ", "ruimtes ")):
            await visitor.slash(command)
    for request in evening.env.http_requests[sent:]:
        shown += re.findall(r"'custom_id': '([^']+)'", str(request.json))
    asked = [id for id in shown if not re.match(r"bijdrage:|mijn:|tafel:|intake:(toon|stap|klaar)", id)]
    assert f"meetup:stop:{evening.meetup_id}" in asked
    take_roles(evening, evening.moderator)
    late = Visitor(evening, evening.moderator, await evening.plenary)
    before = await rows(evening.bot.db.read)
    for id in asked:
        for knock in (await late.press(id), await late.submit(id)):
            assert not knock.heard.strip("[]") or any(sentence in knock.heard for sentence in NOT_FOR_YOU)
    assert list(touched(before, await rows(evening.bot.db.read), 0)) == []
    assert (await evening.meetup()).state is not State.CLOSED


async def test_only_a_moderator_is_offered_what_moderators_choose_from(evening: Evening) -> None:
    await evening.plan()
    over = str(evening.meetup_id)
    asked = await evening.moderator.slash(await evening.plenary, "meetup stop")
    assert asked.response is not None
    await evening.moderator.click(asked.response, label="Stop")
    await evening.begin_tables()
    for command in commands(evening.bot):
        plenary = await evening.plenary
        if any(option.autocomplete for option in command.parameters):
            assert {"proef", "Taal", "2", over, "2025-2026"} & set(
                await Visitor(evening, evening.moderator, plenary).autocomplete(command)
            )
            offered = await Visitor(evening, evening.sem, plenary).autocomplete(command)
            assert bool(offered) == (doors.of_command(command) is For.EVERYBODY)


async def test_any_custom_id_that_fits_a_template_is_no_bug_and_nobody_elses(evening: Evening) -> None:
    await said_by_noor(evening)
    sem = await participant(evening)
    patterns = [ids.template for ids in (*buttons(evening.bot), *forms())]
    drawn: list[str] = []

    @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(patterns).flatmap(lambda pattern: st.from_regex(pattern, fullmatch=True)))
    def draw(id: str) -> None:
        drawn.append(id)

    draw()
    before = await rows(evening.bot.db.read)
    for id in drawn:
        knocks = await sem.press(id), await sem.submit(id)
        assert not [knock for knock in knocks if BUG in knock.heard or SECRET in knock.heard], id
    assert list(touched(before, await rows(evening.bot.db.read), evening.sem.id)) == []


async def test_a_moderator_does_not_bring_back_what_its_author_withdrew(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    message = await evening.noor.send(plenary, "#morgen kook ik")
    (first,) = await chat_messages.of_message(evening.bot.db.read, message.id)
    await Visitor(evening, evening.noor, plenary).press(f"bijdrage:trekin:{first.id}")
    refused = answer(await evening.save_as(evening.moderator, "morgen", message))
    assert "heeft deze woorden ingetrokken" in refused
    assert await chat_messages.of_message(evening.bot.db.read, message.id) == []
    assert "Bewaard" in answer(await evening.save_as(evening.noor, "morgen", message))


async def test_a_right_that_everybody_has_makes_nobody_a_moderator(evening: Evening) -> None:
    backend = evening.env.backend
    everybody = backend.get_guild(evening.guild.id).everyone_role
    rights = discord.Permissions(everybody.permissions)
    rights.update(manage_events=True)
    backend.edit_role(evening.guild.id, everybody.id, {"permissions": rights.value})
    await evening.begin()
    assert NOT_FOR_YOU[0] in answer(await evening.sem.slash(await evening.plenary, "meetup status"))
    assert not evening.can_enter(evening.sem, await evening.place(PlaceKind.MODERATORS))
