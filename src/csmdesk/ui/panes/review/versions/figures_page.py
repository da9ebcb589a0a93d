"""The figures that differ, and below them why: rows, places in the text, and parts of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from csmdesk.ui.models.view import EDGE, RowView
from csmdesk.ui.panes.review.versions.lines import (
    DifferencePainter,
    Lines,
    figure_lines,
    part_lines,
    place_lines,
    row_lines,
)
from csmdesk.ui.panes.review.versions.words import told, version_name
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.split import Split

if TYPE_CHECKING:
    from csmdesk.reports.figure_changes import FigureChange
    from csmdesk.services.review_versions import VersionHead

_KINDS = ("rows", "places", "parts")
_HIGH, _LOW = 3, 2


class FiguresPage(QWidget):
    """``evidence_wanted(key, period, old)`` is the evidence of a figure, as it was or as it is;
    ``place_wanted(chapter, block)`` a place of the old text.
    """

    evidence_wanted = Signal(str, str, bool)
    place_wanted = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._changes: tuple[FigureChange, ...] = ()
        self._sides = ("", "")
        """What the two sides are called."""
        self.model = Lines("figures", self)
        self.list = RowView(theme, self.model, DifferencePainter(theme, self.model))
        self.list.setAccessibleName(self.tr("不同的数字"))
        self.details = {kind: Lines(kind, self) for kind in _KINDS}
        self.tables = {
            kind: RowView(theme, model, DifferencePainter(theme, model))
            for kind, model in self.details.items()
        }
        names = {"rows": self.tr("变动的行"), "places": self.tr("正文里"), "parts": self.tr("分项")}
        self._names: Mapping[str, str] = names
        for kind, table in self.tables.items():
            table.setAccessibleName(names[kind])
        for view in (self.list, *self.tables.values()):
            # Most comparisons are short: a bar with nothing to scroll would only be in the way.
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.kinds = Segmented(theme, list(names.items()), self.tr("原因"))
        self.then = Button(theme, kind="link")
        self.now = Button(theme, kind="link")
        self._name = Label(theme, bold=True, elide=True)
        self._pages = QStackedLayout()
        self._detail = QWidget()
        self._split = Split(theme)
        self._lay_out()
        self.list.current_changed.connect(self._show_current)
        self.list.opened.connect(self._open_now)
        self.list.figure_opened.connect(self._open_now)
        self.tables["places"].opened.connect(self._open_place)
        self.kinds.chosen.connect(self._choose)
        self.then.clicked.connect(self._open_then)
        self.now.clicked.connect(self._open_now)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 8, EDGE, 8)
        head.setSpacing(12)
        head.addWidget(self._name, 1)
        head.addWidget(self.then)
        head.addWidget(self.now)
        choice = QHBoxLayout()
        choice.setContentsMargins(INSET - 1, 0, INSET, 4)
        choice.addWidget(self.kinds)
        choice.addStretch(1)
        place = QWidget()
        place.setLayout(self._pages)
        for kind in _KINDS:
            self._pages.addWidget(self.tables[kind])
        below = QVBoxLayout(self._detail)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(Line(self._theme))
        below.addLayout(head)
        below.addLayout(choice)
        below.addWidget(place, 1)
        self._split.setOrientation(Qt.Orientation.Vertical)
        self._split.addWidget(self.list)
        self._split.addWidget(self._detail)
        self._split.setStretchFactor(0, _HIGH)
        self._split.setStretchFactor(1, _LOW)
        self._split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split)

    # --- content --------------------------------------------------------------------------------------------

    def show_changes(
        self, changes: tuple[FigureChange, ...], old: VersionHead, new: VersionHead | None
    ) -> None:
        """Show the figures that differ from ``old`` to ``new``."""
        before = self.current
        self._changes = changes
        self._sides = version_name(old), version_name(new)
        self.model.show_lines(figure_lines(changes), *self._sides)
        of_version = self.tr("{version} 的依据")
        self.then.setText(of_version.format(version=version_name(old)))
        self.now.setText(of_version.format(version=version_name(new)) if new else self.tr("现在的依据"))
        self.then.updateGeometry()
        self.now.updateGeometry()
        self._detail.setVisible(bool(changes))
        if changes:
            self.choose(*((before.key, before.period) if before else ("", "")))

    def choose(self, key: str, period: str) -> None:
        """Make a figure the current one; the first where it is not among those that differ."""
        places = (i for i, c in enumerate(self._changes) if (c.key, c.period) == (key, period))
        self.list.set_key(1 + next(places, 0))
        self._show_current()

    @property
    def current(self) -> FigureChange | None:
        """The figure that is chosen."""
        place = self.list.key - 1
        return self._changes[place] if 0 <= place < len(self._changes) else None

    def _show_current(self) -> None:
        change = self.current
        if change is None:
            return
        name, old, new = told(change)
        self._name.setText(f"{name}  {old} → {new}")
        found = {"rows": row_lines(change), "places": place_lines(change), "parts": part_lines(change)}
        for kind, lines in found.items():
            self.details[kind].show_lines(lines, *self._sides)
        self.kinds.set_words({kind: f"{self._names[kind]} {len(lines)}" for kind, lines in found.items()})
        if not found[self.kinds.key]:
            # What there is to see, and not an empty table.
            self.kinds.set_key(next((kind for kind in _KINDS if found[kind]), "rows"))
        self._choose(self.kinds.key)

    def _choose(self, kind: str) -> None:
        self._pages.setCurrentIndex(_KINDS.index(kind))

    # --- what is asked for ----------------------------------------------------------------------------------

    def _open_then(self) -> None:
        self._open_evidence(old=True)

    def _open_now(self) -> None:
        self._open_evidence(old=False)

    def _open_evidence(self, *, old: bool) -> None:
        change = self.current
        if change is not None:
            self.evidence_wanted.emit(change.key, change.period, old)

    def _open_place(self, number: int) -> None:
        change = self.current
        if change is not None:
            places = [place for chip in change.chips for place in chip.places]
            self.place_wanted.emit(places[number - 1].chapter, places[number - 1].block)
