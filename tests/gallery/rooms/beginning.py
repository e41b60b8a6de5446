"""The first minutes: who one is, and in which language."""

from __future__ import annotations

from core.dialogue.state import Place
from tests.core.dialogue.stage import Stage
from tests.gallery.people import ana, at, newcomer
from tests.gallery.situation import Room

ROOM = Room("Beginning")


@ROOM("Welcome")
def welcome(language: str) -> Stage:
    return newcomer(language)


@ROOM("Welcome, with help")
def welcome_help(language: str) -> Stage:
    stage = newcomer(language)
    stage.tap("help")
    return stage


@ROOM("The name is asked for")
def name(language: str) -> Stage:
    stage = newcomer(language)
    stage.tap("begin")
    return stage


@ROOM("The country is asked for")
def country(language: str) -> Stage:
    stage = name(language)
    stage.type("Ana Gómez")
    return stage


@ROOM("A country half written offers its neighbours")
def half_a_country(language: str) -> Stage:
    stage = country(language)
    stage.type("guin")
    return stage


@ROOM("The choice of a language")
def languages(language: str) -> Stage:
    return at(ana(language), Place.LANGUAGE, beneath=Place.HOME)


@ROOM("The language has changed")
def changed(language: str) -> Stage:
    stage = languages(language)
    stage.tap("speak", language)
    return stage
