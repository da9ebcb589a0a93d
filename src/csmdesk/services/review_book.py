"""Self-reviews in the book: their chapters, the CSM's own text in them, and what is being typed.

A chapter that nobody has touched is made from the data whenever it is shown. The first change of its text
makes it the CSM's own: from then on its words are kept, and only its figures, charts and tables follow the
data. What is being typed is kept as a draft, durably but outside the journal, until it becomes one operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import one_line
from csmdesk.domain.period import parse_period
from csmdesk.domain.review_text import Block, from_json, to_json
from csmdesk.domain.text import Text
from csmdesk.services.figures import rules_of
from csmdesk.storage.driver import Connection, raw

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

KINDS = ("half", "quarter", "year", "qbr")
"""What a review may be: of a half year, a quarter, a year, or a review with one customer (QBR)."""


class ReviewKey(NamedTuple):
    """Which review: of a period, of a kind, and of a QBR the account's code."""

    period: str
    kind: str = "half"
    subject: str = ""


def review_key(book: Book, period: str, subject: str = "") -> ReviewKey:
    """The review of a period: its kind follows from how long that is, or it is of one customer (QBR).

    Raises UserError for an unknown period.
    """
    span = parse_period(period, rules_of(book).fiscal_start_month)
    kind = "qbr" if subject else _BY_MONTHS.get(span.months, "half")
    return ReviewKey(span.name, kind, subject)


_BY_MONTHS = {3: "quarter", 6: "half", 12: "year"}


class ChapterHead(NamedTuple):
    """A chapter as the list shows it; ``own`` when its text is kept, ``added`` when no template has it."""

    key: str
    title: str
    hidden: bool = False
    own: bool = False
    added: bool = False


class TemplateChapter(NamedTuple):
    """A chapter of a template: its name in the generated report, and its title."""

    key: str
    title: str


