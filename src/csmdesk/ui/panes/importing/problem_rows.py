"""What a check found as rows: what is wrong, where, what stands there, what could stand there instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from csmdesk.domain.text import Language
from csmdesk.ui.models.column_places import Cell
from csmdesk.ui.models.columns import Column
from csmdesk.ui.models.grouping import Grouping
from csmdesk.ui.panes.importing.plain_table import MARK, CellPainter, PlainRows, by_place
from csmdesk.ui.panes.importing.words import comma

if TYPE_CHECKING:
    from csmdesk.importers.content import Asked
    from csmdesk.importers.desk_parts import Checked, Found, SourceSheet

translate = QCoreApplication.translate

WHY, ROW, COLUMN, VALUE, HINT = range(5)

MOST = 5_000
"""So many problems are listed; what is done to all that are alike is done to the others as well."""

Kind = tuple[int, str, bool, tuple[str, ...]]


class ProblemRow(NamedTuple):
    """A problem in words; ``hint`` says what the suggestion is, ``answer`` is the suggestion itself."""

    id: int
    search: str
    found: Found
    sheet: str
    why: str
    row: str
    heading: str
    value: str
    hint: str
    answer: str
    spoken: str


class ProblemKeys:
    """Numbers for problems that stay the same from one check to the next."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], int] = {}

    def of(self, found: Found, again: int) -> int:
        """The number of a problem; ``again`` tells two alike in one place apart."""
        key = (found.sheet, found.row, found.column, found.why.en, again)
        return self._known.setdefault(key, len(self._known) + 1)


class ProblemList(NamedTuple):
    """What a check found, ready to be shown: at most so many rows, all of what is alike.

    ``rows`` are in the order of the sheets, then of rows and columns; where there are too many, errors are
    listed before warnings and ``hidden`` counts the others.
    """

    rows: tuple[ProblemRow, ...]
    hidden: int
    kinds: Mapping[Kind, tuple[Found, ...]]

    def alike(self, found: Found) -> tuple[Found, ...]:
        """The problems of the same kind in the same column of the same sheet, ``found`` among them."""
        return self.kinds.get(kind_of(found), ())

    def with_value(self, found: Found) -> list[Found]:
        """Those of them that are about the same value, without ``found``."""
        if not found.value:
            return []
        return [one for one in self.alike(found) if one.value == found.value and one != found]


NO_PROBLEMS = ProblemList((), 0, {})


def kind_of(found: Found) -> Kind:
    """What problems that are alike have in common."""
    return found.sheet, found.heading, found.error, found.fixes


def problem_list(
    checked: Checked, sheets: Sequence[SourceSheet], keys: ProblemKeys, language: Language
) -> ProblemList:
    """The problems as they are listed. There may be many: not in the window's thread."""
    labels = {sheet.id: sheet.label for sheet in sheets}
    places = {sheet.id: place for place, sheet in enumerate(sheets)}
    asked = {each.name: each for each in checked.asked}
    kinds: dict[Kind, list[Found]] = {}
    for found in checked.problems:
        kinds.setdefault(kind_of(found), []).append(found)
    listed = sorted(checked.problems, key=_by_level)[:MOST]
    seen: dict[tuple[object, ...], int] = {}
    made = []
    for found in sorted(listed, key=lambda one: _place(one, places)):
        mark = (found.sheet, found.row, found.column, found.why.en)
        seen[mark] = seen.get(mark, 0) + 1
        made.append(_row(keys.of(found, seen[mark]), found, labels, asked, language))
    return ProblemList(
        tuple(made), len(checked.problems) - len(made), {kind: tuple(all_) for kind, all_ in kinds.items()}
    )


def _by_level(found: Found) -> bool:
    return not found.error


def _place(found: Found, places: Mapping[int, int]) -> tuple[int, int, int]:
    return places.get(found.sheet, -1), found.row or 0, -1 if found.column is None else found.column


def _row(
    number: int, found: Found, labels: Mapping[int, str], asked: Mapping[str, Asked], language: Language
) -> ProblemRow:
    sheet = labels.get(found.sheet, "")
    row = "" if found.row is None else f"{found.row:,}"
    answer = answer_of(found)
    hint = hint_words(found, answer, asked)
    level = translate("ProblemRows", "错误") if found.error else translate("ProblemRows", "警告")
    at = translate("ProblemRows", "第 {row} 行").format(row=row) if row else ""
    why = found.why.to(language)
    spoken = comma([part for part in (level, why, sheet, at, found.heading, found.value, hint) if part])
    search = f"{why} {found.heading} {found.value} {row}".casefold()
    return ProblemRow(
        number, search, found, sheet, why, row, found.heading, found.value, hint, answer, spoken
    )


