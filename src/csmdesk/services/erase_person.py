"""Erasing a person who asked for it (个人信息保护法): book, journal, frozen reviews and backups.

The one change that cannot be undone. What cannot be reached from here is listed, in words.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.period import today
from csmdesk.domain.text import Text
from csmdesk.services.keeping import Keeping
from csmdesk.storage import backup, erasure, files
from csmdesk.storage.book import Book
from csmdesk.storage.digest import digest
from csmdesk.storage.driver import Connection, DatabaseError
from csmdesk.storage.layout import DATABASE


class Trace(NamedTuple):
    """So many rows of one kind name the person."""

    what: Text
    rows: int


class Traces(NamedTuple):
    """Where a person stands: ``unsure`` may mean somebody else of the same name and is never touched."""

    name: str
    found: tuple[Trace, ...]
    unsure: tuple[Trace, ...]
    backups: int


class Left(NamedTuple):
    """Something that may still name the person, and what to do about it."""

    what: str
    why: Text


class Erased(NamedTuple):
    """What was blotted out, the backups that were cleaned, and the list of what is left."""

    changes: Changes
    found: tuple[Trace, ...]
    backups: int
    left: tuple[Left, ...]
    text: Text


class Erasing:
    """Takes people out of one book; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def traces(self, contact_id: int) -> Traces:
        """Where the contact stands, before anything is done; raises UserError when it is not there."""
        with self._book.reading() as connection:
            who = _person(connection, contact_id)
            found = erasure.find(connection, who)
        return Traces(
            who.name, _traces(found.rows), _traces(found.unsure), len(Keeping(self._book).backups())
        )

    def erase(self, contact_id: int, day: date | None = None) -> Erased:
        """Take the contact out for good; figures stay as they are.

        Raises UserError when there is no such contact or the disk is full; the book is then as it was.
        """
        with self._book.reading() as connection:
            who = _person(connection, contact_id)
        on = day or today()
        found = self._book.store.without_way_back(Op.ERASE_PERSON, lambda c: erasure.erase(c, who, on))
        cleaned, left = 0, []
        for each in Keeping(self._book).backups():
            try:
                cleaned += self._clean(each.path, who.code, on)
            except (UserError, DatabaseError, OSError):
                left.append(Left(str(each.path), _BACKUP_LEFT))
        if found.unsure:
            left.append(Left(_listed(_traces(found.unsure)), _NAMESAKES))
        left += [Left("", why) for why in _NEVER_REACHED]
        changes = Changes(whole=frozenset({"contacts", *found.rows} - {"change_log", "operations"}))
        return Erased(changes, _traces(found.rows), cleaned, tuple(left), _done(cleaned, left))

    def _clean(self, path: Path, code: str, day: date) -> bool:
        """Put a copy without the person in place of a backup; False when the backup never had the person.

        The copy is verified and in its place before the old one goes, so that a kill costs no backup.
        Raises UserError, OSError or DatabaseError, with the backup as it was.
        """
        manifest = backup.manifest_of(path)
        backup.verify(path)
        built = files.sibling(path, "partial")
        try:
            shutil.copytree(path, built)
            connection = self._book.connect_copy(built / DATABASE, write=True)
            try:
                row = connection.execute("SELECT id FROM contacts WHERE code = ?", (code,)).fetchone()
                who = None if row is None else erasure.person(connection, row[0])
                if who is None:
                    return False
                connection.execute("BEGIN IMMEDIATE")
                erasure.erase(connection, who, day)
                connection.execute("COMMIT")
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                manifest["digest"] = digest(connection)
            finally:
                connection.close()
            for name in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
                (built / name).unlink(missing_ok=True)
            manifest["bytes"] = (built / DATABASE).stat().st_size
            manifest["files"] |= {name: backup.sha256(built / name) for name in manifest["files"]}
            backup.save_manifest(built, manifest)
            backup.verify(built)
            files.sync_all(built)
            names = (path.with_name(f"{path.name}-{n}") for n in range(2, 1_000))
            place = next(name for name in names if not name.exists())
            files.move_in(built, place)
            gone = files.sibling(path, "partial")
            path.rename(gone)
            shutil.rmtree(gone)
            place.rename(path)
            files.sync_folder(path.parent)
            return True
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(built)


