"""The child process that reads one workbook: a damaged file can abort a reader, and then only this ends.

Prints lines, JSON but for the cells: one for the workbook, then for each sheet its name and its columns piece
by piece, then an end mark; or one line with the code of a refusal. Reads under limits of memory and processor
time.
"""

from __future__ import annotations

import datetime
import gc
import io
import itertools
import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from csmdesk.importers import archives, one_pass
from csmdesk.importers.behind_cells import Odd, Range

if TYPE_CHECKING:
    import python_calamine

_PIECE = 1_000
_MEMORY_BASE = 320 << 20
_MEMORY_A_CELL = 260
"""Bytes of address space: what Python and the reader need, and for each cell of the sheets' areas."""
_UNSEEN_CELLS = 690_000
"""Cells that there is room for at least (500 MB) while nobody knows yet how many there are."""
LONG = 1 << 20
"""Bytes from which on a workbook is looked at while it is read."""
CAREFULLY = "CSMDESK_READ_CAREFULLY"
"""In the environment of a child that is to look first, and only then to read."""
AGAIN = 75
"""The exit code of a child that wants another to read carefully."""
_CPU_BASE, _CPU_A_MEGABYTE = 4, 3
"""Seconds of processor time: a small file that takes longer makes its reader go round in circles."""


Tell = Callable[[str | Mapping[str, object]], None]
"""Takes a line, or what is to become one in JSON."""


def limit_resources(cells: int, seconds: int, held: int = 0) -> None:
    """Bound this process's memory and processor time, where the system can; ``held`` are bytes of memory that
    are taken already."""
    try:
        import resource
    except ImportError:  # Windows; there the parent's clock and the checked sizes have to do.
        return
    memory = _MEMORY_BASE + _MEMORY_A_CELL * cells + held
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        if hard == resource.RLIM_INFINITY or most <= hard:
            resource.setrlimit(what, (most, hard))


def number_text(value: float) -> str:
    """A number as Excel shows it: 15 significant digits, 7 for 7.0, 0.3 for 0.1 + 0.2."""
    text = format(value, ".15g")
    return text.removesuffix(".0")


