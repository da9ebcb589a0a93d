"""What a check found, ready to be listed: in groups, with those that are alike; made beside the window."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.text import Language
from csmdesk.ui.panes.importing.words import comma

if TYPE_CHECKING:
    from csmdesk.importers.content import Asked
    from csmdesk.importers.desk_parts import Checked, Found, SourceSheet

translate = QCoreApplication.translate

MANY = 20
"""So many problems that are alike stand under a head of their own."""
MOST = 200_000
"""So many problems are listed; what is done to all that are alike is done to the others as well."""
_FIGURE = re.compile(r"\d+")

Kind = tuple[int, str, bool, tuple[str, ...], str]


@dataclass(frozen=True)
class Wording:
    """What puts the problems of one check into words."""

    language: Language
    labels: Mapping[int, str]
    asked: Mapping[str, Asked]

    def hint(self, found: Found) -> str:
        """The suggestion in words."""
        answer = answer_of(found)
        if answer == "keep_both":
            return translate("ProblemRows", "两行都留，各给新编号")
        if "account" in found.fixes:
            return answer_words(answer, self.asked.get(found.value.strip())) if answer else ""
        comma_ = translate("ProblemRows", "、")
        if len(found.suggestions) > 1:
            return translate("ProblemRows", "可选：{choices}").format(choices=comma_.join(found.suggestions))
        return translate("ProblemRows", "改成 {value}").format(value=answer) if answer else ""


class Group(NamedTuple):
    """What stands under one head: all of a sheet, or those that are alike (``kind``) where they are many.

    ``id`` stays the same from one check to the next, ``place`` puts it in order, ``words`` head it.
    """

    id: int
    kind: Kind | None
    place: int
    words: str


class ProblemRow(NamedTuple):
    """A problem in a list. Its words are made when they are read: there may be a hundred thousand."""

    id: int
    found: Found
    group: Group
    wording: Wording

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self.wording.labels.get(self.found.sheet, "")

    @property
    def why(self) -> str:
        """What is wrong."""
        return self.found.why.to(self.wording.language)

    @property
    def row(self) -> str:
        """The row in the file."""
        return "" if self.found.row is None else f"{self.found.row:,}"

    @property
    def heading(self) -> str:
        """The column's header."""
        return self.found.heading

    @property
    def value(self) -> str:
        """What stands in the cell."""
        return self.found.value

    @property
    def answer(self) -> str:
        """The suggestion that is taken with one key; '' for none."""
        return answer_of(self.found)

    @property
    def hint(self) -> str:
        """What that suggestion is, in words."""
        return self.wording.hint(self.found)

    @property
    def search(self) -> str:
        """What it is found by."""
        return f"{self.why} {self.sheet} {self.heading} {self.value} {self.found.row or ''}".casefold()

    @property
    def spoken(self) -> str:
        """The problem as a screen reader says it."""
        level = translate("ProblemRows", "错误") if self.found.error else translate("ProblemRows", "警告")
        at = translate("ProblemRows", "第 {row} 行").format(row=self.row) if self.row else ""
        parts = (level, self.why, self.sheet, at, self.heading, self.value, self.hint)
        return comma([part for part in parts if part])


