"""A figure with its evidence as words, ready to be shown: what the evidence panel and popover take.

Whoever makes one has already chosen the language, rounded for display and put amounts into 万 or yuan; the
window only lays it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from csmdesk.services.place import Place

Mark = Literal["", "red", "yellow", "green", "unscored"]


@dataclass(frozen=True)
class EvidenceLine:
    """One line of the account of a figure: 计入 · 74 行 · 1,746.0万.

    ``key`` names the rows behind it for ``open_rows`` ('' when there are none to open). A line with ``mark``
    carries a status shape before its label.
    """

    label: str
    rows: str = ""
    amount: str = ""
    key: str = ""
    mark: Mark = ""


@dataclass(frozen=True)
class EvidenceColumn:
    """A column of the small table of rows; ``sorted`` is '↑' or '↓' on the column that orders them."""

    head: str
    right: bool = False
    sorted: str = ""


@dataclass(frozen=True)
class FigureView:
    """One figure as the panel shows it.

    ``value`` is the figure in large type ('—' when not available, with ``reason``), ``exact`` the unrounded
    amount beside it, ``definition`` one or two sentences. ``lines`` are counted, left out (one a reason) and
    the target, in that order. ``rows`` are the newest rows of the numerator; ``total_rows`` is their full
    number and ``open_all`` the words of the link to them ('' hides it; the link emits ``key``). ``places``
    are what the rows lead to, none given: nowhere.
    """

    key: str
    name: str
    value: str
    as_of: str = ""
    exact: str = ""
    definition: str = ""
    reason: str = ""
    mark: Mark = ""
    lines: tuple[EvidenceLine, ...] = ()
    columns: tuple[EvidenceColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    places: tuple[Place | None, ...] = ()
    total_rows: int = 0
    open_all: str = ""
    rivals: str = ""
    notes: tuple[str, ...] = ()