def answer_of(found: Found) -> str:
    """The suggestion that is taken with one key; '' for none."""
    if "keep_both" in found.fixes:
        return "keep_both"
    if {"take", "account"} & set(found.fixes) and found.suggestions:
        # Which of several words was meant nobody can say.
        return found.suggestions[0] if "account" in found.fixes or len(found.suggestions) == 1 else ""
    return ""


def hint_words(found: Found, answer: str, asked: Mapping[str, Asked]) -> str:
    """The suggestion in words."""
    if answer == "keep_both":
        return translate("ProblemRows", "两行都留，各给新编号")
    if "account" in found.fixes:
        return answer_words(answer, asked.get(found.value.strip())) if answer else ""
    comma_ = translate("ProblemRows", "、")
    if len(found.suggestions) > 1:
        return translate("ProblemRows", "可选：{choices}").format(choices=comma_.join(found.suggestions))
    return translate("ProblemRows", "改成 {value}").format(value=answer) if answer else ""


def answer_words(answer: str, asked: Asked | None) -> str:
    """What is said of a name of an account, in words."""
    if answer in {"new", "+"}:
        return translate("ProblemRows", "作为新客户")
    like = asked.like if asked is not None and asked.code == answer else ""
    if like:
        return translate("ProblemRows", "就是 {name}（{code}）").format(name=like, code=answer)
    return translate("ProblemRows", "就是 {code}").format(code=answer)


class ProblemRows(PlainRows[ProblemRow]):
    """The problems as a table under the heads of their sheets; the value is edited in place."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("why", self.tr("问题"), 240, _why, by_place, tip=_why),
                Column("row", self.tr("行"), 56, _at, by_place, right=True),
                Column("column", self.tr("列"), 132, _heading, by_place, tip=_heading),
                Column("value", self.tr("值"), 148, _value, by_place, tip=_value, edit="value"),
                Column("hint", self.tr("建议"), 208, _hint, by_place, tip=_hint, rank=1),
            ),
            _spoken,
        )
        self._group_places: dict[str, int] = {}
        self.set_grouping(Grouping("sheet", _sheet, str, self._group_place, self._sums), ())

    def take(self, rows: Sequence[ProblemRow]) -> None:
        """Show these problems; the sheets stand in the order of the rows."""
        self._group_places = {}
        for row in rows:
            self._group_places.setdefault(row.sheet, len(self._group_places))
        self.set_rows(rows)

    def _group_place(self, sheet: str) -> int:
        return self._group_places.get(sheet, 0)

    def _sums(self, rows: list[ProblemRow]) -> str:
        errors = sum(row.found.error for row in rows)
        parts = [self.tr("%n 个错误", "", errors)] if errors else []
        if len(rows) > errors:
            parts.append(self.tr("%n 个警告", "", len(rows) - errors))
        return comma(parts)


class ProblemPainter(CellPainter):
    """Draws a row: errors with a diamond, warnings with a triangle."""

    def draw(self, painter: QPainter, row: ProblemRow, y: int, cell: Cell, lit: bool) -> None:
        column, x, width = cell
        if column == WHY:
            self.mark(painter, "red" if row.found.error else "yellow", y, x)
            self.text(painter, row.why, y, x + MARK, width - MARK - 8)
        elif column == ROW:
            self.text(painter, row.row, y, x, width, "t2", right=True)
        elif column == COLUMN:
            self.text(painter, row.heading, y, x, width - 8, "t2")
        elif column == VALUE:
            role = "redt" if row.found.error else "ambert"
            self.text(painter, row.value or "—", y, x, width - 8, role if row.value else "t3")
        else:
            self.text(painter, row.hint, y, x, width - 4, "t2")


def _sheet(row: ProblemRow) -> Any:
    return row.sheet


def _why(row: ProblemRow) -> str:
    return row.why


def _at(row: ProblemRow) -> str:
    return row.row


def _heading(row: ProblemRow) -> str:
    return row.heading


def _value(row: ProblemRow) -> str:
    return row.value


def _hint(row: ProblemRow) -> str:
    return row.hint


def _spoken(row: ProblemRow) -> str:
    return row.spoken
