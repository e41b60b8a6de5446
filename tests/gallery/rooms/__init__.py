"""Every situation, room by room, in the order in which somebody meets them."""

from __future__ import annotations

from tests.gallery.rooms import (
    asking,
    beginning,
    chasing,
    entering,
    erring,
    finishing,
    home,
    invited,
    own,
    participants,
    telegram_only,
)
from tests.gallery.situation import Room

ROOMS: tuple[Room, ...] = (
    entering.ROOM,
    beginning.ROOM,
    home.ROOM,
    asking.ROOM,
    erring.ROOM,
    participants.ROOM,
    chasing.ROOM,
    finishing.ROOM,
    invited.ROOM,
    own.ROOM,
    telegram_only.ROOM,
)
