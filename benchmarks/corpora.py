"""How well letters that others collected are read: `python -m benchmarks corpora FOLDER...`.

No letter of others is kept here: whoever has a collection brings it into this layout and names its folder.

    FOLDER/replies/LL-NAME.eml|txt|html   a letter by a person; a .txt or .html is the body alone
    FOLDER/replies/LL-NAME.expected       what the person wrote in it, as UTF-8 text
    FOLDER/people/LL-NAME.eml|txt|html    letters by people of which only the kind and the decision are looked at
    FOLDER/machines/NAME.eml              delivery reports, automatic answers, complaints
    FOLDER/machines/NAME.status           'permanent' or 'temporary', where the collection tells

`LL` is the language; ours are told apart from the others. Nothing in a collection answers an invitation of ours, so
that every accept or decline is listed, for a person to judge; out of `machines/` it ends the run with status 1.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from zlib import crc32

from convoca.vocabulary import vocabulary
from core.call.shipped import shipped_call
from core.model.letter import Decision, LetterKind, Reading
from mail.reading import read

OURS = ("es", "pt", "fr", "en")
SORTS = {".eml": "", ".txt": "text/plain", ".html": "text/html"}
VOCABULARY = vocabulary(shipped_call("lacigf-2025"))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a collection, as it was read."""

    path: Path
    reading: Reading
    seconds: float

    @property
    def language(self) -> str:
        """The two letters that its name begins with, 'other' where they are none of our languages."""
        told = self.path.name.partition("-")[0]
        return told if told in OURS else "other"

    @property
    def is_held_out(self) -> bool:
        """Whether it is of the half that nobody looks at while improving the reader."""
        return bool(crc32(self.path.stem.encode()) & 1)

    @property
    def changes_something(self) -> bool:
        """Whether a state would change by it."""
        return self.reading.decision in {Decision.ACCEPT, Decision.DECLINE} or self.reading.stop

    def told(self, ending: str) -> str | None:
        """Return what the file of the same name and this ending holds, None where there is none."""
        beside = self.path.with_suffix(ending)
        return beside.read_text("utf-8").strip() if beside.exists() else None


def main(folders: Sequence[str]) -> int:
    """Print what was read in the folders; return 1 if a machine's letter would have changed anything."""
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    found: dict[str, list[Letter]] = {sort: [] for sort in ("replies", "people", "machines")}
    for folder in folders:
        for sort, letters in found.items():
            letters += _letters(Path(folder) / sort)
    _print_replies(found["replies"])
    _print_people([*found["replies"], *found["people"]])
    _print_machines(found["machines"])
    _print_slowest([letter for letters in found.values() for letter in letters])
    return int(any(letter.changes_something for letter in found["machines"]))


def _letters(folder: Path) -> Iterator[Letter]:
    for path in sorted(folder.glob("*")):
        if path.suffix in SORTS:
            raw = _raw(path.read_bytes(), SORTS[path.suffix])
            began = perf_counter()
            reading = read(raw, vocabulary=VOCABULARY)
            yield Letter(path, reading, perf_counter() - began)


def _raw(body: bytes, content: str) -> bytes:
    """Return a letter with this body; a letter as it is."""
    return body if not content else f"From: a@b.example\nContent-Type: {content}; charset=utf-8\n\n".encode() + body


def _print_replies(letters: Sequence[Letter]) -> None:
    print(
        f"{'replies':28} {'n':>5} {'exact':>7} {'but for signatures':>19} {'held out: n':>12} {'exact':>7} {'but':>7}"
    )
    groups = {letter.path.parents[1].name: "corpus" for letter in letters}
    rows = [(name, [each for each in letters if each.path.parents[1].name == name]) for name in groups]
    rows += [(language, [each for each in letters if each.language == language]) for language in (*OURS, "other")]
    rows += [("our languages", [each for each in letters if each.language in OURS])]
    for name, chosen in rows:
        apart = [letter for letter in chosen if letter.is_held_out]
        shown = f"{len(chosen):5} {_share(chosen, _is_exact)} {_share(chosen, _is_alike):>19} {len(apart):12}"
        print(f"{name:28} {shown} {_share(apart, _is_exact)} {_share(apart, _is_alike)}")
    for letter in letters:
        if not _is_alike(letter) and not letter.is_held_out:
            print("  not exact:", _named(letter))


def _print_people(letters: Sequence[Letter]) -> None:
    kinds = Counter(letter.reading.kind for letter in letters)
    print(f"\nletters by people: {len(letters)}; kinds found: {_counted(kinds)}")
    for letter in letters:
        if letter.reading.kind is not LetterKind.REPLY:
            print("  not called a reply:", _named(letter), letter.reading.kind, *letter.reading.reasons)
        elif letter.changes_something:
            decision = "stop" if letter.reading.stop else str(letter.reading.decision)
            print(f"  to judge: {decision}: {_named(letter)}: {letter.reading.text[:120]!r}")


def _print_machines(letters: Sequence[Letter]) -> None:
    kinds = Counter(letter.reading.kind for letter in letters)
    told = [letter for letter in letters if letter.reading.kind is not LetterKind.REPLY]
    print(f"\nletters by machines: {len(letters)}; kinds found: {_counted(kinds)}")
    print(f"  told apart from replies: {len(told)} ({_percent(len(told), len(letters))})")
    apart = [letter for letter in letters if letter.is_held_out]
    print(f"  of the half held out: {_share(apart, lambda letter: letter.reading.kind is not LetterKind.REPLY)}")
    judged = [letter for letter in letters if letter.told(".status") and letter.reading.bounce]
    right = [letter for letter in judged if _is_permanent_as_told(letter)]
    print(f"  permanent or temporary as the collection says: {len(right)} of {len(judged)} reports")
    for letter in letters:
        if letter.changes_something:
            print("  WOULD CHANGE SOMETHING:", _named(letter), letter.reading.decision)
        elif letter.reading.kind is LetterKind.REPLY:
            print("  taken for a reply:", _named(letter))
        elif letter in judged and letter not in right:
            print("  for good or for now:", _named(letter), f"is {letter.told('.status')}:", letter.reading.bounce)


def _print_slowest(letters: Sequence[Letter]) -> None:
    if letters:
        slowest = max(letters, key=lambda letter: letter.seconds)
        print(f"\nslowest of {len(letters)}: {slowest.seconds:.3f} s ({_named(slowest)})")


def _is_exact(letter: Letter) -> bool:
    return _squeezed(letter.reading.text) == _squeezed(letter.told(".expected") or "")


def _is_alike(letter: Letter) -> bool:
    """Whether the text is exact but for a signature, which some collections keep and some do not.

    What is expected is read as a letter of its own: thus it loses the signature that we would take off.
    """
    expected = letter.told(".expected") or ""
    alone = read(_raw(expected.encode(), "text/plain"), vocabulary=VOCABULARY).text
    return _is_exact(letter) or _squeezed(letter.reading.text) == _squeezed(alone)


def _is_permanent_as_told(letter: Letter) -> bool:
    bounce = letter.reading.bounce
    return bounce is not None and bounce.permanent == (letter.told(".status") == "permanent")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _share(letters: Sequence[Letter], is_right: Callable[[Letter], bool]) -> str:
    return _percent(sum(map(is_right, letters)), len(letters)).rjust(7)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _counted(kinds: Counter[LetterKind]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "none"


def _named(letter: Letter) -> str:
    return "/".join(letter.path.parts[-3:])
