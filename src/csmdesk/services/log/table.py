"""A kind of records that lie in one table: everything that the kinds of the log have in common."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, one_line
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.text import Language, Text
from csmdesk.services import paste
from csmdesk.services.figures import rules_of
from csmdesk.services.log import line
from csmdesk.services.log.cross_table import CrossTable, Entry, cross_table
from csmdesk.services.log.forms import (
    EMPTY,
    HOURS,
    MINUTES,
    Account,
    Beside,
    Choice,
    Coded,
    Contact,
    Day,
    Form,
    Length,
    Moment,
    Money,
    empty,
)
from csmdesk.services.log.kind import (
    FacetChoice,
    LogAct,
    LogData,
    LogFacet,
    LogField,
    LogRow,
    Mark,
    RuleState,
    Section,
)
from csmdesk.services.log.seen import Names, Seen
from csmdesk.services.log.words import things
from csmdesk.services.paste import BOOK_CHANGED, NOBODY, Checked, Held, PasteCell, PastePlan
from csmdesk.storage import log_rows, task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

NOTHING: Mapping[str, str] = {}


class Column(NamedTuple):
    """A field, how it is kept and in which column ('': under its key); without a form it is counted.

    ``default`` fills it in where nothing was typed for a new record.
    """

    field: LogField
    form: Form | None = None
    column: str = ""
    default: Literal["", "today", "now"] = ""
    text: bool = False
    """Nothing is kept as '' instead of NULL."""

    @property
    def name(self) -> str:
        """The table's column."""
        return self.column or self.field.key


class Clock(NamedTuple):
    """What day and what moment it is on the user's own clock."""

    today: Callable[[], date]
    now: Callable[[], datetime]


class Shown(NamedTuple):
    """A counted field: for sorting and export, and in words."""

    value: object
    words: str


class View(NamedTuple):
    """What a list is seen with: ``period`` None is all time; ``day`` is the as-of day."""

    seen: Seen
    period: Period | None
    day: date
    language: Language


