"""Renaming a segment, and removing one that accounts are in: each asks one thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.form import ChoiceField, FormField
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from csmdesk.domain.changes import Changes
    from csmdesk.services.settings_segments import SegmentLine, Segments
    from csmdesk.ui.panes.settings.work import SettingsWork

_WIDTH = 440


class SegmentSheet(Sheet):
    """A sheet with one field; it is gone once the change is made or called off."""

    def __init__(
        self, theme: Theme, host: QWidget, field: FormField | ChoiceField, work: SettingsWork
    ) -> None:
        super().__init__(theme, host, "", width=_WIDTH)
        self.field = field
        self._work = work
        self.accepted.connect(self._accept)
        self.rejected.connect(self.deleteLater)

    def wanted(self) -> Callable[[], Changes]:
        """The change that the primary button asks for."""
        raise NotImplementedError

    def _accept(self) -> None:
        self.primary.setEnabled(False)
        self._work.change(self, self.wanted(), self._refuse, self._end)

    def _refuse(self, sentence: str) -> None:
        self.primary.setEnabled(True)
        self.field.set_problem(sentence)
        self.field.setFocus()

    def _end(self) -> None:
        self.close_sheet()
        self.deleteLater()


class RenameSheet(SegmentSheet):
    """Asks for another name."""

    def __init__(
        self, theme: Theme, host: QWidget, line: SegmentLine, segments: Segments, work: SettingsWork
    ) -> None:
        self._name = FormField(theme, "")
        super().__init__(theme, host, self._name, work)
        self._line = line
        self._segments = segments
        self.set_title(self.tr("改分层名：{name}").format(name=line.name))
        self._name.set_name(self.tr("新名称"))
        self._name.set_text(line.name)
        self._name.edit.selectAll()
        self._name.entered.connect(self.accept)
        words = self.tr("%n 个客户、按它计算的目标和用它筛选的视图跟着改。", "", line.accounts)
        self.body.addWidget(self._name)
        self.body.addWidget(Label(theme, words, scale="small", role="t3", wrap=True))
        self.set_buttons(self.tr("改名"))

    def wanted(self) -> Callable[[], Changes]:
        return partial(self._segments.rename, self._line.name, self._name.text)


class RemoveSheet(SegmentSheet):
    """Asks where the accounts of the segment go."""

    def __init__(
        self,
        theme: Theme,
        host: QWidget,
        line: SegmentLine,
        others: Sequence[str],
        segments: Segments,
        work: SettingsWork,
    ) -> None:
        self._into = ChoiceField(theme, "")
        super().__init__(theme, host, self._into, work)
        self._line = line
        self._segments = segments
        self.set_title(self.tr("删除分层：{name}").format(name=line.name))
        self._into.set_name(self.tr("%n 个客户归到", "", line.accounts))
        self._into.set_choices([("", self.tr("不分层")), *((name, name) for name in others)])
        self.body.addWidget(self._into)
        words = self.tr("不分层的客户按收入可能算作高价值，其余用默认的触达间隔。可以撤销。")
        self.body.addWidget(Label(theme, words, scale="small", role="t3", wrap=True))
        self.set_buttons(self.tr("删除"))

    def wanted(self) -> Callable[[], Changes]:
        return partial(self._segments.remove, self._line.name, self._into.value)
