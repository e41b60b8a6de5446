"""Why a letter did not arrive, in the words of many mail systems."""

from __future__ import annotations

import pytest

from core.model.undelivered import Undelivered
from mail.reading.causes import cause_of

FULL = (
    ("", "552 Requested mail action aborted: exceeded storage allocation"),
    ("5.2.2", "smtp;552 5.2.2 Se rechazó"),
    ("4.2.2", "The email account that you tried to reach is over quota and inactive"),
    ("5.7.1", "Disk quota exceeded"),
    ("5.1.1", "user unknown to me: mailbox is full"),
    ("", "Quota exceeded (mailbox for user is full)"),
    ("5.0.0", "mailbox is full: retry timeout exceeded"),
    ("", "El buzón del destinatario está lleno"),
    ("", "A caixa de entrada do usuário está cheia"),
    ("", "La boîte aux lettres du destinataire est pleine"),
)
NO_MAILBOX = (
    ("5.1.1", ""),
    ("5.2.1", "The account is not there"),
    ("5.7.1", "Recipient address rejected: User unknown in relay recipient table"),
    ("5.4.1", "Recipient address rejected: Access denied"),
    ("", "552 1 Requested mail action aborted, mailbox not found"),
    ("", "Sorry, no mailbox here by that name."),
    ("5.0.0", "mailbox unavailable. For full details, see our pages"),
    ("", "This user doesn't have a yahoo.com account"),
    ("", "La casilla no existe"),
)
NO_DOMAIN = (
    ("5.1.2", ""),
    ("5.1.10", "Recipient address has a null MX"),
    ("5.4.4", ""),
    ("5.4.310", "DNS domain nowhere.org does not exist"),
    ("5.1.0", "Domain nowhere.org does not accept mail (nullMX)"),
    ("4.4.3", "Host or domain name not found. Name service error for name=nowhere.org type=MX"),
)
REFUSED = (
    ("5.7.1", "Our system has detected that this message is likely unsolicited mail"),
    ("4.7.1", "Recipient address rejected: Greylisted"),
    ("5.7.26", "Unauthenticated email is not accepted due to the sender's DMARC policy"),
    ("", "blocked using a list of ours"),
    ("", "Message rejected as spam"),
)
OTHER = (
    ("", ""),
    ("4.4.7", "connect to mx.nowhere.org: Connection timed out"),
    ("5.3.4", "Message size exceeds fixed limit"),
    ("4.3.1", "Insufficient system storage"),
    ("4.2.1", "The user you are trying to contact is receiving mail at a rate"),
    ("5.4.5", "Daily user sending quota exceeded"),
    ("5.1.8", "Sender address rejected: Domain not found"),
)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (Undelivered.FULL, FULL),
        (Undelivered.NO_MAILBOX, NO_MAILBOX),
        (Undelivered.NO_DOMAIN, NO_DOMAIN),
        (Undelivered.REFUSED, REFUSED),
        (Undelivered.OTHER, OTHER),
    ],
)
def test_codes_and_words_together_say_why(why: Undelivered, told: tuple[tuple[str, str], ...]) -> None:
    found = {said: cause_of([said[0]] if said[0] else [], said[1]) for said in told}
    assert found == dict.fromkeys(told, why)


@pytest.mark.parametrize(
    ("code", "words", "why"),
    [
        (550, "Sorry", Undelivered.NO_MAILBOX),
        (551, "", Undelivered.NO_MAILBOX),
        (553, "This looks like spam", Undelivered.REFUSED),
        (552, "Sorry", Undelivered.FULL),
        (552, "message too large", Undelivered.OTHER),
        (554, "Sorry", Undelivered.OTHER),
    ],
)
def test_a_bare_code_means_what_it_mostly_means_where_the_words_are_silent(
    code: int, words: str, why: Undelivered
) -> None:
    assert cause_of((), words, code=code) is why


def test_a_status_says_more_than_a_bare_code() -> None:
    assert cause_of(("5.3.0",), "Sorry", code=550) is Undelivered.OTHER
