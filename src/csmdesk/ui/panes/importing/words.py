"""How the pane speaks of files and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.text import Language

if TYPE_CHECKING:
    from csmdesk.importers.desk_parts import SourceSheet

translate = QCoreApplication.translate


def comma(words: list[str]) -> str:
    """Clauses one after the other."""
    return translate("ImportWords", "，").join(words)


def grouped(words: str, number: int) -> str:
    """Words with a number in them, its thousands apart: Qt's plurals write it plainly."""
    return words.replace(str(number), f"{number:,}") if number >= 1_000 else words


def mark_of(sheet: SourceSheet) -> str:
    """The mark of a sheet: a check, a triangle (something to confirm), a diamond, or nothing (no table)."""
    if sheet.refusal is not None:
        return "unscored" if sheet.ignored else "red"
    return "check" if sheet.standing == "clear" else "yellow"


def mark_words(sheet: SourceSheet) -> str:
    """The mark in a word."""
    return {
        "red": translate("ImportWords", "读不了"),
        "unscored": translate("ImportWords", "不是表"),
        "yellow": translate("ImportWords", "待确认"),
        "check": translate("ImportWords", "已读懂"),
    }[mark_of(sheet)]


def open_words(sheet: SourceSheet, language: Language) -> list[str]:
    """What has to be said or confirmed of a sheet, in clauses."""
    found = []
    if sheet.kind is None:
        found.append(translate("ImportWords", "认不出是什么表"))
    if sheet.missing:
        names = translate("ImportWords", "、").join(each.to(language) for each in sheet.missing)
        found.append(translate("ImportWords", "缺：{names}").format(names=names))
    if sheet.order_open:
        found.append(translate("ImportWords", "日期的年月日顺序待选"))
    if sheet.to_confirm:
        found.append(translate("ImportWords", "{n} 列待确认").format(n=len(sheet.to_confirm)))
    return found


def note_words(sheet: SourceSheet, language: Language) -> str:
    """The reason of a refusal, what is open, or what was noted while reading."""
    if sheet.refusal is not None:
        return sheet.refusal.to(language)
    words = open_words(sheet, language)
    if sheet.profile is not None:
        words.append(sheet.profile.to(language))
    if sheet.remembered:
        words.append(translate("ImportWords", "对应关系已记住"))
    words += [note.to(language) for note in sheet.notes]
    return comma(words)


def form_words(sheet: SourceSheet) -> str:
    """The real type of a file, with its encoding where it is a text."""
    if not sheet.form:
        return ""
    encoding = sheet.encoding if sheet.encoding and sheet.encoding != sheet.form else ""
    return " ".join(part for part in (sheet.form, encoding_words(encoding)) if part)


def encoding_words(encoding: str) -> str:
    """An encoding as people call it."""
    return "UTF-8 BOM" if encoding == "utf-8-sig" else encoding.upper()


def read_out(sheet: SourceSheet, language: Language) -> str:
    """A sheet as a screen reader says it."""
    parts = [sheet.label, mark_words(sheet)]
    if sheet.refusal is None:
        parts.append(sheet.kind_text.to(language))
        parts.append(translate("ImportWords", "{n} 行").format(n=f"{sheet.rows:,}"))
    parts.append(note_words(sheet, language))
    return comma([part for part in parts if part])


def search_words(sheet: SourceSheet, language: Language, spelt: Mapping[str, str]) -> str:
    """What a sheet is found by: its name and what it holds, in words and by their spelling."""
    parts = (sheet.label, spelt.get(sheet.label, ""), sheet.kind_text.to(language), sheet.kind or "")
    return " ".join(parts).casefold()


def is_blocking(sheet: SourceSheet) -> bool:
    """Whether something has to be said that confirming suggestions does not settle."""
    return sheet.refusal is None and bool(sheet.kind is None or sheet.missing or sheet.order_open)
