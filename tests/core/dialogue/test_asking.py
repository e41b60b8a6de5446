"""One question after another: saving, passing over, going back, changing from a list, leaving and coming back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.dialogue import effects as do
from core.dialogue.engine import reduce, told
from core.dialogue.events import Tap, Text
from core.dialogue.screen import BlockKind, Expects, Phrase, Screen
from core.dialogue.state import KEPT_TEXT, State
from tests.core.dialogue.stage import Stage, newcomer, somebody
from tests.core.dialogue.telling import assert_speakable

COMPLETE = {
    "session_type": "debate", "modality": "hybrid", "duration": "75", "topic": "cybersecurity",
    "answers.title": "Redes", "answers.description": "d", "answers.objectives": "o", "answers.relevance": "r",
    "answers.policy_issues": ("a",), "answers.expected_results": "e", "answers.methodology": "m",
    "answers.participation_strategy": None, "answers.interaction_minutes": None, "answers.nri_origin": None,
    "answers.marginalised_groups": None, "co_proponent.name": None, "collaborators": None,
}  # fmt: skip


def question(screen: Screen) -> Phrase:
    return next(block.label for block in screen.blocks if block.kind is BlockKind.QUESTION)


def asked(stage: Stage) -> str:
    """The words or the call's label of the question at hand."""
    label = question(stage.screen)
    return label.key or (label.local.said_in("es") if label.local else "")


def problem(screen: Screen) -> str | None:
    return next((block.label.key for block in screen.blocks if block.kind is BlockKind.ERROR), None)


def drafting(**values: object) -> Stage:
    """A stage inside a proposal with these answers."""
    stage = Stage()
    stage.tap("new")
    record = stage.draft.record
    stage.records[record.id] = type(record)(
        id=record.id, call=record.call, proponent_id=record.proponent_id, created_at=record.created_at,
        changed_at=record.changed_at, values=values,
    )  # fmt: skip
    return stage


def complete(**changes: object) -> Stage:
    """A stage inside a proposal whose questions are all answered or passed over."""
    return drafting(**{**COMPLETE, **changes})


def test_a_newcomer_is_greeted_and_asked_for_name_and_country() -> None:
    stage = Stage(person=newcomer(), state=State())
    assert stage.screen.place == "welcome"
    stage.tap("begin")
    stage.type("Ana Gómez")
    stage.type("Argentina")
    assert stage.screen.place == "home"
    assert stage.done == [do.SavePerson("name", "Ana Gómez"), do.SavePerson("country", "AR")]


def test_what_the_proponent_lacks_is_asked_before_the_session() -> None:
    stage = Stage(person=somebody(organisation=None, phone=None))
    stage.tap("new")
    assert asked(stage) == "chat.ask.person_organisation"
    stage.tap("choose")
    stage.type("351 555 1234")
    assert stage.done[1:] == [do.SavePerson("organisation", "independiente"), do.SavePerson("phone", "+543515551234")]
    assert asked(stage) == "chat.ask.session_type"


def test_a_type_that_settles_modality_and_duration_says_so() -> None:
    stage = drafting()
    screen = stage.type("mesa redonda")
    assert stage.done[-3:] == [
        do.SaveAnswer("session_type", "debate"),
        do.SaveAnswer("modality", "hybrid"),
        do.SaveAnswer("duration", "75"),
    ]
    notes = [block.label.facts for block in screen.blocks if block.label.key == "chat.ask.fixed"]
    assert [fact["field"] for fact in notes] == [Phrase("chat.field.modality"), Phrase("chat.field.duration")]
    assert asked(stage) == "chat.ask.topic"


def test_every_answer_is_saved_in_the_event_that_brings_it() -> None:
    stage = complete(**{"answers.title": None})
    stage.type("  Redes\ncomunitarias ")
    assert stage.done[-1] == do.SaveAnswer("answers.title", "Redes comunitarias")
    assert stage.screen.toast == Phrase("chat.toast.saved")


def test_a_refused_text_is_kept_for_mending_and_saves_nothing() -> None:
    stage = complete(**{"answers.title": None})
    before = len(stage.done)
    screen = stage.type("x" * 181)
    assert problem(screen) == "chat.problem.too_long"
    assert screen.input.typed == "x" * 181
    assert len(stage.done) == before
    assert stage.type("x" * 180).input.typed == ""


