"""A block of cells from a spreadsheet onto the targets: whole rows under their heads, or cells in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from csmdesk.domain.errors import UserError
from csmdesk.domain.facts import Target
from csmdesk.domain.fields import FieldError, one_line, word_key
from csmdesk.domain.target import level_of, rank
from csmdesk.domain.text import Language, Text
from csmdesk.services import paste
from csmdesk.services.goal_check import GoalCheck
from csmdesk.services.goal_words import FIELDS, GOAL_FIELDS, HEADS, typed_values
from csmdesk.services.paste import Checked, Held, PasteCell, PastePlan

_KEYS = tuple(field.key for field in GOAL_FIELDS)
_ROWS_NEED = frozenset({"value", "period"})
"""Under heads with these the rows are whole targets."""


class _Onto(paste.Onto):
    """The targets of one state of the book, as a list that cells are pasted onto."""

    more_rows = Text(
        "多出 {count} 行，列表里没有对应的目标，已略过。",
        "{count} more rows than the list shows targets are left out.",
    )

    def __init__(self, check: GoalCheck, targets: Sequence[Target], language: Language) -> None:
        self._check = check
        self._language: Language = language
        self._targets = {target.id: target for target in targets}
        self._names = {target.id: target.name for target in targets}
        self._seen: set[tuple[str, ...]] = set()

    def field_name(self, field: str) -> Text:
        return FIELDS[field].name

    def heads(self, field: str) -> Sequence[str]:
        return HEADS.get(field, ())

    def typed(self, target: Target) -> Mapping[str, str]:
        """The fields of a target as they are typed."""
        return typed_values(target, self._names, self._language)

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        return {
            key: Held(self._targets[key].name, self.typed(self._targets[key]))
            for key in ids
            if key in self._targets
        }

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        target = self._targets.get(row_id) if row_id is not None else None
        if row_id is not None and target is None:
            return {field: Checked(words, GONE) for field, words in typed.items()}
        differs = {
            f: words for f, words in typed.items() if target is None or not self._same(target, f, words)
        }
        problems = self._check.read(target, differs)[1]
        found = {
            field: Checked(words if field in differs else held.values.get(field, words), problems.get(field))
            for field, words in typed.items()
        }
        for field, problem in problems.items():
            # What is missing or clashes stands in no pasted cell.
            found.setdefault(field, Checked("", problem))
        return found

    def _same(self, target: Target, field: str, words: str) -> bool:
        """True when a cell says what the book holds, in whichever way it is typed."""
        if one_line(words) == self.typed(target)[field]:
            return True
        try:
            kept = self._check.changed(target, {field: words})
        except (FieldError, UserError):
            return False
        now = {column: getattr(target, column) for column in kept}
        return all(_plain(now[column]) == _plain(value) for column, value in kept.items() if column != "unit")

    def expect(self, lines: Sequence[Mapping[str, str]]) -> None:
        """Let pasted rows name each other as parents."""
        self._check.expect(
            [
                Target(
                    -place,
                    line.get("period", ""),
                    level_of(one_line(line.get("level", ""))),
                    called(line),
                    *_BLANK,
                )
                for place, line in enumerate(lines, start=1)
            ]
        )

    def seen(self, typed: Mapping[str, str]) -> bool:
        """True when a row before this one is the same new target."""
        key = tuple(word_key(typed.get(field, "")) for field in ("period", "metric", "name"))
        before = key in self._seen
        self._seen.add(key)
        return before

    def meant(self, typed: Mapping[str, str]) -> Target | None:
        """The target that a pasted row is about: the same time and metric and name; None for a new one."""
        try:
            metric = self._check.metric(typed["metric"]) if typed.get("metric") else ""
        except FieldError:
            return None
        name, period = word_key(typed.get("name", "")), word_key(typed.get("period", ""))
        for target in self._targets.values():
            same_name = not name or word_key(target.name) == name
            if word_key(target.period) == period and target.metric == metric and same_name:
                return target
        return None


def called(typed: Mapping[str, str]) -> str:
    """What a row is called: its name, else its metric."""
    return one_line(typed.get("name", "")) or one_line(typed.get("metric", ""))


_BLANK = ("", Fraction(0), "", ">=", Fraction(1), "{}")


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def plan(
    check: GoalCheck,
    targets: Sequence[Target],
    language: Language,
    text: str,
    ids: Sequence[int],
    fields: Sequence[str],
    selected: Sequence[int],
) -> PastePlan:
    """What pasting ``text`` would do; raises UserError when there is nothing to paste or no place."""
    onto = _Onto(check, targets, language)
    block = paste.block_of(text)
    head = paste.heads_of(onto, block[0], _KEYS)
    if head is not None and set(head) >= _ROWS_NEED and len(block) > 1:
        return _rows(onto, block[1:], head)
    return paste.plan(onto, text, ids, fields, selected)


def _rows(onto: _Onto, block: Sequence[Sequence[str]], head: Sequence[str]) -> PastePlan:
    """Rows under heads: known targets are changed, others are new."""
    cells: list[PasteCell] = []
    refused = set()
    filled = [row for row in block if any(cell.strip() for cell in row)]
    lines = [{field: cell for cell, field in zip(row, head, strict=False) if field} for row in filled]
    onto.expect(lines)
    for at, typed in enumerate(lines):
        target = onto.meant(typed)
        held = onto.held([target.id], _KEYS)[target.id] if target is not None else paste.NOBODY
        name = held.name or called(typed)
        row_id = target.id if target is not None else None
        checked = dict(onto.checked(row_id, held, typed))
        if row_id is None and onto.seen(typed):
            checked["name"] = Checked(name, AGAIN)
        for place, (field, found) in enumerate(checked.items()):
            old = held.values.get(field, "")
            cells.append(PasteCell(at, place, row_id, name, field, FIELDS[field].name, old, *found))
            if found.problem is not None and row_id is None:
                refused.add(at)
    notes = []
    unknown = sum(not field for field in head)
    if unknown:
        notes.append(paste.UNKNOWN_COLUMNS.format(count=unknown))
    new = {cell.row for cell in cells if cell.id is None} - refused
    if new:
        notes.append(ADDS.format(count=len(new)))
    if refused:
        notes.append(REFUSED.format(count=len(refused)))
    return PastePlan(
        tuple(cells),
        len(filled),
        sum(bool(field) for field in head),
        sum(cell.problem is not None for cell in cells),
        sum(cell.problem is None and cell.new != cell.old and cell.row not in refused for cell in cells),
        tuple(notes),
    )


def rows_of(plan: PastePlan) -> Iterator[tuple[int | None, dict[str, str]]]:
    """Row by row what a plan writes: the target (None: a new one) and its fields; refused rows are not."""
    rows: dict[int, list[PasteCell]] = defaultdict(list)
    for cell in plan.cells:
        rows[cell.row].append(cell)
    for cells in sorted(rows.values(), key=_level):
        row_id = cells[0].id
        if row_id is None and any(cell.problem is not None for cell in cells):
            continue
        typed = {
            cell.field: cell.new
            for cell in cells
            if cell.problem is None and (row_id is None or cell.new != cell.old)
        }
        if typed:
            yield row_id, typed


def _level(cells: Sequence[PasteCell]) -> int:
    """Higher levels come first: they are the parents of those below."""
    said = next((cell.new for cell in cells if cell.field == "level"), "")
    return rank(level_of(said))


def refuse_changed(plan: PastePlan, target: Target, targets: Sequence[Target], language: Language) -> None:
    """Raise UserError when a cell of the target no longer says what the plan was made from."""
    now = typed_values(target, {each.id: each.name for each in targets}, language)
    for cell in plan.cells:
        changes = cell.id == target.id and cell.problem is None and cell.new != cell.old
        if changes and now.get(cell.field, "") != cell.old:
            raise UserError(paste.BOOK_CHANGED)


GONE = Text("目标已不在客户书里。", "The target is no longer in the book.")
ADDS = Text("{count} 行是新目标。", "{count} rows are new targets.")
AGAIN = Text("这次粘贴里有两行是同一个目标。", "Two pasted rows are the same target.")
REFUSED = Text("{count} 个新目标有问题，整行不写入。", "{count} new targets have a problem and stay out.")
