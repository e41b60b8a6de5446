"""What the mailboxes of the demo show: letters as a mail program would."""

from __future__ import annotations

import re

from convoca.example.mailbox import read_letter
from tests.convoca.posting.test_posting import TOKEN, posted, queued


def test_pictures_that_travel_in_a_letter_are_seen_in_their_places() -> None:
    raw = posted(queued("digest", token=TOKEN)).raw
    letter = read_letter(1, "mesa@foro.example", "", raw)
    assert (
        re.findall(r'src="(data:image/png;base64,iVBORw0KGgo|cid:)', letter.html)
        == ["data:image/png;base64,iVBORw0KGgo"] * 2
    )
    assert letter.text.startswith("Hay 14 asuntos para atender.")
