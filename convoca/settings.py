"""Settings of the service: from the environment (`CONVOCA_*`) and an optional TOML file, the environment first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from ipaddress import IPv6Address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from convoca.refusal import Refusal
from core.dialogue.reading.reading import read_address
from core.model.ours import OurMail

PREFIX = "CONVOCA_"
MOST_PORTS = 65_535
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,}")
_CHAT = re.compile(r"-?[1-9][0-9]{0,18}")
_MENDS: Mapping[str, str] = {
    "web_listen": "place",
    "smtp_listen": "place",
    "lmtp_listen": "place",
    "public_url": "url",
    "telegram_base_url": "url",
    "telegram_token": "token",
    "telegram_webhook": "yes_or_no",
    "mail_domain": "domain",
    "mail_from": "address",
    "authserv_id": "domain",
    "dkim_selector": "selector",
    "secretariat": "addresses",
    "secret_key": "secret",
    "tick_seconds": "seconds",
}
"""Setting -> the words that say how it is written (`commands.settings.…`); the others are any text."""


def host_and_port(place: str) -> tuple[str, int]:
    """Split 'host:port' (IPv6 addresses in brackets); port 0 lets the system choose. Raises ValueError for any other.

    An IPv6 address without them could end anywhere, and without any host we would listen everywhere.
    """
    host, _, port = place.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = str(IPv6Address(host[1:-1]))
    elif not host.strip() or set(host) & set("[]:"):
        raise ValueError("no host, or an IPv6 address without brackets")
    if not (port.isascii() and port.isdigit() and int(port) <= MOST_PORTS):
        raise ValueError("no port")
    return host, int(port)


class Settings(BaseSettings):
    """Everything that can be set; see README for what each means."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, arbitrary_types_allowed=True)

    database: str = "convoca.sqlite"
    call: str = "lacigf-2025"
    secretariat: Annotated[tuple[str, ...], NoDecode] = ()
    web_listen: str = "127.0.0.1:8080"
    public_url: str = ""
    smtp_listen: str = "127.0.0.1:2525"
    lmtp_listen: str | None = None
    smtp_relay: str = "127.0.0.1:25"
    mail_domain: str = "localhost.localdomain"
    mail_from: str = ""
    authserv_id: str | None = None
    dkim_key: str = ""
    dkim_selector: str = ""
    secret_key: SecretStr | None = Field(default=None, min_length=32)
    tick_seconds: float = Field(default=60.0, gt=0)
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_webhook: bool = False

    @field_validator("secretariat", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip().lower() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("web_listen", "smtp_listen", "lmtp_listen")
    @classmethod
    def _place(cls, value: str | None) -> str | None:
        if value is not None:
            host_and_port(value)
        return value

    @field_validator("public_url", "telegram_base_url")
    @classmethod
    def _url(cls, value: str) -> str:
        url = urlsplit(value.rstrip("/"))
        if value and (url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query or url.fragment):
            raise ValueError("not https://name")
        return value.rstrip("/")

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a bot's token")
        return value

    @field_validator("mail_domain", "authserv_id")
    @classmethod
    def _domain(cls, value: str | None) -> str | None:
        if value is not None and not _DOMAIN.fullmatch(value):
            raise ValueError("not a domain")
        return value

    @field_validator("dkim_selector")
    @classmethod
    def _selector(cls, value: str) -> str:
        if value and not _DOMAIN.fullmatch(value):
            raise ValueError("not a selector")
        return value

    @field_validator("mail_from")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and read_address(value) != value:
            raise ValueError("not a bare address")
        return value

    @field_validator("secretariat")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(read_address(part) != part and not _CHAT.fullmatch(part) for part in value):
            raise ValueError("not bare addresses or chats")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file; nothing else is read."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log."""
        kept = (self.secret_key, self.telegram_token)
        return tuple(secret.get_secret_value() for secret in kept if secret is not None)

    @property
    def secretaries(self) -> tuple[str, ...]:
        """The secretariat's addresses."""
        return tuple(part for part in self.secretariat if not _CHAT.fullmatch(part))

    @property
    def office_chats(self) -> tuple[int, ...]:
        """The secretariat's chats, by Telegram's number."""
        return tuple(int(part) for part in self.secretariat if _CHAT.fullmatch(part))

    @property
    def sender(self) -> str:
        """The address that our letters come from."""
        return self.mail_from or f"convoca@{self.mail_domain}"

    @property
    def ours(self) -> OurMail:
        """The addresses that are the service's own."""
        return OurMail(self.mail_domain, self.sender)

    @property
    def links(self) -> str:
        """What links in letters begin with."""
        return self.public_url or f"http://{self.web_listen}"

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of ours."""
        return "://" not in self.database or self.database.startswith("sqlite")


def load_settings(file: Path | None = None, **given: object) -> Settings:
    """Read the settings; `given` wins over everything.

    Raises Refusal naming the setting and the mend, never showing the value of a secret one.
    """

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=file)

    try:
        if file is not None and not file.is_file():
            raise Refusal("commands.settings.no_file", file=str(file))
        return FromFile(**given)  # type: ignore[arg-type]  # validated by pydantic right here
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        field = str(first["loc"][0])
        mend = "unknown" if first["type"] == "extra_forbidden" else _MENDS.get(field, "wrong")
        raise Refusal(f"commands.settings.{mend}", name=PREFIX + field.upper()) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refusal("commands.settings.not_toml", file=str(file), reason=str(wrong)) from None
