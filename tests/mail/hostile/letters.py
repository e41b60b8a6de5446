"""Letters that nobody means well with, each built when it is asked for: some are of ten megabytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.mail.hostile.bodies import BODIES
from tests.mail.hostile.calendars import CALENDARS
from tests.mail.hostile.headers import HEADERS

HOSTILE: Mapping[str, Callable[[], bytes]] = {**HEADERS, **BODIES, **CALENDARS}
NOBODYS = frozenset({
    "two From", "two From, one in capitals", "NUL in a name", "no headers", "nested comments", "From of quotes",
    "From of commas", "From of all that is let in", "surrogates in headers", "directions in names", "nested letters",
})  # fmt: skip
"""Nobody's word, though each says a plain yes: who wrote it is not plain."""
BEYOND = frozenset({
    "To of a megabyte", "Subject of encoded words", "Received of two megabytes", "ten thousand headers",
    "headers without end", "boundary of 100 kB", "3,000 nested parts", "nested letters", "three thousand parts",
    "boundary lines in a bare CR", "delivery status without end", "delivery status of empty lines",
    "base64, a character a line", "uuencoded", "PGP without end", "empty lines", "letters of only CR", "bare LF",
    "calendar, folded a character a line",
})  # fmt: skip
"""Those that are not read at all: larger, deeper or of more pieces than a letter is."""
