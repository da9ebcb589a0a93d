"""The heads over the halves of the year view: count and amount at the left, results at the right."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRect

from csmdesk.ui.panes.board import Spot
from csmdesk.ui.panes.calendar.places import Place
from csmdesk.ui.panes.calendar.year_shown import HalfShown, Piece
from csmdesk.ui.panes.lettering import Lettering

_TOP, _LINE = 8, 20
_GAP, _SMALL_GAP = 16, 6
_AROUND = 4
"""How far the ring stands off the words."""


def half_place(half: HalfShown) -> Place:
    """The place that a half is."""
    return Place("half", (half.year, half.half))


def write_head(lettering: Lettering, half: HalfShown, line: int, room: QRect) -> list[Spot]:
    """Write a head into ``room``; its spots, which stand in ``line``: the half, and figures (``Piece``)."""
    row = QRect(room.left(), room.top() + _TOP, room.width(), _LINE)
    told, right = _groups(half), row.right() + 1
    value, size = _left_words(lettering, half, row.width())
    place = half_place(half)
    title = lettering.write(half.title, row, bold=True, spot=place, lights=True)
    row.setLeft(title.right() + 1 + _GAP)
    count = lettering.write(size, row, spot=place, lined=True)
    row.setLeft(count.right() + 1 + _GAP)
    spots = [_spot(place, title.united(count), f"{half.title} {half.size}", line)]
    if value is not None:
        box = lettering.write(value.words, row, spot=value, lined=bool(value.metric))
        row.setLeft(box.right() + 1 + _GAP)
        if value.metric:
            spots.append(_spot(value, box, half.value.words, line))
    # The results end at the right; the first of them go where there is no room.
    figures: list[Spot] = []
    for group in reversed(told):
        wide = _width(lettering, group)
        if right - wide < row.left():
            break
        row.setRight(right - 1)
        for piece in reversed(group):
            figure = bool(piece.metric)
            box = lettering.write(
                piece.words, row, "right", role="t1" if figure else "t2", spot=piece, lined=figure
            )
            if figure:
                figures.insert(0, _spot(piece, box, " ".join(each.words for each in group), line))
            row.setRight(box.left() - 1 - _SMALL_GAP)
        right -= wide + _GAP
    return spots + figures


def _left_words(lettering: Lettering, half: HalfShown, room: int) -> tuple[Piece | None, str]:
    """Amount and count as long as there is room; the count stays the last."""
    room -= lettering.width(half.title, bold=True) + _GAP
    choices: tuple[tuple[Piece | None, str], ...] = (
        (half.value, half.size),
        (half.short_value, half.size),
        (half.short_value, half.number),
    )
    for value, size in choices:
        assert value is not None
        if lettering.width(value.words) + _GAP + lettering.width(size) <= room:
            return value, size
    return None, half.number


def _groups(half: HalfShown) -> list[list[Piece]]:
    """The results with their figures: a figure stands with the words before it."""
    groups: list[list[Piece]] = []
    for piece in half.results:
        if piece.metric and groups:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _width(lettering: Lettering, group: Sequence[Piece]) -> int:
    return sum(lettering.width(piece.words) for piece in group) + _SMALL_GAP * (len(group) - 1)


def _spot(key: Hashable, box: QRect, words: str, line: int) -> Spot:
    return Spot(key, box.adjusted(-_AROUND, 0, _AROUND, 0), words, line)
