"""What every use case has at hand: the call, the clock, the key and who the secretariat is."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.call.definition import Call
from core.model.ours import NO_MAIL, OurMail
from core.ports import Clock, Ids


@dataclass(slots=True, kw_only=True)
class Desk:
    """The standing equipment of the use cases, wired once at the front door. `key` never shows in a repr."""

    call: Call
    """The call in force. It changes while the service runs (an extension): ask for it each time, keep no copy."""
    version: int = 0
    """Which version of the call that is, 0 before anything is known of versions."""
    filed: Call = field(init=False, repr=False)
    """The call as its file has it; amendments hold over it."""
    clock: Clock
    ids: Ids
    key: bytes = field(repr=False)
    secretariat: tuple[str, ...] = ()
    """Addresses, in lower case, that may use the secretariat's page and get the digest."""
    office_chats: tuple[int, ...] = ()
    """Chats of a messenger, groups or people, that get the digest and may ask what the secretariat may see."""
    links: str = ""
    """What links to our own pages begin with; '' where there are no pages."""
    ours: OurMail = NO_MAIL
    """The service's own addresses, which are nobody's."""
    checks_senders: bool = False
    """Whether a mail server of ours says of each letter if its sender is real: without it nobody orders by mail."""

    def __post_init__(self) -> None:
        self.filed = self.call

    def adopt(self, call: Call, *, version: int | None = None, filed: Call | None = None) -> None:
        """Let another version of the call be in force from now on, and another file behind it where there is one."""
        self.call = call
        self.version = self.version if version is None else version
        self.filed = self.filed if filed is None else filed
