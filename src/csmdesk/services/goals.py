"""The targets of a book: what was signed up for, broken down, and changed in place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.facts import Target
from csmdesk.domain.period import fiscal_year, parse_period
from csmdesk.domain.scope import parse_scope
from csmdesk.domain.target import LEVELS, Kind, in_order, level_of, rank
from csmdesk.domain.text import Language, Text
from csmdesk.metrics.compute import compute
from csmdesk.metrics.registry import definitions
from csmdesk.services import goal_parts, goal_paste, goal_spread
from csmdesk.services.figure_view import view
from csmdesk.services.figures import FigureSet, rules_of
from csmdesk.services.goal_check import GoalCheck, Kept
from csmdesk.services.goal_lines import goals_data
from csmdesk.services.goal_starters import starters
from csmdesk.services.goal_words import FIELDS, NO_SCOPE, level_words
from csmdesk.services.goals_view import Breakdown, Choice, GoalsData
from csmdesk.storage import read
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.metrics.basis import Basis
    from csmdesk.metrics.figure import Figure
    from csmdesk.services.accounts import Accounts
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.paste import PastePlan
    from csmdesk.storage.book import Book


class Goals:
    """The targets of one book; may be used from any thread.

    ``accounts`` keeps the rows that figures are counted from and hears of changes on its own. Raises
    UserError, as FieldError where one field is to blame; the book is then as it was.
    """

    def __init__(self, book: Book, accounts: Accounts) -> None:
        self._book = book
        self._accounts = accounts

    # --- reading --------------------------------------------------------------------------------------------

    def data(self, period: str, as_of: date | None, language: Language) -> GoalsData:
        """All targets against a period as of a day; raises UserError for an unknown period."""
        return goals_data(self._basis(period, as_of), language)

    def breakdown(
        self, goal_id: int, period: str, as_of: date | None, language: Language
    ) -> Breakdown | None:
        """A target over the parts of its time; None when it is gone, or of an unknown metric."""
        b = self._basis(period, as_of)
        target = next((each for each in b.facts.targets if each.id == goal_id), None)
        if target is None or target.metric not in definitions():
            return None
        return goal_parts.breakdown(b, target, language)

    def evidence(
        self, goal_id: int, part: str, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """The rows behind a target's value over ``part`` of its time ('': the period); None: it is gone."""
        b = self._basis(period, as_of)
        target = next((each for each in b.facts.targets if each.id == goal_id), None)
        if target is None or target.metric not in definitions():
            return None
        if part:
            b = goal_parts.over(b, target, parse_period(part, b.rules.fiscal_start_month))
        return view(FigureSet(b, self._figures(b, target), self._book.folder.name), target.metric, language)

    def _figures(self, b: Basis, target: Target) -> dict[str, Figure]:
        """The target's figure over its own accounts, held against this target alone, and its rivals."""
        keys = dict.fromkeys([target.metric, *definitions()[target.metric].rivals])
        whole = compute(b, keys)
        held = tuple(each for each in whole[target.metric].targets if each.target_id == target.id)
        found = whole
        if target.scope not in NO_SCOPE:
            found = compute(replace(b, scope=parse_scope(target.scope)), keys)
        return {**found, target.metric: replace(found[target.metric], targets=held)}

    def _basis(self, period: str, as_of: date | None) -> Basis:
        return self._accounts.desk(period, as_of).basis

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be changed; None when everything can."""
        return self._book.read_only

    # --- what can be chosen ---------------------------------------------------------------------------------

    def choices(
        self, field: str, period: str, language: Language, goal_id: int | None = None
    ) -> list[Choice]:
        """The words that a field offers; for ``parent`` the targets of higher levels than ``goal_id`` has."""
        with self._book.reading() as connection:
            targets = _targets(connection)
            if field in ("segment", "industry"):
                return [Choice(word, word) for word in _used(connection, field)]
        if field == "metric":
            return [Choice(key, each.name.to(language)) for key, each in definitions().items()]
        if field == "level":
            return [Choice(key, level_words(key, language)) for key in LEVELS]
        if field == "direction":
            return [Choice(">=", "≥"), Choice("<=", "≤")]
        if field == "owner":
            return [Choice(word, word) for word in dict.fromkeys(each.owner for each in targets) if word]
        if field == "period":
            return self._periods(period, language)
        own = next((each for each in targets if each.id == goal_id), None)
        least = rank(level_of(own.level)) if own is not None else len(LEVELS)
        return [Choice(str(each.id), each.name) for each in targets if rank(level_of(each.level)) < least]

    def _periods(self, period: str, language: Language) -> list[Choice]:
        """The year of a period with its halves and quarters, and the next year."""
        fiscal = rules_of(self._book).fiscal_start_month
        year = fiscal_year(parse_period(period, fiscal).start, fiscal)
        names = [str(year), *(f"{year}H{n}" for n in (1, 2)), *(f"{year}Q{n}" for n in (1, 2, 3, 4))]
        names.append(str(year + 1))
        return [Choice(name, parse_period(name, fiscal).title.to(language)) for name in names]

    # --- changing -------------------------------------------------------------------------------------------

    def problems(self, goal_id: int | None, typed: Mapping[str, str]) -> dict[str, Text]:
        """What is wrong with typed fields of a target (None: a new one), by field."""
        with self._book.reading() as connection:
            targets = _targets(connection)
            target = _one(targets, goal_id) if goal_id is not None else None
            return self._check(connection, targets).read(target, typed)[1]

    def new(self, typed: Mapping[str, str]) -> tuple[int, Changes]:
        """Add a target; its id."""

        def write(connection: sqlalchemy.Connection) -> int:
            driver = raw(connection)
            targets = _targets(driver)
            kept = self._check(driver, targets).changed(None, typed)
            return _insert(driver, {**kept, "position": _last(targets)})

        outcome = self._book.store.run(Op.EDIT_TARGET, write, NEW.format(name=_name(typed)))
        return outcome.value, outcome.changes

    def edit(self, goal_id: int, typed: Mapping[str, str]) -> Changes:
        """Change some fields of a target, as they are typed."""
        with self._book.reading() as connection:
            target = _one(_targets(connection), goal_id)
        (field, *more) = typed or ("",)
        label = EDIT.format(name=target.name)
        if field and not more:
            label = EDIT_FIELD.format(field=FIELDS[field].name, name=target.name)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            targets = _targets(driver)
            _update(driver, goal_id, self._check(driver, targets).changed(_one(targets, goal_id), typed))

        return self._book.store.run(Op.EDIT_TARGET, write, label).changes

    def remove(self, ids: Sequence[int]) -> Changes:
        """Take targets away; those under them stay, without a parent."""
        with self._book.reading() as connection:
            names = [each.name for each in _targets(connection) if each.id in set(ids)]
        if not names:
            raise UserError(GONE)
        whom = Text(names[0], names[0])
        if len(names) > 1:
            whom = Text(f"{len(names)} 个目标", f"{len(names)} targets")

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "DELETE FROM targets WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
            )

        return self._book.store.run(Op.EDIT_TARGET, write, REMOVE.format(name=whom)).changes

    def move(self, goal_id: int, step: int) -> Changes:
        """Move a target up (-1) or down (1) among those of its level; at the end it stays where it is."""

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            targets = sorted(in_order(_targets(driver)), key=lambda each: rank(level_of(each.level)))
            own = _one(targets, goal_id)
            beside = [each for each in targets if level_of(each.level) == level_of(own.level)]
            at = beside.index(own) + step
            if not 0 <= at < len(beside):
                return
            other = targets.index(beside[at])
            targets.remove(own)
            targets.insert(other, own)
            driver.executemany(
                "UPDATE targets SET position = ? WHERE id = ? AND position <> ?",
                [(place, each.id, place) for place, each in enumerate(targets, start=1)],
            )

        with self._book.reading() as connection:
            name = _one(_targets(connection), goal_id).name
        return self._book.store.run(Op.EDIT_TARGET, write, MOVE.format(name=name)).changes

    # --- the breakdown --------------------------------------------------------------------------------------

    def set_part(self, goal_id: int, part: str, typed: str) -> Changes:
        """Give one part of a target's time another amount; the last part takes the rest."""
        fiscal = rules_of(self._book).fiscal_start_month
        with self._book.reading() as connection:
            target = _one(_targets(connection), goal_id)
        found = goal_spread.with_part(target, part, typed, fiscal)
        kept: Kept = {}
        if found.profile is not None:
            kept["profile"] = found.profile
        if found.node_share is not None:
            kept["node_share"] = found.node_share
        return self._put(target, kept, PART.format(name=target.name))

    def set_profile(self, goal_id: int, kind: Kind, period: str, as_of: date | None) -> Changes:
        """Spread a target anew; from the data as they stand on the as-of day."""
        b = self._basis(period, as_of)
        with self._book.reading() as connection:
            target = _one(_targets(connection), goal_id)
        kept: Kept = {"profile": goal_spread.spread(b, target, kind)}
        return self._put(target, kept, SPREAD.format(name=target.name))

    def _put(self, target: Target, kept: Kept, label: Text) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            _update(raw(connection), target.id, kept)

        return self._book.store.run(Op.EDIT_TARGET, write, label).changes

    # --- many at once ---------------------------------------------------------------------------------------

    def plan_paste(
        self,
        text: str,
        ids: Sequence[int],
        fields: Sequence[str],
        selected: Sequence[int],
        language: Language,
    ) -> PastePlan:
        """What pasting ``text`` would do: rows under column heads are targets, new or known; else cells."""
        with self._book.reading() as connection:
            targets = _targets(connection)
            check = self._check(connection, targets)
            return goal_paste.plan(check, targets, language, text, ids, fields, selected)

    def apply_paste(self, plan: PastePlan, language: Language) -> Changes:
        """Write what a plan says as one operation; raises UserError when the book has changed since."""

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for row_id, typed in goal_paste.rows_of(plan):
                targets = _targets(driver)
                check = self._check(driver, targets)
                target = _one(targets, row_id) if row_id is not None else None
                if target is not None:
                    goal_paste.refuse_changed(plan, target, targets, language)
                kept = check.changed(target, typed)
                if target is None:
                    _insert(driver, {**kept, "position": _last(targets)})
                else:
                    _update(driver, target.id, kept)

        return self._book.store.run(Op.EDIT_TARGET, write, PASTE.format(count=plan.changed)).changes

    def start(self, period: str, as_of: date | None, language: Language) -> Changes:
        """Put a first set of targets for the year of a period into the book, as one operation.

        Metrics that have a target of that year already are left out.
        """
        b = self._basis(period, as_of)
        held = {(target.metric, target.period) for target in b.facts.targets}
        made = [each for each in starters(b, language) if (each[1]["metric"], each[1]["period"]) not in held]

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            ids: dict[str, int] = {}
            for place, (parent, typed) in enumerate(made, start=1):
                kept = self._check(driver, _targets(driver)).changed(None, typed)
                kept |= {"position": place, "parent_id": ids.get(parent)}
                ids[str(kept["metric"])] = _insert(driver, kept)

        return self._book.store.run(Op.EDIT_TARGET, write, START.format(count=len(made))).changes

    def starters_words(self, period: str, as_of: date | None, language: Language) -> str:
        """What ``start`` would put in: 净收入留存率 ≥ 110%、…"""
        made = starters(self._basis(period, as_of), language)
        names = [f"{typed['name']} {typed['value']}" for _, typed in made]
        return ("、" if language == "zh" else ", ").join(names)

    def _check(self, connection: Connection, targets: Sequence[Target]) -> GoalCheck:
        def accounts() -> dict[str, str]:
            return dict(connection.execute("SELECT code, name FROM accounts").fetchall())

        return GoalCheck(targets, accounts, rules_of(self._book).fiscal_start_month)


