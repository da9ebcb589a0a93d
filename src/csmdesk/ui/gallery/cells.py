"""What a page of the gallery is made of: families, rows and cells, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtWidgets import QWidget

from csmdesk.domain.text import Language, Text
from csmdesk.ui.theme import Theme

State = Literal["normal", "hover", "pressed", "focus", "disabled"]

NAMES: dict[State, Text] = {
    "normal": Text("普通", "normal"),
    "hover": Text("悬停", "hover"),
    "pressed": Text("按下", "pressed"),
    "focus": Text("键盘焦点", "keyboard focus"),
    "disabled": Text("不可用", "disabled"),
}


@dataclass(frozen=True)
class Look:
    """In what a widget is shown: the theme and the language of its sample words."""

    theme: Theme
    language: Language

    def say(self, chinese: str, english: str) -> str:
        """The sample words in the language of the page."""
        return english if self.language == "en" else chinese


Make = Callable[[Look], QWidget]
Act = Callable[[QWidget], QWidget | None]


@dataclass(frozen=True)
class Cell:
    """One picture: ``make`` gives the widget, ``state`` is brought about by real events.

    ``act`` is called once the widget is shown; what it returns (a popup) is pictured instead of it.
    ``width`` and ``height`` are those of the widget, 0 its own.
    """

    make: Make
    caption: Text
    state: State = "normal"
    width: int = 0
    height: int = 0
    act: Act | None = None


@dataclass(frozen=True)
class Row:
    """The pictures of one kind of widget, side by side."""

    name: Text
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Family:
    """A page: ``key`` is its file's name."""

    key: str
    name: Text
    rows: tuple[Row, ...]


def in_states(make: Make, *states: State, width: int = 0) -> tuple[Cell, ...]:
    """A widget in several states, the caption of each being the state's name."""
    return tuple(Cell(make, NAMES[state], state, width) for state in states)


def control(make: Make, width: int = 0) -> tuple[Cell, ...]:
    """A widget in all states that a control has."""
    return in_states(make, "normal", "hover", "pressed", "focus", "disabled", width=width)


def field(make: Make, width: int = 0) -> tuple[Cell, ...]:
    """A widget in all states that a field has."""
    return in_states(make, "normal", "hover", "focus", "disabled", width=width)


def shown(caption: Text, make: Make, *, width: int = 0, height: int = 0, act: Act | None = None) -> Cell:
    """A widget as it is, under a caption of its own."""
    return Cell(make, caption, "normal", width, height, act)


def pressed_with(cell: Cell, act: Act) -> Cell:
    """The same cell after ``act``."""
    return replace(cell, act=act)
