"""Small pieces that several chapters share."""

from __future__ import annotations

from collections import Counter

from csmdesk.metrics import display
from csmdesk.reports.document import Inline, Paragraph
from csmdesk.reports.words import Writer, plain


def method(w: Writer, zh: str, en: str) -> Paragraph:
    return Paragraph(plain(w.t(zh, en)), lead=w.t("方法", "Method"))


def result(w: Writer, *sentences: Inline | None) -> Paragraph:
    return Paragraph(w.flow(*sentences), lead=w.t("结果", "Result"))


def shown_of(w: Writer, shown: int, total: int) -> str:
    """``列出前 15 项，共 40 项。`` where a table was capped; empty where it was not."""
    if shown == total:
        return ""
    return w.t(f"列出前 {shown} 项，共 {total} 项。", f"The first {shown} of {total}.")


def titles(w: Writer, held: Counter[str]) -> str:
    ordered = sorted(held.items(), key=lambda item: (-item[1], item[0]))
    words = (f"{name or w.t('无标题', 'untitled')} {n}" for name, n in ordered)
    return w.listed(words, 4) or display.MISSING
