"""From SVG to PNG, with the typeface of a package: no font of the machine is asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
ZOOM = 2.0
"""Pixels of the picture for one of the screen: sharp on a telephone."""


def png(svg: str) -> bytes:
    """Return the picture as PNG; takes some hundredths of a second of one core, so call it from a thread."""
    import resvg_py  # here, for its 3 MB are wanted once a day

    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(_faces()), zoom=ZOOM)


@cache
def _faces() -> tuple[str, ...]:
    folder = files("font_source_sans_pro") / "files"
    return tuple(str(folder / name) for name in FACES)
