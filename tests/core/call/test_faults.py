"""What is wrong with a call file: every fault at once, each with its key and line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.call.definition import Call
from core.call.faults import Refused
from core.call.load import parse_call
from core.call.shipped import shipped_ids, shipped_text
from tests.core.call.tiny import TINY, call_of, faults_of, line_of, tiny, told

PANEL, WINDOW, WEIGHT = "session_types.panel", "rules.submission_window", 'severity.submission = "blocks"'


OPENS = "dates.submission_opens"


def spoilt(old: str, new: str) -> tuple[str, int]:
    """Return the tiny call with one change, and the line of what was written there."""
    text = tiny((old, new))
    return text, line_of(text, new.split("\n")[0])


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('id = "tiny"', 'id = "Tiny call"', "id", "bad_key"),
        ('short_name = "Tiny"', 'short_name = " "', "short_name", "blank"),
        ('short_name = "Tiny"', 'short_name = "a\\nb"', "short_name", "control_character"),
        ('edition = "1"', "edition = 1", "edition", "wrong_type"),
        ('languages = ["es"]', 'languages = ["fr"]', "languages[0]", "unknown_choice"),
        ('languages = ["es"]', 'languages = ["es", "es"]', "languages[1]", "repeated"),
        ('languages = ["es"]', 'languages = "es"', "languages", "wrong_type"),
        ('contact = "hola@foro.example"', 'contact = "hola"', "contact", "not_an_address"),
        ('zone = "America/Argentina/Cordoba"', 'zone = "Cordoba"', "zone", "unknown_zone"),
        ('zone = "America/Argentina/Cordoba"', 'zone = "../../etc/passwd"', "zone", "unknown_zone"),
        ('zone = "America/Argentina/Cordoba"', 'zone = "America"', "zone", "unknown_zone"),
        ('name.es = "Foro mínimo"', 'name.fr = "Forum"\nname.es = "x"', "name.fr", "unknown_key"),
        ('name.es = "Foro mínimo"', 'name = "Foro"', "name", "wrong_type"),
        ('name.es = "Foro mínimo"', 'name.pt = "Fórum"', "name.es", "missing_words"),
        ("minutes = 75", "minutes = true", "durations.75.minutes", "wrong_type"),
        ("minutes = 75", "minutes = 0", "durations.75.minutes", "too_small"),
        ("minutes = 75", "minute = 75", "durations.75.minute", "unknown_key"),
        ("minima = { speaker = 2 }", "minima = { speakr = 2 }", f"{PANEL}.minima.speakr", "unknown_reference"),
        ("minima = { speaker = 2 }", "minima = { speaker = -1 }", f"{PANEL}.minima.speaker", "too_small"),
        ('modalities = ["hybrid"]', 'modalities = ["online"]', f"{PANEL}.modalities[0]", "unknown_reference"),
        ('durations = ["75"]', 'durations = ["90"]', f"{PANEL}.durations[0]", "unknown_reference"),
        ('durations = ["75"]', "durations = [75]", f"{PANEL}.durations[0]", "wrong_type"),
        ("weights = { quality = 100 }", "weights = { quality = 90 }", f"{PANEL}.weights", "weights_total"),
        ('kind = "text"', 'kind = "txt"', "fields.title.kind", "unknown_choice"),
        ('kind = "text"', 'kind = "text"\nrequired = "yes"', "fields.title.required", "wrong_type"),
        ('group = "content"', 'group = "contents"', "fields.title.group", "unknown_reference"),
        ("[rules.submission_window]", "[rules.submision_window]", "rules.submision_window", "unknown_kind"),
        (WEIGHT, 'severity.submission = "stops"', f"{WINDOW}.severity.submission", "unknown_choice"),
        (WEIGHT, 'severity.later = "blocks"', f"{WINDOW}.severity.later", "unknown_key"),
        ("[topics.access]", "[topics.Acceso]", "topics.Acceso", "bad_key"),
        ('languages = ["es"]', "languages = []", "languages", "empty_list"),
        ('modalities = ["hybrid"]', "modalities = []", f"{PANEL}.modalities", "empty_list"),
        ('durations = ["75"]', "durations = []", f"{PANEL}.durations", "empty_list"),
        ('id = "tiny"', 'counted_statuses = []\nid = "tiny"', "counted_statuses", "empty_list"),
        ('id = "tiny"', 'counted_statuses = ["declined"]\nid = "tiny"', "counted_statuses[0]", "unknown_choice"),
        (
            "at = 2025-07-29",
            "at = 2025-07-29T10:00:00\nend_of_day = true",
            f"{OPENS}.end_of_day",
            "end_of_day_with_hour",
        ),
    ],
)
def test_a_fault_names_its_key_and_line(old: str, new: str, key: str, problem: str) -> None:
    text, line = spoilt(old, new)
    lines = text.split("\n")
    [found] = faults_of(text)
    assert (found.key, found.problem) == (key, problem)
    assert found.line == line or lines[found.line - 1] in new


@pytest.mark.parametrize(
    ("removed", "key", "problem"),
    [
        ('id = "tiny"\n', "id", "missing_key"),
        ('zone = "America/Argentina/Cordoba"\n', "zone", "missing_key"),
        ("minima = { speaker = 2 }\n", "session_types.panel.minima", "missing_key"),
        ('durations = ["75"]\n', "session_types.panel.durations", "missing_key"),
        ("weights = { quality = 100 }\n", "session_types.panel.weights", "missing_key"),
        ('label.es = "Título"\n', "fields.title.label", "missing_key"),
        ('[topics.access]\nname.es = "Acceso"\n', "topics", "missing_key"),
        ('severity.submission = "blocks"\n', "rules.submission_window.severity", "missing_key"),
    ],
)
def test_what_is_missing_is_told_at_the_place_where_it_belongs(removed: str, key: str, problem: str) -> None:
    [found] = faults_of(tiny((removed, "")))
    assert (found.key, found.problem) == (key, problem)


def rule(name: str, *lines: str, severity: str = "warns") -> str:
    """Return a rule as a file says it; without a severity where it is empty."""
    weight = [f'severity.submission = "{severity}"'] if severity else []
    return "\n".join([f"[rules.{name}]", *lines, *weight, ""])


COUNT = ('kind = "value_count"', 'attribute = "sector"', 'values = ["private"]')
COUNTRY = '[attributes.country]\nis_country = true\nlabel.es = "País"\n'
LIMIT = ('kind = "proposal_limit"', "maximum = 4")


@pytest.mark.parametrize(
    ("more", "key", "problem"),
    [
        (rule("confirmations"), "required", "missing_key"),
        (rule("confirmations", "required = 2", 'role = "chair"'), "role", "unknown_reference"),
        (rule("diversity", 'dimensions = ["sector"]', "required = 2"), "required", "exceeds"),
        (rule("diversity", 'dimensions = ["shoe"]', "required = 1"), "dimensions[0]", "unknown_reference"),
        (rule("diversity_missing_dimension"), "", "unknown_reference"),
        (rule("audience_interaction", "required = 20", "from_minutes = 75"), "", "unknown_reference"),
        (
            rule("x", 'kind = "single_value"', 'attribute = "sector"', 'value = "army"'),
            "value",
            "unknown_reference",
        ),
        (rule("x", *COUNT), "minimum", "missing_key"),
        (rule("x", *COUNT, "minimum = 3", "maximum = 2"), "maximum", "too_small"),
        (rule("x", *LIMIT, 'per = "planet"', severity=""), "per", "unknown_choice"),
        (rule("x", *LIMIT, 'per = "person"'), "severity", "unknown_key"),
        (rule("one_role_per_person", 'pairs = [["speaker"]]'), "pairs[0]", "not_a_pair"),
        (rule("required_field", 'always = ["shoe"]'), "always[0]", "unknown_choice"),
        (rule("x", "kind = 3"), "kind", "wrong_type"),
        (rule("x", 'kind = "confirmation"'), "kind", "unknown_kind"),
        (rule("diversity", "dimensions = []", "required = 1"), "dimensions", "empty_list"),
        (rule("diversity", 'dimensions = ["sector"]', "required = 0", "distinct = 0"), "distinct", "too_small"),
        (rule("diversity", 'dimensions = ["sector"]', "required = 1", "distinct = 3"), "distinct", "exceeds"),
        (rule("in_person_role", "roles = []"), "roles", "empty_list"),
        (rule("distinct_minimum", 'attribute = "sector"', "required = 3"), "required", "exceeds"),
        (
            rule("distinct_minimum", 'attribute = "country"', "required = 3", 'scope = "proponents"') + COUNTRY,
            "required",
            "exceeds",
        ),
        (rule("distinct_maximum", 'attribute = "sector"', "maximum = 0"), "maximum", "too_small"),
        (rule("covers_values", 'attribute = "sector"', "values = []"), "values", "empty_list"),
        (rule("covers_values", 'attribute = "sector"', 'values = ["private"]', "each = 0"), "each", "too_small"),
        (rule("x", 'kind = "proposal_limit"', "maximum = 0", 'per = "person"', severity=""), "maximum", "too_small"),
    ],
)
def test_a_rule_with_a_fault_names_the_place(more: str, key: str, problem: str) -> None:
    name = more[len("[rules.") :].partition("]")[0]
    [found] = faults_of(tiny(more=more))
    assert (found.key, found.problem) == (f"rules.{name}.{key}".rstrip("."), problem)


def field(key: str, kind: str) -> str:
    """Return a field as a file says it."""
    return f'[fields.{key}]\nkind = "{kind}"\ngroup = "content"\nlabel.es = "x"\n'


DIVERSITY = rule("d", 'kind = "diversity"', 'dimensions = ["sector"]', "required = 1")
SAID_YES = rule("confirmations", "required = 1")
INTERACTION = ("required = 20", "from_minutes = 75")


@pytest.mark.parametrize(
    ("more", "wrong", "key", "fitting"),
    [
        (DIVERSITY + SAID_YES, rule("diversity_missing_dimension", 'of = "confirmations"'), "of", "d"),
        (DIVERSITY, rule("diversity_missing_dimension", 'of = "diversity_missing_dimension"'), "of", "d"),
        (SAID_YES, rule("diversity_missing_dimension", 'of = "confirmations"'), "of", None),
        (
            rule("diversity", 'kind = "confirmations"', "required = 1"),
            rule("diversity_missing_dimension"),
            "",
            None,
        ),
        ("", rule("audience_interaction", *INTERACTION, 'answer = "title"'), "answer", None),
        (
            field("interaction_minutes", "text") + field("people", "integer"),
            rule("audience_interaction", *INTERACTION),
            "",
            "people",
        ),
        (field("people", "integer"), rule("duration_justified", 'answer = "people"'), "answer", "title"),
        (field("tools", "list"), rule("online_participation", 'answer = "tools"'), "answer", "title"),
    ],
)
def test_a_rule_leans_only_on_what_it_can_read(more: str, wrong: str, key: str, fitting: str | None) -> None:
    text = tiny(more=more + wrong)
    [found] = faults_of(text)
    name = wrong[len("[rules.") :].partition("]")[0]
    assert (found.key, found.problem) == (f"rules.{name}.{key}".rstrip("."), "wrong_kind")
    assert found.line == line_of(text, wrong) + (wrong[: wrong.index(f"\n{key} =") + 1].count("\n") if key else 0)
    assert found.facts.get("known") == fitting


def remind(kind: str, *lines: str, anchor: str = "submission_closes", days: str = "[-3, -1]") -> str:
    """Return a reminder as a file says it."""
    return "\n".join([f"[reminders.{kind}]", f'anchor = "{anchor}"', f"days = {days}", *lines, ""])


TWICE = '[topics.b]\nname.es = "B"\naliases = ["X"]\n[topics.c]\nname.es = "C"\naliases = ["x"]\n'
SHORT = '[fields.b]\nkind = "list"\ngroup = "content"\nlabel.es = "B"\nminimum_items = 3\nmaximum_items = 2\n'


@pytest.mark.parametrize(
    ("more", "key", "problem"),
    [
        (remind("draft", anchor="sometime"), "reminders.draft.anchor", "unknown_reference"),
        (remind("draft", anchor="invited"), "reminders.draft.anchor", "unknown_reference"),
        (remind("draft", days="[]"), "reminders.draft.days", "bad_days"),
        (remind("draft", days="[1, 367]"), "reminders.draft.days", "bad_days"),
        (remind("draft", 'ways = ["chat", "letter"]'), "reminders.draft.ways[1]", "unknown_choice"),
        (remind("draft", "ways = []"), "reminders.draft.ways", "empty_list"),
        (remind("draft", 'ways = "mail"'), "reminders.draft.ways", "wrong_type"),
        (remind("draft", 'ways = ["chat", "mail", "mail"]'), "reminders.draft.ways", "too_many"),
        (remind("draft", 'way = ["mail"]'), "reminders.draft.way", "unknown_key"),
        (remind("drafts"), "reminders.drafts", "unknown_choice"),
        (remind("confirmation") + remind("team"), "reminders.team", "repeated"),
        ("[reminding]\nat = 21:00:00\n", "reminding.at", "in_quiet_hours"),
        ('[reminding]\nat = "10:00"\n', "reminding.at", "not_an_hour"),
        ("[reminding]\nquiet_til = 08:00:00\n", "reminding.quiet_til", "unknown_key"),
        ("[reminding]\nmessages_per_week = 0\n", "reminding.messages_per_week", "too_small"),
        ("[reminding]\nhours_before_deadline = 169\n", "reminding.hours_before_deadline", "exceeds"),
        ("[mail]\ndigest_at = 8\n", "mail.digest_at", "not_an_hour"),
        ("[mail]\nhours_between_reminders = 0\n", "mail.hours_between_reminders", "too_small"),
        ("[mail]\nhours_between_reminders = 721\n", "mail.hours_between_reminders", "exceeds"),
        ("[selection]\nper_person = 2\n", "selection.per_person", "unknown_key"),
        ('[[to_confirm]]\nkey = "rules.nothing"\nquestion.es = "?"\n', "to_confirm[0].key", "no_such_place"),
        (TWICE, "topics.c.aliases", "ambiguous_alias"),
        (SHORT, "fields.b.maximum_items", "too_small"),
        *(
            (f'[attributes.{key}]\nlabel.es = "x"\n', f"attributes.{key}", "reserved_key")
            for key in ("id", "name", "email", "roles", "attendance", "status", "attributes")
        ),
    ],
)
def test_a_section_with_a_fault_names_the_place(more: str, key: str, problem: str) -> None:
    [found] = faults_of(tiny(more=more))
    assert (found.key, found.problem) == (key, problem)


@pytest.mark.parametrize("scale", ["[5, 1]", "[1]", "[1.5, 2]", '"five"', "5", "[true, 9]"])
def test_a_scale_is_two_rising_whole_numbers_or_unknown(scale: str) -> None:
    assert told(f"scale = {scale}\n{TINY}") == [("scale", 1, "bad_scale")]


def test_a_modality_is_hybrid_or_in_person() -> None:
    lists = 'hybrid_modalities = ["hybrid"]\nin_person_modalities = ["hybrid"]\n'
    assert told(lists + TINY) == [("in_person_modalities[0]", 2, "in_both")]


@pytest.mark.parametrize(
    "more",
    [
        rule("diversity", 'dimensions = ["sector"]', "required = 0"),
        rule("diversity", 'dimensions = ["sector", "country"]', "required = 1", "distinct = 9") + COUNTRY,
        rule("distinct_minimum", 'attribute = "sector"', "required = 2"),
        rule("distinct_minimum", 'attribute = "country"', "required = 9") + COUNTRY,
        rule("required_field", "always = []", "proponent = []"),
        '[dates.x]\nat = "unknown"\nend_of_day = true\nname.es = "x"\n',
    ],
)
def test_what_can_be_met_or_asks_little_is_no_fault(more: str) -> None:
    call_of(tiny(more=more))


def test_an_hour_that_comes_from_another_date_cannot_be_the_end_of_a_day_either() -> None:
    more = '[dates.x]\nat = "submission_opens + 1d"\nend_of_day = true\nname.es = "x"\n'
    text = tiny(("at = 2025-07-29", "at = 2025-07-29T10:00:00"), more=more)
    assert told(text) == [("dates.x.end_of_day", line_of(text, "end_of_day"), "end_of_day_with_hour")]


def test_a_required_field_is_shown_where_it_is_required() -> None:
    text = tiny(('kind = "text"', 'kind = "text"\nrequired_for = ["panel"]\nshown_for = ["talk"]'))
    assert ("fields.title.required_for", line_of(text, "required_for"), "required_but_hidden") in told(text)


def test_a_type_takes_at_least_the_people_it_needs() -> None:
    text = tiny(("weights =", "minima_by_modality.hybrid = { speaker = 3 }\nmaxima = { speaker = 2 }\nweights ="))
    [found] = faults_of(text)
    assert (found.key, found.problem, found.facts) == (
        "session_types.panel.maxima.speaker", "too_small", {"least": 3, "found": 2},
    )  # fmt: skip


def test_where_roles_combine_the_ways_to_place_people_are_bounded() -> None:
    pair = 'combinable_roles = [["speaker", "moderator"]]\n'
    many = pair + tiny(("minima = { speaker = 2 }", "minima = { speaker = 200, moderator = 4 }"))
    [found] = faults_of(many)
    assert (found.key, found.line, found.problem, found.facts) == (
        "session_types.panel.minima",
        line_of(many, "minima = { speaker = 200"),
        "too_many_seatings",
        {"maximum": 1000, "found": 1005},
    )
    call_of(many.replace("speaker = 200", "speaker = 199"))
    call_of(many.removeprefix(pair))
    call_of(many.replace(", moderator = 4", ""))
    in_one = tiny(("weights =", "minima_by_modality.hybrid = { speaker = 200, moderator = 4 }\nweights ="))
    assert [fault.problem for fault in faults_of(pair + in_one)] == ["too_many_seatings"]


def test_the_nearest_name_is_offered() -> None:
    [found] = faults_of(tiny(("minutes = 75", "minuts = 75")))
    assert found.facts["suggestion"] == "minutes"
    [found] = faults_of(tiny(('group = "content"', 'group = "contnet"')))
    assert found.facts["suggestion"] == "content"
    [found] = faults_of(tiny(('zone = "America/Argentina/Cordoba"', 'zone = "America/Cordova"')))
    assert found.facts["suggestion"] == "America/Cordoba"


TEN = tiny(
    ('id = "tiny"', 'id = "Tiny"'),
    ('edition = "1"', 'editon = "1"\nedition = 2'),
    ("at = 2025-08-24", "at = 2025-07-01"),
    ('name.es = "Acceso"', 'name.pt = "Acesso"'),
    ("minutes = 75", 'minutes = "75"'),
    ("minima = { speaker = 2 }", "minima = { speakr = 2 }"),
    ("weights = { quality = 100 }", "weights = { quality = 99 }"),
    ('kind = "text"', 'kind = "poem"'),
    ('label.es = "Sector"', 'label.es = "Sector"\nlabel.es = "Otra vez"'),
    more='[rules.nonsense]\nseverity.submission = "blocks"\n',
)


def test_ten_faults_are_told_at_once() -> None:
    assert told(TEN) == [
        ("id", 1, "bad_key"),
        ("editon", 3, "unknown_key"),
        ("edition", 4, "wrong_type"),
        ("dates.submission_closes.at", line_of(TEN, "at = 2025-07-01"), "closes_before_opens"),
        ("topics.access.name.es", line_of(TEN, 'name.pt = "Acesso"'), "missing_words"),
        ("durations.75.minutes", line_of(TEN, 'minutes = "75"'), "wrong_type"),
        ("session_types.panel.minima.speakr", line_of(TEN, "speakr"), "unknown_reference"),
        ("session_types.panel.weights", line_of(TEN, "quality = 99"), "weights_total"),
        ("fields.title.kind", line_of(TEN, "poem"), "unknown_choice"),
        ("attributes.sector.label.es", line_of(TEN, "Otra vez"), "duplicate_key"),
        ("rules.nonsense", line_of(TEN, "[rules.nonsense]"), "unknown_kind"),
    ]


def test_line_ends_of_another_system_and_a_byte_order_mark_change_nothing() -> None:
    assert told("\ufeff" + TEN.replace("\n", "\r\n")) == told(TEN)
    assert call_of("\ufeff" + TINY.replace("\n", "\r\n")) == call_of(TINY)


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("minutes = 75", "minutes = ", "durations.75.minutes", "syntax"),
        ("minutes = 75", "minutes 75", "durations.75.minutes", "syntax"),
        ('name.es = "75 minutos"', 'name.es = "75 minutos', "durations.75.name.es", "syntax"),
        ('modalities = ["hybrid"]', 'modalities = ["hybrid"', "session_types.panel.modalities", "unclosed"),
        ('edition = "1"', 'edition = """1', "edition", "unclosed"),
        ("[roles.speaker]", "[roles.speaker", "roles.speaker", "syntax"),
        ("minutes = 75", "minutes = " + "9" * 5000, "durations.75.minutes", "syntax"),
    ],
)
def test_a_fault_of_syntax_is_told_where_it_is(old: str, new: str, key: str, problem: str) -> None:
    text = tiny((old, new))
    found = faults_of(text)[0]
    assert (found.problem, found.line) == (problem, line_of(text, new))
    assert found.key == key


