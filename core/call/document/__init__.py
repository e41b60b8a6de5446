"""A proposal as a JSON document, both ways: the input of `convoca check`, the export, and what was sent.

Reading is strict: an unknown key, a wrong type or an option that the call does not have is one `Problem` that names
the place. `null`, absent and "prefer not to say" all mean unknown and are never a problem by themselves.
"""

from core.call.document.reading import named_call, parse_document
from core.call.document.text import read_json
from core.call.document.values import Problem
from core.call.document.writing import dump_document

__all__ = ["Problem", "dump_document", "named_call", "parse_document", "read_json"]
