"""The panes of the window, each with the services it needs; a new pane is one more line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csmdesk.app.calendar import CalendarServices
from csmdesk.app.log import ADDS as LOG_ADDS
from csmdesk.app.log import OPENS as LOG_OPENS
from csmdesk.app.log import LogServices
from csmdesk.app.plan import PlanServices
from csmdesk.app.today import TodayServices
from csmdesk.app.war_room import WarServices
from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book
from csmdesk.ui.panes import Pane
from csmdesk.ui.shell.open_book import Adds, PaneSpec
from csmdesk.ui.tasks import Job, Tasks
from csmdesk.ui.theme import Theme

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from csmdesk.services.search import Search
    from csmdesk.ui.panes.review.source import ReviewSource
    from csmdesk.ui.panes.settings.pane import SettingsPane

translate = QCoreApplication.translate

_MOST_ACCOUNTS = 600
"""Checks are counted in books of so many accounts: the whole report is written for it, after each change.

It takes a tenth of a second for 35 accounts, about one for 500, and fourteen for 10,000.
"""


def pane_specs(
    theme: Theme,
    tasks: Tasks,
    book: Book,
    language: Language,
    on_settings: Callable[[SettingsPane], None] | None = None,
) -> list[PaneSpec]:
    """The panes of the window in the order of their keys.

    ``on_settings`` gets the settings pane when it is made: what it asks for belongs to the window.
    """

    held = Accounts(book)
    dates = CalendarServices(book, tasks, held, language)
    rooms = WarServices(book, tasks, language)
    todos = TodayServices(book, tasks, dates)
    plans = PlanServices(book, tasks)
    logged = LogServices(book, language)

    def today() -> Pane:
        from csmdesk.ui.panes.today.pane import TodayPane

        return TodayPane(theme, tasks, todos.source(), language)

    def accounts() -> Pane:
        from csmdesk.ui.panes.accounts.pane import AccountsPane

        return AccountsPane(theme, tasks, held, language)

    def search() -> Search:
        from csmdesk.services.search import Search

        return Search(book, held)

    def report() -> ReviewSource:
        from csmdesk.reports.review_draft import review_draft
        from csmdesk.services.check_notes import CheckNotes
        from csmdesk.services.identities import identities
        from csmdesk.services.review_book import ReviewBook, review_key
        from csmdesk.services.review_versions import ReviewVersions
        from csmdesk.ui.panes.review.source import ReviewSource

        return ReviewSource(
            of_period=partial(review_key, book),
            read=partial(review_draft, book),
            reviews=ReviewBook(book),
            identities=partial(identities, book),
            notes=CheckNotes(book),
            versions=ReviewVersions(book),
            accounts=lambda: [(account.code, account.name) for account in held.names()],
            read_only=book.read_only,
        )

    def review() -> Pane:
        from csmdesk.ui.panes.review.pane import ReviewPane

        return ReviewPane(theme, tasks, report(), language)

    def show_figure(pane: Pane, key: str) -> None:
        from csmdesk.ui.panes.review.pane import ReviewPane

        if isinstance(pane, ReviewPane):
            pane.proving.show_figure(key)

    def open_checks(job: Job, period: str, as_of: date | None) -> int:
        if len(held.names()) > _MOST_ACCOUNTS:
            return 0
        job.check()
        return report().draft(period, as_of, language).open_checks

    def calendar() -> Pane:
        from csmdesk.ui.panes.calendar.pane import CalendarPane

        return CalendarPane(theme, tasks, dates.source(), language)

    def war_room() -> Pane:
        from csmdesk.services.kept_state import KeptState
        from csmdesk.ui.panes.war_room.pane import WarRoomPane

        kept = KeptState(book, "war_room")
        return WarRoomPane(theme, tasks, rooms.source(), book.read_only, language, kept, book.name)

    def plan() -> Pane:
        from csmdesk.ui.panes.plan.pane import PlanPane

        return PlanPane(theme, tasks, plans.source(), language)

    def log() -> Pane:
        from csmdesk.ui.panes.log.pane import LogPane

        return LogPane(theme, tasks, logged.source(), language)

    def importing() -> Pane:
        from csmdesk.app.importing import ImportServices
        from csmdesk.ui.panes.importing.pane import ImportPane

        return ImportPane(theme, tasks, ImportServices.of(book, tasks).source(), language)

    def take_files(pane: Pane, files: Sequence[Path]) -> None:
        from csmdesk.ui.panes.importing.pane import ImportPane

        if isinstance(pane, ImportPane):
            pane.take_files(files)

    def settings() -> Pane:
        from csmdesk.services.keeping import Keeping
        from csmdesk.services.settings import Settings
        from csmdesk.ui.panes.settings.pane import SettingsPane, SettingsSource

        source = SettingsSource(Settings(book), Keeping(book), book.folder)
        pane = SettingsPane(theme, tasks, source, language)
        if on_settings is not None:
            on_settings(pane)
        return pane

    return [
        PaneSpec("today", "today", translate("Panes", "今日"), today, due=todos.due),
        PaneSpec(
            "accounts",
            "accounts",
            translate("Panes", "客户"),
            accounts,
            opens=frozenset({"account", "contact"}),
            search=search,
        ),
        PaneSpec(
            "calendar",
            "calendar",
            translate("Panes", "合同日历"),
            calendar,
            due=dates.due,
            opens=frozenset({"contract", "path"}),
        ),
        PaneSpec(
            "war_room",
            "war",
            translate("Panes", "作战室"),
            war_room,
            due=rooms.due,
            opens=frozenset({"war_room", "task", "escalation"}),
        ),
        PaneSpec(
            "review",
            "review",
            translate("Panes", "自评报告"),
            review,
            due=open_checks,
            opens=frozenset({"review"}),
            show_figure=show_figure,
        ),
        PaneSpec(
            "plan",
            "plan",
            translate("Panes", "计划与指标"),
            plan,
            opens=frozenset({"metric", "target", "health_model", "plan_item"}),
        ),
        PaneSpec(
            "log",
            "log",
            translate("Panes", "记录"),
            log,
            opens=LOG_OPENS,
            adds=tuple(Adds(kind, words.to(language)) for kind, words in LOG_ADDS.items()),
        ),
        PaneSpec("import", "import", translate("Panes", "导入"), importing, take_files=take_files),
        PaneSpec("settings", "settings", translate("Panes", "设置"), settings),
    ]
