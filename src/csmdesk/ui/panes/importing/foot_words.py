"""What the foot of the pane says in each step: how it stands, what is open, what the primary button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csmdesk.ui.panes.importing.source import CHECK, COLUMNS, WRITE
from csmdesk.ui.panes.importing.words import comma, grouped, open_words

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet
    from csmdesk.ui.panes.importing.pane import ImportPane
    from csmdesk.ui.panes.importing.stepping import Stepping


class FootWords(QObject):
    """Speaks for the steps of one pane."""

    def __init__(self, pane: ImportPane, stepping: Stepping) -> None:
        super().__init__(stepping)
        self._pane = pane
        self._stepping = stepping
        self._state = pane.state
        self._work = pane.work

    def say(self) -> None:
        """Say how the step stands."""
        say = (self._say_files, self._say_columns, self._say_check, self._say_write)[self._state.step]
        say()

    def _say_files(self) -> None:
        state, foot = self._state, self._pane.foot
        refused = [sheet for sheet in state.sheets if sheet.refusal is not None and not sheet.ignored]
        open_ = [sheet for sheet in state.readable if sheet.standing != "clear"]
        clear = len(state.readable) - len(open_)
        words = self.tr("%n 张表读懂了", "", clear) if clear else ""
        warn = self.tr("%n 张待确认", "", len(open_)) if open_ else ""
        if refused and not open_:
            warn = self.tr("%n 个读不了", "", len(refused))
        foot.say(words, warn, self.tr("下一步看每一列对应到什么"), error=bool(refused and not open_))
        foot.set_next(self.tr("下一步：对应列"), self._stepping.why_not(COLUMNS))

    def _say_columns(self) -> None:
        state, foot, sheet = self._state, self._pane.foot, self._state.sheet
        note = self.tr("对应关系会记住，全部或全不写入，一步撤销")
        plain = ""
        if sheet is not None and sheet.refusal is None and sheet.kind is not None:
            mapped = sum(column.field is not None or bool(column.custom) for column in sheet.columns)
            total = len(sheet.columns)
            whole, part = self.tr("%n 列全部对应", "", total), self.tr("{mapped}/{total} 列对应")
            plain = whole if mapped == total else part.format(mapped=mapped, total=total)
        count = sum(len(each.to_confirm) for each in state.readable)
        if self._stepping.blocking:
            words = self.tr("%n 张表还要说明", "", len(self._stepping.blocking))
            if sheet in self._stepping.blocking:
                words = self._need(sheet)
            foot.say(plain, words, note)
            others = [each for each in self._stepping.blocking if each.id != state.current]
            foot.set_next(
                self.tr("去看 {name}").format(name=others[0].label) if others else self.tr("检查"),
                "" if others else self._need(self._stepping.blocking[0]),
            )
            return
        foot.say(plain, self.tr("%n 列待确认", "", count) if count else "", note)
        words = self.tr("确认 %n 列并检查", "", count) if count else self.tr("检查")
        foot.set_next(words, self._stepping.why_not(CHECK))

    def _need(self, sheet: SourceSheet) -> str:
        return comma(open_words(sheet, self._pane.tools.language))

    def _say_check(self) -> None:
        state, foot, checked = self._state, self._pane.foot, self._state.checked
        if checked is None:
            foot.say(self.tr("正在检查…"), "", "")
            foot.set_next(self.tr("看写入以后的变化"), self.tr("正在检查…"))
            return
        errors, warnings = len(checked.errors), len(checked.warnings)
        plain = self.tr("{rows} 行查过").format(rows=f"{checked.rows:,}")
        words = []
        if errors:
            words.append(grouped(self.tr("%n 个错误", "", errors), errors))
        if warnings:
            words.append(grouped(self.tr("%n 个警告", "", warnings), warnings))
        parts = []
        if state.edits:
            parts.append(grouped(self.tr("改了 %n 格", "", state.edits), state.edits))
        if state.left_out:
            parts.append(grouped(self.tr("略过 %n 行", "", state.left_out), state.left_out))
        if errors:
            parts.append(self.tr("错误改好或略过以后才能写入"))
        elif warnings:
            parts.append(self.tr("警告不挡写入"))
        foot.say(plain, self.tr("，").join(words), self.tr("，").join(parts), error=bool(errors))
        why = self.tr("正在检查…") if not state.fresh else self._stepping.why_not(WRITE)
        foot.set_next(self.tr("看写入以后的变化"), why)

    def _say_write(self) -> None:
        state, foot, effect = self._state, self._pane.foot, self._state.effect
        if state.written is not None:
            foot.say(self.tr("已写入"), "", "")
            foot.set_next(self.tr("打开客户"))
            return
        if self._work.writing:
            foot.say(self.tr("正在写入，可以照常做别的事"), "", "")
            foot.set_next(self.tr("写入"), self.tr("正在写入。"))
            return
        if effect is None:
            foot.say(self.tr("正在比较…"), "", "")
            foot.set_next(self.tr("写入"), self.tr("正在比较…"))
            return
        if effect.empty and not effect.undecided:
            foot.say(self.tr("没有要写的"), "", "")
            foot.set_next(self.tr("完成"))
            return
        rows = sum(table.new + table.changed for table in effect.tables)
        open_ = len(effect.undecided)
        warn = self.tr("%n 处手工改过的值待选", "", open_) if open_ else ""
        foot.say(self.tr("{rows} 行要写").format(rows=f"{rows:,}"), warn, self.tr("全部或全不写入，一步撤销"))
        why = self.tr("先选好手工改过的值留哪一边。") if open_ else self._pane.tools.read_only
        foot.set_next(self.tr("写入 {rows} 行").format(rows=f"{rows:,}"), why)
