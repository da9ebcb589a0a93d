"""Draws what stands in the text as a card: charts and tables from the data, cases, problems, plan items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPyTextObject, QTextDocument, QTextFormat

from csmdesk.domain import review_text as text
from csmdesk.domain.text import Language
from csmdesk.reports import document as doc
from csmdesk.ui.panes.review.text import formats
from csmdesk.ui.panes.review.text.links import Links
from csmdesk.ui.panes.review.text.live_paint import live_height, paint_live
from csmdesk.ui.panes.review.text.runs_layout import RunsLayout
from csmdesk.ui.theme import RADIUS_CARD, Theme
from csmdesk.ui.widgets.crisp import draw_box

Caption = Callable[[str], str]

_SIDE = 16
_TOP = 10
_HEAD = 26
_LABEL = {"zh": 64, "en": 84}
_GAP = 4
_MOST_PICTURES = 24


@dataclass(frozen=True)
class Part:
    """A named line of a card."""

    label: str
    runs: text.Runs


def no_caption(key: str) -> str:
    """No chart or table has a caption of its own."""
    return ""


class CardObject(QPyTextObject):
    """The cards of one text. ``current`` is the character of the card that is chosen (-1: none).

    While a form stands over the card at ``opened`` it is ``opened_height`` high and not drawn.
    """

    def __init__(
        self, theme: Theme, language: Language, say: Callable[[text.Chip], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language: Language = language
        self._label = _LABEL[language]
        self._say = say
        self.links = Links()
        self.caption: Caption = no_caption
        self._pictures: dict[tuple[str, str, int, float], QPixmap] = {}
        self._live: dict[str, doc.Block | None] = {}
        self.current = -1
        self.chosen = (0, 0)
        self.opened = -1
        self.opened_height = 0
        theme.changed.connect(self._pictures.clear)

    def refresh(self) -> None:
        """The data have changed."""
        self._pictures.clear()
        self._live.clear()

    # --- size -----------------------------------------------------------------------------------------------

    def intrinsicSize(self, document: QTextDocument, place: int, form: QTextFormat) -> QSizeF:
        width = max(120.0, document.textWidth() - 2 * document.documentMargin())
        if place == self.opened:
            return QSizeF(width, self.opened_height)
        block = formats.card_of(form)
        return QSizeF(width, 0 if block is None else self._height(block, width))

    def _height(self, block: formats.Card, width: float) -> float:
        if isinstance(block, text.Live):
            return live_height(self.live(block.key), width)
        lines = self._lines(block, width)
        return 2 * _TOP + _HEAD + sum(line.height + _GAP for _, line in lines)

    def live(self, key: str) -> doc.Block | None:
        """What the data make of a chart or table; None where it is no more."""
        if key not in self._live:
            self._live[key] = self.links.live(key)
        return self._live[key]

    # --- drawing --------------------------------------------------------------------------------------------

    def drawObject(
        self,
        painter: QPainter,
        box: QRectF | QRect,
        document: QTextDocument,
        place: int,
        form: QTextFormat,
    ) -> None:
        block = formats.card_of(form)
        if block is None or place == self.opened:
            return
        painter.save()
        box = QRectF(box)
        chosen = self.chosen[0] <= place < self.chosen[1]
        if isinstance(block, text.Live):
            self._draw_live(painter, box, block)
        else:
            draw_box(painter, self._theme, box, RADIUS_CARD, ground="surface", border="line2")
            self._draw(painter, box, block)
        if place == self.current or chosen:
            around = box.adjusted(-4, -4, 4, 4) if isinstance(block, text.Live) else box
            draw_box(
                painter,
                self._theme,
                around,
                RADIUS_CARD,
                border="accent" if place == self.current else "accline",
                width=2,
            )
        painter.restore()

    def _draw_live(self, painter: QPainter, box: QRectF, block: text.Live) -> None:
        """A chart has some hundred shapes: its picture is kept."""
        ratio = painter.device().devicePixelRatio()
        caption = block.caption or self.caption(block.key)
        key = (block.key, caption, round(box.width()), ratio)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.pop(next(iter(self._pictures)))
            picture = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            size = QRectF(0, 0, box.width(), box.height())
            paint_live(inside, self._theme, size, self.live(block.key), caption)
            inside.end()
            self._pictures[key] = picture
        painter.drawPixmap(box.topLeft(), picture)

    def _draw(self, painter: QPainter, box: QRectF, block: formats.Card) -> None:
        theme = self._theme
        left, y, width = box.left() + _SIDE, box.top() + _TOP, box.width() - 2 * _SIDE
        kind, linked = self.kind(block), self.linked(block)
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.colour("accent"))
        head = QRectF(left, y, width, _HEAD)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, flags, kind)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("t3"))
        rest = head.adjusted(theme.metrics("small", bold=True).horizontalAdvance(kind) + 16, 0, 0, 0)
        words = theme.metrics("small").elidedText(linked, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        y += _HEAD
        for part, line in self._lines(block, box.width()):
            if part.label:
                painter.setFont(theme.font("small"))
                painter.setPen(theme.colour("t3"))
                label = QRectF(left, y, self._label - 8, 22)
                painter.drawText(label, flags, part.label)
            line.draw(painter, left + (self._label if part.label else 0), y)
            y += line.height + _GAP

    def _lines(self, block: formats.Card, width: float) -> Iterator[tuple[Part, RunsLayout]]:
        inner = width - 2 * _SIDE
        for part in self.parts(block):
            room = inner - (self._label if part.label else 0)
            empty = not part.runs
            runs = part.runs or (text.Words(self.tr("还没有写")),)
            role = "t3" if empty else "t1"
            line = RunsLayout(
                self._theme, runs, self._say, room, role=role, bold=not part.label and not empty
            )
            yield part, line

    # --- words ----------------------------------------------------------------------------------------------

    def kind(self, block: formats.Card) -> str:
        """What a card is called."""
        if isinstance(block, text.Case):
            return self.tr("客户案例")
        if isinstance(block, text.Problem):
            cause = self.links.causes.get(block.cause)
            name = self.tr("问题")
            return f"{name} · {cause.to(self._language)}" if cause is not None else name
        if isinstance(block, text.Plan):
            return self.tr("计划")
        return self.tr("图表")

    def linked(self, block: formats.Card) -> str:
        """What a card is linked to, and until when: its right upper corner."""
        links = self.links
        if isinstance(block, text.Case):
            found = [links.account(block.account_id), links.war_room(block.war_room_id)]
        elif isinstance(block, text.Problem):
            found = [links.account(key) for key in block.account_ids]
        elif isinstance(block, text.Plan):
            found = [dict(links.targets).get(block.metric, ""), block.target, block.owner, block.deadline]
        else:
            found = []
        return " · ".join(part for part in found if part)

    def parts(self, block: formats.Card) -> Iterator[Part]:
        """The named lines of a card."""
        if isinstance(block, text.Case):
            yield Part("", block.title)
            yield Part(self.tr("背景"), block.situation)
            yield Part(self.tr("做法"), block.action)
            yield Part(self.tr("结果"), block.result)
        elif isinstance(block, text.Problem):
            yield Part("", block.what)
            yield Part(self.tr("根因"), block.root)
            yield Part(self.tr("依据"), block.evidence)
        elif isinstance(block, text.Plan):
            yield Part("", block.goal)
            for number, step in enumerate(block.steps, start=1):
                yield Part(self.tr("步骤 %1").replace("%1", str(number)), step)

    def told(self, block: formats.Card) -> str:
        """A card in words, for what is read out and for text that is copied."""
        if isinstance(block, text.Live):
            return block.caption or self.caption(block.key) or block.key
        head = " · ".join(part for part in (self.kind(block), self.linked(block)) if part)
        lines = [
            f"{part.label} {text.plain(part.runs, self._say)}".strip()
            for part in self.parts(block)
            if part.runs
        ]
        return "\n".join((head, *lines))
