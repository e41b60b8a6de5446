"""Pictures and a table in a letter: where programs look for them, and nothing else changed by them."""

from __future__ import annotations

import pytest

from mail.composing.message import Enclosed, Image, UnsafeLetterError, compose
from tests.mail.composing.letters import HTML, TEXT, an_envelope, composed, read

PNG = bytes.fromhex("89504e470d0a1a0a") + bytes(range(256))
TABLE = Enclosed("lacigf-2025.csv", "\ufeffN.º,Título\r\n1,Redes que cuidan\r\n".encode())
IMAGES = (Image("abc@convoca", PNG), Image("def@convoca", PNG[::-1]))


def tree(images: tuple[Image, ...] = (), enclosed: Enclosed | None = None) -> list[str]:
    raw = compose(an_envelope(), "Resumen", TEXT, HTML, images=images, enclosed=enclosed)
    return [part.get_content_type() for part in read(raw).walk()]


def test_pictures_stand_with_the_html_that_shows_them() -> None:
    assert tree(IMAGES) == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "image/png",
    ]  # fmt: skip


def test_a_table_comes_after_the_whole_letter() -> None:
    assert tree(IMAGES[:1], TABLE) == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "text/csv",
    ]  # fmt: skip


def test_a_picture_is_found_by_what_the_html_calls_it_and_is_not_offered_as_a_file() -> None:
    raw = compose(an_envelope(), "Resumen", TEXT, HTML, images=IMAGES)
    parts = [part for part in read(raw).walk() if part.get_content_type() == "image/png"]
    assert [(part["Content-ID"], part.get_content_disposition(), part.get_payload(decode=True)) for part in parts] == [
        ("<abc@convoca>", "inline", IMAGES[0].png),
        ("<def@convoca>", "inline", IMAGES[1].png),
    ]


def test_a_table_keeps_its_bytes_and_its_name() -> None:
    raw = compose(an_envelope(), "Resumen", TEXT, HTML, enclosed=TABLE)
    (table,) = read(raw).iter_attachments()
    assert (table.get_filename(), table.get_payload(decode=True)) == (TABLE.name, TABLE.csv)


def test_a_letter_without_them_is_the_one_it_was() -> None:
    assert compose(an_envelope(), "Una invitación", TEXT, HTML, images=(), enclosed=None) == composed()


def test_the_same_letter_has_the_same_bytes() -> None:
    both = [compose(an_envelope(), "Resumen", TEXT, HTML, images=IMAGES, enclosed=TABLE) for _ in range(2)]
    assert both[0] == both[1]


@pytest.mark.parametrize("cid", ["", "a b@convoca", "a>\r\nBcc: x@y.org <b@convoca"])
def test_a_picture_whose_name_is_none_is_refused(cid: str) -> None:
    with pytest.raises(UnsafeLetterError):
        compose(an_envelope(), "Resumen", TEXT, HTML, images=(Image(cid, PNG),))


@pytest.mark.parametrize("name", ["a\r\nBcc: x@y.org", 'a"; filename="b.exe', "tabla ñ.csv"])
def test_a_table_whose_name_is_not_ours_is_refused(name: str) -> None:
    with pytest.raises(UnsafeLetterError):
        compose(an_envelope(), "Resumen", TEXT, HTML, enclosed=Enclosed(name, b"a"))