def test_a_megabyte_is_refused_in_one_sentence_and_not_kept() -> None:
    stage = complete(**{"answers.methodology": None})
    screen = stage.type("x" * 1_000_000)
    assert problem(screen) == "chat.problem.flood"
    assert len(str(stage.state.to_json())) < 1000
    assert stage.type("y" * (KEPT_TEXT + 1)).input.typed == ""
    assert stage.type("y" * KEPT_TEXT).input.typed == "y" * KEPT_TEXT


def test_only_what_is_optional_can_be_passed_over() -> None:
    stage = complete(**{"answers.title": None})
    assert "skip" not in stage.offered()
    stage = drafting(**{key: value for key, value in COMPLETE.items() if key != "collaborators"})
    stage.tap("skip")
    assert stage.done[-1] == do.SaveAnswer("collaborators", None)
    assert stage.screen.place == "people"


def test_what_was_passed_over_is_not_asked_again() -> None:
    stage = complete()
    stage.tap("home")
    assert stage.tap("open").place == "people"


def test_a_required_answer_passed_over_by_another_form_is_asked() -> None:
    stage = complete(**{"answers.description": None})
    assert asked(stage) == "Descripción"


def test_back_goes_to_the_question_before_with_its_answer_and_keeping_it_returns() -> None:
    stage = complete(**{"answers.description": None})
    screen = stage.tap("back")
    assert (asked(stage), screen.input.typed) == ("Título de la sesión", "Redes")
    before = len(stage.done)
    stage.tap("keep")
    assert asked(stage) == "Descripción"
    assert len(stage.done) == before


def test_back_from_the_first_question_leads_home() -> None:
    stage = Stage(person=somebody(phone=None))
    stage.tap("new")
    for _ in range(3):
        stage.tap("back")
    assert stage.tap("back").place == "home"


def test_an_answer_changed_from_the_summary_returns_to_its_page() -> None:
    stage = complete(**{"answers.title": "Antes"})
    stage.at("answers.methodology")
    page = stage.state.page
    assert stage.screen.input.typed == "m"
    screen = stage.type("Otra metodología")
    assert (screen.place, stage.state.page) == ("summary", page)
    assert stage.done[-1] == do.SaveAnswer("answers.methodology", "Otra metodología")


def test_an_optional_answer_can_be_taken_back() -> None:
    stage = complete(collaborators="Red de Radios")
    stage.at("collaborators")
    stage.tap("clear")
    assert stage.done[-1] == do.SaveAnswer("collaborators", None)


def test_saving_and_leaving_resumes_days_later_at_the_first_open_question() -> None:
    stage = complete(**{"answers.description": None})
    screen = stage.tap("leave")
    assert (screen.place, screen.toast) == ("home", Phrase("chat.toast.left"))
    stage.now += timedelta(days=9)
    stage.state = State(greeted=True)
    stage.tap("open")
    assert asked(stage) == "Descripción"


def test_start_stays_where_the_person_was() -> None:
    stage = complete(**{"answers.description": None})
    stage.command("start")
    assert asked(stage) == "Descripción"


def test_cancelling_loses_nothing_and_leads_out() -> None:
    stage = complete()
    stage.at("answers.title")
    before = len(stage.done)
    assert stage.command("cancel").place == "summary"
    assert stage.command("cancel").place == "home"
    assert len(stage.done) == before


def test_an_old_tap_never_acts_and_says_so() -> None:
    stage = drafting()
    old = stage.tap_of("choose", "debate")
    stage.act(old)
    before = (stage.state.revision, len(stage.done))
    screen = stage.act(old)
    assert screen.toast == Phrase("chat.toast.old_tap")
    assert (stage.state.revision, len(stage.done)) == before


def test_a_tap_that_stands_nowhere_on_the_screen_never_acts() -> None:
    stage = drafting()
    for tap in (Tap("choose", "seance"), Tap("withdraw_now"), Tap("skip"), Tap("edit", "answers.title"), Tap("", "")):
        outcome = reduce(stage.world, stage.state, Tap(tap.verb, tap.argument, stage.state.revision))
        assert outcome.effects == ()


