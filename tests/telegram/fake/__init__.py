"""A strict Telegram of our own: the Bot API on loopback, with people, limits and faults.

    async with fake_telegram(Faults(rate_500=0.05)) as fake, fake.bot() as bot:
        ana = fake.person(11, "Ana", "es")
        await ana.opens("i_4f7a")              # /start i_4f7a, by getUpdates or to the webhook
        card = await ana.sees("¿Qué tipo?")    # waits for what the bot's side sends or edits
        await ana.taps("Taller")               # only what is visible now
        assert ana.screen(1) == "bot: ...\\n[Atrás] [Guardar]"
    assert fake.violations == []               # no call that Telegram would refuse in any state
    assert fake.impatient == []                # nobody wrote to a chat before its 429 was over

`fake.refusals` holds every refusal, those that only the state explains too (not modified, blocked, too old). A service
in another process is pointed at `fake.base_url` and `fake.base_file_url` with `fake.token`.
"""

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
