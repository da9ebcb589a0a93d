"""Every kind of records: added, changed, removed, pasted, each as one operation that can be undone."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.services.log.kind import LogField, LogKind
from csmdesk.services.log.log import KINDS as ALL
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.services.log.records import KINDS, TYPED, kind_of, shown, typed, words
from tests.unit.services.sample import expect_exact_undo

each_kind = pytest.mark.parametrize("key", KINDS)
EMPTY_AT_FIRST = {"request", "case", "handover"}


def test_every_kind_is_tried() -> None:
    assert tuple(kind.key for kind in ALL) == KINDS


@each_kind
def test_a_new_record_is_in_the_list_and_undone_it_is_not(log: Log, sample: Book, key: str) -> None:
    kind = kind_of(log, key)
    before = kind.count()
    assert kind.problems(TYPED[key]) == {}
    with expect_exact_undo(sample):
        made, changes = kind.new(TYPED[key])
    assert not changes.empty
    assert kind.count() == before + 1
    listed = {row.id: row for row in kind.rows(None, None, "zh").rows}
    assert listed[made] == shown(kind, made)
    assert listed[made].account_id == (None if key == "event" else listed[made].account_id)
    assert sample.store.undo_label is not None
    assert kind.one.zh in sample.store.undo_label.zh


@each_kind
def test_what_is_typed_is_kept_and_typed_again_it_is_the_same(log: Log, sample: Book, key: str) -> None:
    kind = kind_of(log, key)
    made, _ = kind.new(TYPED[key])
    found = typed(kind, shown(kind, made))
    assert {field for field, word in found.items() if word} >= TYPED[key].keys()
    assert kind.put(made, found).empty
    for field, word in found.items():
        if word:
            assert kind.edit([made], field, word).empty
    assert typed(kind, shown(kind, made)) == found


@each_kind
def test_a_record_is_taken_out_and_comes_back_whole(log: Log, sample: Book, key: str) -> None:
    kind = kind_of(log, key)
    made, _ = kind.new(TYPED[key])
    before = shown(kind, made)
    with expect_exact_undo(sample):
        kind.remove([made])
    assert kind.row(made, None, "zh") is None
    sample.store.undo()
    assert shown(kind, made) == before
    with pytest.raises(UserError):
        kind.remove([10**6])


@each_kind
def test_what_is_required_is_asked_for(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    needed = {field.key for field in kind.fields if field.required}
    missing = kind.problems({})
    # A day that is not typed is today.
    assert needed - missing.keys() <= {"day", "opened_at"}
    assert missing.keys() <= needed
    with pytest.raises(FieldError):
        kind.new({})


@each_kind
def test_every_text_is_in_both_languages(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    said = [kind.name, kind.one, kind.example, *(field.name for field in kind.fields)]
    said += [act.name for act in kind.acts]
    assert all(text.zh and text.en for text in said)
    assert [text.en for text in said if re.search("[\u4e00-\u9fff]", text.en)] == []
    made, _ = kind.new(TYPED[key])
    for language in ("zh", "en"):
        assert kind.rows(None, None, language).sums
        assert shown(kind, made, language).words != ()


@each_kind
def test_the_example_of_fast_entry_is_understood(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    for line in kind.example:
        found = kind.read(line)
        assert kind.problems(found) == {}, (line, found)
        assert len(found) > 2
    made, _ = kind.new(kind.read(kind.example.zh))
    assert kind.row(made, None, "zh") is not None


@each_kind
def test_nothing_is_written_into_a_book_for_reading(sample: Book, key: str) -> None:
    folder = sample.folder
    sample.close()
    with Book.open(folder, write=False) as book:
        kind = kind_of(Log(book), key)
        assert kind.rows(None, None, "zh").total == kind.count()
        with pytest.raises(UserError):
            kind.new(TYPED[key])


@each_kind
def test_the_list_pasted_onto_itself_changes_nothing(log: Log, sample: Book, key: str) -> None:
    kind = kind_of(log, key)
    kind.new(TYPED[key])
    rows = kind.rows(None, None, "zh").rows
    fields = [field.key if field.edited else "" for field in kind.fields]
    block = "\r\n".join("\t".join(_cell(word) for word in row.typed) for row in rows)
    plan = kind.plan_paste(block, [row.id for row in rows], fields)
    assert plan.rows == len(rows)
    assert [cell for cell in plan.cells if cell.problem is not None] == []
    assert plan.changed == 0
    assert kind.apply_paste(plan).empty


@each_kind
def test_records_pasted_anew_are_the_same_as_those_copied(log: Log, sample: Book, key: str) -> None:
    kind = kind_of(log, key)
    kind.new(TYPED[key])
    copied = kind.rows(None, None, "zh").rows[:8]
    if key == "handover":
        kind.remove([row.id for row in copied])
    edited = [field for field in kind.fields if field.edited and field.key != "code"]
    head = [field.name.en for field in edited]
    at = [kind.fields.index(field) for field in edited]
    lines = ["\t".join(head), *("\t".join(_cell(row.typed[i]) for i in at) for row in copied)]
    before = {row.id for row in kind.rows(None, None, "zh").rows}
    plan = kind.plan_paste("\n".join(lines), None, [])
    assert plan.adds
    assert (plan.rows, plan.refused) == (len(copied), 0), [c for c in plan.cells if c.problem]
    with expect_exact_undo(sample):
        kind.apply_paste(plan)
    made = [row for row in kind.rows(None, None, "zh").rows if row.id not in before]
    assert sorted(tuple(row.typed[i] for i in at) for row in made) == sorted(
        tuple(row.typed[i] for i in at) for row in copied
    )


def _cell(word: str) -> str:
    return '"' + word.replace('"', '""') + '"' if any(c in word for c in '\n\t"') else word


@each_kind
def test_a_row_with_a_problem_stays_out_whole(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    fields = list(TYPED[key])
    good = [TYPED[key][field] for field in fields]
    bad = ["", *good[1:]] if kind.fields[_place(kind, fields[0])].required else good
    needed = next(f for f in fields if kind.fields[_place(kind, f)].required and f != "day")
    bad = ["" if field == needed else word for field, word in zip(fields, good, strict=True)]
    plan = kind.plan_paste("\n".join("\t".join(row) for row in (good, bad)), None, fields)
    assert (plan.rows, plan.refused) == (2, 1)
    before = kind.count()
    kind.apply_paste(plan)
    assert kind.count() == before + 1


def _place(kind: LogKind, key: str) -> int:
    return [field.key for field in kind.fields].index(key)


@each_kind
def test_a_paste_is_refused_when_the_book_has_changed(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    made, _ = kind.new(TYPED[key])
    field = next(f.key for f in kind.fields if f.kind in ("text", "note") and f.edited and f.key != "code")
    plan = kind.plan_paste("别的话", [made], [field])
    assert plan.changed == 1
    kind.edit([made], field, "另一句")
    with pytest.raises(UserError):
        kind.apply_paste(plan)
    assert words(kind, made)[field] == "另一句"


@pytest.mark.parametrize("key", [key for key in KINDS if key not in {"touch", "survey", "own_time"}])
def test_a_number_is_never_shared(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    made, _ = kind.new({**TYPED[key], "code": "N-1"})
    again = {**TYPED[key], "code": "Ｎ-1"}
    if key == "handover":
        again["account"] = "恒沐医药"
    assert kind.problems(again).keys() == {"code"}
    other, _ = kind.new({**again, "code": ""})
    assert words(kind, other)["code"] not in {"", "N-1"}
    for typed_code in ("N-1", ""):
        with pytest.raises(FieldError):
            kind.edit([other], "code", typed_code)
    with pytest.raises(FieldError):
        kind.edit([made, other], "code", "N-2")
    fields = list(TYPED[key])
    line = "\t".join(again[field] for field in fields)
    plan = kind.plan_paste("\n".join(f"{line}\tN-{n}" for n in (1, 7, 7)), None, [*fields, "code"])
    assert {cell.row for cell in plan.cells if cell.field == "code" and cell.problem} == {0, 2}


@each_kind
def test_chips_offer_what_the_rows_hold(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    kind.new(TYPED[key])
    data = kind.rows(None, None, "zh")
    keys = [field.key for field in kind.fields]
    assert [facet.field for facet in data.facets] == list(kind.facets)
    for facet in data.facets:
        held = [row.words[keys.index(facet.field)] for row in data.rows]
        assert {c.words: c.count for c in facet.choices} == {w: held.count(w) for w in set(held) if w}


@each_kind
def test_a_period_holds_its_own_and_what_is_open(log: Log, key: str) -> None:
    kind = kind_of(log, key)
    kind.new(TYPED[key])
    every = {row.id for row in kind.rows(None, None, "zh").rows}
    halves = [{row.id for row in kind.rows(name, None, "zh").rows} for name in ("2023H2", "2024H1", "2024H2")]
    assert every >= halves[0] | halves[1] | halves[2]
    assert halves[1] | halves[2]
    if key not in {"ticket", "opportunity", "request", "handover", "lead", "suggestion"}:
        assert not halves[0] & halves[1]


# --- what people type ---------------------------------------------------------------------------------------


FREE = st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs"]), min_size=1, max_size=30
)
WHOLE = st.integers(1, 5).map(str)
DAYS = st.dates(date(2020, 1, 1), date(2024, 6, 28)).map(date.isoformat)
BY_KIND = {
    "text": FREE,
    "note": st.lists(FREE, min_size=1, max_size=3).map("\n".join),
    "day": DAYS,
    "moment": DAYS.map(lambda day: f"{day} 09:30"),
    "number": WHOLE,
    "score": WHOLE,
    "hours": st.integers(1, 1440).map(lambda minutes: f"{minutes}分钟"),
    "money": st.integers(0, 10**11).map(lambda fen: f"{fen // 100}.{fen % 100:02d}"),
    "percent": st.integers(-10_000, 10_000).map(lambda bp: f"{bp // 100}%"),
}
TIED = {
    "topic_vote_day",
    "ended_at",
    "paper_at",
    "until_day",
    "due_day",
    "due_at",
    "resolved_at",
    "won_day",
    "lost_day",
}
"""Fields that have to go together with others: they have tests of their own."""


def some(field: LogField) -> st.SearchStrategy[str] | None:
    if field.key in TIED or not field.edited or field.key in {"code", "opportunity", "contract"}:
        return None
    return BY_KIND.get(field.kind)


@each_kind
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_kept_is_read_again_as_the_same(log: Log, key: str, data: st.DataObject) -> None:
    kind = kind_of(log, key)
    values = dict(TYPED[key])
    for field in kind.fields:
        choose = some(field)
        if choose is not None:
            values[field.key] = data.draw(choose, label=field.key)
    for each in TIED & values.keys():
        del values[each]
    if key == "request":
        values["needed_day"] = "2024-07-03"
    if kind.problems(values):
        return
    made, _ = kind.new(values)
    row = shown(kind, made)
    again = typed(kind, row)
    edited = [field.key for field in kind.fields if field.edited]
    block = "\t".join(_cell(again[field]) for field in edited)
    plan = kind.plan_paste(block, [made], edited)
    assert plan.problems == 0, [cell for cell in plan.cells if cell.problem]
    assert plan.changed == 0
    kind.remove([made])
