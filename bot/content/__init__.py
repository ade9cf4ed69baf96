"""Content files (programmes and themes), languages, and times in words."""

from pathlib import Path

DATA = Path(__file__).parent.parent.parent / "data"
