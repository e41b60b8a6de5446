"""A receiver that checks signatures: with a DNS of its own, which knows the keys that it is told of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dkim

from mail.composing.signing import Signer

KEYS = Path(__file__).parent / "keys"
KEY, PKCS1 = KEYS / "rsa-2048.pem", KEYS / "rsa-1024-pkcs1.pem"


def key_file(folder: Path, key: Path = KEY, mode: int = 0o600) -> Path:
    """Put a key where only its owner reads it: a checkout leaves files open to all."""
    file = folder / "dkim.pem"
    file.write_bytes(key.read_bytes())
    file.chmod(mode)
    return file


def holds(raw: bytes, *published: Signer) -> bool:
    """Whether the signature of a letter holds by the records of these signers."""
    records = {f"{signer.place}.": signer.record for signer in published}

    def dns(name: bytes, **_: Any) -> str | None:
        return records.get(name.decode())

    try:
        return bool(dkim.DKIM(raw).verify(dnsfunc=dns))
    except dkim.DKIMException:
        return False
