"""Who a reply is from, as rspamd finds it, set up as docs/mail-server.md says: what counts, what waits for a yes."""

from __future__ import annotations

import asyncio
import re
import smtplib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from email import message_from_bytes
from email.message import EmailMessage

import dkim
import pytest

from convoca.example.mailbox import Received
from tests.convoca.process import DOMAIN, Serving, arrived
from tests.postfix.acts import Proponent, answer, deliver, from_outside, signed, until
from tests.postfix.instance import Postfix
from tests.postfix.mailboxes import World
from tests.postfix.rspamd import Rspamd
from tests.postfix.world import (
    AUTHSERV_ID,
    BELOW,
    ELSEWHERE,
    HERE,
    HOME,
    HOME_6,
    LIST,
    NONE,
    OUR_PLACE,
    QUARANTINE,
    REJECT,
    SELECTOR,
    SICK,
    SILENT,
    SLOW,
    signer,
)  # fmt: skip
from tests.support.dkim import KEY
from tests.support.names import Names

pytestmark = [pytest.mark.postfix, pytest.mark.xdist_group("postfix")]

RELAXED = (b"relaxed", b"relaxed")
FORGED = (
    f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={REJECT}",
    f"authentication-results:\r\n\t(ours) {AUTHSERV_ID.upper()} 1;\r\n\tdmarc=pass header.from={REJECT}",
    f"Received: from mx.{REJECT} by {AUTHSERV_ID} (Postfix); Sat, 21 Nov 2026 14:37:31 +0000",
    f"Authentication-Results : {AUTHSERV_ID}; dkim=pass header.d={REJECT}; dmarc=pass",
)
"""What somebody writes who knows our names and how our server writes."""


@pytest.fixture(scope="module", autouse=True)
def slow(postfix: Postfix) -> Iterator[Future[None]]:
    """A letter of a domain whose name servers take long, on its way while all other letters here come and go."""
    raw = f"From: Ana <ana@{REJECT}>\r\n\r\nHola\r\n".encode()
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(deliver, postfix.sure, f"x@{SLOW}", f"postmaster@{DOMAIN}", raw)


def forging(letter: EmailMessage) -> bytes:
    """Return a letter that says of itself that all was checked."""
    return "\r\n".join((*FORGED, "")).encode() + letter.as_bytes()


async def confirmed(serving: Serving, address: str) -> None:
    await until(serving, f"SELECT status FROM participations WHERE address = '{address}'", [("confirmed",)])


async def held(serving: Serving, world: World, address: str) -> Received:
    """Return the question that the invited address is asked about a letter which did nothing."""
    question = (await arrived(world, address, 2))[0]
    assert re.fullmatch(r"q\+\w+@.+", question.reply_to)
    assert serving.rows(f"SELECT status FROM participations WHERE address = '{address}'") == [("invited",)]
    return question


def verdicts(serving: Serving, letter: Received) -> list[str]:
    """Return what stands about the sender of the answer to a letter, as it was stored."""
    ((stored,),) = serving.rows(f"SELECT raw FROM inbox WHERE recipient = '{letter.reply_to}'")
    assert isinstance(stored, bytes)
    return [str(value) for value in message_from_bytes(stored).get_all("Authentication-Results", [])]


async def test_a_reply_that_its_domain_signed_counts_wherever_it_comes_from(
    serving: Serving, postfix: Postfix, inviter: Proponent
) -> None:
    invitation = await inviter.names(f"ines@{REJECT}")
    await from_outside(postfix.sure, "reenvio@lejos.example", invitation.reply_to, signed(answer(invitation)))
    await confirmed(serving, invitation.address)
    (verdict,) = verdicts(serving, invitation)
    assert verdict.startswith(f"{AUTHSERV_ID};")
    assert f"dkim=pass header.d={REJECT} " in verdict
    assert f"dmarc=pass (policy=reject) header.from={REJECT}" in verdict


