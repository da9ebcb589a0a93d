"""The third step: the calculator, quotes kept before, and the day on which the quote went out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from csmdesk.metrics import display
from csmdesk.services.contract_track import Track
from csmdesk.services.quotes import Baseline, KeptQuote
from csmdesk.ui.panes.calendar.quote_form import QuoteForm
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.amount_words import amount_words
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.theme import RADIUS_SMALL
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.crisp import draw_box
from csmdesk.ui.widgets.form import FormField
from csmdesk.ui.widgets.rows import RowList
from csmdesk.ui.widgets.section import SectionHead

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QuoteRows(RowList):
    """Day, volume and way, sum. Enter or a click takes one up again, Delete asks to remove it."""

    row_height = 28
    separators = True
    rows_open = True

    removed = Signal(object)

    def row_key(self, item: KeptQuote) -> int:
        return item.id

    def read_out(self, item: KeptQuote) -> str:
        return "  ".join((item.draft.day.isoformat(), self._words(item), self._total(item)))

    def _words(self, item: KeptQuote) -> str:
        way = self.tr("分段") if item.draft.by_band else self.tr("全量")
        words = self.tr("{units} 用量，{way}").format(units=display.decimals(item.draft.units, 2), way=way)
        return f"{words}  {item.contract}".rstrip()

    @staticmethod
    def _total(item: KeptQuote) -> str:
        return amount_words(item.draft.priced.total_fen)

    def draw(self, painter: QPainter, item: KeptQuote, box: QRect) -> None:
        theme = self.theme
        if item is self.hot:
            draw_box(painter, theme, QRectF(box).adjusted(0, 0, 0, -1), RADIUS_SMALL, ground="hover")
        painter.setFont(theme.font())
        total = self._total(item)
        painter.setPen(theme.colour("t1"))
        painter.drawText(box, _RIGHT, total)
        painter.setPen(theme.colour("t3"))
        painter.drawText(box, _LEFT, f"{item.draft.day:%m-%d}")
        metrics = theme.metrics()
        left = metrics.horizontalAdvance("00-00") + 12
        room = box.width() - left - metrics.horizontalAdvance(total) - 12
        painter.setPen(theme.colour("t2"))
        words = metrics.elidedText(self._words(item), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, box.top(), room, box.height()), _LEFT, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.items:
            self.removed.emit(self.items[self.current])
        else:
            super().keyPressEvent(event)


class SentForm(FormInPlace):
    """On which day the quote went out, and a note; 撤回 says that it has not."""

    def __init__(self, place: StepPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.save_button.setText(self.tr("记已发出"))
        self._place = place
        self.day = place.day_field(self.tr("发出日"))
        self.note = FormField(tools.theme, self.tr("发给谁，怎么说的"))
        self.add("day", self.day, half=True)
        self.add("note", self.note, half=True)
        self.undo_button = Button(tools.theme, self.tr("撤回发出"), kind="link")
        self.undo_button.clicked.connect(self.take_back)
        self.foot.add(self.undo_button)
        self.save_button.set_kind("plain")
        self.cancel_button.hide()

    def show_track(self, track: Track) -> None:
        """Take a contract in hand."""
        day = track.values.quote_day or self._place.day
        self.begin(track.id, {"day": day.isoformat(), "note": track.values.quote_note})
        self.undo_button.setVisible(track.values.quote_day is not None)

    def save(self) -> None:
        track, day = self._place.track, self.day.day
        if track is None or not self.day.check():
            return
        if day is None:
            self.refuse_field("day", self.tr("请填发出日。"))
            return
        note, renewals = self.note.value, self._place.tools.source.renewals
        done = self.tr("已发出报价：{code} {day}").format(code=track.code, day=f"{day:%m-%d}")
        self.submit(lambda: renewals.send_quote(track.id, day, note), done)

    def take_back(self) -> None:
        """Say that no quote went out; the note stays."""
        track = self._place.track
        if track is not None:
            note, renewals = self.note.value, self._place.tools.source.renewals
            done = self.tr("已撤回报价发出：{code}").format(code=track.code)
            self.submit(lambda: renewals.send_quote(track.id, None, note), done)


class QuotePlace(StepPlace):
    """Calculator, kept quotes, and the quote that went out."""

    def __init__(self, tools: TrackTools) -> None:
        super().__init__(tools)
        self.form = QuoteForm(self)
        self.hold(self.form)
        self.kept_head = SectionHead(tools.theme, self.tr("存下的报价"))
        self.kept = QuoteRows(tools.theme)
        self.kept.setAccessibleName(self.tr("存下的报价"))
        self.column.addWidget(self.kept_head)
        self.column.addWidget(self.kept)
        self.sent_head = SectionHead(tools.theme, self.tr("发出"))
        self.column.addWidget(self.sent_head)
        self.sent = SentForm(self)
        self.hold(self.sent)
        self.kept.opened.connect(self._take_up)
        self.kept.removed.connect(self._remove)

    def fill(self, track: Track, *, same: bool) -> None:
        quotes, day = self.tools.source.quotes, track.closing
        account = track.account_id

        def read(_: object) -> tuple[tuple[Baseline, ...], tuple[KeptQuote, ...]]:
            return quotes.baselines(account, day), quotes.list(account)

        self.sent.show_track(track)
        self.tools.tasks.query(self, read, partial(self._show, track), slot="quotes")

    def _show(self, track: Track, found: tuple[tuple[Baseline, ...], tuple[KeptQuote, ...]]) -> None:
        if track is not self.track:
            return
        baselines, kept = found
        self.form.show_track(track, baselines)
        if self.kept.items != kept:
            self.kept.set_items(kept)
        self.kept_head.setVisible(bool(kept))
        self.kept.setVisible(bool(kept))

    def _take_up(self, quote_id: int) -> None:
        found = next((item for item in self.kept.items if item.id == quote_id), None)
        if found is not None:
            self.form.show_draft(found.draft)
            self.form.units.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _remove(self, item: KeptQuote) -> None:
        quotes = self.tools.source.quotes
        self.run(lambda: quotes.remove(item.id), self.tr("已移除报价：{day}").format(day=item.draft.day))

    def focus_target(self) -> QWidget:
        return self.form.units
