"""The service behind a real Postfix, set up as docs/mail-server.md says: letters out, replies and bounces in."""

from __future__ import annotations

import re
import smtplib
import subprocess

import pytest

from convoca.settings import load_settings
from convoca.signing import signer_of
from tests.convoca.process import DOMAIN, Serving, arrived
from tests.postfix.acts import Proponent, answer, from_outside, inviting, until
from tests.postfix.instance import AT_HOME, Postfix
from tests.postfix.mailboxes import NOBODY, World
from tests.postfix.page import blocks
from tests.postfix.world import HOME, REJECT
from tests.support.dkim import holds

pytestmark = [pytest.mark.postfix, pytest.mark.xdist_group("postfix")]

LUIS = "luis@redandina.example"


def report_on(address: str) -> bytes:
    """Return what a server writes that took a letter and found nobody to give it to."""
    return f"""\
From: Mail Delivery System <MAILER-DAEMON@{address.partition("@")[2]}>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x

Your message could not be delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lejos.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
--x--
""".replace("\n", "\r\n").encode()


async def test_a_letter_leaves_signed_and_its_reply_confirms(serving: Serving, postfix: Postfix, world: World) -> None:
    await inviting(serving, world, "ana@valleclaro.example", "Luis Quispe", LUIS)
    invitation = (await arrived(world, LUIS))[0]
    signer = signer_of(load_settings(None, mail_domain=DOMAIN, **serving.more))
    assert signer is not None
    assert b"by mail.convoca.example (Postfix)" in invitation.raw
    assert holds(invitation.raw, signer)
    assert re.fullmatch(rf"b\+\w+@{DOMAIN}", invitation.mail_from)
    await from_outside(postfix.port, LUIS, invitation.reply_to, answer(invitation).as_bytes(), place=HOME)
    await until(serving, f"SELECT status FROM participations WHERE address = '{LUIS}'", [("confirmed",)])
    echo = (await arrived(world, LUIS, 2))[0]
    assert echo.mail_from == "<>"
    assert holds(echo.raw, signer)
    ((stored,),) = serving.rows(f"SELECT raw FROM inbox WHERE recipient = '{invitation.reply_to}'")
    assert isinstance(stored, bytes)
    assert b"Received: from mx.redandina.example" in stored


@pytest.mark.parametrize("domain", [AT_HOME, "lejos.example"])
async def test_a_letter_to_nobody_comes_back_and_the_proponent_is_told(
    serving: Serving, postfix: Postfix, world: World, domain: str
) -> None:
    """At a domain of Postfix's own, and at one whose server refuses the address: the report is Postfix's."""
    address = f"{NOBODY}@{domain}"
    browser = await inviting(serving, world, f"eva.{domain}@valleclaro.example", "Nadie Conocido", address)
    known = f"SELECT status, undelivered FROM participations WHERE address = '{address}'"
    await until(serving, known, [("bounced", "no_mailbox")])
    told = (await browser.open("/chat")).text
    assert address in told
    sent = f"SELECT recipient FROM inbox WHERE mail_from = '<>' AND instr(raw, '{address}') > 0"
    ((recipient,),) = serving.rows(sent)
    assert re.fullmatch(rf"b\+\w+@{DOMAIN}", str(recipient))
    assert f"to=<{address}>" in postfix.log


async def test_a_report_that_comes_later_from_elsewhere_is_understood_whoever_it_is_from(
    serving: Serving, postfix: Postfix, inviter: Proponent
) -> None:
    """Nobody signs these; whoever knows the address that they go to was handed the letter."""
    address = f"rosa@{REJECT}"
    letter = await inviter.names(address)
    await from_outside(postfix.sure, "", letter.mail_from, report_on(address))
    await until(serving, f"SELECT status FROM participations WHERE address = '{address}'", [("bounced",)])
    ((stored,),) = serving.rows(f"SELECT raw FROM inbox WHERE recipient = '{letter.mail_from}'")
    assert isinstance(stored, bytes)
    assert b"dmarc=fail" in stored


def test_every_setting_of_the_page_is_one_that_postfix_knows(postfix: Postfix) -> None:
    told = subprocess.run(
        ["/usr/sbin/postconf", "-n", "-c", str(postfix.folder / "etc")], capture_output=True, text=True, check=True
    )
    names = re.findall(r"^(\w+) =", blocks()["main.cf"], re.MULTILINE)
    assert names
    assert set(names) <= {line.partition(" =")[0] for line in told.stdout.splitlines()}
    assert told.stderr == ""
    assert not re.findall(r".*(?:fatal|panic|error): .*", postfix.log)


async def test_a_stranger_is_told_at_once_what_is_not_taken(serving: Serving, postfix: Postfix) -> None:
    large = b"From: x@lejos.example\r\n\r\n" + b"x" * 70 + b"\r\n" * 5_500_000
    for recipient, raw, code in (
        (f"r+{'a2' * 13}@{DOMAIN}", b"", 550),
        (LUIS, b"", 554),
        (f"postmaster@{DOMAIN}", large, 552),
    ):
        with pytest.raises(smtplib.SMTPException) as refused:
            await from_outside(postfix.port, "x@lejos.example", recipient, raw)
        assert str(code) in str(refused.value)
    assert serving.rows("SELECT count(*) FROM inbox WHERE mail_from = 'x@lejos.example'") == [(0,)]
