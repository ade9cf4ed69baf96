"""An evening on which the same words are said by every door."""

from tests.evening import Evening

WORDS = "bramenjam"
NICK = "Zwaluwstaart"


async def use_everything(evening: Evening) -> None:
    """Say these words by every door, under this name, and put them in every title."""
    for person in (evening.noor, evening.moderator):
        evening.env.backend.get_member(evening.guild.id, person.id).nick = NICK
    await evening.plan(titel=WORDS, plaats=WORDS)
    await evening.moderator.slash(evening.lobby, "meetup plan", programma=WORDS, titel=WORDS, start=WORDS)
    await evening.command("meetup start")
    await evening.pass_time(minutes=10)
    plenary = await evening.plenary
    await evening.noor.slash(plenary, "morgen", tekst=f"maak ik {WORDS}")
    await evening.noor.slash(plenary, "nodig", tekst=WORDS * 600)
    shown = await evening.noor.slash(plenary, "idee")
    if shown.modal:
        await evening.noor.submit_modal(shown, {"tekst": f"{WORDS} samen", "why": NICK})
    message = await evening.noor.send(plenary, f"#idee {WORDS}")
    await evening.noor.edit(message, f"#idee {WORDS} met {NICK}")
    loose = await evening.noor.send(plenary, WORDS)
    await evening.save_as(evening.noor, "idee", loose)
    await evening.noor.slash(plenary, "mijn bijdragen")
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.command("meetup verleng")
    await evening.moderator.slash(plenary, "meetup verleng")
    await evening.command("oogst export")
    await evening.noor.delete(message)
    await evening.restart()
