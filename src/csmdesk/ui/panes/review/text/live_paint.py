"""How a chart or a table that is made from the data looks in the text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from csmdesk.reports import charts
from csmdesk.reports import document as doc
from csmdesk.reports.style import palette
from csmdesk.ui.theme import RADIUS_CARD, Scale, Theme
from csmdesk.ui.widgets.crisp import draw_box, draw_icon, draw_rule
from csmdesk.ui.widgets.shapes import SIZE, draw_shape

_CAPTION = 28
_ROW = 26
_HEAD = 28
_MOST_ROWS = 6
_QUIET = 44
_PADDING = 8
_SHAPE_GAP = 6
_LEAST = 24
_LEAST_WORDS = 64
"""How narrow a column of words may become where numbers need the room."""
_LETTERS = 11
"""The size of the letters in a chart, for which its shapes leave room."""
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_SHAPES = {"good": "green", "warn": "yellow", "bad": "red"}
_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}


def kind_of(block: doc.Block | None) -> str:
    """What kind of block it is, in a word or two."""
    if isinstance(block, doc.Chart):
        return QCoreApplication.translate("LiveBlock", "图")
    if isinstance(block, doc.Table):
        return QCoreApplication.translate("LiveBlock", "表")
    if isinstance(block, doc.Highlights):
        return QCoreApplication.translate("LiveBlock", "关键数字")
    if isinstance(block, doc.Checks):
        return QCoreApplication.translate("LiveBlock", "报告自检")
    if isinstance(block, doc.Proofs):
        return QCoreApplication.translate("LiveBlock", "数据依据")
    return QCoreApplication.translate("LiveBlock", "已不在数据中")


def live_height(block: doc.Block | None, width: float) -> float:
    """How high the block is when it is ``width`` wide."""
    if isinstance(block, doc.Chart):
        return charts.scene(block).height * width / charts.WIDTH + _CAPTION
    if isinstance(block, doc.Table):
        rows = min(len(block.rows), _MOST_ROWS)
        more = _ROW if len(block.rows) > _MOST_ROWS else 0
        return _CAPTION + _HEAD + rows * _ROW + more
    return _QUIET


def paint_live(painter: QPainter, theme: Theme, box: QRectF, block: doc.Block | None, caption: str) -> None:
    """Draw the block into ``box``."""
    if isinstance(block, doc.Chart):
        plot = box.adjusted(0, 0, 0, -_CAPTION)
        _paint_chart(painter, theme, plot, charts.scene(block))
        below = QRectF(box.left(), plot.bottom(), box.width(), _CAPTION)
        _words(painter, theme, below, f"{kind_of(block)} · {caption}", "t3", small=True)
    elif isinstance(block, doc.Table):
        above = QRectF(box.left(), box.top(), box.width(), _CAPTION)
        _words(painter, theme, above, f"{kind_of(block)} · {caption}", "t3", small=True)
        _paint_table(painter, theme, box.adjusted(0, _CAPTION, 0, 0), block)
    else:
        draw_box(painter, theme, box, RADIUS_CARD, ground="inset", border="line2")
        draw_icon(painter, theme, "review", "t3", box.left() + 14, box.center().y() - 8)
        inner = box.adjusted(40, 0, -14, 0)
        kind = kind_of(block)
        _words(painter, theme, inner, f"{kind} · {caption}" if caption else kind, "t2")
        hint = QCoreApplication.translate("LiveBlock", "随数据生成")
        if block is not None:
            _words(painter, theme, inner, hint, "t3", small=True, align=Qt.AlignmentFlag.AlignRight)


def _words(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    words: str,
    role: str,
    *,
    small: bool = False,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    scale: Scale = "small" if small else "body"
    painter.setFont(theme.font(scale, bold=bold))
    painter.setPen(theme.colour(role))
    metrics = theme.metrics(scale, bold=bold)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, shown)


def column_widths(theme: Theme, block: doc.Table, width: float) -> list[float]:
    """How wide each column of the rows shown is in ``width``: numbers in full, then heads, then words.

    Words give way first, for half a name can be read and half a number is another number.
    """
    body, small = theme.metrics(), theme.metrics("small")
    cells, heads = [], []
    for at, column in enumerate(block.columns):
        widest = _LEAST
        for row in block.rows[:_MOST_ROWS]:
            if at < len(row):
                mark = SIZE + _SHAPE_GAP if any(span.status in _SHAPES for span in row[at]) else 0
                words = "".join(span.text for span in row[at])
                widest = max(widest, body.horizontalAdvance(words) + 1 + mark + _PADDING)
        cells.append(float(widest))
        heads.append(float(small.horizontalAdvance(column.head) + 1 + _PADDING))
    words_at = [at for at, column in enumerate(block.columns) if column.align == "left"]
    over = sum(cells) - width
    while over > 0.5 and words_at:
        # From the widest down, so that a short column of words stays whole beside a long one.
        widest_at = max(words_at, key=lambda at: cells[at])
        if cells[widest_at] <= _LEAST_WORDS:
            break
        cut = min(over, max(1.0, (cells[widest_at] - _LEAST_WORDS) / 4))
        cells[widest_at] -= cut
        over -= cut
    spare = max(0.0, -over)
    for at, head in enumerate(heads):
        more = min(spare, max(0.0, head - cells[at]))
        cells[at] += more
        spare -= more
    shares = sum(column.share for column in block.columns) or 1.0
    return [wide + spare * column.share / shares for wide, column in zip(cells, block.columns, strict=True)]


def _paint_table(painter: QPainter, theme: Theme, box: QRectF, block: doc.Table) -> None:
    lefts = [box.left()]
    for wide in column_widths(theme, block, box.width()):
        lefts.append(lefts[-1] + wide)
    y = box.top()
    for at, column in enumerate(block.columns):
        cell = QRectF(lefts[at], y, lefts[at + 1] - lefts[at] - _PADDING, _HEAD)
        _words(painter, theme, cell, column.head, "t3", small=True, align=_ALIGN[column.align])
    y += _HEAD
    draw_rule(painter, theme, "line2", box.left(), y - 1, box.width())
    for row in block.rows[:_MOST_ROWS]:
        for at, (spans, column) in enumerate(zip(row, block.columns, strict=False)):
            cell = QRectF(lefts[at], y, lefts[at + 1] - lefts[at] - _PADDING, _ROW)
            words = "".join(span.text for span in spans)
            shape = next((_SHAPES[span.status] for span in spans if span.status in _SHAPES), "")
            if shape:
                painter.save()
                x = cell.left()
                if column.align == "right":
                    x = max(x, cell.right() - theme.metrics().horizontalAdvance(words) - SIZE - _SHAPE_GAP)
                draw_shape(painter, theme, shape, x, cell.center().y() - SIZE / 2)
                painter.restore()
                cell.adjust(SIZE + _SHAPE_GAP, 0, 0, 0)
            _words(painter, theme, cell, words, "t1", align=_ALIGN[column.align])
        y += _ROW
        draw_rule(painter, theme, "line", box.left(), y - 1, box.width())
    if len(block.rows) > _MOST_ROWS:
        words = QCoreApplication.translate("LiveBlock", "… 共 %1 行").replace("%1", str(len(block.rows)))
        _words(painter, theme, QRectF(box.left(), y, box.width(), _ROW), words, "t3", small=True)


def _paint_chart(painter: QPainter, theme: Theme, box: QRectF, scene: charts.Scene) -> None:
    """The shapes of a chart, as in print but with the letters of the window."""
    size = box.width() / scene.width
    colours = {role: QColor(name) for role, name in palette("dark" if theme.dark else "light").items()}
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont(theme.font("small"))
    font.setPixelSize(_LETTERS)
    metrics = QFontMetricsF(font)
    for shape in scene.shapes:
        if isinstance(shape, charts.Rect):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours[shape.fill])
            painter.drawRect(_placed(box, size, shape.x, shape.y, shape.w, shape.h))
        elif isinstance(shape, charts.Line):
            pen = QPen(colours[shape.stroke], max(1.0, shape.width * size))
            if shape.dashed:
                pen.setDashPattern([3, 3])
            painter.setPen(pen)
            start = _placed(box, size, shape.x1, shape.y1, 0, 0).topLeft()
            painter.drawLine(start, _placed(box, size, shape.x2, shape.y2, 0, 0).topLeft())
        elif isinstance(shape, charts.Dot):
            painter.setPen(QPen(colours[shape.stroke], 1.5))
            painter.setBrush(colours["paper"])
            middle = _placed(box, size, shape.x, shape.y, 0, 0).topLeft()
            painter.drawEllipse(middle, shape.r * size, shape.r * size)
        else:
            painter.setFont(font)
            painter.setPen(colours[shape.fill])
            at = _placed(box, size, shape.x, shape.y, 0, 0).topLeft()
            wide = metrics.horizontalAdvance(shape.text)
            painter.drawText(QPointF(at.x() - _ANCHOR[shape.anchor] * wide, at.y()), shape.text)


def _placed(box: QRectF, size: float, x: float, y: float, w: float, h: float) -> QRectF:
    return QRectF(box.left() + x * size, box.top() + y * size, w * size, h * size)
