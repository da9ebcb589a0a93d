"""War rooms of the sample book, and the fall that asks for one: imported, computed or typed, once a fall."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from csmdesk.domain.health import Band
from csmdesk.domain.war_room import Standing
from csmdesk.paths import resource
from csmdesk.services.accounts import Accounts
from csmdesk.services.health_overrides import HealthOverrides
from csmdesk.services.war_room_view import ClosingDraft, Proposal, WarData
from csmdesk.services.war_rooms import WarRooms
from csmdesk.storage.book import Book
from tests.unit.importers.making import BASE, import_into, write

CLOSING = date(2024, 6, 30)
LATER = date(2024, 12, 31)
DIMENSIONS = ("活跃度", "业务成果", "支持响应", "培训完成度")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "book"
    with Book.create(folder).book as book:
        import_into(book, resource("demo/2024H1"))
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copytree(original, tmp_path / "book"))) as opened:
        yield opened


def rooms_of(book: Book) -> WarRooms:
    """The service on a book as it is now; the user's day is after all of them."""
    return WarRooms(book, Accounts(book), lambda: LATER)


def data(book: Book, day: date = CLOSING) -> WarData:
    half = f"{day.year}H{1 if day.month <= 6 else 2}"
    return rooms_of(book).data(half, day, "zh")


# --- as delivered -------------------------------------------------------------------------------------------


def test_the_sample_book_has_three_war_rooms_with_nine_tasks_and_no_proposal(book: Book) -> None:
    found = data(book)
    assert [(r.account, r.code, r.score_words) for r in found.rooms] == [
        ("岚图家居", "KH1021", "59.7"),
        ("铸元钢铁", "KH1032", "59.8"),
        ("云岫茶饮", "KH1001", "53.2"),
    ]
    assert [dict(r.cards) for r in found.rooms] == [{"todo": 1, "doing": 1, "review": 1, "done": 0}] * 3
    assert (found.red, found.proposals, found.closed) == (3, (), ())


def test_their_heads_say_what_the_design_shows(book: Book) -> None:
    first, second, third = data(book).rooms
    assert (first.segment, first.annual) == ("稳定", "年化 113.0万")
    assert [r.since for r in (first, second, third)] == [
        "红，去年 12 月起",
        "红，去年 12 月起",
        "红，5 月 31 日起",
    ]
    assert [r.stake for r in (first, second, third)] == [
        "决策日 07-14，24.7万",
        "决策日 08-19，32.8万",
        "决策日 12-05，37.8万",
    ]
    assert (first.left_words, first.day_words) == ("还剩 13 天", "第 1 天，共 14 天")
    assert (first.start, first.deadline, first.standing) == (CLOSING, date(2024, 7, 13), Standing.RED)
    assert [b.day for b in first.blocks if b.titles] == [
        date(2024, 7, 7),
        date(2024, 7, 10),
        date(2024, 7, 13),
    ]
    assert [(m.role_words, [s for s, n in m.cards.items() if n]) for m in first.squad] == [
        ("客户成功经理", ["doing"]),
        ("技术支持经理", ["review"]),
        ("产品研发经理", ["todo"]),
    ]
    assert first.missed == ()
    assert third.days_red == 31


def test_they_are_the_same_in_english(book: Book) -> None:
    found = rooms_of(book).data("2024H1", None, "en")
    first = found.rooms[0]
    assert (first.since, first.stake) == ("Red since Dec 2023", "Decision 07-14, 247.0K")
    assert (first.left_words, first.day_words) == ("13 days left", "day 1 of 14")
    assert [m.role_words for m in first.squad] == [
        "Customer success manager",
        "Technical support manager",
        "R&D manager",
    ]


def test_in_may_the_two_falls_without_a_room_are_proposed_the_more_valuable_first(book: Book) -> None:
    found = data(book, date(2024, 5, 31))
    assert [(p.account, p.before_words, p.score_words) for p in found.proposals] == [
        ("逐光光电", "71.5", "52.9"),
        ("鹿鸣餐饮", "78.8", "57.0"),
    ]
    first = found.proposals[0]
    assert first.headline == "5 月 31 日从 71.5 跌到 52.9，活跃度拖累最多"
    assert first.lines[0].words == "活跃度 75 → 49，降 26"
    assert any(line.kind == "ticket" and "逾期" in line.words for line in first.lines)
    assert first.cause == "product"


def test_every_line_of_evidence_is_a_row_of_the_book(book: Book) -> None:
    for day in (date(2024, 1, 31), date(2024, 5, 31)):
        for proposal in data(book, day).proposals:
            assert proposal.lines
            for line in proposal.lines:
                key = "account_id" if line.table == "usage_days" else "id"
                with book.reading() as connection:
                    sql = f"SELECT count(*) FROM {line.table} WHERE {key} = ?"
                    assert connection.execute(sql, (line.id,)).fetchone()[0] > 0


# --- a fall -------------------------------------------------------------------------------------------------

Give = Callable[[date, float], None]


def green(book: Book) -> tuple[int, str]:
    """An account that is green on the closing day: its id and number."""
    desk = Accounts(book).desk("2024H1", CLOSING)
    account = next(a for a, line in desk.lines.items() if line.band is Band.GREEN)
    return account, desk.basis.accounts[account].code


def importing(book: Book, folder: Path, code: str, dimensions: tuple[str, ...]) -> Give:
    """Scores through the real importer, each in a file of its own."""

    def give(day: date, points: float) -> None:
        rows = "".join(f"{code},{day},{dimension},{points}\n" for dimension in dimensions)
        file = write(folder / f"{day}-{points}", {"健康度.csv": f"客户编号,评分日期,维度,得分\n{rows}"})
        import_into(book, file)

    return give


