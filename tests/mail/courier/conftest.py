"""A store on a real file for every test of the courier."""

from __future__ import annotations

from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]
