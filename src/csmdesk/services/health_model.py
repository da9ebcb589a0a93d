"""The health model of a book: as it is, changed in one step, its versions compared and brought back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain import period
from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import one_line
from csmdesk.domain.health import HEALTH_RULES, plain_number
from csmdesk.domain.health_model import (
    FIRST,
    Difference,
    Dimension,
    HealthModel,
    differences,
    from_json,
    own_numbers,
)
from csmdesk.domain.rules import DEFAULT_WEIGHTS
from csmdesk.domain.text import Text
from csmdesk.services.health_model_draft import NO_WEIGHT, ModelDraft, Read, draft_of, numbered
from csmdesk.services.health_model_typed import Typed, typed_of
from csmdesk.services.kept_state import KeptState
from csmdesk.services.settings_values import decimal
from csmdesk.storage import read

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.services.health_model_preview import HealthPreviews
    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection


class VersionLine(NamedTuple):
    """A version of the model; ``day`` None: the one that the book began with."""

    number: int
    day: date | None
    note: str
    model: HealthModel

    @property
    def words(self) -> Text:
        """The note; one that the program wrote itself in both languages."""
        if self.note == BEGUN.zh:
            return BEGUN
        again = re.fullmatch(AGAIN.zh.format(number=r"(\d+)"), self.note)
        return Text(self.note, self.note) if again is None else AGAIN.format(number=again[1])


class ModelState(NamedTuple):
    """The model in force, ready to be typed into; versions newest first.

    ``drifted``: an import has changed dimensions or weights since the newest version was saved.
    """

    draft: ModelDraft
    model: HealthModel
    versions: tuple[VersionLine, ...]
    drifted: bool
    writable: bool

    @property
    def number(self) -> int:
        """The number of the version in force."""
        return self.versions[0].number


class Kept(NamedTuple):
    """The model as the book keeps it, with the ids of its dimensions and the number of scores of each."""

    model: HealthModel
    ids: Mapping[str, int]
    scores: Mapping[str, int]


def kept_model(connection: Connection) -> Kept:
    """The model in force, its dimensions the heaviest first."""
    rows = connection.execute(
        "SELECT id, name, (SELECT count(*) FROM health_scores WHERE dimension_id = d.id) "
        "FROM health_dimensions d"
    ).fetchall()
    own = read.own_weights(connection)
    sources = read.part(connection, "dimension_sources")
    order = list(DEFAULT_WEIGHTS)
    rows.sort(key=lambda row: (order.index(row[1]) if row[1] in order else len(order), row[0]))
    dimensions = tuple(Dimension(name, own[id_], sources[id_], id_) for id_, name, _ in rows)
    return Kept(
        HealthModel(read.health_rules(connection), dimensions),
        {name: id_ for id_, name, _ in rows},
        {name: scores for _, name, scores in rows},
    )


class HealthModels:
    """Reads and changes the health model of one book; may be used from any thread.

    What changes the book raises UserError, with the book as it was, when what was typed cannot be taken.
    """

    def __init__(self, book: Book, today: Callable[[], date] = period.today) -> None:
        self._book = book
        self._today = today
        self._typed = KeptState(book, "health_model")

    @cached_property
    def previews(self) -> HealthPreviews:
        """What another model would change."""
        from csmdesk.services.health_model_preview import HealthPreviews

        return HealthPreviews(self._book)

    def forget(self) -> None:
        """The book has changed."""
        self.previews.forget()

    def state(self) -> ModelState:
        """The model and its versions."""
        with self._book.reading() as connection:
            kept = kept_model(connection)
            lines = version_lines(connection)
        if not lines:
            lines = (VersionLine(FIRST, None, "", kept.model),)
        # A dimension that an import has brought since then is a change as well.
        drifted = lines[0].model.to_json() != kept.model.to_json() and lines[0].day is not None
        draft = draft_of(kept.model, kept.ids, kept.scores)
        return ModelState(draft, kept.model, lines, drifted, self._book.writable)

    def check(self, draft: ModelDraft) -> dict[str, Text]:
        """What cannot be taken, by place (``health_model_draft.Read``)."""
        return Read(draft).problems

    def save(self, draft: ModelDraft, note: str = "") -> Changes:
        """Let the model that is typed count from now on: a new version, one step to undo."""
        model = taken(draft)
        with self._book.reading() as connection:
            kept = kept_model(connection)
        keys = {str(id_): name for name, id_ in kept.ids.items()}
        renamed = {
            one_line(d.name): kept.ids[keys[d.key]]
            for d in draft.dimensions
            if d.key in keys and one_line(d.name) != keys[d.key]
        }
        label = _label(kept.model, model)
        return self._put(model, one_line(note), label, renamed)

    def set_weights(self, weights: Mapping[int, Fraction | None], label: Text) -> Changes:
        """Give some dimensions, by id, another weight (None: the default of its name), as a new version.

        Raises UserError when nothing would weigh anything.
        """
        with self._book.reading() as connection:
            kept = kept_model(connection)
        dimensions = tuple(
            replace(d, weight=weights[kept.ids[d.name]]) if kept.ids[d.name] in weights else d
            for d in kept.model.dimensions
        )
        model = replace(kept.model, dimensions=dimensions)
        if model.weighs_nothing:
            raise UserError(NO_WEIGHT)
        return self._put(model, "", label, {})

    def restore(self, number: int) -> Changes:
        """Bring an earlier version back, as a new version; raises UserError when it is gone.

        Dimensions that an import has brought since then keep their scores and weigh nothing.
        """
        with self._book.reading() as connection:
            known = {line.number: line for line in version_lines(connection)}
            kept = kept_model(connection)
        if number not in known:
            raise UserError(GONE.format(number=number))
        model = known[number].model
        now = {id_: name for name, id_ in kept.ids.items()}
        # The key of a dimension that was taken out may be that of another one now.
        for later in known.values():
            if later.number >= number:
                there = {d.id for d in later.model.dimensions}
                now = {id_: name for id_, name in now.items() if id_ in there}
        renamed = {d.name: d.id for d in model.dimensions if d.id in now and now[d.id] != d.name}
        return self._put(model, AGAIN.zh.format(number=number), RESTORE.format(number=number), renamed)

    # --- what is typed --------------------------------------------------------------------------------------

    def typed(self) -> Typed | None:
        """What was typed and not saved when the window was left; None for nothing."""
        return typed_of(self._typed.kept())

    def keep_typed(self, typed: Typed | None) -> None:
        """Keep what is typed until the window is back; None: nothing is."""
        self._typed.keep("" if typed is None else typed.to_text())

    def compare(self, before: int, after: int) -> list[Difference]:
        """What one version says otherwise than another; raises UserError when one is gone."""
        known = {line.number: line.model for line in self.state().versions}
        for number in (before, after):
            if number not in known:
                raise UserError(GONE.format(number=number))
        return differences(known[before], known[after])

    def _put(self, model: HealthModel, note: str, label: Text, renamed: Mapping[str, int]) -> Changes:
        today = self._today()

        def write(connection: sqlalchemy.Connection) -> None:
            from csmdesk.storage.driver import raw

            driver = raw(connection)
            before = kept_model(driver)
            write_model(driver, before, model, renamed)
            after = kept_model(driver)
            if after.model != before.model:
                keep_first(driver, before.model, today)
                add_version(driver, after.model, today, note)

        return self._book.store.run(Op.EDIT_SETTING, write, label).changes


def taken(draft: ModelDraft) -> HealthModel:
    """The model of a draft; raises UserError with its first problem."""
    found = Read(draft)
    if found.model is None:
        raise UserError(next(iter(found.problems.values())))
    return found.model


# --- in the book --------------------------------------------------------------------------------------------


def version_lines(connection: Connection) -> tuple[VersionLine, ...]:
    """The versions that the book keeps, newest first; none before the first change."""
    rows = connection.execute("SELECT number, day, note, body FROM health_models ORDER BY number DESC")
    return tuple(
        VersionLine(number, date.fromisoformat(day), note, from_json(body))
        for number, day, note, body in rows.fetchall()
    )


def keep_first(driver: Connection, model: HealthModel, today: date) -> None:
    """At the first change: keep the model that the book began with, so that one can go back."""
    if driver.execute("SELECT 1 FROM health_models LIMIT 1").fetchone() is None:
        add_version(driver, model, today, BEGUN.zh)


def add_version(driver: Connection, model: HealthModel, today: date, note: str) -> None:
    """Write a version behind the last one."""
    driver.execute(
        "INSERT INTO health_models (number, day, note, body) "
        "SELECT coalesce(max(number), ?) + 1, ?, ?, ? FROM health_models",
        (FIRST - 1, today.isoformat(), note, model.to_json()),
    )


def write_model(driver: Connection, before: Kept, model: HealthModel, renamed: Mapping[str, int]) -> None:
    """Bring settings and dimensions of the book to ``model``; ``renamed`` are ids by their new name.

    A dimension that the model no longer has is taken out when it has no imported scores; else it weighs
    nothing, and gives its name away where another one has it now.
    """
    _write_rules(driver, model)
    moved = set(renamed.values())
    ids = {name: id_ for name, id_ in before.ids.items() if id_ not in moved} | dict(renamed)
    named = {d.name for d in model.dimensions}
    used = {ids[name] for name in named if name in ids}
    for name, id_ in before.ids.items():
        if id_ in used:
            continue
        if before.scores[name]:
            left = name
            if name in named:
                left = next(each for each in numbered(name) if each not in named | before.ids.keys())
            driver.execute(
                "UPDATE health_dimensions SET name = ?, weight = '0', source = '', numbers = '{}' "
                "WHERE id = ? AND (name, weight, source, numbers) IS NOT (?, '0', '', '{}')",
                (left, id_, left),
            )
        else:
            driver.execute("DELETE FROM health_dimensions WHERE id = ?", (id_,))
    for id_ in renamed.values():
        driver.execute(
            # No typed name begins with a blank, so that two dimensions can change names.
            "UPDATE health_dimensions SET name = ? WHERE id = ?",
            (f" {id_}", id_),
        )
    for d in model.dimensions:
        weight = None if d.weight is None else decimal(d.weight)
        values = (d.name, weight, d.source.kind, json.dumps(own_numbers(d.source), ensure_ascii=False))
        if d.name in ids:
            driver.execute(
                "UPDATE health_dimensions SET name = ?, weight = ?, source = ?, numbers = ? "
                "WHERE id = ? AND (name, weight, source, numbers) IS NOT (?, ?, ?, ?)",
                (*values, ids[d.name], *values),
            )
        else:
            driver.execute(
                "INSERT INTO health_dimensions (name, weight, source, numbers) VALUES (?, ?, ?, ?)", values
            )


def _write_rules(driver: Connection, model: HealthModel) -> None:
    rules = model.rules
    values = {
        "red_below": (rules.bands.red_words, HEALTH_RULES.bands.red_words),
        "green_from": (rules.bands.green_words, HEALTH_RULES.bands.green_words),
        "missing": (rules.missing.value, HEALTH_RULES.missing.value),
        "least": (plain_number(rules.least), plain_number(HEALTH_RULES.least)),
        "rhythm": (rules.rhythm.value, HEALTH_RULES.rhythm.value),
    }
    for part, (value, usual) in values.items():
        key = read.HEALTH_SETTINGS[part]
        if value == usual:
            driver.execute("DELETE FROM settings WHERE key = ?", (key,))
            continue
        driver.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            (key, json.dumps(value)),
        )


def changed_words(lines: Sequence[VersionLine], number: int) -> Text:
    """What a version says otherwise than the one before it, in a few words; '' for the first one."""
    models = {line.number: line.model for line in lines}
    before = max((n for n in models if n < number), default=None)
    found = [] if before is None else differences(models[before], models[number])
    if not found:
        return Text("", "")
    one, more = found[0], len(found) - 1
    first = Text(f"{one.what.zh} {one.after.zh}".strip(), f"{one.what.en} {one.after.en}".strip())
    return Text(f"{first.zh} 等 {more + 1} 处", f"{first.en}, {more} more") if more else first


def _label(before: HealthModel, after: HealthModel) -> Text:
    """The step's name: what changes, where that is one thing."""
    found = differences(before, after)
    if len(found) != 1:
        return SAVE
    one = found[0]
    return Text(f"改健康度模型：{one.what.zh} {one.after.zh}", f"Health model: {one.what.en} {one.after.en}")


SAVE = Text("改健康度模型", "Change the health model")
RESTORE = Text("恢复健康度模型第 {number} 版", "Restore version {number} of the health model")
BEGUN = Text("开始时的模型", "The model at the start")
AGAIN = Text("恢复第 {number} 版", "Version {number} again")
GONE = Text("第 {number} 版已不在客户书里。", "Version {number} is no longer in the book.")
