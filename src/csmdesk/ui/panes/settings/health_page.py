"""健康度: the weights of the dimensions, what other weights would change, and how a score is made."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csmdesk.domain.health import Band, HealthRules
from csmdesk.domain.health_model import missing_words
from csmdesk.domain.text import Language
from csmdesk.metrics.display import half_up
from csmdesk.services.settings_values import decimal
from csmdesk.ui.panes.settings.page import SettingsPage
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.plain_table import Problem, cell, heads
from csmdesk.ui.widgets.progress import ShareBar
from csmdesk.ui.widgets.section import Line
from csmdesk.ui.widgets.shapes import StatusShape
from csmdesk.ui.widgets.value_field import ValueField

if TYPE_CHECKING:
    from csmdesk.services.settings import SettingsState
    from csmdesk.services.settings_health import BandPreview, DimensionLine, HealthWeights
    from csmdesk.ui.panes.settings.work import SettingsWork
    from csmdesk.ui.tasks import Job

_NAME, _SCORES, _WEIGHT, _SIGN, _SHARE = 132, 72, 88, 16, 64


class DimensionRow(QWidget):
    """One dimension: how often it was scored, its weight, and its share of all weights."""

    def __init__(self, theme: Theme, line: DimensionLine) -> None:
        super().__init__()
        self.line = line
        self.field = ValueField(theme, self.tr("{name} 权重，%").format(name=line.name), width=_WEIGHT)
        self._scores = cell(theme, "", _SCORES, role="t3", align="right")
        self._bar = ShareBar(theme)
        self._share = cell(theme, "", _SHARE, align="right")
        self.problem = Problem(theme)
        name = cell(theme, line.name, _NAME, bold=True)
        name.setToolTip(line.name)
        sign = cell(theme, "%", _SIGN, role="t3")
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(name)
        row.addWidget(self._scores)
        row.addWidget(self.field)
        row.addWidget(sign)
        row.addWidget(self._bar, 1)
        row.addWidget(self._share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(Line(theme))

    def show_line(self, line: DimensionLine, *, writable: bool) -> None:
        """Show what is kept."""
        self.line = line
        self._scores.setText(self.tr("由数据算") if line.scores is None else f"{line.scores:,}")
        self.field.set_hint(_percent(line.default))
        self.field.edit.setReadOnly(not writable)
        self.field.show_value(line.typed)
        if not self.field.invalid:
            self.problem.say("")
        self._bar.set_share(float(line.share))
        self._share.setText(f"{_percent(line.share)}%")

    def refuse(self, sentence: str) -> None:
        """Say why the weight cannot be taken."""
        self.field.set_invalid(True)
        self.problem.say(sentence)


class HealthPage(SettingsPage):
    """While a weight is typed it says which accounts would change their band; it is kept on Enter."""

    def __init__(self, theme: Theme, health: HealthWeights, work: SettingsWork, language: Language) -> None:
        super().__init__(theme)
        self._language: Language = language
        self._health = health
        self._work = work
        self._period: tuple[str, date | None] | None = None
        self.rows: dict[int, DimensionRow] = {}
        self._shown: list[tuple[int, str]] = []
        self.bands: dict[str, Label] = {}
        self._counting: Job | None = None
        head = self.add_group(self.tr("维度权重"))
        self._reset = Button(theme, self.tr("全部恢复默认"), kind="link", small=True)
        self._reset.clicked.connect(self._go_back)
        self._reset.hide()
        head.add(self._reset)
        self.column.addWidget(self._head())
        self.column.addWidget(Line(theme, "line2"))
        place = QWidget()
        self._list = QVBoxLayout(place)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.column.addWidget(place)
        self._none = self.add_note(self.tr("导入健康度以后，维度会列在这里。"))
        self._sum = self.add_note("")
        self._preview = Label(theme, role="t2", wrap=True)
        self.column.addWidget(self._preview)
        self._preview.hide()
        self._explain()

    def _head(self) -> QWidget:
        columns = (
            (self.tr("维度"), _NAME, "left"),
            (self.tr("评分数"), _SCORES, "right"),
            (self.tr("权重"), _WEIGHT, "right"),
            ("", 0, "left"),
            (self.tr("折算后"), _SHARE, "right"),
        )
        return heads(self.theme, columns)

    def _explain(self) -> None:
        """How a score is made: these are the same in every book."""
        self.add_group(self.tr("分档"))
        bands = (
            ("red", self.tr("红")),
            ("yellow", self.tr("黄")),
            ("green", self.tr("绿")),
            ("unscored", self.tr("未评")),
        )
        for shape, word in bands:
            mark = StatusShape(self.theme)
            name = Label(self.theme, word)
            name.setFixedWidth(64)
            row = QHBoxLayout()
            row.setContentsMargins(0, 3, 0, 3)
            row.setSpacing(8)
            row.addWidget(mark)
            row.addWidget(name)
            self.bands[shape] = Label(self.theme, role="t2")
            row.addWidget(self.bands[shape])
            row.addStretch(1)
            self.column.addLayout(row)
            # Showing it before it has a place would open a window of its own.
            mark.set_shape(shape)
        self.add_group(self.tr("缺数据时"))
        self._missing = self.add_note("")
        self.add_note(self.tr("分档、缺数据时怎么办、由数据计算的维度和版本，在“计划与指标”的“健康度”里改。"))

    def _show_rules(self, rules: HealthRules) -> None:
        red, green = rules.bands.red_words, rules.bands.green_words
        self.bands["red"].setText(self.tr("低于 {red}").format(red=red))
        self.bands["yellow"].setText(self.tr("{red} 到不满 {green}").format(red=red, green=green))
        self.bands["green"].setText(self.tr("{green} 及以上").format(green=green))
        self.bands["unscored"].setText(self.tr("有分的维度不够"))
        words = missing_words(rules).to(self._language)
        self._missing.setText(
            self.tr("{rule}。健康度旁写明覆盖了多少。手工改的健康度到期前代替算出的分。").format(
                rule=words[:1].upper() + words[1:]
            )
        )

    # --- what it shows --------------------------------------------------------------------------------------

    def show_state(self, state: SettingsState) -> None:
        lines = state.dimensions
        shown = [(line.id, line.name) for line in lines]
        if shown != self._shown:
            self._make_rows(lines)
            self._shown = shown
        for line in lines:
            self.rows[line.id].show_line(line, writable=state.writable)
        self._none.setVisible(not lines)
        self._say_sum(lines)
        self._reset.setVisible(state.writable and any(line.goes_back for line in lines))
        self._health.forget()
        self._show_rules(state.health)
        self._show_preview()

    def _make_rows(self, lines: tuple[DimensionLine, ...]) -> None:
        for old in self.rows.values():
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = {}
        for line in lines:
            row = self.rows[line.id] = DimensionRow(self.theme, line)
            row.field.committed.connect(self._commit)
            row.field.typing.connect(self._show_preview)
            self._list.addWidget(row)

    def _say_sum(self, lines: tuple[DimensionLine, ...]) -> None:
        whole = sum((line.counts for line in lines), Fraction(0))
        self._sum.setVisible(bool(lines))
        if whole == 1:
            self._sum.setText(self.tr("合计 100%。空着的用默认权重。"))
        elif whole:
            words = self.tr("合计 {sum}%，按比例折算到 100%。空着的用默认权重。")
            self._sum.setText(words.format(sum=_percent(whole)))
        else:
            self._sum.setText(self.tr("都没有权重时，各维度一样重。"))

    def set_period(self, period: str, as_of: date | None) -> None:
        self._period = (period, as_of)
        self._show_preview()

    # --- changing -------------------------------------------------------------------------------------------

    def _commit(self, typed: str) -> None:
        row = next(row for row in self.rows.values() if row.field is self.sender())
        self._work.change(self, partial(self._health.set, row.line.id, typed), row.refuse)

    def _go_back(self) -> None:
        self._work.change(self, self._health.reset, self._say)

    def _say(self, sentence: str) -> None:
        self._work.said.emit(sentence, False)

    def _show_preview(self) -> None:
        """What would change if what stands in the fields were kept."""
        typed = {
            id_: row.field.text for id_, row in self.rows.items() if row.field.text.strip() != row.line.typed
        }
        for row in self.rows.values():
            if not row.field.invalid:
                row.problem.say("")
        if not typed or self._period is None:
            self._preview.hide()
            if self._counting is not None:
                # What is being counted must not come late.
                self._counting.cancel()
            return
        period, as_of = self._period
        preview = partial(self._health.preview, typed, period, as_of)
        self._counting = self._work.read(
            self, preview, self._say_preview, slot="preview", refuse=self._say_none
        )

    def _say_preview(self, found: BandPreview) -> None:
        if not found.changed:
            words = self.tr("没有客户换档。")
        else:
            moves = self.tr("，").join(
                f"{word} {found.before.get(band, 0)} → {found.after.get(band, 0)}"
                for band, word in (
                    (Band.RED, self.tr("红")),
                    (Band.YELLOW, self.tr("黄")),
                    (Band.GREEN, self.tr("绿")),
                    (Band.UNSCORED, self.tr("未评")),
                )
                if found.before.get(band, 0) != found.after.get(band, 0)
            )
            words = self.tr("%n 个客户换档：{moves}。", "", found.changed).format(moves=moves)
        begin = self.tr("按回车保存后（截至 {day}），").format(day=found.closing.isoformat())
        self._preview.setText(begin + words)
        self._preview.show()

    def _say_none(self, _: str) -> None:
        """What is typed is no weight yet; why is said when it is entered."""
        self._preview.hide()


def _percent(share: Fraction) -> str:
    """A share in percent, with one decimal at most."""
    return decimal(half_up(share * 100, 1))
