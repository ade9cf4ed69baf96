"""Who may do what: the page that tells it is true, and no door lets in whom it says it does not."""

from pathlib import Path

from bot.platform.doors import For
from tests.safety.table import PAGE, gone_round


async def test_the_page_tells_who_gets_in_and_doors_keep_their_word(tmp_path: Path) -> None:
    async with gone_round(tmp_path) as found:
        came_in = set(found.came_in)
        for door in found.rows:
            by = {column for name, column in came_in if name == door.name}
            if door.people is For.MODERATORS:
                assert not by & {"whose it is", "participant", "moderator, direct"}, door.name
            if door.people is For.ORGANISERS:
                assert by <= {"organiser", "elsewhere"}, door.name
            if door.people is For.OWN:
                assert "participant" not in by, door.name
            if door.people is not For.EVERYBODY and "{id}" in door.name:
                assert "elsewhere" not in by, door.name
        assert found.page == PAGE.read_text("utf-8"), (
            "somebody else gets in than the page tells: look, and `make doors`"
        )
