"""The page of the health model: typed at the left, what it would change at the right, saved as a version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.services.health_model_draft import ModelDraft, Read
from csmdesk.services.health_model_typed import Typed, rebased
from csmdesk.ui.actions import Action
from csmdesk.ui.panes import Page
from csmdesk.ui.panes.evidence_at import EvidenceAt
from csmdesk.ui.panes.plan.health.editor import ModelEditor
from csmdesk.ui.panes.plan.health.side import PREVIEW, VERSIONS, ModelSide
from csmdesk.ui.panes.plan.source import PlanTools
from csmdesk.ui.tasks import Job
from csmdesk.ui.theme import INSET
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.focus import tab_stops
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.split import Split
from csmdesk.ui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from csmdesk.services.evidence import FigureView
    from csmdesk.services.health_model import ModelState
    from csmdesk.services.health_model_preview import Preview

_SHARE, _LEAST, _BESIDE = 0.58, 584, 328
"""The editor takes so much of the width until the user moves the line; the least widths of both sides."""

_FOOT = 52


class HealthModelPage(Page):
    """Nothing is kept until it is saved: Ctrl+S, or the button at the foot; Esc puts everything back."""

    def __init__(self, tools: PlanTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        theme = tools.theme
        self._period: tuple[str, date | None] | None = None
        self._state: ModelState | None = None
        self._base: ModelDraft | None = None
        self._dirty = False
        self._kept: Typed | None = None
        self._fresh = True
        self.editor = ModelEditor(theme, tools.language)
        self.side = ModelSide(theme, tools.language)
        self.evidence = EvidenceAt(theme, tools.tasks, self)
        self.evidence.open_asked.connect(self.open_asked)
        self.note = ValueField(theme, self.tr("备注"), right=False, hint=self.tr("备注：为什么改"))
        self.save_button = Button(theme, self.tr("保存"), kind="primary", hint="Ctrl+S")
        self.back_button = Button(theme, self.tr("还原"), hint="Esc")
        self._version = Label(theme, role="t2")
        self.split = Split(theme)
        self._lay_out()
        self.editor.changed.connect(self._on_change)
        self.editor.escapes.watch(self.note)
        self.editor.escapes.escaped.connect(self.put_back)
        self.side.explain_asked.connect(self._explain)
        self.side.versions.restore_asked.connect(self._restore)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.put_back)
        self._show_dirty()

    def _lay_out(self) -> None:
        foot = QWidget()
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.setSpacing(10)
        row.addWidget(self._version)
        row.addWidget(self.note, 1)
        row.addWidget(self.back_button)
        row.addWidget(self.save_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.editor, 1)
        column.addWidget(Line(self._tools.theme))
        column.addWidget(foot)
        left.setMinimumWidth(_LEAST)
        self.side.setMinimumWidth(_BESIDE)
        self.split.addWidget(left)
        self.split.addWidget(self.side)
        self.split.share(0, _SHARE, _LEAST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    # --- reading --------------------------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period = (period, as_of)
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        fresh = self._fresh

        def work(job: Job) -> tuple[ModelState, Typed | None]:
            models = self._tools.source.health()
            found = models.state(), models.typed() if fresh else None
            job.check()
            return found

        self._tools.tasks.query(self, work, self._show_read, slot="state")

    def _show_read(self, found: tuple[ModelState, Typed | None]) -> None:
        state, kept = found
        if self._fresh:
            self._fresh = False
            if kept is not None and state.writable:
                self._take_up(kept, state)
        self._show_state(state)

    def _take_up(self, kept: Typed, state: ModelState) -> None:
        """Go on with what was being typed when the window was left."""
        self._kept, self._base = kept, kept.base
        self._state = state
        self.editor.show_draft(kept.draft, fixed=False)
        if rebased(kept.draft, kept.base, state.draft) != state.draft:
            self.note.edit.setText(kept.note)
            self.said.emit(self.tr("上次没保存的改动还在，保存后才算数。"), False)

    def _show_state(self, state: ModelState) -> None:
        """Show the model; what is typed over an earlier one is typed over this one from now on."""
        typed, base = self.editor.draft, self._base
        self._state, self._base = state, state.draft
        self.side.show_state(state)
        shown = state.draft
        if typed is not None and base is not None and typed != base and state.writable:
            shown = rebased(typed, base, state.draft)
        self._show_draft(shown)
        self._show_dirty()
        self._check()

    def _show_draft(self, draft: ModelDraft) -> None:
        assert self._state is not None
        self.editor.show_draft(draft, fixed=not self._state.writable)
        self._dirty = draft != self._state.draft
        if not self._dirty:
            self.editor.forget_typing()

    def _show_dirty(self) -> None:
        state = self._state
        number = 1 if state is None else state.number
        self._version.setText(self.tr("第 {number} 版").format(number=number))
        for part in (self.note, self.back_button):
            part.setVisible(self._dirty)
        self.save_button.setVisible(state is not None and state.writable)
        self.save_button.setText(
            self.tr("保存为第 {number} 版").format(number=number + 1) if self._dirty else self.tr("保存")
        )
        self.save_button.set_why_not("" if self._dirty else self.tr("没有改动"))
        self.side.versions.set_why_not(self.tr("先保存或还原左边的改动") if self._dirty else "")

    # --- typing ---------------------------------------------------------------------------------------------

    def _on_change(self) -> None:
        draft = self.editor.draft
        state = self._state
        if draft is None or state is None:
            return
        self._dirty = draft != state.draft
        self._show_dirty()
        self._check()

    def _check(self) -> None:
        """Say what cannot be taken of what stands there; count what would change where all can."""
        draft = self.editor.draft
        if draft is None or self._period is None:
            return
        read = Read(draft)
        problems = {place: why.to(self._tools.language) for place, why in read.problems.items()}
        self.editor.show_read(read.model, problems)
        if read.model is None:
            self._tools.tasks.query(self, lambda _: None, slot="preview")
            self.side.show_problem(self.tr("改好左边标出的地方，这里就会显示会变的客户。"))
            self.save_button.set_why_not(next(iter(problems.values())))
            return
        period, as_of = self._period

        def work(job: Job) -> Preview:
            found = self._tools.source.health().previews.of(draft, period, as_of)
            job.check()
            return found

        self._tools.tasks.query(self, work, self._show_preview, slot="preview")

    def _show_preview(self, found: Preview) -> None:
        self.side.show_preview(found, typed=self._dirty)

    def _explain(self, account_id: int, place: QRect) -> None:
        draft = self.editor.draft
        if draft is None or self._period is None:
            return
        period, as_of = self._period
        tools = self._tools

        def read() -> FigureView | None:
            return tools.source.health().previews.explain(draft, account_id, period, as_of, tools.language)

        self.evidence.ask(read, place)

    # --- changing -------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Let what is typed count from now on."""
        draft, state = self.editor.draft, self._state
        if draft is None or state is None or not self._dirty or not state.writable:
            return
        problems = Read(draft).problems
        if problems:
            # Why is said beside it.
            self.editor.show_first_problem()
            return
        note = self.note.text
        done = self.tr("健康度模型已保存为第 {number} 版。").format(number=state.number + 1)
        self._change(lambda: self._tools.source.health().save(draft, note), done, draft)

    def _restore(self, number: int) -> None:
        done = self.tr("已恢复健康度模型第 {number} 版。").format(number=number)
        self._change(lambda: self._tools.source.health().restore(number), done)

    def _change(self, change: Callable[[], Changes], done: str, saved: ModelDraft | None = None) -> None:
        """Change the book; ``saved`` is the draft that is in it afterwards."""
        note = self.note.text

        def finish(changes: Changes) -> None:
            if saved is not None:
                # What was typed on while it was saved is typed over this.
                self._base = saved
                self._dirty = self.editor.draft != saved
            if self.note.text == note:
                self.note.clear()
            self.settle()
            self._read()
            self.said.emit(
                self.tr("和保存的模型一样，没有改动。") if changes.empty else done, not changes.empty
            )

        self._tools.tasks.command(self, lambda _: change(), finish)

    def put_back(self) -> None:
        """Forget what was typed."""
        if self._state is not None and self._dirty:
            self._show_draft(self._state.draft)
            self.note.clear()
            self._show_dirty()
            self._check()
            self.settle()
            if not self.isAncestorOf(QApplication.focusWidget() or self.window()):
                self.stops()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the contract of a page -----------------------------------------------------------------------------

    def stops(self) -> list[QWidget]:
        first = next(iter(tab_stops(self.editor)), self.editor)
        return [first, self.side.tabs]

    def actions(self) -> list[Action]:  # type: ignore[override]
        fixed = self._tools.read_only
        same = fixed or ("" if self._dirty else self.tr("没有改动"))
        return [
            Action("plan.health.save", self.tr("保存健康度模型"), self.save, "Ctrl+S", "check", same),
            Action("plan.health.back", self.tr("还原健康度模型"), self.put_back, "Esc", "undo", same),
            Action(
                "plan.health.preview",
                self.tr("健康度模型：预览"),
                partial(self.side.show_part, PREVIEW),
                "Alt+1",
                "plan",
            ),
            Action(
                "plan.health.versions",
                self.tr("健康度模型：版本"),
                partial(self.side.show_part, VERSIONS),
                "Alt+2",
                "plan",
            ),
        ]

    def settle(self) -> None:
        """Keep what is typed and not saved: it is there again when the window is."""
        draft, base = self.editor.draft, self._base
        typed = None
        if self._dirty and draft is not None and base is not None:
            typed = Typed(draft, base, self.note.text)
        if typed != self._kept and not self._tools.read_only:
            self._kept = typed
            self._tools.tasks.command(self, lambda _: self._tools.source.health().keep_typed(typed))

    def save_state(self) -> dict[str, str]:
        return {"part": self.side.tabs.current, "sizes": self.split.sizes_text}

    def restore_state(self, state: Mapping[str, str]) -> None:
        if state.get("part") in (PREVIEW, VERSIONS):
            self.side.show_part(state["part"])
        self.split.set_sizes_text(state.get("sizes", ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        if pressed == "Ctrl+S":
            self.save()
        elif pressed == "Esc" and self._dirty:
            self.put_back()
        elif pressed in ("Alt+1", "Alt+2"):
            self.side.show_part(PREVIEW if pressed == "Alt+1" else VERSIONS)
        else:
            super().keyPressEvent(event)
