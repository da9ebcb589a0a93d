"""A score typed by hand: how high, why, until when."""

from __future__ import annotations

from datetime import date, timedelta

from csmdesk.domain.natural_day import natural_day
from csmdesk.domain.period import today
from csmdesk.services.account_view import AccountDetail
from csmdesk.ui.panes.accounts.place_form import PlaceForm
from csmdesk.ui.panes.accounts.tabs.page import Tools
from csmdesk.ui.widgets.form import DayField, FormField

_LASTS = timedelta(days=30)
"""How long a score stands unless somebody says otherwise."""


class OverrideForm(PlaceForm):
    """Opened on an account; the score counts from the as-of day, or from today when that is earlier."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._account = 0
        self._name = ""
        self._from = today()
        self.score = FormField(theme, self.tr("健康度 0–100"))
        self.expires = DayField(theme, self.tr("有效到"), tools.language, parse=self._day)
        self.reason = FormField(theme, self.tr("原因"))
        self.add("score", self.score, half=True)
        self.add("expires", self.expires, half=True)
        self.add("reason", self.reason)

    def _day(self, text: str) -> date | None:
        return natural_day(text, self._from, ahead=True)

    def open(self, detail: AccountDetail) -> None:
        """Take an account's health in hand."""
        self._account, self._name = detail.id, detail.name
        self._from = min(detail.closing, today())
        last = (self._from + _LASTS).isoformat()
        title = self.tr("改写健康度，自 {day} 起").format(day=self._from.isoformat())
        self.begin(title, {"score": "", "expires": last, "reason": ""}, detail.id)

    def save(self) -> None:
        if not self.expires.check():
            self.expires.setFocus()
            return
        values = self.form.values()
        account, start, edits = self._account, self._from, self.tools.edits
        score, reason, expires = values["score"], values["reason"], values["expires"]
        done = self.tr("已改写健康度：{name} {score}").format(name=self._name, score=score.strip())
        self.submit(lambda: edits.override(account, score, reason, expires, start), done)