class TableKind:
    """The common part of all kinds; a subclass says its table and columns, and what is special about it."""

    key: ClassVar[str]
    name: ClassVar[Text]
    one: ClassVar[Text]
    example: ClassVar[Text] = Text("", "")
    table: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    facets: ClassVar[tuple[str, ...]] = ()
    day: ClassVar[str] = "day"
    """The column by which a record belongs to a period."""
    prefix: ClassVar[str] = ""
    """What the numbers of records begin with; '': they have none of their own."""
    rest: ClassVar[str] = "note"
    """The field that takes what fast entry does not understand otherwise."""
    line_day: ClassVar[str] = ""
    """The field that takes the day of fast entry; '': the one by which it belongs to a period."""
    added_up: ClassVar[tuple[str, ...]] = ()
    """The fields that a table by month adds up, beside the count."""
    months_by: ClassVar[tuple[str, ...]] = ()
    """The columns of which the first that is filled in says a record's month; none: ``day``."""
    adds: ClassVar[Op] = Op.EDIT_LOG
    edits: ClassVar[Op] = Op.EDIT_LOG
    acts: tuple[LogAct, ...] = ()

    def __init__(
        self, book: Book, clock: Clock, names: Names | None = None, language: Language = "zh"
    ) -> None:
        self._book = book
        self._clock = clock
        self._language: Language = language
        self._known = names or Names()
        self.fields = tuple(
            column.field._replace(ahead=isinstance(column.form, Day | Moment) and column.form.ahead)
            for column in self.columns
        )
        self._by_key = {column.field.key: column for column in self.columns}
        self._kept = tuple(column for column in self.columns if column.form is not None)
        self._names = tuple(dict.fromkeys([*(column.name for column in self._kept), *self.besides]))

    besides: ClassVar[tuple[str, ...]] = ()
    """Columns that are read as well."""

    # --- reading --------------------------------------------------------------------------------------------

    def count(self) -> int:
        """The number of records in the book."""
        with self._book.reading() as connection:
            return log_rows.total(connection, self.table)

    def rows(self, period: str | None, as_of: date | None, language: Language) -> LogData:
        """The records of a period, with what is still open from before it; of all time for None."""
        with self._view(period, as_of, language) as view:
            where, parameters = self._where(view)
            found = self._records(view.seen.connection, where, parameters)
            rows = self._rows(found, view)
            total = log_rows.total(view.seen.connection, self.table)
            return LogData(rows, self._sums(found, view), self._facets(rows), total, view.day)

    def row(self, record_id: int, as_of: date | None, language: Language) -> LogRow | None:
        """One record; None when it is not in the book."""
        with self._view(None, as_of, language) as view:
            found = self._records(view.seen.connection, "id = ?", (record_id,))
            return self._rows(found, view)[0] if found else None

    def about(self, record_id: int, as_of: date | None, language: Language) -> tuple[Section, ...]:
        """What is told beside a record."""
        with self._view(None, as_of, language) as view:
            found = self._records(view.seen.connection, "id = ?", (record_id,))
            return self._about(found[0], view) if found else ()

    def by_month(self, ids: Sequence[int], as_of: date | None, language: Language) -> tuple[CrossTable, ...]:
        """These records by month: how many by the words that chips filter by, and what they add up to."""
        with self._view(None, as_of, language) as view:
            records = list(self._found(view.seen.connection, ids).values())
            rows = self._rows(records, view)
            home = view.seen.currency
        if not rows:
            raise UserError(NO_ROWS)
        days = [self._month_day(record) for record in records]
        places = {field.key: at for at, field in enumerate(self.fields)}
        names = {field.key: field.name.to(language) for field in self.fields}
        made = []
        for facet in self.facets:
            words = [row.words[places[facet]] for row in rows]
            counted = [Entry(word, day, 1) for word, day in zip(words, days, strict=True)]
            title = COUNT_BY.format(field=_lower(Text(names[facet], names[facet]))).to(language)
            made.append(cross_table(title, names[facet], counted, language))
        first = self.facets[0]
        for field in self.added_up:
            form = self._by_key[field].form
            # Amounts of different currencies are never added.
            whose = [r.get("currency") or home if isinstance(form, Money) else "" for r in records]
            for currency in sorted(set(whose)):
                values = [
                    Entry(row.words[places[first]], day, value)
                    for row, day, own in zip(rows, days, whose, strict=True)
                    if own == currency and isinstance(value := row.values[places[field]], int | Fraction)
                ]
                if values:
                    unit = currency
                    if isinstance(form, Length):
                        unit = (HOURS if form.unit == "hour" else MINUTES).to(language)
                    title = " ".join(filter(None, (names[field], unit)))
                    number = "#,##0.00" if currency else "0.##"
                    made.append(cross_table(title, names[first], values, language, number))
        return tuple(made)

    def _month_day(self, record: Record) -> date | None:
        kept = next((record[name] for name in self.months_by or (self.day,) if record[name]), None)
        return None if kept is None else date.fromisoformat(kept[:10])

    def choices(self, field: str, values: Mapping[str, str] = NOTHING) -> list[str]:
        """The words offered for a field: the standard ones first, then those in the book by frequency."""
        with self._seeing() as seen:
            column = self._by_key.get(field)
            return self._act_choices(field, seen) if column is None else self._choices(column, values, seen)

    def _act_choices(self, field: str, seen: Seen) -> list[str]:
        """The words offered for a field that only an act asks for."""
        del field, seen
        return []

    def _choices(self, column: Column, values: Mapping[str, str], seen: Seen) -> list[str]:
        match column.form:
            case Account():
                here = [row for row in seen.accounts.by_id.values() if not row.archived]
                return [seen.accounts.typed(row.id) for row in sorted(here, key=lambda r: (r.pinyin, r.name))]
            case Contact() as person_form:
                try:
                    account = seen.accounts.read("account", values.get("account", ""))
                except FieldError:
                    return []
                return [person_form.typed(person.id, seen) for person in seen.contacts.of(account)]
            case Coded(table=table, any_account=anyone):
                codes = seen.codes(table)
                if anyone:
                    return list(codes.by_id.values())
                try:
                    account = seen.accounts.read("account", values.get("account", ""))
                except FieldError:
                    return []
                return [code for key, code in codes.by_id.items() if codes.accounts[key] == account]
            case Choice() as form:
                offered = [term.name.to(seen.language) for term in form.terms]
                if form.free:
                    words = log_rows.used(seen.connection, self.table, column.name)
                    offered += [form.name(word, seen.language) for word in words]
                return list(dict.fromkeys(offered))
        return []

    def read(self, typed: str) -> Mapping[str, str]:
        """What one line of fast entry says, by field."""
        with self._seeing() as seen:
            return self._read(typed, seen)

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        return line.read_line(typed, self._kept, self.rest, self.line_day or self.day, seen)

    # --- checking -------------------------------------------------------------------------------------------

    def problems(self, values: Mapping[str, str]) -> dict[str, Text]:
        """What is wrong with a new record's typed values, by field."""
        with self._seeing() as seen:
            return self._checked(values, seen, None)[1]

    def check(
        self, values: Mapping[str, str], record_id: int | None = None, as_of: date | None = None
    ) -> tuple[RuleState, ...]:
        """How typed values stand against the rules of the work; nothing where the kind has none."""
        with self._seeing() as seen:
            record = None
            if record_id is not None:
                record = self._found(seen.connection, [record_id]).get(record_id)
            kept, _ = self._checked(values, seen, record)
            return self._states({**(record or {}), **kept}, seen, as_of or seen.today)

    def _checked(
        self, values: Mapping[str, str], seen: Seen, record: Record | None
    ) -> tuple[Record, dict[str, Text]]:
        """What the columns get of typed values, and what is wrong, by field; ``record`` None is a new one."""
        kept: Record = {}
        problems: dict[str, Text] = {}
        account = None if record is None else record.get("account_id")
        for column in self._in_order:
            field, form = column.field, column.form
            assert form is not None
            typed = values.get(field.key, "")
            if record is not None and field.key not in values:
                continue
            if record is not None and self._says(column, record, typed, seen):
                # What stands there already may be older than the rules for typing it.
                kept[column.name] = record[column.name]
                continue
            if not one_line(typed):
                kept[column.name] = self._nothing(column, seen, record, field.key in values)
                if field.required and empty(kept[column.name]):
                    problems[field.key] = EMPTY.format(field=field.name)
                continue
            try:
                kept[column.name] = form.read(field, typed, seen, Beside(account))
            except FieldError as error:
                problems[field.key] = error.text
                continue
            if isinstance(form, Account):
                account = kept[column.name]
        if not problems:
            try:
                self._complete(kept, record, seen)
            except FieldError as error:
                problems[error.field] = error.text
        return kept, problems

    def _says(self, column: Column, record: Record, typed: str, seen: Seen) -> bool:
        """Whether ``typed`` is what the record says already."""
        kept = record[column.name]
        assert column.form is not None
        return not empty(kept) and typed == column.form.typed(kept, seen)

    @property
    def _in_order(self) -> Iterable[Column]:
        """The account comes first: whose contacts are meant depends on it."""
        return sorted(self._kept, key=lambda column: not isinstance(column.form, Account))

    def _nothing(self, column: Column, seen: Seen, record: Record | None, said: bool) -> Any:
        """What is kept where nothing was typed; ``said``: the field was there, and left empty."""
        if said and not column.field.required:
            return "" if column.text else None
        if record is None and column.default == "today":
            return seen.today.isoformat()
        if record is None and column.default == "now":
            return f"{seen.now:%Y-%m-%d %H:%M}"
        return "" if column.text else None

    def _complete(self, kept: Record, record: Record | None, seen: Seen) -> None:
        """Refuse what does not go together (FieldError), and fill in what follows from what is kept."""
        self._check_code(kept, record, seen)
        if record is None and "currency" in self.besides:
            kept.setdefault("currency", seen.currency)
        contact = kept.get("contact_id")
        account = kept.get("account_id", None if record is None else record.get("account_id"))
        of_account = any(column.form == Contact() for column in self._kept)
        if (
            of_account
            and "account_id" in kept
            and contact is None
            and record is not None
            and record.get("contact_id")
        ):
            # A person of the account before is not of this one.
            person = seen.contacts.by_id.get(record["contact_id"])
            if person is not None and person.account_id != account:
                kept["contact_id"] = None
        elif contact is not None and "account_id" in self._names and account is None:
            kept["account_id"] = seen.contacts.by_id[contact].account_id

    def _check_code(self, kept: Record, record: Record | None, seen: Seen) -> None:
        """A number tells records apart: it is never shared, and only a new record may leave it to be made."""
        if not self.prefix or "code" not in kept:
            return
        code, name = kept["code"], self._by_key["code"].field.name
        if code is None:
            if record is not None:
                raise FieldError("code", EMPTY.format(field=name))
            return
        if record is not None and record["code"] == code:
            return
        if log_rows.records(seen.connection, self.table, (), "code = ?", (code,)):
            raise FieldError("code", CODE_TAKEN.format(code=code))

    def _states(self, record: Record, seen: Seen, day: date) -> tuple[RuleState, ...]:
        del record, seen, day
        return ()

    # --- changing -------------------------------------------------------------------------------------------

    def new(self, values: Mapping[str, str]) -> tuple[int, Changes]:
        """Add a record; its id."""
        return self._add(values, {})

    def _add(self, values: Mapping[str, str], beside: Record) -> tuple[int, Changes]:
        """Add a record with columns ``beside`` those of its fields."""
        store = self._book.store
        with self._seeing() as seen:
            kept = {**self._sound(values, seen, None), **beside}
            label = ADD.format(one=self.one, whom=self._called(kept, seen))

        def write(connection: sqlalchemy.Connection) -> int:
            return self._insert(raw(connection), kept)

        outcome = store.run(self.adds, write, label)
        return outcome.value, outcome.changes

    def edit(self, ids: Sequence[int], field: str, typed: str) -> Changes:
        """Put ``typed`` into one field of records; '' empties it."""
        if field == "code" and len(ids) > 1:
            raise FieldError(field, ONE_EACH)
        return self._put(ids, {field: typed}, self._by_key[field].field.name)

    def put(self, record_id: int, values: Mapping[str, str]) -> Changes:
        """Put several typed values into one record."""
        return self._put([record_id], values, None)

    def _put(self, ids: Sequence[int], values: Mapping[str, str], name: Text | None) -> Changes:
        store = self._book.store
        with self._seeing() as seen:
            records = self._found(seen.connection, ids)
            if not records:
                raise UserError(GONE)
            kept = {key: self._sound(values, seen, record) for key, record in records.items()}
            whom = self._whom(list(records.values()), seen)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            for key, record in records.items():
                self._update(driver, key, record, kept[key])

        label = EDIT.format(one=self.one, whom=whom)
        if name is not None:
            label = EDIT_FIELD.format(one=self.one, field=_lower(name), whom=whom)
        return store.run(self.edits, write, label).changes

    def remove(self, ids: Sequence[int]) -> Changes:
        """Take records out of the book."""
        store = self._book.store
        with self._seeing() as seen:
            records = self._found(seen.connection, ids)
            whom = self._whom(list(records.values()), seen)
        if not records:
            raise UserError(GONE)

        def write(connection: sqlalchemy.Connection) -> None:
            self._delete(raw(connection), list(records))

        return store.run(self.edits, write, REMOVE.format(one=self.one, whom=whom)).changes

    def why_not(self, act: str, ids: Sequence[int]) -> Text | None:
        """Why an act cannot be done with these records now."""
        raise KeyError(act)

    def act_values(self, act: str, record_id: int) -> Mapping[str, str]:
        """What stands in the fields of an act to begin with: nothing where the kind says nothing."""
        del act, record_id
        return {}

    def act(self, act: str, ids: Sequence[int], values: Mapping[str, str] = NOTHING) -> Changes:
        """Do an act with records."""
        raise KeyError(act)

    def typed(self, field: str, record: Record, seen: Seen) -> str:
        """What stands in a field to be changed."""
        column = self._by_key[field]
        kept = record[column.name]
        assert column.form is not None
        return "" if empty(kept) else column.form.typed(kept, seen)

    def _run(self, write: Callable[[Connection], None], label: Text) -> Changes:
        """Do something with the driver's connection as one operation."""
        return self._book.store.run(self.edits, lambda connection: write(raw(connection)), label).changes

    def _sound(self, values: Mapping[str, str], seen: Seen, record: Record | None) -> Record:
        """What the columns get; raises FieldError for the first thing that is wrong."""
        for key in values:
            column = self._by_key.get(key)
            if column is None or column.form is None:
                raise KeyError(key)
        kept, problems = self._checked(values, seen, record)
        for field, text in problems.items():
            raise FieldError(field, text)
        return kept

    def _insert(self, driver: Connection, kept: Record) -> int:
        """Add a record within an operation; its id."""
        columns = dict(kept)
        if self.prefix and not columns.get("code"):
            columns["code"] = log_rows.next_code(driver, self.table, self.prefix)
        return task_rows.add(driver, self.table, columns)

    def _update(self, driver: Connection, record_id: int, record: Record, kept: Record) -> None:
        """Change a record within an operation; what is equal stays as it is."""
        changed = {n: value for n, value in kept.items() if n not in record or record[n] != value}
        if changed:
            task_rows.put(driver, self.table, record_id, changed)

    def _delete(self, driver: Connection, ids: Sequence[int]) -> None:
        """Take records out within an operation."""
        task_rows.remove(driver, self.table, ids)

    # --- paste ----------------------------------------------------------------------------------------------

    def plan_paste(
        self,
        text: str,
        ids: Sequence[int] | None,
        fields: Sequence[str],
        selected: Sequence[int] = (),
    ) -> PastePlan:
        """What pasting a block of cells would do (see ``paste.plan`` and ``paste.plan_new``)."""
        with self._seeing() as seen:
            onto = _Onto(self, seen)
            if ids is not None:
                written = [field if self._writable(field) else "" for field in fields]
                return paste.plan(onto, text, ids, written, selected)
            known = [column.field.key for column in self._kept]
            wanted = [field if field in known else "" for field in fields] or self._paste_fields(text, seen)
            return paste.plan_new(onto, text, wanted, known, self._assumed)

    def _assumed(
        self, block: Sequence[Sequence[str]], fields: Sequence[str]
    ) -> tuple[Mapping[str, str], list[Text]]:
        """What is filled into each pasted new record where no column says it, and how that is told."""
        del block, fields
        return {}, []

    def _paste_fields(self, text: str, seen: Seen) -> list[str]:
        """The fields of the columns of new records where nobody says them."""
        del text, seen
        return [column.field.key for column in self._kept if column.field.listed]

    def _writable(self, field: str) -> bool:
        column = self._by_key.get(field)
        return column is not None and column.form is not None and column.field.edited

    def apply_paste(self, plan: PastePlan) -> Changes:
        """Write what has no problem as one operation; refused when the book has changed since the plan."""
        return self._apply_new(plan) if plan.adds else self._apply(plan)

    def _apply(self, plan: PastePlan) -> Changes:
        store = self._book.store
        cells = [c for c in plan.cells if c.id is not None and c.problem is None and c.new != c.old]
        typed: dict[int, dict[str, str]] = {}
        for cell in cells:
            assert cell.id is not None
            typed.setdefault(cell.id, {})[cell.field] = cell.new

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            seen = self._seen(driver)
            records = self._found(driver, list(typed))
            held = _Onto(self, seen).held(list(typed), list(dict.fromkeys(cell.field for cell in cells)))
            if any(held.get(c.id or 0, NOBODY).values.get(c.field) != c.old for c in cells):
                raise UserError(BOOK_CHANGED)
            for key, values in typed.items():
                self._update(driver, key, records[key], self._sound(values, seen, records[key]))

        label = PASTE.format(count=len(cells), one=self.one)
        return store.run(Op.PASTE_CELLS, write, label).changes

    def _apply_new(self, plan: PastePlan) -> Changes:
        store = self._book.store
        bad = {cell.row for cell in plan.cells if cell.problem is not None}
        rows: dict[int, list[PasteCell]] = {}
        for cell in plan.cells:
            if cell.row not in bad:
                rows.setdefault(cell.row, []).append(cell)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            seen = self._seen(driver)
            for cells in rows.values():
                self._insert(driver, self._sound({c.field: c.new for c in cells}, seen, None))

        return store.run(Op.PASTE_CELLS, write, PASTE_NEW.format(count=len(rows), one=self.one)).changes

    # --- what subclasses say ----------------------------------------------------------------------------

    def _where(self, view: View) -> tuple[str, tuple[Any, ...]]:
        """Which records belong to the period, as SQL."""
        if view.period is None:
            return "1", ()
        return f"substr({self.day}, 1, 10) BETWEEN ? AND ?", _span(view.period)

    def _count(self, records: Sequence[Record], view: View) -> None:
        """Fill in the counted fields of records: under the field's key, as ``Shown``."""

    def _judge(self, record: Record, view: View) -> tuple[Mapping[str, Mark], tuple[Text, ...]]:
        """How a record stands, by field, and what is wrong with it."""
        del record, view
        return {}, ()

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        """What the records add up to, in words."""
        return (things(len(records), f"条{self.one.zh}", self.one.en).to(view.language),)

    def _about(self, record: Record, view: View) -> tuple[Section, ...]:
        del record, view
        return ()

    def _called(self, record: Record, seen: Seen) -> Text:
        """What a record is called, in the label of an operation."""
        account = record.get("account_id")
        name = seen.accounts.name(account) if account is not None else str(record.get(self.day) or "")
        return Text(name, name)

    # --- common ---------------------------------------------------------------------------------------------

    @contextmanager
    def _seeing(self, language: Language | None = None) -> Iterator[Seen]:
        rules = rules_of(self._book)
        with self._book.reading() as connection:
            yield Seen(connection, rules, self._clock.now(), language or self._language, self._known)

    def _seen(self, driver: Connection) -> Seen:
        """The same within an operation."""
        return Seen(driver, rules_of(self._book), self._clock.now(), self._language)

    @contextmanager
    def _view(self, period: str | None, as_of: date | None, language: Language) -> Iterator[View]:
        with self._seeing(language) as seen:
            span = None if period is None else parse_period(period, seen.rules.fiscal_start_month)
            today = self._clock.today()
            last = today if span is None else min(span.end, today)
            yield View(seen, span, last if as_of is None else as_of, language)

    def _records(self, connection: Connection, where: str, parameters: Sequence[Any]) -> list[Record]:
        order = f"{self.day} IS NULL DESC, {self.day} DESC, id DESC"
        return log_rows.records(connection, self.table, self._names, where, parameters, order)

    def _found(self, connection: Connection, ids: Sequence[int]) -> dict[int, Record]:
        found = log_rows.records_of(connection, self.table, self._names, ids)
        return {key: found[key] for key in dict.fromkeys(ids) if key in found}

    def _whom(self, records: Sequence[Record], seen: Seen) -> Text:
        if len(records) == 1:
            return self._called(records[0], seen)
        return Text(f"{len(records)} 条", f"{len(records)} records")

    def _rows(self, records: Sequence[Record], view: View) -> tuple[LogRow, ...]:
        self._count(records, view)
        cells = [self._cells(column, records, view) for column in self.columns]
        values = zip(*([cell[0] for cell in column] for column in cells), strict=True)
        words = zip(*([cell[1] for cell in column] for column in cells), strict=True)
        typed = zip(*([cell[2] for cell in column] for column in cells), strict=True)
        rows = []
        for record, value, said, text in zip(records, values, words, typed, strict=True):
            marks, problems = self._judge(record, view)
            rows.append(LogRow(record["id"], value, said, text, record.get("account_id"), marks, problems))
        return tuple(rows)

    def _cells(self, column: Column, records: Sequence[Record], view: View) -> list[tuple[object, str, str]]:
        """Value, words and typed words of one column; a long list says the same few things all over."""
        form, name, seen = column.form, column.name, view.seen
        if form is None:
            shown = [record.get(column.field.key) or _BLANK for record in records]
            return [(each.value, each.words, "") for each in shown]
        known: dict[tuple[Any, str], tuple[object, str, str]] = {}
        found = []
        for record in records:
            kept = record[name]
            currency = record.get("currency") or seen.currency if isinstance(form, Money) else ""
            cell = known.get((kept, currency))
            if cell is None:
                if empty(kept):
                    cell = (None, "", "")
                else:
                    beside = Beside(None, currency)
                    said = form.words(kept, seen, view.language, beside)
                    cell = (form.value(kept, seen), said, form.typed(kept, seen))
                known[kept, currency] = cell
            found.append(cell)
        return found

    def _facets(self, rows: Sequence[LogRow]) -> tuple[LogFacet, ...]:
        keys = [field.key for field in self.fields]
        found = []
        for key in self.facets:
            at = keys.index(key)
            counts = Counter(row.words[at] for row in rows if row.words[at])
            choices = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
            found.append(
                LogFacet(key, self.fields[at].name, tuple(FacetChoice(*choice) for choice in choices))
            )
        return tuple(found)

    def _json(self, ids: Iterable[int]) -> str:
        return json.dumps(list(ids))


