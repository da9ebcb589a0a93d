"""Usage batches: staged unseen, applied at once, rolled up, and exactly undone and redone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csmdesk.domain.changes import Op
from csmdesk.storage import driver, pending, usage
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from tests.unit.storage.making import DAY, digest_of, fill, import_usage, operate, rows_of, value_of, write

FACTS = (
    "SELECT a.code, m.name, day, provisioned, active, batch_id FROM usage u "
    "JOIN accounts a ON a.id = account_id JOIN modules m ON m.id = module_id ORDER BY 1, 2, 3"
)
ROLL_UP = (
    "SELECT day, account_id, provisioned, active, modules, used, core_used FROM usage_days ORDER BY 1, 2"
)


@pytest.fixture
def filled(book: Book) -> Book:
    fill(book)
    return book


def test_rows_are_seen_by_nobody_before_they_are_applied(filled: Book) -> None:
    before = digest_of(filled)
    batch = usage.new_batch(filled.store)
    assert usage.stage(filled.store, batch, [("K0", "看板", DAY, 10, 5)]) == 1
    assert digest_of(filled) == before
    assert rows_of(filled, FACTS) == []
    usage.discard(filled.store, batch)
    assert value_of(filled, "SELECT count(*) FROM usage_staged") == 0


def test_staging_commits_in_pieces(filled: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "PIECE", 4)
    batch = usage.new_batch(filled.store)
    seen = []

    def rows() -> Iterator[usage.StagedRow]:
        for n in range(10):
            seen.append(value_of(filled, "SELECT count(*) FROM main.usage"))
            yield "K0", "看板", DAY + n, 10, n

    assert usage.stage(filled.store, batch, rows()) == 10
    assert seen == [0, 0, 0, 0, 4, 4, 4, 4, 8, 8]


def test_a_batch_is_applied_and_rolled_up(filled: Book) -> None:
    outcome = import_usage(
        filled,
        [
            ("K0", "看板", DAY, 10, 5),
            ("K0", "报表", DAY, 4, 0),
            ("K0", "看板", DAY + 1, 10, 6),
            ("K1", "报表", DAY, None, 3),
        ],
    )
    assert outcome.value == 4
    assert outcome.changes.whole == {"usage", "usage_days"}
    batch = value_of(filled, "SELECT batch_id FROM operations ORDER BY id DESC")
    assert {row[5] for row in rows_of(filled, FACTS)} == {batch}
    assert rows_of(filled, ROLL_UP) == [
        (DAY, 1, 14, 5, 2, 1, 1),
        (DAY, 2, 0, 0, 1, 1, 0),
        (DAY + 1, 1, 10, 6, 1, 1, 1),
    ]
    assert value_of(filled, "SELECT count(*) FROM usage_staged") == 0
    assert check(filled) == []


def test_the_same_rows_again_change_nothing(filled: Book) -> None:
    rows: list[usage.StagedRow] = [("K0", "看板", DAY + n, 10 if n else None, n % 10) for n in range(20)]
    import_usage(filled, rows)
    before, history = digest_of(filled), filled.store.history()
    outcome = import_usage(filled, rows)
    assert (outcome.value, outcome.operation_id) == (0, None)
    assert outcome.changes.empty
    assert digest_of(filled) == before
    assert filled.store.history() == history


def test_of_equal_keys_in_a_batch_the_last_row_counts(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    before = digest_of(filled)
    assert import_usage(filled, [("K0", "看板", DAY, 10, 7), ("K0", "看板", DAY, 10, 5)]).value == 0
    assert digest_of(filled) == before
    assert import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K0", "看板", DAY, 10, 8)]).value == 1
    assert rows_of(filled, FACTS)[0][4] == 8
    filled.store.undo()
    assert digest_of(filled) == before


def test_later_imports_over_earlier_ones_come_off_in_order_and_back(filled: Book) -> None:
    digests = [digest_of(filled)]
    for rows in (
        [("K0", "看板", DAY + n, 10, 1) for n in range(10)],
        [("K0", "看板", DAY + n, 10, 1 + n % 2) for n in range(5, 15)],
        [("K0", "看板", DAY + n, 20, 2) for n in range(3, 8)] + [("K1", "看板", DAY, 5, 5)],
        [("K0", "看板", DAY + 6, 10, 1)],
    ):
        import_usage(filled, rows)
        digests.append(digest_of(filled))
    for _ in range(2):
        for expected in digests[-2::-1]:
            assert filled.store.undo() is not None
            assert digest_of(filled) == expected
        for expected in digests[1:]:
            assert filled.store.redo() is not None
            assert digest_of(filled) == expected
    folder = filled.folder
    filled.close()
    with Book.open(folder) as again:
        for expected in digests[-2::-1]:
            again.store.undo()
            assert digest_of(again) == expected
    with Book.open(folder) as again:
        for expected in digests[1:]:
            again.store.redo()
            assert digest_of(again) == expected
        assert check(again) == []


def test_accounts_made_in_the_same_operation_get_their_usage(book: Book) -> None:
    empty = digest_of(book)
    batch = usage.new_batch(book.store)
    usage.stage(book.store, batch, [("N1", "新模块", DAY, 10, 5)])

    def load(connection: driver.Connection) -> int:
        connection.execute("INSERT INTO accounts (code, name) VALUES ('N1', '新')")
        connection.execute("INSERT INTO modules (name) VALUES ('新模块')")
        changed = usage.apply(connection, batch)
        connection.execute("UPDATE modules SET core = 1")
        return changed

    assert operate(book, load, Op.IMPORT).value == 1
    assert rows_of(book, ROLL_UP) == [(DAY, 1, 10, 5, 1, 1, 1)]
    filled = digest_of(book)
    book.store.undo()
    assert digest_of(book) == empty
    book.store.redo()
    assert digest_of(book) == filled


def test_unknown_names_stop_the_batch(filled: Book) -> None:
    before = digest_of(filled)
    for row in (("K9", "看板", DAY, 1, 1), ("K0", "无此模块", DAY, 1, 1)):
        with pytest.raises(usage.UnknownNames, match=r"K9|无此模块"):
            import_usage(filled, [("K0", "看板", DAY, 1, 1), row])
    assert digest_of(filled) == before


def test_more_active_than_provisioned_is_refused_whole(filled: Book) -> None:
    before = digest_of(filled)
    with pytest.raises(driver.IntegrityError):
        import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K1", "看板", DAY, 3, 4)])
    assert digest_of(filled) == before
    # The triggers that were set aside are back.
    write(filled, f"INSERT INTO usage VALUES (1, 1, {DAY}, 9, 9, NULL)")
    filled.store.undo()
    assert digest_of(filled) == before


def test_an_operation_that_goes_on_after_a_refused_batch_stays_journalled(filled: Book) -> None:
    before = digest_of(filled)
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "看板", DAY, 3, 4)])

    def run(connection: driver.Connection) -> None:
        with pytest.raises(driver.IntegrityError):
            usage.apply(connection, batch)
        connection.execute(f"INSERT INTO usage VALUES (1, 1, {DAY}, 9, 9, NULL)")

    operate(filled, run)
    assert check(filled) == []
    filled.store.undo()
    assert digest_of(filled) == before


def test_a_batch_is_applied_once(filled: Book) -> None:
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "看板", DAY, 10, 5)])
    filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch))
    with pytest.raises(ValueError, match="before"):
        filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch))


def test_batch_numbers_are_never_used_twice(filled: Book) -> None:
    def load(number: int) -> int:
        batch = usage.new_batch(filled.store)
        usage.stage(filled.store, batch, [("K0", "看板", DAY, 10, number)])

        def run(connection: driver.Connection) -> None:
            connection.execute("INSERT INTO import_batches (id, at) VALUES (?, '2024-07-01')", (batch,))
            usage.apply(connection, batch)

        operate(filled, run, Op.IMPORT)
        return batch

    first = load(1)
    filled.store.undo()
    assert value_of(filled, "SELECT count(*) FROM import_batches") == 0
    second = load(2)
    filled.store.undo()
    filled.store.redo()
    assert second > first
    assert rows_of(filled, FACTS)[0][4:] == (2, second)


def test_a_change_of_core_modules_reaches_the_roll_up_and_goes_with_undo(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K0", "报表", DAY, 4, 1)])
    before = digest_of(filled)
    write(filled, "UPDATE modules SET core = 1")
    assert rows_of(filled, ROLL_UP) == [(DAY, 1, 14, 6, 2, 2, 2)]
    filled.store.undo()
    assert digest_of(filled) == before
    filled.store.redo()
    assert check(filled) == []


def test_a_usage_row_changed_by_hand_is_journalled_by_itself(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K0", "报表", DAY, 4, 1)])
    before = digest_of(filled)
    outcome = write(filled, f"UPDATE usage SET active = 9 WHERE module_id = 1 AND day = {DAY}")
    assert outcome.changes.whole == {"usage", "usage_days"}
    assert rows_of(filled, ROLL_UP) == [(DAY, 1, 14, 10, 2, 2, 1)]
    after = digest_of(filled)
    filled.store.undo()
    assert digest_of(filled) == before
    filled.store.redo()
    assert digest_of(filled) == after


@pytest.mark.parametrize("table", ["accounts", "modules"])
def test_usage_deleted_with_its_account_or_module_comes_back(filled: Book, table: str) -> None:
    import_usage(filled, [("K0", "看板", DAY + n, 10, n) for n in range(5)])
    import_usage(filled, [("K0", "报表", DAY + n, 10, n) for n in range(3, 8)])
    before = digest_of(filled)
    write(filled, f"DELETE FROM {table} WHERE id = 1")
    after = digest_of(filled)
    assert check(filled) == []
    filled.store.undo()
    assert digest_of(filled) == before
    filled.store.redo()
    assert digest_of(filled) == after
    for _ in range(3):
        filled.store.undo()
    assert rows_of(filled, FACTS) == []


def test_a_batch_and_a_deletion_in_one_operation_are_undone_in_order(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K1", "看板", DAY, 10, 5)])
    before = digest_of(filled)
    first, second = usage.new_batch(filled.store), usage.new_batch(filled.store) + 1
    usage.stage(filled.store, first, [("K0", "看板", DAY, 10, 6), ("K1", "看板", DAY, 10, 6)])
    usage.stage(filled.store, second, [("K1", "看板", DAY, 10, 7)])

    def both(connection: driver.Connection) -> None:
        usage.apply(connection, first)
        connection.execute("DELETE FROM accounts WHERE code = 'K0'")
        usage.apply(connection, second)

    operate(filled, both)
    after = digest_of(filled)
    filled.store.undo()
    assert digest_of(filled) == before
    filled.store.redo()
    assert digest_of(filled) == after
    assert check(filled) == []


def test_the_roll_up_can_be_read_within_the_operation(filled: Book) -> None:
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "看板", DAY, 10, 5)])

    def run(connection: driver.Connection) -> list[driver.Row]:
        usage.apply(connection, batch)
        usage.roll_up(connection, batch)
        return connection.execute(ROLL_UP).fetchall()

    assert operate(filled, run).value == [(DAY, 1, 10, 5, 1, 1, 1)]


def test_a_roll_up_that_is_wrong_can_be_made_anew(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K1", "看板", DAY + 1, 10, 5)])
    good = rows_of(filled, ROLL_UP)
    for mend in (lambda c: usage.roll_up(c, [DAY, DAY + 1, DAY + 2]), usage.roll_up_all):
        filled.store.outside_journal(lambda c: c.execute("UPDATE usage_days SET used = 99"))
        filled.store.outside_journal(lambda c: c.execute(f"DELETE FROM usage_days WHERE day = {DAY}"))
        assert check(filled) != []
        filled.store.outside_journal(mend)
        assert rows_of(filled, ROLL_UP) == good


def test_what_a_crash_left_staged_is_dropped_at_the_next_opening(filled: Book) -> None:
    before = digest_of(filled)
    usage.stage(filled.store, usage.new_batch(filled.store), [("K0", "看板", DAY, 10, 5)])
    filled.close()
    with Book.open(filled.folder) as again:
        assert value_of(again, "SELECT count(*) FROM usage_staged") == 0
        assert digest_of(again) == before


def test_shelves_that_nobody_can_redo_are_cleared_at_opening(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    import_usage(filled, [("K0", "看板", DAY, 10, 6)])
    filled.store.undo()
    write(filled, "UPDATE accounts SET name = '甲'")
    shelf = "SELECT image, active FROM usage_shelf ORDER BY 1"
    assert rows_of(filled, shelf) == [("after", 6), ("before", 5)]
    filled.close()
    with Book.open(filled.folder) as again:
        assert rows_of(again, shelf) == []
        again.store.undo()
        again.store.undo()
        assert rows_of(again, FACTS) == []


def test_staging_leaves_room_for_edits_in_between(filled: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage, "PIECE", 2)

    def rows() -> Iterator[usage.StagedRow]:
        for n in range(6):
            write(filled, ("UPDATE accounts SET note = ?", [str(n)]))
            yield "K0", "看板", DAY + n, 10, n

    batch = usage.new_batch(filled.store)
    assert usage.stage(filled.store, batch, rows()) == 6
    assert filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch)).value == 6
    assert value_of(filled, "SELECT note FROM accounts") == "5"


def test_readers_see_nothing_of_a_batch_on_its_way_in(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    before, facts, sums = digest_of(filled), rows_of(filled, FACTS), rows_of(filled, ROLL_UP)
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "看板", DAY + 1, 10, 6), ("K1", "报表", DAY, 4, 4)])
    # They lie where they will stay, with their roll-up.
    assert value_of(filled, "SELECT count(*) FROM main.usage") == 3
    assert value_of(filled, "SELECT count(*) FROM main.usage_days") == 3
    assert (rows_of(filled, FACTS), rows_of(filled, ROLL_UP)) == (facts, sums)
    assert digest_of(filled) == before
    assert check(filled) == []
    with Book.open(filled.folder, write=False) as beside:
        assert rows_of(beside, FACTS) == facts
    assert filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch)).value == 2
    assert (len(rows_of(filled, FACTS)), len(rows_of(filled, ROLL_UP))) == (3, 3)
    assert check(filled) == []
    filled.store.undo()
    assert digest_of(filled) == before


def test_what_a_crash_left_on_its_way_in_is_gone_at_the_next_opening(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    before = digest_of(filled)
    usage.stage(
        filled.store, usage.new_batch(filled.store), [("K0", "看板", DAY, 10, 6), ("K1", "看板", DAY, 1, 1)]
    )
    filled.close()
    with Book.open(filled.folder) as again:
        for table in ("main.usage", "main.usage_days"):
            assert value_of(again, f"SELECT count(*) FROM {table}") == 1
        assert value_of(again, "SELECT count(*) FROM usage_pending") == 0
        assert digest_of(again) == before


def test_a_discarded_batch_leaves_nothing(filled: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "PAIRS", 1)
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    before = digest_of(filled)
    batch = usage.new_batch(filled.store)
    rows: list[usage.StagedRow] = [(code, "看板", DAY + n, 9, n) for code in ("K0", "K1") for n in range(9)]
    usage.stage(filled.store, batch, rows)
    usage.discard(filled.store, batch)
    for table in ("main.usage", "main.usage_days"):
        assert value_of(filled, f"SELECT count(*) FROM {table}") == 1
    assert digest_of(filled) == before
    assert import_usage(filled, rows).value == 18
    assert check(filled) == []


def test_days_that_have_a_roll_up_get_theirs_with_the_batch(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    before = digest_of(filled)
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "报表", DAY, 4, 1), ("K0", "报表", DAY + 1, 4, 2)])
    assert rows_of(filled, ROLL_UP) == [(DAY, 1, 10, 5, 1, 1, 1)]
    filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch))
    assert rows_of(filled, ROLL_UP) == [(DAY, 1, 14, 6, 2, 2, 1), (DAY + 1, 1, 4, 2, 1, 1, 0)]
    assert check(filled) == []
    filled.store.undo()
    assert digest_of(filled) == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO accounts (code, name) VALUES ('K9', '新')",
        "DELETE FROM accounts WHERE code = 'K1'",
        "UPDATE modules SET core = 1",
        f"UPDATE usage SET active = 9 WHERE day = {DAY}",
    ],
)
def test_a_batch_is_not_shown_over_a_change_it_does_not_know(filled: Book, statement: str) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5), ("K1", "看板", DAY, 10, 5)])
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "看板", DAY + 1, 10, 6), ("K1", "看板", DAY + 1, 10, 6)])
    write(filled, statement)
    before = digest_of(filled)
    with pytest.raises(pending.Disturbed):
        filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch))
    usage.discard(filled.store, batch)
    assert digest_of(filled) == before
    assert check(filled) == []
    filled.store.undo()
    assert rows_of(filled, "SELECT max(day) FROM usage") == [(DAY,)]
    assert check(filled) == []


def test_an_undo_while_a_batch_is_on_its_way_in_disturbs_it(filled: Book) -> None:
    import_usage(filled, [("K0", "看板", DAY, 10, 5)])
    batch = usage.new_batch(filled.store)
    usage.stage(filled.store, batch, [("K0", "看板", DAY + 1, 10, 6)])
    filled.store.undo()
    with pytest.raises(pending.Disturbed):
        filled.store.run(Op.IMPORT, lambda c: usage.apply(c, batch))
    usage.discard(filled.store, batch)
    assert value_of(filled, "SELECT count(*) FROM main.usage") == 0


def test_new_names_get_their_numbers_before_they_are_there(book: Book) -> None:
    empty = digest_of(book)
    batch = usage.new_batch(book.store)
    coming = pending.begin(book.store, batch, ["N1"], {"新模块": 1})
    assert coming is not None
    usage.stage(book.store, batch, [("N1", "新模块", DAY, 10, 5)], coming)
    assert digest_of(book) == empty
    assert check(book) == []
    with pytest.raises(usage.UnknownNames):
        operate(book, lambda connection: usage.apply(connection, batch), Op.IMPORT)

    def load(connection: driver.Connection) -> int:
        account, module = coming.new_accounts["N1"], coming.new_modules["新模块"]
        connection.execute("INSERT INTO accounts (id, code, name) VALUES (?, 'N1', '新')", (account,))
        connection.execute("INSERT INTO modules (id, name, core) VALUES (?, '新模块', 1)", (module,))
        return usage.apply(connection, batch)

    assert operate(book, load, Op.IMPORT).value == 1
    assert rows_of(book, ROLL_UP) == [(DAY, 1, 10, 5, 1, 1, 1)]
    assert check(book) == []
    book.store.undo()
    assert digest_of(book) == empty


def test_two_batches_at_once_both_arrive(filled: Book) -> None:
    first = usage.new_batch(filled.store)
    usage.stage(filled.store, first, [("K0", "看板", DAY, 10, 5)])
    second = usage.new_batch(filled.store)
    assert second > first
    usage.stage(filled.store, second, [("K0", "看板", DAY, 10, 7), ("K1", "看板", DAY, 10, 7)])
    assert filled.store.run(Op.IMPORT, lambda c: usage.apply(c, second)).value == 2
    with pytest.raises(pending.Disturbed):
        filled.store.run(Op.IMPORT, lambda c: usage.apply(c, first))
    usage.discard(filled.store, first)
    assert import_usage(filled, [("K0", "看板", DAY, 10, 5)]).value == 1
    assert check(filled) == []
    filled.store.undo()
    filled.store.undo()
    assert rows_of(filled, FACTS) == []


def test_a_backup_made_while_a_batch_comes_in_holds_nothing_of_it(book: Book, tmp_path: Path) -> None:
    batch = usage.new_batch(book.store)
    coming = pending.begin(book.store, batch, ["N1"], {"新模块": 1})
    usage.stage(book.store, batch, [("N1", "新模块", DAY, 10, 5)], coming)
    before = digest_of(book)
    book.copy_to(tmp_path / "copy")
    with Book.open(tmp_path / "copy", write=False) as copy:
        assert digest_of(copy) == before
        assert rows_of(copy, FACTS) == []
        assert check(copy) == []