def test_a_broken_line_does_not_hide_the_faults_after_it_nor_invent_others() -> None:
    text = tiny(("minutes = 75", "minutes = "), ('kind = "text"', 'kind = "poem"'), ('id = "tiny"', "id = "))
    assert told(text) == [
        ("id", 1, "syntax"),
        ("durations.75.minutes", line_of(text, "minutes = "), "syntax"),
        ("fields.title.kind", line_of(text, "poem"), "unknown_choice"),
    ]


def test_a_section_that_stands_twice_is_told_at_the_second() -> None:
    text = tiny(("[roles.moderator]", "[roles.speaker]  # again"))
    assert told(text) == [("roles.speaker", line_of(text, "# again"), "duplicate_key")]


def test_a_broken_header_does_not_make_its_name_unknown() -> None:
    text = tiny(("[roles.speaker]", "[roles.speaker"))
    assert told(text) == [("roles.speaker", line_of(text, "[roles.speaker"), "syntax")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a" * 10_000_000, "too_large"),
        ("a = " + "[" * 100_000, "too_deep"),
        ("a = " + "{b = " * 40_000, "too_deep"),
        ("a." * 100_000 + "a = 1", "too_deep"),
        ("x = [{" + "a." * 100_000 + "a = 1}]", "too_deep"),
    ],
)
def test_what_is_far_too_large_or_deep_is_refused(text: str, problem: str) -> None:
    assert told(text) == [("", 1, problem)]


