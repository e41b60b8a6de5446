"""Whether the colours can be told apart (WCAG 2, level AA), light and dark."""

from __future__ import annotations

import re

import pytest

from templates.assets import asset

TEXT, EDGE = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT), ("ink", "sheet", TEXT), ("ink", "tint", TEXT), ("soft", "paper", TEXT),
    ("soft", "sheet", TEXT), ("soft", "tint", TEXT), ("brand", "paper", TEXT), ("brand", "sheet", TEXT),
    ("brand", "tint", TEXT), ("on-brand", "brand", TEXT), ("on-brand", "brand-deep", TEXT),
    ("brand-deep", "tint", TEXT), ("bad", "bad-tint", TEXT), ("bad", "sheet", TEXT), ("bad", "paper", TEXT),
    ("good", "good-tint", TEXT), ("good", "paper", TEXT), ("note", "note-tint", TEXT), ("edge", "sheet", EDGE),
    ("edge", "paper", EDGE),
]  # fmt: skip


def palettes() -> dict[str, dict[str, str]]:
    found = asset("convoca.css")
    assert found is not None
    blocks = re.findall(r":root \{(.*?)\}", found.body.decode(), re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in blocks[:2])
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "wanted"), PAIRS)
def test_colours_can_be_told_apart(scheme: str, front: str, ground: str, wanted: float) -> None:
    palette = palettes()[scheme]
    lighter, darker = sorted((luminance(palette[front]), luminance(palette[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= wanted
