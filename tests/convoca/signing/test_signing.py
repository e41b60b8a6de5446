"""Signed letters: every one that is posted, and a key that is not in order said at the start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from convoca.posting import rendering
from convoca.refusal import Refusal
from convoca.settings import Settings, load_settings
from convoca.signing import signer_of, signing_examined
from templates.words import LANGUAGES, Words
from tests.convoca.posting.test_posting import DESK, queued
from tests.convoca.process import told
from tests.support.dkim import KEY, KEYS, holds, key_file
from tests.templates.letters.queued import BARE, WHOLE

SECRET_LINE = KEY.read_text("ascii").splitlines()[5]


@pytest.fixture(autouse=True)
def key(tmp_path: Path) -> Path:
    return key_file(tmp_path)


def a_setting(folder: Path, **given: object) -> Settings:
    given.setdefault("dkim_key", str(folder / "dkim.pem"))
    return load_settings(**{"mail_domain": "convoca.test", "dkim_selector": "s1", **given})


@pytest.mark.parametrize("kind", WHOLE)
def test_every_letter_that_is_posted_is_signed(tmp_path: Path, kind: str) -> None:
    settings = a_setting(tmp_path)
    signer, post = signer_of(settings), rendering(DESK, settings)
    assert signer is not None
    for facts in (WHOLE[kind], BARE[kind]):
        for language in LANGUAGES:
            assert holds(post(queued(kind, facts, language=language)).raw, signer)


def test_letters_are_signed_for_the_domain_that_they_come_from(tmp_path: Path) -> None:
    """By DMARC the signature must belong to the domain in From, wherever replies go."""
    settings = a_setting(tmp_path, mail_from="foro@lacigf.example", mail_domain="respuestas.example")
    signer = signer_of(settings)
    assert signer is not None
    assert signer.domain == "lacigf.example"
    assert holds(rendering(DESK, settings)(queued("invitation")).raw, signer)


def test_without_a_key_letters_are_not_signed() -> None:
    settings = load_settings(mail_domain="convoca.test")
    assert b"DKIM-Signature" not in rendering(DESK, settings)(queued("invitation")).raw
    assert (signer_of(settings), signing_examined(settings, Words("es"))) == (None, ())


@pytest.mark.parametrize("given", [{"dkim_key": ""}, {"dkim_selector": ""}])
def test_half_of_it_is_a_refusal(tmp_path: Path, given: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="dkim_half"):
        rendering(DESK, a_setting(tmp_path, **given))


@pytest.mark.parametrize("selector", ["a b", "ñ", "s1.", "a;b", "s\n"])
def test_a_selector_is_a_name_of_the_dns(tmp_path: Path, selector: str) -> None:
    with pytest.raises(Refusal, match="selector"):
        a_setting(tmp_path, dkim_selector=selector)


@pytest.mark.parametrize(
    ("mode", "fine"), [(0o600, True), (0o400, True), (0o640, True), (0o644, False), (0o604, False), (0o660, False)]
)
def test_a_key_that_others_reach_is_refused(tmp_path: Path, mode: int, fine: bool) -> None:
    key_file(tmp_path, mode=mode)
    settings = a_setting(tmp_path)
    if fine:
        assert signer_of(settings) is not None
        return
    with pytest.raises(Refusal, match="dkim_open"):
        signer_of(settings)


def test_what_is_no_key_is_refused_by_its_name(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    wrong = {
        str(tmp_path / "absent"): "dkim_unreadable",
        str(tmp_path / "absent" / "deeper"): "dkim_unreadable",
        "a\0b": "dkim_unusable",
        str(tmp_path): "dkim_unusable",
        str(pipe): "dkim_unusable",
        "/dev/zero": "dkim_unusable",
    }
    for file, key in wrong.items():
        with pytest.raises(Refusal, match=key):
            signer_of(a_setting(tmp_path, dkim_key=file))


@pytest.mark.parametrize("language", LANGUAGES)
def test_serving_with_a_wrong_key_ends_with_one_line(tmp_path: Path, language: str) -> None:
    file = key_file(tmp_path, KEYS / "ed25519.pem")
    settings = {"dkim_key": file, "dkim_selector": "s1", "smtp_relay": "127.0.0.1:1"}
    ended = told(tmp_path, "serve", "--only", "couriers", "--lang", language, settings=settings)
    said = Words(language)("commands.settings.dkim_unusable", file=str(file))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines()[-1].endswith(said)
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doctor_tells_what_to_publish_and_nothing_of_the_key(tmp_path: Path, language: str) -> None:
    settings = {"dkim_key": key_file(tmp_path), "dkim_selector": "s1", "smtp_relay": "127.0.0.1:1"}
    ended = told(tmp_path, "doctor", "--lang", language, settings=settings)
    signer = signer_of(a_setting(tmp_path, mail_domain="convoca.example"))
    assert signer is not None
    facts = {"domain": "convoca.example", "place": "s1._domainkey.convoca.example", "record": signer.record}
    words = Words(language)
    assert f"{words('commands.doctor.fine')}: {words('commands.doctor.dkim', **facts)}" in ended.out.splitlines()
    assert SECRET_LINE not in ended.out + ended.err


def test_the_doctor_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    ended = told(tmp_path, "doctor", settings={"dkim_selector": "s1", "smtp_relay": "127.0.0.1:1"})
    words = Words("es")
    said = f"{words('commands.doctor.wrong')}: {words('commands.settings.dkim_half')}"
    assert (ended.status, said in ended.out.splitlines()) == (1, True)
