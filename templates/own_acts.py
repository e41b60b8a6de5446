"""What somebody did for the secretariat, and what waits for their word, on the page of their own data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.model.own_data import Announced, CallChanged, HeldReply, Ordered
from templates.own_pen import Item, Pen, Row
from templates.say import listed


def held(item: HeldReply, pen: Pen) -> Item:
    """Tell a reply that waits for a word: from where, and what it says of whom it was written for."""
    fields, decision = item.said.get("fields"), f"privacy.page.decision.{item.said.get('decision')}"
    known = {str(key): str(value) for key, value in fields.items()} if isinstance(fields, Mapping) else {}
    return Item(
        pen.words("privacy.page.held", sender=item.sender),
        (
            Row(pen.label("received_at"), pen.when(item.held_at)),
            Row(pen.label("state"), pen.words(f"privacy.page.held_state.{item.state}")),
            *((Row(pen.label("decision"), pen.words(decision)),) if pen.words.has(decision) else ()),
            *pen.field("name", known.pop("name", None)),
            *pen.attributes(known),
        ),
    )


def ordered(item: Ordered, pen: Pen) -> Item:
    """Tell an order by its verb and what it was about; the reason is in the words of whoever gave it."""
    reason = item.said.get("reason")
    return Item(
        pen.words(f"privacy.page.order.{item.verb}"),
        (
            Row(pen.label("at"), pen.when(item.given_at)),
            Row(pen.label("state"), pen.words(f"privacy.page.order_state.{item.state}")),
            *_about(item.said, pen),
        ),
        text=reason if isinstance(reason, str) else "",
    )


def _about(said: Mapping[str, object], pen: Pen) -> Iterator[Row]:
    numbers, days = said.get("numbers"), said.get("days")
    if isinstance(numbers, list | tuple):
        yield Row(pen.label("numbers"), listed([str(number) for number in numbers], pen.words.language))
    if days is not None:
        yield Row(pen.label("days"), str(days))


def announced(item: Announced, pen: Pen) -> Item:
    """Tell a letter to many, in every language in which it was typed."""
    texts = "\n\n".join("\n".join(filter(None, wording.values())) for wording in item.texts.values())
    return Item(
        pen.words("privacy.page.announced"),
        (
            Row(pen.label("at"), pen.when(item.made_at)),
            Row(pen.words("bulk.page.to"), pen.words(f"bulk.audiences.{item.audience}")),
            Row(pen.label("state"), pen.words(f"bulk.states.{item.state}")),
        ),
        text=texts,
    )


def call_changed(item: CallChanged, pen: Pen) -> Item:
    """Tell that they changed the call, and why."""
    rows = (Row(pen.label("at"), pen.when(item.at)),)
    return Item(pen.words("privacy.page.call_version", version=item.version), rows, text=item.reason)
