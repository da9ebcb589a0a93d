"""What is said of a card: to a screen reader, in its tooltip, and as a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication

from csmdesk.domain.text import Language

if TYPE_CHECKING:
    from csmdesk.services.board_view import Card

translate = QCoreApplication.translate


def short_day(card: Card) -> str:
    """A deadline as a card shows it: with its year where that is not the year of the day shown."""
    from csmdesk.services.account_words import short_day as short

    day = card.deadline
    return "" if day is None else short(day, day - timedelta(card.days_left or 0))


def copied_cards(cards: Sequence[Card], names: Mapping[str, str]) -> None:
    """Put cards on the clipboard as a table; ``names`` are the columns' by status."""
    from csmdesk.ui.models.columns import Column
    from csmdesk.ui.models.copying import copied_table

    def column(head: str, value: Callable[[Card], object]) -> Column[Card]:
        return Column(head, head, 0, lambda card: str(value(card) or ""), value, copy=value)

    columns = [
        column(translate("CardWords", "客户"), lambda card: card.account),
        column(translate("CardWords", "任务"), lambda card: card.title),
        column(translate("CardWords", "说明"), lambda card: card.detail),
        column(translate("CardWords", "列"), lambda card: names.get(card.status, card.status)),
        column(translate("CardWords", "负责人"), lambda card: card.owner),
        column(translate("CardWords", "截止日"), lambda card: card.deadline),
        column(translate("CardWords", "验收标准"), lambda card: card.acceptance),
        column(translate("CardWords", "工单"), lambda card: card.link),
    ]
    plain, rich = copied_table(columns, cards)
    held = QMimeData()
    held.setText(plain)
    held.setHtml(rich)
    QGuiApplication.clipboard().setMimeData(held)


class CardWords:
    """Words of cards in the user's language."""

    def __init__(self, language: Language) -> None:
        self._comma = "，" if language == "zh" else ", "

    def read_out(self, card: Card, column: str, *, marked: bool = False) -> str:
        """A card in one sentence: account, title, column, what is left, owner and all that it shows."""
        mark = translate("CardWords", "已标记") if marked else ""
        parts = (card.account, card.title, column, *self._facts(card), mark)
        return self._comma.join(part for part in parts if part)

    def _facts(self, card: Card) -> list[str]:
        owner = translate("CardWords", "负责人 {name}").format(name=card.owner)
        deadline = "" if card.deadline is None else card.deadline.isoformat()
        items = translate("CardWords", "检查项 {done}/{all}").format(done=card.items_done, all=card.items)
        comments = translate("CardWords", "{n} 条评论").format(n=card.comments)
        return [
            card.left_words,
            owner if card.owner else "",
            translate("CardWords", "截止 {day}").format(day=deadline) if deadline else "",
            self._acceptance(card),
            card.missing,
            items if card.items else "",
            comments if card.comments else "",
            translate("CardWords", "工单 {link}").format(link=card.link) if card.link else "",
            card.age_words,
        ]

    @staticmethod
    def _acceptance(card: Card) -> str:
        if not card.acceptance:
            return ""
        words = translate("CardWords", "验收标准 {words}").format(words=card.acceptance)
        return words + (translate("CardWords", "（已验收）") if card.accepted else "")

    def tip(self, card: Card) -> str:
        """All of a card, also what has no room on it, a line each."""
        parts = (card.title, card.detail, card.account, *self._facts(card))
        return "\n".join(part for part in parts if part)