def test_words_for_an_older_question_wait_for_a_second_look() -> None:
    stage = drafting()
    revision = stage.state.revision
    stage.type("debate")
    before = len(stage.done)
    screen = stage.act(Text("Mi título", revision))
    assert problem(screen) == "chat.problem.old_text"
    assert len(stage.done) == before


def test_the_same_answer_sent_twice_is_quietly_saved_once() -> None:
    stage = complete(**{"answers.title": None, "answers.description": None})
    title = Text("Redes", stage.screen.revision)
    stage.act(title)
    before = len(stage.done)
    screen = stage.act(title)
    assert problem(screen) is None
    assert screen.toast == Phrase("chat.toast.saved")
    assert len(stage.done) == before
    assert asked(stage) == "Descripción"


def test_the_last_answer_sent_twice_is_quietly_saved_once_too() -> None:
    stage = complete(collaborators="x")
    stage.tap("add")
    stage.type("Eva")
    stage.tap("skip")
    stage.tap("skip")
    address = Text("eva@example.org", stage.screen.revision)
    stage.act(address)
    before = len(stage.done)
    screen = stage.act(address)
    assert (screen.place, screen.toast, len(stage.done)) == ("people", Phrase("chat.toast.saved"), before)


def test_help_shows_every_option_explained_and_keeps_what_was_typed() -> None:
    stage = drafting()
    screen = stage.tap("help")
    helps = [block.label for block in screen.blocks if block.kind is BlockKind.HELP]
    assert len(helps) == 7
    assert_speakable(screen, stage.call)
    stage = complete(**{"answers.title": None})
    stage.type("x" * 181)
    assert stage.tap("help").input.typed == "x" * 181


def test_an_unknown_command_gets_help() -> None:
    stage = drafting()
    screen = stage.command("abracadabra")
    assert screen.toast == Phrase("chat.toast.unknown")
    assert any(block.kind is BlockKind.HELP for block in screen.blocks)


@pytest.mark.parametrize("typed", ["hola", "99", "", "x" * 1_000_000])
def test_words_where_none_are_expected_get_help_and_change_nothing(typed: str) -> None:
    stage = Stage()
    screen = stage.type(typed)
    assert problem(screen) == "chat.problem.no_text"
    assert (stage.done, screen.place) == ([], "home")


def test_typed_numbers_choose_what_stands_on_the_screen() -> None:
    stage = Stage()
    assert stage.type("1").place == "ask"
    stage.type("5")
    assert do.SaveAnswer("session_type", "workshop") in stage.done


def test_numbers_beyond_the_options_choose_the_ways_below_them() -> None:
    stage = drafting()
    number = stage.offered().index("summary") + 1
    assert stage.type(str(number)).place == "summary"


def test_a_title_of_the_list_opens_by_name() -> None:
    stage = complete(**{"answers.title": "Redes"})
    stage.tap("home")
    assert stage.type("redes").place == "people"


def test_a_country_half_written_offers_its_neighbours() -> None:
    stage = Stage(person=somebody(country=None))
    stage.tap("new")
    stage.type("argent")
    assert problem(stage.screen) == "chat.problem.country"
    stage.tap("choose", "AR")
    assert stage.done[-1] == do.SavePerson("country", "AR")


def test_the_language_changes_anywhere_and_returns_there() -> None:
    stage = complete(**{"answers.title": None})
    stage.tap("language")
    screen = stage.tap("speak", "pt")
    assert stage.done[-1] == do.SetLanguage("pt")
    assert (screen.place, screen.language, screen.input.expects) == ("ask", "pt", Expects.TEXT)


def test_a_word_of_the_use_case_is_shown_in_passing() -> None:
    stage = drafting()
    stage.state = told(stage.state, "chat.toast.removed")
    assert stage.screen.toast == Phrase("chat.toast.removed")


def test_progress_counts_required_questions_only() -> None:
    stage = complete(**{"answers.title": None, "answers.methodology": None})
    assert stage.screen.progress is not None
    assert (stage.screen.progress.done, stage.screen.progress.total) == (11, 13)


def test_a_proposal_can_be_begun_from_anywhere_once_one_is_known() -> None:
    stage = complete()
    stage.tap("add")
    screen = stage.command("new")
    assert (screen.place, do.NewProposal() in stage.done) == ("ask", True)
    stranger = Stage(person=newcomer(), state=State())
    stranger.command("new")
    assert do.NewProposal() not in stranger.done