def test_a_section_has_a_bounded_number_of_entries() -> None:
    more = "".join(f'[dates.d{n}]\nat = "d{n + 1} + 1d"\nname.es = "x"\n' for n in range(5000))
    assert "too_many" in {fault.problem for fault in faults_of(tiny(more=more))}


def test_an_empty_file_is_told_what_a_call_needs() -> None:
    missing = {fault.key for fault in faults_of("") if fault.problem == "missing_key"}
    assert {"id", "name", "zone", "dates", "topics", "roles", "session_types", "fields", "rules"} <= missing


LINES = [line for call_id in shipped_ids() for line in shipped_text(call_id).split("\n")]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_shuffled_call_is_read_or_refused(data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(LINES), max_size=60))
    assert isinstance(parse_call("\n".join(lines), name="x"), Call | Refused)


PLAIN = ["1", "-7", "1.5", "nan", "true", '""', '"x"', "[]", "[1, [2]]", "{}", "{ es = 1 }", "{ a.b = 2 }", "=", "'"]
DATES = ["2025-08-24", "2025-08-24T10:00:00Z", "10:00:00", '"unknown"', '"results + 3d"', "0001-01-01", "9999-12-31"]
VALUES = st.sampled_from(["'''", *PLAIN, *DATES])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_call_with_any_value_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    lines = TINY.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(lines) - 1))
        key = lines[position].partition("=")[0]
        lines[position] = f"{key}= {data.draw(VALUES)}" if "=" in lines[position] else lines[position]
    found = parse_call("\n".join(lines), name="x")
    assert isinstance(found, Call) or all(1 <= fault.line <= len(lines) for fault in found.faults)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_refused_in_peace(text: str) -> None:
    assert isinstance(parse_call(text, name="x"), Refused)
