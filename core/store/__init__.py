"""What is kept: tables, migrations, and the unit of work over SQLite or PostgreSQL. `SqlStore` is the way in."""

from core.store.refusal import StoreRefusal
from core.store.store import SqlStore

__all__ = ["SqlStore", "StoreRefusal"]
