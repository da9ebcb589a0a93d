"""The figures of an account's row as text, measured and coloured for the painter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.health import BANDS
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Lines
from csmdesk.ui.panes.accounts.rows import (
    ANNUAL,
    CADENCE,
    CONTRACTS,
    COVERAGE,
    DAYS,
    DECISION,
    DEPTH,
    HEALTH,
    TOUCH,
    AccountRow,
    Shown,
    Written,
)
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.figures import AccountLine

MISSING = "—"

FIGURES = (ANNUAL, HEALTH, DECISION, DAYS, TOUCH, CADENCE, COVERAGE, CONTRACTS, DEPTH)

translate = QCoreApplication.translate


class AccountWords:
    """Writes the figures of a row in the user's language, as of the day of the last ``set_lines``."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self.language: Language = language
        self.closing = date.min
        self.bands = BANDS
        self._theme = theme
        self._widths: dict[str, int] = {}
        self._never = translate("AccountsPane", "从未")
        dash = self._written(MISSING, "t3")
        self._blank = Shown(dict.fromkeys(FIGURES, dash), "", [], None)

    def set_lines(self, lines: Lines) -> None:
        """The day from which days are counted."""
        self.closing = lines.closing
        self.bands = lines.bands

    def _width(self, text: str) -> int:
        # Dates, days and scores repeat: the texts are few, and measuring one takes longer than all else.
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = self._theme.metrics().horizontalAdvance(text)
        return found

    def _written(self, text: str, role: str = "t1") -> Written:
        return Written(text, self._width(text), role)

    def shown(self, row: AccountRow) -> Shown:
        """The row's figures as they are drawn."""
        found = row.shown
        if found is None:
            found = row.shown = self._blank if row.line is None else self._make(row, row.line)
        return found

    def text(self, row: AccountRow, column: int) -> str:
        """A figure of the row as text."""
        return self.shown(row).figures[column].text

    def write(self, row: AccountRow, closing: date) -> None:
        """Write a row's figures as text; in any thread, as nothing is measured yet."""
        line = row.line
        if line is None or row.texts is not None:
            return
        # Known figures mean that the metrics have been imported: before the first paint they must not be.
        from csmdesk.metrics import display
        from csmdesk.services import account_words as words

        decision, touch, language = line.decision_day, line.last_touch, self.language
        row.texts = {
            ANNUAL: display.money_cell(line.arr_fen / 100, language),
            HEALTH: display.health(line.health, self.bands),
            DECISION: words.short_day(decision, closing),
            DAYS: words.days_until(decision, closing).to(language) if decision else MISSING,
            TOUCH: words.days_ago(touch, closing).to(language) if touch else self._never,
            CADENCE: str(line.cadence_days),
            COVERAGE: display.percent(line.coverage, places=0),
            CONTRACTS: str(line.contracts),
            DEPTH: MISSING if line.depth is None else display.percent(line.depth, places=0),
        }

    def _make(self, row: AccountRow, line: AccountLine) -> Shown:
        self.write(row, self.closing)
        assert row.texts is not None
        late = line.decision_day is not None and line.decision_day < self.closing
        roles = {
            HEALTH: "t1" if line.health is not None else "t3",
            DECISION: "t1" if line.decision_day else "t3",
            DAYS: "redt" if late else "t3",
            TOUCH: "ambert" if line.cadence_broken else "t3",
            CADENCE: "t3",
            COVERAGE: "t3",
            DEPTH: "t1" if line.depth is not None else "t3",
        }
        # Figures come after the first paint, and what draws their curve is not imported before it either.
        from csmdesk.ui.widgets.sparkline import HEIGHT, HIGH, LOW, WIDTH, spark_lines

        points = [float(value) for _, value in line.health_points]
        spark, end = spark_lines(points, WIDTH, HEIGHT, LOW, HIGH)
        figures = {column: self._written(text, roles.get(column, "t1")) for column, text in row.texts.items()}
        return Shown(figures, line.band.value, spark, end)

    # --- in words -------------------------------------------------------------------------------------------

    def read_out(self, row: AccountRow) -> str:
        """The whole row as a screen reader says it."""
        line = row.line
        if line is None:
            return row.name
        from csmdesk.metrics import display
        from csmdesk.services import account_words as words

        language, figures = self.language, self.shown(row).figures
        annual, health = translate("AccountsPane", "年化"), translate("AccountsPane", "健康度")
        decision, touch = translate("AccountsPane", "决策日"), translate("AccountsPane", "触达")
        parts = [
            row.name,
            row.segment,
            f"{annual} {figures[ANNUAL].text}",
            f"{health} {figures[HEALTH].text}",
        ]
        parts.append(words.BANDS[line.band].to(language))
        if line.decision_day is not None:
            day = display.day_words(line.decision_day, language)
            parts += [f"{decision} {day}", figures[DAYS].text]
        parts.append(f"{touch} {figures[TOUCH].text}")
        if row.source.archived:
            parts.append(translate("AccountsPane", "已归档"))
        return self._joined(parts)

    def health_tip(self, row: AccountRow) -> str:
        """What lies behind the shape: the band in words, and how much of the score is known."""
        line = row.line
        if line is None:
            return ""
        from csmdesk.services import account_words as words

        # Words within an f-string are not found by lupdate.
        covered = translate("AccountsPane", "覆盖")
        return self._joined(
            [words.BANDS[line.band].to(self.language), f"{covered} {self.text(row, COVERAGE)}"]
        )

    def segment_tip(self, row: AccountRow) -> str:
        """Whether the segment is stated or computed, and where the two differ."""
        from csmdesk.domain.rules import HIGH_VALUE

        line, stated = row.line, row.source.segment
        if line is None:
            return stated
        if not stated:
            return translate("AccountsPane", "未填分层；按收入算作高价值。") if line.high_value else ""
        if (stated == HIGH_VALUE) == line.high_value:
            return stated
        if line.high_value:
            return translate("AccountsPane", "填的是{segment}；按收入算是高价值。").format(segment=stated)
        return translate("AccountsPane", "填的是高价值；按收入算不是。")

    def _joined(self, parts: list[str]) -> str:
        return ("，" if self.language == "zh" else ", ").join(part for part in parts if part)
