"""An evening in which something stands behind nearly every door, and people who stand to it in different ways."""

import re
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.content.library import Library
from bot.core.evening.places import PlaceKind
from bot.features.programmes import editing
from bot.platform.custom_id import CustomId
from bot.storage import programmes
from tests.evening import Evening
from tests.intaking import SCHOOL, TALK
from tests.refusing import FAILURES, Refusing
from tests.safety.doors import Command, Visitor
from tests.setting_up import admin_of

PROGRAMME = Path(__file__).parent.parent / "data" / "deuren.yaml"
MOMENTS = {
    "N": "there is no meetup",
    "P": "planned",
    "T": "running, at the tables",
    "H": "running, in a block that collects",
    "S": "paused, in a block with dots",
    "O": "over, since five minutes",
    "L": "over, and nothing more can be brought in",
}
# What is filled in where a command, a list or a form asks for it; where nothing stands here, whatever fits.
OPTIONS: dict[str, dict[str, object]] = {
    "meetup plan": {"programma": "deuren", "titel": "Nieuw", "start": "28-11-2026 20:00"},
    "meetup peiling": {"vraag": "Gaat het?", "keuzes": "ja, nee"},
    "meetup spreken": {"wie": "quiet"},
    "meetup hernoem": {"titel": "Anders"},
    "meetup kopieer": {"start": "28-11-2026 20:00"},
    "meetup wijzig": {"blok": "Tot slot"},
    "meetup bijlage": {"blok": "Tot slot"},
    "programma wijzig": {"programma": "kopie"},
    "programma verwijder": {"programma": "kopie"},
    "ruimtes tafel erbij": {"zoals": "Vrije tafel"},
    "ruimtes tafel hernoem": {"tafel": "Vrije tafel", "naam": "Vrij"},
    "ruimtes tafel sluit": {"tafel": "Vrije tafel"},
    "ruimtes tafel splits": {"tafel": "Taal"},
    "zoek": {"woorden": "iedereen"},
    "oogst zoek": {"woorden": "iedereen"},
}
FIELDS: dict[str, dict[str, Any]] = {
    "meetup:plan": {"programma": ["deuren"], "titel": "Nieuw", "begin": "28-11-2026 20:00"},
    "meetup:instellen:{seen}": {"bewaren": "365", "taal": ["nl"]},
    "programma:wijzig:{block}:{version}:{name}": {"titel": "Begin", "duur": "10 min"},
    "meetup:hernoemd:{id}:{seen}": {"naam": "Anders"},
    "terugblik:opdag:{id}": {"dag": "over twee weken"},
    "formulier:ingevuld:{meetup}:{form}": {"vraag0": "veel"},
}
ANY_FORM: dict[str, Any] = {"tekst": "een zin", "begin": "28-11-2026 20:00", "titel": "Nieuw", "aantal": "2"}


def shape_of(way: CustomId) -> str:
    """The shape of a custom_id without what may be left out, which changes as doors grow."""
    return str(way).partition("[")[0]


