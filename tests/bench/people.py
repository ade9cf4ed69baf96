"""Acts of people on the stand-in: commands, buttons, forms, message menus, chat and voice."""

import asyncio
import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simcord.backend import serializers
from simcord.components import walk_components
from simcord.interactions import base_payload

from tests.bench.standin import StandIn

COMMAND, COMPONENT, FORM = 2, 3, 5
SLASH, MESSAGE_MENU = 1, 3


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a gesture: the text of the answer ("" for a form or a mark) and how long it took, in seconds.

    ``message`` is the id of the answer, where it is a message.
    """

    text: str
    took: float
    form: Mapping[str, Any] | None = None
    message: int | None = None


class People:
    """Acts of anybody on the stand-in, by user id.

    Each raises TimeoutError when the bot does not answer within ``patience`` seconds.
    """

    def __init__(self, standin: StandIn, patience: float = 20.0) -> None:
        self._standin, self._backend, self.patience = standin, standin.backend, patience

    async def slash(self, who: int, channel: int, name: str, **options: str | int) -> Said:
        """Give a slash command; ``name`` may have a subcommand after a space."""
        root, *nested = name.split()
        command = self._command(root, SLASH)
        given = [{"name": key, "type": 4 if isinstance(v, int) else 3, "value": v} for key, v in options.items()]
        inner = [{"name": nested[0], "type": 1, "options": given}] if nested else given
        data = {"id": command["id"], "name": root, "type": SLASH, "options": inner}
        return await self._interact(COMMAND, who, channel, data)

    async def menu(self, who: int, channel: int, name: str, message: int) -> Said:
        """Use an entry of the menu of a message."""
        stored = self._backend.get_message(channel, message)
        data = {
            "id": self._command(name, MESSAGE_MENU)["id"],
            "name": name,
            "type": MESSAGE_MENU,
            "target_id": str(message),
            "resolved": {"messages": {str(message): dict(serializers.message_payload(self._backend, stored))}},
        }
        return await self._interact(COMMAND, who, channel, data)

    async def press(self, who: int, channel: int, custom_id: str, message: int | None = None) -> Said:
        """Press a button on ``message``, by default the newest message with it. Raises LookupError if none has."""
        stored = self._backend.get_message(channel, message or self.button(channel, custom_id))
        data = {"custom_id": custom_id, "component_type": 2}
        payload = dict(serializers.message_payload(self._backend, stored))
        return await self._interact(COMPONENT, who, channel, data, message=payload)

    async def choose(self, who: int, channel: int, value: str, message: int) -> Said:
        """Choose from the one list on a message."""
        stored = self._backend.get_message(channel, message)
        (custom_id,) = (item["custom_id"] for item in _components(stored.components) if item.get("options"))
        data = {"custom_id": custom_id, "component_type": 3, "values": [value]}
        payload = dict(serializers.message_payload(self._backend, stored))
        return await self._interact(COMPONENT, who, channel, data, message=payload)

    async def submit(self, who: int, channel: int, form: Mapping[str, Any], **fields: str) -> Said:
        """Submit a form that was shown, with these fields."""
        labels = [
            {"type": 18, "component": {"type": 4, "custom_id": key, "value": value}} for key, value in fields.items()
        ]
        return await self._interact(FORM, who, channel, {"custom_id": form["custom_id"], "components": labels})

    async def chat(self, who: int, channel: int, text: str) -> Said:
        """Write in a channel, and wait for the reaction that says it was stored."""
        started = asyncio.get_running_loop().time()
        message = self._backend.create_message(channel, who, text)
        answered = await asyncio.wait_for(self._standin.answer_to(message.id), self.patience)
        return Said("", answered - started)

    def join(self, who: int, channel: int | None, server: int | None = None) -> None:
        """Enter a voice channel, or leave voice with None."""
        self._backend.set_voice_state(server or self._standin.guild, who, channel)

    def in_voice(self, channel: int) -> list[int]:
        """Return the ids of the people in a voice channel."""
        states = self._backend.get_guild(self._backend.get_channel(channel).guild_id or 0).voice_states.values()
        return [state.user_id for state in states if state.channel_id == channel]

    def button(self, channel: int, custom_id: str) -> int:
        """Return the newest message of a channel with this button. Raises LookupError."""
        for id, message in sorted(self._backend.messages.get(channel, {}).items(), reverse=True):
            if any(component.get("custom_id") == custom_id for component in _components(message.components)):
                return id
        raise LookupError(custom_id)

    def finds(self, channel: int, custom_id: str, after: int | None = None) -> bool:
        """Return whether a message of a channel has this button; of those from message ``after`` on, if given."""
        with contextlib.suppress(LookupError):
            return self.button(channel, custom_id) >= (after or 0)
        return False

    # ------------------------------------------------------------------ how it goes

    def _command(self, name: str, kind: int) -> Mapping[str, Any]:
        command = self._backend.find_command(name, self._standin.guild, type=kind)
        assert command is not None, name
        return command

    async def _interact(self, kind: int, who: int, channel: int, data: dict[str, Any], **extra: Any) -> Said:
        server = self._backend.get_channel(channel).guild_id
        record, payload = base_payload(
            self._backend, type=kind, channel_id=channel, guild_id=server, user_id=who, data=data
        )
        if "message" in extra:
            record.source_message_id = int(extra["message"]["id"])
        answer = self._standin.answer_to(record.id)
        started = asyncio.get_running_loop().time()
        self._backend.emit("INTERACTION_CREATE", payload | extra | {"locale": "nl"})
        took = await asyncio.wait_for(answer, self.patience) - started
        # "Thinking …" is an answer; what it becomes is read when it is there.
        async with asyncio.timeout(self.patience):
            while record.loading:  # noqa: ASYNC110  # the other side is a process: it has no event to wait for
                await asyncio.sleep(0.005)
        text = self._backend.get_message(channel, record.message_id).content if record.message_id else ""
        return Said(str(text), took, record.modal, record.message_id)


def _components(rows: Any) -> Iterator[Mapping[str, Any]]:
    yield from walk_components(rows)
