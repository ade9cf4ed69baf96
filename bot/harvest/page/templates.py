"""Templates of pages for a browser: every value in them is escaped, unless it is a file of ours."""

import base64
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.harvest.typesetting import FONTS, TEMPLATES


def template(name: str) -> Template:
    """Return a template of the folder of templates."""
    return _environment().get_template(name)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions: dict[str, Any] = {"ours": _ours, "font": _font}
    environment.globals.update(functions)
    return environment


def _ours(name: str) -> Markup:
    """Return a script or style sheet as it is."""
    return Markup((TEMPLATES / name).read_text("utf-8"))


def _font(name: str) -> str:
    """Return a font as the end of a data: address."""
    return base64.b64encode((FONTS / name).read_bytes()).decode()