class _Onto:
    """A kind's list as cells are pasted onto it."""

    def __init__(self, kind: TableKind, seen: Seen) -> None:
        self.more_rows = MORE_ROWS
        self._kind = kind
        self._seen = seen
        self._records: dict[int, Record] = {}
        self._codes: dict[str, int | None] = {}

    def field_name(self, field: str) -> Text:
        """What people call a field."""
        return self._kind._by_key[field].field.name

    def heads(self, field: str) -> Sequence[str]:
        """Other words that stand over the field's column in spreadsheets."""
        return line.HEADS.get(field, ())

    def held(self, ids: Sequence[int], fields: Sequence[str]) -> Mapping[int, Held]:
        """The records that are in the book."""
        kind, seen = self._kind, self._seen
        self._records = kind._found(seen.connection, ids)
        columns = [kind._by_key[field] for field in fields]
        return {
            key: Held(
                kind._called(record, seen).to(seen.language),
                {column.field.key: self._typed(column, record[column.name]) for column in columns},
            )
            for key, record in self._records.items()
        }

    def _typed(self, column: Column, kept: Any) -> str:
        assert column.form is not None
        return "" if empty(kept) else column.form.typed(kept, self._seen)

    def checked(self, row_id: int | None, held: Held, typed: Mapping[str, str]) -> Mapping[str, Checked]:
        """What becomes of the typed cells of one record."""
        kind, seen = self._kind, self._seen
        record = None if row_id is None else self._records.get(row_id)
        if row_id is not None and record is None:
            return {field: Checked(cell, GONE) for field, cell in typed.items()}
        kept, problems = kind._checked(typed, seen, record)
        code = kept.get("code")
        if code is not None and "code" in typed:
            # The same number twice in one block.
            if code in self._codes and (row_id is None or self._codes[code] != row_id):
                problems.setdefault("code", CODE_TAKEN.format(code=code))
            self._codes[code] = row_id
        found = {}
        for field, cell in typed.items():
            column = kind._by_key[field]
            problem = problems.pop(field, None)
            new = cell if problem is not None else self._typed(column, kept.get(column.name))
            found[field] = Checked(new, problem)
        # What is wrong with a field that was not pasted: something that is needed is not there.
        found |= {field: Checked("", text) for field, text in problems.items()}
        return found


