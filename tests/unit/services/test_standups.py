"""Stand-ups: one log a day, what each member said, decisions that become cards, days missed, the search."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from csmdesk.domain.changes import Op
from csmdesk.domain.clock import MOST_STANDUP_SECONDS
from csmdesk.domain.fields import MOST_NOTE, FieldError
from csmdesk.services.standups import (
    PARTS,
    StandupDraft,
    StandupNote,
    Standups,
    member_kept,
    member_words,
)
from csmdesk.services.task_drafts import CardDraft
from csmdesk.storage.book import Book
from csmdesk.storage.driver import raw
from csmdesk.storage.war_rows import MemberRow, put_members
from tests.unit.services.sample import TODAY, dump, expect_exact_undo, ids_of, refused, row
from tests.unit.storage.making import digest_of, rows_of, value_of, write

SQUAD = (("csm", "周岚"), ("support", "李雷"), ("research", ""), ("客户接口人", "韩梅"))
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def standups(sample: Book) -> Standups:
    """The service under test, on 28 June 2024, a Friday."""
    return Standups(sample, lambda: TODAY)


@pytest.fixture
def room(sample: Book) -> int:
    """The war room of 云岫茶饮 with a squad of four."""
    key = room_of(sample, "云岫茶饮")
    set_squad(sample, key, SQUAD)
    return key


def room_of(book: Book, account: str) -> int:
    """The war room of an account."""
    sql = "SELECT r.id FROM war_rooms r JOIN accounts a ON a.id = r.account_id WHERE a.name = ?"
    found: int = value_of(book, sql, (account,))
    return found


def set_squad(book: Book, room: int, squad: tuple[tuple[str, str], ...]) -> None:
    """Give a room these members in place of those it has."""
    rows = [MemberRow(0, room, role, name, "", "", None) for role, name in squad]
    book.store.run(Op.EDIT_WAR_ROOM, lambda connection: put_members(raw(connection), room, rows))


def members(book: Book, room: int) -> list[int]:
    """The ids of a room's squad in order."""
    sql = "SELECT id FROM war_room_members WHERE war_room_id = ? ORDER BY position"
    return [key for (key,) in rows_of(book, sql, (room,))]


def titles(book: Book, room: int) -> list[str]:
    """The room's cards in the first column, in order."""
    sql = "SELECT title FROM tasks WHERE war_room_id = ? AND status = 'todo' ORDER BY position, id"
    return [title for (title,) in rows_of(book, sql, (room,))]


def draft_of(book: Book, room: int, **more: Any) -> StandupDraft:
    """What the first two of the squad say today."""
    csm, support, *_ = members(book, room)
    notes = (
        StandupNote(csm, "", "约了运营总监", "过价值地图", ""),
        StandupNote(support, "", "", "", "等客户开日志权限"),
    )
    return StandupDraft(TODAY, notes, "周五前补索引\n请研发评估", 840)._replace(**more)


# --- one log a day ------------------------------------------------------------------------------------------


def test_a_day_without_a_log_has_a_note_for_each_of_the_squad(standups: Standups, room: int) -> None:
    log = standups.log(room, TODAY)
    assert (log.account, log.day, log.kept, log.seconds) == ("云岫茶饮", TODAY, False, None)
    assert [note.member for note in log.notes] == [
        "客户成功经理 周岚",
        "技术支持经理 李雷",
        "产品研发经理",
        "客户接口人 韩梅",
    ]
    assert not any(note.said for note in log.notes)
    english = [note.member for note in standups.log(room, TODAY, "en").notes]
    assert english[:3] == ["Customer success manager 周岚", "Technical support manager 李雷", "R&D manager"]


