"""The text of one chapter in the middle of the pane: the editor, and what is said of the chapter above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csmdesk.domain.review_text import Heading, plain
from csmdesk.domain.text import Language
from csmdesk.ui.panes.day_time import DayReader
from csmdesk.ui.panes.review.chapter_keeper import ChapterKeeper
from csmdesk.ui.panes.review.source import Draft
from csmdesk.ui.panes.review.text.editor import ChapterEditor
from csmdesk.ui.panes.review.text.links import Links
from csmdesk.ui.theme import Theme
from csmdesk.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from csmdesk.domain.review_text import Block
    from csmdesk.services.review_book import ReviewKey


class TextRoom(QWidget):
    """Shows a chapter of a draft. ``leave`` makes what was typed one operation of the book.

    ``chip_picked(chip, place)`` asks for the evidence of a figure; ``regenerate_asked(chapter)`` wants the
    chapter made from the data again; ``turned``: another text is shown. ``link_asked(kind, id)`` wants what
    a case is linked to, ``propose_asked`` sentences that the data suggest.
    """

    chip_picked = Signal(object, QRect)
    link_asked = Signal(str, int)
    propose_asked = Signal()
    regenerate_asked = Signal(str)
    left = Signal()
    typing = Signal()
    turned = Signal()

    def __init__(
        self, theme: Theme, keeper: ChapterKeeper, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._draft: Draft | None = None
        self._review: ReviewKey | None = None
        self._shown: tuple[Block, ...] = ()
        """The chapter's text as it was in the book when it was shown."""
        self._found = False
        """True while words are shown that were typed before the program ended, and never saved."""
        self.chapter = self._wanted = ""
        self.editor = ChapterEditor(theme, language)
        self.propose = Button(theme, self.tr("建议"), kind="flat", icon="plus")
        self.propose.setToolTip(self.tr("由数据拟的句子，可以再改"))
        self.propose.clicked.connect(self.propose_asked)
        self.editor.head.addWidget(self.propose)
        self.regenerate = Button(theme, self.tr("恢复为自动生成"), kind="link", small=True)
        self.regenerate.clicked.connect(self._ask_regenerate)
        self.regenerate.hide()
        self.editor.head.addWidget(self.regenerate)
        self.editor.changed.connect(self._changed)
        self.editor.chip_picked.connect(self.chip_picked)
        self.editor.left.connect(self.left)
        self.editor.link_asked.connect(self.link_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)
        self.setFocusProxy(self.editor)
        self._tell()

    # --- what is shown --------------------------------------------------------------------------------------

    def set_draft(self, draft: Draft) -> None:
        """Take the newest data and text; what is being typed stays as it is."""
        other = self._review is not None and self._review != draft.review.key
        if other:
            self.leave()
        self._draft = draft
        self._review = draft.review.key
        self.editor.set_tools(draft.review.writer, draft.review.picker, draft.caption, links_of(draft))
        if other or draft.review.head(self.chapter) is None:
            wanted = "" if other else self._wanted
            heads = [head.key for head in draft.review.heads if not head.hidden]
            self.chapter = ""
            if heads:
                self.show_chapter(wanted if wanted in heads else heads[0])
        elif not self.editor.dirty:
            self._show(draft.review.blocks(self.chapter))
        self._tell()

    def show_chapter(self, key: str, section: str = "") -> None:
        """Go to a chapter, or to a section in it; the one before is saved when it was changed."""
        draft = self._draft
        self._wanted = key
        if draft is None or draft.review.head(key) is None:
            return
        if key != self.chapter:
            self.leave()
            self.chapter = key
            self._show(draft.review.blocks(key))
        if section:
            self._reveal_section(section)
        self._tell()

    def _show(self, blocks: tuple[Block, ...]) -> None:
        draft = self._draft
        assert draft is not None
        head = draft.review.head(self.chapter)
        self._shown = blocks
        self._found = self.chapter in draft.review.typing
        number = next((c.number for c in draft.outline.chapters if c.anchor == self.chapter), "")
        self.editor.show_blocks(blocks, "" if head is None else head.title, number, self._note(draft))
        self.turned.emit()

    def _note(self, draft: Draft) -> str:
        """What stands below the chapter's title."""
        if self.chapter in draft.review.own:
            return self.tr("本人文字，数字随数据更新，冻结后不再变化")
        return self.tr("自动生成，改一个字就成为本人文字")

    def _reveal_section(self, anchor: str) -> None:
        for place, block in enumerate(self.editor.blocks):
            if isinstance(block, Heading) and block.anchor == anchor:
                self.editor.reveal(place)

    def _tell(self) -> None:
        draft = self._draft
        head = None if draft is None else draft.review.head(self.chapter)
        own = draft is not None and self.chapter in draft.review.own
        self.regenerate.setVisible(head is not None and own and not head.added)

    # --- typing ---------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self._review is not None and self.chapter and self.editor.dirty:
            self._keeper.typed(self._review, self.chapter, self.editor.blocks)
        self.typing.emit()

    def leave(self) -> None:
        """Save what was typed, as one operation; nothing when it is what the book has."""
        self.editor.settle()
        draft, review = self._draft, self._review
        if draft is None or review is None or not self.chapter or not (self.editor.dirty or self._found):
            return
        blocks = self.editor.blocks
        head = draft.review.head(self.chapter)
        if head is not None:
            said = self._place_words(blocks, head.title)
            self._keeper.save(review, self.chapter, blocks, draft.review.template, said)
        self._shown, self._found = blocks, False
        self.editor.kept()

    def _place_words(self, blocks: tuple[Block, ...], title: str) -> str:
        """What undo calls the place: the first section whose text is another now, else the chapter."""
        before = dict(enumerate(self._shown))
        section = ""
        for place, block in enumerate(blocks):
            if isinstance(block, Heading) and block.level == 2:
                section = plain(block.runs)
            if before.get(place) != block:
                return section or title
        return title

    def _ask_regenerate(self) -> None:
        self.regenerate_asked.emit(self.chapter)

    def to_text(self) -> None:
        """Put the focus into the text."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def links_of(draft: Draft) -> Links:
    """What the blocks of a text can be linked to: accounts, war rooms, the targets of the next period."""
    facts = draft.figures.facts
    names = {account.id: account.name for account in facts.accounts}
    rooms = [(room.id, names.get(room.account_id, ""), room.account_id) for room in facts.war_rooms]
    following = draft.figures.period.next
    targets = [
        (target.metric, target.name)
        for target in facts.targets
        if target.period in {following.name, following.name[:4]}
    ]

    def war_rooms(account: int | None) -> list[tuple[int, str]]:
        return [(key, name) for key, name, of in rooms if account in {None, of}]

    accounts = sorted(names.items(), key=lambda each: each[1])
    owners = list(dict.fromkeys(account.owner for account in facts.accounts if account.owner))
    reader = DayReader(lambda: draft.figures.as_of, ahead=True)
    return Links(accounts, war_rooms, targets, owners=owners, read_day=reader, live=draft.live_block)