_BLANK = Shown(None, "")


def _span(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def _lower(name: Text) -> Text:
    return Text(name.zh, name.en[:1].lower() + name.en[1:])


CODE_TAKEN = Text("编号 {code} 已有了，请换一个。", "Id {code} is there already: choose another.")
ONE_EACH = Text("编号各不相同，一次只能改一条。", "Ids differ: change one record at a time.")
NO_ROWS = Text("没有可导出的记录。", "There are no records to export.")
COUNT_BY = Text("按{field}", "By {field}")
GONE = Text("这条记录已不在客户书里。", "The record is no longer in the book.")
ADD = Text("记{one}：{whom}", "Add {one}: {whom}")
EDIT = Text("改{one}：{whom}", "Change {one}: {whom}")
EDIT_FIELD = Text("改{one}的{field}：{whom}", "Change {field} of {one}: {whom}")
REMOVE = Text("删{one}：{whom}", "Remove {one}: {whom}")
PASTE = Text("粘贴 {count} 格：{one}", "Paste cells: {one}, {count}")
PASTE_NEW = Text("粘贴 {count} 条{one}", "Paste new {one}: {count}")
MORE_ROWS = Text(
    "多出 {count} 行，列表里没有对应的记录，已略过。",
    "{count} more rows than the list shows records are left out.",
)
