"""A meetup with no Discord account: simulated people, the real cogs and runner, virtual time."""
