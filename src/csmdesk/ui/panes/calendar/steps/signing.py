"""Signing: renewing, or recording that the contract is lost; afterwards what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.services.calendar_desk import ContractRow
from csmdesk.services.contract_track import Track
from csmdesk.ui.panes.calendar.renew_form import RenewForm
from csmdesk.ui.panes.calendar.source import TrackTools
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.form_in_place import FormInPlace
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.form import ChoiceField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.segmented import Segmented
from csmdesk.ui.widgets.shapes import StatusShape

_RENEW, _LOSE = "renew", "lose"


class LoseForm(FormInPlace):
    """Why a contract is not renewed, and since when that is known."""

    def __init__(self, place: StepPlace) -> None:
        tools = place.tools
        super().__init__(tools.theme, tools.tasks, tools.language)
        self.save_button.setText(self.tr("记为未续"))
        self._place = place
        self.reason = ChoiceField(tools.theme, self.tr("原因，可写新的"), editable=True)
        self.day = place.day_field(self.tr("得知的日期"))
        self.add("reason", self.reason)
        self.add("day", self.day, half=True)

    def show_track(self, track: Track) -> None:
        """Take a contract in hand."""
        self.begin(track.id, {"reason": "", "day": self._place.day.isoformat()})
        renewals = self._place.tools.source.renewals
        self.tasks.query(self, lambda _: renewals.loss_reasons(), self._offer, slot="reasons")

    def _offer(self, reasons: Sequence[str]) -> None:
        self.reason.set_choices([(reason, reason) for reason in reasons])

    def save(self) -> None:
        track = self._place.track
        if track is None or not self.day.check():
            return
        reason, day, renewals = self.reason.value, self.day.day, self._place.tools.source.renewals
        done = self.tr("已记未续约：{code} {reason}").format(code=track.code, reason=reason)
        self.submit(lambda: renewals.lose(track.id, reason, day), done)


class Settled(QWidget):
    """What came of a contract: its successors as links, or why it was lost and the way back."""

    def __init__(self, place: SigningPlace) -> None:
        super().__init__()
        self._place = place
        theme = place.theme
        self.shape = StatusShape(theme)
        self.words = Label(theme, wrap=True)
        self.reopen_button = Button(theme, self.tr("重新争取"))
        self.reopen_button.clicked.connect(self.reopen)
        self.links: list[Button] = []
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.shape)
        first.addWidget(self.words, 1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(self._rows)
        column.addWidget(self.reopen_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_track(self, track: Track) -> None:
        """Show what came of a contract that is renewed or lost."""
        lost = track.row.outcome == "lost"
        self.shape.set_shape("lost" if lost else "renewed")
        if lost:
            reason = track.values.loss_reason or self.tr("未填原因")
            said = self.tr("未续：{reason}").format(reason=reason)
            if track.values.lost_day is not None:
                said = self.tr("{what}，{day} 得知").format(what=said, day=track.values.lost_day)
            self.words.setText(said)
        else:
            self.words.setText(self.tr("已续约。改动请打开新合同，或撤销续约。"))
        # A contract that ended long ago without anybody saying so is lost by the rules: nothing to take back.
        self.reopen_button.setVisible(lost and bool(track.values.loss_reason or track.values.lost_day))
        for link in self.links:
            link.hide()
            link.setParent(None)
            link.deleteLater()
        self.links = []
        for money in track.paid if not lost else ():
            link = Button(self._place.theme, self.tr("打开 {code}").format(code=money.code), kind="link")
            link.clicked.connect(partial(self._place.open_asked.emit, "contract", money.contract_id))
            self.links.append(link)
            self._rows.addWidget(link)

    def reopen(self) -> None:
        """Take back that the contract was lost."""
        track = self._place.track
        if track is not None:
            renewals = self._place.tools.source.renewals
            done = self.tr("重新争取：{code}").format(code=track.code)
            self._place.run(lambda: renewals.reopen(track.id), done)


class SigningPlace(StepPlace):
    """续约 and 未续 side by side; a settled contract shows what came of it."""

    def __init__(self, tools: TrackTools) -> None:
        super().__init__(tools)
        choices = [(_RENEW, self.tr("续约")), (_LOSE, self.tr("未续"))]
        self.choice = Segmented(tools.theme, choices, self.tr("结果"))
        self.choice.chosen.connect(self._choose)
        self.column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        self.renew = RenewForm(self)
        self.lose = LoseForm(self)
        self.hold(self.renew)
        self.hold(self.lose)
        self.settled = Settled(self)
        self.column.addWidget(self.settled)

    def fill(self, track: Track, *, same: bool) -> None:
        open_ = track.row.outcome == "open"
        self.choice.setVisible(open_)
        self.settled.setVisible(not open_)
        if not open_:
            self.settled.show_track(track)
            self.renew.hide()
            self.lose.hide()
            return
        if not same:
            self.choice.set_key(_LOSE if self.lose.has_draft(track.id) else _RENEW)
        self._choose()
        calendar, account, (period, as_of) = self.tools.source.calendar, track.account_id, self.when
        self.tools.tasks.query(
            self,
            lambda _: [
                row
                for row in calendar.data(period, as_of).rows
                if row.account_id == account and row.id != track.id and row.currency == track.row.currency
            ],
            partial(self._show, track),
            slot="others",
        )
        self.lose.show_track(track)

    def _show(self, track: Track, others: list[ContractRow]) -> None:
        if track is self.track:
            self.renew.show_track(track, others)

    def _choose(self) -> None:
        self.renew.setVisible(self.choice.key == _RENEW)
        self.lose.setVisible(self.choice.key == _LOSE)

    def show_lose(self) -> None:
        """Show the form that records a loss."""
        self.choice.set_key(_LOSE)
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and ctrl and not self.choice.isHidden():
            (self.renew if self.choice.key == _RENEW else self.lose).save()
        else:
            super().keyPressEvent(event)

    def focus_target(self) -> QWidget:
        if self.track is not None and self.track.row.outcome != "open":
            return self.settled.reopen_button if self.settled.links == [] else self.settled.links[0]
        return self.choice
