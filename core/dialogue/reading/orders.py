"""One line of the secretariat's as an order: a verb, the numbers of proposals, and nothing that we do not know.

A wrong act is the one unforgivable error: what is not wholly understood is no order, and is asked back. The words are
only ever read, never shown; those that are shown stand in `templates/words/<language>/orders.toml`, and a test tells
that they are among these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from core.dialogue.reading.cleaning import one_line
from core.model.folding import folded
from core.model.order import Misread, Order, Verb, Wrong

LONGEST_LINE = 2_000
LONGEST_NOTE = 1_000
LONGEST_REASON = 300
MOST_DAYS = 31
MOST_NUMBERS = 50

_VERBS: Mapping[Verb, str] = {
    Verb.EXTEND: "extend|extender|extienda|extiendan|prorrogar|prorrogue|prorroguen|ampliar|amplie|amplien|prolongar"
    "|prolongue|prolonguen|estender|estenda|estendam|prorroguem",
    Verb.REMIND: "remind|recordar|recuerde|recuerden|lembrar|lembre|lembrem",
    Verb.NOTE: "note|nota|anotar|anote|anoten|anotem|apuntar|apunte",
    Verb.HOLD: "hold|retener|retenga|retengan|reter|retenha|retenham|suspender|suspenda|suspendan|suspend",
    Verb.RELEASE: "release|soltar|suelte|suelten|solte|soltem|liberar|libere|liberen|liberem",
    Verb.UNDO: "undo|deshacer|deshaga|deshagan|desfazer|desfaca|desfacam",
    Verb.YES: "yes|si|sim",
}
_BY_WORD = {word: verb for verb, words in _VERBS.items() for word in words.split("|")}
_GLADLY = frozenset(
    ("adelante", "de acuerdo", "estoy de acuerdo", "estamos de acuerdo", "confirmo", "confirmamos", "claro",
     "pode seguir", "em frente", "de acordo", "estou de acordo", "go ahead", "i agree", "we agree")
)  # fmt: skip
"""What people put behind a yes that says no more than the yes."""
_MEANT = {word: verb for word, verb in _BY_WORD.items() if verb is not Verb.YES}
"""What a word that we do not know may have been meant for; 'yes' is too short to be guessed."""

_BULLET = re.compile(r"^(?:[-–—•*·]|\(?\d{1,2}[.)])\s+")
_COPIED = re.compile(r"[\"'`«“‘]\s?(?P<said>[^\"'`«»“”‘’]+?)\s?[\"'`»”’]")
"""A whole line in quotation marks, as our letters show the forms."""
_PLEASE = re.compile(r"^(?:por favor|please)\s*,?\s+", re.IGNORECASE)
_THANKS = re.compile(
    r"(?<![\s,.;])[\s,.;]++¡?(?:por favor|please|(?:muchas )?gracias|thanks|thank you|(?:muito )?obrigad[oa])[.!\s]*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?P<word>[^\W\d_]+)(?P<rest>.*)", re.DOTALL)
_DAYS = re.compile(
    r"(?:(?:by|for|por|en|em)\s+)?(?P<days>[0-9]{1,4})\s*(?:days?|dias?)\b(?:\s+(?:more|mas|mais)\b)?(?P<rest>.*)"
)
_NUMBER = r"[1-9][0-9]{0,8}(?![0-9])"
_BEFORE = (
    r"(?:(?:to|for|on|the|para|a|en|em|la|las|el|los|as|os|da|das|de|del)\s)*"
    r"(?:(?:proposals?|propuestas?|propostas?|numbers?|numeros?|num\.|nums\.)\s)?#?\s?"
)
_AND = rf"(?:\s?[,;]\s?(?:(?:y|e|and|&)\s)?{_BEFORE}|\s(?:y|e|and|&)\s{_BEFORE}|\s#?)"
"""Between two numbers; without a comma or an 'and' there is a space alone: '17 a 19' and '17 to 19' are ranges."""
_LIST = re.compile(rf"{_BEFORE}{_NUMBER}(?:{_AND}{_NUMBER})*\s?[.!,;]*")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
"""'1,234' is one number to some and two to others."""
_SIGN = re.compile(r"\b(?:n\s?\.?\s?[º°]|no\.|nro\.?|№)\s?(?=[0-9])", re.IGNORECASE)
_NOTE = re.compile(rf"\s*(?:#|(?:proposal|propuesta|proposta)\s+#?)?\s?(?P<number>{_NUMBER})(?P<rest>.*)", re.DOTALL)
_PARTED = re.compile(r"\s?:\s?|\s[–—-]\s|\s")
"""What parts a note's number from its text."""


def read_order(line: str) -> Order | Misread:
    """Return what one line orders, or why it is no order."""
    said = _bare(line)
    found = _FIRST.fullmatch(said)
    word = folded(found["word"]) if found else ""
    verb = _BY_WORD.get(word)
    if len(line) > LONGEST_LINE:
        return Misread(line=said[:LONGEST_LINE], why=Wrong.TOO_LONG, nearest=verb)
    if found is None or verb is None:
        return Misread(line=said, why=Wrong.UNKNOWN, nearest=_nearest(word))
    if verb is Verb.NOTE:
        return _note(said, found["rest"])
    if verb is Verb.EXTEND:
        return _extension(said, found["rest"])
    if verb in (Verb.UNDO, Verb.YES):
        rest = folded(_THANKS.sub("", found["rest"]).strip(" .,!"))
        is_alone = not rest or (verb is Verb.YES and rest in _GLADLY)
        return Order(verb=verb, line=said) if is_alone else Misread(line=said, why=Wrong.MORE_WORDS, nearest=verb)
    return _about_proposals(verb, said, found["rest"])


