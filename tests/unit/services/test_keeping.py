"""Passphrase, recovery key and backups: what follows a change of keys, and what is said of the rest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.services.keeping import Keeping
from csmdesk.storage import files, keys, rewrap
from csmdesk.storage.backup import restore
from csmdesk.storage.book import BACKUPS, DATABASE, Book
from csmdesk.storage.check import check
from csmdesk.storage.layout import MANIFEST
from csmdesk.storage.problems import Damaged, PassphraseNeeded, WrongPassphrase
from tests.unit.storage.making import CHEAP, digest_of, files_of, fill, write

OLD, NEW = "旧的口令 correct", "新的口令 horse"


@pytest.fixture(autouse=True)
def cheap_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "KDF", CHEAP)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[tuple[Book, str]]:
    """An open book with ``OLD`` and its recovery key."""
    made = Book.create(tmp_path / "客户书", passphrase=OLD)
    assert made.recovery_key is not None
    fill(made.book)
    with made.book as book:
        yield book, made.recovery_key


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Book]:
    """An open book without passphrase."""
    with Book.create(tmp_path / "客户书").book as book:
        fill(book)
        yield book


def opens(
    place: Path, tmp_path: Path, *, passphrase: str | None = None, recovery_key: str | None = None
) -> bool:
    """Whether the backup can be restored, opened by the secret, and is whole."""
    into = tmp_path / "restored"
    restore(place, into)
    try:
        with Book.open(into, passphrase=passphrase, recovery_key=recovery_key) as book:
            return not check(book)
    except (WrongPassphrase, PassphraseNeeded):
        return False
    finally:
        shutil.rmtree(into)


# --- passphrase ---------------------------------------------------------------------------------------------


def test_backups_follow_a_new_passphrase_and_stay_verified(locked: tuple[Book, str], tmp_path: Path) -> None:
    book, recovery_key = locked
    keeping = Keeping(book)
    first, other = keeping.make_backup(), keeping.make_backup(tmp_path / "U 盘" / "备份")
    write(book, "UPDATE accounts SET name = '甲'")
    second = keeping.make_backup()
    before, key = digest_of(book), book._key
    changed = keeping.change_passphrase(OLD, NEW)
    assert (changed.recovery_key, changed.rewrapped, changed.left) == (None, 3, ())
    assert changed.text.zh == (
        "口令已更换，恢复密钥照旧有效。3 份备份的密钥已随之更新。你复制到别处的备份仍用旧口令或恢复密钥打开。"
    )
    for place in (first, second, other):
        assert opens(place, tmp_path, passphrase=NEW)
        assert opens(place, tmp_path, recovery_key=recovery_key)
        assert not opens(place, tmp_path, passphrase=OLD)
        assert "完好" in keeping.check_backup(place).zh
    # The data and its key are the same; only the way to the key is another.
    assert (digest_of(book), book._key) == (before, key)
    assert [(b.path, b.verified, b.opens_with_current_keys) for b in keeping.backups()] == [
        (second, True, True),
        (first, True, True),
        (other, True, True),
    ]


def test_a_wrong_old_passphrase_changes_nothing(locked: tuple[Book, str]) -> None:
    book, _ = locked
    keeping = Keeping(book)
    keeping.make_backup()
    before = files_of(book.folder)
    with pytest.raises(WrongPassphrase):
        keeping.change_passphrase("错", NEW)
    with pytest.raises(WrongPassphrase):
        keeping.new_recovery_key("错")
    with pytest.raises(UserError, match="empty"):
        keeping.change_passphrase(OLD, "")
    assert files_of(book.folder) == before


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(locked: tuple[Book, str]) -> None:
    book, recovery_key = locked
    changed = Keeping(book).change_passphrase(None, NEW, recovery_key=recovery_key)
    assert changed.recovery_key is None
    assert keys.unlock(keys.load(book.folder), book.folder, NEW, None) == book._key


@pytest.mark.parametrize("how", ["read-only", "full disk", "keys", "manifest", "size", "of another book"])
def test_backups_that_cannot_follow_are_listed_with_the_secret_that_opens_them(
    locked: tuple[Book, str], tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, _ = locked
    keeping = Keeping(book)
    bad, good = keeping.make_backup(), keeping.make_backup()
    whole = how in {"read-only", "full disk"}
    if how == "read-only":
        access = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: path != bad and access(path, mode))
    elif how == "full disk":
        write_whole = files.write_whole

        def full(path: Path, content: bytes) -> None:
            if path.parent == bad and path.name == keys.NAME:
                raise OSError(28, "No space left on device")
            write_whole(path, content)

        monkeypatch.setattr(files, "write_whole", full)
    elif how == "of another book":
        with Book.create(tmp_path / "另一本", passphrase=OLD).book as another:
            shutil.rmtree(bad)
            another.copy_to(bad)
    else:
        name = {"keys": keys.NAME, "manifest": MANIFEST, "size": DATABASE}[how]
        content = (bad / name).read_bytes()
        (bad / name).write_bytes(content[: len(content) // 2])
    before = files_of(bad)
    changed = keeping.change_passphrase(OLD, NEW)
    assert (changed.rewrapped, changed.left) == (1, (bad,))
    assert f"1 份没有改，仍用旧口令或恢复密钥打开：{bad}。" in changed.text.zh
    assert opens(good, tmp_path, passphrase=NEW)
    if how != "full disk":  # there the manifest already names both
        assert files_of(bad) == before
    if whole:
        assert opens(bad, tmp_path, passphrase=OLD)
        shown = {b.path: b.opens_with_current_keys for b in keeping.backups()}
        assert shown == {bad: False, good: True}
        assert "当时的口令" in keeping.check_backup(bad).zh
        monkeypatch.undo()
        again = keeping.rewrap_backups()
        assert (again.rewrapped, again.left) == (2, ())
        assert opens(bad, tmp_path, passphrase=NEW)


def test_a_backup_that_is_out_of_reach_is_listed(locked: tuple[Book, str], tmp_path: Path) -> None:
    book, _ = locked
    keeping = Keeping(book)
    stick = tmp_path / "U 盘"
    stick.mkdir()
    place = keeping.make_backup(stick)
    assert place.parent == stick
    assert [b.path for b in keeping.backups()] == [place]
    stick.rename(tmp_path / "拔掉了")
    assert keeping.backups() == []
    changed = keeping.change_passphrase(OLD, NEW)
    assert (changed.rewrapped, changed.left) == (0, (place,))
    assert str(place) in changed.text.en
    # The stick is back, and so is what it still needs.
    (tmp_path / "拔掉了").rename(stick)
    assert [b.opens_with_current_keys for b in keeping.backups()] == [False]
    assert keeping.rewrap_backups().left == ()
    assert opens(place, tmp_path, passphrase=NEW)


def test_a_passphrase_is_added_with_a_recovery_key(plain: Book, tmp_path: Path) -> None:
    keeping = Keeping(plain)
    place = keeping.make_backup()
    changed = keeping.change_passphrase(None, NEW)
    assert changed.recovery_key is not None
    assert (changed.rewrapped, changed.left) == (1, ())
    assert "不用口令就能打开" in changed.text.zh
    assert keeping.standing().locked
    assert not opens(place, tmp_path)
    assert opens(place, tmp_path, recovery_key=changed.recovery_key)


def test_a_passphrase_is_taken_away_and_no_key_goes_into_the_clear_elsewhere(
    locked: tuple[Book, str], tmp_path: Path
) -> None:
    book, _ = locked
    keeping = Keeping(book)
    own, other = keeping.make_backup(), keeping.make_backup(tmp_path / "备份")
    changed = keeping.change_passphrase(OLD, None)
    assert (changed.recovery_key, changed.rewrapped, changed.left) == (None, 1, (other,))
    assert "明文" in changed.text.zh
    assert keeping.standing().keys.zh == "未设口令"
    assert opens(own, tmp_path)
    assert not opens(other, tmp_path)
    assert opens(other, tmp_path, passphrase=OLD)
    assert book._key.hex().encode() not in b"".join(p.read_bytes() for p in other.iterdir())


def test_a_new_recovery_key_ends_the_old_one(locked: tuple[Book, str], tmp_path: Path) -> None:
    book, recovery_key = locked
    keeping = Keeping(book)
    own = keeping.make_backup()
    changed = keeping.new_recovery_key(OLD)
    assert changed.recovery_key not in {None, recovery_key}
    assert changed.rewrapped == 1
    assert "旧恢复密钥打开" in changed.text.zh
    book.close()
    for place in (own, None):
        into = book.folder if place is None else tmp_path / "restored"
        if place is not None:
            restore(place, into)
        with pytest.raises(WrongPassphrase):
            Book.open(into, recovery_key=recovery_key)
        Book.open(into, recovery_key=changed.recovery_key).close()
        Book.open(into, passphrase=OLD).close()


def test_a_book_without_passphrase_has_no_recovery_key_to_renew(plain: Book) -> None:
    with pytest.raises(UserError, match="no passphrase"):
        Keeping(plain).new_recovery_key("")


def test_a_recovery_key_that_was_shown_before_is_the_books(tmp_path: Path) -> None:
    prepared = keys.new_recovery_key()
    made = Book.create(tmp_path / "书", passphrase=OLD, recovery_key=prepared)
    made.book.close()
    assert made.recovery_key == prepared
    Book.open(tmp_path / "书", recovery_key=prepared).close()
    with pytest.raises(UserError):
        Book.create(tmp_path / "另一本", passphrase=OLD, recovery_key=prepared[:-1] + "?")
    assert not (tmp_path / "另一本").exists()


def test_a_key_left_in_the_clear_by_a_killed_change_is_swept_at_opening(locked: tuple[Book, str]) -> None:
    book, _ = locked
    left = book.folder / f".{keys.NAME}.0123abcd"
    left.write_text(json.dumps(keys.wrap(book._key, None)[0]), encoding="utf-8")
    book.close()
    assert not book._key
    Book.open(book.folder, passphrase=OLD).close()
    assert not left.exists()


# --- backups ------------------------------------------------------------------------------------------------


def test_a_backup_says_when_how_large_and_whether_it_is_whole(plain: Book) -> None:
    keeping = Keeping(plain)
    assert keeping.backups() == []
    assert keeping.standing().backup.zh == ""
    place = keeping.make_backup()
    (made,) = keeping.backups()
    assert made.path == place
    assert abs((datetime.now(UTC) - made.at).total_seconds()) < 60
    assert made.bytes == (place / DATABASE).stat().st_size
    assert made.verified
    assert keeping.standing().backup.zh.endswith("已校验")
    assert "3 个客户，没有口令" in keeping.check_backup(place).zh
    with (place / DATABASE).open("ab") as file:
        file.write(b"more")
    assert [b.verified for b in keeping.backups()] == [False]
    with pytest.raises(Damaged):
        keeping.check_backup(place)


def test_a_flipped_bit_is_found_by_checking(plain: Book) -> None:
    keeping = Keeping(plain)
    place = keeping.make_backup()
    content = bytearray((place / DATABASE).read_bytes())
    content[len(content) // 2] ^= 1
    (place / DATABASE).write_bytes(content)
    # Not seen in the list, which does not read all bytes.
    assert [b.verified for b in keeping.backups()] == [True]
    with pytest.raises(Damaged):
        keeping.check_backup(place)


def test_what_is_no_backup_of_this_book_is_said(plain: Book, tmp_path: Path) -> None:
    keeping = Keeping(plain)
    with pytest.raises(UserError, match="not a complete backup"):
        keeping.check_backup(tmp_path)
    with Book.create(tmp_path / "另一本").book as another:
        place = Keeping(another).make_backup()
    assert "不是这本客户书的备份" in keeping.check_backup(place).zh


def test_a_backup_made_while_the_keys_change_gets_one_or_the_other(
    locked: tuple[Book, str], tmp_path: Path
) -> None:
    import threading

    book, _ = locked
    keeping = Keeping(book)
    made: list[Path] = []
    worker = threading.Thread(target=lambda: made.append(keeping.make_backup()))
    worker.start()
    changed = keeping.change_passphrase(OLD, NEW)
    worker.join()
    # Begun before: it followed. Begun afterwards: it was made with the new keys.
    assert changed.left == ()
    assert opens(made[0], tmp_path, passphrase=NEW)


def test_the_places_of_backups_are_no_part_of_the_undo(plain: Book, tmp_path: Path) -> None:
    keeping, label = Keeping(plain), plain.store.undo_label
    keeping.make_backup(tmp_path / "备份")
    assert plain.store.undo_label == label
    assert plain.folder / BACKUPS not in [b.path.parent for b in keeping.backups()]


def test_rewrapping_twice_writes_nothing_the_second_time(locked: tuple[Book, str]) -> None:
    book, _ = locked
    keeping = Keeping(book)
    place = keeping.make_backup()
    keeping.change_passphrase(OLD, NEW)
    before = {p.name: p.stat().st_mtime_ns for p in place.iterdir()}
    assert rewrap.rewrap(place, book.keys_document())
    assert {p.name: p.stat().st_mtime_ns for p in place.iterdir()} == before
