"""Whole conversations at random: taps, texts, commands, old screens, changed messages, and a world that moves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.call.definition import Call
from core.dialogue.engine import draw, reduce
from core.dialogue.events import Amend, Command, Event, Tap, Text
from core.dialogue.hearing import answer_kept
from core.dialogue.screen import Expects
from core.dialogue.state import KEPT_TEXT, State
from tests.core.dialogue.cards import assert_fits
from tests.core.dialogue.elsewhere import ELSEWHERE, after_all, within
from tests.core.dialogue.keeping import Key, asked_now, changed, kept, touchable
from tests.core.dialogue.stage import CALL, Stage, gate, newcomer, nothing_wrong, somebody
from tests.core.dialogue.telling import assert_speakable
from tests.core.dialogue.walking import fitting, leads_home

NAMES = (
    "start", "help", "cancel", "language", "menu", "back", "skip", "clear", "save", "new", "home", "summary", "people",
    "missing", "deadlines", "data", "erase", "news", "hm",
)  # fmt: skip
COMMANDS = (*map(Command, NAMES), Command("invitation", "asked"))

LONG = st.builds(str.__mul__, st.sampled_from(["x", "<&>\n", "ñ\u0301 "]), st.sampled_from([200, 2_500, 5_100, 21_000]))
TEXTS = st.one_of(
    st.sampled_from(
        [
            "Ana", "1", "2", "12", "1, 3", "20", "debate", "Taller", "híbrida", "Argentina", "bras", "ana@example.org",
            "+54 351 555 1234", "", " ", "\n\n", "a\nb\nc", "a\nb\nc\nd", "=?utf-8?q?hola?=", "\u202etxet", "e\u0301",
            "👩‍👩‍👧 sesión", "\x00\ud800", "presencial", "{0.__class__}", "{title}", "<b>negrita</b> & </blockquote>",
            "&lt;&",
        ]
    ),
    LONG,
    st.text(max_size=30),
)  # fmt: skip

Move = Event | str | datetime
"""What the person did, what happened elsewhere, or the time that it came to be."""


class Conversation(RuleBasedStateMachine):
    """A conversation and its world; `moves` are everything that happened, so that it can be played again."""

    call: Call = CALL

    @initialize(known=st.booleans(), lenient=st.booleans())
    def meet(self, known: bool, lenient: bool) -> None:
        self.person = somebody() if known else newcomer()
        self.judge = nothing_wrong if lenient else gate
        self.stage = self.fresh()
        self.moves: list[Move] = []
        self.seen: list[Tap] = []
        self.answers: list[Amend] = []

    def fresh(self) -> Stage:
        return Stage(person=self.person, call=self.call, now=within(self.call), state=State(), judge=self.judge)

    def do(self, event: Event) -> None:
        """Let the person do something: of what is saved, only what it is about may read otherwise afterwards."""
        stage = self.stage
        screen, before, ticked = stage.screen, kept(stage), ticks(stage)
        self.moves.append(event)
        may = touchable(stage, screen, event)
        stage.act(event)
        after = kept(stage)
        assert {key for key in changed(before, after) if key not in may} == set(), event
        if isinstance(event, Text) and screen.input.expects is not Expects.NOTHING:
            lost = {key for key in before if key not in after and key[1] not in may.owners}
            assert lost == set(), "typing took an answer away"
        assert_ticks_stand(stage, ticked, event)
        if (answer := answer_kept(stage.state)) is not None:
            self.answers.append(Amend("", **answer))

    @rule(numbers=st.lists(st.integers(0, 30), min_size=4, max_size=12))
    def go_along(self, numbers: list[int]) -> None:
        for number in numbers:
            self.do(fitting(self.stage.screen, number))
            assert_speakable(self.stage.screen, self.call)

    @rule(numbers=st.lists(st.integers(0, 30), min_size=1, max_size=4))
    def tap_something(self, numbers: list[int]) -> None:
        for number in numbers:
            actions = self.stage.screen.actions
            chosen = actions[number % len(actions)]
            self.seen.append(Tap(chosen.verb, chosen.argument, self.stage.state.revision))
            self.do(self.seen[-1])

    @precondition(lambda self: "toggle" in self.stage.offered())
    @rule(number=st.integers(0, 3))
    def tick_something(self, number: int) -> None:
        options = [item.argument for item in self.stage.screen.actions if item.verb == "toggle"]
        self.do(self.stage.tap_of("toggle", options[number % len(options)]))

    @rule(texts=st.lists(TEXTS, min_size=1, max_size=4))
    def type_something(self, texts: list[str]) -> None:
        for text in texts:
            screen, before = self.stage.screen, len(self.stage.done)
            self.do(Text(text, screen.revision))
            if screen.input.expects is not Expects.NOTHING and len(text) <= KEPT_TEXT:
                is_kept = self.stage.state.typed == text and self.stage.state.problem
                assert is_kept or len(self.stage.done) > before, "a text was neither saved nor kept"

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), text=TEXTS)
    def change_an_old_message(self, data: st.DataObject, text: str) -> None:
        self.do(replace(data.draw(st.sampled_from(self.answers)), text=text))

    @precondition(lambda self: self.seen)
    @rule(data=st.data())
    def tap_an_older_screen(self, data: st.DataObject) -> None:
        tap = data.draw(st.sampled_from(self.seen))
        before = self.stage.state
        outcome = reduce(self.stage.world, before, tap)
        assert outcome.effects == ()
        assert draw(self.stage.world, outcome.state) == replace(
            draw(self.stage.world, before), toast=draw(self.stage.world, outcome.state).toast
        )
        self.do(tap)

    @rule(text=TEXTS, late=st.integers(1, 3), verb=st.text(max_size=8), argument=st.text(max_size=8))
    def answer_what_never_stood_here(self, text: str, late: int, verb: str, argument: str) -> None:
        revision, before = self.stage.state.revision, len(self.stage.done)
        self.do(Text(text, revision - late))
        if not any((item.verb, item.argument) == (verb, argument) for item in self.stage.screen.actions):
            self.do(Tap(verb, argument, revision))
        assert len(self.stage.done) == before

    @rule(command=st.sampled_from(COMMANDS))
    def command_something(self, command: Command) -> None:
        self.do(command)

    @rule(name=st.sampled_from(sorted(ELSEWHERE)))
    def something_happens_elsewhere(self, name: str) -> None:
        self.moves.append(name)
        ELSEWHERE[name](self.stage)

    @rule(is_over=st.booleans())
    def time_passes(self, is_over: bool) -> None:
        self.stage.now = after_all(self.call) if is_over else within(self.call)
        self.moves.append(self.stage.now)

    @invariant()
    def everything_can_be_said_and_fits(self) -> None:
        if hasattr(self, "stage"):
            screen = self.stage.screen
            assert screen == self.stage.screen
            assert screen.actions, "nothing can be done here"
            assert_speakable(screen, self.call)
            assert_fits(screen, self.call)
            assert State.from_json(json.loads(json.dumps(self.stage.state.to_json()))) == self.stage.state

    @invariant()
    def there_is_a_way_out(self) -> None:
        if hasattr(self, "stage"):
            assert leads_home(self.stage.screen, self.stage)

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            again = self.fresh()
            replay(again, self.moves)
            assert again.state == self.stage.state
            assert kept(again) == kept(self.stage)
            assert again.records == self.stage.records
            assert again.people == self.stage.people


def ticks(stage: Stage) -> tuple[Key, tuple[str, ...]] | None:
    """Return what is ticked and not saved yet, and where it would be saved."""
    asked = asked_now(stage) if stage.state.picked is not None else None
    return (asked, stage.state.picked) if asked and stage.state.picked is not None else None


def assert_ticks_stand(stage: Stage, ticked: tuple[Key, tuple[str, ...]] | None, event: Event) -> None:
    """Ticks stay ticked or are saved, unless the person ticks on or types another answer."""
    if ticked is None or isinstance(event, Text) or (isinstance(event, Tap) and event.verb == "toggle"):
        return
    key, picked = ticked
    assert (key, picked) == ticks(stage) or kept(stage).get(key, ()) == picked, f"ticks were lost by {event}"


def replay(stage: Stage, moves: list[Move]) -> None:
    """Let everything happen once more."""
    for move in moves:
        match move:
            case datetime():
                stage.now = move
            case str():
                ELSEWHERE[move](stage)
            case _:
                stage.act(move)
