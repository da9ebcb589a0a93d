"""The path to the year's target with real keys: figures, the shortest way, what-if, likelihoods."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt

from csmdesk.services.path_to_target import PathLine
from csmdesk.storage.book import Book
from csmdesk.ui.panes.calendar.path_rows import PathHead
from tests.ui.calendar.track_window import Make, Shown

# What the tests' screen cannot do for a popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)


def figures(shown: Shown) -> dict[str, str]:
    return {key: label.text() for key, label in shown.panel.figures.items()}


def heads(shown: Shown) -> list[str]:
    return [item.words for item in shown.panel.rows.items if isinstance(item, PathHead)]


def lines(shown: Shown) -> list[PathLine]:
    return [item for item in shown.panel.rows.items if isinstance(item, PathLine)]


def lower_target(book: Book, value: str) -> None:
    """Sign up for less, so that the open contracts can reach it."""
    from csmdesk.domain.changes import Op
    from csmdesk.domain.text import Text

    book.store.run(
        Op.EDIT_TARGET,
        lambda connection: connection.exec_driver_sql(
            "UPDATE targets SET value = ? WHERE metric = 'renewal_collected'", (value,)
        ),
        Text("改目标", "change target"),
    )


def test_the_year_shows_target_received_expected_and_gap(book: Book, pathed: Make) -> None:
    shown = pathed(book)
    assert shown.panel.title.text() == "2024 年达标路径"
    assert (figures(shown)["target"], figures(shown)["received"]) == ("3,400万", "1,746万")
    path = shown.panel.path
    assert path.gap_fen == path.goal.target_fen - path.expected_fen
    assert "缺口" in shown.panel.bar.accessibleName()
    gains = [line.gain_fen for line in lines(shown)]
    assert gains == sorted(gains, reverse=True), "those that gain most come first"


def test_out_of_reach_says_what_would_still_be_missing(book: Book, pathed: Make) -> None:
    shown = pathed(book)
    path = shown.panel.path
    assert not path.reached
    assert shown.panel.verdict.text().startswith("全部拿下仍差 ")
    assert heads(shown) == ["全部未续"]
    assert len(lines(shown)) == 45


def test_the_fewest_contracts_that_close_the_gap(book: Book, pathed: Make) -> None:
    lower_target(book, "27500000")
    shown = pathed(book)
    path = shown.panel.path
    assert path.reached
    needed = path.needed
    assert shown.panel.verdict.text() == f"再拿下 {len(needed)} 份合同即可达标"
    assert heads(shown) == ["最短路径", "其余未续"]
    assert sum((line.gain_fen for line in needed), Fraction(0)) >= path.gap_fen
    assert sum((line.gain_fen for line in needed[:-1]), Fraction(0)) < path.gap_fen


def test_ticking_by_key_and_by_pointer_counts_anew(book: Book, pathed: Make) -> None:
    lower_target(book, "27500000")
    shown = pathed(book)
    before, first = shown.panel.path, lines(shown)[0]
    shown.panel.enter()
    shown.press(Qt.Key.Key_Space)
    path = shown.panel.path
    assert path.expected_fen == before.expected_fen + first.gain_fen
    assert path.gap_fen == before.gap_fen - first.gain_fen
    assert len(path.needed) == len(before.needed) - 1
    assert heads(shown)[0] == "假定已拿下"
    assert shown.panel.verdict.text().startswith("假定拿下 1 份：")
    rows = shown.panel.rows
    assert rows.row_key(rows.items[rows.current]) == first.row.id, "the current contract stays current"
    index = next(n for n, item in enumerate(rows.items) if isinstance(item, PathLine) and not item.won)
    second = rows.items[index]
    shown.click(rows, rows.check_box(rows.row_box(index)).center())
    assert shown.panel.won == {first.row.id, second.row.id}
    shown.click(shown.panel.clear_button)
    assert shown.panel.won == set()
    assert shown.panel.path.gap_fen == before.gap_fen
    assert book.store.undo_label is None or "改目标" in book.store.undo_label.zh, "what-if changes nothing"


def test_arrows_pass_over_heads_and_enter_shows_the_contract(book: Book, pathed: Make) -> None:
    lower_target(book, "27500000")
    shown = pathed(book)
    shown.panel.enter()
    rows = shown.panel.rows
    for _ in range(len(shown.panel.path.needed)):
        shown.press(Qt.Key.Key_Down)
        assert isinstance(rows.items[rows.current], PathLine)
    shown.press(Qt.Key.Key_Up)
    assert isinstance(rows.items[rows.current], PathLine)
    shown.press(Qt.Key.Key_Home)
    assert rows.items[rows.current] is lines(shown)[0]
    shown.press(Qt.Key.Key_Return)
    shown.click(rows, rows.row_box(rows.current).topLeft() + QPoint(200, 10))
    assert shown.asked == [("contract", lines(shown)[0].row.id)] * 2
    assert "可补" in rows.accessibleName()


def test_a_likelihood_is_changed_in_place_and_undone(book: Book, pathed: Make) -> None:
    shown = pathed(book)
    before = shown.panel.path.expected_fen
    (risk,) = [field for category, field in shown.panel.likelihoods.items() if category == "risk"]
    assert risk.text == "30"
    shown.type("50", risk.edit)
    shown.press(Qt.Key.Key_Return)
    assert shown.said == [("已改可能性：风险 50%", True)]
    assert shown.panel.path.expected_fen > before
    assert any(line.likelihood == Fraction(1, 2) for line in lines(shown))
    shown.undo()
    assert shown.panel.path.expected_fen == before
    assert risk.text == "30"
    shown.type("150", risk.edit)
    shown.press(Qt.Key.Key_Return)
    assert risk.problem
    assert shown.panel.path.expected_fen == before


def test_another_goal_is_picked(book: Book, pathed: Make) -> None:
    shown = pathed(book)
    goals = shown.panel.goals
    keys = [str(goals.itemData(index)) for index in range(goals.count())]
    assert len(keys) > 1
    other = next(key for key in keys if key != shown.panel.path.goal.key)
    goals.set_value(other)
    goals.picked.emit()
    shown.wait()
    assert shown.panel.path.goal.key == other


def test_esc_and_the_cross_leave(book: Book, pathed: Make) -> None:
    shown = pathed(book)
    closed: list[bool] = []
    shown.panel.closed.connect(lambda: closed.append(True))
    shown.panel.enter()
    shown.press(Qt.Key.Key_Escape)
    shown.click(shown.panel.cross)
    assert closed == [True, True]


def test_without_a_target_it_says_so(book: Book, pathed: Make) -> None:
    from csmdesk.domain.changes import Op
    from csmdesk.domain.text import Text

    book.store.run(
        Op.EDIT_TARGET,
        lambda connection: connection.exec_driver_sql("DELETE FROM targets"),
        Text("删目标", "remove targets"),
    )
    shown = pathed(book)
    assert shown.panel.empty.isVisible()
    assert not shown.panel.rows.isVisible()
