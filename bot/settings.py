"""Settings, from the environment and from .env."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.words.text import Refusal, _


class Settings(BaseSettings):
    """Settings that differ between machines. Each has its line in .env.example."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    discord_token: SecretStr = SecretStr("")
    database: Path = Path("data/meetups.sqlite3")  # under the working folder, as is the next
    harvest_dir: Path = Path("data/oogst")
    timezone: str = "Europe/Amsterdam"
    log_level: str = "INFO"
    contributions_per_person: int = Field(default=40, ge=1)  # at one meetup; three or four is usual (our choice)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("unknown time zone") from error
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("unknown log level")
        return value.upper()

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the clock times that organisers write."""
        return ZoneInfo(self.timezone)


def load() -> Settings:
    """Read the settings. Raises Refusal that names each wrong setting, or says that .env is not UTF-8."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(str(detail["loc"][0]).upper() for detail in error.errors())
        raise Refusal(_("This setting is wrong: {names}. Look in .env.example for what fits.", names=names)) from None
    except UnicodeDecodeError:
        raise Refusal(_("The file .env is not in UTF-8. Save it again as UTF-8 text.")) from None
