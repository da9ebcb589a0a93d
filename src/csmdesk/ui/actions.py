"""What the user can do: one list for the command palette, the sheet of keys and the menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """Something to do; ``text`` names it, with the object where that helps (记触达：岚图家居).

    ``shortcut`` is shown beside it ("T", "Ctrl+T") and bound by whoever owns the action, not by the palette.
    ``why_not`` says why it cannot be done now; "" means that it can. ``about`` is the name of the account
    that it concerns, if it concerns one.
    """

    key: str
    text: str
    run: Callable[[], None]
    shortcut: str = ""
    icon: str = ""
    why_not: str = ""
    about: str = ""
