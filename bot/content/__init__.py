"""The content files, and the languages."""

from pathlib import Path

DATA = Path(__file__).parent.parent.parent / "data"
