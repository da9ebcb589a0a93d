"""How a sheet is read: its kind, encoding, header, dates and amounts; a change reads it anew at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.text import Language
from csmdesk.importers.encodings import ENCODINGS
from csmdesk.ui.panes.importing.words import encoding_words
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.flow import FlowRow
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.select import Select

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet
    from csmdesk.ui.panes.importing.field_choices import FieldChoice

translate = QCoreApplication.translate

DELIMITERS = (",", ";", "\t", "|")
_POWERS = (0, 3, 4, 6, 8)
_HEADERS = 12
"""The first rows of a file that are offered as its header."""


class _Choice(QWidget):
    """A grey word and a list."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.name = name
        self.select = Select(theme, snug=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(Label(theme, name, scale="small", role="t3"))
        row.addWidget(self.select)

    def show_choices(
        self,
        choices: Sequence[tuple[str, str]],
        value: str,
        suggested: str = "",
        searched: Mapping[str, str] | None = None,
    ) -> None:
        """Offer ``choices`` with ``value`` as what holds now; ``suggested`` is what was recognised."""
        auto = translate("ReadingBar", "自动")
        self.select.set_choices(choices, {suggested: auto} if suggested else None, searched)
        self.select.set_value(value)
        self.select.setAccessibleName(f"{self.name} {self.select.currentText()}")

    def set_open(self, open_: bool) -> None:
        """Show that somebody has to choose."""
        self.select.set_invalid(open_)


class ReadingBar(FlowRow):
    """``said(how)`` is one thing said otherwise, as ``ImportDesk.reread`` takes it."""

    said = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(8, parent)
        self._language: Language = language
        self._headers: dict[str, int | tuple[int, int]] = {}
        self.kind = _Choice(theme, self.tr("内容"))
        self.encoding = _Choice(theme, self.tr("编码"))
        self.delimiter = _Choice(theme, self.tr("分隔"))
        self.header = _Choice(theme, self.tr("表头"))
        self.dates = _Choice(theme, self.tr("日期"))
        self.ends = _Choice(theme, self.tr("结束日"))
        self.money = _Choice(theme, self.tr("金额"))
        self.currency = _Choice(theme, self.tr("币种"))
        for part in (
            self.kind, self.encoding, self.delimiter, self.header, self.dates, self.ends, self.money,
            self.currency,
        ):  # fmt: skip
            self.add(part)
        self.kind.select.picked.connect(self._pick_kind)
        self.encoding.select.picked.connect(self._pick_encoding)
        self.delimiter.select.picked.connect(self._pick_delimiter)
        self.header.select.picked.connect(self._pick_header)
        self.dates.select.picked.connect(self._pick_dates)
        self.ends.select.picked.connect(self._pick_ends)
        self.money.select.picked.connect(self._pick_money)
        self.currency.select.picked.connect(self._pick_currency)

    @property
    def asked(self) -> Select | None:
        """The list in which somebody has to choose before anything else; None for none."""
        return next((part.select for part in (self.kind, self.dates) if part.select.invalid), None)

    # --- what holds now -------------------------------------------------------------------------------------

    def show_sheet(
        self,
        sheet: SourceSheet,
        first: SourceSheet,
        kinds: Sequence[FieldChoice],
        currencies: Sequence[tuple[str, str]],
    ) -> None:
        """Show how ``sheet`` is read; ``first`` is how it was read before anything was said."""
        kind = sheet.kind or ""
        none = [] if kind else [("", self.tr("待选"))]
        choices = [*none, *((each.key, each.words) for each in kinds)]
        self.kind.show_choices(choices, kind, first.kind or "", {each.key: each.search for each in kinds})
        self.kind.set_open(sheet.kind is None and sheet.refusal is None)
        self._show_text(sheet, first)
        self._show_header(sheet, first)
        self.dates.set_open(sheet.order_open)
        orders = [("ymd", self.tr("年/月/日")), ("dmy", self.tr("日/月/年")), ("mdy", self.tr("月/日/年"))]
        if sheet.order_open or not sheet.date_order:
            orders = [("", self.tr("待选") if sheet.order_open else self.tr("自动判断")), *orders]
        value = "" if sheet.order_open else sheet.date_order
        self.dates.show_choices(orders, value, "" if first.order_open else first.date_order)
        powers = [(str(power), words) for power, words in zip(_POWERS, self._money_words(), strict=True)]
        if str(sheet.money_power) not in dict(powers):
            powers.append((str(sheet.money_power), f"10^{sheet.money_power}"))
        self.money.show_choices(powers, str(sheet.money_power), str(first.money_power))
        # What no column is about need not be said.
        self.ends.setVisible(sheet.has_end)
        ends = [("in", self.tr("含当天")), ("out", self.tr("不含当天"))]
        self.ends.show_choices(ends, _end(sheet), _end(first))
        self.currency.setVisible(sheet.has_money)
        known = dict(currencies)
        known.setdefault(sheet.currency, sheet.currency)
        self.currency.show_choices(list(known.items()), sheet.currency, first.currency)

    def _show_text(self, sheet: SourceSheet, first: SourceSheet) -> None:
        text = bool(sheet.delimiter or first.delimiter)
        self.encoding.setVisible(bool(sheet.encoding or first.encoding))
        self.delimiter.setVisible(text)
        if text:
            known = list(dict.fromkeys(name for name in (first.encoding, sheet.encoding, *ENCODINGS) if name))
            choices = [(name, encoding_words(name)) for name in known]
            self.encoding.show_choices(choices, sheet.encoding, first.encoding)
            names = {
                ",": self.tr("逗号"),
                ";": self.tr("分号"),
                "\t": self.tr("制表符"),
                "|": self.tr("竖线"),
            }
            signs = list(dict.fromkeys((*DELIMITERS, *filter(None, (sheet.delimiter, first.delimiter)))))
            choices = [(sign, names.get(sign, sign)) for sign in signs]
            self.delimiter.show_choices(choices, sheet.delimiter, first.delimiter)
        else:
            self.encoding.show_choices([(sheet.encoding, encoding_words(sheet.encoding))], sheet.encoding)
        self.encoding.select.setEnabled(text)

    def _show_header(self, sheet: SourceSheet, first: SourceSheet) -> None:
        rows: list[tuple[int, int]] = [(n, n) for n in range(1, _HEADERS + 1)]
        top = sheet.header[0]
        rows += [(top, top + 1), *({sheet.header, first.header} - set(rows) - {(top, top + 1)})]
        rows.sort()
        one, two = self.tr("第 {first} 行"), self.tr("第 {first}–{last} 行")
        choices = []
        self._headers = {}
        for begin, end in rows:
            key = f"{begin}-{end}"
            self._headers[key] = begin if begin == end else (begin, end)
            choices.append((key, (one if begin == end else two).format(first=begin, last=end)))
        now, before = (f"{each[0]}-{each[1]}" for each in (sheet.header, first.header))
        self.header.show_choices(choices, now, before)

    def _money_words(self) -> tuple[str, ...]:
        return self.tr("元"), self.tr("千元"), self.tr("万元"), self.tr("百万元"), self.tr("亿元")

    # --- what is said ---------------------------------------------------------------------------------------

    def _pick_kind(self) -> None:
        if self.kind.select.value:
            self.said.emit({"kind": self.kind.select.value})

    def _pick_encoding(self) -> None:
        self.said.emit({"encoding": self.encoding.select.value})

    def _pick_delimiter(self) -> None:
        self.said.emit({"delimiter": self.delimiter.select.value})

    def _pick_header(self) -> None:
        self.said.emit({"header": self._headers[self.header.select.value]})

    def _pick_dates(self) -> None:
        self.said.emit({"date_order": self.dates.select.value})

    def _pick_ends(self) -> None:
        self.said.emit({"end_exclusive": self.ends.select.value == "out"})

    def _pick_currency(self) -> None:
        self.said.emit({"currency": self.currency.select.value})

    def _pick_money(self) -> None:
        self.said.emit({"money_unit": int(self.money.select.value)})


def _end(sheet: SourceSheet) -> str:
    return "out" if sheet.end_exclusive else "in"
