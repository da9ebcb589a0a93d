"""The problems of a plan as the desk shows them: by sheet, row and column, each with what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from csmdesk.importers.desk_parts import Found
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.fields import Field, Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import Known
from csmdesk.importers.plan import Plan
from csmdesk.importers.problems import Problem
from csmdesk.importers.words import vocabulary

_MOST_SUGGESTIONS = 5
_MOST_SUGGESTED = 200
"""Values for which others are suggested."""
_MOST_COMPARED = 2_000_000
"""Pairs of numbers that are compared for that, a quarter of a second."""


def found_in(plan: Plan, held: Sequence[Held], known: Known) -> tuple[Found, ...]:
    """Every problem of ``plan``, with its place on the desk."""
    places = {(each.file, each.name): _Place(each) for each in held}
    nowhere = _Place(None)
    suggesting = _Suggesting(plan, known)
    made: list[Found] = []
    for number, problem in enumerate(plan.problems):
        place = places.get((problem.file, problem.sheet), nowhere)
        column = place.columns.get(problem.column) if problem.column else None
        suggestions = suggesting.of(problem, column)
        fixes = _fixes(problem, column, bool(suggestions))
        made.append(Found(number, place.sheet, problem.row, column, problem, fixes, suggestions))
    return tuple(made)


class _Place:
    """A sheet on the desk, and its columns by their headers."""

    def __init__(self, held: Held | None) -> None:
        self.sheet = -1 if held is None else held.id
        headers = () if held is None or held.base is None else held.base.headers
        self.columns: dict[str, int] = {}
        for index, header in enumerate(headers):
            self.columns.setdefault(header, index)


@cache
def _fix_names(cell: bool, row: bool, about: str, suggested: bool) -> tuple[str, ...]:
    found = []
    if row and cell:
        found.append("fix")
    if row:
        found.append("leave_out")
    if about == "account":
        found.append("account")
    elif suggested:
        found.append("take")
    if about == "repeated":
        found.append("keep_both")
    return tuple(found)


def _fixes(problem: Problem, column: int | None, suggested: bool) -> tuple[str, ...]:
    return _fix_names(column is not None, problem.row is not None, problem.about, suggested)


class _Suggesting:
    """Values that may have been meant: each is looked for once, however many cells hold it."""

    def __init__(self, plan: Plan, known: Known) -> None:
        self._known = known
        self._planned = {(sheet.file, sheet.sheet): sheet for sheet in plan.sheets}
        self._likes = {asked.name: asked.code for asked in plan.content.asked if asked.code}
        self._fields: dict[tuple[str, str, str], Field | None] = {}
        self._found: dict[tuple[str, str, str, str], tuple[str, ...]] = {}
        self._among: dict[Type, list[str]] = {}
        self._compared = 0

    def of(self, problem: Problem, column: int | None) -> tuple[str, ...]:
        """What is suggested for the cell of a problem."""
        if not problem.value:
            return ()
        if problem.about == "account":
            like = self._likes.get(problem.value.strip())
            return (like, "new") if like else ("new",)
        if column is None:
            return ()
        key = (problem.file, problem.sheet, problem.column, problem.value)
        if key not in self._found:
            self._found[key] = self._suggestions(problem)
        return self._found[key]

    def _field(self, problem: Problem) -> Field | None:
        key = (problem.file, problem.sheet, problem.column)
        if key not in self._fields:
            sheet = self._planned.get(key[:2])
            columns = () if sheet is None else sheet.columns
            name = next((c.field for c in columns if c.header == problem.column and c.field), None)
            kind = None if sheet is None or sheet.kind is None else KINDS[sheet.kind]
            self._fields[key] = None if kind is None or name is None else kind.fields[name]
        return self._fields[key]

    def _suggestions(self, problem: Problem) -> tuple[str, ...]:
        """Words of the field's list, numbers of the book that are nearly it."""
        one = self._field(problem)
        if one is None or not problem.value:
            return ()
        if one.type in {Type.FLAG, Type.CHOICE} and one.vocabulary:
            words = list(dict.fromkeys(_first_words(one.vocabulary).values()))
            return tuple(words[:_MOST_SUGGESTIONS])
        known = self._known
        numbers: Mapping[Type, Mapping[str, object]] = {
            Type.CONTRACT: known.contracts,
            Type.CODES: known.contracts,
            Type.CONTACT: known.contacts,
            Type.EVENT: known.events,
            Type.OPPORTUNITY: known.opportunities,
        }
        if one.type not in self._among:
            self._among[one.type] = list(numbers.get(one.type, ()))
        among = self._among[one.type]
        if not among or self._compared >= min(_MOST_COMPARED, _MOST_SUGGESTED * len(among)):
            return ()
        self._compared += len(among)
        from rapidfuzz import fuzz, process

        near = process.extract(
            problem.value, among, scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS, score_cutoff=80
        )
        return tuple(each[0] for each in near)


@cache
def _first_words(name: str) -> dict[str, str]:
    """Meaning → the first word that stands for it."""
    found: dict[str, str] = {}
    for word, meaning in vocabulary(name).words.items():
        found.setdefault(meaning, word)
    return found