class ReviewBook:
    """The reviews of one book; may be used from any thread. A change that is refused raises UserError."""

    def __init__(self, book: Book, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._book = book
        self._now = now

    # --- reading --------------------------------------------------------------------------------------------

    def heads(self, review: ReviewKey, template: Sequence[TemplateChapter]) -> tuple[ChapterHead, ...]:
        """The chapters in their order: as they are kept, and those of the template that are not kept yet."""
        with self._book.reading() as connection:
            return _heads(connection, review, template)

    def body(self, review: ReviewKey, key: str) -> tuple[Block, ...] | None:
        """The CSM's own text of a chapter; None while it is made from the data. Raises UserError."""
        with self._book.reading() as connection:
            return _body(connection, review, key)

    def draft(self, review: ReviewKey, key: str) -> tuple[Block, ...] | None:
        """What was being typed in a chapter and has not become an operation; None for nothing."""
        with self._book.reading() as connection:
            found = connection.execute(_DRAFT, (*review, key)).fetchone()
        return None if found is None else from_json(found[0])

    def drafts(self, review: ReviewKey) -> list[str]:
        """The chapters in which something was being typed."""
        with self._book.reading() as connection:
            return [row[0] for row in connection.execute(_DRAFTS, review).fetchall()]

    # --- what is being typed --------------------------------------------------------------------------------

    def keep_draft(self, review: ReviewKey, key: str, blocks: Sequence[Block]) -> None:
        """Keep what is being typed; when this returns it survives the end of the program."""
        row = (*review, key, to_json(blocks), self._now().isoformat(timespec="seconds"))
        self._book.store.outside_journal(lambda driver: driver.execute(_KEEP_DRAFT, row))

    def drop_draft(self, review: ReviewKey, key: str) -> None:
        """Forget what was being typed."""
        self._book.store.outside_journal(lambda driver: driver.execute(_DROP_DRAFT, (*review, key)))

    # --- changes --------------------------------------------------------------------------------------------

    def save(
        self,
        review: ReviewKey,
        key: str,
        blocks: Sequence[Block],
        template: Sequence[TemplateChapter],
        said: str = "",
    ) -> Changes:
        """Make what was typed the chapter's text, as one operation; the same text is none.

        ``said`` is what undo calls the place (2.1 收入结果), the chapter's title unless given.
        """
        head = self._head(review, key, template)
        text = to_json(blocks)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            held = _body(driver, review, key)
            if held is None or to_json(held) != text:
                review_id = _put(driver, review, template)
                driver.execute(
                    "UPDATE review_chapters SET body = ? WHERE review_id = ? AND key = ?",
                    (text, review_id, key),
                )

        changes = self._run(write, SAVE.format(place=said or head.title))
        self.drop_draft(review, key)
        return changes

    def regenerate(self, review: ReviewKey, key: str, template: Sequence[TemplateChapter]) -> Changes:
        """Make a chapter from the data again; its own text goes, which undo brings back."""
        head = self._head(review, key, template)
        if head.added:
            raise UserError(NO_TEMPLATE.format(chapter=head.title))

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "UPDATE review_chapters SET body = NULL WHERE body IS NOT NULL AND key = ? "
                "AND review_id = (SELECT id FROM reviews WHERE period = ? AND kind = ? AND subject = ?)",
                (key, *review),
            )

        changes = self._run(write, REGENERATE.format(chapter=head.title))
        self.drop_draft(review, key)
        return changes

    def add(
        self, review: ReviewKey, title: str, after: str, template: Sequence[TemplateChapter]
    ) -> tuple[str, Changes]:
        """A new chapter behind ``after`` ('' at the beginning), empty; its key and the changes."""
        named = self._title(title)
        key = ""

        def write(connection: sqlalchemy.Connection) -> None:
            nonlocal key
            driver = raw(connection)
            review_id = _put(driver, review, template)
            keys = [row[0] for row in driver.execute(_KEYS, (review_id,)).fetchall()]
            number = 1 + max(
                (int(k[4:]) for k in keys if k.startswith("own.") and k[4:].isdecimal()), default=0
            )
            key = f"own.{number}"
            driver.execute(
                "INSERT INTO review_chapters (review_id, key, position, title, body) VALUES (?, ?, ?, ?, ?)",
                (review_id, key, len(keys), named, to_json(())),
            )
            keys.insert(keys.index(after) + 1 if after in keys else 0, key)
            _arrange(driver, review_id, keys)

        changes = self._run(write, ADD.format(chapter=named))
        return key, changes

    def rename(self, review: ReviewKey, key: str, title: str, template: Sequence[TemplateChapter]) -> Changes:
        """Call a chapter something else."""
        head = self._head(review, key, template)
        named = self._title(title)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            driver.execute(
                "UPDATE review_chapters SET title = ? WHERE review_id = ? AND key = ? AND title <> ?",
                (named, _put(driver, review, template), key, named),
            )

        return self._run(write, RENAME.format(old=head.title, new=named))

    def hide(self, review: ReviewKey, key: str, hidden: bool, template: Sequence[TemplateChapter]) -> Changes:
        """Leave a chapter out of the report, or take it in again; its text stays."""
        head = self._head(review, key, template)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            driver.execute(
                "UPDATE review_chapters SET hidden = ? WHERE review_id = ? AND key = ? AND hidden <> ?",
                (int(hidden), _put(driver, review, template), key, int(hidden)),
            )

        return self._run(write, (HIDE if hidden else SHOW).format(chapter=head.title))

    def move(
        self, review: ReviewKey, key: str, before: str | None, template: Sequence[TemplateChapter]
    ) -> Changes:
        """Put a chapter in front of another one, or at the end (None)."""
        head = self._head(review, key, template)

        def write(connection: sqlalchemy.Connection) -> None:
            driver = raw(connection)
            review_id = _put(driver, review, template)
            keys = [row[0] for row in driver.execute(_KEYS, (review_id,)).fetchall()]
            keys.remove(key)
            keys.insert(keys.index(before) if before in keys else len(keys), key)
            _arrange(driver, review_id, keys)

        return self._run(write, MOVE.format(chapter=head.title))

    def remove(self, review: ReviewKey, key: str, template: Sequence[TemplateChapter]) -> Changes:
        """Take a chapter that was added out of the review; one of the template can only be hidden."""
        head = self._head(review, key, template)
        if not head.added:
            raise UserError(ONLY_HIDE.format(chapter=head.title))

        def write(connection: sqlalchemy.Connection) -> None:
            raw(connection).execute(
                "DELETE FROM review_chapters WHERE key = ? "
                "AND review_id = (SELECT id FROM reviews WHERE period = ? AND kind = ? AND subject = ?)",
                (key, *review),
            )

        changes = self._run(write, REMOVE.format(chapter=head.title))
        self.drop_draft(review, key)
        return changes

    # --- common ---------------------------------------------------------------------------------------------

    def _head(self, review: ReviewKey, key: str, template: Sequence[TemplateChapter]) -> ChapterHead:
        found = next((head for head in self.heads(review, template) if head.key == key), None)
        if found is None:
            raise UserError(GONE)
        return found

    @staticmethod
    def _title(typed: str) -> str:
        title = one_line(typed)
        if not title:
            raise UserError(NO_TITLE)
        return title[:_MOST_TITLE]

    def _run(self, write: Callable[[sqlalchemy.Connection], None], label: Text) -> Changes:
        return self._book.store.run(Op.EDIT_REVIEW, write, label).changes