def test_a_log_is_kept_as_it_was_said_and_undone_whole(sample: Book, standups: Standups, room: int) -> None:
    with expect_exact_undo(sample):
        standups.save(room, draft_of(sample, room))
    assert sample.store.undo_label is not None
    assert sample.store.undo_label.zh == "记站会：云岫茶饮 06-28"
    log = standups.log(room, TODAY)
    assert (log.kept, log.seconds, log.decisions) == (True, 840, "周五前补索引\n请研发评估")
    assert [(note.yesterday, note.today, note.blocked) for note in log.notes] == [
        ("约了运营总监", "过价值地图", ""),
        ("", "", "等客户开日志权限"),
        ("", "", ""),
        ("", "", ""),
    ]


def test_the_second_log_of_a_day_is_the_first_one_changed(
    sample: Book, standups: Standups, room: int
) -> None:
    standups.save(room, draft_of(sample, room))
    before = dump(sample, ("standups", "standup_notes"))
    csm, support, research, _ = members(sample, room)
    notes = (
        StandupNote(research, "", "", "补了索引", ""),
        StandupNote(csm, "", "约了运营总监", "过价值地图", ""),
        StandupNote(support, "", "", "  ", "\n"),
    )
    with expect_exact_undo(sample):
        standups.save(room, StandupDraft(TODAY, notes, "", 900))
    after = dump(sample, ("standups", "standup_notes"))
    assert after["standups"].keys() == before["standups"].keys()
    log = standups.log(room, TODAY)
    assert [note.today for note in log.notes] == ["过价值地图", "", "补了索引", ""]
    # What the first one said keeps its row; nothing is left of the second, who said nothing now.
    assert len(after["standup_notes"]) == 2
    assert min(before["standup_notes"]) in after["standup_notes"]


def test_the_same_log_again_changes_nothing(sample: Book, standups: Standups, room: int) -> None:
    standups.save(room, draft_of(sample, room))
    before, done = digest_of(sample), len(sample.store.history())
    assert standups.save(room, draft_of(sample, room)).empty
    assert digest_of(sample) == before
    assert len(sample.store.history()) == done


def test_a_log_in_which_nothing_is_said_is_none(sample: Book, standups: Standups, room: int) -> None:
    empty = StandupDraft(TODAY, (StandupNote(members(sample, room)[0], "", " ", "", ""),), " \n", None)
    assert standups.save(room, empty).empty
    standups.save(room, draft_of(sample, room))
    with expect_exact_undo(sample):
        assert standups.save(room, empty).ids["standups"]
    assert standups.days(room) == []
    assert ids_of(sample, "standup_notes") == []
    assert not standups.save(room, empty._replace(seconds=300)).empty
    assert standups.log(room, TODAY).seconds == 300


@pytest.mark.parametrize(
    ("seconds", "kept"),
    [
        *((None, None), (0, None), (-5, None), (1, 1)),
        *((MOST_STANDUP_SECONDS, MOST_STANDUP_SECONDS), (MOST_STANDUP_SECONDS + 1, None)),
    ],
)
def test_a_clock_that_was_forgotten_is_not_kept(
    sample: Book, standups: Standups, room: int, seconds: int | None, kept: int | None
) -> None:
    standups.save(room, draft_of(sample, room, seconds=seconds))
    assert standups.log(room, TODAY).seconds == kept


def test_a_log_can_be_taken_out_and_its_cards_stay(sample: Book, standups: Standups, room: int) -> None:
    standups.save(room, draft_of(sample, room, cards=(CardDraft("请研发评估"),)))
    cards = titles(sample, room)
    with expect_exact_undo(sample):
        standups.remove(room, TODAY)
    assert not standups.log(room, TODAY).kept
    assert titles(sample, room) == cards
    assert standups.remove(room, YESTERDAY).empty


# --- members ------------------------------------------------------------------------------------------------


def test_who_left_the_squad_is_still_named_in_the_log(sample: Book, standups: Standups, room: int) -> None:
    standups.save(room, draft_of(sample, room))
    set_squad(sample, room, (("research", "王工"),))
    log = standups.log(room, TODAY)
    assert [(note.member_id is None, note.member) for note in log.notes] == [
        (False, "产品研发经理 王工"),
        (True, "客户成功经理 周岚"),
        (True, "技术支持经理 李雷"),
    ]
    assert standups.log(room, TODAY, "en").notes[1].member == "Customer success manager 周岚"
    # What the form gives back in its own language is the same people.
    before = digest_of(sample)
    for language in ("zh", "en"):
        shown = standups.log(room, TODAY, language)
        standups.save(room, StandupDraft(TODAY, shown.notes, shown.decisions, shown.seconds))
        assert digest_of(sample) == before