def _targets(connection: Connection) -> list[Target]:
    found: list[Target] = read.part(connection, "targets")
    return in_order(found)


def _one(targets: Sequence[Target], goal_id: int) -> Target:
    found = next((each for each in targets if each.id == goal_id), None)
    if found is None:
        raise UserError(GONE)
    return found


def _last(targets: Sequence[Target]) -> int:
    return max((each.position for each in targets), default=0) + 1


def _used(connection: Connection, field: str) -> list[str]:
    rows = connection.execute(
        f"SELECT {field} FROM accounts WHERE {field} <> '' GROUP BY 1 ORDER BY count(*) DESC, 1"
    ).fetchall()
    return [word for (word,) in rows]


def _name(typed: Mapping[str, str]) -> str:
    return typed.get("name", "").strip() or typed.get("metric", "").strip()


def _insert(connection: Connection, kept: Kept) -> int:
    made = connection.execute(
        f"INSERT INTO targets ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})", list(kept.values())
    )
    assert made.lastrowid is not None
    return made.lastrowid


def _update(connection: Connection, goal_id: int, kept: Kept) -> None:
    if not kept:
        return
    sets = ", ".join(f"{column} = ?" for column in kept)
    differ = " OR ".join(f"{column} IS NOT ?" for column in kept)
    values = list(kept.values())
    connection.execute(f"UPDATE targets SET {sets} WHERE id = ? AND ({differ})", [*values, goal_id, *values])


GONE = Text("目标已不在客户书里。", "The target is no longer in the book.")
NEW = Text("新目标：{name}", "New target: {name}")
EDIT = Text("改目标：{name}", "Change target: {name}")
EDIT_FIELD = Text("改{field}：{name}", "Change {field}: {name}")
REMOVE = Text("删除目标：{name}", "Remove target: {name}")
MOVE = Text("移动目标：{name}", "Move target: {name}")
PART = Text("改分解：{name}", "Change breakdown: {name}")
SPREAD = Text("改分解方式：{name}", "Spread anew: {name}")
PASTE = Text("粘贴目标，{count} 格", "Paste targets, {count} cells")
START = Text("放入 {count} 个常用目标", "Put in {count} usual targets")
