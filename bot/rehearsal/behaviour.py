"""Acts of the simulated people in each block, and when they do them."""

import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle

import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind, alike
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.reading import read
from bot.core.programme.models import CHOOSE, Block, BlockKind
from bot.core.words.text import _, ngettext
from bot.core.words.typed import Typed
from bot.features.tables import views as table_views
from bot.platform import limits
from bot.rehearsal.at_dots import AtDots
from bot.rehearsal.at_follow_ups import AtFollowUps
from bot.rehearsal.at_forms import AtForms
from bot.rehearsal.at_panel import AtPanel
from bot.rehearsal.at_plans import AtPlans
from bot.rehearsal.at_tables import AtTables
from bot.rehearsal.at_wall import AtWall
from bot.rehearsal.crowd import Crowd, Person
from bot.rehearsal.screen import Screen
from bot.rehearsal.script import Line, Script
from bot.rehearsal.seats import Seats
from bot.rehearsal.world import World
from bot.storage import messages as chat_messages

SHOWN_LINES = 30  # of chat; with more people the screen counts the rest
HELP_AFTER = timedelta(seconds=40)  # until the moderator takes a call for help
LOOKS_AFTER = timedelta(seconds=20)  # by then the panel shows what happened
AFTERWARDS = timedelta(minutes=1)  # until people fill in what is asked when it is over
BY_BUTTON = 25  # people who press the button of their table; the others follow them in

Act = Callable[[], Awaitable[None]]