def test_two_who_left_under_one_name_are_shown_as_one(sample: Book, standups: Standups, room: int) -> None:
    set_squad(sample, room, (("support", ""), ("support", "")))
    first, second = members(sample, room)
    notes = (StandupNote(first, "", "甲", "", ""), StandupNote(second, "", "乙", "", ""))
    standups.save(room, StandupDraft(TODAY, notes))
    set_squad(sample, room, ())
    # Nobody can tell them apart any more; nothing that they said is lost.
    shown = standups.log(room, TODAY)
    assert [note.yesterday for note in shown.notes] == ["甲\n乙"]
    with expect_exact_undo(sample):
        standups.save(room, StandupDraft(TODAY, shown.notes))
    assert standups.log(room, TODAY) == shown
    assert len(ids_of(sample, "standup_notes")) == 1


def test_a_name_stays_as_it_was_on_the_day(sample: Book, standups: Standups, room: int) -> None:
    standups.save(room, draft_of(sample, room))
    write(sample, ("UPDATE war_room_members SET name = '赵敏' WHERE id = ?", (members(sample, room)[0],)))
    assert standups.log(room, TODAY).notes[0].member == "客户成功经理 周岚"
    assert standups.log(room, YESTERDAY).notes[0].member == "客户成功经理 赵敏"
    assert standups.save(room, draft_of(sample, room)).empty
    standups.save(room, draft_of(sample, room, decisions=""))
    assert standups.log(room, TODAY).notes[0].member == "客户成功经理 周岚"


def test_two_notes_of_one_member_are_shown_as_one(sample: Book, standups: Standups, room: int) -> None:
    standups.save(room, draft_of(sample, room))
    # As they lie in the book after two rooms of one account became one.
    write(
        sample,
        "INSERT INTO standup_notes (standup_id, member_id, member, today, blocked, position) "
        "SELECT standup_id, member_id, member, '问法务', '等合同', 9 FROM standup_notes LIMIT 1",
    )
    log = standups.log(room, TODAY)
    first = log.notes[0]
    assert (first.yesterday, first.today, first.blocked) == ("约了运营总监", "过价值地图\n问法务", "等合同")
    with expect_exact_undo(sample):
        standups.save(room, StandupDraft(TODAY, log.notes, log.decisions, log.seconds))
    assert standups.log(room, TODAY) == log
    assert len(ids_of(sample, "standup_notes")) == 2


def test_somebody_of_another_squad_is_refused(sample: Book, standups: Standups, room: int) -> None:
    other = room_of(sample, "岚图家居")
    set_squad(sample, other, (("csm", "周岚"),))
    stranger = StandupNote(members(sample, other)[0], "", "甲", "", "")
    own = StandupNote(members(sample, room)[0], "", "乙", "", "")
    before = digest_of(sample)
    for notes in ((stranger,), (own, own)):
        refused(lambda notes=notes: standups.save(room, StandupDraft(TODAY, notes)))  # type: ignore[misc]
    refused(lambda: standups.save(-1, StandupDraft(TODAY)))
    refused(lambda: standups.log(-1, TODAY))
    assert digest_of(sample) == before


@pytest.mark.parametrize("words", ["csm 周岚", "support", "research 王 工", "客户接口人 韩梅", "", "csmx 王"])
def test_who_spoke_is_the_same_in_both_languages(words: str) -> None:
    assert member_kept(member_words(words, "zh")) == words
    assert member_kept(member_words(words, "en")) == words


