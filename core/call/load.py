"""From the text of a call file to a `Call`, or to every fault at once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from core.call.dates import read_moments, read_zone
from core.call.definition import Call
from core.call.faults import Fault, Flaw, Path, Refused, dotted
from core.call.reading.lines import outline
from core.call.reading.parts import (
    check_seatings,
    read_attributes,
    read_criteria,
    read_durations,
    read_fields,
    read_options,
    read_session_types,
)
from core.call.reading.reminding import read_reminders, read_reminding
from core.call.reading.rules import read_rules
from core.call.reading.settings import (
    read_contact,
    read_id,
    read_languages,
    read_mail,
    read_policies,
    read_scale,
    read_selection,
    read_sorts_of_modality,
    read_statuses,
    read_to_confirm,
)
from core.call.reading.source import Source, decode
from core.call.reading.table import Table

_ABSENCES = ("missing_key", "missing_words", "empty_section", "weights_total")


def parse_call(text: str, *, name: str) -> Call | Refused:
    """Return the call that `text` defines; `name` (a file or an id) is only repeated in a refusal.

    Pure and bounded: any text, also one that is no TOML, gives a `Call` or a `Refused` with at least one fault.
    """
    source = decode(text)
    flaws: list[Flaw] = []
    top = Table(source.values, (), flaws)
    call = _read(top) if source.values or not source.flaws else None
    return Refused(name, _faults(source, flaws)) if flaws or source.flaws or call is None else call


def _read(top: Table) -> Call:
    """Read every section, in an order in which references can be checked."""
    zone = read_zone(top) or ZoneInfo("UTC")
    roles, modalities = top.names("roles"), top.names("modalities")
    attributes = read_attributes(top)
    hybrid, in_person = read_sorts_of_modality(top, modalities)
    call = Call(
        id=read_id(top),
        name=top.words("name"),
        short_name=top.text("short_name"),
        edition=top.text("edition"),
        zone=zone.key,
        languages=read_languages(top),
        contact=read_contact(top),
        place=top.words("place", required=False),
        moments=read_moments(top, zone),
        topics=read_options(top, "topics"),
        roles=read_options(top, "roles"),
        modalities=read_options(top, "modalities"),
        durations=read_durations(top),
        criteria=read_criteria(top),
        session_types=read_session_types(top),
        groups=read_options(top, "groups"),
        fields=read_fields(top),
        attributes=attributes,
        rules=read_rules(top, {item.key: item for item in attributes}),
        combinable_roles=top.pairs("combinable_roles", roles),
        counted_statuses=read_statuses(top),
        independent_aliases=top.texts("independent_aliases"),
        hybrid_modalities=hybrid,
        in_person_modalities=in_person,
        remote_host_role=top.reference("remote_host_role", roles, "") or None,
        speaker_role=top.reference("speaker_role", roles, "speaker"),
        selection=read_selection(top.table("selection", required=False)),
        policies=read_policies(top.table("policies", required=False), top.names("fields")),
        scale=read_scale(top),
        reminders=read_reminders(top),
        reminding=read_reminding(top.table("reminding", required=False)),
        report_days=top.optional_whole("report_days", least=1),
        consent=top.words("consent", required=False, lines=True),
        mail=read_mail(top.table("mail", required=False)),
        to_confirm=read_to_confirm(top),
    )
    top.close()
    check_seatings(top, call.session_types, call.combinable_roles)
    return call


def _faults(source: Source, flaws: list[Flaw]) -> tuple[Fault, ...]:
    """Give each flaw its line; what is only missing because its line could not be read is not told twice."""
    seen = outline(source.text)
    found = list(source.flaws)
    found += [(seen.line_of(flaw.path), flaw) for flaw in flaws if not _follows_from(flaw, source.blanked)]
    told = [
        Fault(key=dotted(flaw.path), line=line, problem=flaw.problem, facts=flaw.facts)
        for line, flaw in sorted(found, key=lambda item: item[0])
    ]
    return tuple(told)


def _follows_from(flaw: Flaw, blanked: tuple[Path, ...]) -> bool:
    named = flaw.facts.get("value")
    return any(
        (flaw.problem in _ABSENCES and _related(flaw.path, path))
        or (flaw.problem in ("unknown_reference", "no_such_place") and str(named).split(".")[-1] in path)
        for path in blanked
    )


def _related(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
