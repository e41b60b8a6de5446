"""Triggers that let the log only grow.

A line's facts may be blanked when a person is erased, and only together with `blanked_at`, so that a changed line
shows that it was changed and when.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

FIXED = ("seq", "at", "kind", "actor", "channel", "proposal_id", "person_id")
REFUSAL = "the log is append-only"


def upgrade() -> None:
    """Set the triggers, in the words of the database at hand."""
    statements = _postgresql() if op.get_context().dialect.name == "postgresql" else _sqlite()
    for statement in statements:
        op.execute(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED)
    return [
        f"CREATE TRIGGER log_never_deleted BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        (
            f"CREATE TRIGGER log_only_blanked BEFORE UPDATE ON log WHEN NEW.blanked_at IS NULL OR {changed}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        ),
    ]


def _postgresql() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    return [
        (
            f"CREATE FUNCTION log_refuses() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        ),
        (
            "CREATE TRIGGER log_never_deleted BEFORE DELETE OR TRUNCATE ON log"
            " FOR EACH STATEMENT EXECUTE FUNCTION log_refuses()"
        ),
        (
            f"CREATE TRIGGER log_only_blanked BEFORE UPDATE ON log FOR EACH ROW"
            f" WHEN (NEW.blanked_at IS NULL OR {changed}) EXECUTE FUNCTION log_refuses()"
        ),
    ]
