"""A kind of records that lie in one table: everything that the kinds of the log have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError, one_line
from csmdesk.domain.text import Text
from csmdesk.services import paste
from csmdesk.services.log.columns import NOTHING, Column
from csmdesk.services.log.forms import EMPTY, Account, Beside, Contact, empty
from csmdesk.services.log.kind import LogAct, RuleState
from csmdesk.services.log.pasting import Onto
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table_reading import TableReading
from csmdesk.services.log.words import (
    ADD,
    CODE_TAKEN,
    EDIT,
    EDIT_FIELD,
    GONE,
    ONE_EACH,
    PASTE,
    PASTE_NEW,
    REMOVE,
    lower,
)
from csmdesk.services.paste import BOOK_CHANGED, NOBODY, PasteCell, PastePlan
from csmdesk.storage import kept_columns, log_rows, task_rows
from csmdesk.storage.driver import Connection, raw
from csmdesk.storage.log_rows import Record

if TYPE_CHECKING:
    import sqlalchemy


class TableKind(TableReading):
    """The common part of all kinds: what it reads, checks, changes and takes from the clipboard."""

    prefix: ClassVar[str] = ""
    """What the numbers of records begin with; '': they have none of their own."""
    adds: ClassVar[Op] = Op.EDIT_LOG
    edits: ClassVar[Op] = Op.EDIT_LOG
    acts: tuple[LogAct, ...] = ()

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
            label = EDIT_FIELD.format(one=self.one, field=lower(name), whom=whom)
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
        if self.table in kept_columns.TABLES and changed.get("code") and record.get("code"):
            kept_columns.move(driver, self.table, str(record["code"]), str(changed["code"]))

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
            onto = Onto(self, seen)
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
            held = Onto(self, seen).held(list(typed), list(dict.fromkeys(cell.field for cell in cells)))
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
