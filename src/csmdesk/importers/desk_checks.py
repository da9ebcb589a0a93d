"""The problems of a plan as the desk shows them: by sheet, row and column, each with what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csmdesk.importers.desk_parts import Found, for_window
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.fields import Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import Known
from csmdesk.importers.plan import Plan, PlannedSheet
from csmdesk.importers.problems import Problem
from csmdesk.importers.words import vocabulary

_MOST_SUGGESTIONS = 5
_MOST_SUGGESTED = 200
"""Problems for which values are suggested: looking for like numbers takes its time."""


def found_in(plan: Plan, held: Sequence[Held], known: Known) -> tuple[Found, ...]:
    """Every problem of ``plan``, with its place on the desk."""
    by_name = {(each.file, each.name): each for each in held}
    planned = {(sheet.file, sheet.sheet): sheet for sheet in plan.sheets}
    likes = {asked.name: asked.code for asked in plan.content.asked if asked.code}
    made: list[Found] = []
    for number, problem in enumerate(plan.problems):
        sheet = by_name.get((problem.file, problem.sheet))
        column = None if sheet is None else _column(problem, sheet)
        shown = planned.get((problem.file, problem.sheet))
        suggestions: tuple[str, ...] = ()
        if problem.about == "account" and problem.value:
            like = likes.get(problem.value.strip())
            suggestions = (like, "new") if like else ("new",)
        elif column is not None and number < _MOST_SUGGESTED:
            suggestions = _suggestions(problem, shown, known)
        made.append(
            Found(
                number, -1 if sheet is None else sheet.id, problem.row, column, problem.column,
                problem.value or "", for_window(problem.why), for_window(problem.text), problem.error,
                _fixes(problem, column, suggestions), suggestions,
            )
        )  # fmt: skip
    return tuple(made)


def _column(problem: Problem, held: Held) -> int | None:
    if held.base is None or not problem.column:
        return None
    headers = held.base.headers
    return headers.index(problem.column) if problem.column in headers else None


def _fixes(problem: Problem, column: int | None, suggestions: Sequence[str]) -> tuple[str, ...]:
    found = []
    if problem.row is not None and column is not None:
        found.append("fix")
    if problem.row is not None:
        found.append("leave_out")
    if problem.about == "account":
        found.append("account")
    elif suggestions:
        found.append("take")
    if problem.about == "repeated":
        found.append("keep_both")
    return tuple(found)


def _suggestions(problem: Problem, sheet: PlannedSheet | None, known: Known) -> tuple[str, ...]:
    """Values that may have been meant: words of the field's list, numbers of the book that are nearly it."""
    if sheet is None or sheet.kind is None or not problem.value:
        return ()
    name = next((c.field for c in sheet.columns if c.header == problem.column and c.field), None)
    if name is None:
        return ()
    one = KINDS[sheet.kind].fields[name]
    if one.type in {Type.FLAG, Type.CHOICE} and one.vocabulary:
        words = list(dict.fromkeys(_first_words(one.vocabulary).values()))
        return tuple(words[:_MOST_SUGGESTIONS])
    among: Mapping[Type, Sequence[str]] = {
        Type.CONTRACT: list(known.contracts),
        Type.CODES: list(known.contracts),
        Type.CONTACT: list(known.contacts),
        Type.EVENT: list(known.events),
        Type.OPPORTUNITY: list(known.opportunities),
    }
    if one.type not in among or not among[one.type]:
        return ()
    from rapidfuzz import fuzz, process

    near = process.extract(
        problem.value, among[one.type], scorer=fuzz.ratio, limit=_MOST_SUGGESTIONS, score_cutoff=80
    )
    return tuple(each[0] for each in near)


def _first_words(name: str) -> dict[str, str]:
    """Meaning → the first word that stands for it."""
    found: dict[str, str] = {}
    for word, meaning in vocabulary(name).words.items():
        found.setdefault(meaning, word)
    return found
