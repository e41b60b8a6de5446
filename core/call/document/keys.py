"""Which keys a document has, in order, beside those that a call declares."""

TOP = dict.fromkeys(
    (
        "call", "id", "session_type", "modality", "duration", "duration_minutes", "duration_detail", "topic",
        "answers", "proponent", "co_proponent", "collaborators", "participants", "history",
    )
)  # fmt: skip
CONTACT = dict.fromkeys(("name", "email", "country", "organisation", "phone"))
OWN_ATTRIBUTES = ("sector", "country", "gender", "organisation")
"""Attributes with a key of their own in a participant; further ones of a call stand under `attributes`."""
PARTICIPANT = dict.fromkeys(("id", "name", "email", "roles", "attendance", "status", *OWN_ATTRIBUTES, "attributes"))
HISTORY = dict.fromkeys(("sent_by_proponent", "sent_by_organisation", "reports_owed"))
