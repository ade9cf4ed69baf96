"""Addresses of the walls for a big screen: one for each meetup, which nobody can guess."""

import base64
import hmac
from dataclasses import dataclass

from bot.core.evening.meetup import Meetup

PATH = "muur"


@dataclass(frozen=True, slots=True)
class Screens:
    """``base`` is where walls are served, such as "http://127.0.0.1:8700"; ``secret`` is known to the bot alone.

    An address is made out of these and the meetup, so it is the same after a restart, and none is stored.
    """

    base: str
    secret: bytes

    def address(self, meetup: Meetup) -> str:
        """Return the address of the wall of a meetup."""
        return f"{self.base}/{PATH}/{meetup.id}/{self._key(meetup)}"

    def opens(self, meetup: Meetup, key: str) -> bool:
        """Return True if this key of an address is that of the meetup."""
        return hmac.compare_digest(self._key(meetup).encode(), key.encode())

    def _key(self, meetup: Meetup) -> str:
        digest = hmac.digest(self.secret, f"wall {meetup.id} {meetup.uid}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:18]).decode()
