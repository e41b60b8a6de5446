"""From a notice to the letter that the relay gets: addresses that act, threads, words that stay words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from convoca.posting import ANSWERS, links_of, relay_of, rendering
from convoca.refusal import Refusal
from convoca.settings import Settings
from core.call.shipped import shipped_call
from core.model.records import Notice
from core.model.token import (
    BOUNCE,
    HELD,
    OWN_BOUNCE,
    PAGE,
    REPLY,
    SIGN_IN,
    STOP_ANNOUNCEMENTS,
    STOP_DIGEST,
    WHICH,
    derive,
    local_part,
    token_of,
)
from core.system import SystemClock, SystemIds
from core.usecases.desk import Desk
from mail.courier.courier import Ready
from mail.courier.relay import Relay
from tests.support.records import a_notice
from tests.templates.letters.queued import ANSWERABLE, BARE, LANGUAGES, WHOLE, due

KEY = b"k" * 32
DESK = Desk(call=shipped_call("lacigf-2025"), clock=SystemClock(), ids=SystemIds(), key=KEY)
SETTINGS = Settings(mail_domain="convoca.test", public_url="https://convoca.test")
TOKEN = {"subject": "x1", "generation": 2}
OWN = f"{local_part(OWN_BOUNCE, derive(KEY, OWN_BOUNCE, 'bruno', 0))}@convoca.test"
"""Where reports come back to about letters to Bruno that belong to no invitation."""


def queued(kind: str, facts: Mapping[str, object] | None = None, **given: object) -> Notice:
    entering = kind in {"sign_in", "prove_address", "chat_code"}
    notice = a_notice(
        kind=kind,
        address="bruno@example.org",
        person_id="bruno",
        facts=WHOLE[kind] if facts is None else facts,
        token=TOKEN if entering or kind in ANSWERABLE else None,
        thread=None if entering else "p1:bruno",
    )
    return replace(notice, **given)  # type: ignore[arg-type]  # fields of a notice


def posted(notice: Notice) -> Ready:
    return rendering(DESK, SETTINGS)(notice)


def read(letter: Ready) -> EmailMessage:
    return message_from_bytes(letter.raw, policy=policy.default)  # type: ignore[return-value]  # of this policy


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WHOLE)
def test_every_letter_can_be_posted_in_every_language(kind: str, language: str) -> None:
    for facts in (WHOLE[kind], BARE[kind]):
        letter = posted(queued(kind, facts, language=language))
        found = read(letter)
        assert (letter.recipient, found["To"], found["Content-Language"]) == (*["bruno@example.org"] * 2, language)
        assert (found["Auto-Submitted"] == "auto-replied", letter.sender == "") == (kind in ANSWERS, kind in ANSWERS)
        assert found["From"] == "LACIGF 18 <convoca@convoca.test>"


@pytest.mark.parametrize("kind", ANSWERABLE)
def test_a_letter_that_can_be_answered_says_where(kind: str) -> None:
    letter = posted(queued(kind))
    reply = read(letter)["Reply-To"].addresses[0]
    assert (token_of(reply.username), reply.domain) == ((REPLY, derive(KEY, REPLY, "x1", 2)), "convoca.test")
    assert f"https://convoca.test/i/{derive(KEY, PAGE, 'x1', 2)}" in str(read(letter).get_body(("plain",)))
    if kind not in ANSWERS:
        assert token_of(letter.sender.partition("@")[0]) == (BOUNCE, derive(KEY, BOUNCE, "x1", 2))


@pytest.mark.parametrize("kind", sorted(set(WHOLE) - set(ANSWERABLE)))
def test_any_other_letter_bears_no_address_that_acts(kind: str) -> None:
    """What people answer all the same is read by people; what lets somebody in is not quoted to anybody."""
    letter = posted(queued(kind))
    lets_in = kind in {"sign_in", "prove_address", "chat_code"}
    assert read(letter)["Reply-To"] == (None if lets_in else "contacto@lacigf.org")
    assert letter.sender == ("" if kind in ANSWERS else OWN)


ENDED = {"digest": STOP_DIGEST, "announcement": STOP_ANNOUNCEMENTS}


@pytest.mark.parametrize("kind", ENDED)
def test_what_nobody_asked_for_one_by_one_can_be_ended_in_one_click(kind: str) -> None:
    letter = posted(queued(kind, token=TOKEN))
    link = f"https://convoca.test/u/{derive(KEY, ENDED[kind], 'x1', 2)}"
    assert f"\r\nList-Unsubscribe: <{link}>\r\n".encode() in letter.raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in letter.raw
    assert link in str(read(letter).get_body(("plain",)))
    assert letter.sender == OWN


@pytest.mark.parametrize("kind", sorted(set(WHOLE) - set(ENDED)))
def test_no_other_letter_offers_that(kind: str) -> None:
    """A click that a mail program offers beside an invitation would be taken for a no."""
    raw = posted(queued(kind)).raw
    assert b"list-unsubscribe" not in raw.lower()
    assert b"convoca.test/u/" not in raw


def test_without_https_there_is_the_link_alone() -> None:
    settings = Settings(mail_domain="convoca.test", public_url="http://convoca.test")
    letter = rendering(DESK, settings)(queued("digest", token=TOKEN))
    assert "List-Unsubscribe" not in read(letter)
    assert "http://convoca.test/u/" in str(read(letter).get_body(("plain",)))


def test_a_question_about_a_letter_is_answered_to_an_address_of_its_own() -> None:
    letter = posted(queued("was_this_you", token={**TOKEN, "held": "h1"}))
    reply = read(letter)["Reply-To"].addresses[0]
    assert token_of(reply.username) == (HELD, derive(KEY, HELD, "h1", 2))
    assert token_of(letter.sender.partition("@")[0]) == (BOUNCE, derive(KEY, BOUNCE, "x1", 2))
    assert derive(KEY, PAGE, "x1", 2) in str(read(letter).get_body(("plain",)))


def test_a_reminder_repeats_the_address_and_a_changed_invitation_has_another() -> None:
    asked, reminded = (read(posted(queued(kind)))["Reply-To"] for kind in ("invitation", "invitation_reminder"))
    again = read(posted(queued("invitation_changed", token={**TOKEN, "generation": 3})))["Reply-To"]
    assert asked == reminded != again


BRUNOS = {"subject": "bruno", "generation": 0}


def test_a_reminder_of_several_invitations_bears_the_way_to_each_and_an_address_that_accepts_nothing() -> None:
    about = [due("invitation", subject=place, generation=number) for number, place in enumerate(("x1", "x2"))]
    letter = posted(queued("reminder", {"person_name": "Bruno", "about": [*about, due("draft")]}, token=BRUNOS))
    text, page = (str(read(letter).get_body((kind,))) for kind in ("plain", "html"))
    (reply,) = read(letter)["Reply-To"].addresses
    assert (token_of(reply.username), letter.sender) == ((WHICH, derive(KEY, WHICH, "bruno", 0)), OWN)
    for number, place in enumerate(("x1", "x2")):
        assert f"https://convoca.test/i/{derive(KEY, PAGE, place, number)}" in text
        assert f"mailto:r%2B{derive(KEY, REPLY, place, number)}@convoca.test" in page.replace("=\n", "")


def test_the_question_about_the_one_invitation_that_is_left_is_answered_like_an_invitation() -> None:
    facts = {"person_name": "Bruno", "answers": True, "about": [due("invitation", subject="x1", generation=2)]}
    letter = read(posted(queued("reminder", facts, token=TOKEN, participation_id="x1")))
    assert token_of(letter["Reply-To"].addresses[0].username) == (REPLY, derive(KEY, REPLY, "x1", 2))


def test_the_letters_of_one_proposal_to_one_person_are_one_thread() -> None:
    asked = read(posted(queued("invitation")))
    echoed = read(posted(queued("echo_accepted", id="n2", in_reply_to="<a1@example.org>")))
    other = read(posted(queued("invitation", id="n3", thread="p1:eva")))
    assert asked["References"] == "<p1.bruno@convoca.test>" != other["References"]
    assert echoed["References"] == "<p1.bruno@convoca.test> <a1@example.org>"
    assert echoed["In-Reply-To"] == "<a1@example.org>"
    assert [item["Message-ID"] for item in (asked, echoed)] == ["<n1@convoca.test>", "<n2@convoca.test>"]


def test_the_same_notice_is_the_same_letter() -> None:
    assert posted(queued("invitation")) == posted(queued("invitation"))


def test_a_link_to_enter_is_in_the_letter_and_in_no_header() -> None:
    letter = posted(queued("sign_in"))
    token = derive(KEY, SIGN_IN, "x1", 2)
    assert links_of(DESK, SETTINGS, queued("sign_in")).enter == f"https://convoca.test/enter/{token}"
    assert f"https://convoca.test/enter/{token}" in str(read(letter).get_body(("plain",)))
    assert token not in "".join(str(value) for value in read(letter).values())


SMUGGLED = "=?utf-8?q?hola=0ABcc=3A_x=40y?="


@pytest.mark.parametrize(
    "typed", [SMUGGLED, "hola\r\nBcc: x@y", "hola\nTo: x@y\n\nSÍ", f"a {'b' * 4000}", "\ud800\x00"]
)
@pytest.mark.parametrize("kind", ["invitation", "unclear", "receipt", "digest", "draft_reminder"])
def test_whatever_people_type_the_headers_are_those_of_the_letter(kind: str, typed: str) -> None:
    names = ("person_name", "proposal_title", "proponent_name", "proponent_organisation", "description", "text")
    facts = {**WHOLE[kind], **{name: typed for name in names if name in WHOLE[kind]}}
    found = read(posted(queued(kind, facts)))
    assert list(found) == list(read(posted(queued(kind))))
    assert (found["To"], found["Bcc"]) == ("bruno@example.org", None)


def test_a_title_that_looks_like_an_encoded_word_arrives_as_the_text_that_it_is() -> None:
    facts = {**WHOLE["invitation"], "proposal_title": SMUGGLED, "proponent_name": "Ana"}
    subject = read(posted(queued("invitation", facts)))["Subject"]
    assert "hola=0ABcc=3A_x=40y" in subject
    assert "x@y" not in subject


@pytest.mark.parametrize(
    ("place", "relay"),
    [
        ("relay.test:2525", Relay(host="relay.test", port=2525)),
        ("[::1]:25", Relay(host="::1", port=25)),
        ("smtp://relay.test", Relay(host="relay.test", port=25)),
        (
            "smtps://a%40b:s%2Fe@relay.test",
            Relay(host="relay.test", port=465, use_tls=True, username="a@b", password="s/e"),
        ),
        ("smtp://a:b@relay.test:587", Relay(host="relay.test", port=587, username="a", password="b")),
    ],
)
def test_a_relay_is_a_place_or_a_url(place: str, relay: Relay) -> None:
    assert relay_of(place, "convoca.test") == replace(relay, own_name="convoca.test")


def test_a_url_of_another_sort_is_refused() -> None:
    with pytest.raises(Refusal):
        relay_of("https://relay.test", "convoca.test")