def _person(connection: Connection, contact_id: int) -> erasure.Person:
    who = erasure.person(connection, contact_id)
    if who is None:
        raise UserError(Text("这位联系人已不在客户书里。", "This contact is no longer in the book."))
    return who


def _traces(rows: Mapping[str, int]) -> tuple[Trace, ...]:
    """By what the user calls the tables; tables without a name of their own stand together."""
    counts: dict[Text, int] = {}
    for table, number in rows.items():
        what = _NAMES.get(table, _OTHER)
        counts[what] = counts.get(what, 0) + number
    return tuple(Trace(what, number) for what, number in sorted(counts.items(), key=lambda c: -c[1]))


def _listed(traces: Iterable[Trace]) -> str:
    return "、".join(f"{trace.what.zh} {trace.rows}" for trace in traces)


def _done(cleaned: int, left: list[Left]) -> Text:
    own = sum(1 for each in left if each.what)
    done = Text(
        "个人信息已删除，备份清理了 {n} 份。", "The person is erased, also from {n} of the backups."
    ).format(n=cleaned)
    rest = Text("有 {n} 处要你自己处理。", "{n} more need your attention.").format(n=own)
    return done if not own else Text(done.zh + rest.zh, f"{done.en} {rest.en}")


_BACKUP_LEFT = Text(
    "这份备份改不了，里面还有这个人；不再需要就删掉它。",
    "This backup cannot be changed and still has the person: delete it when you no longer need it.",
)
_NAMESAKES = Text(
    "还有同名的联系人，这些地方说的可能是另一个人，没有改；请看一看。",
    "Another contact has the same name and these may mean that one, so they are as they were: have a look.",
)
_NEVER_REACHED = (
    Text(
        "导入过的原始文件：csmdesk 不保存也不改它们；再次导入不会把这个人带回来。",
        "Files that were imported: csmdesk neither keeps nor changes them; importing them again does not "
        "bring the person back.",
    ),
    Text(
        "导出的报告、表格和交接档案，以及你复制到别处的备份。",
        "Reports, tables and dossiers that were exported, and backups that you copied elsewhere.",
    ),
)

_NAMES: Mapping[str, Text] = {
    "contacts": Text("联系人", "Contacts"),
    "touches": Text("触达", "Touches"),
    "tickets": Text("工单", "Tickets"),
    "surveys": Text("问卷", "Surveys"),
    "accounts": Text("客户备注", "Notes of accounts"),
    "contracts": Text("合同备注", "Notes of contracts"),
    "war_rooms": Text("作战室", "War rooms"),
    "war_room_members": Text("作战室", "War rooms"),
    "war_room_declines": Text("作战室", "War rooms"),
    "tasks": Text("作战任务", "Tasks"),
    "task_items": Text("作战任务", "Tasks"),
    "task_comments": Text("作战任务", "Tasks"),
    "standups": Text("站会记录", "Stand-ups"),
    "standup_notes": Text("站会记录", "Stand-ups"),
    "escalations": Text("升级", "Escalations"),
    "suggestions": Text("需求反馈", "Suggestions"),
    "events": Text("活动", "Events"),
    "leads": Text("推荐线索", "Referral leads"),
    "opportunities": Text("商机", "Opportunities"),
    "requests": Text("顾问需求", "Consultant requests"),
    "cases": Text("客户案例", "Cases"),
    "handovers": Text("销售交接", "Handovers"),
    "handover_items": Text("销售交接", "Handovers"),
    "own_time": Text("个人时间", "Own time"),
    "review_texts": Text("自评正文", "Review texts"),
    "review_versions": Text("已冻结的自评", "Frozen reviews"),
    "review_figures": Text("已冻结的自评", "Frozen reviews"),
    "change_log": Text("修改记录", "Change log"),
    "operations": Text("修改记录", "Change log"),
}
_OTHER = Text("其他", "Elsewhere")
