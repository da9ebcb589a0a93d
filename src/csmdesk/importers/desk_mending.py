"""The desk's third step: the sheets are checked against each other and the book, and mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.importers import read as reading
from csmdesk.importers import rejected
from csmdesk.importers.desk_checks import found_in
from csmdesk.importers.desk_parts import Checked, Found, Job, NoJob, SourceSheet
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.desk_state import OnDesk
from csmdesk.importers.options import NEW_ACCOUNT, SAME_NAME
from csmdesk.importers.plan import plan_of, without_collecting


class MendingStep(OnDesk):
    """Finds problems, and takes what is done about them."""

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

    def accounts(self) -> list[tuple[str, str]]:
        """The accounts of the book that a name can stand for: number and name, by name."""
        with self._lock:
            return sorted(self._known_now().accounts.items(), key=lambda each: (each[1], each[0]))

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


CHECKING = "check"
MANY_FILES = Text("{count} 个文件", "{count} files")
NOTHING_TO_IMPORT = Text("没有可以导入的表。", "There is no table to import.")
