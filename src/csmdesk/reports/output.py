"""A report on its way out: to a file of a format or into the company's template, for outsiders or not."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text
from csmdesk.reports import written_text
from csmdesk.reports.company_template import fill
from csmdesk.reports.document import Document
from csmdesk.reports.export import Progress, writer_for
from csmdesk.reports.place import write_at
from csmdesk.reports.redaction import Redaction
from csmdesk.reports.review_chips import ChipWriter
from csmdesk.reports.table_file import write_table
from csmdesk.reports.template_values import redacted, template_values

STEPS = 4
"""Tree, file, search, place."""
_MOST_LEAKS = 3


class Going(NamedTuple):
    """What goes out: the report as it is read, what the data make, and what its figures say."""

    document: Document
    generated: Document
    writer: ChipWriter


class Output(NamedTuple):
    """How it goes out: to ``path``, in the company's ``template`` (None: the format that the suffix says).

    ``redaction`` makes it one for outsiders, ``key`` is where the list of the aliases goes (None: nowhere).
    """

    path: Path
    template: Path | None = None
    redaction: Redaction | None = None
    key: Path | None = None


class Wrote(NamedTuple):
    """What was written, and of a template what it did not show: chapters, and places without content."""

    path: Path
    left_out: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    key: Path | None = None

    def told(self) -> tuple[Text, ...]:
        """A sentence for what the template did not show, and for places without content."""
        found = []
        for sentence, names in ((LEFT_OUT, self.left_out), (EMPTY, self.empty)):
            if names:
                found.append(sentence.format(names=Text("、".join(names), ", ".join(names))))
        return tuple(found)


def key_path(path: Path, language: Language) -> Path:
    """Where the list of the aliases of a report goes: beside it."""
    return path.with_name(f"{path.stem}-{KEY_TITLE.to(language)}.csv")


def write(going: Going, output: Output, progress: Progress | None = None) -> Wrote:
    """Write a report; an older file is replaced only when the new one is whole and has been searched.

    ``progress`` is told how many steps are done of how many, and may raise to stop: then nothing has changed.
    Raises UserError for an unknown suffix, a template that is none, a place that cannot be written, and when
    something that should have been replaced is still in the file.
    """
    if output.template is None:
        writer_for(output.path)
    elif output.path.suffix.lower() != ".docx":
        raise UserError(WORD_ONLY.format(name=output.path.name))
    made = _Making(going, output, progress or _silent)
    write_at(output.path, made.content, made.written)
    made.report(STEPS, STEPS)
    return Wrote(output.path, made.left_out, made.empty, output.key if output.redaction else None)


class _Making:
    """The content of one file in the making."""

    def __init__(self, going: Going, output: Output, report: Progress) -> None:
        self._going = going
        self._output = output
        self.report = report
        self.left_out: tuple[str, ...] = ()
        self.empty: tuple[str, ...] = ()

    def content(self) -> bytes:
        """The bytes of the file, searched when it is for outsiders."""
        self.report(0, STEPS)
        output = self._output
        return self._filled(output.template) if output.template is not None else self._formatted()

    def _formatted(self) -> bytes:
        document, redaction = self._going.document, self._output.redaction
        if redaction is not None:
            document = redaction.document(document).document
        self.report(1, STEPS)
        content = writer_for(self._output.path)(document)
        self.report(2, STEPS)
        if redaction is not None:
            suffix = self._output.path.suffix.lower()
            texts = (
                written_text.pdf_texts(document)
                if suffix == ".pdf"
                else written_text.texts_of(suffix, content)
            )
            _refuse(redaction.leaks(texts))
        return content

    def _filled(self, template: Path) -> bytes:
        going, redaction = self._going, self._output.redaction
        values = template_values(going.document, going.generated, going.writer)
        if redaction is not None:
            values = redacted(values, redaction, going.writer)
        self.report(1, STEPS)
        filled = fill(template, values, partial(self.report, 1, STEPS))
        self.left_out, self.empty = filled.left_out, filled.empty
        self.report(2, STEPS)
        if redaction is not None:
            # What the company's own template says of amounts is no secret of the book's.
            own = written_text.texts_of(".docx", template.read_bytes())
            texts = written_text.texts_of(".docx", filled.content)
            _refuse(redaction.leaks(texts, own))
        return filled.content

    def written(self) -> None:
        """Called when the content is made and before it is put in its place: the key goes first."""
        self.report(3, STEPS)
        redaction, key = self._output.redaction, self._output.key
        if redaction is not None and key is not None:
            language: Language = self._going.document.language
            heads = [head.to(language) for head in KEY_HEADS]
            write_table(key, KEY_TITLE.to(language), heads, redaction.key_rows)


def _refuse(leaks: tuple[str, ...]) -> None:
    if leaks:
        names = [f"“{leak}”" for leak in leaks[:_MOST_LEAKS]]
        more = len(leaks) - len(names)
        rest = Text(f"等 {len(leaks)} 处", f" and {more} more") if more else Text("", "")
        raise UserError(LEFT.format(names=Text("、".join(names), ", ".join(names)), rest=rest))


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


WORD_ONLY = Text(
    "公司模板只能导出成 .docx，不能是“{name}”。", "A company template makes a .docx, not “{name}”."
)
LEFT = Text(
    "脱敏后仍查到 {names}{rest}，没有写出文件。",
    "After redaction {names}{rest} still stood there: nothing was written.",
)
LEFT_OUT = Text("模板没有放：{names}", "not in the template: {names}")
EMPTY = Text("没有内容的位置：{names}", "places without content: {names}")
KEY_TITLE = Text("对照表", "Key")
KEY_HEADS = (Text("别名", "Alias"), Text("种类", "Kind"), Text("原名", "Stands for"))
