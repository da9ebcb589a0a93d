"""The cells of a contract's row as text, measured and coloured for the painter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.renewal_track import State, Step
from csmdesk.domain.text import Language
from csmdesk.ui.panes.calendar.rows import (
    AMOUNT,
    ANNUAL,
    CODE,
    DAYS,
    DECISION,
    END,
    FORECAST,
    HEALTH,
    PRODUCT,
    SEGMENT,
    STATE,
    TRACK,
    CalendarRow,
    Written,
)
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.contract_calendar import CalendarData

MISSING = "—"

translate = QCoreApplication.translate


def band_words() -> Mapping[str, str]:
    """What the bands of health are called."""
    return {
        "red": translate("CalendarPane", "红"),
        "yellow": translate("CalendarPane", "黄"),
        "green": translate("CalendarPane", "绿"),
        "unscored": translate("CalendarPane", "未评"),
    }


def outcome_words() -> Mapping[str, str]:
    """What becomes of a contract, in a word."""
    return {
        "open": translate("CalendarPane", "待办"),
        "renewed": translate("CalendarPane", "已续"),
        "lost": translate("CalendarPane", "未续"),
    }


def forecast_words() -> Mapping[str, str]:
    """What the categories of the forecast are called."""
    return {
        "committed": translate("CalendarPane", "承诺"),
        "likely": translate("CalendarPane", "可能"),
        "risk": translate("CalendarPane", "风险"),
        "lost": translate("CalendarPane", "已失"),
    }


def step_names() -> Mapping[Step, str]:
    """What the steps of a renewal are called."""
    return {
        Step.TALKS: translate("CalendarPane", "续约谈判"),
        Step.WORKSHOP: translate("CalendarPane", "价值工作坊"),
        Step.QUOTE: translate("CalendarPane", "分层报价"),
        Step.FORECAST: translate("CalendarPane", "预测"),
        Step.SIGNING: translate("CalendarPane", "签署"),
        Step.RECEIPT: translate("CalendarPane", "到账"),
    }


def state_names() -> Mapping[State, str]:
    """How a step stands, in a word."""
    return {
        State.TODO: translate("CalendarPane", "未开始"),
        State.DOING: translate("CalendarPane", "进行中"),
        State.LATE: translate("CalendarPane", "逾期"),
        State.DONE: translate("CalendarPane", "完成"),
        State.SKIPPED: translate("CalendarPane", "跳过"),
    }


FORECAST_SHAPES = {"committed": "green", "likely": "yellow", "risk": "red", "lost": "lost"}
"""The status shape of each category."""


class CalendarWords:
    """Writes contracts in the user's language, as of the day of the last ``set_data``."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self.language: Language = language
        self.closing = date.min
        self._data: CalendarData | None = None
        self._theme = theme
        self._widths: dict[str, int] = {}
        self._bands, self._outcomes, self._forecasts = band_words(), outcome_words(), forecast_words()
        self._steps, self._states = step_names(), state_names()
        self._comma = "，" if language == "zh" else ", "
        self._health = translate("CalendarPane", "健康度")

    def set_data(self, data: CalendarData) -> None:
        """The day from which days are counted, and what money is counted in."""
        self._data = data
        self.closing = data.closing

    # --- money ----------------------------------------------------------------------------------------------

    def total(self, units: int) -> Fraction:
        """A sum of the rows' units in units of the currency."""
        return Fraction(0) if self._data is None else self._data.total(units)

    def money(self, units: int) -> str:
        """A sum of the rows' units: 199.0万."""
        return self.cell_money(self.total(units))

    def cell_money(self, value: Fraction) -> str:
        """An amount in units of the currency as tables write it: 1,240.0万."""
        from csmdesk.metrics import display

        return display.money_cell(value, self.language)

    def short_money(self, value: Fraction) -> str:
        """An amount as short as it can be said, without its currency: 1.37亿, 137M."""
        currency = "CNY" if self._data is None else self._data.currency
        return self.amount(value).removeprefix(f"{currency} ")

    def amount(self, value: Fraction) -> str:
        """An amount in units of the currency, with the display unit that fits it: 1,654万."""
        from csmdesk.metrics import display

        currency = "CNY" if self._data is None else self._data.currency
        return display.money(value, self.language, currency)

    # --- cells ----------------------------------------------------------------------------------------------

    def shown(self, row: CalendarRow) -> dict[int, Written]:
        """The row's cells as they are drawn."""
        found = row.shown
        if found is None:
            self.write(row, self.closing)
            assert row.texts is not None
            roles = self._roles(row)
            plain = "t1" if row.open else "t2"
            found = row.shown = {
                column: Written(text, self._width(text), roles.get(column, plain))
                for column, text in row.texts.items()
            }
        return found

    def _width(self, text: str) -> int:
        # Dates, days and scores repeat: the texts are few, and measuring one takes longer than all else.
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = self._theme.metrics().horizontalAdvance(text)
        return found

    def text(self, row: CalendarRow, column: int) -> str:
        """A cell of the row as text."""
        if column == ANNUAL and row.texts is None:
            # The month asks for this one alone, of a hundred contracts at a time.
            return self._annual(row)
        self.write(row, self.closing)
        assert row.texts is not None
        return row.texts[column]

    def write(self, row: CalendarRow, closing: date) -> None:
        """Write a row's cells as text, as of ``closing``; in any thread, as nothing is measured yet."""
        if row.texts is not None:
            return
        # Rows come with the figures: what counts them has been imported beside the window.
        from csmdesk.metrics import display
        from csmdesk.services import account_words as words

        source, language = row.source, self.language
        row.texts = {
            CODE: source.code,
            PRODUCT: source.product,
            SEGMENT: row.segment,
            END: words.short_day(source.end, closing),
            DECISION: words.short_day(source.decision, closing),
            DAYS: self._days(row, closing),
            AMOUNT: words.money(source.amount_fen, source.currency).to(language),
            ANNUAL: self._annual(row),
            HEALTH: display.health(source.health),
            TRACK: source.step_words.to(language),
            FORECAST: self.forecast_word(row),
            STATE: self._outcomes[source.outcome],
        }

    def _annual(self, row: CalendarRow) -> str:
        from csmdesk.metrics import display

        return display.money_cell(row.source.annual, self.language)

    def _days(self, row: CalendarRow, closing: date) -> str:
        from csmdesk.services import account_words as words

        if not row.open:
            return MISSING
        if row.source.monthly:
            return translate("CalendarPane", "按月")
        return words.days_until(row.source.decision, closing).to(self.language)

    def forecast_word(self, row: CalendarRow) -> str:
        """The category of an open contract; what became of a settled one."""
        outcome = row.source.outcome
        return self._forecasts[row.source.forecast.value] if outcome == "open" else self._outcomes[outcome]

    def _roles(self, row: CalendarRow) -> dict[int, str]:
        source = row.source
        roles = {CODE: "t2", PRODUCT: "t2", SEGMENT: "t2", DAYS: "t3", TRACK: "t2", STATE: "t2"}
        if row.open:
            late = row.days < 0 and not source.monthly
            roles |= {DAYS: "redt" if late else "t3", FORECAST: "t1" if source.forecast_stated else "t3"}
        if source.health is None:
            roles[HEALTH] = "t3"
        if source.annual is None:
            roles[ANNUAL] = "t3"
        return roles

    # --- in words -------------------------------------------------------------------------------------------

    def read_out(self, row: CalendarRow) -> str:
        """The whole row as a screen reader says it."""
        from csmdesk.metrics import display

        source, annual = row.source, translate("CalendarPane", "年化")
        decision = translate("CalendarPane", "决策日")
        decided = display.day_words(source.decision, self.language, year=source.decision.year != self.year)
        parts = [
            source.account,
            source.code,
            f"{annual} {self.text(row, ANNUAL)}",
            self.health_words(row),
            f"{decision} {decided}",
            self.days_words(row),
            self.text(row, TRACK) if row.open else "",
            self.forecast_word(row),
        ]
        return self.joined(parts)

    @property
    def year(self) -> int:
        """The year of the closing day."""
        return self.closing.year

    def days_words(self, row: CalendarRow) -> str:
        """How far the decision is ahead, in a sentence; '' for what is settled."""
        if not row.open:
            return ""
        text = self.text(row, DAYS)
        if row.source.monthly or row.days <= 0:
            return text
        return translate("CalendarPane", "还有 {days}").format(days=text)

    def health_words(self, row: CalendarRow) -> str:
        """The health with its band: 健康度 59.7，红."""
        band = self._bands[row.source.band.value]
        if row.source.health is None:
            return f"{self._health} {band}"
        return f"{self._health} {self.text(row, HEALTH)}{self._comma}{band}"

    def mark_tip(self, row: CalendarRow) -> str:
        """What a mark stands for: account, contract, amount, health, what became of it."""
        state = self.text(row, TRACK) if row.open else self.forecast_word(row)
        return self.joined(
            [
                f"{row.source.account}  {row.source.code}",
                self.text(row, ANNUAL),
                self.health_words(row),
                state,
            ]
        )

    def track_tip(self, row: CalendarRow) -> str:
        """The six steps with their states and days."""
        from csmdesk.services import account_words as words

        lines = []
        for line in row.source.steps:
            said = self._states[line.state]
            day = line.done or (line.due if line.state not in {State.DONE, State.SKIPPED} else None)
            when = words.short_day(day, self.closing) if day is not None else ""
            lines.append("  ".join(part for part in (self._steps[line.step], said, when) if part))
        return "\n".join(lines)

    def forecast_tip(self, row: CalendarRow) -> str:
        """Where the forecast comes from, or what became of the contract."""
        source = row.source
        if not row.open:
            codes = "、".join(source.successors)
            if not codes:
                return self.forecast_word(row)
            told = translate("CalendarPane", "已由 {codes} 续约").format(codes=codes)
            return told + (translate("CalendarPane", "（推断）") if source.inferred else "")
        if source.forecast_stated:
            return self.forecast_word(row)
        return translate("CalendarPane", "{forecast}：按健康度推定，按 1–4 自己定").format(
            forecast=self.forecast_word(row)
        )

    def joined(self, parts: list[str]) -> str:
        """Parts of a sentence with the language's comma between."""
        return self._comma.join(part for part in parts if part)
