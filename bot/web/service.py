"""What every page has at hand, wired once at the front door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.model.words import LANGUAGES
from core.ports import Store
from core.usecases.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """What can be set about the web. `public_url` is what links begin with: https there makes cookies Secure.

    `bot_name` returns the user name of the messenger's bot, '' where there is none (or while nobody knows).
    """

    public_url: str
    bot_name: Callable[[], str] = str

    @property
    def is_secure(self) -> bool:
        """Whether people reach the pages over TLS."""
        return self.public_url.startswith("https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The use cases' desk, the store and the settings."""

    desk: Desk
    store: Store
    settings: WebSettings

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that pages can be read in, the call's own order first."""
        return tuple(key for key in self.desk.call.languages if key in LANGUAGES) or LANGUAGES
