"""War rooms where accounts are merged, a person is erased, an account's page tells what happened."""

from __future__ import annotations

from datetime import date

import pytest

from csmdesk.services.account_moves import AccountMoves
from csmdesk.services.accounts import Accounts
from csmdesk.services.erase_person import Erasing
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.erasure import _text_columns
from csmdesk.storage.schema import metadata
from tests.unit.services.sample import expect_exact_undo, row
from tests.unit.storage.making import rows_of, value_of, write

KEPT, OTHER = "KH1021", "KH1001"
"""Two accounts with a war room of three tasks each."""


def room_of(book: Book, code: str) -> tuple[int, int]:
    """Account and war room by the account's number."""
    (found,) = rows_of(
        book,
        "SELECT r.account_id, r.id FROM war_rooms r JOIN accounts a ON a.id = r.account_id WHERE a.code = ?",
        (code,),
    )
    return found[0], found[1]


@pytest.fixture
def both(sample: Book) -> tuple[Book, int, int, int, int]:
    """Two rooms with squads, stand-ups of the same day and of another, an escalation, a comment."""
    (keep, mine), (other, theirs) = room_of(sample, KEPT), room_of(sample, OTHER)
    member = (
        "INSERT INTO war_room_members (war_room_id, role, name, position) VALUES (?, ?, ?, ?) RETURNING id"
    )
    standup = "INSERT INTO standups (war_room_id, day, decisions, seconds) VALUES (?, ?, ?, ?)"
    note = (
        "INSERT INTO standup_notes (standup_id, member_id, member, today) SELECT s.id, m.id, ?, ? "
        "FROM standups s, war_room_members m WHERE s.war_room_id = ? AND s.day = ? "
        "AND m.war_room_id = s.war_room_id AND m.role = ?"
    )
    write(
        sample,
        (member, (mine, "csm", "王芳", 0)),
        (member, (theirs, "csm", "王芳", 0)),
        (member, (theirs, "support", "李雷", 1)),
        (standup, (mine, "2024-06-28", "先改报表", 600)),
        (standup, (theirs, "2024-06-28", "约新 CIO", 300)),
        (standup, (theirs, "2024-06-27", "看日志", None)),
        (note, ("csm 王芳", "约拜访", mine, "2024-06-28", "csm")),
        (note, ("csm 王芳", "写纪要", theirs, "2024-06-28", "csm")),
        (note, ("support 李雷", "驻场", theirs, "2024-06-28", "support")),
        (
            (
                "UPDATE war_rooms SET goal = '回到 60', opened_day = '2024-06-20', deadline = '2024-07-10' "
                "WHERE id = ?"
            ),
            (mine,),
        ),
        (
            (
                "UPDATE war_rooms SET goal = '报表 3 秒', opened_day = '2024-06-10', cause = 'product' "
                "WHERE id = ?"
            ),
            (theirs,),
        ),
        (
            (
                "INSERT INTO escalations (account_id, war_room_id, level, title, opened_at) "
                "VALUES (?, ?, 1, '报表打不开', '2024-06-28T09:30+08:00')"
            ),
            (other, theirs),
        ),
        (
            (
                "INSERT INTO task_comments (task_id, at, content) "
                "SELECT id, '2024-06-28 10:00', '已约' FROM tasks WHERE war_room_id = ? ORDER BY id LIMIT 1"
            ),
            (theirs,),
        ),
        (
            (
                "INSERT INTO war_room_declines (account_id, fell_day, day, reason) "
                "VALUES (?, '2024-01-31', '2024-02-01', '季节性')"
            ),
            (other,),
        ),
    )
    return sample, keep, mine, other, theirs


def test_merged_accounts_have_one_open_room_with_everything_of_both(
    both: tuple[Book, int, int, int, int],
) -> None:
    book, keep, mine, other, _ = both
    plan = AccountMoves(book).plan_merge(keep, [other])
    assert [(r.moved, r.left_out) for r in plan.rows if r.table == "war_rooms"] == [(0, 1)]
    with expect_exact_undo(book):
        AccountMoves(book).merge(keep, [other])
    assert rows_of(book, "SELECT id FROM war_rooms WHERE account_id = ?", (keep,)) == [(mine,)]
    kept = row(book, "war_rooms", mine)
    assert kept["goal"] == "回到 60\n报表 3 秒"
    assert (kept["cause"], kept["opened_day"], kept["deadline"]) == ("product", "2024-06-10", "2024-07-10")
    assert value_of(book, "SELECT count(*) FROM tasks WHERE war_room_id = ?", (mine,)) == 6
    assert value_of(book, "SELECT count(*) FROM task_comments") == 1
    assert rows_of(book, "SELECT account_id, war_room_id FROM escalations") == [(keep, mine)]
    assert value_of(book, "SELECT account_id FROM war_room_declines") == keep
    assert check(book) == []