def _duration(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"


@lru_cache(maxsize=65_536)
def _moment(value: datetime.datetime) -> str:
    # Excel's fractions of a day are not exact: 08:59:59.999 was typed as 09:00. But 23:59:59.999 is how
    # systems write the end of a day, and never the next one.
    whole = (value + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
    if whole.date() != value.date():
        whole = value.replace(microsecond=0)
    return whole.isoformat(sep=" ")


def _unescaped(text: str) -> str:
    return text.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")


_ESCAPED = "_xFFF"
"""How the writing for two characters begins that XML cannot hold, and that the reader leaves in it."""


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: number_text,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime.datetime: _moment,
    datetime.date: datetime.date.isoformat,
    datetime.time: lambda value: value.isoformat("seconds"),
    datetime.timedelta: _duration,
    type(None): lambda _: "",
}


def _lines(rows: Iterable[list[Any]]) -> Iterable[str]:
    """The cells piece by piece, as ``columns_of`` takes them apart."""
    source = iter(rows)
    while piece := list(itertools.islice(source, _PIECE)):
        columns = list(zip(*piece, strict=True))
        line = _COLUMN.join(["", *map(_joined, columns)])
        # There are more marks where a cell holds one of its own.
        between = len(columns) * (len(piece) - 1)
        if line.count(_COLUMN) == len(columns) and line.count(_CELL) == between and _BREAK not in line:
            yield line.replace("\n", _BREAK)
        else:
            yield json.dumps([_texts(column) for column in columns])


def _joined(cells: Sequence[Any]) -> str:
    """The texts of one column's cells, with a mark between them."""
    try:
        joined = _CELL.join(cells)
    except TypeError:
        return _CELL.join(_texts(cells))
    return _CELL.join(_texts(cells)) if _ESCAPED in joined else joined


def _texts(cells: Sequence[Any]) -> list[str]:
    texts = [_TEXTS[type(cell)](cell) for cell in cells]
    return list(map(_unescaped, texts)) if any(_ESCAPED in text for text in texts) else texts


def columns_of(line: str) -> list[list[str]]:
    """The columns of a piece, out of its line; raises ValueError where it is neither way of writing them."""
    if not line.startswith(_COLUMN):
        found: list[list[str]] = json.loads(line)
        return found
    return [column.split(_CELL) for column in line[1:].replace(_BREAK, "\n").split(_COLUMN)]


PLAIN = _COLUMN = "\x1e"
"""Stands before each column of a piece that is not in JSON."""
_CELL = "\x1f"
"""Stands between cells: one long text is written and read many times faster than a thousand short ones."""
_BREAK = "\x1d"
"""Stands for a line break within a cell."""


def read(path: Path, out: TextIO) -> None:
    """Write the workbook at ``path`` to ``out``; raises archives.Refused and whatever the reader raises."""

    def tell(what: str | Mapping[str, object]) -> None:
        out.write((what if isinstance(what, str) else json.dumps(what)) + "\n")

    form = archives.form_of(path)
    if form == "encrypted":
        raise archives.Refused("encrypted")
    if form not in {"xlsx", "xlsb", "ods", "xls", "html", "xml"}:
        tell({"form": form})
        return
    size = path.stat().st_size
    seconds = _CPU_BASE + _CPU_A_MEGABYTE * (size >> 20)
    if form == "xlsx" and size >= LONG and CAREFULLY not in os.environ:
        try:
            _read_while_looking(path, seconds, tell, out)
        except MemoryError:
            os._exit(AGAIN)
        return
    limit_resources(archives.MAX_CELLS, seconds)
    looked = archives.look(path, form)
    if form in {"html", "xml"}:
        limit_resources(min(archives.MAX_CELLS, size // 8), seconds)
        from csmdesk.importers import markup

        tables, looked.date1904 = (
            markup.tables_of_page(path.read_bytes())
            if form == "html"
            else markup.tables_of_xml(path.read_bytes())
        )
        looked.broken = {table.name: table.broken for table in tables if table.broken}
        _tell_workbook(tell, looked)
        for table in tables:
            _tell_sheet(tell, table.name, False, _even(table.rows))
            if table.carried:
                tell({"carried": table.carried})
        tell({"end": True})
        return
    limit_resources(looked.cells or min(archives.MAX_CELLS, size // 4), seconds)
    if form == "xls":
        from csmdesk.importers import biff, error_cells

        old = biff.look(path.read_bytes())
        looked.date1904 = old.date1904
        looked.broken = error_cells.of_records(old.stream, [(name, at) for name, _, at in old.sheets])
        contained = _in_container(path)
        if old.version >= 8 and not contained:
            # Its texts are kept apart from its cells, and without a container nobody reads them.
            raise archives.Refused("truncated")
        if old.ours or not contained:
            _tell_workbook(tell, looked, old.guessed)
            for name, hidden, start in old.sheets:
                _tell_sheet(tell, name, hidden, biff.rows_of(old, start))
            tell({"end": True})
            return
    elif form in {"ods", "xlsb"}:
        from csmdesk.importers import error_cells

        looked.broken = error_cells.of_archive(path, form)
    _tell_workbook(tell, looked)
    _read_with_calamine(path, form, tell)
    tell({"end": True})


def _tell_workbook(tell: Tell, looked: archives.Looked, guessed: str = "") -> None:
    cells = {
        "broken": {name: cells[:_LISTED] for name, cells in looked.broken.items()},
        "uncounted": {name: cells[:_LISTED] for name, cells in looked.uncounted.items()},
    }
    tell({"form": looked.form, "date1904": looked.date1904, "guessed": guessed, **cells})


_LISTED = 10_000
"""Cells with errors of one sheet that are told."""


def _read_while_looking(path: Path, seconds: int, tell: Tell, out: TextIO) -> None:
    """Look at a long workbook while its first sheet is read, which takes about as long.

    Until that is done there is room for as many cells as a file of its size usually has; one for which that
    is too little ends this process, and is read carefully by another. So is one that is odd.
    """
    size = path.stat().st_size
    limit_resources(min(archives.MAX_CELLS, max(_UNSEEN_CELLS, size // 4)), seconds)
    copy = one_pass.of(path) if size <= one_pass.MOST else None
    looking = _Looking(path, out)
    looking.start()
    first = True

    def tell_when_looked_at(what: str | Mapping[str, object]) -> None:
        nonlocal first
        if first:
            first = False
            looked = looking.result()
            limit_resources(looked.cells, seconds, held=size if copy is not None else 0)
            _tell_workbook(tell, looked)
        tell(what)

    try:
        _read_with_calamine(
            path, "xlsx", tell_when_looked_at, copy, lambda sheet: looking.result().merged.get(sheet, ())
        )
        tell_when_looked_at({"end": True})
    except archives.Refused:
        # What is wrong with the file as a whole says more than where its reader stopped.
        looking.result()
        raise


class _Looking(threading.Thread):
    """Looks at a workbook beside its reader, which knows nothing of threads: a refusal ends the process."""

    def __init__(self, path: Path, out: TextIO) -> None:
        super().__init__(name="looking")
        self._path, self._out = path, out
        self._looked: archives.Looked | None = None

    def run(self) -> None:
        try:
            self._looked = archives.look(self._path, "xlsx", merged=True)
        except archives.Refused as refused:
            _refuse(self._out, refused.code, refused.detail)
            self._out.flush()
            os._exit(0)
        except (MemoryError, Odd):
            os._exit(AGAIN)

    def result(self) -> archives.Looked:
        """What it found, once it has."""
        self.join()
        if self._looked is None:
            raise archives.Refused("unreadable")
        return self._looked


def _in_container(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(8) == archives.OLE


def _even(rows: list[list[str]]) -> list[list[Any]]:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _tell_sheet(tell: Tell, name: str, hidden: bool, rows: Iterable[list[Any]]) -> None:
    tell({"sheet": name, "hidden": hidden})
    for line in _lines(rows):
        tell(line)


def _read_with_calamine(
    path: Path,
    form: str,
    tell: Tell,
    copy: one_pass.Copy | None = None,
    merged: Callable[[str], Sequence[Range]] = lambda _: (),
) -> None:
    """Tell all sheets; ``copy`` is what to read in place of the file, and ``merged`` knows which cells of a
    sheet are merged where the reader does not."""
    import python_calamine

    from csmdesk.importers.merged import Carried

    # Rows of texts make no cycles, and there are very many of them.
    gc.disable()
    try:
        workbook, once = _opened(path, form, copy)
        for place, about in enumerate(workbook.sheets_metadata):
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(place)
            hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
            ranges = sheet.merged_cell_ranges or (merged(about.name) if once else ())
            # Empty rows above the first cell come with the others, empty columns before it do not.
            rows = (
                Carried((), ())
                if sheet.start is None
                else Carried(sheet.iter_rows(), ranges, first=sheet.start[1])
            )
            _tell_sheet(tell, about.name, hidden, rows)
            if rows.count:
                tell({"carried": rows.count})
    except python_calamine.PasswordError:
        raise archives.Refused("encrypted") from None
    except python_calamine.CalamineError as error:
        raise archives.Refused("truncated", str(error)) from None


def _opened(
    path: Path, form: str, copy: one_pass.Copy | None
) -> tuple[python_calamine.CalamineWorkbook, bool]:
    """What reads the workbook, and whether it goes through long sheets only once."""
    from python_calamine import CalamineWorkbook

    if copy is not None:
        # Its bytes are the reader's own from then on.
        with copy.file:
            workbook = CalamineWorkbook.from_filelike(copy.file)
        if copy.knows(workbook.sheet_names):
            return workbook, True
    if path.suffix.lower() == f".{form}":
        return CalamineWorkbook.from_path(str(path)), False
    # By its path the reader believes the name.
    return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())), False


def main(path: str) -> int:
    """Read one workbook to standard output; the exit code says nothing that the lines do not."""
    with open(1, "w", encoding="utf-8", errors="surrogatepass", newline="\n", closefd=False) as out:
        try:
            read(Path(path), out)
        except archives.Refused as refused:
            _refuse(out, refused.code, refused.detail)
        except MemoryError:
            _refuse(out, "large", "")
        except OSError as error:
            _refuse(out, "unreadable", error.strerror or "")
    return 0


def _refuse(out: TextIO, code: str, detail: str) -> None:
    # A line of its own, in case the last one was cut off.
    out.write("\n" + json.dumps({"refused": code, "detail": detail}) + "\n")