def test_words_that_an_import_gave_to_the_room_are_shown_and_kept(
    sample: Book, standups: Standups, room: int
) -> None:
    write(
        sample,
        (
            "INSERT INTO standups (war_room_id, day, yesterday, blocked) VALUES (?, ?, '查了日志', '没权限')",
            (room, TODAY.isoformat()),
        ),
    )
    log = standups.log(room, TODAY)
    assert log.kept
    assert log.notes[-1] == StandupNote(None, "", "查了日志", "", "没权限")
    with expect_exact_undo(sample):
        standups.save(room, StandupDraft(TODAY, log.notes))
    assert standups.log(room, TODAY).notes == log.notes
    assert value_of(sample, "SELECT yesterday || today || blocked FROM standups") == ""
    # The same words imported once more are said once.
    write(sample, "UPDATE standups SET yesterday = '查了日志', blocked = '没权限'")
    assert standups.log(room, TODAY).notes == log.notes
    standups.save(room, StandupDraft(TODAY, log.notes))
    assert standups.log(room, TODAY).notes == log.notes
    assert len(ids_of(sample, "standup_notes")) == 1


# --- what is refused ----------------------------------------------------------------------------------------


def test_a_day_that_has_not_come_or_is_outside_the_room_is_refused(
    sample: Book, standups: Standups, room: int
) -> None:
    write(
        sample,
        (
            "UPDATE war_rooms SET opened_day = '2024-06-20', closed_day = '2024-06-27' WHERE id = ?",
            (room,),
        ),
    )
    before = digest_of(sample)
    for day in (TODAY + timedelta(days=1), TODAY, date(2024, 6, 19)):
        error = refused(lambda day=day: standups.save(room, draft_of(sample, room, day=day)))  # type: ignore[misc]
        assert isinstance(error, FieldError)
        assert error.field == "day"
    assert digest_of(sample) == before
    for day in (date(2024, 6, 20), YESTERDAY):
        standups.save(room, draft_of(sample, room, day=day))
    assert standups.days(room) == [YESTERDAY, date(2024, 6, 20)]


@pytest.mark.parametrize("field", ["yesterday", "today", "blocked", "decisions"])
def test_words_that_are_too_long_are_refused_where_they_stand(
    sample: Book, standups: Standups, room: int, field: str
) -> None:
    long = "字" * (MOST_NOTE + 1)
    draft = draft_of(sample, room)
    if field == "decisions":
        draft = draft._replace(decisions=long)
    else:
        said: dict[str, Any] = {field: long}
        draft = draft._replace(notes=(draft.notes[0]._replace(**said),))
    before = digest_of(sample)
    error = refused(lambda: standups.save(room, draft))
    assert isinstance(error, FieldError)
    assert error.field == field
    assert digest_of(sample) == before


# --- decisions become cards ---------------------------------------------------------------------------------


def test_decisions_become_cards_in_the_same_operation(sample: Book, standups: Standups, room: int) -> None:
    before = titles(sample, room)
    cards = (CardDraft("请研发评估", owner="王工", deadline=date(2024, 7, 5)), CardDraft("周五前补索引"))
    with expect_exact_undo(sample):
        changes = standups.save(room, draft_of(sample, room, cards=cards))
    assert len(changes.ids["tasks"]) == 2
    assert titles(sample, room) == [*before, "请研发评估", "周五前补索引"]
    made = row(sample, "tasks", max(ids_of(sample, "tasks")) - 1)
    assert (made["owner"], made["deadline"], made["created_day"]) == ("王工", "2024-07-05", "2024-06-28")
    assert standups.log(room, TODAY).carded == {"周五前补索引", "请研发评估"}


