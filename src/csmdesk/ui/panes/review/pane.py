"""The self-review pane: chapters, the text or its pages, and the evidence of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QStackedLayout, QWidget

from csmdesk.domain.changes import Changes
from csmdesk.domain.review_text import Prompt
from csmdesk.domain.text import Language
from csmdesk.ui.actions import Action
from csmdesk.ui.models.review_outline import Chapter
from csmdesk.ui.panes import Pane
from csmdesk.ui.panes.review import chapters, side
from csmdesk.ui.panes.review.chapter_acts import ChapterActs
from csmdesk.ui.panes.review.chapter_keeper import ChapterKeeper
from csmdesk.ui.panes.review.chapters import ChapterPanel
from csmdesk.ui.panes.review.checking import Checking
from csmdesk.ui.panes.review.exporting import Exporter
from csmdesk.ui.panes.review.handing_out import HandingOut
from csmdesk.ui.panes.review.mark_words import MarkWords
from csmdesk.ui.panes.review.middle import Middle
from csmdesk.ui.panes.review.old_pages import OldPages
from csmdesk.ui.panes.review.page_scroll import ZOOM_STEPS
from csmdesk.ui.panes.review.proposing import Proposing
from csmdesk.ui.panes.review.proving import Proving
from csmdesk.ui.panes.review.renderer import Rendered, Renderer
from csmdesk.ui.panes.review.room import Room
from csmdesk.ui.panes.review.sheets import Sheets
from csmdesk.ui.panes.review.side import SidePanel
from csmdesk.ui.panes.review.source import Draft, ReviewSource
from csmdesk.ui.panes.review.text_room import TextRoom
from csmdesk.ui.panes.review.versions.desk import VersionDesk
from csmdesk.ui.tasks import Problem, Tasks
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.empty_state import EmptyState


class ReviewPane(Pane):
    """Made and shown at once; the report comes with the first ``set_period``, from the background."""

    icon_name = "review"

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        report: ReviewSource,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tasks = tasks
        self.source = report
        self.language: Language = language
        self.read_only = "" if report.read_only is None else report.read_only.to(language)
        self._want_chapter = ""
        self.keeper = ChapterKeeper(tasks, report, self)
        self.renderer = Renderer(tasks, report, language, self)
        self.exporter = Exporter(theme, tasks, report, language, self)
        self.chapters = ChapterPanel(theme, self.title)
        self.marks = MarkWords(self.renderer, language, self)
        self.text = TextRoom(theme, self.keeper, language)
        self.text.editor.set_read_only(bool(self.read_only))
        self.acts = ChapterActs(self)
        self.middle = Middle(theme, tasks, self.text, self.marks.of)
        self.view = self.middle.view
        self.side = SidePanel(theme)
        self.empty = EmptyState(theme, "", "", self.tr("导入文件夹…"))
        self.empty.acted.connect(self.import_asked)
        self.split = Room(theme, self.chapters, self.middle, self.side, chapters.WIDTH[language])
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self.split)
        self._whole.addWidget(self.empty)
        self._connect()

    @property
    def title(self) -> str:
        return self.tr("自评报告")

    def _connect(self) -> None:
        self.renderer.ready.connect(self._take)
        self.renderer.redrawn.connect(self._take_redrawn)
        self.renderer.failed.connect(self._fail)
        self.renderer.working.connect(self._note_work)
        self.middle.looked_at.connect(self._look)
        self.chapters.picked.connect(self.go_to_chapter)
        self.chapters.write_wanted.connect(self._open_writing)
        self.chapters.acted.connect(self.acts.act)
        self.chapters.menu_asked.connect(self.acts.open_menu)
        self.acts.said.connect(self.said)
        self.text.regenerate_asked.connect(self._regenerate)
        self.text.left.connect(self._to_chapters)
        self.keeper.refused.connect(self._refused)
        self.middle.mode_changed.connect(self._mode_changed)
        self.view.chapter_changed.connect(self._page_turned)
        self.view.passage_opened.connect(self._open_passage)
        self.text.link_asked.connect(self.open_asked)
        self.checking = Checking(self)
        self.proposing = Proposing(self)
        self.versions = VersionDesk(self.tasks, self.side.versions, self.middle.differences, self)
        self.versions.freezing.connect(self.text.leave)
        self.versions.listed.connect(partial(self.side.tabs.set_count, side.VERSIONS))
        self.versions.compared.connect(self.middle.show_differences)
        self.versions.said.connect(self.said)
        self.versions.refused.connect(self.say_problem)
        self.old_pages = OldPages(self)
        self.old_pages.changed.connect(self._show_outline)
        self.proving = Proving(self)
        self.middle.differences.place_wanted.connect(self._go_to_block)
        self.middle.head.freeze_wanted.connect(self.freeze)
        self.side.closed.connect(self._close_side)
        self.side.open_asked.connect(self.open_asked)
        self.middle.rows.closed.connect(self.middle.hide_rows)
        self.middle.rows.opened.connect(self.open_asked)
        self.handing_out = HandingOut(self, self.exporter)
        # Bound methods: a lambda that captures the pane would keep it alive.
        for keys, slot in (
            ("Ctrl++", self._larger),
            ("Ctrl+=", self._larger),
            ("Ctrl+-", self._smaller),
            ("Ctrl+0", self._other_zoom),
            ("Ctrl+E", self.handing_out.export_again),
            ("Alt+1", self.show_text),
            ("Alt+2", self.show_pages),
            ("F8", self._next_open_check),
            ("Shift+F8", self._previous_open_check),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _note_work(self) -> None:
        self.chapters.set_note(self.tr("更新中…"))

    def _look(self) -> None:
        self.renderer.look(self.view.ppi, self.view.pages_in_view())

    def _larger(self) -> None:
        self.view.step_zoom(1)

    def _smaller(self) -> None:
        self.view.step_zoom(-1)

    def _other_zoom(self) -> None:
        self.view.set_zoom("text" if self.view.zoom == "page" else "page")

    def _next_open_check(self) -> None:
        self._next_check(1)

    def _previous_open_check(self) -> None:
        self._next_check(-1)

    # --- the contract of a pane -----------------------------------------------------------------------------

    def set_period(self, period: str, as_of: date | None) -> None:
        # What is being written belongs to the period that was shown.
        self.text.leave()
        other = (period, as_of) != (self.renderer.period, self.renderer.as_of)
        self.renderer.show_period(period, as_of)
        if other:
            self.old_pages.leave()

    def refresh(self, changes: Changes) -> None:
        self.renderer.again()

    def stops(self) -> list[QWidget]:
        if self._whole.currentWidget() is self.empty:
            return [self.empty]
        found: list[QWidget] = [self.chapters.list, self.middle.front, self.middle.rows.table, self.side]
        return [stop for stop in found if stop.isVisible()]

    def settle(self) -> None:
        # The window may be about to close, and with it the background that keeps words.
        self.text.leave()
        self.keeper.wait()

    def actions(self) -> list[Action]:  # type: ignore[override]
        return self.acts.actions()

    def save_state(self) -> dict[str, str]:
        return {
            "sizes": self.split.sizes_text,
            "chapter": self.chapters.current,
            "mode": self.middle.mode,
            "subject": self.renderer.subject,
            "zoom": str(self.view.zoom),
        } | self.exporter.save_state()

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.split.set_sizes_text(state.get("sizes", ""))
        self._want_chapter = state.get("chapter", "")
        self.renderer.subject = state.get("subject", "")
        if state.get("mode") == "pages":
            self.middle.set_mode("pages")
        self.exporter.restore_state(state)
        zoom = state.get("zoom", "")
        if zoom == "text":
            self.view.set_zoom("text")
        elif zoom.replace(".", "", 1).isdecimal() and ZOOM_STEPS[0] <= float(zoom) <= ZOOM_STEPS[-1]:
            self.view.set_zoom(float(zoom))

    # --- pages ----------------------------------------------------------------------------------------------

    def _take(self, rendered: Rendered) -> None:
        self.chapters.show_subject(rendered.draft.document.subtitle if self.renderer.subject else "")
        sheets = rendered.sheets
        if sheets is None:
            self.chapters.set_note(self.tr("草稿"))
            self._say_empty()
            return
        self._whole.setCurrentWidget(self.split)
        self.view.set_sheets(sheets, rendered.pictures)
        self._show_outline()
        self.checking.show(rendered.draft.checked)
        self.text.set_draft(rendered.draft)
        self.middle.pages_came()
        wanted, self._want_chapter = self._want_chapter, ""
        if wanted and self.chapters.model.row_of(wanted) >= 0:
            self.go_to_chapter(wanted)
        elif self.middle.mode == "pages":
            self.chapters.set_current(self.view.chapter)
        elif self.chapters.chapter != self.text.chapter:
            self.chapters.set_current(self.text.chapter)
        self.versions.show_review(self.source.versions_of(rendered.draft, self.renderer.as_of, self.language))
        self.proving.data_came()

    def _show_outline(self) -> None:
        """Say what the shown pages consist of: those of now, or of a frozen version."""
        draft, sheets = self.renderer.draft, self.view.sheets
        if draft is None or sheets is None:
            return
        old = self.old_pages.outline
        hidden = [
            Chapter(head.key, "", head.title, 1, hidden=True)
            for head in draft.review.heads
            if head.hidden and old is None
        ]
        self.chapters.set_note(self.old_pages.name or self.tr("草稿"))
        self.chapters.set_outline(old or draft.outline, len(sheets.sizes), hidden)
        self.checking.count()

    def _take_redrawn(self, sheets: Sheets, pictures: dict[int, QImage]) -> None:
        self.view.set_sheets(sheets, pictures)
        self._show_outline()
        self.middle.pages_came()

    def _say_empty(self) -> None:
        self.empty.set_words(
            self.tr("还没有数据。"),
            self.tr("导入客户、合同、回款等表格以后，这里会排出本期的自评报告，每个数字都能打开依据。"),
        )
        self._whole.setCurrentWidget(self.empty)

    def _fail(self, problem: Problem) -> None:
        self.chapters.set_note("")
        words = problem.text.to(self.language)
        if self.view.sheets is None or self._whole.currentWidget() is self.empty:
            self.empty.set_words(self.tr("排不出这份报告。"), words)
            self._whole.setCurrentWidget(self.empty)
        else:
            self.say_problem(problem)

    # --- checks ---------------------------------------------------------------------------------------------

    def _next_check(self, step: int) -> None:
        self.open_side(side.EVIDENCE)
        if self.side.checks.step(step):
            self.side.bring_check()

    # --- versions -------------------------------------------------------------------------------------------

    def freeze(self) -> None:
        """Keep the review as it is now as a version."""
        if self.read_only:
            self.said.emit(self.read_only, False)
            return
        self.open_side(side.VERSIONS)
        self.versions.freeze()

    def _go_to_block(self, chapter: str, block: int) -> None:
        """Show a block of a chapter in the text."""
        self.middle.set_mode("text")
        self.chapters.set_current(chapter)
        self.text.show_chapter(chapter)
        if block >= 0:
            self.text.editor.reveal(block)

    # --- text and pages -------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft | None:
        """The review that is shown."""
        return self.renderer.draft

    def go_to_chapter(self, anchor: str) -> None:
        """Show a chapter or section, in the text or on its page, as soon as it is there."""
        if self.chapters.model.row_of(anchor) < 0:
            self._want_chapter = anchor
            return
        self.chapters.set_current(anchor)
        chapter = self.chapters.chapter_of(anchor)
        self.text.show_chapter(chapter, anchor if anchor != chapter else "")
        if self.middle.mode == "pages":
            self.view.go_to(anchor)

    def show_subject(self, code: str) -> None:
        """Show the review of one customer, or of the whole book ('')."""
        self.text.leave()
        self.renderer.show_subject(code)
        self.old_pages.leave()

    def _page_turned(self, anchor: str) -> None:
        if self.middle.mode == "pages":
            self.chapters.set_current(anchor)

    def show_text(self) -> None:
        """Show the text instead of the pages."""
        self.middle.set_mode("text")
        self._mode_changed()
        self.text.to_text()

    def show_pages(self) -> None:
        """Show the pages as they will be printed."""
        self.middle.set_mode("pages")
        self._mode_changed()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mode_changed(self) -> None:
        if self.middle.mode == "pages":
            # The pages show what is in the book.
            self.text.leave()
            self.view.go_to(self.chapters.current)
        else:
            anchor = self.chapters.current
            chapter = self.chapters.chapter_of(anchor)
            if chapter:
                self.text.show_chapter(chapter, anchor if anchor != chapter else "")

    def _open_writing(self) -> None:
        """Go to the first place that waits for words."""
        draft = self.renderer.draft
        passages = () if draft is None else draft.outline.passages
        place = next((p.place for p in passages if not p.body.strip()), "")
        if place:
            self._open_passage(place)

    def _open_passage(self, place: str) -> None:
        draft = self.renderer.draft
        if draft is None:
            return
        self.middle.set_mode("text")
        for head in draft.review.heads:
            for index, block in enumerate(draft.review.blocks(head.key)):
                if isinstance(block, Prompt) and block.place == place:
                    self.chapters.set_current(head.key)
                    self.text.show_chapter(head.key)
                    self.text.editor.reveal(index, 0, 0)
                    self.text.to_text()
                    return

    def _regenerate(self, _: str) -> None:
        self.text.leave()
        self.acts.regenerate()

    def _refused(self, _: str, problem: Problem) -> None:
        self.say_problem(problem)

    def say_problem(self, problem: Problem) -> None:
        """Say over the text or its pages what could not be done."""
        self.middle.line.say(problem.text.to(self.language), bad=True)

    def _to_pages(self) -> None:
        self.middle.front.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_chapters(self) -> None:
        self.chapters.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- room and keys --------------------------------------------------------------------------------------

    def open_side(self, tab: int) -> None:
        """Bring a tab of the right side to the front."""
        self.side.show_tab(tab)
        self.split.open_side()

    def _close_side(self) -> None:
        self.split.close_side()
        self._to_pages()

    def hideEvent(self, event: QHideEvent) -> None:
        self.text.leave()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Close what was opened last: rows, the side of a narrow window, a version, the selection."""
        if self.middle.rows.isVisible():
            self.middle.hide_rows()
        elif self.split.covered:
            self._close_side()
        elif self.old_pages.opened is not None:
            self.old_pages.leave()
        else:
            self.proving.forget()