def test_stand_ups_of_one_day_become_one_and_members_that_both_have_one(
    both: tuple[Book, int, int, int, int],
) -> None:
    book, keep, mine, other, _ = both
    AccountMoves(book).merge(keep, [other])
    assert rows_of(book, "SELECT war_room_id, day, decisions, seconds FROM standups ORDER BY day") == [
        (mine, "2024-06-27", "看日志", None),
        (mine, "2024-06-28", "先改报表\n约新 CIO", 900),
    ]
    assert rows_of(book, "SELECT role, name FROM war_room_members WHERE war_room_id = ?", (mine,)) == [
        ("csm", "王芳"),
        ("support", "李雷"),
    ]
    assert rows_of(
        book,
        "SELECT n.today, m.name, s.day FROM standup_notes n JOIN war_room_members m ON m.id = n.member_id "
        "JOIN standups s ON s.id = n.standup_id ORDER BY n.id",
    ) == [("约拜访", "王芳", "2024-06-28"), ("写纪要", "王芳", "2024-06-28"), ("驻场", "李雷", "2024-06-28")]


def test_a_room_goes_over_as_it_is_where_the_kept_account_has_none(sample: Book) -> None:
    other, theirs = room_of(sample, OTHER)
    keep = value_of(sample, "SELECT id FROM accounts WHERE code = 'KH1005'")
    with expect_exact_undo(sample):
        AccountMoves(sample).merge(keep, [other])
    assert rows_of(sample, "SELECT id FROM war_rooms WHERE account_id = ?", (keep,)) == [(theirs,)]
    found = WarRooms(sample, Accounts(sample)).data("2024H1", date(2024, 6, 30), "zh")
    assert (theirs, keep) in {(r.id, r.account_id) for r in found.rooms}


def test_closed_rooms_of_both_stay_apart(both: tuple[Book, int, int, int, int]) -> None:
    book, keep, mine, other, theirs = both
    write(book, ("UPDATE war_rooms SET closed_day = '2024-06-29' WHERE id = ?", (theirs,)))
    AccountMoves(book).merge(keep, [other])
    rooms = rows_of(book, "SELECT id FROM war_rooms WHERE account_id = ? ORDER BY id", (keep,))
    assert {room for (room,) in rooms} == {mine, theirs}


def test_deleting_an_account_takes_its_war_room_and_undo_brings_it_back(
    both: tuple[Book, int, int, int, int],
) -> None:
    book, _, _, other, _ = both
    with expect_exact_undo(book):
        write(book, ("DELETE FROM accounts WHERE id = ?", (other,)))
    assert value_of(book, "SELECT count(*) FROM standups") == 1
    assert check(book) == []


# --- a person -----------------------------------------------------------------------------------------------

NAME = "欧阳雪琴"

WAR_TABLES = (
    *("war_rooms", "war_room_members", "war_room_declines", "tasks", "task_items", "task_comments"),
    *("standups", "standup_notes", "escalations"),
)


def fill_words(book: Book, account: int, room: int, words: str) -> None:
    """Put ``words`` into every text column of the war room's tables that holds a user's words."""
    task = value_of(book, "SELECT min(id) FROM tasks WHERE war_room_id = ?", (room,))
    write(
        book,
        (
            (
                "UPDATE war_rooms SET goal = ?1, closing_review = ?1, closing_worked = ?1, "
                "closing_changes = ?1 WHERE id = ?2"
            ),
            (words, room),
        ),
        (
            (
                "INSERT INTO war_room_members (war_room_id, role, name, contact, goal) "
                "VALUES (?2, ?1, ?1, ?1, ?1)"
            ),
            (words, room),
        ),
        (
            (
                "INSERT INTO war_room_declines (account_id, fell_day, day, reason) "
                "VALUES (?2, '2024-01-31', '2024-02-01', ?1)"
            ),
            (words, account),
        ),
        (
            (
                "UPDATE tasks SET title = ?1, detail = ?1, owner = ?1, acceptance = ?1, link = ?1, "
                "accepted_by = ?1 WHERE id = ?2"
            ),
            (words, task),
        ),
        ("INSERT INTO task_items (task_id, content) VALUES (?2, ?1)", (words, task)),
        (
            (
                "INSERT INTO task_comments (task_id, at, author, content) "
                "VALUES (?2, '2024-06-28 10:00', ?1, ?1)"
            ),
            (words, task),
        ),
        (
            (
                "INSERT INTO standups (war_room_id, day, yesterday, today, blocked, decisions) "
                "VALUES (?2, '2024-06-28', ?1, ?1, ?1, ?1)"
            ),
            (words, room),
        ),
        (
            (
                "INSERT INTO standup_notes (standup_id, member, yesterday, today, blocked) "
                "SELECT id, ?1, ?1, ?1, ?1 FROM standups WHERE war_room_id = ?2"
            ),
            (words, room),
        ),
        (
            (
                "INSERT INTO escalations (account_id, war_room_id, level, title, owner, opened_at, "
                "workaround, repair, review) VALUES (?2, ?3, 2, ?1, ?1, '2024-06-28T09:30+08:00', ?1, ?1, ?1)"
            ),
            (words, account, room),
        ),
    )


