"""Orders of the secretariat, answered to its digest, as rspamd finds who sent them."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from convoca.example.mailbox import Received
from tests.convoca.process import Serving, arrived
from tests.postfix.acts import Proponent, answer, from_outside, signed, until
from tests.postfix.instance import Postfix
from tests.postfix.mailboxes import World
from tests.postfix.world import ELSEWHERE, HOME, LIST, MESA, REJECT

pytestmark = [pytest.mark.postfix, pytest.mark.xdist_group("postfix")]


def written(letter: Received, words: str, identity: str) -> EmailMessage:
    """Return an answer with a Message-ID of its own."""
    orders = answer(letter, words)
    orders.replace_header("Message-ID", f"<{identity}@{REJECT}>")
    return orders


async def test_orders_count_with_a_pass_alone_and_once(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    await inviter.names(f"olga@{REJECT}")
    ((number, proposal),) = serving.rows(
        "SELECT p.number, p.id FROM proposals p JOIN participations i ON i.proposal_id = p.id"
        f" WHERE i.address = 'olga@{REJECT}'"
    )
    is_held = f"SELECT held_at IS NOT NULL FROM proposals WHERE id = '{proposal}'"
    notes = "SELECT count(*) FROM log WHERE kind = 'office_note'"
    serving.rows("DELETE FROM ledger WHERE key LIKE 'digest:%'")  # today's was due before anything had happened
    digest = (await arrived(world, MESA))[0]
    words = f"Hola:\n\nretener {number}\nnota {number}: Pidieron la sala B\n\nGracias"

    forged = written(digest, words, "forged")
    await from_outside(postfix.sure, MESA, digest.reply_to, forged.as_bytes(), place=ELSEWHERE)
    unheard = (await arrived(world, MESA, 2))[0]
    assert "no pudo comprobar que fuera suyo (DMARC). No hicimos nada." in " ".join(unheard.text.split())
    assert (serving.rows(is_held), serving.rows(notes)) == ([(0,)], [(0,)])

    theirs = written(digest, words, "theirs")
    await from_outside(postfix.sure, MESA, digest.reply_to, theirs.as_bytes(), place=HOME)
    echo = (await arrived(world, MESA, 3))[0]
    assert (echo.mail_from, echo.in_reply_to, echo.subject[-5:]) == ("<>", theirs["Message-ID"], "hecho")
    assert (serving.rows(is_held), serving.rows(notes)) == ([(1,)], [(1,)])

    sent_on = written(digest, words, "sent-on")
    await from_outside(postfix.sure, f"rebotes@{LIST}", digest.reply_to, signed(sent_on))
    again = (await arrived(world, MESA, 4))[0]
    assert (again.subject.partition(": ")[2], again.in_reply_to) == ("eso ya estaba atendido", sent_on["Message-ID"])
    assert serving.rows(notes) == [(1,)]

    undo = written(again, "deshacer", "undo")
    await from_outside(postfix.sure, MESA, again.reply_to, signed(undo))
    await until(serving, is_held, [(0,)])