def typing(book: Book, account: int) -> Give:
    """Scores typed by hand, each until the next one."""

    def give(day: date, points: float) -> None:
        HealthOverrides(book, lambda: LATER).put(
            account, str(points), "高管来电", (day + timedelta(days=90)).isoformat(), day
        )

    return give


@pytest.fixture(params=["imported", "computed", "typed"])
def falling(
    request: pytest.FixtureRequest, book: Book, tmp_path: Path
) -> Iterator[tuple[Book, int, Give, str]]:
    """A book with a green account, how to score it, and the word for such scores."""
    if request.param == "imported":
        # One score for the whole account, as another system worked it out.
        with Book.create(tmp_path / "single").book as single:
            scores = "客户编号,评分日期,维度,得分\nKH1,2024-06-30,健康度,88\nKH2,2024-06-30,健康度,90\n"
            files = {name: text for name, text in BASE.items() if name != "作战任务.csv"}
            files["健康度.csv"] = scores
            import_into(single, write(tmp_path / "base", files))
            account, code = green(single)
            yield single, account, importing(single, tmp_path / "in", code, ("健康度",)), "导入"
        return
    account, code = green(book)
    if request.param == "computed":
        yield book, account, importing(book, tmp_path / "in", code, DIMENSIONS), "计算"
    else:
        yield book, account, typing(book, account), "手填"


def proposed(book: Book, account: int, day: date) -> Proposal | None:
    found = [p for p in data(book, day).proposals if p.account_id == account]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_score_of_55_for_a_green_account_proposes_a_room_and_again_only_after_60_and_a_new_fall(
    falling: tuple[Book, int, Give, str],
) -> None:
    book, account, give, how = falling
    day = date(2024, 7, 10)
    assert proposed(book, account, CLOSING) is None
    give(day, 55)
    first = proposed(book, account, day)
    assert first is not None
    assert (first.fell_day, first.score_words, first.source) == (day, "55.0", how)
    assert first.before_words
    assert first.lines[0].kind == "dimension"
    assert "55" in first.lines[0].words
    # It stays the same proposal however far the score goes on falling.
    give(day + timedelta(7), 40)
    still = proposed(book, account, day + timedelta(7))
    assert still is not None
    assert (still.fell_day, still.score_words) == (day, "40.0")
    # Declined: not this fall again, whatever the score does below 60.
    rooms_of(book).decline(account, day, "已在走退出流程")
    give(day + timedelta(14), 59.9)
    assert proposed(book, account, day + timedelta(14)) is None
    # Sixty ends it, and alone proposes nothing; the next fall does.
    give(day + timedelta(21), 60)
    assert proposed(book, account, day + timedelta(21)) is None
    give(day + timedelta(28), 59.999)
    again = proposed(book, account, day + timedelta(28))
    assert again is not None
    assert (again.fell_day, again.before_words) == (day + timedelta(28), "60.0")


def test_a_room_that_was_opened_and_closed_serves_its_fall_and_no_later_one(
    falling: tuple[Book, int, Give, str],
) -> None:
    book, account, give, _ = falling
    day = date(2024, 7, 10)
    give(day, 55)
    rooms = rooms_of(book)
    draft = rooms.draft(account, "2024H2", day, "zh")
    assert (draft.fell_day, draft.opened_day, draft.deadline) == (day, day, day + timedelta(13))
    room, _ = rooms.open(account, draft)
    assert proposed(book, account, day) is None
    # Back at 60 before the deadline and through it: held.
    give(day + timedelta(5), 61)
    held = day + timedelta(13)
    (shown,) = [r for r in data(book, day + timedelta(6)).rooms if r.id == room]
    assert shown.standing is Standing.RECOVERING
    (shown,) = [r for r in data(book, held).rooms if r.id == room]
    assert shown.standing is Standing.HELD
    rooms_of(book).close(room, ClosingDraft(held, "product", "驻场诊断", "每月复查"))
    assert [r.id for r in data(book, held).closed] == [room]
    # A new fall on the very day of closing is a new one.
    give(held, 50)
    again = proposed(book, account, held)
    assert again is not None
    assert again.fell_day == held


def test_a_room_given_up_while_red_is_not_proposed_again_until_a_new_fall(
    falling: tuple[Book, int, Give, str],
) -> None:
    book, account, give, _ = falling
    day = date(2024, 7, 10)
    give(day, 55)
    rooms = rooms_of(book)
    room, _ = rooms.open(account, rooms.draft(account, "2024H2", day, "zh"))
    rooms.close(room, ClosingDraft(day, "", "", "", "客户决定不再续约"))
    give(day + timedelta(7), 40)
    assert proposed(book, account, day + timedelta(7)) is None
    give(day + timedelta(14), 75)
    give(day + timedelta(21), 55)
    assert proposed(book, account, day + timedelta(21)) is not None


def test_importing_the_tasks_again_leaves_a_moved_card_where_it_is(book: Book) -> None:
    from csmdesk.services.war_board import WarBoard

    with book.reading() as connection:
        card = connection.execute("SELECT id FROM tasks WHERE status = 'todo' ORDER BY id").fetchone()[0]
    WarBoard(book).move(card, "review")
    import_into(book, resource("demo/2024H1"))
    with book.reading() as connection:
        counts = connection.execute("SELECT status, count(*) FROM tasks GROUP BY 1 ORDER BY 1").fetchall()
    assert counts == [("doing", 3), ("review", 4), ("todo", 2)]
