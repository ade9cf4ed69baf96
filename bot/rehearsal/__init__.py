"""Rehearsal of a meetup without a Discord account: simulated people, real cogs and runner, virtual time."""
