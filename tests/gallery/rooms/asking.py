"""One question of each kind, as it is put, answered before, passed over and explained."""

from __future__ import annotations

from core.dialogue.state import Place
from tests.core.dialogue.stage import Stage
from tests.gallery.people import ANSWERS, LONG, ana, answer, at, drafting, with_team
from tests.gallery.situation import Room

ROOM = Room("Questions")


@ROOM("The first question of a proposal: an organisation")
def organisation(language: str) -> Stage:
    stage = ana(language, organisation=None, phone=None)
    stage.tap("new")
    return stage


@ROOM("A telephone")
def phone(language: str) -> Stage:
    stage = ana(language, phone=None)
    stage.tap("new")
    return stage


@ROOM("A choice: the kind of session")
def kind(language: str) -> Stage:
    return drafting(language, upto="session_type")


@ROOM("What the kind of session settles by itself is told")
def settled(language: str) -> Stage:
    stage = kind(language)
    stage.tap("choose", "debate")
    return stage


@ROOM("A choice, with every option explained")
def topic_help(language: str) -> Stage:
    stage = settled(language)
    stage.tap("help")
    return stage


@ROOM("How the session is held, where it can be chosen")
def modality(language: str) -> Stage:
    stage = kind(language)
    stage.tap("choose", "workshop")
    return stage


@ROOM("How long it lasts, where it can be chosen")
def duration(language: str) -> Stage:
    stage = modality(language)
    stage.tap("choose", "in_person")
    return stage


@ROOM("A short text: the title")
def title(language: str) -> Stage:
    stage = drafting(language, upto="topic")
    stage.tap("choose", "cybersecurity")
    return stage


@ROOM("A long text: the description")
def description(language: str) -> Stage:
    stage = title(language)
    stage.type(str(ANSWERS["answers.title"]))
    return stage


@ROOM("A list: public policy issues")
def issues(language: str) -> Stage:
    return drafting(language, upto="answers.policy_issues")


@ROOM("A long text that is optional")
def optional(language: str) -> Stage:
    return drafting(language, upto="answers.participation_strategy")


@ROOM("A number")
def minutes(language: str) -> Stage:
    return drafting(language, upto="answers.interaction_minutes")


@ROOM("Another proponent: is there one")
def co_proponent(language: str) -> Stage:
    return drafting(language, upto="co_proponent.name")


@ROOM("Another proponent: their address")
def co_address(language: str) -> Stage:
    stage = co_proponent(language)
    stage.type("Bea Soler")
    return stage


@ROOM("Another proponent: their country")
def co_country(language: str) -> Stage:
    stage = co_address(language)
    stage.type("bea@example.org")
    return stage


@ROOM("The last question: who else stands behind the idea")
def collaborators(language: str) -> Stage:
    return drafting(language, upto="collaborators")


@ROOM("Back at a question that has its answer")
def back(language: str) -> Stage:
    stage = description(language)
    stage.tap("back")
    return stage


@ROOM("An answer is changed from the summary")
def change(language: str) -> Stage:
    stage = drafting(language)
    stage.at("answers.policy_issues")
    return stage


@ROOM("A long answer is changed from the summary")
def change_long(language: str) -> Stage:
    stage = drafting(language)
    answer(stage, **{"answers.description": LONG})
    stage.at("answers.description")
    return stage


@ROOM("The kind of session is changed once people said yes")
def change_kind(language: str) -> Stage:
    stage = at(with_team(drafting(language)), Place.SUMMARY)
    stage.at("session_type")
    return stage
