"""What is wrong with a file, a row or a cell, as sentences that say where."""

from __future__ import annotations

from dataclasses import dataclass

from csmdesk.domain.text import Text

SEVERAL = 20
"""Problems of one kind in one column that are listed; the others are counted."""


class Unreadable(Exception):
    """A cell that is not what its column holds; ``why`` is a clause that quotes the value."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True)
class Problem:
    """One problem. ``row`` is the row's number in the file, the header's included, from 1.

    ``why`` is a clause without the place; ``text`` is the whole sentence. An error stops the import, a
    warning does not.
    """

    why: Text
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None
    error: bool = True
    about: str = ""
    """What can be done about it beside correcting the cell: ``account`` (say which one it is) or ``repeated``
    (take rows with the same number as rows of their own)."""

    @property
    def place(self) -> Text:
        """File, sheet, row and column, as far as they are known."""
        zh, en = self.file, self.file
        if self.sheet:
            zh, en = f"{zh}（{self.sheet}）", f"{en} ({self.sheet})"
        if self.row is not None:
            zh, en = f"{zh} 第 {self.row} 行", f"{en}, row {self.row}"
        if self.column:
            zh, en = f"{zh}“{self.column}”列", f"{en}, column “{self.column}”"
        return Text(zh, en)

    @property
    def text(self) -> Text:
        """The sentence that names file, sheet, row, column and value."""
        place = self.place
        if not place.zh:
            return Text(f"{self.why.zh}。", f"{self.why.en}.")
        return Text(f"{place.zh}：{self.why.zh}。", f"{place.en}: {self.why.en}.")