_MOST_TITLE = 80


def _heads(
    connection: Connection, review: ReviewKey, template: Sequence[TemplateChapter]
) -> tuple[ChapterHead, ...]:
    titles = {chapter.key: chapter.title for chapter in template}
    kept = connection.execute(_HEADS, review).fetchall()
    found = [
        ChapterHead(key, str(title or titles.get(key, key)), bool(hidden), bool(own), key not in titles)
        for key, title, hidden, own in kept
    ]
    known = {head.key for head in found}
    found += [ChapterHead(key, title) for key, title in template if key not in known]
    return tuple(found)


def _body(connection: Connection, review: ReviewKey, key: str) -> tuple[Block, ...] | None:
    found = connection.execute(_BODY, (*review, key)).fetchone()
    return None if found is None or found[0] is None else from_json(found[0])


def _put(driver: Connection, review: ReviewKey, template: Sequence[TemplateChapter]) -> int:
    """The review with all chapters of its template, made where they are not there; its id."""
    driver.execute(
        "INSERT INTO reviews (period, kind, subject) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", review
    )
    (review_id,) = driver.execute(_ID, review).fetchone()
    keys = [row[0] for row in driver.execute(_KEYS, (review_id,)).fetchall()]
    for key, _ in template:
        if key not in keys:
            driver.execute(
                "INSERT INTO review_chapters (review_id, key, position) VALUES (?, ?, ?)",
                (review_id, key, len(keys)),
            )
            keys.append(key)
    return int(review_id)


def _arrange(driver: Connection, review_id: int, keys: Sequence[str]) -> None:
    for position, key in enumerate(keys):
        driver.execute(
            "UPDATE review_chapters SET position = ? WHERE review_id = ? AND key = ? AND position <> ?",
            (position, review_id, key, position),
        )


_WHICH = "period = ? AND kind = ? AND subject = ?"
_ID = f"SELECT id FROM reviews WHERE {_WHICH}"
_KEYS = "SELECT key FROM review_chapters WHERE review_id = ? ORDER BY position, id"
_HEADS = (
    "SELECT key, review_chapters.title, hidden, body IS NOT NULL FROM review_chapters "
    f"JOIN reviews ON reviews.id = review_id WHERE {_WHICH} ORDER BY position, review_chapters.id"
)
_BODY = f"SELECT body FROM review_chapters JOIN reviews ON reviews.id = review_id WHERE {_WHICH} AND key = ?"
_DRAFT = f"SELECT body FROM review_drafts WHERE {_WHICH} AND chapter = ?"
_DRAFTS = f"SELECT chapter FROM review_drafts WHERE {_WHICH} ORDER BY chapter"
_DROP_DRAFT = f"DELETE FROM review_drafts WHERE {_WHICH} AND chapter = ?"
_KEEP_DRAFT = (
    "INSERT INTO review_drafts (period, kind, subject, chapter, body, at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (period, kind, subject, chapter) DO UPDATE SET body = excluded.body, at = excluded.at"
)

SAVE = Text("改 {place}", "Edit {place}")
REGENERATE = Text("恢复自动生成：{chapter}", "Back to generated: {chapter}")
ADD = Text("加一章：{chapter}", "Add chapter: {chapter}")
RENAME = Text("改章名：{old} → {new}", "Rename chapter: {old} → {new}")
HIDE = Text("隐藏：{chapter}", "Hide: {chapter}")
SHOW = Text("显示：{chapter}", "Show: {chapter}")
MOVE = Text("移动：{chapter}", "Move: {chapter}")
REMOVE = Text("删去：{chapter}", "Remove: {chapter}")
GONE = Text("这一章已不在自评里。", "This chapter is no longer in the review.")
NO_TITLE = Text("请写章名。", "Give the chapter a title.")
NO_TEMPLATE = Text(
    "“{chapter}”是自己加的，没有自动生成的内容。", "'{chapter}' was added by hand: nothing is made for it."
)
ONLY_HIDE = Text(
    "“{chapter}”属于模板，只能隐藏。", "'{chapter}' belongs to the template and can only be hidden."
)
