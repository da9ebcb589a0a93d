"""The segments of a book: their cadence, when renewal talks start, their resources, and their names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import SEGMENTS, one_line
from csmdesk.domain.rules import HIGH_VALUE, Rules
from csmdesk.domain.text import Text
from csmdesk.domain.year_plan import DEFAULT_QBRS, DEFAULT_TRAININGS, OTHER_QBRS, OTHER_TRAININGS
from csmdesk.services.account_views import rename_choice
from csmdesk.services.settings_values import number

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection

Part = Literal["cadence_days", "renewal_start_days", "resources", "qbrs", "trainings"]
"""What can be set of a segment: the columns of its table."""

NAMES: Mapping[Part, Text] = {
    "cadence_days": Text("触达间隔", "Cadence"),
    "renewal_start_days": Text("续约启动", "Renewal talks"),
    "resources": Text("资源", "Resources"),
    "qbrs": Text("每年 QBR", "QBRs a year"),
    "trainings": Text("每年培训", "Trainings a year"),
}
_LIMITS: Mapping[str, tuple[int, int]] = {
    "cadence_days": (1, 365),
    "renewal_start_days": (0, 730),
    "qbrs": (0, 52),
    "trainings": (0, 52),
}
_DAYS, _TIMES = Text("天", "days"), Text("次", "times")
_UNITS: Mapping[str, Text] = {"qbrs": _TIMES, "trainings": _TIMES}
_LONGEST_NAME, _LONGEST_TEXT = 20, 200
_UNSAID = (None, None, "", None, None)
"""What the book says of a segment that it has no row for."""


class SegmentLine(NamedTuple):
    """A segment: days and numbers a year are None where the book sets none; the default then counts.

    ``accounts`` says of how many accounts the book names it (archived ones too); ``fixed`` is 高价值, which
    is found from the revenue as well and therefore keeps its name.
    """

    name: str
    accounts: int
    cadence_days: int | None
    default_cadence: int
    renewal_start_days: int | None
    resources: str
    fixed: bool
    qbrs: int | None = None
    trainings: int | None = None
    default_qbrs: int = OTHER_QBRS
    default_trainings: int = OTHER_TRAININGS


class HighValue(NamedTuple):
    """The accounts that together bring over the rule's share: how many, their share of the annual value,
    and how many of them have no segment of their own and so become 高价值."""

    accounts: int
    share: Fraction | None
    without_segment: int
    closing: date


def segment_lines(connection: Connection, rules: Rules) -> tuple[SegmentLine, ...]:
    """The segments that the book names, and 高价值; those with a default cadence first."""
    rows = connection.execute(
        "SELECT name, cadence_days, renewal_start_days, resources, qbrs, trainings FROM segments"
    )
    kept = {row[0]: row[1:] for row in rows.fetchall()}
    used: dict[str, int] = dict(
        connection.execute(
            "SELECT segment, count(*) FROM accounts WHERE segment <> '' GROUP BY segment"
        ).fetchall()
    )
    order = SEGMENTS
    names = sorted(
        {HIGH_VALUE, *kept, *used}, key=lambda n: (order.index(n) if n in order else len(order), n)
    )
    return tuple(
        SegmentLine(
            name,
            used.get(name, 0),
            kept.get(name, _UNSAID)[0],
            _default_cadence(rules, name),
            kept.get(name, _UNSAID)[1],
            kept.get(name, _UNSAID)[2],
            name == HIGH_VALUE,
            kept.get(name, _UNSAID)[3],
            kept.get(name, _UNSAID)[4],
            DEFAULT_QBRS.get(name, OTHER_QBRS),
            DEFAULT_TRAININGS.get(name, OTHER_TRAININGS),
        )
        for name in names
    )


class Segments:
    """Changes the segments of a book; raises UserError for what cannot be taken."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def set(self, name: str, part: Part, typed: str) -> Changes:
        """Set one part of a segment; nothing takes it out, so that the default counts."""
        value: int | str | None
        if part == "resources":
            value = typed.strip()
            if len(value) > _LONGEST_TEXT:
                raise UserError(
                    Text(
                        "资源最多写 {most} 个字，现在是 {n} 个。",
                        "Resources take at most {most} characters, not {n}.",
                    ).format(most=_LONGEST_TEXT, n=len(value))
                )
        elif typed.strip():
            low, high = _LIMITS[part]
            unit = _UNITS.get(part, _DAYS)
            value = int(number(typed, NAMES[part], low, high, unit, whole=True))
        else:
            value = None

        def write(connection: sqlalchemy.Connection) -> None:
            connection.exec_driver_sql(_WRITE[part], (name, value))

        return self._run(
            write,
            Text("改分层：{name} {part} {value}", "Change segment: {name} {part} {value}").format(
                name=name, part=NAMES[part], value=_said(value, part)
            ),
        )

    def add(self, name: str) -> Changes:
        """Add a segment without accounts."""
        name = _checked(name)

        def write(connection: sqlalchemy.Connection) -> None:
            _refuse_known(connection, name)
            connection.exec_driver_sql("INSERT INTO segments (name) VALUES (?)", (name,))

        return self._run(write, Text("加分层：{name}", "Add segment: {name}").format(name=name))

    def rename(self, old: str, new: str) -> Changes:
        """Rename a segment, in its accounts and in the targets that count by it as well.

        Its cadence stays what it was: a name may bring a default of its own.
        """
        new = _checked(new)
        if new == old:
            return Changes()
        if old == HIGH_VALUE:
            raise UserError(
                Text(
                    "“高价值”也按收入自动认定，不能改名。",
                    "“{name}” is found from the revenue as well and keeps its name.",
                ).format(name=HIGH_VALUE)
            )

        from csmdesk.services.figures import rules_of

        rules = rules_of(self._book)

        def write(connection: sqlalchemy.Connection) -> None:
            _refuse_unknown(connection, old)
            _refuse_known(connection, new)
            connection.exec_driver_sql(
                "INSERT INTO segments (name) VALUES (?) ON CONFLICT (name) DO NOTHING", (old,)
            )
            if _default_cadence(rules, old) != _default_cadence(rules, new):
                connection.exec_driver_sql(
                    "UPDATE segments SET cadence_days = ? WHERE name = ? AND cadence_days IS NULL",
                    (_default_cadence(rules, old), old),
                )
            connection.exec_driver_sql("UPDATE segments SET name = ? WHERE name = ?", (new, old))
            _move(connection, old, new)

        return self._run(
            write, Text("改分层名：{old} → {new}", "Rename segment: {old} → {new}").format(old=old, new=new)
        )

    def remove(self, name: str, into: str | None = None) -> Changes:
        """Remove a segment; its accounts, and targets that count by it, go over to ``into`` ("": to none).

        Without ``into`` a segment that is used is refused.
        """
        if name == HIGH_VALUE:
            raise UserError(
                Text(
                    "“高价值”也按收入自动认定，不能删除。",
                    "“{name}” is found from the revenue as well and cannot be removed.",
                ).format(name=HIGH_VALUE)
            )

        def write(connection: sqlalchemy.Connection) -> None:
            _refuse_unknown(connection, name)
            used = connection.exec_driver_sql(
                "SELECT count(*) FROM accounts WHERE segment = ?", (name,)
            ).scalar_one()
            if used and into is None:
                raise UserError(
                    Text(
                        "“{name}”还有 {n} 个客户，先选它们归到哪个分层。",
                        "“{name}” still has {n} accounts: choose the segment that they go to.",
                    ).format(name=name, n=used)
                )
            _move(connection, name, into or "")
            connection.exec_driver_sql("DELETE FROM segments WHERE name = ?", (name,))

        return self._run(write, Text("删分层：{name}", "Remove segment: {name}").format(name=name))

    def high_value(self, period: str, as_of: date | None) -> HighValue:
        """Which part of the revenue the high-value accounts bring, as of the period's closing day."""
        from csmdesk.services.figures import basis_of

        basis = basis_of(self._book, period, as_of)
        arr = basis.arr(basis.closing)
        whole = sum(arr.values(), Fraction(0))
        found = basis.high_value
        brought = sum((arr[account] for account in found), Fraction(0))
        free = sum(not basis.accounts[account].segment for account in found)
        return HighValue(len(found), brought / whole if whole else None, free, basis.closing)

    def _run(self, write: Any, label: Text) -> Changes:
        return self._book.store.run(Op.EDIT_SETTING, write, label).changes


