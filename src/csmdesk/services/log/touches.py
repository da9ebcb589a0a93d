"""Touches: what was said with which customer, over which channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csmdesk.domain.changes import Op
from csmdesk.domain.channels import CHANNELS, Channels
from csmdesk.domain.fields import several_lines
from csmdesk.domain.text import Text
from csmdesk.domain.touch_line import read_touch_line
from csmdesk.services.log import forms, line
from csmdesk.services.log.columns import Column, View
from csmdesk.services.log.forms import Term
from csmdesk.services.log.kind import LogField
from csmdesk.services.log.seen import Seen
from csmdesk.services.log.table import TableKind
from csmdesk.services.log.words import hours, things
from csmdesk.storage import log_rows
from csmdesk.storage.log_rows import Record


class Touches(TableKind):
    """One contact with a customer."""

    key = "touch"
    name = Text("触达", "Touches")
    one = Text("触达", "touch")
    example = Text("昨天 拜访 岚图 聊续约 30分钟", "yesterday visit Lantu renewal talk 30min")
    table = "touches"
    adds = Op.ADD_TOUCH
    edits = Op.EDIT_TOUCH
    facets = ("channel", "account")
    added_up = ("minutes",)
    columns = (
        Column(
            LogField("day", Text("日期", "Day"), "day", required=True), forms.Day(past=True), default="today"
        ),
        Column(
            LogField("account", Text("客户", "Account"), "account", required=True),
            forms.Account(),
            "account_id",
        ),
        Column(
            LogField("channel", Text("渠道", "Channel"), "choice", required=True),
            forms.Choice(tuple(Term(word, Text(word, word)) for word in CHANNELS), free=True),
        ),
        Column(LogField("note", Text("内容", "Note"), "note"), forms.Note(), text=True),
        Column(LogField("contact", Text("联系人", "Contact"), "contact"), forms.Contact(), "contact_id"),
        Column(
            LogField(
                "minutes",
                Text("时长", "Length"),
                "number",
                about=Text("分钟，或 1.5小时", "minutes, or 1.5h"),
            ),
            forms.Length("minute"),
        ),
    )

    def _read(self, typed: str, seen: Seen) -> dict[str, str]:
        """As the line of an account's page, with the account and the length of time taken out first."""
        used = log_rows.recently_used(seen.connection, self.table, "channel")
        channels = Channels(used)
        named = [word for word in line.words_of(typed) if channels.named(word)]
        account, text = line.take_account(several_lines(typed), seen, named)
        length, text = line.take_length(text, seen.rules.travel_day_hours)
        said = read_touch_line(text, used, seen.today)
        found = {
            "day": (said.day or seen.today).isoformat(),
            "channel": said.channel or next(iter([*used, *CHANNELS])),
            "minutes": length,
        }
        if account:
            found["account"] = account
        found["note"] = line.take_contact(said.note, self._kept, seen, found) if account else said.note
        return {key: word for key, word in found.items() if word}

    def _sums(self, records: Sequence[Record], view: View) -> tuple[str, ...]:
        language = view.language
        channels = Counter(record["channel"] for record in records)
        accounts = len({record["account_id"] for record in records})
        minutes = sum(record["minutes"] or 0 for record in records)
        said = [
            things(len(records), "次触达", "touch"),
            things(accounts, "个客户", "account"),
        ]
        if minutes:
            said.append(hours(minutes))
        said += [Text(f"{word} {n:,}", f"{word} {n:,}") for word, n in channels.most_common(4)]
        return tuple(text.to(language) for text in said)
