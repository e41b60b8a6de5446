"""Text made fit for both databases, and the form in which addresses are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


def storable(text: str) -> str:
    """Return the text without what PostgreSQL or UTF-8 cannot hold.

    NUL characters are dropped and halves of surrogate pairs (a letter's undecodable bytes) become U+FFFD, in both
    databases alike, so that a row never depends on which one keeps it. Everything else stays as it is.
    """
    text = text.replace("\0", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def storable_json(value: object) -> object:
    """Return a JSON value whose texts, keys too, are storable; tuples become lists."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(key)): storable_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable_json(inner) for inner in value]
    return value


def address_key(address: str) -> str:
    """Return the form in which two spellings of one address are equal: NFC and without case, the whole of it.

    RFC 5321 lets a host tell 'Ana@' from 'ana@', but none that people use does, and people type their own address
    in any case; telling them apart would make one person two. NFC, since the same 'é' may be typed in two ways.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", storable(address).strip()).casefold())


def person_key(person_id: str, address: str) -> str:
    """Return what makes a person's row unique: their address, or, for who has none any more, their id."""
    return address_key(address) or f"nowhere:{person_id}"