def _default_cadence(rules: Rules, name: str) -> int:
    return rules.cadence_days.get(name, rules.default_cadence_days)


def _said(value: int | str | None, part: str) -> Text:
    if value is None or value == "":
        return Text("默认", "default") if value is None else Text("清空", "cleared")
    if isinstance(value, str):
        return Text(value, value)
    unit = _UNITS.get(part, _DAYS)
    return Text(f"{value} {unit.zh}", f"{value} {unit.en}")


def _checked(name: str) -> str:
    name = one_line(name)
    if not name:
        raise UserError(Text("分层要有名称。", "A segment needs a name."))
    if len(name) > _LONGEST_NAME:
        raise UserError(
            Text(
                "分层名称最多 {most} 个字，现在是 {n} 个。",
                "A segment's name has at most {most} characters, not {n}.",
            ).format(most=_LONGEST_NAME, n=len(name))
        )
    return name


def _known(connection: sqlalchemy.Connection, name: str) -> bool:
    found = connection.exec_driver_sql(
        "SELECT EXISTS (SELECT 1 FROM segments WHERE name = ?) "
        "OR EXISTS (SELECT 1 FROM accounts WHERE segment = ?)",
        (name, name),
    ).scalar_one()
    return bool(found) or name == HIGH_VALUE


