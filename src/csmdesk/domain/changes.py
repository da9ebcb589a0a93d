"""What a user's operation is called, and which rows it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from csmdesk.domain.text import Text


class Op(StrEnum):
    """Every kind of change to a book; the value is what the journal keeps."""

    IMPORT = "import"
    EDIT_ACCOUNT = "edit_account"
    ADD_TOUCH = "add_touch"
    EDIT_REVIEW = "edit_review"
    FREEZE_REVIEW = "freeze_review"
    EDIT_SETTING = "edit_setting"
    EDIT_TARGET = "edit_target"

    @property
    def text(self) -> Text:
        """The operation's name as the undo menu shows it."""
        return _NAMES[self]


_NAMES = {
    Op.IMPORT: Text("导入", "Import"),
    Op.EDIT_ACCOUNT: Text("修改客户", "Edit account"),
    Op.ADD_TOUCH: Text("记触达", "Add touch"),
    Op.EDIT_REVIEW: Text("修改自评", "Edit review"),
    Op.FREEZE_REVIEW: Text("冻结自评", "Freeze review"),
    Op.EDIT_SETTING: Text("修改设置", "Change setting"),
    Op.EDIT_TARGET: Text("修改目标", "Edit target"),
}


@dataclass(frozen=True)
class Changes:
    """The rows that one operation touched, by table.

    A table with very many changed rows (usage) is named in ``whole`` instead of listing its keys.
    """

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """True when nothing changed."""
        return not self.whole and not any(self.ids.values())
