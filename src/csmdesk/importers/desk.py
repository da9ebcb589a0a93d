"""The import desk: what the window does with files, step by step, until they are in the book.

Read, correct how each sheet is read and what its columns are, check, mend, see the effect, write. Nothing is
written before ``apply``. Every step may run in a worker thread, one at a time; each takes a job that it tells
how far it is and that may stop it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.pace import Pace, Standing
from csmdesk.domain.period import today as this_day
from csmdesk.domain.text import Text
from csmdesk.importers import desk_sheets, effect, rejected, text_files
from csmdesk.importers import profiles as systems
from csmdesk.importers import read as reading
from csmdesk.importers.apply import apply
from csmdesk.importers.dates import Order
from csmdesk.importers.desk_checks import found_in
from csmdesk.importers.desk_parts import (
    Checked,
    Choices,
    Effect,
    Found,
    Job,
    NoJob,
    Preview,
    SourceColumn,
    SourceSheet,
)
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.hand_edits import Decisions
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.known import Known, known
from csmdesk.importers.options import NEW_ACCOUNT, NOT_IMPORTED, SAME_NAME
from csmdesk.importers.plan import Progress, plan_of, without_collecting
from csmdesk.importers.problems import Unreadable
from csmdesk.importers.recognise import Recognised, recognise

if TYPE_CHECKING:
    from csmdesk.storage.book import Book

PASTED = "剪贴板"
"""The name of what was pasted."""
_WRITTEN: Mapping[str, tuple[int, int]] = {
    "stage": (0, 65),
    "roll-up": (65, 20),
    "apply": (85, 10),
    "checkpoint": (95, 5),
}
"""Each phase of writing: where it begins among a hundred, and how much of it it takes."""


class ImportDesk:
    """Files on their way into one book."""

    def __init__(
        self,
        book: Book,
        today: Callable[[], date] = this_day,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Work for ``book``; ``today`` dates files, ``clock`` are steady seconds."""
        self._book = book
        self._today = today
        self._clock = clock
        self._lock = threading.RLock()
        self._held: dict[int, Held] = {}
        self._next = 1
        self._version = 0
        self._accounts: dict[str, str] = {}
        self._currency = "CNY"
        self._known: Known | None = None
        self._found: dict[int, Recognised] = {}
        self._pace = Pace()
        self.standing: Standing | None = None
        """How far the step under way is, how fast it goes, how long the rest takes."""

    # --- reading --------------------------------------------------------------------------------------------

    def read(self, source: Sequence[Path] | str, job: Job | None = None) -> list[SourceSheet]:
        """Put files and folders, or a pasted text, on the desk; the sheets that came.

        A file that cannot be read is a sheet with the reason; one that is on the desk already is read anew.
        Raises UserError where there is no file at all.
        """
        job = job or NoJob()
        with self._lock, without_collecting():
            self._changed()
            if isinstance(source, str):
                new = [self._pasted(source)]
            else:
                new = []
                files = reading.files_of(source)
                for done, (name, path) in enumerate(files):
                    self._tell(job, READING, done, len(files))
                    self._put_away(path)
                    new += self._of_file(self._free_name(name, new), path, job)
                self._tell(job, READING, len(files), len(files))
            for held in new:
                self._held[held.id] = held
            self._recognise()
            return [self._shown(held) for held in new]

    def _put_away(self, path: Path) -> None:
        """Take what has been read of a file off the desk."""
        for held in [held for held in self._held.values() if held.text is None and held.path == path]:
            del self._held[held.id]

    def _free_name(self, name: str, new: Sequence[Held]) -> str:
        """A name that no other file on the desk has: sheets are told apart by it."""
        taken = {held.file for held in (*self._held.values(), *new)}
        if name not in taken:
            return name
        return next(f"{name} ({n})" for n in range(2, len(taken) + 3) if f"{name} ({n})" not in taken)

    def _of_file(self, name: str, path: Path, job: Job) -> list[Held]:
        try:
            raws = reading.tables_of(name, path, check=job.check)
        except reading.NoTable as none:
            return [Held(self._id(), name, path, refusal=none.why, ignored=True)]
        except Unreadable as refused:
            return [Held(self._id(), name, path, refusal=refused.why)]
        except OSError as error:
            why = reading.UNREADABLE.format(why=error.strerror or "")
            return [Held(self._id(), name, path, refusal=why)]
        digest = reading.sha256(path)
        return [self._held_of(raw, digest) for raw in raws]

    def _held_of(self, raw: reading.Raw, digest: str) -> Held:
        held = Held(self._id(), raw.file, raw.path, raw.name, raw, sha256=digest)
        held.cut()
        return held

    def _pasted(self, text: str) -> Held:
        name = PASTED
        others = {held.file for held in self._held.values()}
        if name in others:
            name = next(f"{PASTED} {n}" for n in range(2, len(others) + 3) if f"{PASTED} {n}" not in others)
        path = Path(f"{name}.tsv")
        try:
            raw = reading.raw_text(name, path, text_files.Decoded(text, ""), "\t" if "\t" in text else None)
        except Unreadable as refused:
            return Held(self._id(), name, path, refusal=refused.why)
        held = self._held_of(raw, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        held.text = text.encode("utf-8", "surrogatepass")
        return held

    def _id(self) -> int:
        self._next += 1
        return self._next - 1

    @property
    def sheets(self) -> list[SourceSheet]:
        """All sheets on the desk, as they now are: what is said of one may tell another."""
        with self._lock:
            return [self._shown(held) for held in self._held.values()]

    def sheet(self, sheet: SourceSheet | int) -> SourceSheet:
        """One sheet as it now is."""
        with self._lock:
            return self._shown(self._of(sheet))

    def drop(self, sheet: SourceSheet | int) -> None:
        """Take a sheet off the desk."""
        with self._lock:
            self._changed()
            del self._held[self._of(sheet).id]
            self._recognise()

    def clear(self) -> None:
        """Take everything off the desk."""
        with self._lock:
            self._changed()
            self._held.clear()
            self._accounts.clear()

    def reread(
        self,
        sheet: SourceSheet | int,
        *,
        kind: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        header: int | tuple[int, int] | None = None,
        date_order: str | None = None,
        money_unit: str | int | None = None,
        end_exclusive: bool | None = None,
        currency: str | None = None,
    ) -> SourceSheet:
        """Read a sheet otherwise; what is None stays as it is.

        ``header`` is the header's row in the file, or its first and last; ``money_unit`` is 元, 千元, 万元 …
        or a power of ten. Another kind or header forgets what was said of columns. A file that cannot be read
        so becomes a sheet with the reason.
        """
        with self._lock, without_collecting():
            self._changed()
            held = self._of(sheet)
            said = held.said
            if kind is not None:
                if kind not in KINDS:
                    raise KeyError(kind)
                said = dataclasses.replace(said, kind=kind, columns={} if kind != said.kind else said.columns)
            if header is not None:
                rows = (header, header) if isinstance(header, int) else header
                said = dataclasses.replace(said, header=rows, columns={}, edits={}, left_out=frozenset())
            if date_order is not None:
                said = dataclasses.replace(said, order=str(Order(date_order)) if date_order else "")
            if money_unit is not None:
                said = dataclasses.replace(said, power=_power(money_unit))
            if end_exclusive is not None:
                said = dataclasses.replace(said, end_exclusive=end_exclusive)
            if currency is not None:
                said = dataclasses.replace(said, currency=currency)
            if encoding is not None or delimiter is not None:
                said = dataclasses.replace(
                    said, encoding=encoding or said.encoding, delimiter=delimiter or said.delimiter
                )
            anew = said.reading != held.said.reading
            held.said = said
            if anew:
                self._read_anew(held)
            elif held.raw is not None:
                held.cut()
            self._recognise()
            return self._shown(held)

    def _read_anew(self, held: Held) -> None:
        said = held.said
        try:
            if held.text is not None:
                decoded = text_files.Decoded(held.text.decode("utf-8", "surrogatepass"), "")
                held.raw = reading.raw_text(held.file, held.path, decoded, said.delimiter)
            else:
                tables = reading.tables_of(
                    held.file, held.path, encoding=said.encoding, delimiter=said.delimiter
                )
                held.raw = next((raw for raw in tables if raw.name == held.name), tables[0])
        except (Unreadable, reading.NoTable) as refused:
            held.raw = held.base = held.shaped = None
            held.refusal, held.ignored = refused.why, False
            return
        except OSError as error:
            held.raw = held.base = held.shaped = None
            held.refusal = reading.UNREADABLE.format(why=error.strerror or "")
            return
        held.cut()

    # --- columns --------------------------------------------------------------------------------------------

    def map(self, sheet: SourceSheet | int, column: SourceColumn | int, field: str | None) -> SourceSheet:
        """Say which field a column is: a field of the sheet's kind, None to leave it out, ``custom:`` and a
        name
        to keep it beside what the book knows.

        A column that had the field before gives it up. Raises KeyError for a field that the kind has not.
        """
        with self._lock:
            self._changed()
            held = self._of(sheet)
            index = column if isinstance(column, int) else column.index
            found = self._found.get(held.id)
            kind = None if found is None or found.fit is None else found.fit.kind.name
            word = desk_sheets.field_said(held.said.kind or kind, field)
            columns = {i: f for i, f in held.said.columns.items() if f != word or f == NOT_IMPORTED}
            if found is not None and found.fit is not None and word != NOT_IMPORTED:
                # Who had it by itself would take it again.
                before = next((c for c in found.fit.columns if c.field == word and c.index != index), None)
                if before is not None:
                    columns[before.index] = NOT_IMPORTED
            columns[index] = word
            held.said = dataclasses.replace(held.said, columns=columns)
            self._recognise()
            return self._shown(held)

    def confirm(self, sheet: SourceSheet | int) -> SourceSheet:
        """Take every column that waits for confirmation for what it is suggested to be."""
        with self._lock:
            shown = self.sheet(sheet)
            for column in shown.to_confirm:
                shown = self.map(shown, column, column.field)
            return shown

    def fields(self, kind: str) -> list[tuple[str, Text]]:
        """The fields of a kind: key and words."""
        return desk_sheets.fields_of(kind)

    def kinds(self) -> list[tuple[str, Text]]:
        """All kinds of tables: key and words."""
        return [(kind.name, kind.text) for kind in KINDS.values()]

    def preview(self, sheet: SourceSheet | int, rows: int = 4, start: int = 0) -> Preview:
        """``rows`` rows from the ``start``-th on as they would be kept; a cell that cannot be read says
        why."""
        with self._lock:
            held = self._of(sheet)
            found = self._found.get(held.id)
            if found is None or found.fit is None:
                return Preview((), ())
            order = desk_sheets.order_of(found, self._known_now(), self._options([held]))
            return desk_sheets.preview(found.sheet, found.fit, order, start, rows, self._account_names())

    def _account_names(self) -> dict[str, str]:
        """Number of an account → its name, of the book and of the sheets on the desk."""
        names = dict(self._known_now().accounts)
        for found in self._found.values():
            if found.fit is not None and found.fit.kind.name == "accounts":
                fields = found.fit.fields
                if {"code", "name"} <= fields.keys():
                    columns = found.sheet.columns
                    names |= zip(columns[fields["code"].index], columns[fields["name"].index], strict=True)
        return names

    def remember(self, sheet: SourceSheet | int) -> Changes:
        """Remember how the sheet's columns are mapped, for every sheet with the same headers."""
        shown = self.sheet(sheet)
        if shown.kind is None:
            raise UserError(NO_KIND)
        columns = json.dumps(_said_columns(shown), ensure_ascii=False)
        options = json.dumps({"dates": shown.date_order, "end_exclusive": shown.end_exclusive})
        changes = self._write(
            "INSERT INTO mappings (signature, kind, columns, options) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (signature) DO UPDATE "
            "SET kind = excluded.kind, columns = excluded.columns, options = excluded.options",
            (shown.signature, shown.kind, columns, options),
            REMEMBER.format(name=shown.label),
        )
        self._again()
        return changes

    def forget(self, sheet: SourceSheet | int) -> Changes:
        """Forget what was remembered of sheets with these headers."""
        shown = self.sheet(sheet)
        changes = self._write(
            "DELETE FROM mappings WHERE signature = ?", (shown.signature,), FORGET.format(name=shown.label)
        )
        self._again()
        return changes

    # --- profiles -------------------------------------------------------------------------------------------

    def profiles(self) -> list[systems.Profile]:
        """The profiles that there are: the user's own, then the built-in ones."""
        return [*self._known_now().profiles, *systems.built_in()]

    def save_profile(self, name: str, sheets: Iterable[SourceSheet | int]) -> Changes:
        """Keep how these sheets are mapped as the user's own profile called ``name``, in place of an older
        one."""
        tables = []
        for sheet in sheets:
            shown = self.sheet(sheet)
            if shown.kind is None:
                continue
            heads = tuple(column.heading for column in shown.columns if column.heading)
            title = shown.name or Path(shown.file).stem
            tables.append(
                systems.Table(
                    Text(title, title), shown.kind, (heads,), _said_columns(shown), shown.date_order,
                    shown.end_exclusive,
                )
            )  # fmt: skip
        if not tables or not name.strip():
            raise UserError(NOTHING_TO_SAVE)
        profile = systems.Profile(name.strip(), Text(name.strip(), name.strip()), tuple(tables), own=True)
        return self.add_profile(profile)

    def add_profile(self, profile: systems.Profile) -> Changes:
        """Keep a profile in the book, in place of one of the same name."""
        content = json.dumps(systems.document(profile), ensure_ascii=False)
        changes = self._write(
            "INSERT INTO profiles (name, content) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET content = excluded.content",
            (profile.key, content),
            SAVE_PROFILE.format(name=profile.name),
        )
        self._again()
        return changes

    def load_profile(self, path: Path) -> systems.Profile:
        """Take a profile from a file that somebody shared; raises UserError with the reason when it is
        none."""
        profile = systems.read_file(path)
        self.add_profile(profile)
        return profile

    def drop_profile(self, name: str) -> Changes:
        """Take the user's own profile called ``name`` out of the book."""
        changes = self._write("DELETE FROM profiles WHERE name = ?", (name,), DROP_PROFILE.format(name=name))
        self._again()
        return changes

    def share_profile(self, name: str, path: Path) -> Path:
        """Write a profile to a small JSON file; raises UserError when it cannot be written."""
        profile = next((each for each in self.profiles() if name in {each.key, each.name.zh}), None)
        if profile is None:
            raise KeyError(name)
        text = json.dumps(systems.document(profile), ensure_ascii=False, indent=1) + "\n"
        return rejected.write_file(path, text.encode())

    # --- checking -------------------------------------------------------------------------------------------

    def check(self, sheets: Iterable[SourceSheet | int] | None = None, job: Job | None = None) -> Checked:
        """Check sheets against each other and the book; without ``sheets`` all that are read.

        The book is looked at as it is now.
        """
        job = job or NoJob()
        with self._lock, without_collecting():
            held = self._readable(sheets)
            self._known = None
            self._tell(job, CHECKING, 0, 1)
            ready = [each.shaped for each in held if each.shaped is not None]
            got = reading.Reading(files={each.file: each.sha256 for each in held})
            options = self._options(held)
            name = held[0].file if len({each.file for each in held}) == 1 else self._named(held)
            plan = plan_of(name, ready, options, self._known_now(), got, check=job.check)
            self._tell(job, CHECKING, 1, 1)
            return Checked(
                plan, self._version, tuple(each.id for each in held), found_in(plan, held, self._known_now()),
                plan.content.asked, sum(sheet.rows for sheet in plan.sheets),
            )  # fmt: skip

    def _readable(self, sheets: Iterable[SourceSheet | int] | None) -> list[Held]:
        wanted = list(self._held.values()) if sheets is None else [self._of(sheet) for sheet in sheets]
        held = [each for each in wanted if each.shaped is not None]
        if not held:
            raise UserError(NOTHING_TO_IMPORT)
        return held

    @staticmethod
    def _named(held: Sequence[Held]) -> str:
        folders = {each.path.parent for each in held if each.text is None}
        files = len({each.file for each in held})
        if len(folders) == 1:
            return str(next(iter(folders)))
        return MANY_FILES.format(count=files).zh

    def fix(self, problem: Found, typed: str) -> None:
        """Type another value into the cell of a problem; check again to see what is left."""
        if problem.row is None or problem.column is None:
            raise ValueError("the problem is not one of a cell")
        self.edit(problem.sheet, problem.row, problem.column, typed)

    def edit(self, sheet: SourceSheet | int, row: int, column: int, typed: str) -> None:
        """Type another value into a cell: ``row`` is its row in the file, ``column`` its place in the
        sheet."""
        self.edit_cells(sheet, {(row, column): typed})

    def edit_cells(self, sheet: SourceSheet | int, typed: Mapping[tuple[int, int], str]) -> None:
        """Type other values into cells, by (row in the file, column in the sheet), all at once."""
        with self._lock:
            held = self._of(sheet)
            self._say(held, edits={**held.said.edits, **typed})

    def leave_out(self, sheet: SourceSheet | int, row: int | Iterable[int]) -> None:
        """Leave out rows, by their numbers in the file."""
        with self._lock:
            held = self._of(sheet)
            rows = {row} if isinstance(row, int) else set(row)
            self._say(held, left_out=held.said.left_out | rows)

    def take_back(self, sheet: SourceSheet | int, row: int | None = None) -> None:
        """Put a row back as it stands in the file; without ``row`` every row of the sheet."""
        with self._lock:
            held = self._of(sheet)
            edits = {} if row is None else {k: v for k, v in held.said.edits.items() if k[0] != row}
            left_out = frozenset() if row is None else held.said.left_out - {row}
            self._say(held, edits=edits, left_out=left_out)

    def take(self, problem: Found, value: str) -> None:
        """Take a suggestion: another value, the account that a name is, or ``keep_both`` for a repeated
        row."""
        if "keep_both" in problem.fixes and value == "keep_both":
            self.keep_repeated(problem.sheet)
        elif "account" in problem.fixes:
            self.match(problem.value, value)
        else:
            self.fix(problem, value)

    def keep_repeated(self, sheet: SourceSheet | int, *, keep: bool = True) -> None:
        """Take usage rows with a repeated number as rows of their own."""
        with self._lock:
            held = self._of(sheet)
            self._say(held, keep_repeated=keep)

    def match(self, name: str, account: str | None) -> None:
        """Say which account a name is: its number, ``new`` for a new one, ``same`` for the one of like name;
        None
        takes it back."""
        with self._lock:
            self._changed()
            if account is None:
                self._accounts.pop(name, None)
            else:
                self._accounts[name] = {"new": NEW_ACCOUNT, "same": SAME_NAME}.get(account, account)

    def match_all(self, checked: Checked) -> None:
        """Confirm every name for which there is an account of like name; the others become new accounts."""
        for asked in checked.asked:
            self.match(asked.name, asked.code or "new")

    def set_currency(self, currency: str) -> None:
        """The currency of amounts that name none."""
        with self._lock:
            self._changed()
            self._currency = currency

    def rejected_name(self) -> str:
        """A name for the file of rejected rows, with today's day."""
        return f"退回 {self._today().isoformat()}.xlsx"

    def export_rejected(self, checked: Checked, path: Path) -> Path:
        """Write the rows with errors, each with its reasons, to a csv or xlsx file; raises UserError."""
        with self._lock:
            held = {each: self._held[each] for each in checked.sheets if each in self._held}
            return rejected.write(path, checked.problems, held)

    # --- writing --------------------------------------------------------------------------------------------

    def effect(self, checked: Checked, choices: Choices | None = None) -> Effect:
        """What ``checked`` would do to the book, with ``choices`` for what was changed by hand."""
        decisions = Decisions() if choices is None else choices.decisions
        if checked.errors:
            return Effect((), (), checked.asked, len(checked.errors))
        with self._book.reading() as connection:
            tables, conflicts = effect.effect_of(connection, checked.plan.content, decisions)
        return Effect(tables, conflicts, checked.asked, 0)

    def apply(self, checked: Checked, choices: Choices | None = None, job: Job | None = None) -> Changes:
        """Write ``checked`` into the book: all of it or nothing, one step to undo.

        Raises UserError when there are errors or undecided conflicts, when something on the desk changed
        since the
        check, or when the book did so that the check no longer holds.
        """
        job = job or NoJob()
        with self._lock:
            if checked.version != self._version:
                raise UserError(CHECK_AGAIN)
            decisions = Decisions() if choices is None else choices.decisions

            def tell(step: Progress) -> None:
                begin, length = _WRITTEN[step.phase]
                self.standing = self._pace.told(step.phase, step.done, step.total, self._clock())
                if step.phase != "checkpoint":
                    # After the commit it is too late to stop.
                    job.progress(begin + length * step.done // max(1, step.total), 100)

            applied = apply(self._book, checked.plan, tell, decisions=decisions, label=label_of(checked))
            self._changed()
            self._again()
            return applied.changes

    # --- within ---------------------------------------------------------------------------------------------

    def _of(self, sheet: SourceSheet | int) -> Held:
        return self._held[sheet if isinstance(sheet, int) else sheet.id]

    def _say(self, held: Held, **said: Any) -> None:
        self._changed()
        held.said = dataclasses.replace(held.said, **said)
        if held.raw is not None:
            held.cut()
            self._recognise()

    def _changed(self) -> None:
        self._version += 1

    def _options(self, held: Sequence[Held]) -> desk_sheets.DeskOptions:
        return desk_sheets.options_of(held, dict(self._accounts), self._currency)

    def _known_now(self) -> Known:
        if self._known is None:
            with self._book.reading() as connection:
                self._known = known(connection)
        return self._known

    def _again(self) -> None:
        with self._lock:
            self._known = None
            self._recognise()

    def _recognise(self) -> None:
        held = [each for each in self._held.values() if each.shaped is not None]
        sheets = [each.shaped for each in held if each.shaped is not None]
        found = recognise(sheets, self._options(held), self._known_now())
        self._found = {each.id: one for each, one in zip(held, found, strict=True)}

    def _shown(self, held: Held) -> SourceSheet:
        return desk_sheets.shown(held, self._found.get(held.id), self._known_now(), self._options([held]))

    def _tell(self, job: Job, step: str, done: int, total: int) -> None:
        self.standing = self._pace.told(step, done, total, self._clock())
        job.progress(done, total)

    def _write(self, sql: str, values: tuple[Any, ...], label: Text) -> Changes:
        return self._book.store.run(
            Op.EDIT_SETTING, lambda connection: connection.exec_driver_sql(sql, values), label
        ).changes


def _said_columns(shown: SourceSheet) -> dict[str, str]:
    return {
        column.heading: column.field or (f"custom:{column.custom}" if column.custom else NOT_IMPORTED)
        for column in shown.columns
        if column.heading
    }


def _power(unit: str | int) -> int:
    if isinstance(unit, int):
        return unit
    from csmdesk.importers.units import unit_of

    found = unit_of(unit)
    if found is None:
        if unit in {"元", ""}:
            return 0
        raise KeyError(unit)
    return found.power


def label_of(checked: Checked) -> Text:
    """What the step is called that writes ``checked``."""
    return LABEL.format(name=Path(checked.plan.source).name or checked.plan.source)


def undecided(effect_: Effect) -> Text | None:
    """The sentence for conflicts that wait for a decision; None where there are none."""
    if not effect_.undecided:
        return None
    first = effect_.undecided[0]
    return UNDECIDED.format(count=len(effect_.undecided), label=first.label, column=first.text)


READING, CHECKING = "read", "check"
LABEL = Text("导入“{name}”", "Import “{name}”")
REMEMBER = Text("记住“{name}”的列对应", "Remember the columns of “{name}”")
FORGET = Text("忘记“{name}”的列对应", "Forget the columns of “{name}”")
SAVE_PROFILE = Text("保存导入模板“{name}”", "Save the import profile “{name}”")
DROP_PROFILE = Text("删除导入模板“{name}”", "Delete the import profile “{name}”")
MANY_FILES = Text("{count} 个文件", "{count} files")
NO_KIND = Text("先说明这是什么表。", "Say first what the table holds.")
NOTHING_TO_SAVE = Text("没有可以保存的对应关系。", "There is no mapping to save.")
NOTHING_TO_IMPORT = Text("没有可以导入的表。", "There is no table to import.")
CHECK_AGAIN = Text("检查之后又有改动，请重新检查。", "Something changed after the check: check again.")
UNDECIDED = Text(
    "有 {count} 处手工改过、文件里也变了（如{label}的{column}），请选择以哪边为准。",
    "{count} values were changed by hand and in the files as well ({label}: {column}): "
    "choose which one stays.",
)
