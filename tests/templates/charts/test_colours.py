"""The palette, as people with every kind of colour sight see it; worked out, not judged by eye.

Sight without one kind of cone is simulated after Machado, Oliveira and Fernandes (2009, severity 1); how far apart two
colours stand is measured in CIELAB (CIE76), where 2.3 is the least difference that is noticed side by side.
"""

from __future__ import annotations

import itertools
import re

import pytest

from templates.charts.drawing import style

Colour = tuple[float, float, float]
SIGHT: dict[str, tuple[Colour, Colour, Colour]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
    "none": ((0.2126, 0.7152, 0.0722),) * 3,
}  # fmt: skip
"""How much of each part of linear light is seen as which part."""
FAR = 40.0
"""Far more than is noticed: two colours that nobody takes for one another."""
GROUND = {"light": "#fbfaf8", "dark": "#201c29"}
"""What pictures stand on: their own ground in the light, the sheet of the page in the dark."""


def rules(scheme: str) -> dict[str, str]:
    """Class -> colour, as a browser of that scheme has them."""
    light, _, dark = style().partition("@media (prefers-color-scheme: dark)")
    found: dict[str, str] = {}
    for text in (light, dark) if scheme == "dark" else (light,):
        for names, colour in re.findall(r"((?:\.chart \.\w+,? ?)+)\{[^}]*?(?:fill|stroke): (#\w{6})", text):
            found |= dict.fromkeys(re.findall(r"\.chart \.(\w+)", names), colour)
    return found


def linear(colour: str) -> Colour:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def seen(colour: str, sight: str) -> Colour:
    light = linear(colour)
    red, green, blue = (
        min(max(sum(share * part for share, part in zip(row, light, strict=True)), 0.0), 1.0) for row in SIGHT[sight]
    )
    return red, green, blue


def lab(light: Colour) -> Colour:
    red, green, blue = light
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (value / full for value, full in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, two: str, sight: str) -> float:
    pairs = zip(lab(seen(one, sight)), lab(seen(two, sight)), strict=True)
    return float(sum((left - right) ** 2 for left, right in pairs) ** 0.5)


def brightness(colour: str) -> float:
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: str, two: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(two)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_knows_the_difference_that_some_do_not_see() -> None:
    red, green = "#c0392b", "#5a8f29"
    assert apart(red, green, "usual") > 80
    assert apart(red, green, "deuteranopia") < 35
    assert apart("#000000", "#ffffff", "none") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(("scheme", "sight"), list(itertools.product(GROUND, SIGHT)))
def test_the_two_series_and_what_is_empty_stand_far_apart_for_every_sight(scheme: str, sight: str) -> None:
    colours = rules(scheme)
    hatched, plain, empty = colours["two"], colours["one"], colours["rail"]
    assert apart(plain, hatched, sight) > FAR
    assert apart(plain, empty, sight) > FAR
    assert apart(colours["rim"], empty, sight) > FAR / 2


@pytest.mark.parametrize("scheme", GROUND)
def test_marks_and_words_stand_out_from_the_ground(scheme: str) -> None:
    colours, ground = rules(scheme), GROUND[scheme]
    assert [name for name in ("ink", "soft") if contrast(colours[name], ground) < 4.5] == []
    marks = ("one", "hatch", "rim", "close", "line")
    assert [name for name in marks if contrast(colours[name], ground) < 3] == []


@pytest.mark.parametrize("scheme", GROUND)
def test_the_second_series_is_told_by_its_hatching_too(scheme: str) -> None:
    """Whoever sees no colour at all sees stripes: they stand out from what is between them."""
    assert contrast(rules(scheme)["hatch"], rules(scheme)["two"]) > 3
