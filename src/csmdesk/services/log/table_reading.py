"""The reading half of a kind whose records lie in one table: lists, one record, tables by month, choices."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.period import Period, parse_period
from csmdesk.domain.text import Language, Text
from csmdesk.services.figures import rules_of
from csmdesk.services.log import line
from csmdesk.services.log.columns import NOTHING, Clock, Column, Shown, View
from csmdesk.services.log.cross_table import CrossTable, Entry, cross_table
from csmdesk.services.log.forms import (
    HOURS,
    MINUTES,
    Account,
    Beside,
    Choice,
    Coded,
    Contact,
    Day,
    Length,
    Moment,
    Money,
    empty,
)
from csmdesk.services.log.kind import FacetChoice, LogData, LogFacet, LogRow, Mark, Section
from csmdesk.services.log.seen import Names, Seen
from csmdesk.services.log.words import COUNT_BY, NO_ROWS, lower, things
from csmdesk.storage import log_rows
from csmdesk.storage.driver import Connection
from csmdesk.storage.kept_columns import Kept, kept_columns
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    from csmdesk.storage.book import Book


class TableReading:
    """Reads a kind's records; a subclass says its table and columns, and what is special about it."""

    key: ClassVar[str]
    name: ClassVar[Text]
    one: ClassVar[Text]
    example: ClassVar[Text] = Text("", "")
    table: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    facets: ClassVar[tuple[str, ...]] = ()
    day: ClassVar[str] = "day"
    """The column by which a record belongs to a period."""
    rest: ClassVar[str] = "note"
    """The field that takes what fast entry does not understand otherwise."""
    line_day: ClassVar[str] = ""
    """The field that takes the day of fast entry; '': the one by which it belongs to a period."""
    added_up: ClassVar[tuple[str, ...]] = ()
    """The fields that a table by month adds up, beside the count."""
    months_by: ClassVar[tuple[str, ...]] = ()
    """The columns of which the first that is filled in says a record's month; none: ``day``."""

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

    def kept(self, record_id: int) -> Kept:
        """What imports kept of a record beside the book's own fields."""
        with self._book.reading() as connection:
            return kept_columns(connection, self.table, record_id)

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
            title = COUNT_BY.format(field=lower(Text(names[facet], names[facet]))).to(language)
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


_BLANK = Shown(None, "")


def _span(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()
