"""Erasing a person: where the person stands, the one question, and afterwards the list of what is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.check import Check
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.section import SectionHead
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.services.erase_person import Erased, Erasing, Trace, Traces


class EraseSheet(Sheet):
    """``ask`` shows where a contact stands; what was done is told by ``erased(sentence)``."""

    erased = Signal(str)

    def __init__(
        self, theme: Theme, tasks: Tasks, erasing: Erasing, host: QWidget, language: Language
    ) -> None:
        super().__init__(theme, host, "")
        self._theme = theme
        self._tasks = tasks
        self._erasing = erasing
        self._language: Language = language
        self._contact = 0
        self._content = QWidget()
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._sure = Check(theme, self.tr("我知道这一步不能撤销"))
        self._sure.toggled.connect(self._gate)
        self.body.addWidget(self._content)
        self.body.addWidget(self._sure)
        self.accepted.connect(self._erase)

    def ask(self, contact_id: int) -> None:
        """Look where the contact stands and open."""
        self._contact = contact_id
        self._tasks.query(self, lambda _: self._erasing.traces(contact_id), self._show_traces, slot="traces")

    def _show_traces(self, traces: Traces) -> None:
        self._clear()
        self.set_title(self.tr("删除“{name}”的个人信息").format(name=traces.name))
        self._say(
            self.tr(
                "姓名、职务、电话、邮箱、生日会从这些地方抹去；问卷、触达等记录留下但不再指向这个人，指标不变。"
            )
        )
        self._list(traces.found, self.tr("客户书里没有别处提到这个人。"))
        if traces.backups:
            self._say(self.tr("%n 份备份会一起清理。", "", traces.backups))
        if traces.unsure:
            self._part(self.tr("可能是同名的另一个人，不会改"))
            self._list(traces.unsure, "")
        self._sure.setChecked(False)
        self._sure.show()
        self.set_buttons(self.tr("永久删除"), danger=True)
        self._gate(False)
        self.open()

    def _gate(self, sure: bool) -> None:
        self.primary.set_why_not("" if sure else self.tr("先勾选上面的确认。"))

    def _erase(self) -> None:
        if self._sure.isVisible():
            contact, erasing = self._contact, self._erasing
            self.primary.set_why_not(self.tr("正在删除…"))
            self._tasks.command(
                self,
                lambda _: erasing.erase(contact),
                self._show_done,
                failed=self._refuse,
                name=self.tr("删除个人信息"),
            )
        else:
            self.close_sheet()

    def _refuse(self, problem: Problem) -> None:
        self.close_sheet()
        self._tasks.failed.emit(problem)

    def _show_done(self, done: Erased) -> None:
        self._tasks.changed.emit(done.changes)
        self._clear()
        self._sure.hide()
        self.set_title(done.text.to(self._language))
        self._part(self.tr("还可能留在"))
        for left in done.left:
            words = left.why.to(self._language)
            self._say(f"{left.what}\n{words}" if left.what else words)
        self.set_buttons(self.tr("知道了"), self.tr("关闭"))
        self.primary.set_why_not("")
        self.erased.emit(done.text.to(self._language))

    # --- content --------------------------------------------------------------------------------------------

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self, words: str) -> None:
        label = Label(self._theme, words, role="t2", wrap=True)
        self._lines.addWidget(label)

    def _part(self, words: str) -> None:
        self._lines.addWidget(SectionHead(self._theme, words))

    def _list(self, traces: Iterable[Trace], none: str) -> None:
        rows = [f"{trace.what.to(self._language)}  {trace.rows}" for trace in traces]
        self._say("\n".join(rows) or none)

    @property
    def words(self) -> str:
        """All that it says."""
        found = [self._lines.itemAt(place) for place in range(self._lines.count())]
        labels = [w for item in found if item and (w := item.widget())]
        return "\n".join(
            label.text()
            for widget in labels
            for label in [widget, *widget.findChildren(QLabel)]
            if isinstance(label, QLabel)
        )
