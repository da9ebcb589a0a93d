"""What a handover from sales has to hold: the checklist that a new handover begins with, hers to change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.fields import MOST_WORDS, FieldError, one_line
from csmdesk.domain.text import Language, Text
from csmdesk.storage import account_list
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

SETTING = "handover_checklist"
MOST_ITEMS = 50


class TemplateItem(NamedTuple):
    """A line of the checklist: what, whose, and how many days after the handover began it is due."""

    name: str
    owner: str = ""
    days: int = 14


_USUAL = (
    (Text("合同与报价、特殊承诺", "Contract, quote, special promises"), "sales", 3),
    (Text("决策链与关键联系人（含高管）", "Who decides: key contacts, executives"), "sales", 3),
    (Text("采购原因与成功标准", "Why they bought, what success is"), "sales", 3),
    (Text("回款计划与开票信息", "Payment plan, invoice data"), "sales", 5),
    (Text("开通账号与可用模块核对", "Accounts provisioned, modules checked"), "csm", 7),
    (Text("三方交接会（销售、CSM、客户）", "Handover meeting: sales, CSM, customer"), "csm", 7),
    (Text("未结问题与风险清单", "Open issues and risks"), "sales", 7),
    (Text("启用计划与首次价值里程碑", "Activation plan, first value milestone"), "csm", 14),
)
_OWNERS = {"sales": Text("销售", "Sales"), "csm": Text("客户成功经理", "CSM")}


def usual(language: Language) -> tuple[TemplateItem, ...]:
    """The checklist of a book that has none of its own."""
    return tuple(
        TemplateItem(name.to(language), _OWNERS[who].to(language), days) for name, who, days in _USUAL
    )


def template(connection: Connection, language: Language) -> tuple[TemplateItem, ...]:
    """The checklist that new handovers begin with."""
    kept = account_list.setting(connection, SETTING)
    if kept is None:
        return usual(language)
    return tuple(
        TemplateItem(str(each["name"]), str(each["owner"]), int(each["days"])) for each in json.loads(kept[1])
    )


class HandoverTemplate:
    """The checklist of one book; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def items(self, language: Language) -> tuple[TemplateItem, ...]:
        """The lines in their order."""
        with self._book.reading() as connection:
            return template(connection, language)

    def save(self, items: Sequence[TemplateItem]) -> Changes:
        """Put other lines in the place of these; handovers that have begun stay as they are."""
        kept = []
        for at, item in enumerate(items):
            name, owner = one_line(item.name), one_line(item.owner)
            if not name:
                raise FieldError(f"name{at}", NO_NAME)
            if max(len(name), len(owner)) > MOST_WORDS:
                raise FieldError(f"name{at}", LONG.format(most=MOST_WORDS))
            if not 0 <= item.days <= 366:
                raise FieldError(f"days{at}", BAD_DAYS)
            kept.append({"name": name, "owner": owner, "days": item.days})
        if len(kept) > MOST_ITEMS:
            raise FieldError("items", MANY.format(most=MOST_ITEMS))
        return self._put(json.dumps(kept, ensure_ascii=False))

    def reset(self) -> Changes:
        """Back to the usual lines."""
        return self._put(None)

    def _put(self, value: str | None) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            if value is None:
                driver.execute("DELETE FROM settings WHERE key = ?", (SETTING,))
                return
            driver.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE "
                "SET value = excluded.value WHERE value IS NOT excluded.value",
                (SETTING, value),
            )

        return self._book.store.run(Op.EDIT_SETTING, write, LABEL).changes


NO_NAME = Text("请写要交接什么。", "Say what is handed over.")
LONG = Text("太长：最多 {most} 个字。", "Too long: {most} characters at most.")
BAD_DAYS = Text("天数应在 0 到 366 之间。", "Days go from 0 to 366.")
MANY = Text("清单最多 {most} 项。", "The checklist has {most} items at most.")
LABEL = Text("改交接清单模板", "Change checklist of handovers")
