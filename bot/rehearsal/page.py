"""The page beside the preview: what is simulated, the channels to open as moderator or participant, and the clock."""

import html
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.content.texts import DEFAULT, bare, voice
from bot.content.times import clock
from bot.core.words.text import Refusal, Text, _
from bot.rehearsal.trying import SPEEDS, Trial

HOST = "127.0.0.1"
say = voice(DEFAULT, bare)

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; }
.banner { border: 2px solid; border-radius: .5rem; padding: .5rem 1rem; }
ul { list-style: none; padding: 0; }
li { align-items: center; border-bottom: 1px solid #8886; display: flex; flex-wrap: wrap; gap: .5rem; }
li { padding: .5rem 0; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
li > span { flex: 1 1 10rem; overflow-wrap: anywhere; }
form { display: inline; }
button { border: 1px solid; border-radius: .4rem; cursor: pointer; font: inherit; }
button { min-height: 2.75rem; padding: 0 .8rem; }
button[aria-pressed=true] { font-weight: bold; outline: 3px solid; }
"""
# What is on the page is asked for again every three seconds, so that tables that opened show.
_SCRIPT = """
setInterval(async () => {
  const held = document.activeElement?.dataset.key;
  const page = await fetch('/').then(answer => answer.text()).catch(() => null);
  const fresh = page && new DOMParser().parseFromString(page, 'text/html').querySelector('main');
  if (fresh) {
    document.querySelector('main').replaceWith(fresh);
    if (held) document.querySelector(`[data-key="${held}"]`)?.focus();
  }
}, 3000);
"""


@asynccontextmanager
async def serving(trial: Trial, port: int) -> AsyncIterator[str]:
    """Serve the page on loopback; yield its address. Raises Refusal where the port is taken."""
    app = web.Application(middlewares=[_only_from_here])
    app.router.add_get("/", lambda request: _page(trial))
    for path, act in (("/toon", _open), ("/stem", _enter), ("/snelheid", _set_speed), ("/verder", _skip)):
        app.router.add_post(path, _handler(trial, act))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError:
            raise Refusal(
                _("Port {port} is in use. Stop what uses it, or choose another one with --port.", port=port)
            ) from None
        yield f"http://{HOST}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


@web.middleware
async def _only_from_here(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what another web page sends here."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise web.HTTPForbidden
    return await handler(request)


Act = Callable[[Trial, dict[str, str]], Awaitable[str]]


def _handler(trial: Trial, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            goal = await act(trial, {key: str(value) for key, value in (await request.post()).items()})
        except (LookupError, ValueError):
            raise web.HTTPNotFound(text=say(_("That is not there now. Go back, and choose again."))) from None
        raise web.HTTPSeeOther(goal)

    return handle


async def _open(trial: Trial, form: dict[str, str]) -> str:
    return await trial.open(int(form["kanaal"]), form["als"])


async def _enter(trial: Trial, form: dict[str, str]) -> str:
    await trial.enter(int(form["kanaal"]), form["als"])
    return "/"


async def _set_speed(trial: Trial, form: dict[str, str]) -> str:
    speed = int(form["keer"])
    if speed not in SPEEDS:
        raise ValueError(speed)
    trial.speed = speed
    return "/"


async def _skip(trial: Trial, _form: dict[str, str]) -> str:
    await trial.skip()
    return "/"


async def _page(trial: Trial) -> web.Response:
    meetup = await trial.world.meetup()
    roles = {"moderator": say(_("As moderator")), "deelnemer": say(_("As participant"))}
    shown: dict[int, str] = {}
    doors: dict[int, list[str]] = {}
    for role, words in roles.items():
        for id, name in trial.channels(role):
            shown[id] = name
            fields = {"kanaal": str(id), "als": role}
            doors.setdefault(id, []).append(_button("/toon", fields, words, f"{name} {words}", new_tab=True))
            if name.startswith("🔊"):
                join = say(_("Join {role}", role=words.lower()))
                doors[id].append(_button("/stem", fields, join, f"{name}: {join}"))
    items = "".join(f"<li><span>{html.escape(name)}</span>{''.join(doors[id])}</li>" for id, name in shown.items())
    speeds = "".join(
        _button("/snelheid", {"keer": str(speed)}, _speed(speed), _speed(speed), pressed=speed == trial.speed)
        for speed in SPEEDS
    )
    title = html.escape(bare(meetup.title))
    time = say(_("It is {time} there.", time=clock(trial.world.now, trial.world.bot.settings.zone)))
    body = f"""<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{_STYLE}</style></head>
<body><h1>{title}</h1>
<p class="banner" role="note">{_text(_BANNER)}</p>
<main><h2>{_text(_CLOCK)}</h2><p>{html.escape(time)}</p>
<div class="row">{speeds} {_button("/verder", {}, say(_SKIP), say(_SKIP))}</div>
<h2>{_text(_CHANNELS)}</h2><p>{_text(_HOW)}</p><ul>{items}</ul></main>
<script>{_SCRIPT}</script></body></html>"""
    return web.Response(text=body, content_type="text/html")


_BANNER = _(
    "Nothing of this is real: Discord, the other people and the time are simulated on this computer, and nothing "
    "leaves it. The bot is the real one."
)
_HOW = _(
    "Open a channel in a new tab, as moderator or as participant; one tab works at a time. Begin in the moderators' "
    "channel, where the panel is."
)
_CLOCK, _CHANNELS = _("The clock"), _("The channels")
_SKIP = _("On to the next moment")


def _text(text: Text) -> str:
    return html.escape(say(text))


def _speed(speed: int) -> str:
    return say(_("{n} times as fast", n=speed) if speed > 1 else _("Real time") if speed else _("Stand still"))


def _button(
    action: str, fields: dict[str, str], words: str, label: str, *, new_tab: bool = False, pressed: bool | None = None
) -> str:
    hidden = "".join(f'<input type="hidden" name="{key}" value="{html.escape(fields[key])}">' for key in fields)
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    key = html.escape(f"{action} {' '.join(fields.values())}")
    return (
        f'<form method="post" action="{action}"{" target=_blank" if new_tab else ""}>{hidden}'
        f'<button aria-label="{html.escape(label)}" data-key="{key}"{state}>{html.escape(words)}</button></form>'
    )
