"""Small marks: status shapes, badges, rings, keys, curves, bars, the program's sign."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csmdesk.domain.text import Text
from csmdesk.ui.gallery.cells import Cell, Family, Look, Make, Row, shown
from csmdesk.ui.widgets.badge import Badge, Tone
from csmdesk.ui.widgets.key_hint import KeyHint
from csmdesk.ui.widgets.label import Label
from csmdesk.ui.widgets.mark import Mark
from csmdesk.ui.widgets.progress import ProgressLine, ShareBar
from csmdesk.ui.widgets.ring import State, TaskRing
from csmdesk.ui.widgets.shapes import StatusShape
from csmdesk.ui.widgets.sparkline import Sparkline
from csmdesk.ui.widgets.strength import StrengthBar

_SHAPES = (
    ("red", Text("红", "red")),
    ("yellow", Text("黄", "yellow")),
    ("green", Text("绿", "green")),
    ("unscored", Text("未评", "unscored")),
    ("renewed", Text("已续", "renewed")),
    ("lost", Text("未续", "not renewed")),
)
_TONES: tuple[tuple[Tone, str, Text], ...] = (
    ("plain", "", Text("草稿", "draft")),
    ("red", "red", Text("风险", "at risk")),
    ("amber", "yellow", Text("落后", "behind")),
    ("green", "green", Text("达成", "met")),
    ("accent", "", Text("进行中", "under way")),
)
_RINGS: tuple[tuple[State, Text], ...] = (
    ("todo", Text("待办", "to do")),
    ("doing", Text("进行中", "under way")),
    ("accept", Text("待验收", "to be accepted")),
    ("done", Text("完成", "done")),
)
_STRENGTHS = (
    Text("空", "empty"),
    Text("很弱", "very weak"),
    Text("弱", "weak"),
    Text("中", "fair"),
    Text("强", "strong"),
    Text("很强", "very strong"),
)


def _shape(shape: str, word: Text) -> Make:
    def make(look: Look) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(StatusShape(look.theme, shape))
        row.addWidget(Label(look.theme, word.to(look.language)))
        return whole

    return make


def _badge(tone: Tone, shape: str, word: Text) -> Make:
    def make(look: Look) -> QWidget:
        return Badge(look.theme, word.to(look.language), tone, shape)

    return make


def _ring(state: State) -> Make:
    def make(look: Look) -> QWidget:
        return TaskRing(look.theme, state)

    return make


def _hint(text: str) -> Make:
    def make(look: Look) -> QWidget:
        return KeyHint(look.theme, text)

    return make


def _spark(values: tuple[float, ...], *, limit: bool = True) -> Make:
    def make(look: Look) -> QWidget:
        made = Sparkline(look.theme, look.say("半年走势", "Half year"))
        if limit:
            made.set_values(values)
        else:
            made.set_values(values, None)
        return made

    return make


def _progress(done: int, total: int) -> Make:
    def make(look: Look) -> QWidget:
        made = ProgressLine(look.theme, look.say("导入", "Import"))
        made.set_progress(done, total)
        return made

    return make


def _share(share: float) -> Make:
    def make(look: Look) -> QWidget:
        made = ShareBar(look.theme)
        made.set_share(share)
        return made

    return make


def _strength(strength: int, word: Text) -> Make:
    def make(look: Look) -> QWidget:
        made = StrengthBar(look.theme)
        made.set_strength(strength, word.to(look.language) if strength else "")
        return made

    return make


def _mark(look: Look) -> QWidget:
    return Mark(look.theme)


def family() -> Family:
    """The page of marks."""
    return Family(
        "marks",
        Text("标记", "Marks"),
        (
            Row(
                Text("状态：颜色、形状、字", "Status: colour, shape, word"),
                tuple(shown(word, _shape(shape, word)) for shape, word in _SHAPES),
            ),
            Row(
                Text("标牌", "Badge"),
                (
                    *(shown(Text(tone, tone), _badge(tone, "", word)) for tone, _, word in _TONES),
                    *(
                        shown(Text(f"{tone}，带形状", f"{tone}, with its shape"), _badge(tone, shape, word))
                        for tone, shape, word in _TONES
                        if shape
                    ),
                ),
            ),
            Row(Text("任务", "Task"), tuple(shown(word, _ring(state)) for state, word in _RINGS)),
            Row(
                Text("按键", "Key"),
                tuple(shown(Text(key, key), _hint(key)) for key in ("N", "/", "↵", "Ctrl K", "Ctrl Shift Z")),
            ),
            Row(
                Text("走势", "Sparkline"),
                (
                    shown(Text("红", "red"), _spark((68, 61, 72, 55, 57, 52, 59.7))),
                    shown(Text("黄", "yellow"), _spark((82, 80, 74, 71, 66, 70, 76))),
                    shown(Text("绿", "green"), _spark((60, 70, 82, 79, 88, 92, 98))),
                    shown(Text("一个值", "one value"), _spark((71,))),
                    shown(Text("没有值", "no value"), _spark(())),
                    shown(Text("超出上下限", "beyond the scale"), _spark((5, 100, 12, 100))),
                    shown(Text("没有界线", "without a limit"), _spark((60, 70, 65), limit=False)),
                ),
            ),
            Row(
                Text("进度", "Progress"),
                tuple(
                    Cell(_progress(done, total), caption, width=160)
                    for caption, done, total in (
                        (Text("刚开始", "begun"), 0, 10),
                        (Text("一点", "a little"), 1, 100),
                        (Text("过半", "beyond half"), 6, 10),
                        (Text("完成", "done"), 10, 10),
                        (Text("不知多久", "nobody knows"), 0, 0),
                    )
                ),
            ),
            Row(
                Text("占比", "Share"),
                tuple(
                    Cell(_share(share), Text(f"{share:.0%}", f"{share:.0%}"), width=160)
                    for share in (0.0, 0.25, 1.0)
                ),
            ),
            Row(
                Text("口令强度", "Strength"),
                tuple(
                    Cell(_strength(strength, word), word, width=300)
                    for strength, word in enumerate(_STRENGTHS)
                ),
            ),
            Row(Text("标志", "Sign"), (shown(Text("普通", "normal"), _mark),)),
        ),
    )
