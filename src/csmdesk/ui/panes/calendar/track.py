"""One contract's way to its renewal, at the right of the calendar: head, six steps, links."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import Step
from csmdesk.domain.text import Language
from csmdesk.services.contract_track import Track
from csmdesk.services.renewals import FORECASTS
from csmdesk.ui.actions import Action
from csmdesk.ui.panes.calendar.links import LinksPart
from csmdesk.ui.panes.calendar.source import TrackSource, TrackTools
from csmdesk.ui.panes.calendar.steps.make_place import make_place
from csmdesk.ui.panes.calendar.steps.step_place import StepPlace
from csmdesk.ui.panes.calendar.steps.step_row import StepRow, words_width
from csmdesk.ui.panes.calendar.track_actions import track_actions
from csmdesk.ui.panes.calendar.track_head import TrackHead
from csmdesk.ui.panes.scroll_room import ScrollRoom
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import INSET, Theme
from csmdesk.ui.widgets.empty_state import EmptyState
from csmdesk.ui.widgets.focus import Ringed, step_focus
from csmdesk.ui.widgets.kept_columns import KeptColumns

_FORECAST_KEYS = {
    Qt.Key.Key_1: Forecast.COMMITTED,
    Qt.Key.Key_2: Forecast.LIKELY,
    Qt.Key.Key_3: Forecast.RISK,
    Qt.Key.Key_4: Forecast.LOST,
}
_MOVES = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
_DRAFTS = "now.track"


class TrackPanel(QWidget):
    """Shows a contract's track; ``show_contract`` reads it, forms open under their steps.

    ``said(sentence, undo)`` goes to the toast, ``figure_opened(key, place)`` asks for the evidence of a
    figure of the contract, ``open_asked(kind, id)`` wants an account or a contract shown. J and K go through
    the steps, Enter opens one, 1–4 say how sure the renewal is, Esc closes a form. What is typed stays
    while newer data comes in, and is there again when its contract is shown again.
    """

    said = Signal(str, bool)
    figure_opened = Signal(str, QRect)
    open_asked = Signal(str, int)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        source: TrackSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tools = TrackTools(theme, tasks, source, language)
        self.track: Track | None = None
        self._asked: tuple[int, str, date | None] | None = None
        self._opened: dict[int, Step] = {}
        self._then: Callable[[], None] | None = None
        self._kept: dict[str, list[tuple[int, dict[str, str]]]] = {}
        self.places: dict[Step, StepPlace] = {}
        self.head = TrackHead(theme)
        self.rows = {step: StepRow(theme, step, last=step is Step.RECEIPT) for step in Step}
        self.links = LinksPart(self.tools)
        self.kept = KeptColumns(theme)
        self.empty = EmptyState(
            theme, self.tr("没有选中的合同"), self.tr("在左边选一份合同，这里显示它的续约轨道。"), top=24
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self.tools.theme
        self.room = ScrollRoom(theme)
        self.room.column.addWidget(self.head)
        for row in self.rows.values():
            self.room.column.addWidget(row)
        self.room.column.addWidget(self.links)
        kept = QVBoxLayout()
        kept.setContentsMargins(INSET, 12, INSET, 12)
        kept.addWidget(self.kept)
        self.room.column.addLayout(kept)
        self.room.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.empty)
        whole.addWidget(self.room, 1)
        self.room.hide()
        self.setMinimumWidth(340)

    def _connect(self) -> None:
        self.head.open_asked.connect(self._open_account)
        self.head.figure_opened.connect(self._open_value)
        self.links.said.connect(self.said)
        self.links.open_asked.connect(self.open_asked)
        for row in self.rows.values():
            row.pressed.connect(self._toggle)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    # --- what opens under the steps -------------------------------------------------------------------------

    def place(self, step: Step) -> StepPlace:
        """What opens under a step, made when it is first needed."""
        made = self.places.get(step)
        if made is None:
            made = self.places[step] = make_place(step, self.tools)
            made.said.connect(self.said)
            made.open_asked.connect(self.open_asked)
            made.left.connect(partial(self.close_step, step))
            self.rows[step].put_form(made)
            for index, form in enumerate(made.forms):
                for about, values in self._kept.pop(f"{step}:{index}", []):
                    form.take_draft(about, values)
        return made

    # --- content --------------------------------------------------------------------------------------------

    def show_contract(self, contract_id: int, period: str, as_of: date | None) -> None:
        """Read a contract as of a day and show it."""
        self._asked = (contract_id, period, as_of)
        calendar, language = self.tools.source.calendar, self.tools.language
        self.tools.tasks.query(
            self,
            lambda _: calendar.track(contract_id, period, as_of, language),
            self.show_track,
            slot="track",
        )

    def refresh(self) -> None:
        """Read the contract again, after a change of the book."""
        if self._asked is not None:
            self.show_contract(*self._asked)
            self.links.refresh()

    def show_none(self) -> None:
        """Show that no contract is chosen."""
        self._asked = self.track = None
        self.room.hide()
        self.empty.show()

    def show_track(self, track: Track | None) -> None:
        """Show a track, or newer data of the one that is shown."""
        if track is None:
            self.show_none()
            return
        before, self.track = self.track, track
        same = before is not None and before.id == track.id
        self.empty.hide()
        self.room.show()
        self.head.show_track(track)
        if not same:
            self._change_contract(before, track)
        self._show_steps(track)
        for step in self.places:
            if self.rows[step].is_open:
                self._fill(step)
        self.links.show_track(track)
        self.kept.show_items(track.kept)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _change_contract(self, before: Track | None, track: Track) -> None:
        """Close what was open; what was typed for this contract and not saved is opened again."""
        opened = self.opened
        if before is not None and opened is not None:
            if any(form.dirty for form in self.places[opened].forms):
                self._opened[before.id] = opened
            else:
                self._opened.pop(before.id, None)
        inside = self.room.isAncestorOf(QApplication.focusWidget() or self)
        for row in self.rows.values():
            row.set_open(False)
        again = self._opened.get(track.id)
        if again is not None:
            self._fill(again)
            self.rows[again].set_open(True)
        self.room.verticalScrollBar().setValue(0)
        if inside and again is not None:
            self.places[again].enter()
        elif inside and opened is not None:
            self.rows[opened].head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_steps(self, track: Track) -> None:
        width = words_width(self.tools.theme, [step.title for step in track.steps])
        for step in track.steps:
            row = self.rows[step.step]
            row.head.show_step(step, width, is_open=row.is_open)

    def _fill(self, step: Step) -> None:
        if self.track is not None and self._asked is not None:
            self.place(step).show_track(self.track, self._asked[1:])

    # --- opening and closing a step -------------------------------------------------------------------------

    @property
    def opened(self) -> Step | None:
        """The step whose form is open."""
        return next((step for step, row in self.rows.items() if row.is_open), None)

    def _toggle(self, key: str) -> None:
        step = Step(key)
        if self.rows[step].is_open:
            self.close_step(step)
        else:
            self.open_step(step)

    def open_step(self, step: Step) -> None:
        """Open the form of a step in its place and go into it; another one closes, what is typed stays."""
        if self.track is None:
            return
        place = self.place(step)
        for other, row in self.rows.items():
            if other is not step:
                row.set_open(False)
        self._fill(step)
        self.rows[step].set_open(True)
        self._show_steps(self.track)
        # What is entered has its place by then, and so has the ring around it.
        self.room.column.activate()
        place.enter()
        QTimer.singleShot(0, self, partial(self._bring, step))

    def close_step(self, step: Step) -> None:
        """Close the form of a step; the focus goes to the step."""
        row = self.rows[step]
        inside = row.isAncestorOf(QApplication.focusWidget() or self)
        row.set_open(False)
        if self.track is not None:
            self._opened.pop(self.track.id, None)
            self._show_steps(self.track)
        if inside:
            row.head.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, step: Step) -> None:
        """Bring an opened step into view, its head at least."""
        row = self.rows[step]
        self.room.ensureVisible(0, row.y() + row.height(), 0, 0)
        self.room.ensureVisible(0, row.y(), 0, 0)
        focused = QApplication.focusWidget()
        if isinstance(focused, Ringed):
            # It may have been given its final size only now.
            focused.moved_ring()

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        within = now is not None and self.room.inside.isAncestorOf(now)
        if within and now is not None:
            self.room.ensureWidgetVisible(now, 0, INSET)

    def open_when_shown(self, contract_id: int, step: Step) -> None:
        """Open a step of a contract that is shown now or read next."""
        if self.track is not None and self.track.id == contract_id:
            self.open_step(step)
        else:
            self._then = partial(self._open_asked_step, contract_id, step)

    def _open_asked_step(self, contract_id: int, step: Step) -> None:
        if self.track is not None and self.track.id == contract_id:
            self.open_step(step)

    # --- what can be done -----------------------------------------------------------------------------------

    def actions(self) -> list[Action]:  # type: ignore[override]
        """What can be done with the contract that is shown."""
        if self.track is None:
            return []
        return track_actions(
            self.track, self.tools.language, self._open_account, self.open_step, self.set_forecast
        )

    def set_forecast(self, category: Forecast) -> None:
        """Say how sure the renewal is; the reason stays where the category does."""
        track = self.track
        if track is None or track.row.outcome != "open" or category is track.values.forecast:
            return
        renewals, language = self.tools.source.renewals, self.tools.language
        words = FORECASTS[category].to(language)
        done = self.tr("已改预测：{code} {words}").format(code=track.code, words=words)
        change = partial(renewals.set_forecast, [track.id], category)
        self.tools.change(self, change, done, self.said.emit)

    def _open_account(self) -> None:
        if self.track is not None:
            self.open_asked.emit("account", self.track.account_id)

    def _open_value(self, place: QRect) -> None:
        self.figure_opened.emit("annual", place)

    # --- what is remembered ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """Save what may be saved as it is: the checklist of a workshop."""
        for place in self.places.values():
            place.settle()

    def save_state(self) -> dict[str, str]:
        """What is typed and not saved, for as long as the program runs."""
        found: dict[str, list[tuple[object, dict[str, str]]]] = dict(self._kept)  # type: ignore[arg-type]
        for step, place in self.places.items():
            for index, form in enumerate(place.forms):
                drafts = form.drafts()
                if drafts:
                    found[f"{step}:{index}"] = list(drafts.items())
        return {_DRAFTS: json.dumps(found, ensure_ascii=False)} if found else {}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what ``save_state`` gave."""
        try:
            held = json.loads(state.get(_DRAFTS, "{}"))
        except json.JSONDecodeError:
            return
        self._kept = {key: [(about, dict(values)) for about, values in rows] for key, rows in held.items()}

    # --- focus and keys -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the focus: into the open form, else to the first step that is not done."""
        if self.track is None:
            return
        step = self.opened
        if step is not None:
            self.places[step].enter()
            return
        waiting = [line.step for line in self.track.steps if line.state not in ("done", "skipped")]
        target = self.rows[waiting[0] if waiting else Step.TALKS].head
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.enter()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward) or super().focusNextPrevChild(forward)

    def _step(self, by: int) -> None:
        focused = QApplication.focusWidget()
        steps = list(self.rows)
        here = next((i for i, step in enumerate(steps) if self.rows[step].isAncestorOf(focused or self)), -1)
        to = min(max(here + by, 0), len(steps) - 1)
        self.rows[steps[to]].head.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self.track is None:
            super().keyPressEvent(event)
        elif key in _MOVES:
            self._step(_MOVES[key])
        elif key in _FORECAST_KEYS:
            self.set_forecast(_FORECAST_KEYS[key])
        elif key == Qt.Key.Key_O:
            self._open_account()
        elif key == Qt.Key.Key_Escape and self.opened is not None:
            self.close_step(self.opened)
        else:
            super().keyPressEvent(event)


__all__ = ["TrackPanel", "TrackSource", "TrackTools"]