def test_a_decision_becomes_a_card_once(sample: Book, standups: Standups, room: int) -> None:
    cards = (CardDraft("请研发评估"),)
    standups.save(room, draft_of(sample, room, cards=cards))
    made = titles(sample, room)
    assert standups.save(room, draft_of(sample, room, cards=cards)).empty
    write(sample, "UPDATE tasks SET status = 'done', accepted_day = '2024-06-28' WHERE title = '请研发评估'")
    assert standups.save(room, draft_of(sample, room, cards=cards)).empty
    # The same decision at a later stand-up, after its card was done, is a card of its own.
    later = Standups(sample, lambda: TODAY + timedelta(days=7))
    draft = draft_of(sample, room, cards=cards, day=TODAY + timedelta(days=7))
    assert len(later.save(room, draft).ids["tasks"]) == 1
    assert titles(sample, room) == made


def test_a_card_that_cannot_be_kept_keeps_the_log_out_too(
    sample: Book, standups: Standups, room: int
) -> None:
    before = digest_of(sample)
    error = refused(lambda: standups.save(room, draft_of(sample, room, cards=(CardDraft("  "),))))
    assert isinstance(error, FieldError)
    assert error.field == "title"
    assert digest_of(sample) == before


# --- days ---------------------------------------------------------------------------------------------------


def test_a_stand_up_takes_as_long_as_the_settings_say(sample: Book, standups: Standups) -> None:
    assert standups.minutes == 15
    write(sample, "INSERT INTO settings (key, value) VALUES ('standup_minutes', '20')")
    assert standups.minutes == 20


# --- the search ---------------------------------------------------------------------------------------------


@pytest.fixture
def said(sample: Book, standups: Standups, room: int) -> Standups:
    """Two days of one room, one of another."""
    standups.save(room, draft_of(sample, room, day=YESTERDAY))
    csm = members(sample, room)[0]
    notes = (StandupNote(csm, "", "", "补 Index 的索引", ""),)
    standups.save(room, StandupDraft(TODAY, notes, "索引 P0"))
    other = room_of(sample, "岚图家居")
    standups.save(other, StandupDraft(YESTERDAY, (StandupNote(None, "王工", "查索引", "", ""),)))
    return standups


def found(standups: Standups, text: str) -> list[tuple[str, date, str, str, str]]:
    """Who said what, where and when, without the marks."""
    return [line[1:6] for line in standups.search(text)]


def test_what_was_said_is_found_the_newest_first(said: Standups) -> None:
    csm = "客户成功经理 周岚"
    assert found(said, "索引") == [
        ("云岫茶饮", TODAY, csm, "today", "补 Index 的索引"),
        ("云岫茶饮", TODAY, "", "decisions", "索引 P0"),
        ("云岫茶饮", YESTERDAY, "", "decisions", "周五前补索引\n请研发评估"),
        ("岚图家居", YESTERDAY, "王工", "yesterday", "查索引"),
    ]
    assert all(line.part in PARTS for line in said.search("索引"))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *(("INDEX", 1), ("index 索引", 1), ("yunxiu", 6), ("yxcy 索引", 3), ("岚图 索引", 1)),
        *(("周岚 索引", 1), ("06-27 权限", 1), ("2024-06-28", 2), ("没有说过", 0), ("", 0), ("  ", 0)),
    ],
)
def test_words_may_stand_in_the_account_the_member_or_the_day(said: Standups, text: str, count: int) -> None:
    assert len(said.search(text)) == count


def test_the_places_that_were_found_are_told(said: Standups) -> None:
    (line,) = said.search("index 的索引")
    assert [line.words[begin:end] for begin, end in line.matched] == ["Index", "的索引"]


def test_a_search_keeps_to_its_rooms_and_its_limit(said: Standups, sample: Book, room: int) -> None:
    assert {line.room_id for line in said.search("索引", [room])} == {room}
    assert said.search("索引", []) == []
    assert len(said.search("索引", limit=2)) == 2
    write(sample, "UPDATE accounts SET archived = 1 WHERE name = '岚图家居'")
    assert {line.account for line in said.search("索引")} == {"云岫茶饮"}


def test_roles_are_found_in_the_language_of_the_reader(said: Standups) -> None:
    assert [line.member for line in said.search("support 权限", language="en")] == [
        "Technical support manager 李雷"
    ]
    assert len(said.search("技术支持 权限")) == 1