def verb_of(word: str) -> Verb | None:
    """Return the verb that a word is, in any language; None for a word that is only like one."""
    return _BY_WORD.get(folded(word))


def may_be_order(line: str) -> bool:
    """Whether a line begins as an order does, or nearly so: it is neither courtesy nor a name."""
    found = _FIRST.fullmatch(_bare(line))
    return found is not None and _nearest(folded(found["word"])) is not None


def _bare(line: str) -> str:
    """Return the line without a bullet, 'please' and the quotation marks of who copied it."""
    said = _BULLET.sub("", one_line(line[: LONGEST_LINE + 1]))
    if copied := _COPIED.fullmatch(said):
        said = copied["said"]
    return _PLEASE.sub("", said)


def _nearest(word: str) -> Verb | None:
    if word in _BY_WORD:
        return _BY_WORD[word]
    alike = [known for known in _MEANT if known[0] == word[:1]]  # 'otra' is no slip of 'nota'
    close = get_close_matches(word[:30], alike, n=1, cutoff=0.75) if len(word) > 3 else []
    return _MEANT[close[0]] if close else None


def _about_proposals(verb: Verb, said: str, rest: str) -> Order | Misread:
    """What is ordered of proposals by their numbers, and nothing besides."""
    wanted = _plain(_THANKS.sub("", rest))
    numbers = _numbers(wanted) if wanted is not None else None
    if numbers is None:
        why = Wrong.NO_NUMBER if wanted is not None and not wanted.strip(".!") else Wrong.NUMBERS
        return Misread(line=said, why=why, nearest=verb)
    return Order(verb=verb, line=said, numbers=numbers)


def _extension(said: str, rest: str) -> Order | Misread:
    """'extend 2 days 17 23: the reason': days first, then proposals, or none for the whole call."""
    told, colon, behind = rest.partition(":")
    wanted = _plain(told if colon else _THANKS.sub("", told))
    found = _DAYS.fullmatch(wanted) if wanted is not None else None
    if found is None or not int(found["days"]):
        return Misread(line=said, why=Wrong.NO_DAYS, nearest=Verb.EXTEND)
    listed, reason, days = found["rest"].strip(" .!"), behind.strip(), int(found["days"])
    if days > MOST_DAYS or len(reason) > LONGEST_REASON:
        why = Wrong.TOO_MANY_DAYS if days > MOST_DAYS else Wrong.TOO_LONG
        return Misread(line=said, why=why, nearest=Verb.EXTEND)
    if not listed and reason[:1].isdigit():  # 'extend 2 days: 17, 23'
        listed, reason = _plain(_THANKS.sub("", reason)) or "?", ""
    numbers = _numbers(listed) if listed else ()
    if numbers is None:
        return Misread(line=said, why=Wrong.NUMBERS, nearest=Verb.EXTEND)
    return Order(verb=Verb.EXTEND, line=said, numbers=numbers, days=days, text=reason)


def _plain(rest: str) -> str | None:
    """Return it without case and accents; None where a sign stands in it that would become a digit ('7²', '⑦')."""
    if any(not mark.isascii() and unicodedata.category(mark).startswith("N") for mark in rest):
        return None
    return folded(_SIGN.sub("#", rest)).strip(" :")


def _numbers(wanted: str) -> tuple[int, ...] | None:
    """Return the numbers of a list; None for anything else, a range or a number with a thousands' comma too."""
    found = _LIST.fullmatch(wanted)
    if found is None or _THOUSANDS.search(wanted):
        return None
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall(_NUMBER, wanted)))
    return numbers if len(numbers) <= MOST_NUMBERS else None


def _note(said: str, rest: str) -> Order | Misread:
    """'note 12 they asked for a room': one proposal, then the text; a text that begins with a number needs a colon."""
    found = _NOTE.fullmatch(_SIGN.sub("#", rest))
    if found is None:
        return Misread(line=said, why=Wrong.NO_NUMBER, nearest=Verb.NOTE)
    parted = _PARTED.match(found["rest"])
    text = found["rest"][parted.end() :].strip() if parted else ""
    if not found["rest"].strip(" ,;.:"):
        return Misread(line=said, why=Wrong.NO_TEXT, nearest=Verb.NOTE)
    if parted is None or not text or (":" not in parted[0] and _names_more(text)):
        return Misread(line=said, why=Wrong.NUMBERS, nearest=Verb.NOTE)
    if len(text) > LONGEST_NOTE:
        return Misread(line=said, why=Wrong.TOO_LONG, nearest=Verb.NOTE)
    return Order(verb=Verb.NOTE, line=said, numbers=(int(found["number"]),), text=text)


def _names_more(text: str) -> bool:
    """Whether what follows the number may be another number: 'note 12 and 13 …', 'note 12 3 speakers'."""
    return re.match(r"(?:(?:y|e|and|&|a|al|to)\s+)?#?\s?\d", text) is not None
