"""How every template of ours is read: what is put in is escaped, and a name that is not there is an error."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates_in(folder: str) -> Environment:
    """Return the environment of the templates of one folder of this package."""
    return Environment(
        loader=PackageLoader("templates", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
