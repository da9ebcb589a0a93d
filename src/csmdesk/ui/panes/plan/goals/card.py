"""Draws a card of the pyramid and the head of a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from csmdesk.metrics.display import MINUS
from csmdesk.ui.theme import RADIUS_CARD, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_rule
from csmdesk.ui.widgets.label import underline
from csmdesk.ui.widgets.progress import draw_bar
from csmdesk.ui.widgets.shapes import SIZE, draw_shape, text_role

if TYPE_CHECKING:
    from csmdesk.services.goals_view import Goal, Level

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_IN, _TOP, _LINE, _GAP = 12, 9, 20, 6
_VALUE, _BAR, _FOOT = 31, 56, 66
_BAR_HIGH, _OVER = 3, 3
_ROLES = {"met": "ink", "unknown": "ink", "behind": "amber", "missed": "red"}


class CardPainter:
    """Draws one target as a card of 92 pixels, from its box's top left corner."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def draw(
        self,
        painter: QPainter,
        goal: Goal,
        box: QRect,
        *,
        current: bool,
        focused: bool,
        hot: bool,
        over: bool,
    ) -> None:
        """``hot``: the pointer is on its figure, ``over``: on the card."""
        theme = self._theme
        ground = ("sel" if focused else "hover") if current else "hover" if over else "surface"
        border = ("accent" if focused else "control") if current else "line2"
        draw_box(painter, theme, QRectF(box), RADIUS_CARD, ground=ground, border=border)
        left, right = box.left() + _IN, box.right() + 1 - _IN
        top = box.top()
        weight = self._width(goal.weight_words, "small")
        line = QRect(left, top + _TOP, right - left, _LINE)
        self._text(painter, line.adjusted(0, 0, -(weight + 8 if weight else 0), 0), goal.name, bold=True)
        self._text(painter, line, goal.weight_words, role="t3", scale="small", right=True)
        self._figures(painter, goal, QRect(left, top + _VALUE, right - left, _LINE), hot)
        result = goal.result
        bar = QRectF(left, top + _BAR, right - left, _BAR_HIGH)
        share = result.bar if result is not None else None
        draw_bar(painter, theme, bar, share, _ROLES[result.verdict] if result is not None else "ink")
        if result is not None:
            x = min(right - 1.0, left + bar.width() * result.tick)
            draw_rule(painter, theme, "t1", x, bar.top() - _OVER, _BAR_HIGH + 2 * _OVER, upright=True)
        self._foot(painter, goal, QRect(left, top + _FOOT, right - left, 18))

    def _figures(self, painter: QPainter, goal: Goal, line: QRect, hot: bool) -> None:
        """The value, what it is held against, and the share of it at the right."""
        theme = self._theme
        place = self.figure_box(goal, line)
        self._text(painter, line, goal.value_words, bold=True)
        against, attained = self.figure_words(goal, line.width())
        if goal.result is not None:
            base = place.top() + theme.metrics(bold=True).ascent()
            underline(painter, theme, place.left(), base + 3, place.width(), solid=hot)
            self._text(painter, line.adjusted(place.width() + _GAP, 0, 0, 0), against, role="t3")
        self._text(painter, line, attained, right=True)

    def figure_words(self, goal: Goal, room: int) -> tuple[str, str]:
        """What stands beside the value: the target, and at the right how much of it is reached.

        The currency is the value's, and what finds no room is left out: a number is never cut off.
        """
        against = "" if goal.result is None else bare(goal.result.target_words, goal.value_words)
        attained = bare(goal.attained_words, goal.value_words)
        left = room - self._theme.metrics(bold=True).horizontalAdvance(goal.value_words)
        for shown in ((against, attained), (against, ""), ("", attained)):
            if sum(_GAP + self._width(words) for words in shown if words) <= left:
                return shown
        return "", ""

    def figure(self, goal: Goal, box: QRect) -> QRect:
        """Where the figure of a card stands; empty where it has none."""
        if goal.result is None:
            return QRect()
        line = QRect(box.left() + _IN, box.top() + _VALUE, box.width() - 2 * _IN, _LINE)
        return self.figure_box(goal, line)

    def figure_box(self, goal: Goal, line: QRect) -> QRect:
        """Where the value stands in its line."""
        metrics = self._theme.metrics(bold=True)
        width = min(line.width(), metrics.horizontalAdvance(goal.value_words))
        return QRect(line.left(), line.top() + (_LINE - metrics.height()) // 2, width, metrics.height())

    def _foot(self, painter: QPainter, goal: Goal, line: QRect) -> None:
        """Owner or accounts, how far the parts are, and the verdict."""
        theme = self._theme
        words = goal.verdict_words
        width = self._width(words, "small") + (SIZE + 4 if goal.mark else 0)
        role = text_role(goal.mark, "t2") if goal.mark else "t3"
        self._text(painter, line, words, role=role, scale="small", right=True)
        if goal.mark:
            x = line.right() + 1 - width
            draw_shape(painter, theme, goal.mark, x, line.top() + (line.height() - SIZE) / 2)
        period = "" if goal.concerns else goal.period_words
        parts = [period, goal.owner, goal.scope_words]
        if goal.rolled is not None:
            parts.append(f"{goal.rolled_note} {goal.rolled_words}")
        said = " · ".join(filter(None, parts)) or goal.metric_words
        self._text(painter, line.adjusted(0, 0, -width - 8, 0), said, role="t3", scale="small")

    def draw_level(self, painter: QPainter, level: Level, box: QRect) -> None:
        """The name of a level, its progress, and what its weights come to."""
        theme = self._theme
        top = box.top() + 2
        line = QRect(box.left(), top, box.width(), 24)
        self._text(painter, line, level.name, bold=True, scale="head")
        if not level.count:
            return
        line = QRect(box.left(), top + 26, box.width(), _LINE)
        self._text(painter, line, level.progress_words, bold=True)
        bar = QRectF(box.left() + 44, line.center().y() - 1, box.width() - 44, _BAR_HIGH)
        draw_bar(painter, theme, bar, None if level.progress is None else float(level.progress), "ink")
        words = level.weights_words
        below = QRect(box.left(), top + 48, box.width(), 34)
        if words and not level.balanced:
            draw_shape(painter, theme, "yellow", below.left(), below.top() + 3)
            below.adjust(SIZE + 4, 0, 0, 0)
        self._wrapped(painter, below, words or level.known_words, "t3" if level.balanced else "ambert")

    def _wrapped(self, painter: QPainter, box: QRect, words: str, role: str) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour(role))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), words)

    def _width(self, words: str, scale: Scale = "body") -> int:
        return self._theme.metrics(scale).horizontalAdvance(words) if words else 0

    def _text(
        self,
        painter: QPainter,
        box: QRect,
        words: str,
        *,
        role: str = "t1",
        scale: Scale = "body",
        bold: bool = False,
        right: bool = False,
    ) -> None:
        if not words or box.width() <= 0:
            return
        metrics = self._theme.metrics(scale, bold=bold)
        painter.setFont(self._theme.font(scale, bold=bold))
        painter.setPen(self._theme.colour(role))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _RIGHT if right else _LEFT, shown)


def bare(words: str, value: str) -> str:
    """An amount without its currency, where the value beside it says that (CNY 17.46M)."""
    currency = value.removeprefix(MINUS)[:4]
    said = (
        currency[:3].isascii() and currency[:3].isupper() and currency[:3].isalpha() and currency[3:] == " "
    )
    return words.replace(currency, "") if said else words
