"""Signatures: what may happen to a letter on its way and what may not, and keys that are none."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess

import pytest

from mail.composing.signing import Signer, UnusableKeyError
from tests.mail.composing.letters import bodies, composed, headers
from tests.support.dkim import KEY, KEYS, PKCS1, holds

SIGNER = Signer.of("Convoca.test", "s1", KEY.read_bytes())
LETTER = composed(references=("<p1.ana@convoca.test>",))
SIGNED = SIGNER.signed(LETTER)


def tags(raw: bytes) -> dict[str, str]:
    value = re.sub(r"\s+", "", headers(raw)["DKIM-Signature"])
    return dict(item.split("=", 1) for item in value.split(";"))


def test_a_letter_is_signed_for_the_domain_of_its_sender_and_stays_as_it_was() -> None:
    assert SIGNED.endswith(b"\r\n" + LETTER)
    assert (bodies(SIGNED), headers(SIGNED).keys() - headers(LETTER).keys()) == (bodies(LETTER), {"DKIM-Signature"})
    found = tags(SIGNED)
    assert {name: found[name] for name in "vacdsq"} == {
        "v": "1", "a": "rsa-sha256", "c": "relaxed/relaxed", "d": "convoca.test", "s": "s1", "q": "dns/txt",
    }  # fmt: skip
    assert "l" not in found
    assert holds(SIGNED, SIGNER)


def test_signatures_are_short_ascii_lines() -> None:
    head = SIGNED.removesuffix(LETTER)
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert head.count(b"\n") == head.count(b"\r\n")


@pytest.mark.parametrize(
    "changed",
    [
        SIGNED.replace(b"\r\n", b"\n"),
        b"Received: from a by b\r\n" + SIGNED,
        SIGNED + b"\r\n\r\n",
        SIGNED.replace(b"\r\nSubject: ", b"\r\nsubject:\r\n   "),
        SIGNED.replace(b"\r\nX-Auto-Response-Suppress: All", b""),
        b"List-Id: <x.example>\r\n" + SIGNED,
    ],
    ids=["line ends", "Received", "empty lines", "folding", "a header of no matter", "another header"],
)
def test_what_relays_do_to_letters_does_no_harm(changed: bytes) -> None:
    assert changed != SIGNED
    assert holds(changed, SIGNER)


@pytest.mark.parametrize(
    "name",
    ["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "References", "Auto-Submitted", "Content-Type"],
)
def test_what_says_who_writes_what_to_whom_can_be_neither_changed_nor_doubled(name: str) -> None:
    head = f"\r\n{name}: ".encode()
    assert head in SIGNED.partition(b"\r\n\r\n")[0]
    assert not holds(SIGNED.replace(head, head + b"x", 1), SIGNER)
    for added in (f"{name}: x@y.example\r\n".encode() + SIGNED, SIGNED.replace(b"\r\n\r\n", head + b"x\r\n\r\n", 1)):
        assert not holds(added, SIGNER)


@pytest.mark.parametrize("name", ["Reply-To", "Cc", "In-Reply-To"])
def test_what_was_not_there_cannot_be_added(name: str) -> None:
    bare = SIGNER.signed(composed(reply_to=None))
    assert holds(bare, SIGNER)
    assert not holds(f"{name}: x@y.example\r\n".encode() + bare, SIGNER)


@pytest.mark.parametrize("name", ["List-Unsubscribe", "List-Unsubscribe-Post"])
def test_what_ends_letters_is_signed_where_it_is_there_and_may_be_added_where_it_is_not(name: str) -> None:
    signed = SIGNER.signed(composed(unsubscribe="https://convoca.test/u/a"))
    head, another = f"\r\n{name}: ".encode(), f"{name}: <https://else.example/u>\r\n".encode()
    assert holds(signed, SIGNER)
    assert head in signed
    assert not holds(signed.replace(head, head + b"x", 1), SIGNER)
    assert not holds(another + signed, SIGNER)
    assert holds(another + SIGNED, SIGNER)


def test_another_word_another_key_or_no_key_in_the_dns_does_not_hold() -> None:
    other = Signer.of("convoca.test", "s1", (KEYS / "other-1024.pem").read_bytes())
    assert not holds(SIGNED.replace(b"Ana:", b"Eva:"), SIGNER)
    assert not holds(SIGNED, other)
    assert not holds(SIGNED)
    assert not holds(LETTER, SIGNER)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("key", [KEY, PKCS1], ids=lambda key: key.stem)
def test_keys_as_programs_write_them_can_sign(key: object, line_end: bytes) -> None:
    pem = KEYS.joinpath(str(key)).read_bytes().replace(b"\n", line_end)
    signer = Signer.of("convoca.test", "s1", pem)
    assert holds(signer.signed(LETTER), signer)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this system")
def test_the_record_holds_the_public_key_as_others_write_it() -> None:
    told = subprocess.run(["openssl", "rsa", "-in", str(KEY), "-pubout", "-outform", "DER"], capture_output=True)
    assert SIGNER.record == f"v=DKIM1; k=rsa; p={base64.b64encode(told.stdout).decode()}"
    assert SIGNER.place == "s1._domainkey.convoca.test"


NO_KEYS = ["short-768", "ed25519", "ec", "public", "encrypted", "encrypted-pkcs1"]
GOOD = KEY.read_bytes()
DAMAGED = [
    b"", b"\0", b"no key", GOOD[:700] + GOOD[-200:], GOOD.replace(b"\n", b""), GOOD.replace(b"M", b"!"),
    GOOD[:900] + b"AAAA" + GOOD[904:], b"--\n////\n--", b"--\n" + b"A" * 65 + b"\n--", b"--\nMIIB\n--",
]  # fmt: skip


@pytest.mark.parametrize("pem", [*((KEYS / f"{name}.pem").read_bytes() for name in NO_KEYS), *DAMAGED])
def test_what_is_no_key_is_refused_and_not_shown(pem: bytes) -> None:
    with pytest.raises(UnusableKeyError) as refused:
        Signer.of("convoca.test", "s1", pem)
    assert str(refused.value) == ""


def test_a_damaged_byte_anywhere_is_a_refusal_or_a_key_that_signs() -> None:
    for at in range(30, len(GOOD), 97):
        pem = GOOD[:at] + bytes((GOOD[at] ^ 1,)) + GOOD[at + 1 :]
        try:
            signer = Signer.of("convoca.test", "s1", pem)
        except UnusableKeyError:
            continue
        assert holds(signer.signed(LETTER), signer)


def test_the_key_is_not_shown() -> None:
    assert repr(SIGNER) == "Signer(domain='convoca.test', selector='s1')"
