"""The service's own addresses, told from everybody else's."""

from __future__ import annotations

import pytest

from core.model.ours import NO_MAIL, OurMail
from core.rules.ours import is_ours

OURS = OurMail(domain="Respuestas.foro.example", sender="foro@example.org")
TOKEN = "r+" + "a2" * 13


@pytest.mark.parametrize(
    "address",
    [
        "ana@respuestas.foro.example",
        f"{TOKEN}@respuestas.foro.example",
        "postmaster@RESPUESTAS.FORO.EXAMPLE",
        f"b{TOKEN[1:]}@older.example",
        "Foro@Example.org",
        "foro+programa@example.org",
    ],
)
def test_nobody_lives_at_an_address_of_ours(address: str) -> None:
    assert is_ours(address, OURS)


@pytest.mark.parametrize(
    "address",
    ["ana@example.org", "ana@foro.example", "ana+foro@example.org", "r+abc@example.org", "foro@example.com"],
)
def test_anybody_elses_is_not_ours(address: str) -> None:
    assert not is_ours(address, OURS)


def test_where_nothing_is_known_of_our_mail_only_the_shape_tells() -> None:
    assert (is_ours("ana@example.org", NO_MAIL), is_ours(f"{TOKEN}@example.org", NO_MAIL)) == (False, True)