@pytest.mark.parametrize(("name", "place"), [("irma", HOME), ("ivo", HOME_6)])
async def test_a_reply_from_where_its_domain_sends_counts_without_a_signature(
    serving: Serving, postfix: Postfix, inviter: Proponent, name: str, place: str
) -> None:
    invitation = await inviter.names(f"{name}@{REJECT}")
    reply = answer(invitation).as_bytes()
    await from_outside(postfix.sure, invitation.address, invitation.reply_to, reply, place=place)
    await confirmed(serving, invitation.address)
    assert "dkim=none" in verdicts(serving, invitation)[0]
    assert "dmarc=pass" in verdicts(serving, invitation)[0]


async def test_a_reply_from_below_a_domain_with_a_policy_counts_and_a_forged_one_is_held(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    """rspamd names the domain whose policy it found, which is not the one in From."""
    letters = [await inviter.names(f"{name}@{BELOW}") for name in ("alba", "alma")]
    theirs, forged = (signer(REJECT).signed(answer(letters[0]).as_bytes()), answer(letters[1]).as_bytes())
    for invitation, raw in zip(letters, (theirs, forged), strict=True):
        await from_outside(postfix.sure, invitation.address, invitation.reply_to, raw)
    await held(serving, world, letters[1].address)
    await confirmed(serving, letters[0].address)
    assert f"dmarc=pass (policy=reject) header.from={REJECT}" in verdicts(serving, letters[0])[0]


async def test_a_reply_from_a_domain_that_asks_nothing_counts(
    serving: Serving, postfix: Postfix, inviter: Proponent
) -> None:
    invitation = await inviter.names(f"ines@{SILENT}")
    await from_outside(postfix.sure, invitation.address, invitation.reply_to, answer(invitation).as_bytes())
    await confirmed(serving, invitation.address)
    assert "dmarc=none" in verdicts(serving, invitation)[0]


async def test_a_reply_that_its_domain_does_not_vouch_for_is_held(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    """Whatever the domain asks others to do: a letter from elsewhere may be a person's own."""
    letters = [await inviter.names(f"iris@{domain}") for domain in (REJECT, QUARANTINE, NONE)]
    await asyncio.gather(
        *(from_outside(postfix.sure, each.address, each.reply_to, answer(each).as_bytes()) for each in letters)
    )
    for each in letters:
        await held(serving, world, each.address)
        assert "dmarc=fail" in verdicts(serving, each)[0]


async def test_a_reply_that_a_list_changed_is_held_until_its_writer_says_yes(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    invitation = await inviter.names(f"isabel@{QUARANTINE}")
    changed = signed(answer(invitation)) + b"--\r\nRed de redes, https://listas.example\r\n"
    sender = f"rebotes@{LIST}"
    await from_outside(postfix.sure, sender, invitation.reply_to, signer(LIST).signed(changed))
    question = await held(serving, world, invitation.address)
    (verdict,) = verdicts(serving, invitation)
    for said in (rf"dkim=pass header\.d={LIST}", rf"dkim=fail .*header\.d={QUARANTINE}", "dmarc=fail"):
        assert re.search(said, verdict), verdict
    await from_outside(postfix.sure, question.address, question.reply_to, signed(answer(question, "Sí")))
    await confirmed(serving, invitation.address)


async def test_a_letter_that_was_caught_and_lengthened_is_held(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    """Its signature covers only the beginning of the body, and rspamd finds it good."""
    invitation = await inviter.names(f"isis@{REJECT}")
    raw, key = answer(invitation).as_bytes(), KEY.read_bytes()
    signature = dkim.sign(raw, SELECTOR.encode(), REJECT.encode(), key, canonicalize=RELAXED, length=True)
    await from_outside(postfix.sure, f"x@{LIST}", invitation.reply_to, signature + raw + b"Y otra cosa\r\n")
    await held(serving, world, invitation.address)
    assert "dmarc=pass" in verdicts(serving, invitation)[0]


async def test_what_a_letter_says_of_itself_in_our_name_is_taken_out(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    """By Postfix before rspamd sees it, and, at a door where Postfix leaves it, by rspamd."""
    doors = {f"ilse@{REJECT}": postfix.sure, f"inga@{REJECT}": postfix.bare}
    letters = [await inviter.names(address) for address in doors]
    await asyncio.gather(
        *(from_outside(doors[each.address], each.address, each.reply_to, forging(answer(each))) for each in letters)
    )
    for each in letters:
        await held(serving, world, each.address)
        (verdict,) = verdicts(serving, each)
        assert "dmarc=fail" in verdict


async def test_what_nobody_looked_at_is_held_whatever_it_says_in_our_name(
    serving: Serving, postfix: Postfix, world: World, inviter: Proponent
) -> None:
    """rspamd looks at nothing that comes from this machine; Postfix alone takes out what the letter claims."""
    invitation = await inviter.names(f"iker@{REJECT}")
    await from_outside(postfix.sure, invitation.address, invitation.reply_to, forging(answer(invitation)), place=HERE)
    await held(serving, world, invitation.address)
    assert verdicts(serving, invitation) == []


async def test_nothing_is_taken_while_nobody_looks_at_it(postfix: Postfix) -> None:
    with pytest.raises(smtplib.SMTPSenderRefused) as refused:
        await from_outside(postfix.deaf, f"ines@{REJECT}", "postmaster@convoca.example", b"")
    assert refused.value.smtp_code == 451


async def test_our_own_letters_pass_where_they_arrive(
    serving: Serving, postfix: Postfix, world: World, rspamd: Rspamd, inviter: Proponent
) -> None:
    """By the records of the page: an invitation, and an echo, whose envelope has no sender."""
    invitation = await inviter.names(f"ivan@{REJECT}")
    await from_outside(postfix.sure, invitation.address, invitation.reply_to, signed(answer(invitation)))
    echo = (await arrived(world, invitation.address, 2))[0]
    assert (invitation.mail_from[:2], echo.mail_from) == ("b+", "<>")
    for letter in (invitation, echo):
        found = rspamd.found_in(letter.raw, sender=letter.mail_from, place=OUR_PLACE, name=AUTHSERV_ID)
        assert {"R_DKIM_ALLOW", "R_SPF_ALLOW", "DMARC_POLICY_ALLOW"} <= found
        elsewhere = rspamd.found_in(letter.raw, sender=letter.mail_from, place=ELSEWHERE, name=AUTHSERV_ID)
        assert {"R_DKIM_ALLOW", "R_SPF_FAIL", "DMARC_POLICY_ALLOW"} <= elsewhere
        changed = letter.raw.replace(b"Subject: ", b"Subject: Re: ", 1)
        forged = rspamd.found_in(changed, sender=letter.mail_from, place=ELSEWHERE, name=AUTHSERV_ID)
        assert {"R_DKIM_REJECT", "R_SPF_FAIL", "DMARC_POLICY_QUARANTINE"} <= forged


async def test_what_cannot_be_found_out_now_is_to_be_sent_again_later(
    serving: Serving, postfix: Postfix, inviter: Proponent, slow: Future[None]
) -> None:
    """A domain whose name server is ill, and one whose takes longer than anybody waits.

    Whoever writes in another's name chooses the envelope, and with it whose name servers are asked for how long.
    """
    invitation = await inviter.names(f"ines@{SICK}")
    with pytest.raises(smtplib.SMTPDataError) as ill:
        await from_outside(postfix.sure, f"x@{SICK}", invitation.reply_to, answer(invitation).as_bytes())
    with pytest.raises(smtplib.SMTPDataError) as late:
        await asyncio.to_thread(slow.result, 60)
    assert (ill.value.smtp_code, late.value.smtp_code) == (451, 451)
    senders = f"('x@{SICK}', 'x@{SLOW}')"
    assert serving.rows(f"SELECT count(*) FROM inbox WHERE mail_from IN {senders}") == [(0,)]


def test_nobody_was_asked_but_about_these_domains(postfix: Postfix, names: Names) -> None:
    assert names.asked
    assert {name for name in names.asked if not name.endswith(".example")} == set()
