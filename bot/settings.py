"""Settings, from the environment and from .env."""

import re
from datetime import time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, _
from bot.core.words.times import clock_in

_ALONE = re.compile(r"[^\s=\"']+")  # a token, with nothing around it
_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/]+):(?P<port>\d{1,5})")


class Settings(BaseSettings):
    """Settings that differ between machines. Each has its line in .env.example."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    discord_token: SecretStr = SecretStr("")
    discord_token_file: str = ""  # a file that holds the token, as systemd and Docker hand over a secret
    database: Path = Path("data/meetups.sqlite3")  # under the working folder, as is the next
    harvest_dir: Path = Path("data/oogst")
    backup_at: str = "04:00"  # each night, on the clock of ``timezone``; empty: only when somebody asks
    backup_dir: str = ""  # empty: the folder kopieen, beside the database
    backup_keep: int = Field(default=14, ge=1)
    timezone: str = "Europe/Amsterdam"
    wall: str = ""  # where the wall for a big screen is served: "127.0.0.1:8700"; empty: nowhere
    wall_url: str = ""  # where people reach it, if that is another address
    log_level: str = "INFO"
    log_format: Literal["lines", "json"] = "lines"
    log_file: str = ""  # beside what goes to the terminal
    health_port: int | None = Field(default=None, ge=0, le=65535)  # on this computer alone; None for no page
    left_server_days: int = Field(default=30, ge=1)  # that a server is kept after the bot was put out (our choice)
    contributions_per_person: int = Field(default=40, ge=1)  # at one meetup; three or four is usual (our choice)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("unknown time zone") from error
        return value

    @field_validator("backup_at")
    @classmethod
    def _known_time(cls, value: str) -> str:
        if value.strip() and clock_in(value) is None:
            raise ValueError("no time of day")
        return clock_in(value) or ""

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("unknown log level")
        return value.upper()

    @field_validator("wall")
    @classmethod
    def _known_address(cls, value: str) -> str:
        if value.strip() and address_in(value.strip()) is None:
            raise ValueError("no address with a port")
        return value.strip()

    @property
    def wall_at(self) -> tuple[str, int] | None:
        """Host and port of the wall for a big screen; None where it is not served."""
        return address_in(self.wall)

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the clock times that organisers write."""
        return ZoneInfo(self.timezone)

    @property
    def backups(self) -> Path:
        """Folder of the copies of the database."""
        return Path(self.backup_dir) if self.backup_dir else self.database.parent / "kopieen"

    @property
    def backup_time(self) -> time | None:
        """Time of day of the nightly copy; None for no copies by itself."""
        return time.fromisoformat(self.backup_at) if self.backup_at else None

    def token(self) -> str:
        """Return the token of the bot. Raises Refusal where there is none, or not just one; it never repeats it."""
        given = self.discord_token.get_secret_value().strip()
        if given and self.discord_token_file:
            raise Refusal(_("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set. Remove one of them, and start again."))
        token = _token_in(Path(self.discord_token_file)) if self.discord_token_file else given
        if not token:
            raise Refusal(
                _("There is no DISCORD_TOKEN. Put the token of your bot in .env (see .env.example), and start again.")
            )
        if not _ALONE.fullmatch(token):
            raise Refusal(_("More than the token is given. Give the token alone, without its name, quotes or spaces."))
        return token


def address_in(typed: str) -> tuple[str, int] | None:
    """Return host and port of an address such as "127.0.0.1:8700" or "[::1]:8700"; None for anything else."""
    found = _ADDRESS.fullmatch(typed)
    if found is None or int(found["port"]) > 65535:
        return None
    return found["host"].strip("[]"), int(found["port"])


def _token_in(path: Path) -> str:
    try:
        token = path.read_text("utf-8-sig").strip()
    except OSError as error:
        raise Refusal(
            _("The file {path} of DISCORD_TOKEN_FILE can't be read: {reason}.", path=path, reason=reason(error))
        ) from None
    except UnicodeDecodeError:
        raise Refusal(
            _("The file {path} of DISCORD_TOKEN_FILE is no text. Put only the token in it.", path=path)
        ) from None
    if not token:
        raise Refusal(_("The file {path} of DISCORD_TOKEN_FILE is empty. Put only the token in it.", path=path))
    return token


def load() -> Settings:
    """Read the settings. Raises Refusal that names each wrong setting, or says that .env is not UTF-8."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(str(detail["loc"][0]).upper() for detail in error.errors())
        raise Refusal(_("This setting is wrong: {names}. Look in .env.example for what fits.", names=names)) from None
    except UnicodeDecodeError:
        raise Refusal(_("The file .env is not in UTF-8. Save it again as UTF-8 text.")) from None
