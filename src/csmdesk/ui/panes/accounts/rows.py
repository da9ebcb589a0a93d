"""The rows of the account list: a name at once, its figures when they have been counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QLineF, QPointF

from csmdesk.domain.text import Language
from csmdesk.services.accounts import AccountName, Lines
from csmdesk.ui.models.table import Column
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from csmdesk.services.figures import AccountLine

MISSING = "—"

translate = QCoreApplication.translate

SPARK_WIDTH = 64
SPARK_HEIGHT = 20
SPARK_LEFT = 20
_SPARK_LOW, _SPARK_HIGH = 30.0, 100.0
"""The scores at the foot and the top of the sparkline, the same in every row so that rows compare."""

_SEGMENTS = {"高价值": 0, "潜力": 1, "稳定": 2, "流失风险": 3}


def spark_y(score: float) -> float:
    """The height of a score in the sparkline's box, from its top."""
    part = (min(max(score, _SPARK_LOW), _SPARK_HIGH) - _SPARK_LOW) / (_SPARK_HIGH - _SPARK_LOW)
    return SPARK_HEIGHT - 2 - part * (SPARK_HEIGHT - 4)


class Written(NamedTuple):
    """A cell: its text, the width of the text, and the role of its colour."""

    text: str
    width: int
    role: str


class Shown(NamedTuple):
    """A row's figures as they are drawn; made when the row is first painted."""

    annual: Written
    health: Written
    mark: str
    decision: Written
    days: Written
    touch: Written
    spark: list[QLineF]
    spark_end: QPointF | None


class AccountRow:
    """An account in the list; ``line`` is None until its figures are known.

    The attributes that columns sort by are plain numbers, None where nothing is known: fractions compare a
    hundred times slower, and an order needs no more than a float can tell.
    """

    __slots__ = (
        "_search",
        "annual",
        "decision",
        "health",
        "line",
        "place",
        "shown",
        "source",
        "texts",
        "touch",
        "trend",
        "units",
    )

    def __init__(self, source: AccountName, place: int) -> None:
        self.source = source
        self.place = place
        """Its place by name."""
        self.line: AccountLine | None = None
        self.shown: Shown | None = None
        self.texts: tuple[str, str, str, str, str] | None = None
        """Annual value, health, decision date, days and touch as text, once they have been written."""
        self._search: str | None = None
        self.annual: float | None = None
        self.health: float | None = None
        self.trend: float | None = None
        self.decision: int | None = None
        self.touch: int | None = None
        self.units = 0
        """Its annual value in the units of ``Lines.units``."""

    @property
    def id(self) -> int:
        """The account's key."""
        return self.source.id

    @property
    def name(self) -> str:
        """The account's name."""
        return self.source.name

    @property
    def segment(self) -> str:
        """The account's segment."""
        return self.source.segment

    def same(self, other: AccountRow) -> bool:
        """True when both are the same account under the same name."""
        return self.source == other.source

    @property
    def search(self) -> str:
        """What a filter looks into."""
        if self._search is None:
            name = self.source
            pinyin = name.pinyin.replace(" ", "")
            self._search = f"{name.name}\n{pinyin}\n{name.initials}\n{name.code}".casefold()
        return self._search


def account_rows(names: Iterable[AccountName], lines: Lines | None = None) -> list[AccountRow]:
    """A row for each account, in the order of the names; with figures everything is made ready for use."""
    rows = [AccountRow(name, place) for place, name in enumerate(names)]
    if lines is None:
        return rows
    for row in rows:
        line = row.line = lines.by_id.get(row.id)
        assert row.search is not None
        if line is not None:
            row.units = lines.units.get(row.id, 0)
            row.annual = float(line.arr_fen)
            row.health = None if line.health is None else float(line.health)
            points = line.health_points
            row.trend = float(points[-1][1] - points[0][1]) if len(points) > 1 else None
            row.decision = line.decision_day.toordinal() if line.decision_day else None
            row.touch = -line.last_touch.toordinal() if line.last_touch else None
    return rows


