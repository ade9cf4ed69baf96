"""What pyproject.toml can't say: a wheel carries the content of data/ inside the package bot, as bot/data."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CONTENT = ("programmes", "themes", "locales", "rehearsal")  # of data/; the rest of it is made while a bot runs


class WithContent(build_py):
    """Builds the packages and copies the content into them; a checkout uses its data/ as it is."""

    def run(self) -> None:
        """Build, and copy the content anew."""
        super().run()
        if not self.editable_mode:
            for folder in CONTENT:
                goal = Path(self.build_lib, "bot", "data", folder)
                shutil.rmtree(goal, ignore_errors=True)
                shutil.copytree(Path("data", folder), goal)


setup(cmdclass={"build_py": WithContent})
