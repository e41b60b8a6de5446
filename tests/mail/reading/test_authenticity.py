"""Who vouches for From: our own mail server alone, at the top, however its header is written."""

from __future__ import annotations

import pytest

from core.model.letter import Decision, Dmarc
from mail.reading import read
from mail.reading.authenticity import dmarc_of
from mail.reading.parts import parse
from tests.templates.letters.test_answering import VOCABULARY

OURS = "mx.convoca.test"
SENDER = "ana@uni.example"
PASS = f"Authentication-Results: {OURS}; dmarc=pass header.from=uni.example\n"
FAIL = f"Authentication-Results: {OURS}; dmarc=fail header.from=uni.example\n"
RECEIVED = "Received: from relay.example by mx.convoca.test; Fri, 1 Aug 2025 12:00:00 +0000\n"


def found(headers: str, *, sender: str | None = SENDER, ours: str = OURS) -> Dmarc:
    return dmarc_of(parse(f"{headers}From: {sender}\n\nSí\n".encode()), sender, ours)


@pytest.mark.parametrize(
    "value",
    [
        f"{OURS}; dmarc=fail",
        f"{OURS};dmarc=fail (p=none dis=none) header.from=uni.example",
        f"{OURS} 1; dmarc=fail header.from=uni.example",
        "MX.Convoca.TEST; DMARC=Fail header.from=Uni.Example",
        f'{OURS};\n\tdkim=pass header.d=lista.example;\n\tdmarc=fail reason="SPF not (aligned), DKIM"\n\t(policy=none)',
        f"(a comment (in a comment) with a \\) sign) {OURS} (and; another); dmarc (so) = (it) fail",
        f"{OURS}; dmarc/1 = fail",
        f"{OURS}; dmarc=pass header.from=uni.example; dmarc=fail header.from=uni.example",
        f"{OURS}; dmarc=pass header.from=else.example",
        f"{OURS}; dmarc=fail header.from=else.example",
        f"{OURS}; dmarc=pass header.from=uni.example header.from=else.example",
        f"{OURS}; dmarc=temperror",
        f"{OURS}; dmarc=none; dmarc=unheard-of",
    ],
)
def test_a_fail_is_known_in_every_dress(value: str) -> None:
    assert found(f"Authentication-Results: {value}\n") is Dmarc.FAIL


@pytest.mark.parametrize(
    "value",
    [
        f"{OURS}; dmarc=pass",
        f"{OURS}; spf=fail smtp.mailfrom=x.example; dkim=fail; dmarc=pass (p=reject) header.from=uni.example",
        f'{OURS}; dmarc=pass reason="was; dmarc=fail" header.from=UNI.example.',
        f"{OURS}; dmarc=pass (dmarc=fail; dmarc=fail) header.from=uni.example",
        f'{OURS}; dmarc=pass reason="a \\" mark; dmarc=fail" header.from="uni.example"',
        f"{OURS}; dmarc=pass header.from=ana@uni.example",
    ],
)
def test_a_pass_is_known_in_every_dress(value: str) -> None:
    assert found(f"Authentication-Results: {value}\n") is Dmarc.PASS


@pytest.mark.parametrize(
    "value",
    [
        f"{OURS}; dmarc=none header.from=uni.example",
        f"{OURS}; spf=fail smtp.mailfrom=uni.example; dkim=fail; dmarc=none",
        f"{OURS}; dmarc=permerror header.from=uni.example",
    ],
)
def test_a_domain_without_a_policy_that_can_be_read_asks_for_nothing(value: str) -> None:
    assert found(f"Authentication-Results: {value}\n") is Dmarc.NONE


@pytest.mark.parametrize(
    "value",
    [
        "",
        OURS,
        f"{OURS}; none",
        f"{OURS}; spf=pass smtp.mailfrom=uni.example; dkim=pass",
        f"{OURS}; x-dmarc=pass; dmarc-policy=pass; dkim=pass reason=dmarc=pass",
        f"{OURS}.evil.example; dmarc=pass",
        f"not-{OURS}; dmarc=pass",
        f"else.example; dmarc=pass ; {OURS}; dmarc=pass",
        f"spf=pass smtp.mailfrom=uni.example; {OURS}; dmarc=pass",
        f"({OURS}; dmarc=pass",
        f'{OURS}; spf=pass reason="; dmarc=pass',
    ],
)
def test_what_says_nothing_of_dmarc_or_comes_from_elsewhere_is_no_check(value: str) -> None:
    assert found(f"Authentication-Results: {value}\n") is Dmarc.FAIL


