"""Makes the book that this version of csmdesk leaves to later ones: ``python -m tests.released``.

Every released version has its book in ``resources/released``, as that version wrote it; later versions open
it, bring it up to date and find the same rows and figures in it, in the tests and in ``csmdesk self-test``.
It is made once, when the version is released, and never again: ``--again`` is for one that is not yet out.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from csmdesk import __version__
from csmdesk.cli import released
from csmdesk.cli.demo import PERIOD, sample_book
from csmdesk.domain.changes import Op
from csmdesk.domain.review_text import Paragraph, Words
from csmdesk.importers.desk import ImportDesk
from csmdesk.reports.frozen import contents
from csmdesk.reports.review_draft import review_draft
from csmdesk.services.account_edits import AccountEdits, TouchDraft
from csmdesk.services.erase_person import Erasing
from csmdesk.services.health_model import HealthModels
from csmdesk.services.review_book import ReviewBook, ReviewKey
from csmdesk.services.review_versions import ReviewVersions
from csmdesk.services.year_plan import YearPlan
from csmdesk.storage import driver, keys
from csmdesk.storage.book import Book
from csmdesk.storage.layout import DATABASE, OPENER
from tests.unit.reports.frozen_reviews import live

FOLDER = Path(__file__).parents[1] / "resources/released"
PASSPHRASE = "旧版客户书 an older book"
CLOSING = date(2024, 6, 30)
NOW = datetime(2024, 6, 30, 10, tzinfo=UTC)

ACCOUNTS = ("KH1001", "KH1004", "KH1021", "KH1032")
"""Those of the sample that stay, as the file is to be small: three with a war room, one with a deal."""

Rows: TypeAlias = Mapping[str, Mapping[str, Any]]

ADDED: Rows = {
    "accounts": {
        "code": "KH9001",
        "name": "“引号”与空格 有限公司",
        "pinyin": "yinhao",
        "initials": "yh",
        "industry": "",
        "city": "杭州",
        "segment": "稳定",
        "archived": 1,
    },
    "account_aliases": {"code": "OLD-1", "account_id": ":account"},
    "budget_lines": {"year": 2024, "month": "2024-09", "name": "礼品", "unit_fen": 9990},
    "cases": {"code": "AL1", "account_id": ":account", "day": "2024-05-05", "title": "降本三成"},
    "custom_values": {"table_name": "accounts", "code": "KH1001", "name": "老系统", "value": "甲"},
    "early_offers": {
        "contract_id": ":contract",
        "day": "2024-04-01",
        "due_day": "2024-05-01",
        "amount_fen": 12345678,
        "discount": "0.03",
    },
    "escalations": {
        "account_id": ":account",
        "war_room_id": ":room",
        "ticket_id": ":ticket",
        "level": 1,
        "title": "报表加载慢",
        "opened_at": "2024-06-01T02:00:00+00:00",
    },
    "handovers": {"code": "JJ1", "account_id": ":account", "from_owner": "王五", "day": "2024-02-01"},
    "handover_items": {"handover_id": 1, "position": 0, "name": "合同与附件"},
    "health_overrides": {
        "account_id": ":account",
        "day": "2024-06-01",
        "score_milli": 65500,
        "reason": "刚换了负责人",
        "expires_day": "2024-07-01",
    },
    "invitations": {"event_id": ":event", "contact_id": ":contact", "answer": "来"},
    "invoices": {"code": "FP1", "contract_id": ":contract", "day": "2024-03-01", "amount_fen": 100},
    "peer_figures": {"period": "2024H1", "metric": "nps", "peer": "team", "value": "41.5"},
    "quotes": {
        "account_id": ":account",
        "day": "2024-05-20",
        "baseline": "300",
        "units": "450",
        "list_price_fen": 32000,
        "by_band": 1,
    },
    "rates": {"period": "2024H1", "currency": "USD", "rate": "7.12"},
    "refused_values": {"table_name": "accounts", "row": ":account", "column_name": "city", "value": "上海"},
    "renewal_tracks": {"contract_id": ":contract", "talks_day": "2024-04-02", "talks_note": "开谈"},
    "requests": {"code": "XQ1", "account_id": ":account", "day": "2024-05-01", "product": "报表"},
    "settings": {"key": "user.name", "value": '"周敏"'},
    "snoozes": {
        "rule": "touch_due",
        "object_table": "accounts",
        "object_id": ":account",
        "case_day": "2024-06-01",
        "until_day": "2024-07-01",
    },
    "standups": {"war_room_id": ":room", "day": "2024-06-20", "yesterday": "补索引", "seconds": 840},
    "war_room_members": {"war_room_id": ":room", "role": "技术支持经理", "name": "李雷"},
    "standup_notes": {"standup_id": 1, "member_id": 1, "member": "李雷", "today": "验收"},
    "task_comments": {
        "task_id": ":task",
        "at": "2024-06-20T02:00:00+00:00",
        "author": "李雷",
        "content": "已上线",
    },
    "task_items": {"task_id": ":task", "content": "建索引", "done": 1},
    "task_moves": {
        "task_id": ":task",
        "at": "2024-06-20T02:00:00+00:00",
        "from_status": "todo",
        "to_status": "doing",
    },
    "usage_times": {
        "account_id": ":account",
        "day": "2024-06-03",
        "used_minutes": 120,
        "business_minutes": 480,
    },
    "war_room_declines": {
        "account_id": ":account",
        "fell_day": "2024-03-31",
        "day": "2024-04-01",
        "reason": "季节性",
    },
    "workshop_sheets": {"contract_id": ":contract", "pains": '["慢"]', "own_signed": 1},
}
"""A row in each table that the sample leaves empty and no service below fills; ``:`` is one of ``FOUND``."""

OF_THE_REVIEW: Rows = {
    "review_notes": {"review_id": 1, "finding": "sample.nps", "words": "样本少，已说明"},
    "review_texts": {"review_id": 1, "place": "summary", "body": "[]"},
}

FOUND = {
    "account": "SELECT id FROM accounts WHERE code = 'KH1001'",
    "contact": "SELECT min(id) FROM contacts WHERE account_id = 1",
    "contract": "SELECT max(id) FROM contracts WHERE account_id = 1",
    "event": "SELECT min(id) FROM events",
    "room": "SELECT min(id) FROM war_rooms",
    "task": "SELECT min(id) FROM tasks",
    "ticket": "SELECT min(id) FROM tickets",
}


def make(folder: Path) -> None:
    """The book at ``folder``, closed, with a row in every table and a history."""
    with sample_book(folder) as book:
        place, key = book.folder / DATABASE, book._key
    connection = driver.connect(place, key)
    try:
        marks = ", ".join("?" * len(ACCOUNTS))
        connection.execute(f"DELETE FROM accounts WHERE code NOT IN ({marks})", ACCOUNTS)
        connection.execute("DELETE FROM events WHERE id NOT IN (SELECT event_id FROM attendance)")
        connection.execute("DELETE FROM own_time WHERE id > 40")
    finally:
        connection.close()
    with Book.open(folder) as book:
        _fill(book)
        # The journal of what came so far would be most of the file.
        book.store.outside_journal(lambda raw: raw.execute("DELETE FROM operations"))
        _history(book)
        book.change_passphrase(PASSPHRASE)
    connection = driver.connect(place, key)
    try:
        connection.execute("VACUUM")
    finally:
        connection.close()


def _fill(book: Book) -> None:
    _write(book, ADDED)
    desk = ImportDesk(book)
    desk.add_profile(desk.profiles()[0])
    models = HealthModels(book, lambda: CLOSING)
    draft = models.state().draft
    first, second, *_ = draft.dimensions
    models.save(draft.put(first.key, weight="45").put(second.key, weight="25"), "首版")
    plan = YearPlan(book, lambda: CLOSING)
    plan.apply(plan.draw(PERIOD, CLOSING, "zh"))
    plan.budget.set_limit(2024, "CNY", "50000")
    review, key = ReviewBook(book, lambda: NOW), ReviewKey(PERIOD)
    template = review_draft(book, key, CLOSING, "zh").template
    own = (Paragraph((Words("本期续费按期完成。"),)),)
    review.save(key, template[0].key, own, template)
    review.keep_draft(key, template[1].key, own)
    most = frozenset(chapter.key for chapter in template[1:])
    ReviewVersions(book, lambda: NOW).freeze(key, contents(live(book, hidden=most)))
    _write(book, OF_THE_REVIEW)


def _write(book: Book, rows: Rows) -> None:
    def add(connection: object) -> None:
        raw = driver.raw(connection)
        found = {f":{name}": raw.execute(sql).fetchone()[0] for name, sql in FOUND.items()}
        for table, row in rows.items():
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            values = [found.get(value, value) for value in row.values()]
            raw.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)

    book.store.run(Op.IMPORT, add)


def _history(book: Book) -> None:
    """A change, one that was taken back, and a person who was erased, which leaves no way back."""
    with book.reading() as connection:
        (person,) = connection.execute("SELECT max(id) FROM contacts").fetchone()
    Erasing(book).erase(person, CLOSING)
    edits = AccountEdits(book, lambda: CLOSING)
    edits.edit([1], "city", "宁波")
    edits.add_touch([1], TouchDraft(CLOSING, "电话", "聊续约"))
    edits.edit([1], "city", "苏州")
    book.store.undo()


def main() -> None:
    """Write the book of this version."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--again", action="store_true", help="instead of the one that is there")
    options = wanted.parse_args()
    into = FOLDER / __version__
    if into.exists() and not options.again:
        sys.exit(f"{into.name} has its book already; --again writes it anew, before the version is out.")
    with tempfile.TemporaryDirectory() as home:
        place = Path(home) / "book"
        make(place)
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        for name in (DATABASE, keys.NAME, OPENER):
            shutil.copyfile(place / name, into / name)
        with Book.open(place, passphrase=PASSPHRASE, write=False) as book:
            answers = released.answers(book, PASSPHRASE)
    text = json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
    (into / released.ANSWERS).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{into}\n")


if __name__ == "__main__":
    main()
