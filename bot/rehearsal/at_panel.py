"""Simulated use of the moderators' panel: giving a block more time, and printing what the panel shows."""

import discord

from bot.core.evening.places import PlaceKind
from bot.features.panel import views as panel_views
from bot.rehearsal.screen import Screen, read
from bot.rehearsal.world import World


class AtPanel:
    """Acts of the simulated moderator at the panel."""

    def __init__(self, world: World, screen: Screen) -> None:
        self._world, self._screen = world, screen

    async def extend(self, block: int) -> None:
        """Give a running block two minutes more with the button of the panel."""
        channel = await self._world.place(PlaceKind.MODERATORS)
        for panel, custom_id in [(message, _plus_2(message, block)) for message in channel.history()]:
            if custom_id is None:
                continue
            result = await self._world.moderator.click(panel, custom_id=custom_id)
            self._screen.line(self._world.now, f"👤 {self._world.moderator.name}", "🎛️ +2 min")
            for answer in result.followups:
                self._screen.line(self._world.now, "🔒", answer.content)

    async def look(self) -> None:
        """Print the text of the panel as it is now."""
        channel = (await self._world.place(PlaceKind.MODERATORS)).id
        for message in self._world.env.backend.messages.get(channel, {}).values():
            text = read(message.components)
            if text.startswith("## 🎛️"):
                for line in text.split("\n"):
                    self._screen.line(self._world.now, "🎛️", line)


def _plus_2(message: discord.Message, block: int) -> str | None:
    """Return the custom_id of the button that gives this block two minutes more, or None where there is none."""
    if not message.flags.components_v2:
        return None
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    view.stop()
    for item in view.walk_children():
        values = panel_views.PLUS_2.read(getattr(item, "custom_id", None) or "")
        if values is not None and values["block"] == block:
            return str(getattr(item, "custom_id", ""))
    return None