class ProblemKeys:
    """Numbers for problems and their groups that stay the same from one check to the next."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], int] = {}
        self._groups: dict[tuple[int, Kind | None], int] = {}

    def of(self, found: Found, again: int) -> int:
        """The number of a problem; ``again`` tells two alike in one place apart."""
        key = (found.sheet, found.row, found.column, found.problem.why.en, again)
        return self._known.setdefault(key, len(self._known) + 1)

    def of_group(self, sheet: int, kind: Kind | None) -> int:
        """The number of a group."""
        return self._groups.setdefault((sheet, kind), len(self._groups) + 1)


class ProblemList(NamedTuple):
    """What a check found, ready to be shown.

    ``rows`` are in the order of the sheets, then of rows and columns, ``errors`` and ``warnings`` are those
    of each level; where there are too many, errors are listed before warnings and ``hidden`` counts the
    others. ``kinds`` are all that are alike.
    """

    rows: tuple[ProblemRow, ...]
    errors: tuple[ProblemRow, ...]
    warnings: tuple[ProblemRow, ...]
    hidden: int
    heads: tuple[Group, ...]
    kinds: Mapping[Kind, tuple[Found, ...]]

    def alike(self, found: Found) -> tuple[Found, ...]:
        """The problems of the same kind in the same column of the same sheet, ``found`` among them."""
        return self.kinds.get(kind_of(found), ())

    def with_value(self, found: Found) -> list[Found]:
        """Those of them that are about the same value, without ``found``."""
        value = found.problem.value
        if not value:
            return []
        return [one for one in self.alike(found) if one.problem.value == value and one != found]


NO_PROBLEMS = ProblemList((), (), (), 0, (), {})


def kind_of(found: Found) -> Kind:
    """What problems that are alike have in common."""
    problem = found.problem
    if problem.about:
        words = problem.about
    else:
        words = problem.why.en
        if problem.value:
            words = words.replace(problem.value, "…")
        words = _FIGURE.sub("0", words)
    return found.sheet, problem.column, problem.error, found.fixes, words


def problem_list(
    checked: Checked, sheets: Sequence[SourceSheet], keys: ProblemKeys, language: Language
) -> ProblemList:
    """The problems as they are listed. There may be many: not in the window's thread."""
    wording = Wording(
        language, {sheet.id: sheet.label for sheet in sheets}, {each.name: each for each in checked.asked}
    )
    kinds: dict[Kind, list[Found]] = {}
    for found in checked.problems:
        kinds.setdefault(kind_of(found), []).append(found)
    groups = _groups(kinds, sheets, wording, keys)
    listed = [(groups[kind], found) for kind, all_ in kinds.items() for found in all_]
    if len(listed) > MOST:
        listed.sort(key=_by_level)
        del listed[MOST:]
    listed.sort(key=_place)
    seen: dict[tuple[object, ...], int] = {}
    made = []
    for group, found in listed:
        mark = (found.sheet, found.row, found.column, found.problem.why.en)
        again = seen[mark] = seen.get(mark, 0) + 1
        made.append(ProblemRow(keys.of(found, again), found, group, wording))
    return ProblemList(
        tuple(made),
        tuple(row for row in made if row.found.problem.error),
        tuple(row for row in made if not row.found.problem.error),
        len(checked.problems) - len(made),
        tuple(groups.values()),
        {kind: tuple(all_) for kind, all_ in kinds.items()},
    )


def _groups(
    kinds: Mapping[Kind, Sequence[Found]], sheets: Sequence[SourceSheet], wording: Wording, keys: ProblemKeys
) -> dict[Kind, Group]:
    """The group of each kind: its own where they are many, else that of the sheet."""
    places = {sheet.id: place for place, sheet in enumerate(sheets, start=1)}

    def order(kind: Kind) -> tuple[int, bool, bool, int]:
        sheet, _, error, _, _ = kind
        rest = len(kinds[kind]) < MANY
        return places.get(sheet, 0), not error, rest, kinds[kind][0].row or 0

    made: dict[int, Group] = {}
    found: dict[Kind, Group] = {}
    for kind in sorted(kinds, key=order):
        own = kind if len(kinds[kind]) >= MANY else None
        number = keys.of_group(kind[0], own)
        if number not in made:
            label = wording.labels.get(kind[0], "")
            words = label if own is None else _head_words(label, kinds[kind], wording.language)
            made[number] = Group(number, own, len(made), words)
        found[kind] = made[number]
    return found


def _head_words(label: str, alike: Sequence[Found], language: Language) -> str:
    """What heads problems that are alike: the first, and whether the others say the same."""
    first = alike[0]
    why = first.why.to(language)
    if any(one.problem.why != first.problem.why for one in alike):
        why = translate("ProblemRows", "{why} 等").format(why=why)
    if first.heading:
        why = translate("ProblemRows", "{column}：{why}").format(column=first.heading, why=why)
    return f"{label} · {why}" if label else why


def _by_level(one: tuple[Group, Found]) -> bool:
    return not one[1].problem.error


def _place(one: tuple[Group, Found]) -> tuple[int, int, int]:
    group, found = one
    return group.place, found.row or 0, -1 if found.column is None else found.column


def answer_of(found: Found) -> str:
    """The suggestion that is taken with one key; '' for none."""
    if "keep_both" in found.fixes:
        return "keep_both"
    if {"take", "account"} & set(found.fixes) and found.suggestions:
        # Which of several words was meant nobody can say.
        return found.suggestions[0] if "account" in found.fixes or len(found.suggestions) == 1 else ""
    return ""


def answer_words(answer: str, asked: Asked | None) -> str:
    """What is said of a name of an account, in words."""
    if answer in {"new", "+"}:
        return translate("ProblemRows", "作为新客户")
    like = asked.like if asked is not None and asked.code == answer else ""
    if like:
        return translate("ProblemRows", "就是 {name}（{code}）").format(name=like, code=answer)
    return translate("ProblemRows", "就是 {code}").format(code=answer)