class Behaviour:
    """Plan the acts of a block when it begins, and carry each out at its moment.

    ``said`` counts chat lines, ``caught`` those with a contribution, ``other_doors`` contributions by another door
    than chat. ``left_alone`` are the chat lines without a contribution. ``chat`` are lines from a file; with them
    people say only those.
    """

    def __init__(
        self, world: World, crowd: Crowd, script: Script, chat: Sequence[Line] | None, screen: Screen, seed: int
    ) -> None:
        self._world, self._crowd, self._chat, self._screen = world, crowd, chat, screen
        self._dice = random.Random(f"behaviour {seed}")
        self._talk, self._contributions = cycle(script.talk), cycle(script.contributions)
        self._at_panel = AtPanel(world, screen)
        self._at_tables, self._seats = AtTables(world, crowd, screen), Seats(world, crowd, screen)
        self._at_wall = AtWall(world, crowd, screen)
        self._at_plans = AtPlans(world, crowd, screen, script.forms, self._came_by)
        self._at_forms = AtForms(world, crowd, screen, self._talk, seed)
        self.at_follow_ups = AtFollowUps(world, crowd, screen)
        self._at_dots = AtDots(world, crowd, screen, random.Random(seed))
        self._is_over = False
        self._acts: list[tuple[datetime, Act]] = []
        self._block = -1
        self.said = 0
        self.caught = 0
        self.other_doors = 0
        self.left_alone: list[Typed] = []
        self.asked: list[Typed] = []  # chat lines under which the bot asks whether they are contributions

    def next_moment(self) -> datetime | None:
        """Return the moment of the next planned act, or None."""
        return min((moment for moment, _act in self._acts), default=None)

    async def play(self) -> None:
        """Plan the acts of a block that has begun, and carry out the acts that are due now."""
        timeline = await self._world.timeline()
        slot = timeline.current
        if slot is not None and slot.block != self._block:
            self._block = slot.block
            self._plan(await self._world.meetup())
        if not self._is_over and all(slot.ended for slot in timeline.slots):
            self._is_over = True
            self._later(AFTERWARDS, partial(self.fill_in, (await self._world.meetup()).programme.afterwards))
        for moment, act in sorted(self._acts, key=lambda pair: pair[0]):
            if moment <= self._world.now:
                self._acts.remove((moment, act))
                await act()

    def _plan(self, meetup: Meetup) -> None:
        block = meetup.programme.blocks[self._block]
        if block.kind is BlockKind.BREAKOUT:
            if block.allocation == CHOOSE:
                self._later(block.length * 0.02, self._choose_tables)
            else:
                if block.is_previewed:
                    self._later(block.length * 0.02, self._seats.confirm)
                self._later(block.length * 0.15, partial(self._seats.tell, self._block))
                self._later(block.length * 0.3, partial(self._seats.drop_out, self._block))
            self._later(block.length * 0.2, partial(self._at_tables.ask_for_help, self._block))
            self._later(block.length * 0.2 + LOOKS_AFTER, self._at_panel.look)
            self._later(block.length * 0.2 + HELP_AFTER, self._at_tables.go_and_help)
            self._later(block.length * 0.4, self._at_tables.helped)
            self._later(block.length * 0.3, partial(self._at_tables.pass_the_stick, self._block))
            self._later(block.length * 0.5, self._talk_at_tables)
            self._later(block.length * 0.6, partial(self._at_tables.show_again, self._block))
            self._later(block.length * 0.8, partial(self._at_tables.report_ready, self._block))
            self._later(block.length - block.grace / 2, self._go_back)
        if block.dots and self._chat is None:
            self._later(block.length * 0.4, partial(self._at_dots.put, block.dots))
            self._later(block.length + LOOKS_AFTER, partial(self._at_dots.decide, block.dots))
        self._later(block.length * 0.6, partial(self.fill_in, block.form))
        if self._chat is None and (kinds := _by_form(block)):
            self._later(block.length * 0.3, partial(self._at_plans.bring_in, kinds))
            self._later(block.length * 0.6, self._at_wall.read_first)
        if self._block == _contribution_block(meetup):
            chats = not block.asks or _by_form(block) != list(block.asks)
            if self._chat is not None or chats:
                self._later(block.length * 0.2, self._contribute if self._chat is None else self._say_lines)
            if self._chat is None:  # with a chat file, people only say its lines
                self._later(block.length * 0.4, self._at_wall.choose)
                self._later(block.length * 0.5, self._at_wall.show)
                self._later(block.length * 0.7, self._at_wall.join)
                self._later(block.length * 0.72, self._at_wall.search)
                self._later(block.length * 0.75, self._at_plans.think_on)
                self._later(block.length * 0.8, self.at_follow_ups.want)
        elif block.kind is BlockKind.PLENARY:
            if self._block == 0 and self._chat is None:
                self._later(block.length * 0.2, self._at_wall.tell_roles)
                self._later(block.length * 0.25, self._at_plans.tell_how_many)
            if self._block == 0:
                self._later(block.length * 0.6, partial(self._at_panel.extend, self._block))
                self._later(block.length * 0.6 + LOOKS_AFTER, self._at_panel.look)
            self._later(block.length * 0.3, self._small_talk)

    async def fill_in(self, form: str | None) -> None:
        """Have people fill in a form that is asked now; nobody does with a chat file."""
        if form is not None and self._chat is None:
            await self._at_forms.fill_in(form)

    def _later(self, wait: timedelta, act: Act) -> None:
        self._acts.append((self._world.now + wait, act))

    async def _choose_tables(self) -> None:
        """Have everybody enter a table; the first ``BY_BUTTON`` people press its button first.

        Where tables have a size everybody presses, because the answer says which table it is.
        """
        block = (await self._world.meetup()).programme.blocks[self._block]
        tables = (await self._world.venue()).tables(self._block)
        doors = [group[0] for group in alike(block, tables)] if block.table_size else tables
        plenary = await self._world.place(PlaceKind.PLENARY)
        messages = [message for message in plenary.history() if message.components]
        goes: list[tuple[Person, int]] = []
        for number, person in enumerate(self._crowd.people):
            at = self._dice.randrange(len(doors))
            if block.table_size or number < BY_BUTTON:
                page = messages[-1 - (len(doors) - 1) // limits.BUTTONS + at // limits.BUTTONS]
                await person.actor.click(page, custom_id=table_views.TABLE(id=doors[at].id))
            sent_to, _since = self._world.bot.chosen.get(person.actor.id, (doors[at].id, None))
            goes.append((person, sent_to))
        channels = {table.id: table.channel for table in (await self._world.venue()).tables(self._block)}
        inside: dict[int | None, list[Person]] = {channel: [] for channel in channels.values()}
        for person, table in goes:
            inside[channels[table]].append(person)
        for channel, people in inside.items():
            await self._crowd.into_voice(people, channel)
            where = f"🔊 {self._world.channel(channel).name}"
            self._screen.event(self._world.now, where, ngettext("one person goes in", "{n} people go in", len(people)))

    async def _talk_at_tables(self) -> None:
        """Have one person chat at each occupied table, and another contribute where more than two sit.

        Does nothing with a chat file.
        """
        if self._chat is not None:
            return
        for table in (await self._world.venue()).tables(self._block):
            people = self._crowd.inside(table.channel)
            if people:
                await self._say(people[0], self._world.channel(table.channel), next(self._talk))
            if len(people) > 2:
                await self._say(people[1], self._world.channel(table.channel), next(self._contributions))

    async def _go_back(self) -> None:
        """Have four fifths of the people walk back to the plenary; the bot moves the others."""
        venue = await self._world.venue()
        if not (await self._world.timeline()).tables_are_open(self._block):
            return
        people = [person for table in venue.tables(self._block) for person in self._crowd.inside(table.channel)]
        going = people[: len(people) * 4 // 5]
        await self._crowd.into_voice(going, venue.one(PlaceKind.VOICE).channel)
        text = ngettext("one person walks back", "{n} people walk back", len(going))
        self._screen.event(self._world.now, "🔊", text)

    async def _small_talk(self) -> None:
        if self._chat is None:
            plenary = await self._world.place(PlaceKind.PLENARY)
            for person in self._crowd.some(3):
                await self._say(person, plenary, next(self._talk))

    async def _say_lines(self) -> None:
        """Say the lines of the chat file, under the names given there."""
        plenary = await self._world.place(PlaceKind.PLENARY)
        for line in self._chat or ():
            await self._say(self._crowd.named(line.name.raw), plenary, line.text.raw)

    async def _contribute(self) -> None:
        """Have everybody contribute by one of the four doors; one in ten chats first."""
        plenary = await self._world.place(PlaceKind.PLENARY)
        for number, person in enumerate(self._crowd.people):
            text = next(self._contributions)
            kind, said = _first(text)
            match number % 10:
                case 1 | 4:
                    await person.by_command(plenary, kind, said)
                    self._came_by(person, f"/{kind} {said}")
                case 6:
                    await person.by_form(plenary, kind, said)
                    self._came_by(person, f"/{kind} ▸ 📝 {said}")
                case 8:
                    await person.by_menu(plenary, kind, said)
                    self._came_by(person, f"{said} ▸ Bewaar als #{kind}")
                case 9:
                    await self._say(person, plenary, next(self._talk))
                    await self._say(person, plenary, text)
                case _:
                    await self._say(person, plenary, text)

    def _came_by(self, person: Person, how: str) -> None:
        """Count a contribution by command, form or menu, and print the first ones.

        The bot answers them privately, so they are in no channel that the rehearsal prints.
        """
        self.other_doors += 1
        if self.other_doors <= SHOWN_LINES // 3:
            self._screen.line(self._world.now, "🔒", f"✅ {person.name}: {how}")

    async def _say(self, person: Person, channel: simcord.ChannelHandle, text: str) -> None:
        """Send one chat line, count whether the bot stored a contribution from it, and print it."""
        message = await person.by_chat(channel, text)
        caught = bool(await chat_messages.of_message(self._world.bot.db.read, message))
        asked = not caught and await self._is_asked(channel.id, message)
        self.said += 1
        self.caught += caught
        if not caught:
            (self.asked if asked else self.left_alone).append(Typed(text))
        if self.said <= SHOWN_LINES or self._chat is not None:
            mark = "✅" if caught else "❓" if asked else "💭"
            self._screen.line(self._world.now, f"#{channel.name}", f"{mark} {person.name}: {text}")
        elif self.said == SHOWN_LINES + 1:
            self._screen.event(self._world.now, "", _("… and so on: the rest of the chat is counted, not shown."))

    async def _is_asked(self, channel: int, message: int) -> bool:
        """True where the bot asks whether a message is a contribution."""
        cues = (await self._world.timeline()).cues
        return any(cue.kind is CueKind.ASK and cue.note == f"{channel}:{message}" for cue in cues)


def _contribution_block(meetup: Meetup) -> int:
    """Return the index of the block in which people contribute by chat.

    The first harvest block that asks for something with a tag, else the first one, else the last block.
    """
    blocks = list(enumerate(meetup.programme.blocks))
    harvests = [(number, block) for number, block in blocks if block.kind is BlockKind.HARVEST]
    tagged = [number for number, block in harvests if _by_form(block) != list(block.asks)]
    return next(iter([*tagged, *(number for number, _block in harvests)]), len(blocks) - 1)


def _by_form(block: Block) -> list[ContributionKind]:
    """Return the kinds that a block asks for and that have no tag in the chat."""
    return [kind for kind in block.asks if Source.CHAT not in KINDS[kind].doors]


def _first(text: str) -> tuple[ContributionKind, str]:
    """Return kind and text of the first contribution in a line of the script."""
    found = read(Typed(text)).kept[0]
    return found.kind, found.text.raw
