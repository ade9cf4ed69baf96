"""Simulated use of the wall: people tell their role, choose how their words are shown, and join pledges."""

import re

import discord
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.kinds import KINDS
from bot.core.people.roles import NAMES, Role, asks_role
from bot.core.people.sharing import Sharing
from bot.core.people.wall import View
from bot.core.words.text import _, ngettext
from bot.core.words.typed import Typed
from bot.features.contributions import joining
from bot.features.contributions import sharing as sharing_views
from bot.features.privacy import views as privacy_views
from bot.features.wall import views as wall_views
from bot.rehearsal.crowd import Crowd, Person
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World
from bot.storage import walls

ROLES = {
    "Leerkracht": Role.TEACHER,
    "Schoolleider": Role.LEADER,
    "Ondersteuner": Role.SUPPORT,
    "Ouder": Role.PARENT,
    "Jongere": Role.YOUTH,
    "Bestuurder": Role.BOARD,
    "Wethouder": Role.ALDERMAN,
}
TELL, CHOOSE, SHOW = 40, 8, 5  # at most: people who tell a role, people who choose, contributions shown


class AtWall:
    """Acts around the wall; ``Behaviour`` calls them at their moment."""

    def __init__(self, world: World, crowd: Crowd, screen: Screen) -> None:
        self._world, self._crowd, self._screen = world, crowd, screen

    async def tell_roles(self) -> None:
        """Have up to ``TELL`` people tell their role with the button under the welcome.

        Does nothing at a meetup that does not ask for roles.
        """
        if not asks_role(await self._world.meetup()):
            return
        welcome = await self._with_button(privacy_views.ASK_ROLE())
        told: dict[Role, int] = {}
        for person in self._crowd.people[:TELL]:
            role = ROLES.get(person.name.split()[0])
            if role and welcome:
                asked = await person.actor.click(welcome[0], custom_id=privacy_views.ASK_ROLE())
                await self._press(person, asked, privacy_views.ROLE(role=role))
                told[role] = told.get(role, 0) + 1
        counts = tuple(_("{role} {n}", role=NAMES[role], n=n) for role, n in told.items())
        text = _("Who wants to, tells with one tap who they are: {counts}.", counts=counts)
        self._screen.event(self._world.now, "👋", text)

    async def read_first(self) -> None:
        """Have the moderator let the first texts through that nobody else has seen, and keep one of them back."""
        await self._world.run_due()
        await self._screen.show_new_posts(self._world)
        moderators = await self._world.place(PlaceKind.MODERATORS)
        for message in [message for message in moderators.history() if "'muur:eerst:" in str(message.components)][:1]:
            *shown, last = re.findall(r"'(muur:eerst:toon:[^']+)'", str(message.components))
            for button in (*shown, last.replace(":toon:", ":verberg:")):
                await self._world.moderator.click(message, custom_id=button)
            text = ngettext(
                "The moderator lets one through, and one not", "The moderator lets {n} through, and one not", len(shown)
            )
            self._screen.event(self._world.now, "📬", text)

    async def choose(self) -> None:
        """Have up to ``CHOOSE`` people who wrote in the chat press the card, and let others read their words.

        With their name if the meetup shows names, else without.
        """
        meetup = await self._world.meetup()
        choice = Sharing.NAMED if meetup.shows_names else Sharing.UNNAMED
        ask, share = sharing_views.ASK_ALL(id=meetup.id), sharing_views.SHARE_ALL(choice=choice, id=meetup.id)
        authors = {piece.item.author for piece in await walls.of_meetup(self._world.bot.db.read, meetup.id)}
        people = [person for person in self._crowd.people if person.actor.id in authors][:CHOOSE]
        for card in await self._with_button(ask):
            for person in people:
                await self._press(person, await person.actor.click(card, custom_id=ask), share)
            text = ngettext("one person lets others read it", "{n} people let others read it", len(people))
            self._screen.event(self._world.now, "👀", text)

    async def show(self) -> None:
        """Have the moderator put up to ``SHOW`` waiting contributions on the wall and highlight one of them."""
        pieces = await walls.of_meetup(self._world.bot.db.read, self._world.meetup_id)
        waiting = View("wacht").of(pieces)[:SHOW]
        if waiting:
            await self._choose_from_list("wacht", "toon", [piece.item.id for piece in waiting])
            best = max(waiting, key=lambda piece: KINDS[piece.item.kind].joinable)  # what others can join
            await self._choose_from_list("getoond", "licht-uit", [best.item.id])
        ideas = View("idee").of(pieces)[:1]
        if ideas and ideas[0] not in waiting:
            await self._choose_from_list("idee", "toon", [ideas[0].item.id])

    async def _choose_from_list(self, which: str, act: str, ids: list[int]) -> None:
        moderators, meetup = await self._world.place(PlaceKind.MODERATORS), self._world.meetup_id
        moderator = self._world.moderator
        shown = (await moderator.slash(moderators, "oogst toon")).response
        if which != "wacht" and shown is not None:
            filters = wall_views.FILTER(**wall_views.state(meetup, View()))
            shown = (await moderator.select(shown, [which], custom_id=filters)).response
        if shown is not None:
            under_it = re.findall(r"'custom_id': '([^']+)'", str(shown.components))
            menu = next(id for id in under_it if (wall_views.DO.read(id) or {}).get("act") == act)
            await moderator.select(shown, [str(id) for id in ids], custom_id=menu)
            shows = _("The moderator shows {n} of them: `/oogst toon`", n=len(ids))
            text = shows if act == "toon" else _("The moderator highlights one of them")
            self._screen.event(self._world.now, "🧱", text)
            await self._world.run_due()
            await self._screen.show_new_posts(self._world)

    async def join(self) -> None:
        """Have up to four people join each pledge on the wall; every second of them tells their name."""
        joined = 0
        shown = await walls.shown(self._world.bot.db.read, self._world.meetup_id)
        for piece in [piece for pieces in shown.values() for piece in pieces]:
            join, name = joining.JOIN(id=piece.item.id), joining.JOINER(act="naam", id=piece.item.id)
            for board in await self._with_button(join):
                for person in self._crowd.some(4):
                    if person.actor.id != piece.item.author:
                        asked = await person.actor.click(board, custom_id=join)
                        joined += 1
                        if joined % 2 and asked.response and name in str(asked.response.components):
                            await self._press(person, asked, name)
        text = ngettext("one person presses “I join”", "{n} people press “I join”", joined)
        self._screen.event(self._world.now, "🙋", text)

    async def search(self) -> None:
        """Have somebody search for the longest word of what stands first on the wall. Does nothing without a wall."""
        shown = await walls.shown(self._world.bot.db.read, self._world.meetup_id)
        first = next((piece for pieces in shown.values() for piece in pieces), None)
        if first is None:
            return
        word = Typed(max(first.item.text.raw.split(), key=len))
        for person in self._crowd.people[:1]:
            found = await person.actor.slash(await self._world.place(PlaceKind.PLENARY), "zoek", woorden=word.raw)
            count = Typed("".join(found.response.content.splitlines()[1:2]) if found.response else "")
            text = _("{name} searches for “{word}” with `/zoek`: {count}", name=person.name, word=word, count=count)
            self._screen.event(self._world.now, "🔎", text)

    async def _with_button(self, custom_id: str) -> list[discord.Message]:
        plenary = await self._world.place(PlaceKind.PLENARY)
        return [message for message in plenary.history() if f"'{custom_id}'" in str(message.components)]

    async def _press(
        self, person: Person, shown: simcord.InteractionResult, custom_id: str
    ) -> simcord.InteractionResult:
        assert shown.response is not None
        return await person.actor.click(shown.response, custom_id=custom_id)