class House:
    """The evening, its people, and what stands behind its doors at this moment.

    Noor is whose a thing is, Kim deals with her, Sem deals with nobody; somebody manages the server, and somebody
    else commands another server.
    """

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.kim = evening.person("Kim")
        self.admin = admin_of(evening)
        other = evening.env.create_guild("Elders")
        role = other.create_role("Baas", permissions=discord.Permissions.all())
        self.boss = other.add_member(evening.env.create_user("elders"), roles=[role])
        self.elsewhere = other.create_text_channel("elders")
        self.table: simcord.ChannelHandle | None = None  # Taal, where Noor sits
        self.other_table: simcord.ChannelHandle | None = None
        self.message: discord.Message | None = None  # Noor's, that nobody kept
        self.pledge: discord.Message | None = None  # Kim's
        self._ids: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._places: dict[str, simcord.ChannelHandle] = {}  # by the beginning of a custom_id
        self._discord = Refusing(evening, FAILURES["no right"])
        self._before = sqlite3.connect(":memory:", check_same_thread=False)
        self._writes = 0

    def at(self, door: object, visitor: Visitor) -> Visitor:
        """The visitor where a door stands: in a channel of its own, for who is on this server."""
        own = next((place for shape, place in self._places.items() if str(door).startswith(shape)), None)
        if own is None or visitor.who is self.boss or not isinstance(visitor.who, simcord.MemberActor):
            return visitor
        return replace(visitor, channel=own) if self.evening.can_enter(visitor.who, own) else visitor

    async def visitors(self) -> dict[str, Visitor]:
        """Everybody, by how they stand to what is behind a door."""
        evening = self.evening
        here = await evening.plenary if evening.meetup_id and evening.env.http_requests else evening.lobby
        return {
            "whose it is": Visitor(evening, evening.noor, here),
            "participant": Visitor(evening, evening.sem, here),
            "moderator": Visitor(evening, evening.moderator, here),
            "organiser": Visitor(evening, self.admin, here),
            "elsewhere": Visitor(evening, self.boss, self.elsewhere),
            "direct": Visitor(evening, evening.noor.user, evening.noor.user.dm_channel),
            "moderator, direct": Visitor(evening, evening.moderator.user, evening.moderator.user.dm_channel),
        }

    # ------------------------------------------------------------------ how to knock

    def ids(self, way: CustomId) -> list[str]:
        """Custom_ids of what stands behind a button, list or form: of Noor's thing, or of the first."""
        id = self._ids.get(shape_of(way))
        return [id] if id else way.examples(["1"])[:2]

    def value(self, way: CustomId) -> str:
        """What is chosen from a list."""
        return self._values.get(shape_of(way), "1")

    def fields(self, way: CustomId) -> dict[str, Any]:
        """What is filled in in a form."""
        return FIELDS.get(shape_of(way), ANY_FORM)

    def options(self, command: Command, visitor: Visitor) -> dict[str, object]:
        """What a visitor fills in behind a command, besides whatever fits where something must be."""
        name = command.qualified_name
        if visitor.who is not self.evening.moderator:
            return OPTIONS.get(name, {})  # others don't see these channels, and from elsewhere nobody these people
        noor, kim = self.evening.noor, self.kim
        table: dict[str, object] = {"tafel": self.table} if self.table else {}
        other: dict[str, object] = {"tafel": self.other_table} if self.table else {}
        people: dict[str, dict[str, object]] = {
            "ruimtes begeleider": {"persoon": noor, **table},
            "ruimtes samen": {"persoon1": noor, "persoon2": kim},
            "ruimtes los": {"persoon": noor},
            "ruimtes verplaats": {"persoon": noor, **other},
            "programma laad": {"bestand": ("eigen.yaml", PROGRAMME.read_bytes())},
        }
        return OPTIONS.get(name, {}) | people.get(name, {})

    # ------------------------------------------------------------------ as it was

    async def remember(self) -> None:
        """Keep what the database holds now, and every channel."""
        self._discord.at = lambda route: (route.method, route.path) == ("DELETE", "/channels/{channel_id}")
        await self.evening.bot.db._writer.backup(self._before)
        self._writes = self.evening.bot.db._writer.total_changes

    async def put_back(self) -> None:
        """Let the database hold again what it did, if a visitor changed it."""
        writer = self.evening.bot.db._writer
        if writer.total_changes != self._writes:
            await writer._execute(self._before.backup, writer._conn)  # type: ignore[no-untyped-call]
            self._writes = writer.total_changes

    def let_go(self) -> None:
        """Let channels be removed again."""
        self._discord.at = None

    # ------------------------------------------------------------------ the moments

    async def moments(self) -> AsyncIterator[str]:
        """Let the evening go by; yields the letter of each moment."""
        evening = self.evening
        evening.bot.library = Library(extra={"deuren": PROGRAMME, "proef": PROGRAMME})
        yield "N"
        await self._plan()
        yield "P"
        await evening.command("meetup start")
        await evening.pass_time(minutes=1)
        await self._sit_down()
        await self._bring_in()
        await self._deal()
        yield "T"
        await self._go_on(1)
        await self._raise_hands()
        yield "H"
        await self._go_on(2)
        await evening.command("meetup pauze")
        await self._remember_step()
        yield "S"
        await self._stop()
        yield "O"
        await evening.pass_time(hours=30)
        yield "L"

    async def press(self, who: simcord.MemberActor, id: str, value: str = "1") -> str:
        """Somebody presses a button, or chooses a value."""
        heard = (await Visitor(self.evening, who, await self.evening.plenary).press(id, value)).heard
        await self.evening.run_due()
        return heard

    async def submit(self, who: simcord.MemberActor, id: str, **fields: Any) -> str:
        """Somebody fills in a form."""
        heard = (await Visitor(self.evening, who, await self.evening.plenary).submit(id, **fields)).heard
        await self.evening.run_due()
        return heard

    async def _plan(self) -> None:
        evening, moderator = self.evening, self.evening.moderator
        await moderator.slash(evening.lobby, "programma kopieer", programma="proef", titel="Kopie")
        copy = editing.number_of((await programmes.of_server(evening.bot.db.read, evening.guild.id))["kopie"])
        await moderator.slash(evening.lobby, "meetup intake", wie=evening.noor)
        await evening.plan(programma="deuren", titel="Deuren")
        for number, filled in enumerate((SCHOOL, TALK)):
            await self.submit(evening.noor, f"intake:invullen:1:{number}", **filled)
        await self.submit(evening.noor, "formulier:ingevuld:1:0", vraag0="veel")
        asked = await moderator.slash(evening.lobby, "meetup plan", programma="deuren", titel="Later", start="8 uur")
        found = re.search(r"meetup:bedoeld:(\d+):(\d+)", str(asked.response and asked.response.components))
        self._at(0)
        self._ids |= {
            "formulier:{meetup}:{form}": "formulier:1:0",
            "formulier:trekin:{meetup}:{form}": "formulier:trekin:1:0",
            "formulier:ingevuld:{meetup}:{form}": "formulier:ingevuld:1:0",
            "herstel:{mend}:{meetup}": "herstel:status:1",
            "groepjes:van:{id}:{size}": "groepjes:van:1:4",
            "groepjes:voor:{id}:{size}:{minutes}": "groepjes:voor:1:4:10",
            "stip:op:{id}": "stip:op:2",
            "oogst:labels:erbij:{which}:{page}:{ids}": "oogst:labels:erbij:zonder:0:2",
            "oogst:labels:{act}:{which}:{page}:{ids}": "oogst:labels:geef:zonder:0:2",
            "bijdrage:onder:{kind}:{id}": "bijdrage:onder:actie:11",
            "meetup:wijzig:tafel:{id}:{block}:{room}:{seen}": "meetup:wijzig:tafel:1:0:1:0",
            "proef:programma:{name}": "proef:programma:proef",
            "programma:weg:{name}": "programma:weg:kopie",
            "programma:wijzig:{block}:{version}:{name}": f"programma:wijzig:0:{copy}:kopie",
            "programma:wijzig:tafel:{block}:{room}:{version}:{name}": f"programma:wijzig:tafel:0:0:{copy}:kopie",
            "mijn:wissen:{person}": f"mijn:wissen:{evening.noor.id}",
            "meetup:verzet:{id}:{at}": f"meetup:verzet:1:{int(evening.now.timestamp()) + 90000}",
            "meetup:opruim:{how}:{id}": "meetup:opruim:lezen:1",
        }
        form = await self.admin.slash(evening.lobby, "meetup instellen")
        self._ids["meetup:instellen:{seen}"] = str(form.modal and form.modal["custom_id"])
        if found:
            self._ids["meetup:bedoeld:{key}:{at}"] = found[0]

    async def _sit_down(self) -> None:
        """Noor sits at the table Taal and asks for help; a moderator looks after it; a division is proposed."""
        evening = self.evening
        tables = {place.title.raw: place.id for place in (await evening.venue()).tables()}
        place, self.table = tables["Taal"], await evening.table("Taal")
        self.other_table = await evening.table("Vrije tafel")
        for who in (evening.noor, self.kim, evening.person("Fatma"), evening.person("Roos")):
            await who.join_voice(self.table)
        await evening.pass_time(seconds=30)
        await evening.person("Els").join_voice(self.other_table)
        await Visitor(evening, evening.sem, self.other_table).press(f"tafel:hulp:{tables['Vrije tafel']}")
        second = evening.person("Tweede", roles=[evening.guild.roles["Moderator"]])
        for who, number in ((evening.moderator, place), (second, tables["Vrije tafel"])):
            await self.press(who, "kijken:1", str(number))
        await evening.moderator.slash(await evening.plenary, "ruimtes samen", persoon1=evening.noor, persoon2=self.kim)
        own = ("hulp", "klaar", "nietklaar", "opnieuw", "stokje")
        self._places |= {f"tafel:{shape}:": self.table for shape in own}
        for shape in ("hulp", "klaar", "nietklaar", "opnieuw"):
            self._ids[f"tafel:{shape}:{{id}}"] = f"tafel:{shape}:{place}"
        self._ids |= {
            "tafel:{id}": f"tafel:{place}",
            "tafel:klaar:{id}": f"tafel:klaar:{place}",
            "tafel:stokje:{act}:{id}:{turn}": f"tafel:stokje:neem:{place}:0",
            "tafel:splits:{id}": f"tafel:splits:{place}",
            "tafel:sluit:{id}": f"tafel:sluit:{place}",
            "tafel:sluit:naar:{id}": f"tafel:sluit:naar:{place}",
            "kijken:terug:{id}": f"kijken:terug:{place}",
            "kijken:over:{id}": f"kijken:over:{tables['Vrije tafel']}",
            "kijken:{id}": "kijken:1",
        }
        self._values |= {"kijken:{id}": str(place), "tafel:sluit:naar:{id}": str(tables["Vrije tafel"])}

    async def _bring_in(self) -> None:
        """Noor (1 to 6) and Kim (7 to 12) bring in one of each kind; a moderator writes a promise down for Noor."""
        evening, plenary = self.evening, await self.evening.plenary
        for who in (evening.noor, self.kim):
            for kind in ("morgen", "nodig", "werkt", "idee"):
                await who.slash(plenary, kind, tekst=f"{kind} voor iedereen")
            await self.submit(who, "bijdrage:formulier:ambitie", tekst="elk kind leest")
            await self.submit(who, "bijdrage:formulier:actie", tekst="ouders bellen")
            await self.press(who, "lezen:naam:1")
        await self.submit(evening.moderator, f"bijdrage:voor:toezegging:{evening.noor.id}", tekst="een klas erbij")
        self.message = await evening.noor.send(plenary, "een losse zin")
        self.pledge = await self.kim.send(plenary, "#morgen bak ik brood")
        asked = await evening.noor.send(plenary, "Morgen: bel ik de ouders van Fatma")
        await evening.pass_time(seconds=30)
        self._ids |= {
            "vraag:ja:{channel}:{message}": f"vraag:ja:{plenary.id}:{asked.id}",
            "vraag:nee:{channel}:{message}": f"vraag:nee:{plenary.id}:{asked.id}",
            "bijdrage:bewaar:{channel}:{message}": f"bijdrage:bewaar:{plenary.id}:{self.message.id}",
            "bijdrage:hoort:{id}": "bijdrage:hoort:6",
            "toezegging:klopt:{id}": "toezegging:klopt:13",
            "toezegging:kloptniet:{id}": "toezegging:kloptniet:13",
            "idee:verder:{id}": "idee:verder:4",
            "actie:kies:{id}": "actie:kies:1",
        }
        self._values |= {"bijdrage:bewaar:{channel}:{message}": "idee", "bijdrage:hoort:{id}": "5"}

    async def _deal(self) -> None:
        """Noor and Kim join each other, ask each other, and go on together; a moderator shows, hides and asks."""
        evening, noor, kim, moderator = self.evening, self.evening.noor, self.kim, self.evening.moderator
        plenary = await evening.plenary
        await self.press(moderator, f"muur:toon:1:wacht:oud:0:99:{int(evening.now.timestamp())}", "1")
        await self.press(moderator, f"muur:toon:1:wacht:oud:0:99:{int(evening.now.timestamp())}", "7")
        for who, plan in ((kim, 1), (noor, 7)):
            await self.press(who, f"meedoen:{plan}")
            await self.press(who, f"meedoen:naam:{plan}")
        for who, plan in ((noor, 1), (kim, 7)):
            await self.press(who, f"meedoen:kennis:{plan}")
            await self.press(who, f"kring:open:{plan}")
        await self.press(kim, "maatje:kies:7", str(noor.id))
        await self.submit(kim, "schrijver:stel:3", tekst="hoe begin je?")
        await self.submit(noor, "schrijver:stel:9", tekst="en jij?")
        await self.submit(kim, "schrijver:stuur:2", tekst="klein")
        await self.submit(moderator, "oogst:reden:10", tekst="nog niet")
        await moderator.slash(plenary, "meetup gast", wie=kim)
        await moderator.slash(plenary, "meetup spreken", wie="quiet")
        await moderator.slash(plenary, "meetup peiling", vraag="Gaat het?", keuzes="ja, nee", minuten=60)
        found = await noor.slash(plenary, "zoek", woorden="iedereen")
        search = re.search(r"zoek:blad:(\d+):", str(found.response and found.response.components))
        await moderator.slash(plenary, "ruimtes verdeel")
        await evening.pass_time(seconds=30)
        circle, _second = [one for one in self._channels() if one.name.lower().startswith("samen")]
        self._places["kring:"] = evening.channel(circle.id)
        self._ids |= {
            "meedoen:{id}": "meedoen:7",
            "kring:uit:{id}": "kring:uit:2",
            "zoek:meedoen:{id}": "zoek:meedoen:7",
            "meedoen:{act}:{id}": "meedoen:geen-naam:7",
            "maatje:lees:{id}": "maatje:lees:7",
            "maatje:{said}:{id}": "maatje:ja:7",
            "schrijver:vraag:{id}": "schrijver:vraag:8",
            "schrijver:stel:{id}": "schrijver:stel:8",
            "schrijver:hoor:{id}": "schrijver:hoor:2",
            "oogst:terug:{id}": "oogst:terug:10",
            "peiling:{id}:{choice}": "peiling:1:0",
            "spreken:geengast:{id}:{person}": f"spreken:geengast:1:{kim.id}",
            "zoek:blad:{search}:{page}": f"zoek:blad:{search[1] if search else 1}:0",
            "muur:{act}:{id}:{which}:{order}:{page}:{newest}:{seen}": (
                f"muur:verberg:1:wacht:oud:0:99:{int(evening.now.timestamp())}"
            ),
        }
        self._values |= {
            "maatje:kies:{id}": str(kim.id),
            "oogst:labels:kies:{which}:{page}": "2",
        }

    def _channels(self) -> list[discord.TextChannel]:
        guild = self.evening.bot.get_guild(self.evening.guild.id)
        assert guild is not None
        return guild.text_channels

    async def _raise_hands(self) -> None:
        """Noor raises her hand, and Kim gets the word."""
        evening = self.evening
        for who in (evening.noor, self.kim):
            await who.join_voice(await evening.place(PlaceKind.VOICE))
            await self.submit(who, "hand:formulier:1", tekst="een vraag")
        await self.press(evening.moderator, f"hand:woord:1:{self.kim.id}")
        self._ids["hand:woord:{id}:{person}"] = f"hand:woord:1:{evening.noor.id}"

    async def _go_on(self, block: int) -> None:
        """Go on to the next block."""
        await self.evening.command("meetup volgende")
        await self.evening.pass_time(minutes=3)
        self._at(block)

    def _at(self, block: int) -> None:
        for shape in ("volgende", "plus2", "plus5"):
            self._ids[f"bord:{shape}:{{id}}:{{block}}"] = f"bord:{shape}:1:{block}"
        self._ids["bord:terug:{id}:{block}"] = f"bord:terug:1:{block}"

    async def _remember_step(self) -> None:
        """Keep the number of the last step on the time, which can be undone."""
        (row,) = await self.evening.bot.db.read.all("SELECT max(id) AS last FROM deeds")
        self._ids["bord:ongedaan:{id}:{deed}"] = f"bord:ongedaan:1:{row['last']}"

    async def _stop(self) -> None:
        evening = self.evening
        await self.press(evening.moderator, f"meetup:stop:{evening.meetup_id}")
        await evening.pass_time(minutes=5)
