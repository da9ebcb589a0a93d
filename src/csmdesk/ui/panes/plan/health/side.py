"""The right side: what the typed model would change, and the versions."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from csmdesk.domain.health import Band
from csmdesk.domain.text import Language
from csmdesk.services.account_words import BANDS as BAND_WORDS
from csmdesk.services.health_model import ModelState
from csmdesk.services.health_model_preview import Preview
from csmdesk.ui.panes.plan.health.moves import BANDS, BandCounts, MoveRows, move_lines
from csmdesk.ui.panes.plan.health.versions import VersionsPart
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line, SectionHead
from csmdesk.ui.widgets.tabs import Tab, Tabs

PREVIEW, VERSIONS = "preview", "versions"


class ModelSide(QWidget):
    """``explain_asked(account, place)`` wants to see how a score comes about."""

    explain_asked = Signal(int, QRect)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme = theme
        self._names: dict[Band, str] = {band: BAND_WORDS[band].to(language).capitalize() for band in BANDS}
        self.tabs = Tabs(theme, self.tr("模型"))
        self.tabs.set_tabs([Tab(PREVIEW, self.tr("预览")), Tab(VERSIONS, self.tr("版本"))])
        self.counts = BandCounts(theme, self._names)
        self.words = Label(theme, role="t2", wrap=True)
        self.moves = MoveRows(theme)
        self.moves.setAccessibleName(self.tr("健康度会变的客户"))
        self._head = SectionHead(theme, self.tr("会变的客户"))
        self.versions = VersionsPart(theme, language)
        self._lay_out()
        self.tabs.changed.connect(self.show_part)
        self.moves.figure_opened.connect(self._on_open)

    def _lay_out(self) -> None:
        preview = QWidget()
        column = QVBoxLayout(preview)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(self.counts)
        column.addWidget(self._head)
        self._line = Line(self._theme, "line2")
        column.addWidget(self._line)
        column.addWidget(self.moves)
        column.addStretch(1)
        self._parts = QStackedWidget()
        self._areas: dict[str, QScrollArea] = {}
        for key, part in ((PREVIEW, preview), (VERSIONS, self.versions)):
            area = self._areas[key] = QScrollArea()
            inner = QWidget()
            inside = QVBoxLayout(inner)
            inside.setContentsMargins(INSET, 0, INSET, INSET)
            inside.addWidget(part)
            area.setWidget(inner)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._parts.addWidget(area)
        head = QVBoxLayout()
        head.setContentsMargins(INSET, 0, INSET, 0)
        head.addWidget(self.tabs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._parts, 1)
        self._restyle()
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        for area in self._areas.values():
            area.setPalette(self._theme.palette(Window="surface"))
            area.verticalScrollBar().setStyleSheet(self._theme.scroll_bar_style)

    def show_part(self, key: str) -> None:
        """Bring the preview or the versions to the front."""
        self.tabs.set_current(key)
        self._parts.setCurrentWidget(self._areas[key])

    def show_state(self, state: ModelState) -> None:
        """Show the versions of a model."""
        self.tabs.set_tabs(
            [Tab(PREVIEW, self.tr("预览")), Tab(VERSIONS, self.tr("版本"), len(state.versions))]
        )
        self.versions.show_state(state)

    def show_preview(self, found: Preview, *, typed: bool) -> None:
        """Show what a model would change; not ``typed``: it is the one in force."""
        day = found.closing.isoformat()
        if not typed:
            words = self.tr("截至 {day}，按现在的模型。改左边的数，这里先看到结果，保存后才算数。")
        elif not found.moves:
            words = self.tr("截至 {day}，没有客户的健康度会变。")
        else:
            changed = self.tr("%n 个客户换档", "", found.changed)
            scores = sum(move.before != move.after for move in found.moves)
            moved = self.tr("%n 个客户的分数会变", "", scores) if scores else self.tr("分数不变")
            words = self.tr("截至 {day}，保存后 {changed}，{moved}。")
            words = words.replace("{changed}", changed).replace("{moved}", moved)
        self.words.setText(words.format(day=day))
        self.counts.show_preview(found)
        self.counts.show()
        lines = move_lines(found, self._names)
        self.moves.set_items(lines)
        self._head.setVisible(bool(lines))
        self._line.setVisible(bool(lines))
        self._head.set_note(f"{len(lines):,}" if lines else "")

    def show_problem(self, words: str) -> None:
        """Say that there is nothing to preview."""
        self.words.setText(words)
        self.counts.hide()
        self.moves.set_items([])
        self._head.hide()
        self._line.hide()

    def _on_open(self, key: str, place: QRect) -> None:
        self.explain_asked.emit(int(key), place)
