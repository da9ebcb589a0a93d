"""What a user's operation is called, and which rows it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from csmdesk.domain.text import Text


class Op(StrEnum):
    """Every kind of change to a book; the value is what the journal keeps."""

    IMPORT = "import"
    NEW_ACCOUNT = "new_account"
    EDIT_ACCOUNT = "edit_account"
    PASTE_CELLS = "paste_cells"
    ARCHIVE_ACCOUNT = "archive_account"
    MERGE_ACCOUNTS = "merge_accounts"
    HAND_OVER = "hand_over"
    EDIT_CONTACT = "edit_contact"
    ERASE_PERSON = "erase_person"
    OVERRIDE_HEALTH = "override_health"
    ADD_TOUCH = "add_touch"
    EDIT_TOUCH = "edit_touch"
    EDIT_LOG = "edit_log"
    EDIT_VIEW = "edit_view"
    EDIT_TRACK = "edit_track"
    EDIT_WORKSHOP = "edit_workshop"
    EDIT_FORECAST = "edit_forecast"
    RENEW_CONTRACT = "renew_contract"
    LOSE_CONTRACT = "lose_contract"
    EDIT_LINK = "edit_link"
    EDIT_MONEY = "edit_money"
    EDIT_QUOTE = "edit_quote"
    OPEN_WAR_ROOM = "open_war_room"
    EDIT_WAR_ROOM = "edit_war_room"
    CLOSE_WAR_ROOM = "close_war_room"
    EDIT_TASK = "edit_task"
    MOVE_TASK = "move_task"
    EDIT_STANDUP = "edit_standup"
    EDIT_ESCALATION = "edit_escalation"
    EDIT_REVIEW = "edit_review"
    FREEZE_REVIEW = "freeze_review"
    PUT_TODO = "put_todo"
    EDIT_SETTING = "edit_setting"
    EDIT_TARGET = "edit_target"
    DRAW_PLAN = "draw_plan"
    EDIT_PLAN = "edit_plan"
    EDIT_BUDGET = "edit_budget"

    @property
    def text(self) -> Text:
        """The operation's name as the undo menu shows it."""
        return _NAMES[self]


_NAMES = {
    Op.IMPORT: Text("导入", "Import"),
    Op.NEW_ACCOUNT: Text("新建客户", "New account"),
    Op.EDIT_ACCOUNT: Text("修改客户", "Edit account"),
    Op.PASTE_CELLS: Text("粘贴单元格", "Paste cells"),
    Op.ARCHIVE_ACCOUNT: Text("归档客户", "Archive account"),
    Op.MERGE_ACCOUNTS: Text("合并客户", "Merge accounts"),
    Op.HAND_OVER: Text("移交客户", "Hand over"),
    Op.EDIT_CONTACT: Text("修改联系人", "Edit contact"),
    Op.ERASE_PERSON: Text("删除个人信息", "Erase a person"),
    Op.OVERRIDE_HEALTH: Text("改健康度", "Override health"),
    Op.ADD_TOUCH: Text("记触达", "Add touch"),
    Op.EDIT_TOUCH: Text("修改触达", "Edit touch"),
    Op.EDIT_LOG: Text("修改记录", "Edit log"),
    Op.EDIT_VIEW: Text("修改视图", "Edit view"),
    Op.EDIT_TRACK: Text("修改续约轨道", "Edit renewal track"),
    Op.EDIT_WORKSHOP: Text("修改价值工作坊", "Edit value workshop"),
    Op.EDIT_FORECAST: Text("改预测", "Change forecast"),
    Op.RENEW_CONTRACT: Text("续约", "Renew"),
    Op.LOSE_CONTRACT: Text("记未续约", "Record a loss"),
    Op.EDIT_LINK: Text("修改续约关联", "Edit renewal link"),
    Op.EDIT_MONEY: Text("修改开票与回款", "Edit invoices and receipts"),
    Op.EDIT_QUOTE: Text("修改报价", "Edit quote"),
    Op.OPEN_WAR_ROOM: Text("开作战室", "Open war room"),
    Op.EDIT_WAR_ROOM: Text("修改作战室", "Edit war room"),
    Op.CLOSE_WAR_ROOM: Text("关闭作战室", "Close war room"),
    Op.EDIT_TASK: Text("修改任务", "Edit task"),
    Op.MOVE_TASK: Text("移动任务", "Move task"),
    Op.EDIT_STANDUP: Text("记站会", "Log stand-up"),
    Op.EDIT_ESCALATION: Text("修改升级", "Edit escalation"),
    Op.EDIT_REVIEW: Text("修改自评", "Edit review"),
    Op.FREEZE_REVIEW: Text("冻结自评", "Freeze review"),
    Op.PUT_TODO: Text("修改待办", "Change to-do"),
    Op.EDIT_SETTING: Text("修改设置", "Change setting"),
    Op.EDIT_TARGET: Text("修改目标", "Edit target"),
    Op.DRAW_PLAN: Text("生成年度计划", "Draw the year's plan"),
    Op.EDIT_PLAN: Text("修改年度计划", "Edit the year's plan"),
    Op.EDIT_BUDGET: Text("修改预算", "Edit the budget"),
}


@dataclass(frozen=True)
class Changes:
    """The rows that one operation touched, by table.

    A table with very many changed rows (usage) is named in ``whole`` instead of listing its keys;
    ``usage_days`` are then the days on which the roll-up of usage was made anew, None where nobody knows.
    """

    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    usage_days: frozenset[date] | None = None

    @property
    def empty(self) -> bool:
        """True when nothing changed."""
        return not self.whole and not any(self.ids.values())
