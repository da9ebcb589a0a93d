"""Handovers from sales: the checklist, item by item, and the acceptance of the whole."""

from __future__ import annotations

import pytest

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.services.account_edits import AccountEdits
from csmdesk.services.log.handover_template import TemplateItem
from csmdesk.services.log.handovers import Handovers
from csmdesk.services.log.log import Log
from csmdesk.storage.book import Book
from tests.unit.services.log.conftest import now, today
from tests.unit.services.log.records import TYPED, shown, words
from tests.unit.services.sample import expect_exact_undo, row
from tests.unit.storage.making import rows_of


@pytest.fixture
def handovers(log: Log) -> Handovers:
    return log.handovers


def begin(handovers: Handovers, **values: str) -> int:
    return handovers.new({**TYPED["handover"], **values})[0]


def items_of(handovers: Handovers, key: int) -> list[int]:
    return [row.id for row in handovers.items.of(key, None, "zh").rows]


def test_a_handover_begins_with_the_checklist(handovers: Handovers) -> None:
    made = begin(handovers, day="2024-06-20")
    rows = handovers.items.of(made, None, "zh").rows
    template = handovers.template.items("zh")
    assert [row.words[0] for row in rows] == [item.name for item in template]
    assert rows[0].words[2] == "2024-06-23"
    assert words(handovers, made)["due_day"] == "2024-07-04"
    assert words(handovers, made)["progress"] == f"0/{len(template)}"
    # Three days after the 20th have passed on the 30th.
    assert rows[0].marks == {"state": "red"}
    assert shown(handovers, made).marks["state"] == "red"


def test_the_template_is_hers(handovers: Handovers, sample: Book) -> None:
    usual = handovers.template.items("zh")
    own = [TemplateItem("合同", "销售", 2), TemplateItem("账号", "我", 5)]
    with expect_exact_undo(sample):
        handovers.template.save(own)
    assert handovers.template.items("zh") == tuple(own)
    assert len(items_of(handovers, begin(handovers))) == 2
    with pytest.raises(FieldError):
        handovers.template.save([TemplateItem("  ")])
    handovers.template.reset()
    assert handovers.template.items("zh") == usual


def test_lines_are_added_moved_and_removed(handovers: Handovers, sample: Book) -> None:
    made = begin(handovers)
    first, *_ = items_of(handovers, made)
    with expect_exact_undo(sample):
        item, _ = handovers.items.add(made, {"name": "安全审查", "owner": "法务"})
    assert items_of(handovers, made)[-1] == item
    with expect_exact_undo(sample):
        handovers.items.move(item, first)
    assert items_of(handovers, made)[0] == item
    handovers.items.remove([item])
    assert items_of(handovers, made)[0] == first
    with pytest.raises(UserError):
        handovers.items.add(10**6, {"name": "x"})


def test_an_item_is_accepted_when_it_is_done(handovers: Handovers) -> None:
    made = begin(handovers)
    first = items_of(handovers, made)[0]
    with pytest.raises(FieldError):
        handovers.items.edit([first], "accepted_day", "今天")
    handovers.items.act("done", [first])
    handovers.items.edit([first], "accepted_by", "王敏")
    found = words(handovers.items, first)
    assert (found["accepted_day"], found["state"]) == ("2024-06-30", "已接收")
    handovers.items.act("undone", [first])
    assert words(handovers.items, first)["accepted_by"] == ""


def new_account(book: Book) -> str:
    """An account that has no handover day."""
    AccountEdits(book).new({"name": "新客户甲", "code": "KH9001"})
    return "新客户甲"


def test_accepted_as_a_whole_the_account_is_handed_over(handovers: Handovers, sample: Book) -> None:
    made = begin(handovers, account=new_account(sample))
    items = items_of(handovers, made)
    why = handovers.why_not("accept", [made])
    assert why is not None
    assert "项没完成" in why.zh
    with pytest.raises(UserError):
        handovers.act("accept", [made], {"day": "今天", "by": "王敏"})
    handovers.items.act("done", items)
    assert words(handovers, made)["state"] == "待接收"
    with pytest.raises(FieldError) as told:
        handovers.act("accept", [made], {"day": "今天", "by": " "})
    assert told.value.field == "by"
    with expect_exact_undo(sample):
        handovers.act("accept", [made], {"day": "今天", "by": "王敏"})
    account = row(sample, "accounts", row(sample, "handovers", made)["account_id"])
    assert (account["handover_day"], account["handover_from"]) == ("2024-06-30", "张销售")
    accepted = rows_of(sample, "SELECT DISTINCT accepted_day, accepted_by FROM handover_items")
    assert accepted == [("2024-06-30", "王敏")]
    assert shown(handovers, made).marks == {"state": "green"}
    handovers.act("reopen", [made])
    assert row(sample, "accounts", account["id"])["handover_day"] is None


def test_an_account_that_was_handed_over_keeps_its_day(handovers: Handovers, sample: Book) -> None:
    made = begin(handovers)
    account = row(sample, "handovers", made)["account_id"]
    before = row(sample, "accounts", account)["handover_day"]
    assert before is not None
    handovers.items.act("done", items_of(handovers, made))
    handovers.act("accept", [made], {"day": "今天", "by": "王敏"})
    assert row(sample, "accounts", account)["handover_day"] == before
    handovers.act("reopen", [made])
    assert row(sample, "accounts", account)["handover_day"] == before


def test_an_account_has_one_open_handover(handovers: Handovers) -> None:
    begin(handovers)
    assert handovers.problems(TYPED["handover"]).keys() == {"account"}


def test_removed_with_its_checklist(handovers: Handovers, sample: Book) -> None:
    made = begin(handovers)
    with expect_exact_undo(sample):
        handovers.remove([made])
    assert rows_of(sample, "SELECT count(*) FROM handover_items") == [(0,)]


def test_a_handover_begun_in_the_english_window_has_the_english_checklist(sample: Book) -> None:
    log = Log(sample, None, today, now, "en")
    made, _ = log.handovers.new({**TYPED["handover"], "day": "2024-06-20"})
    rows = log.handovers.items.of(made, None, "en").rows
    assert [row.words[0] for row in rows] == [item.name for item in log.handovers.template.items("en")]
    assert {row.words[1] for row in rows} == {"Sales", "CSM"}


def test_her_own_checklist_is_in_her_own_words_in_either_window(sample: Book) -> None:
    log = Log(sample, None, today, now, "en")
    log.handovers.template.save([TemplateItem("合同", "销售", 2)])
    made, _ = log.handovers.new(TYPED["handover"])
    assert [row.words[0] for row in log.handovers.items.of(made, None, "en").rows] == ["合同"]