class AccountWords:
    """Writes the figures of a row in the user's language, as of the day of the last ``set_lines``."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self.language: Language = language
        self.closing = date.min
        self._theme = theme
        self._widths: dict[str, int] = {}
        self._never = translate("AccountsPane", "从未")
        dash = self._written(MISSING, "t3")
        self._blank = Shown(dash, dash, "", dash, dash, dash, [], None)

    def set_lines(self, lines: Lines) -> None:
        """The day from which days are counted."""
        self.closing = lines.closing

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

    def write(self, row: AccountRow, closing: date) -> None:
        """Write a row's figures as text; in any thread, as nothing is measured yet."""
        line = row.line
        if line is None or row.texts is not None:
            return
        # Known figures mean that the metrics have been imported: before the first paint they must not be.
        from csmdesk.metrics import display
        from csmdesk.services import account_words as words

        decision, touch, language = line.decision_day, line.last_touch, self.language
        row.texts = (
            display.money_cell(line.arr_fen / 100, language),
            display.health(line.health),
            words.short_day(decision, closing),
            words.days_until(decision, closing).to(language) if decision else MISSING,
            words.days_ago(touch, closing).to(language) if touch else self._never,
        )

    def _make(self, row: AccountRow, line: AccountLine) -> Shown:
        self.write(row, self.closing)
        assert row.texts is not None
        annual, health, decision, days, touch = row.texts
        late = line.decision_day is not None and line.decision_day < self.closing
        spark, end = self._spark([float(value) for _, value in line.health_points])
        return Shown(
            annual=self._written(annual),
            health=self._written(health, "t1" if line.health is not None else "t3"),
            mark=line.band.value,
            decision=self._written(decision, "t1" if line.decision_day else "t3"),
            days=self._written(days, "redt" if late else "t3"),
            touch=self._written(touch, "ambert" if line.cadence_broken else "t3"),
            spark=spark,
            spark_end=end,
        )

    @staticmethod
    def _spark(values: list[float]) -> tuple[list[QLineF], QPointF | None]:
        if not values:
            return [], None
        step = SPARK_WIDTH / max(1, len(values) - 1)
        points = [QPointF(i * step, spark_y(value)) for i, value in enumerate(values)]
        if len(points) == 1:
            return [], QPointF(SPARK_WIDTH, points[0].y())
        return [QLineF(a, b) for a, b in pairwise(points)], points[-1]

    def read_out(self, row: AccountRow) -> str:
        """The whole row as a screen reader says it."""
        line = row.line
        if line is None:
            return row.name
        from csmdesk.metrics import display
        from csmdesk.services import account_words as words

        language, shown = self.language, self.shown(row)
        comma = "，" if language == "zh" else ", "
        annual, health = translate("AccountsPane", "年化"), translate("AccountsPane", "健康度")
        decision, touch = translate("AccountsPane", "决策日"), translate("AccountsPane", "触达")
        parts = [row.name, row.segment, f"{annual} {shown.annual.text}", f"{health} {shown.health.text}"]
        parts.append(words.BANDS[line.band].to(language))
        if line.decision_day is not None:
            day = display.day_words(line.decision_day, language)
            parts += [f"{decision} {day}", shown.days.text]
        parts.append(f"{touch} {shown.touch.text}")
        return comma.join(part for part in parts if part)

    def health_tip(self, row: AccountRow) -> str:
        """What lies behind the shape: the band in words, and how much of the score is known."""
        line = row.line
        if line is None:
            return ""
        from csmdesk.metrics import display
        from csmdesk.services import account_words as words

        band = words.BANDS[line.band].to(self.language)
        cover = display.percent(line.coverage, places=0)
        covered = translate("AccountsPane", "覆盖")
        return f"{band}{'，' if self.language == 'zh' else ', '}{covered} {cover}"


def account_columns(words: AccountWords) -> list[Column[AccountRow]]:
    """The columns of the list, from left to right."""

    zh = words.language == "zh"
    shown = words.shown
    return [
        Column(
            "name",
            translate("AccountsPane", "客户", "column head"),
            112,
            lambda r: r.name,
            attrgetter("place"),
            tip=lambda r: f"{r.name}  {r.source.code}",
        ),
        Column("segment", translate("AccountsPane", "分层"), 60, lambda r: r.segment, _segment_order, rank=3),
        Column(
            "annual",
            translate("AccountsPane", "年化"),
            76,
            lambda r: shown(r).annual.text,
            attrgetter("annual"),
            right=True,
            figure=True,
        ),
        Column(
            "health",
            translate("AccountsPane", "健康度"),
            80,
            lambda r: shown(r).health.text,
            attrgetter("health"),
            right=True,
            figure=True,
            tip=words.health_tip,
        ),
        Column(
            "trend",
            translate("AccountsPane", "半年走势"),
            96,
            lambda r: "",
            attrgetter("trend"),
            rank=5,
            indent=SPARK_LEFT,
        ),
        Column(
            "decision",
            translate("AccountsPane", "决策日"),
            76,
            lambda r: shown(r).decision.text,
            attrgetter("decision"),
            right=True,
            figure=True,
        ),
        Column(
            "days",
            translate("AccountsPane", "距今"),
            84 if zh else 100,
            lambda r: shown(r).days.text,
            attrgetter("decision"),
            right=True,
            rank=2,
        ),
        Column(
            "touch",
            translate("AccountsPane", "触达"),
            72 if zh else 92,
            lambda r: shown(r).touch.text,
            attrgetter("touch"),
            right=True,
            figure=True,
            rank=4,
        ),
    ]


def _segment_order(row: AccountRow) -> Any:
    return (_SEGMENTS.get(row.segment, 9), row.segment) if row.segment else None
