"""War rooms of the sample book: opened from the template, changed, declined, closed, reopened, all undone."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from csmdesk.domain.fields import FieldError
from csmdesk.domain.war_room import ROLES, Standing
from csmdesk.services.accounts import Accounts
from csmdesk.services.health_overrides import HealthOverrides
from csmdesk.services.task_drafts import CardDraft
from csmdesk.services.war_room_view import ClosingDraft, MemberDraft, RoomDraft
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from tests.unit.services.sample import expect_exact_undo, ids_of, refused, row
from tests.unit.storage.making import rows_of, write

PERIOD, CLOSING = "2024H1", date(2024, 6, 30)
TODAY = date(2024, 7, 31)
REVIEW = ClosingDraft(TODAY, "product", "驻场诊断", "每月复查报表速度")


@pytest.fixture
def rooms(sample: Book) -> WarRooms:
    """The service under test, on 31 July 2024."""
    return fresh(sample)


@pytest.fixture
def account(sample: Book) -> int:
    """An account without a war room."""
    return int(rows_of(sample, "SELECT id FROM accounts WHERE code = 'KH1005'")[0][0])


def fresh(book: Book) -> WarRooms:
    """The service made anew: it knows nothing of before."""
    return WarRooms(book, Accounts(book), lambda: TODAY)


def draft(**said: Any) -> RoomDraft:
    """A draft that can be kept, but for what is said."""
    usual = RoomDraft(
        "回到 60 以上",
        date(2024, 7, 13),
        "product",
        (MemberDraft("csm", "王芳", "138 0000 0000"), MemberDraft("support"), MemberDraft("法务", "李雷")),
        (CardDraft("驻场诊断", owner="王芳", acceptance="报告签收"), CardDraft("修复上线")),
        CLOSING,
    )
    return usual._replace(**said)


# --- the template -------------------------------------------------------------------------------------------


def test_the_template_has_the_three_roles_the_usual_days_and_tasks_that_can_be_accepted(
    rooms: WarRooms, account: int
) -> None:
    made = rooms.draft(account, PERIOD, CLOSING, "zh")
    assert [m.role for m in made.squad] == list(ROLES)
    assert (made.opened_day, made.deadline) == (CLOSING, date(2024, 7, 13))
    assert len(made.tasks) == 3
    for task in made.tasks:
        assert task.title
        assert task.acceptance
        assert task.owner
        assert task.deadline is not None
        assert CLOSING <= task.deadline <= date(2024, 7, 13)


def test_its_length_is_a_setting(sample: Book, rooms: WarRooms, account: int) -> None:
    from csmdesk.services.settings import Settings

    Settings(sample).set_rule("war_room_days", "7")
    made = fresh(sample).draft(account, PERIOD, CLOSING, "zh")
    assert made.deadline == date(2024, 7, 6)
    assert max(task.deadline for task in made.tasks if task.deadline) <= date(2024, 7, 6)


def test_tasks_follow_the_cause_and_name_who_is_in_the_squad(rooms: WarRooms) -> None:
    product = rooms.tasks(draft(), "zh")
    people = rooms.tasks(draft(cause="people"), "zh")
    assert {t.title for t in product}.isdisjoint(t.title for t in people)
    assert "王芳" in {t.owner for t in product}
    assert ROLES["research"].zh in {t.owner for t in product}
    assert all(t.title.isascii() for t in rooms.tasks(draft(), "en"))


@pytest.mark.parametrize("cause", ["", "people", "product", "clash", "priority", "own_time"])
@pytest.mark.parametrize("days", [1, 5, 14, 60])
def test_tasks_of_every_cause_are_due_within_the_room(rooms: WarRooms, cause: str, days: int) -> None:
    last = CLOSING + timedelta(days - 1)
    tasks = rooms.tasks(draft(cause=cause, deadline=last), "zh")
    assert tasks
    assert all(t.deadline is not None and CLOSING <= t.deadline <= last for t in tasks)


def test_names_of_the_last_squad_are_offered_again(rooms: WarRooms, account: int) -> None:
    rooms.open(account, draft())
    other = rooms.draft(account, PERIOD, CLOSING, "zh").squad
    assert other[0] == MemberDraft("csm", "王芳", "138 0000 0000")
    assert [m.role for m in other] == list(ROLES)


# --- opening ------------------------------------------------------------------------------------------------


def test_opening_makes_room_squad_and_cards_in_one_operation(
    sample: Book, rooms: WarRooms, account: int
) -> None:
    with expect_exact_undo(sample):
        room_id, changes = rooms.open(account, draft(fell_day=date(2024, 6, 30)))
    assert set(changes.ids) == {"war_rooms", "war_room_members", "tasks"}
    kept = row(sample, "war_rooms", room_id)
    assert (kept["opened_day"], kept["fell_day"], kept["deadline"]) == (
        "2024-06-30",
        "2024-06-30",
        "2024-07-13",
    )
    assert rows_of(
        sample,
        "SELECT title, status, created_day FROM tasks WHERE war_room_id = ? ORDER BY position",
        (room_id,),
    ) == [("驻场诊断", "todo", "2024-06-30"), ("修复上线", "todo", "2024-06-30")]
    assert rooms.room(room_id).squad[2][:2] == ("法务", "李雷")
    name = rows_of(sample, "SELECT name FROM accounts WHERE id = ?", (account,))[0][0]
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.zh == f"开作战室：{name}"


def test_an_account_has_one_open_room(sample: Book, rooms: WarRooms, account: int) -> None:
    room_id, _ = rooms.open(account, draft())
    assert "已有一个开着的作战室" in refused(lambda: rooms.open(account, draft())).text.zh
    rooms.close(room_id, REVIEW._replace(reason="客户并入集团"))
    again, _ = rooms.open(account, draft(opened_day=TODAY, deadline=TODAY))
    assert again != room_id
    assert "已有一个开着的作战室" in refused(lambda: rooms.reopen(room_id)).text.zh


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"goal": "  "}, "goal"),
        ({"goal": "长" * 20_001}, "goal"),
        ({"deadline": date(2024, 6, 29)}, "deadline"),
        ({"deadline": date(1024, 7, 13)}, "deadline"),
        ({"opened_day": date(1024, 7, 13)}, "opened_day"),
        ({"cause": "weather"}, "cause"),
        ({"squad": (MemberDraft(" ", " "),)}, "squad"),
        ({"squad": (MemberDraft("csm", "长" * 201),)}, "squad"),
        ({"squad": (MemberDraft("csm"),) * 21}, "squad"),
        ({"tasks": (CardDraft(" "),)}, "title"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field_and_leaves_nothing(
    sample: Book, rooms: WarRooms, account: int, said: dict[str, Any], field: str
) -> None:
    before = ids_of(sample, "war_rooms"), ids_of(sample, "tasks")
    error = refused(lambda: rooms.open(account, draft(**said)))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert (ids_of(sample, "war_rooms"), ids_of(sample, "tasks")) == before


def test_what_is_gone_is_said_to_be_gone(rooms: WarRooms) -> None:
    for act in (
        lambda: rooms.open(999_999, draft()),
        lambda: rooms.draft(999_999, PERIOD, CLOSING, "zh"),
        lambda: rooms.edit(999_999, draft()),
        lambda: rooms.close(999_999, REVIEW),
        lambda: rooms.reopen(999_999),
        lambda: rooms.room(999_999),
        lambda: rooms.review(999_999, TODAY),
        lambda: rooms.decline(999_999, CLOSING, "不需要"),
    ):
        assert "不在客户书里" in refused(act).text.zh


# --- changing -----------------------------------------------------------------------------------------------


def test_editing_changes_what_is_said_and_keeps_the_members_that_stay(
    sample: Book, rooms: WarRooms, account: int
) -> None:
    room_id, _ = rooms.open(account, draft())
    now = rooms.room(room_id)
    first, second, third = now.squad
    squad = (third._replace(goal="合同条款"), first._replace(name="王小芳"), MemberDraft("research", "赵一"))
    with expect_exact_undo(sample):
        rooms.edit(room_id, now._replace(goal="稳住 65", cause="people", squad=squad))
    after = rooms.room(room_id)
    assert (after.goal, after.cause) == ("稳住 65", "people")
    assert [(m.role, m.name, m.goal) for m in after.squad] == [
        ("法务", "李雷", "合同条款"),
        ("csm", "王小芳", ""),
        ("research", "赵一", ""),
    ]
    assert [m.id for m in after.squad[:2]] == [third.id, first.id]
    assert second.id not in {m.id for m in after.squad}


def test_saving_the_form_of_an_imported_room_as_it_is_changes_nothing(sample: Book, rooms: WarRooms) -> None:
    room_id = ids_of(sample, "war_rooms")[0]
    shown = rooms.room(room_id)
    assert shown.deadline == date(2024, 7, 13)
    assert [m.role for m in shown.squad] == list(ROLES)
    assert rooms.edit(room_id, shown._replace(goal="回到 60")).ids == {"war_rooms": frozenset({room_id})}
    assert row(sample, "war_rooms", room_id)["deadline"] is None
    assert rooms.edit(room_id, rooms.room(room_id)).empty
    # A deadline of its own is kept, and goes on when the tasks change.
    rooms.edit(room_id, rooms.room(room_id)._replace(deadline=date(2024, 7, 20)))
    assert fresh(sample).data(PERIOD, CLOSING, "zh").rooms[-1].deadline == date(2024, 7, 20)


def test_declining_needs_a_reason_and_is_undone(sample: Book, rooms: WarRooms, account: int) -> None:
    assert isinstance(error := refused(lambda: rooms.decline(account, CLOSING, " ")), FieldError)
    assert error.field == "reason"
    with expect_exact_undo(sample):
        rooms.decline(account, CLOSING, "客户正在迁移，七月再看")
    rooms.decline(account, CLOSING, "另有安排")
    assert rows_of(sample, "SELECT account_id, fell_day, day, reason FROM war_room_declines") == [
        (account, "2024-06-30", "2024-07-31", "另有安排")
    ]


# --- closing ------------------------------------------------------------------------------------------------


def recovered(sample: Book, account: int, day: date, points: str = "66") -> None:
    HealthOverrides(sample, lambda: TODAY).put(account, points, "复测通过", "2024-10-31", day)


def test_a_held_room_is_closed_with_a_whole_review(sample: Book, rooms: WarRooms) -> None:
    room_id, account = rows_of(sample, "SELECT id, account_id FROM war_rooms ORDER BY id")[0]
    recovered(sample, account, date(2024, 7, 10))
    lacking = {
        "cause": REVIEW._replace(cause=""),
        "worked": REVIEW._replace(worked=" "),
        "changes": REVIEW._replace(changes="\n"),
    }
    for field, review in lacking.items():
        error = refused(partial(rooms.close, room_id, review))
        assert isinstance(error, FieldError)
        assert error.field == field
    with expect_exact_undo(sample):
        rooms.close(room_id, REVIEW._replace(reason="表单里留下的字"))
    kept = row(sample, "war_rooms", room_id)
    assert (kept["closed_day"], kept["closing_review"]) == ("2024-07-31", "")
    found = fresh(sample).data("2024H2", TODAY, "zh")
    assert [r.id for r in found.closed] == [room_id]
    assert found.closed[0].closing == REVIEW
    assert found.closed[0].standing_words == "07-31 关闭，稳住 ≥ 60"
    assert room_id not in {r.id for r in found.rooms}
    assert "已经关闭" in refused(lambda: rooms.close(room_id, REVIEW)).text.zh


@pytest.mark.parametrize("points", [None, "59.9"])
def test_before_60_was_held_closing_needs_a_reason_and_nothing_else(
    sample: Book, rooms: WarRooms, points: str | None
) -> None:
    room_id, account = rows_of(sample, "SELECT id, account_id FROM war_rooms ORDER BY id")[0]
    if points:
        recovered(sample, account, date(2024, 7, 10), points)
    error = refused(lambda: rooms.close(room_id, REVIEW))
    assert isinstance(error, FieldError)
    assert error.field == "reason"
    rooms.close(room_id, ClosingDraft(TODAY, "", "", "", "客户被收购"))
    closed = fresh(sample).data("2024H2", TODAY, "zh").closed[0]
    assert closed.closing is not None
    assert closed.closing.reason == "客户被收购"
    assert closed.standing_words == "07-31 关闭，没有守住 60"


def test_recovering_after_the_deadline_is_not_held(sample: Book, rooms: WarRooms) -> None:
    room_id, account = rows_of(sample, "SELECT id, account_id FROM war_rooms ORDER BY id")[0]
    recovered(sample, account, date(2024, 7, 14))
    found = {r.id: r for r in fresh(sample).data("2024H2", TODAY, "zh").rooms}
    assert found[room_id].standing is Standing.OVERDUE
    assert isinstance(error := refused(lambda: rooms.close(room_id, REVIEW)), FieldError)
    assert error.field == "reason"
    # With a later deadline it is.
    rooms.edit(room_id, rooms.room(room_id)._replace(goal="守住", deadline=date(2024, 7, 20)))
    rooms.close(room_id, REVIEW)
    assert row(sample, "war_rooms", room_id)["closed_day"] == "2024-07-31"


def test_a_room_is_not_closed_before_it_was_opened_nor_ahead(rooms: WarRooms, account: int) -> None:
    room_id, _ = rooms.open(account, draft())
    for day in (date(2024, 6, 29), date(2024, 8, 1)):
        error = refused(partial(rooms.close, room_id, REVIEW._replace(day=day, reason="并入")))
        assert isinstance(error, FieldError)
        assert error.field == "day"


def test_a_reopened_room_offers_what_its_review_said(sample: Book, rooms: WarRooms, account: int) -> None:
    room_id, _ = rooms.open(account, draft())
    assert rooms.review(room_id, TODAY) == ClosingDraft(TODAY, "product", "", "")
    recovered(sample, account, date(2024, 7, 1), "55")
    rooms.close(room_id, REVIEW._replace(reason="客户并入集团"))
    with expect_exact_undo(sample):
        rooms.reopen(room_id)
    assert rooms.review(room_id, TODAY) == REVIEW._replace(reason="客户并入集团")
    assert "还开着" in refused(lambda: rooms.reopen(room_id)).text.zh


# --- what is shown ------------------------------------------------------------------------------------------


def test_what_was_read_is_kept_until_forgotten(rooms: WarRooms, account: int) -> None:
    first = rooms.data(PERIOD, CLOSING, "zh")
    assert rooms.data(PERIOD, CLOSING, "zh") is first
    rooms.open(account, draft())
    assert len(rooms.data(PERIOD, CLOSING, "zh").rooms) == 3
    rooms.forget()
    assert len(rooms.data(PERIOD, CLOSING, "zh").rooms) == 4


def test_a_room_of_later_is_not_there_earlier_and_a_closed_one_is(
    sample: Book, rooms: WarRooms, account: int
) -> None:
    room_id, _ = rooms.open(account, draft())
    rooms.close(room_id, REVIEW._replace(reason="客户并入集团", day=date(2024, 7, 10)))

    def shown(day: date) -> tuple[bool, bool]:
        found = fresh(sample).data("2024H2" if day > CLOSING else PERIOD, day, "zh")
        return room_id in {r.id for r in found.rooms}, room_id in {r.id for r in found.closed}

    assert shown(date(2024, 6, 29)) == (False, False)
    assert shown(date(2024, 7, 9)) == (True, False)
    assert shown(date(2024, 7, 10)) == (False, True)


def test_a_holiday_is_not_missed_and_a_weekend_worked_for_it_is(
    sample: Book, rooms: WarRooms, account: int
) -> None:
    room_id, _ = rooms.open(account, draft(opened_day=date(2024, 6, 28)))
    write(sample, ("UPDATE war_rooms SET opened_day = '2024-09-27' WHERE id = ?", [room_id]))
    found = {r.id: r for r in fresh(sample).data("2024H2", date(2024, 10, 13), "zh").rooms}[room_id]
    assert found.missed == (
        *(date(2024, 9, day) for day in (27, 29, 30)),
        *(date(2024, 10, day) for day in (8, 9, 10, 11, 12)),
    )


def test_a_room_cannot_be_opened_on_a_day_to_come(sample: Book, rooms: WarRooms, account: int) -> None:
    ahead = draft(opened_day=TODAY + timedelta(days=1), deadline=date(2024, 8, 1))
    error = refused(lambda: rooms.open(account, ahead))
    assert isinstance(error, FieldError)
    assert error.field == "opened_day"
    room_id, _ = rooms.open(account, draft(opened_day=TODAY, deadline=date(2024, 8, 1)))
    assert isinstance(refused(lambda: rooms.edit(room_id, ahead)), FieldError)
    assert rooms.room(room_id).opened_day == TODAY


def test_days_and_missed_stand_ups_follow_the_calendar(sample: Book, rooms: WarRooms, account: int) -> None:
    from csmdesk.services.standups import StandupDraft, Standups

    # From Friday 28 June: a weekend, then the week.
    room_id, _ = rooms.open(account, draft(opened_day=date(2024, 6, 28), deadline=date(2024, 7, 11)))
    Standups(sample, lambda: TODAY).save(room_id, StandupDraft(date(2024, 7, 2), decisions="报表先改"))
    found = {r.id: r for r in fresh(sample).data("2024H2", date(2024, 7, 4), "zh").rooms}[room_id]
    assert (found.day, found.days, found.left_words) == (7, 14, "还剩 7 天")
    assert found.missed == (date(2024, 6, 28), date(2024, 7, 1), date(2024, 7, 3))
    blocks = {b.day: b for b in found.blocks}
    assert [d.day for d, b in blocks.items() if b.today] == [4]
    assert blocks[date(2024, 7, 2)].standup
    assert not blocks[date(2024, 6, 29)].working
    assert sum(b.gone for b in found.blocks) == 6


def test_the_squad_counts_its_cards_and_owners_outside_of_it_come_last(
    sample: Book, rooms: WarRooms, account: int
) -> None:
    tasks = (
        CardDraft("甲", owner="王芳", deadline=date(2024, 7, 3)),
        CardDraft("乙", owner="客户成功经理", deadline=date(2024, 7, 2)),
        CardDraft("丙", owner="外部顾问"),
    )
    room_id, _ = rooms.open(account, draft(tasks=tasks))
    found = {r.id: r for r in fresh(sample).data(PERIOD, CLOSING, "zh").rooms}[room_id]
    assert [(m.role_words, m.name, m.cards["todo"], m.next_deadline) for m in found.squad] == [
        ("客户成功经理", "王芳", 2, date(2024, 7, 2)),
        ("技术支持经理", "", 0, None),
        ("法务", "李雷", 0, None),
        ("", "外部顾问", 1, None),
    ]
    assert sum(m.cards["todo"] for m in found.squad) == found.cards["todo"]


def test_late_cards_are_those_past_their_deadline_and_not_done(sample: Book, rooms: WarRooms) -> None:
    found = rooms.data("2024H2", date(2024, 7, 11), "zh")
    assert [r.late_cards for r in found.rooms] == [2, 2, 2]
    overdue = fresh(sample).data("2024H2", date(2024, 7, 14), "zh")
    assert [(r.standing, r.left_words) for r in overdue.rooms] == [(Standing.OVERDUE, "逾期 1 天")] * 3


def test_accounts_that_are_archived_or_handed_away_are_not_proposed(sample: Book, rooms: WarRooms) -> None:
    day = date(2024, 5, 31)
    first, second = (p.account_id for p in rooms.data(PERIOD, day, "zh").proposals)
    accounts = Accounts(sample)
    accounts.edits.archive([first])
    assert [p.account_id for p in fresh(sample).data(PERIOD, day, "zh").proposals] == [second]
    accounts.moves.hand_over([second], "孙悦", day)
    assert fresh(sample).data(PERIOD, day, "zh").proposals == ()


def test_a_room_of_an_account_that_was_handed_away_stays_until_it_is_closed(
    sample: Book, rooms: WarRooms
) -> None:
    shown = rooms.data(PERIOD, CLOSING, "zh").rooms[0]
    Accounts(sample).moves.hand_over([shown.account_id], "孙悦", date(2024, 6, 1))
    assert [r.id for r in fresh(sample).data(PERIOD, CLOSING, "zh").rooms if r.id == shown.id] == [shown.id]
