"""What can be done with the chapters of a review: add, rename, move, hide, make from the data again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from csmdesk.domain.changes import Changes
from csmdesk.ui.actions import Action
from csmdesk.ui.tasks import Job, Problem
from csmdesk.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from csmdesk.services.review_book import ChapterHead
    from csmdesk.ui.panes.accounts.line_sheet import LineSheet
    from csmdesk.ui.panes.review.pane import ReviewPane


class ChapterActs(QObject):
    """The acts on the chapter that is current in ``pane``; each is one step that can be undone."""

    said = Signal(str, bool)

    def __init__(self, pane: ReviewPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._sheet: LineSheet | None = None
        self._menu: Menu | None = None

    @property
    def sheet(self) -> LineSheet | None:
        """The sheet that asks for a title, once it has been needed."""
        return self._sheet

    @property
    def _head(self) -> ChapterHead | None:
        draft = self._pane.draft
        return None if draft is None else draft.review.head(self._pane.chapters.chapter)

    def actions(self) -> list[Action]:
        """Everything, each with its key and why it cannot be done now."""
        head, why = self._head, self._pane.read_only or self._pane.old_pages.why_not
        none = why or ("" if head is not None else self.tr("没有选中章节。"))
        title = "" if head is None else head.title
        of = self.tr("：{chapter}").format(chapter=title) if title else ""
        hidden = head is not None and head.hidden
        added = head is not None and head.added
        own = head is not None and head.own
        hide = self.tr("显示") if hidden else self.tr("隐藏")
        made = "" if own and not added else self.tr("这一章就是自动生成的。")
        found = [
            Action("review.add", self.tr("加一章"), self.add, "Ins", "plus", why),
            Action("review.rename", self.tr("改章名") + of, self.rename, "F2", "", none),
            Action("review.up", self.tr("上移") + of, partial(self.move, -1), "Alt+Up", "", none),
            Action("review.down", self.tr("下移") + of, partial(self.move, 1), "Alt+Down", "", none),
            Action("review.hide", hide + of, self.hide, "Del", "eye", none),
            Action(
                "review.regenerate", self.tr("恢复为自动生成") + of, self.regenerate, "", "undo", none or made
            ),
        ]
        found.append(
            Action("review.subject", self.tr("写一个客户的回顾（QBR）…"), self.ask_subject, "", "accounts")
        )
        if self._pane.renderer.subject:
            found.append(Action("review.whole", self.tr("回到整本的自评"), self.show_whole, "", "book"))
        if added:
            found.append(Action("review.remove", self.tr("删去") + of, self.remove, "", "x", none))
        return found

    def act(self, key: str) -> None:
        """Do what a key or button of the list asks for."""
        action = next(each for each in self.actions() if each.key == f"review.{key}")
        if action.why_not:
            self.said.emit(action.why_not, False)
        else:
            action.run()

    def open_menu(self, place: QPoint) -> None:
        """Offer all of it at a place of the screen."""
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self._pane.theme, self._pane)
        for action in self.actions():
            self._menu.add(action)
        self._menu.popup(place)

    # --- the acts -------------------------------------------------------------------------------------------

    def _run(self, change: Callable[[], Changes], done: str) -> None:
        def work(_: Job) -> Changes:
            return change()

        def finish(changes: Changes) -> None:
            if not changes.empty:
                self.said.emit(done, True)

        self._pane.tasks.command(self, work, finish)

    def add(self) -> None:
        """Ask for the title of a new chapter, which comes behind the current one."""
        head = self._head
        after = "" if head is None else head.key
        self._ask(self.tr("加一章"), partial(self._add, after), "")

    def _add(self, after: str, title: str) -> None:
        draft, reviews = self._pane.draft, self._pane.source.reviews
        if draft is None:
            return
        review, template = draft.review.key, draft.review.template

        made: list[str] = []

        def work(_: Job) -> Changes:
            key, changes = reviews.add(review, title, after, template)
            made.append(key)
            return changes

        def done(_: Changes) -> None:
            self._close()
            self._pane.go_to_chapter(made[0])
            self.said.emit(self.tr("已加一章。"), True)

        self._pane.tasks.command(self, work, done, failed=self._refused)

    def rename(self) -> None:
        """Ask for another title of the current chapter."""
        head = self._head
        if head is not None:
            self._ask(self.tr("改章名"), partial(self._rename, head.key), head.title)

    def _rename(self, key: str, title: str) -> None:
        draft, reviews = self._pane.draft, self._pane.source.reviews
        if draft is None:
            return
        review, template = draft.review.key, draft.review.template

        def work(_: Job) -> Changes:
            return reviews.rename(review, key, title, template)

        self._pane.tasks.command(self, work, self._renamed, failed=self._refused)

    def _renamed(self, changes: Changes) -> None:
        self._close()
        if not changes.empty:
            self.said.emit(self.tr("已改章名。"), True)

    def move(self, step: int) -> None:
        """Put the current chapter in front of the one before it, or behind the one after it."""
        draft, head = self._pane.draft, self._head
        if draft is None or head is None:
            return
        keys = [each.key for each in draft.review.heads]
        to = keys.index(head.key) + step
        if not 0 <= to < len(keys):
            return
        others = [key for key in keys if key != head.key]
        before = others[to] if to < len(others) else None
        reviews, review, template = self._pane.source.reviews, draft.review.key, draft.review.template
        done = self.tr("已移动：{chapter}").format(chapter=head.title)
        self._run(lambda: reviews.move(review, head.key, before, template), done)

    def hide(self) -> None:
        """Leave the current chapter out of the report, or take it in again."""
        draft, head = self._pane.draft, self._head
        if draft is None or head is None:
            return
        reviews, review, template = self._pane.source.reviews, draft.review.key, draft.review.template
        words = self.tr("已显示：{chapter}") if head.hidden else self.tr("已隐藏：{chapter}")
        hidden = not head.hidden
        done = words.format(chapter=head.title)
        self._run(lambda: reviews.hide(review, head.key, hidden, template), done)

    def regenerate(self) -> None:
        """Make the current chapter from the data again."""
        draft, head = self._pane.draft, self._head
        if draft is None or head is None:
            return
        reviews, review, template = self._pane.source.reviews, draft.review.key, draft.review.template
        done = self.tr("已恢复自动生成：{chapter}").format(chapter=head.title)
        self._run(lambda: reviews.regenerate(review, head.key, template), done)

    def remove(self) -> None:
        """Take a chapter that was added out of the review."""
        draft, head = self._pane.draft, self._head
        if draft is None or head is None:
            return
        reviews, review, template = self._pane.source.reviews, draft.review.key, draft.review.template
        done = self.tr("已删去：{chapter}").format(chapter=head.title)
        self._run(lambda: reviews.remove(review, head.key, template), done)

    # --- whose review ---------------------------------------------------------------------------------------

    def ask_subject(self) -> None:
        """Ask for the customer whose review is to be written."""
        accounts = self._pane.source.accounts
        self._pane.tasks.query(self, lambda _: list(accounts()), self._offer_accounts, slot="accounts")

    def _offer_accounts(self, accounts: list[tuple[str, str]]) -> None:
        codes = {name: code for code, name in accounts} | {code: code for code, _ in accounts}
        self._ask(self.tr("写谁的回顾"), partial(self._take_subject, codes), "")
        assert self._sheet is not None
        self._sheet.set_buttons(self.tr("打开"))
        self._sheet.offer([name for _, name in accounts])

    def _take_subject(self, codes: dict[str, str], typed: str) -> None:
        code = codes.get(typed.strip())
        if code is None:
            assert self._sheet is not None
            self._sheet.field.set_problem(self.tr("没有这个客户。"))
            return
        self._close()
        self._pane.show_subject(code)

    def show_whole(self) -> None:
        """Show the review of the whole book again."""
        self._pane.show_subject("")

    # --- asking for a title ---------------------------------------------------------------------------------

    def _ask(self, title: str, then: Callable[[str], object], text: str) -> None:
        if self._sheet is None:
            from csmdesk.ui.panes.accounts.line_sheet import LineSheet

            self._sheet = LineSheet(self._pane.theme, self._pane.window())
        self._sheet.set_buttons(self.tr("保存"))
        self._sheet.offer(())
        self._sheet.set_title(title)
        self._sheet.ask(then, text)

    def _close(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()

    def _refused(self, problem: Problem) -> None:
        if self._sheet is not None:
            self._sheet.field.set_problem(problem.text.to(self._pane.language))
