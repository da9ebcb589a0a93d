"""What versions, and changes of rows, are called in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from csmdesk.reports.figure_changes import FigureChange
    from csmdesk.services.review_versions import VersionHead

translate = QCoreApplication.translate


def version_name(head: VersionHead | None) -> str:
    """v3, or what the review is called as it is now."""
    return translate("Versions", "现在") if head is None else f"v{head.number}"


def frozen_words(head: VersionHead) -> str:
    """When a version was frozen, on the user's own clock, and as of which day its data are."""
    at = head.frozen_at.astimezone()
    words = translate("Versions", "{at} 冻结，数据截至 {day}")
    return words.format(at=f"{at:%Y-%m-%d %H:%M}", day=head.as_of.isoformat())


def state_words(head: VersionHead) -> str:
    """Whether a version has been handed out."""
    return translate("Versions", "已导出") if head.exported else translate("Versions", "未导出")


def told(change: FigureChange) -> tuple[str, str, str]:
    """What of a figure differs: its name and value, or the first of its parts where that is the same."""
    if change.old == change.new and change.parts:
        part = change.parts[0]
        return part.name, part.old, part.new
    return change.name, change.old, change.new


def why(change: FigureChange) -> str:
    """Why a figure differs, in a line: the one row that changed, or how many did."""
    if len(change.rows) == 1:
        row = change.rows[0]
        named = " ".join(part for part in (row.code or row.detail, row.account) if part)
        return f"{_kinds(change)}：{named}" if _chinese() else f"{_kinds(change)}: {named}"
    if change.rows:
        return _kinds(change)
    if change.parts:
        return translate("Versions", "计入的行没有变")
    return translate("Versions", "写法不同，数值没有变")


def _kinds(change: FigureChange) -> str:
    counts = (
        (change.added, translate("Versions", "加 {n} 行")),
        (change.removed, translate("Versions", "减 {n} 行")),
        (change.changed, translate("Versions", "改 {n} 行")),
    )
    gap = "，" if _chinese() else ", "
    return gap.join(words.format(n=n) for n, words in counts if n)


def _chinese() -> bool:
    # Untranslated words are the Chinese ones.
    return translate("Versions", "，") == "，"
