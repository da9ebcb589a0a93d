"""By what the account list can be grouped, and what the head of a group says."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QCoreApplication

from csmdesk.ui.models.grouping import Grouping
from csmdesk.ui.panes.accounts.list_columns import segment_place
from csmdesk.ui.panes.accounts.rows import AccountRow

translate = QCoreApplication.translate

_BANDS = ("red", "yellow", "green", "unscored")


def grouping_names() -> dict[str, str]:
    """What each grouping is called, by its key; '' is none."""
    return {
        "": translate("AccountsPane", "不分组"),
        "segment": translate("AccountsPane", "分层"),
        "health": translate("AccountsPane", "健康度"),
        "owner": translate("AccountsPane", "负责人"),
        "stage": translate("AccountsPane", "阶段"),
    }


def grouping_of(key: str, money: Callable[[int], str]) -> Grouping[AccountRow] | None:
    """The grouping called ``key``; None for '' and for a name that is none.

    ``money`` puts a sum of the rows' units into words.
    """

    def sums(rows: list[AccountRow]) -> str:
        return money(sum(row.units for row in rows))

    if key == "segment":
        return Grouping(key, attrgetter("segment"), _word, _segment_order, sums)
    if key == "health":
        return Grouping(key, _band, _band_word, _BANDS.index, sums)
    if key in {"owner", "stage"}:
        return Grouping(key, attrgetter(f"source.{key}"), _word, _word_order, sums)
    return None


def _word(value: str) -> str:
    return value or translate("AccountsPane", "未填")


def _word_order(value: str) -> Any:
    return (not value, value)


def _segment_order(value: str) -> Any:
    return (not value, segment_place(value))


def _band(row: AccountRow) -> str:
    return row.line.band.value if row.line is not None else "unscored"


def _band_word(band: str) -> str:
    return {
        "red": translate("AccountsPane", "红"),
        "yellow": translate("AccountsPane", "黄"),
        "green": translate("AccountsPane", "绿"),
        "unscored": translate("AccountsPane", "未评"),
    }[band]
