"""On the sample book: guests of an event, the checklist of a handover, and undo of what was written."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from csmdesk.app.log import ADDS, OPENS
from csmdesk.domain.changes import Op
from csmdesk.services.log.events import Events
from csmdesk.services.log.handovers import Handovers
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from csmdesk.ui.panes.log.checklist import Checklist
from csmdesk.ui.panes.log.guests import Guests
from tests.ui.log.conftest import ALT, LogShown, Shows

Key = Qt.Key

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagateSizeHints)", extend=True)


def test_what_is_opened_and_added_are_the_kinds_of_the_log(book: Book) -> None:
    kinds = list(Log(book).kinds)
    assert set(kinds) == OPENS
    assert list(ADDS) == kinds


@pytest.mark.parametrize("kind", sorted(OPENS))
def test_every_kind_shows_its_list_and_the_form_of_a_new_record(booked: LogShown, kind: str) -> None:
    booked.pane.show_kind(kind)
    booked.wait()
    page = booked.page
    booked.watch()
    assert page.listing.data is not None
    assert page.model.total == len(page.listing.data.rows)
    page.new()
    booked.wait()
    assert page.beside.form.is_new
    assert booked.failed == []
    page.beside.form.give_up()
    booked.wait()
    assert not page.beside.form.is_new


def test_columns_that_an_import_kept_are_seen(booked: LogShown, book: Book) -> None:
    sql = (
        "INSERT INTO custom_values (table_name, code, name, value) "
        "SELECT 'tickets', code, '优先队列', '甲' FROM tickets ORDER BY id LIMIT 1"
    )
    book.store.run(Op.IMPORT, lambda connection: connection.exec_driver_sql(sql))
    with book.reading() as connection:
        first = connection.execute("SELECT min(id) FROM tickets").fetchone()[0]
    booked.pane.show_kind("ticket")
    booked.wait()
    booked.pane.toggle_span()
    booked.wait()
    booked.go(first)
    kept = booked.page.beside.kept
    assert (kept.items, kept.isVisible()) == ((("优先队列", "甲"),), True)
    booked.page.new()
    booked.wait()
    assert not kept.isVisible()
    booked.page.beside.form.give_up()
    booked.wait()
    assert kept.isVisible()


def test_a_line_is_written_to_the_book_and_undone(booked: LogShown, book: Book) -> None:
    booked.pane.toggle_span()
    booked.wait()
    before = booked.page.model.total
    booked.press(Key.Key_N)
    booked.type("今天 拜访 岚图 聊续约 30分钟")
    booked.press(Key.Key_Return)
    assert booked.page.model.total == before + 1
    row = booked.page.model.row_of(booked.page.view.key)
    assert row is not None
    assert row.source.words[booked.page.listing.places["note"]] == "聊续约"
    booked.tasks.command(booked.pane, lambda _: book.store.undo())
    booked.wait()
    assert booked.page.model.total == before


def test_a_record_of_another_time_is_seen_beside_the_list(booked: LogShown) -> None:
    booked.press(Key.Key_N)
    booked.type("今天 电话 岚图 不在本期")
    booked.press(Key.Key_Return)
    page = booked.page
    assert page.model.row_of(page.beside.key) is None
    assert page.beside.form.form.values()["note"] == "不在本期"
    booked.press(Key.Key_Escape)
    booked.press(Key.Key_Down)
    assert page.beside.key == page.view.key


# --- guests -------------------------------------------------------------------------------------------------


@pytest.fixture
def salon(booked: LogShown) -> Guests:
    """The guests of the salon in May, ten executives of twenty-one people."""
    booked.pane.show_kind("event")
    booked.wait()
    code = booked.page.listing.places["code"]
    row = next(row for row in booked.page.model.rows if row.source.words[code] == "HD019")
    booked.go(row.id)
    part = booked.page.beside.part
    assert isinstance(part, Guests)
    return part


def test_a_salon_says_which_rule_it_breaks(booked: LogShown, salon: Guests) -> None:
    broken = [line.words for line in booked.page.beside.form.rules.lines.items if line.shape == "red"]
    assert broken == ["高管至少 50%"]
    assert salon.head._note.text() == "10 人，高管 10"
    assert booked.column("state").count("1 项不合规") == 2


def test_a_contact_is_found_invited_and_answers(booked: LogShown, salon: Guests, book: Book) -> None:
    salon.seek.setFocus()
    booked.type("CIO")
    offered = salon.offered.items
    assert offered
    booked.press(Key.Key_Down)
    booked.press(Key.Key_Return)
    kind = booked.page.kind
    assert isinstance(kind, Events)
    states = {guest.contact_id: guest.state for guest in kind.guests(booked.page.view.key)}
    assert states[offered[1].id] == "invited"
    assert booked.focused is salon.seek
    assert salon.seek.text() == ""
    salon.lines.setFocus()
    salon.lines.go_to([line.id for line in salon.lines.items].index(offered[1].id))
    booked.press(Key.Key_2)
    states = {guest.contact_id: guest.state for guest in kind.guests(booked.page.view.key)}
    assert states[offered[1].id] == "yes"
    booked.press(Key.Key_Delete)
    assert offered[1].id not in {line.id for line in salon.lines.items}


def test_rules_of_a_planned_salon_follow_the_number_of_guests(booked: LogShown, book: Book) -> None:
    booked.pane.show_kind("event")
    booked.wait()
    booked.page.new()
    booked.wait()
    form = booked.page.beside.form
    form.put({"kind": "沙龙", "day": "2030-05-20", "topic": "数据治理", "people": "31"})
    form.check()
    booked.wait()
    found = {line.words: line.state for line in form.rules.lines.items}
    assert found["最多 30 人"] == "不符合"
    form.put({"people": "30"})
    form.check()
    booked.wait()
    found = {line.words: line.state for line in form.rules.lines.items}
    assert found["最多 30 人"] == "符合"
    assert "待定" in found.values()


# --- the checklist of a handover ----------------------------------------------------------------------------


@pytest.fixture
def handover(log_shown: Shows, book: Book) -> LogShown:
    """A handover that has begun, with the usual checklist."""
    log = Log(book)
    log.kinds["handover"].new({"account": "岚图家居", "day": "2024-06-20", "from_owner": "张销售"})
    shown = log_shown(log, state={"kind": "handover"})
    assert shown.page.kind.key == "handover"
    return shown


def checklist(shown: LogShown) -> Checklist:
    """The checklist beside the list."""
    part = shown.page.beside.part
    assert isinstance(part, Checklist)
    return part


def test_lines_are_ticked_off_and_the_whole_is_accepted(handover: LogShown) -> None:
    part = checklist(handover)
    count = len(part.lines.items)
    assert count == 8
    accept = handover.page.beside.acts["accept"]
    assert not accept.isEnabled()
    part.lines.setFocus()
    handover.press(Key.Key_Space)
    assert part.lines.items[0].ring == "accept"
    handover.press(Key.Key_Space)
    assert part.lines.items[0].ring == "todo"
    for line in part.lines.items:
        part.tick(line.id)
        handover.wait()
    assert {line.ring for line in part.lines.items} == {"accept"}
    assert accept.isEnabled()
    handover.page.beside.do("accept")
    handover.wait()
    form = handover.page.beside.act_form("accept")
    assert form is not None
    form.put({"by": "李雷"})
    form.save()
    handover.wait()
    assert {line.ring for line in part.lines.items} == {"done"}
    assert handover.column("state") == ["已接收"]


def test_a_line_is_added_moved_changed_and_removed(handover: LogShown) -> None:
    part = checklist(handover)
    names = [line.name for line in part.lines.items]
    part.adding.setFocus()
    handover.type("接口文档")
    handover.press(Key.Key_Return)
    assert [line.name for line in part.lines.items] == [*names, "接口文档"]
    part.lines.setFocus()
    part.lines.go_to(8)
    handover.press(Key.Key_Up, ALT)
    assert [line.name for line in part.lines.items][7] == "接口文档"
    assert part.lines.current == 7
    handover.press(Key.Key_Return)
    assert part.form.isVisible()
    part.form.form.fields["owner"].set_value("王工")
    part.form.save()
    handover.wait()
    assert not part.form.isVisible()
    assert "王工" in part.lines.items[7].note
    part.lines.setFocus()
    part.lines.go_to(7)
    handover.press(Key.Key_Delete)
    assert [line.name for line in part.lines.items] == names


def test_the_template_is_changed_for_handovers_to_come(handover: LogShown) -> None:
    part = checklist(handover)
    part.open_template()
    handover.wait()
    sheet = part.sheet
    assert sheet is not None
    assert len(sheet.items.blocks) == 8
    sheet.items.blocks[0].form.fields["days"].set_value("很久")
    sheet.accepted.emit()
    handover.wait()
    assert sheet.items.blocks[0].form.fields["days"].problem
    sheet.items.set_values([{"name": "只看合同", "owner": "销售", "days": "2"}])
    sheet.accepted.emit()
    handover.wait()
    kind = handover.page.kind
    assert isinstance(kind, Handovers)
    assert [item.name for item in kind.template.items("zh")] == ["只看合同"]
    assert len(part.lines.items) == 8
    assert handover.said[-1] == ("已改清单模板。", True)


def test_the_day_of_a_line_of_the_checklist_has_room_before_its_owner(handover: LogShown) -> None:
    part = checklist(handover)
    assert [line.note.split(" · ")[0] for line in part.lines.items][:2] == ["06-23", "06-23"]
    handover.pane.set_period("2026H1", date(2026, 1, 1))
    handover.wait()
    handover.page.open(1)
    handover.wait()
    assert part.lines.items[0].note.startswith("24-06-23")
