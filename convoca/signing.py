"""The key that letters are signed with: from its file, or the reason why it can't be used."""

from __future__ import annotations

import os
from pathlib import Path

from convoca.examining import Finding
from convoca.refusal import Refusal
from convoca.settings import Settings
from mail.composing.signing import Signer, UnusableKeyError
from templates.words import Words

NOT_FOR_OTHERS = 0o027
"""The owner's, and at most read by a group of theirs."""
_LARGEST = 65_536


def signer_of(settings: Settings) -> Signer | None:
    """Return who signs our letters, None where nobody does; raises Refusal where half of it is set or no good."""
    if not settings.dkim_key and not settings.dkim_selector:
        return None
    if not settings.dkim_key or not settings.dkim_selector:
        raise Refusal("commands.settings.dkim_half")
    try:
        return Signer.of(settings.sender.rpartition("@")[2], settings.dkim_selector, _key(Path(settings.dkim_key)))
    except UnusableKeyError:
        raise Refusal("commands.settings.dkim_unusable", file=settings.dkim_key) from None


def signing_examined(settings: Settings, words: Words) -> tuple[Finding, ...]:
    """Say that letters are signed, and what receivers must find in the DNS; nothing where another server signs."""
    try:
        signer = signer_of(settings)
    except Refusal as no:
        return (Finding("wrong", words(no.key, **no.facts)),)
    if signer is None:
        return ()
    told = {"domain": signer.domain, "place": signer.place, "record": signer.record}
    return (Finding("fine", words("commands.doctor.dkim", **told)),)


def _key(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe would keep us waiting
            raise Refusal("commands.settings.dkim_unusable", file=str(path))
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & NOT_FOR_OTHERS:
                raise Refusal("commands.settings.dkim_open", file=str(path))
            return file.read(_LARGEST)
    except OSError as wrong:
        raise Refusal("commands.settings.dkim_unreadable", file=str(path), reason=wrong.strerror) from None
    except ValueError:  # a path that holds a NUL
        raise Refusal("commands.settings.dkim_unusable", file=repr(str(path))) from None
