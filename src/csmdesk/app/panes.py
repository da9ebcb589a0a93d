"""The panes of the window, each with the services it needs; a new pane is one more line here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.text import Language
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book
from csmdesk.ui.panes import Pane
from csmdesk.ui.shell.desk import PaneSpec
from csmdesk.ui.tasks import Tasks
from csmdesk.ui.theme import Theme

translate = QCoreApplication.translate


def pane_specs(theme: Theme, tasks: Tasks, book: Book, language: Language) -> list[PaneSpec]:
    """The panes of the window in the order of their keys."""

    def accounts() -> Pane:
        from csmdesk.ui.panes.accounts.pane import AccountsPane

        return AccountsPane(theme, tasks, Accounts(book), language)

    def review() -> Pane:
        from csmdesk.services.figures import figures
        from csmdesk.services.reviews import texts, write_text
        from csmdesk.ui.panes.review.pane import ReviewPane
        from csmdesk.ui.panes.review.source import ReviewSource

        report = ReviewSource(
            figures=partial(figures, book),
            texts=partial(texts, book),
            write_text=partial(write_text, book),
            book_name=book.name,
        )
        return ReviewPane(theme, tasks, report, language)

    return [
        PaneSpec("accounts", "accounts", translate("Panes", "客户"), accounts),
        PaneSpec("review", "review", translate("Panes", "自评报告"), review),
    ]