def _refuse_unknown(connection: sqlalchemy.Connection, name: str) -> None:
    if not _known(connection, name):
        raise UserError(Text("没有分层“{name}”。", "There is no segment “{name}”.").format(name=name))


def _refuse_known(connection: sqlalchemy.Connection, name: str) -> None:
    if _known(connection, name):
        raise UserError(
            Text("已经有分层“{name}”。", "There is a segment “{name}” already.").format(name=name)
        )


def _move(connection: sqlalchemy.Connection, old: str, new: str) -> None:
    """Put the accounts of one segment into another; targets and saved views that name it follow them."""
    connection.exec_driver_sql("UPDATE accounts SET segment = ? WHERE segment = ?", (new, old))
    if new:
        rows = connection.exec_driver_sql("SELECT id, scope FROM targets WHERE scope <> '{}'").all()
        for id_, scope in rows:
            raw = json.loads(scope)
            if _replaced(raw, old, new):
                connection.exec_driver_sql(
                    "UPDATE targets SET scope = ? WHERE id = ?", (json.dumps(raw, ensure_ascii=False), id_)
                )
    rename_choice(connection, "segment", old, new)


def _replaced(holder: dict[str, Any], old: str, new: str) -> bool:
    """Put ``new`` in place of ``old`` under "segment", a name or a list of them; whether it was there."""
    named = holder.get("segment")
    if named == old:
        holder["segment"] = new
    elif isinstance(named, list) and old in named:
        renamed = (new if each == old else each for each in named)
        holder["segment"] = list(dict.fromkeys(each for each in renamed if each))
    else:
        return False
    return True


_WRITE: Mapping[Part, str] = {
    part: f"INSERT INTO segments (name, {part}) VALUES (?, ?) "
    f"ON CONFLICT (name) DO UPDATE SET {part} = excluded.{part} WHERE {part} IS NOT excluded.{part}"
    for part in NAMES
}