def contact_of(book: Book, account: int) -> int:
    contact = int(value_of(book, "SELECT min(id) FROM contacts WHERE account_id = ?", (account,)))
    write(book, ("UPDATE contacts SET name = ? WHERE id = ?", (NAME, contact)))
    return contact


def naming(book: Book, name: str) -> set[str]:
    """The tables of the war room, and the journal, with a text that holds the name."""
    found = set()
    with book.reading() as connection:
        for table, columns in _text_columns(connection):
            if table not in WAR_TABLES and table != "change_log":
                continue
            for column in columns:
                sql = f'SELECT count(*) FROM "{table}" WHERE instr("{column}", ?)'
                if connection.execute(sql, (name,)).fetchone()[0]:
                    found.add(table)
    return found


def test_every_table_of_the_war_room_is_among_them() -> None:
    of_rooms = {"war_rooms", "tasks", "standups"}
    hanging = {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table.name in of_rooms for key in table.foreign_keys)
    }
    # Moves of cards hold no words of anybody.
    assert hanging | of_rooms | {"war_room_declines"} == {*WAR_TABLES, "task_moves"}


@pytest.mark.parametrize("namesake", [False, True])
def test_erasing_a_person_reaches_every_word_of_the_war_room(sample: Book, namesake: bool) -> None:
    account, room = room_of(sample, OTHER)
    contact = contact_of(sample, account)
    if namesake:
        # Then only what is known to be of the contact's own account is touched.
        elsewhere, _ = room_of(sample, KEPT)
        contact_of(sample, elsewhere)
    fill_words(sample, account, room, f"请 {NAME} 确认")
    assert naming(sample, NAME) == {*WAR_TABLES, "change_log"}
    Erasing(sample).erase(contact)
    assert naming(sample, NAME) - {"change_log"} == set()
    assert value_of(sample, "SELECT title FROM tasks WHERE war_room_id = ? ORDER BY id", (room,)) == (
        "请 ［已删除］ 确认"
    )


def test_what_is_of_a_namesakes_room_stays(sample: Book) -> None:
    account, _ = room_of(sample, OTHER)
    elsewhere, room = room_of(sample, KEPT)
    contact = contact_of(sample, account)
    contact_of(sample, elsewhere)
    fill_words(sample, elsewhere, room, f"请 {NAME} 确认")
    Erasing(sample).erase(contact)
    assert naming(sample, NAME) >= set(WAR_TABLES)


# --- the page of an account ---------------------------------------------------------------------------------


def test_the_timeline_tells_of_rooms_and_escalations(sample: Book) -> None:
    account, room = room_of(sample, OTHER)
    write(
        sample,
        ("UPDATE war_rooms SET opened_day = '2024-06-03', goal = '回到 60' WHERE id = ?", (room,)),
        (
            "UPDATE war_rooms SET closed_day = '2024-06-20', closing_worked = '驻场诊断' WHERE id = ?",
            (room,),
        ),
        (
            (
                "INSERT INTO war_room_declines (account_id, fell_day, day, reason) "
                "VALUES (?, '2024-05-31', '2024-06-01', '先看一周')"
            ),
            (account,),
        ),
        (
            (
                "INSERT INTO escalations (account_id, level, title, opened_at, raised_at, reviewed_at) "
                "VALUES (?, 2, '报表打不开', '2024-06-04T23:50+08:00', '2024-06-05T00:10+08:00', "
                "'2024-07-01T09:00+08:00')"
            ),
            (account,),
        ),
    )
    for language, expected in (
        (
            "zh",
            [
                ("06-20", "关闭作战室，驻场诊断"),
                ("06-05", "升到 2 级，报表打不开"),
                ("06-04", "开始升级，报表打不开"),
                ("06-03", "开作战室，回到 60"),
                ("06-01", "不开作战室，先看一周"),
            ],
        ),
        (
            "en",
            [
                ("06-20", "War room closed, 驻场诊断"),
                ("06-05", "Raised to level 2, 报表打不开"),
                ("06-04", "Escalated, 报表打不开"),
                ("06-03", "War room opened, 回到 60"),
                ("06-01", "War room declined, 先看一周"),
            ],
        ),
    ):
        detail = Accounts(sample).detail(account, "2024H1", date(2024, 6, 30), language)  # type: ignore[arg-type]
        assert detail is not None
        told = [(i.day, i.words) for i in detail.timeline if i.kind in {"war_room", "escalation"}]
        assert told == expected
