"""The bar of proposals: what it shows, its keys, and declining with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csmdesk.domain.text import Language
from csmdesk.services.war_room_view import Proposal
from csmdesk.storage.book import Book
from csmdesk.ui.panes.war_room.proposals import ProposalBar
from csmdesk.ui.tasks import Tasks
from tests.ui.war_room.rooms_window import RoomsWindow, make_window

_Key = Qt.Key
_FELL = date(2024, 6, 28)
_GREEN = ("启衡证券", "星栈零售", "青隼航空", "瀚图地产", "蓝桥教育")


class Shown:
    """The bar in a window."""

    def __init__(self, window: RoomsWindow) -> None:
        self.window = window
        self.bar = ProposalBar(window.tools, window.window)
        self.bar.set_proposals(window.data().proposals)
        window.window.resize(1247, 500)
        window.show(self.bar, 1247, 500)
        self.refresh()
        window.listen(
            open=self.bar.open_asked,
            now=self.bar.open_now_asked,
            decline=self.bar.decline_asked,
            account=self.bar.account_asked,
        )

    def refresh(self) -> None:
        """Show what the book says now, as high as the bar wants to be."""
        self.bar.set_proposals(self.window.data().proposals)
        self.bar.resize(1247, self.bar.sizeHint().height())
        self.window.wait()

    def fall(self, *accounts: str) -> list[int]:
        """Let accounts fall to 55, and show it; the accounts."""
        found = [self.window.score(account, "55", _FELL) for account in accounts]
        self.refresh()
        return found

    def focus(self) -> None:
        """Go to the rows as Tab does."""
        self.bar.rows.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def told(self) -> list[tuple[Any, ...]]:
        return self.window.told


@pytest.fixture
def shown(qtbot: QtBot, tasks: Tasks, book: Book) -> Shown:
    """The bar of the sample book, which has no proposal."""
    return Shown(make_window(qtbot, tasks, book))


def test_without_a_fall_there_is_no_bar(shown: Shown) -> None:
    assert shown.bar.proposals == ()
    assert shown.bar.isHidden()


def test_a_green_account_that_falls_to_55_is_proposed(shown: Shown) -> None:
    (account,) = shown.fall("启衡证券")
    assert shown.bar.isVisible()
    assert shown.bar.current == account
    assert shown.bar.title.text() == "1 个客户跌破 60，还没有作战室"
    assert "启衡证券，6 月 28 日从 94.2 跌到 55.0，手填" in shown.bar.rows.accessibleName()


def test_its_evidence_opens_in_place_by_key_and_click(shown: Shown) -> None:
    (account,) = shown.fall("启衡证券")
    low = shown.bar.sizeHint().height()
    shown.focus()
    shown.window.press(_Key.Key_Right)
    assert shown.bar.rows.unfolded == account
    assert "手填 55.0，见过客户" in shown.bar.rows.accessibleName()
    assert shown.bar.sizeHint().height() > low
    shown.window.press(_Key.Key_Left)
    assert shown.bar.rows.unfolded == 0
    assert shown.bar.sizeHint().height() == low
    shown.window.press(_Key.Key_Space)
    assert shown.bar.rows.unfolded == account
    shown.window.click(shown.bar.rows, QPoint(300, 18))
    assert shown.bar.rows.unfolded == 0


@pytest.mark.parametrize("key", [_Key.Key_O, _Key.Key_Return])
def test_one_key_offers_the_war_room(shown: Shown, key: Qt.Key) -> None:
    (account,) = shown.fall("启衡证券")
    shown.focus()
    shown.window.press(key)
    assert shown.told == [("open", account)]


def test_ctrl_enter_opens_it_at_once(shown: Shown) -> None:
    (account,) = shown.fall("启衡证券")
    shown.focus()
    shown.window.press(_Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown.told == [("now", account)]


def test_declining_needs_a_reason(shown: Shown) -> None:
    (account,) = shown.fall("启衡证券")
    shown.focus()
    shown.window.press(_Key.Key_D)
    line = shown.bar.decline_line
    assert line.isVisible()
    assert line.reason.name == "为什么不给启衡证券开作战室"
    shown.window.press(_Key.Key_Return)
    assert line.reason.problem == "请写明为什么不开。"
    shown.window.type("od 已谈终止")
    assert shown.told == []
    shown.window.press(_Key.Key_Return)
    assert shown.told == [("decline", account, _FELL, "od 已谈终止")]


def test_esc_leaves_the_reason_and_what_was_typed_is_kept(shown: Shown) -> None:
    shown.fall("启衡证券")
    shown.focus()
    shown.window.press(_Key.Key_D)
    shown.window.type("不值得")
    shown.window.press(_Key.Key_Escape)
    assert not shown.bar.decline_line.isVisible()
    assert shown.bar.rows.hasFocus()
    shown.window.press(_Key.Key_D)
    assert shown.bar.decline_line.reason.text == "不值得"


def test_a_fall_that_was_declined_comes_again_after_a_new_fall(shown: Shown) -> None:
    (account,) = shown.fall("启衡证券")
    rooms = shown.window.tools.source.rooms
    rooms.decline(account, _FELL, "已谈终止")
    shown.refresh()
    assert shown.bar.isHidden()
    shown.window.score("启衡证券", "72", date(2024, 6, 29))
    shown.refresh()
    assert shown.bar.isHidden()
    shown.window.score("启衡证券", "58", date(2024, 6, 30))
    shown.refresh()
    assert shown.bar.current == account


def test_several_proposals_scroll_and_keep_the_current_one(shown: Shown) -> None:
    accounts = shown.fall(*_GREEN)
    bar = shown.bar
    assert bar.title.text() == "5 个客户跌破 60，还没有作战室"
    assert len(bar.proposals) == 5
    assert bar.scroller.height() == 3 * 36
    shown.focus()
    shown.window.press(_Key.Key_End)
    last = bar.current
    assert last == bar.proposals[-1].account_id
    assert bar.scroller.verticalScrollBar().value() == 2 * 36
    shown.window.score("沐野乳业", "50", _FELL)
    shown.refresh()
    assert bar.current == last
    assert set(accounts) < {proposal.account_id for proposal in bar.proposals}


def test_a_proposal_that_is_served_hands_on_to_the_next(shown: Shown) -> None:
    shown.fall(*_GREEN[:3])
    shown.focus()
    first, second = (proposal.account_id for proposal in shown.bar.proposals[:2])
    shown.bar.rows.unfold(first)
    shown.window.tools.source.rooms.decline(first, _FELL, "不值得")
    shown.refresh()
    assert shown.bar.current == second
    assert shown.bar.rows.unfolded == 0
    assert QApplication.focusWidget() is shown.bar.rows


def test_a_click_goes_to_a_row_and_its_buttons_are_named_after_it(shown: Shown) -> None:
    shown.fall(*_GREEN[:2])
    second = shown.bar.proposals[1]
    shown.window.click(shown.bar.rows, QPoint(300, 36 + 18))
    assert shown.bar.current == second.account_id
    assert shown.bar.open_button.accessibleName() == f"开作战室：{second.account}"
    shown.window.click(shown.bar.account_button)
    shown.window.click(shown.bar.open_button)
    assert shown.told == [("account", second.account_id), ("open", second.account_id)]


def test_in_a_book_that_cannot_be_changed_the_buttons_say_why(shown: Shown) -> None:
    shown.fall("启衡证券")
    shown.bar.set_why_not("客户书只读。")
    shown.focus()
    for key in (_Key.Key_O, _Key.Key_D):
        shown.window.press(key)
    assert shown.told == []
    assert not shown.bar.decline_line.isVisible()
    assert shown.bar.open_button.toolTip() == "客户书只读。"


def test_a_thousand_proposals_are_shown(shown: Shown) -> None:
    shown.fall("启衡证券")
    one = shown.bar.proposals[0]
    many: list[Proposal] = [one._replace(account_id=n, account=f"客户{n}") for n in range(1, 1001)]
    shown.bar.set_proposals(many)
    shown.bar.resize(1247, shown.bar.sizeHint().height())
    shown.window.wait()
    shown.bar.set_current(1000)
    shown.window.wait()
    box = shown.bar.rows.row_box(999)
    seen = shown.bar.rows.visibleRegion().boundingRect()
    assert seen.contains(box)
    assert seen.height() == 3 * 36


@pytest.mark.parametrize("language", ["en"])
def test_in_english(qtbot: QtBot, tasks: Tasks, book: Book, language: Language) -> None:
    shown = Shown(make_window(qtbot, tasks, book, language))
    shown.fall("启衡证券")
    assert "Fell from 94.2 to 55.0 on 28 Jun" in shown.bar.rows.accessibleName()
