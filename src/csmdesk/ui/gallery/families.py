"""The pages of the gallery, in order."""

from __future__ import annotations

from csmdesk.ui.gallery import buttons, chips, choices, colours, fields, lists, marks, messages, words
from csmdesk.ui.gallery.cells import Family


def families() -> tuple[Family, ...]:
    """All of them."""
    modules = (colours, words, marks, buttons, fields, choices, chips, lists, messages)
    return tuple(module.family() for module in modules)
