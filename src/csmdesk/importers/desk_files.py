"""The desk's first step: files and pasted tables are read, and read otherwise where somebody says so."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from csmdesk.importers import read as reading
from csmdesk.importers import text_files
from csmdesk.importers.dates import Order
from csmdesk.importers.desk_parts import Job, NoJob, PutBy, Said, SourceSheet
from csmdesk.importers.desk_sheets import Held
from csmdesk.importers.desk_state import OnDesk
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.plan import without_collecting
from csmdesk.importers.problems import Unreadable

PASTED = "剪贴板"
"""The name of what was pasted."""
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?$\n?", re.MULTILINE)
"""The line between the head and the rows of a table in Markdown, as chat programs give it."""


class FilesStep(OnDesk):
    """Puts files on the desk and takes them off."""

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
        return self._of_text(name, _RULE.sub("", text).encode("utf-8", "surrogatepass"))

    def _of_text(self, name: str, content: bytes) -> Held:
        path, text = Path(f"{name}.tsv"), content.decode("utf-8", "surrogatepass")
        try:
            raw = reading.raw_text(name, path, text_files.Decoded(text, ""), "\t" if "\t" in text else None)
        except Unreadable as refused:
            return Held(self._id(), name, path, refusal=refused.why)
        held = self._held_of(raw, hashlib.sha256(content).hexdigest())
        held.text = content
        return held

    def _id(self) -> int:
        self._next += 1
        return self._next - 1

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

    # --- put by and laid out again --------------------------------------------------------------------------

    def put_by(self) -> PutBy:
        """What lies here and what was said of it, for another desk on the same book."""
        with self._lock:
            sheets = tuple(
                (each.id, each.file, each.name, each.path, each.sha256, each.said, each.text)
                for each in self._held.values()
            )
            return PutBy(sheets, dict(self._accounts), self._currency)

    def lay_out(self, kept: PutBy) -> None:
        """Read what was put by anew, as was said. Of a file that has changed meanwhile, what was typed into
        its cells and which rows were left out is forgotten."""
        with self._lock, without_collecting():
            self._changed()
            self._accounts.update(kept.accounts)
            self._currency = kept.currency
            wanted = {(file, name): (id_, sha, said) for id_, file, name, _, sha, said, _ in kept.sheets}
            sources = {(file, path): text for _, file, _, path, _, _, text in kept.sheets}
            for (file, path), text in sources.items():
                found = self._of_file(file, path, NoJob()) if text is None else [self._of_text(file, text)]
                for held in found:
                    if (held.file, held.name) in wanted:
                        self._say_again(held, *wanted[held.file, held.name])
            self._next = max(self._held, default=0) + 1
            self._recognise()

    def _say_again(self, held: Held, id_: int, sha256: str, said: Said) -> None:
        held.id = id_
        if held.sha256 != sha256:
            said = dataclasses.replace(said, edits={}, left_out=frozenset())
        self._held[id_] = held
        anew, held.said = said.reading != held.said.reading, said
        if anew:
            self._read_anew(held)
        elif held.raw is not None:
            held.cut()

    # --- read otherwise -------------------------------------------------------------------------------------

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


READING = "read"
