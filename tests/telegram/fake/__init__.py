"""A strict Telegram of our own: the Bot API on loopback, with people, limits and faults."""

from tests.telegram.fake.chats import Chat, Message
from tests.telegram.fake.faults import Faults, Gate
from tests.telegram.fake.people.groups import Group, GroupSeat
from tests.telegram.fake.people.person import Person
from tests.telegram.fake.people.seat import Seat
from tests.telegram.fake.telegram import FakeTelegram, fake_telegram
from tests.telegram.fake.world import BOT_ID, BOT_NAME, Call, Impatient, Query

__all__ = [
    "BOT_ID",
    "BOT_NAME",
    "Call",
    "Chat",
    "FakeTelegram",
    "Faults",
    "Gate",
    "Group",
    "GroupSeat",
    "Impatient",
    "Message",
    "Person",
    "Query",
    "Seat",
    "fake_telegram",
]
