"""Content files (programmes and themes), languages, and times in words."""

from importlib.resources import files
from pathlib import Path

_PACKAGE = Path(str(files("bot")))  # a wheel carries the content in the package, a checkout has it beside the package

DATA = next(folder for folder in (_PACKAGE / "data", _PACKAGE.parent / "data") if (folder / "programmes").is_dir())
