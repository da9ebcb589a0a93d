"""Backups: verified copies that open elsewhere, restored without overwriting anything."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.storage import backup as backups_module
from csmdesk.storage import files
from csmdesk.storage.backup import backup, backups, restore
from csmdesk.storage.book import Book
from csmdesk.storage.check import check
from csmdesk.storage.layout import BACKUPS, DATABASE, MANIFEST
from csmdesk.storage.problems import Held, Missing
from tests.unit.storage.making import (
    DAY,
    PASSPHRASE,
    digest_of,
    files_of,
    fill,
    import_usage,
    rows_of,
    value_of,
    write,
)


def test_a_backup_holds_what_is_only_in_the_wal(book: Book) -> None:
    fill(book)
    import_usage(book, [("K0", "看板", DAY, 10, 5)])
    assert (book.folder / f"{DATABASE}-wal").stat().st_size > 0
    place = backup(book)
    assert place.parent == book.folder / BACKUPS
    assert sorted(files_of(place)) == [MANIFEST, DATABASE, "keys.json"]
    with Book.open(place, write=False) as copy:
        assert digest_of(copy) == digest_of(book)
        assert rows_of(copy, "SELECT op FROM operations") == [("import",), ("import",)]


def test_a_new_machine_starts_from_a_backup_and_either_secret(
    locked: tuple[Path, str], tmp_path: Path
) -> None:
    folder, recovery_key = locked
    with Book.open(folder, passphrase=PASSPHRASE) as book:
        fill(book)
        before = digest_of(book)
        place = backup(book, tmp_path / "stick" / "backup")
    shutil.rmtree(folder)
    for passphrase, given in ((None, recovery_key), (PASSPHRASE, None)):
        new = tmp_path / "new" / str(passphrase)
        assert restore(place, new) is None
        with Book.open(new, passphrase=passphrase, recovery_key=given) as again:
            assert digest_of(again) == before
            assert check(again) == []
            again.store.undo()
            assert value_of(again, "SELECT count(*) FROM accounts") == 0


def test_a_backup_goes_on_while_the_book_is_written_to(book: Book, tmp_path: Path) -> None:
    fill(book)
    before = digest_of(book)
    with Book.open(book.folder, write=False) as reader, reader.reading():
        write(book, "UPDATE accounts SET name = '甲'")
        place = backup(reader, tmp_path / "from a reader")
    with Book.open(place, write=False) as copy:
        assert digest_of(copy) == digest_of(book) != before


def test_nothing_is_overwritten_by_a_backup(book: Book, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_bytes(b"content")
    with pytest.raises(UserError):
        backup(book, tmp_path / "there")
    with pytest.raises(UserError):
        backup(book, book.folder / "inside")
    assert files_of(tmp_path / "there") == files_of(tmp_path / "there")
    assert not (book.folder / "inside").exists()
    assert backup(book) != backup(book)


def test_a_backup_that_differs_is_thrown_away(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(book)
    answers = iter("ab")
    monkeypatch.setattr(backups_module, "digest", lambda connection: next(answers))
    with pytest.raises(UserError, match="differs"):
        backup(book)
    assert list((book.folder / BACKUPS).iterdir()) == []


def test_a_backup_to_a_full_disk_leaves_nothing(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync_all", full)
    with pytest.raises(UserError, match="No space left"):
        backup(book, tmp_path / "stick" / "backup")
    assert list((tmp_path / "stick").iterdir()) == []


def test_what_a_killed_backup_left_is_swept_by_the_next(book: Book) -> None:
    left = book.folder / BACKUPS / ".old.partial-1234"
    left.mkdir(parents=True)
    (left / DATABASE).write_bytes(b"half")
    assert backups(book.folder) == []
    backup(book)
    assert not left.exists()


def stamp(place: Path, at: str) -> None:
    manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    (place / MANIFEST).write_text(json.dumps({**manifest, "at": at}), encoding="utf-8")


def test_old_backups_thin_out_but_never_the_newest_whatever_the_clock_says(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups_module, "KEEP_NEWEST", 3)
    monkeypatch.setattr(backups_module, "KEEP_MONTHS", 2)
    made = []
    # The clock jumps: the newest are the ones "made" ten years ago.
    for at in (
        "2026-01-05",
        "2026-01-06",
        "2026-02-01",
        "2026-03-01",
        "2036-01-01",
        "2016-01-01",
        "2016-01-02",
    ):
        made.append(backup(book))
        stamp(made[-1], f"{at}T00:00:00+00:00")
    newest = backup(book)
    kept = [b.path for b in backups(book.folder)]
    assert kept[:3] == [newest, made[6], made[5]]
    # Of the older ones, the last of each of the two latest months in the order of making.
    assert kept[3:] == [made[4], made[3]]
    assert [b.number for b in backups(book.folder)] == sorted(
        (b.number for b in backups(book.folder)), reverse=True
    )


def test_folders_that_are_no_backups_are_neither_listed_nor_removed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups_module, "KEEP_NEWEST", 1)
    monkeypatch.setattr(backups_module, "KEEP_MONTHS", 0)
    own = book.folder / BACKUPS / "我的照片"
    own.mkdir(parents=True)
    (own / "a.jpg").write_bytes(b"content")
    backup(book)
    last = backup(book)
    assert [b.path for b in backups(book.folder)] == [last]
    assert (own / "a.jpg").is_file()


def spoil(folder: Path) -> None:
    raw = bytearray((folder / DATABASE).read_bytes())
    raw[5000] ^= 1
    (folder / DATABASE).write_bytes(raw)


def test_a_damaged_book_is_moved_aside_whole_and_the_backup_takes_its_place(plain: Path) -> None:
    with Book.open(plain) as book:
        fill(book)
        before = digest_of(book)
        place = backup(book)
    spoil(plain)
    for suffix in ("-wal", "-shm"):
        (plain / f"{DATABASE}{suffix}").write_bytes(b"stale")
    damaged = files_of(plain)
    aside = restore(place, plain)
    assert aside is not None
    # The -shm is SQLite's scratch memory, which looking at the book changes.
    names = [DATABASE, f"{DATABASE}-wal", "keys.json"]
    assert {name: files_of(aside)[name] for name in names} == {name: damaged[name] for name in names}
    assert sorted(files_of(aside)) == [DATABASE, f"{DATABASE}-shm", f"{DATABASE}-wal", "keys.json"]
    assert not (plain / f"{DATABASE}-wal").exists()
    with Book.open(plain) as book:
        assert digest_of(book) == before
        assert check(book) == []
    # Once more: what was moved aside before stays.
    spoil(plain)
    assert restore(place, plain) not in {None, aside}
    assert files_of(aside)[DATABASE] == damaged[DATABASE]


def test_a_folder_that_lost_its_database_is_restored_from_its_own_backups(plain: Path) -> None:
    with Book.open(plain) as book:
        fill(book)
        before = digest_of(book)
        backup(book)
    (plain / DATABASE).unlink()
    with pytest.raises(Missing):
        Book.open(plain)
    restore(backups(plain)[0].path, plain)
    with Book.open(plain) as book:
        assert digest_of(book) == before


def test_a_book_in_order_is_not_replaced(plain: Path, locked: tuple[Path, str], tmp_path: Path) -> None:
    with Book.open(plain) as book:
        fill(book)
        place = backup(book, tmp_path / "backup")
        with pytest.raises(Held):
            restore(place, plain)
    before = files_of(plain)
    with pytest.raises(UserError, match="in order"):
        restore(place, plain)
    assert {n: h for n, h in files_of(plain).items() if not n.startswith(f"{DATABASE}-")} == before
    with pytest.raises(UserError, match="in order"):
        restore(place, locked[0], passphrase=PASSPHRASE)


def test_a_backup_is_read_but_never_written_to(book: Book) -> None:
    fill(book)
    place = backup(book)
    before = files_of(place)
    with pytest.raises(UserError, match="restore it"):
        Book.open(place)
    for into in (place, place / "new"):
        with pytest.raises(UserError, match="itself"):
            restore(place, into)
    assert files_of(place) == before


def test_a_folder_of_other_files_is_left_alone(book: Book, tmp_path: Path) -> None:
    place = backup(book, tmp_path / "backup")
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_bytes(b"content")
    with pytest.raises(UserError):
        restore(place, other)
    assert list(files_of(other)) == ["a.txt"]
    with pytest.raises(UserError):
        restore(place, other / "a.txt")


@pytest.mark.parametrize("name", [DATABASE, "keys.json", MANIFEST])
@pytest.mark.parametrize("how", ["flip", "cut", "remove"])
def test_a_backup_that_changed_is_refused_and_nothing_is_made(
    book: Book, tmp_path: Path, name: str, how: str
) -> None:
    place = backup(book, tmp_path / "backup")
    content = bytearray((place / name).read_bytes())
    content[len(content) // 2] ^= 0x80
    if how == "remove":
        (place / name).unlink()
    else:
        (place / name).write_bytes(content if how == "flip" else content[: len(content) // 2])
    with pytest.raises(UserError):
        restore(place, tmp_path / "new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup", "客户书"]


def test_what_is_no_backup_is_refused(tmp_path: Path, plain: Path) -> None:
    for source in (tmp_path / "nowhere", plain, tmp_path):
        with pytest.raises(UserError):
            restore(source, tmp_path / "new")
    assert not (tmp_path / "new").exists()