def test_a_letter_without_the_header_was_not_checked() -> None:
    assert found(RECEIVED) is Dmarc.FAIL


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        (FAIL + RECEIVED + PASS, Dmarc.FAIL),
        (PASS + RECEIVED + FAIL, Dmarc.PASS),
        (RECEIVED + PASS + RECEIVED + FAIL, Dmarc.PASS),
        (f"Authentication-Results: {OURS}; dkim=pass\n" + FAIL + RECEIVED, Dmarc.FAIL),
        (PASS + "DKIM-Filter: OpenDKIM\n" + FAIL, Dmarc.FAIL),
        (PASS + "Authentication-Results: else.example; dmarc=pass\n" + FAIL, Dmarc.PASS),
        ("Authentication-Results: else.example; dmarc=pass\n" + PASS, Dmarc.FAIL),
        ("ARC-Authentication-Results: i=1; mx.convoca.test; dmarc=pass\n", Dmarc.FAIL),
        ("X-Authentication-Results: mx.convoca.test; dmarc=pass\n", Dmarc.FAIL),
        (PASS.replace("Authentication-Results:", "AUTHENTICATION-results:"), Dmarc.PASS),
    ],
)
def test_only_what_our_border_wrote_on_top_counts(headers: str, verdict: Dmarc) -> None:
    assert found(headers) is verdict


def test_domains_are_compared_as_name_servers_spell_them() -> None:
    written = f"Authentication-Results: {OURS}; dmarc=pass header.from=xn--caf-dma.example\n"
    assert found(written, sender="ana@café.example") is Dmarc.PASS
    assert found(written, sender="ana@cafe.example") is Dmarc.FAIL
    assert found(PASS, sender=None) is Dmarc.FAIL


def test_a_domain_is_spoken_for_by_the_one_above_it() -> None:
    """rspamd names the domain that has the policy; RFC 8601 would have the one in From."""
    assert found(PASS, sender="ana@alumnos.uni.example") is Dmarc.PASS
    for other in ("ana@notuni.example", "ana@uni.example.evil.example", "ana@example", "ana@example."):
        assert found(PASS, sender=other) is Dmarc.FAIL
    assert found(PASS.replace("uni.example", "example")) is Dmarc.FAIL


@pytest.mark.parametrize(
    ("signature", "verdict"),
    [
        ("v=1; d=uni.example; bh=l=0; b=l=l", Dmarc.PASS),
        ("v=1; d=uni.example; bl=0; L=0; b=x", Dmarc.PASS),
        ("v=1; d=uni.example; l=0; b=x", Dmarc.FAIL),
        ("v=1; d=uni.example;\n\tl\n =\n 4000;b=x", Dmarc.FAIL),
        ("l=4000", Dmarc.FAIL),
    ],
)
def test_a_signature_with_a_loose_end_vouches_for_nothing(signature: str, verdict: Dmarc) -> None:
    """Tags are told apart by case (RFC 6376, 3.2)."""
    whole = "DKIM-Signature: v=1; d=uni.example; b=x\n"
    assert found(f"{PASS}{whole}dkim-signature: {signature}\n") is verdict


@pytest.mark.parametrize("piece", ["(", ")", '"', "\\", ";", "; dmarc = fail ", "=", "\n ", "é", "\x00", "dmarc=é "])
def test_a_header_of_any_length_is_read_and_says_no_more_than_it_says(piece: str) -> None:
    much = piece * (60_000 // len(piece.encode()))
    verdict = found(f"Authentication-Results: {OURS}; dmarc=none header.from={much}\n")
    assert verdict is (Dmarc.FAIL if "dmarc = fail" in piece else Dmarc.NONE)


def test_a_reading_tells_it_where_our_server_has_a_name() -> None:
    raw = f"{FAIL}From: {SENDER}\nMessage-ID: <1@uni.example>\n\nSí\n".encode()
    told = read(raw, vocabulary=VOCABULARY, authserv_id=OURS)
    assert (told.decision, told.dmarc) == (Decision.ACCEPT, Dmarc.FAIL)
    assert read(raw, vocabulary=VOCABULARY).dmarc is Dmarc.NONE


@pytest.mark.parametrize("line", ["Sí", "SI!", "Sí, gracias", "Hola: sí", "Yes", "Sim.", "No, gracias", "Não", "Non"])
def test_a_bare_word_is_known(line: str) -> None:
    raw = f"From: {SENDER}\nMessage-ID: <1@uni.example>\n\n{line}\n".encode()
    assert read(raw, vocabulary=VOCABULARY).is_bare


@pytest.mark.parametrize("line", ["Acepto", "Sí, acepto participar", "No puedo", "👍", "Gracias", "", "Confirmo. Sí"])
def test_what_says_more_than_the_word_is_not_bare(line: str) -> None:
    raw = f"From: {SENDER}\nMessage-ID: <1@uni.example>\n\n{line}\n".encode()
    assert not read(raw, vocabulary=VOCABULARY).is_bare
