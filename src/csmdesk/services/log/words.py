"""Words that several kinds of the log use."""

from __future__ import annotations

from fractions import Fraction

from csmdesk.domain.lengths import MINUTES_PER_HOUR
from csmdesk.domain.text import Text
from csmdesk.metrics import display


def hours(minutes: int) -> Text:
    """A length of time in hours, with one decimal."""
    shown = display.decimals(Fraction(minutes, MINUTES_PER_HOUR), 1)
    return Text(f"{shown} 小时", f"{shown} {'hour' if shown == '1' else 'hours'}")


def things(count: int, zh: str, en: str) -> Text:
    """So many things: 3 场沙龙, 1,200 salons; ``en`` is the singular."""
    return Text(f"{count:,} {zh}", f"{count:,} {en if count == 1 else plural(en)}")


def plural(word: str) -> str:
    """An English noun in the plural."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def lower(name: Text) -> Text:
    """A name within a sentence: English begins it small."""
    return Text(name.zh, name.en[:1].lower() + name.en[1:])


CODE_TAKEN = Text("编号 {code} 已有了，请换一个。", "Id {code} is there already: choose another.")
ONE_EACH = Text("编号各不相同，一次只能改一条。", "Ids differ: change one record at a time.")
NO_ROWS = Text("没有可导出的记录。", "There are no records to export.")
COUNT_BY = Text("按{field}", "By {field}")
GONE = Text("这条记录已不在客户书里。", "The record is no longer in the book.")
ADD = Text("记{one}：{whom}", "Add {one}: {whom}")
EDIT = Text("改{one}：{whom}", "Change {one}: {whom}")
EDIT_FIELD = Text("改{one}的{field}：{whom}", "Change {field} of {one}: {whom}")
REMOVE = Text("删{one}：{whom}", "Remove {one}: {whom}")
PASTE = Text("粘贴 {count} 格：{one}", "Paste cells: {one}, {count}")
PASTE_NEW = Text("粘贴 {count} 条{one}", "Paste new {one}: {count}")
MORE_ROWS = Text(
    "多出 {count} 行，列表里没有对应的记录，已略过。",
    "{count} more rows than the list shows records are left out.",
)
