"""Word templates for the tests, made as a company would, and the values of a small report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml

from csmdesk.domain.review_text import Chip
from csmdesk.reports.document import Document
from csmdesk.reports.template_values import TemplateValues
from tests.unit.reports.making import every_block

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def template(path: Path, *lines: str, change: Callable[[Any], object] = lambda word: None) -> Path:
    """A template with a paragraph for each line; ``change`` does the rest."""
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    change(word)
    word.save(str(path))
    return path


def split_runs(word: Any, *pieces: str) -> None:
    """A paragraph whose text Word has cut into runs, each with a look of its own."""
    paragraph = word.add_paragraph()
    for place, piece in enumerate(pieces):
        paragraph.add_run(piece).bold = place % 2 == 0


def text_box(word: Any, text: str) -> None:
    """A paragraph with a text box, which Word keeps twice."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    word.element.body.insert(
        0,
        parse_xml(
            f'<w:p xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent>'
            f"<mc:Choice>{inner}</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox>"
            "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )


def repacked(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A file of Word's with parts changed or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            if name not in changes:
                made.writestr(name, source.read(name))
        for name, part in changes.items():
            made.writestr(name, part)
    return out.getvalue()


def said(chip: Chip) -> str | None:
    """Figures of the small report: one, with two parts."""
    known = {("nrr", ""): "105.6%", ("nrr", "target"): "110%", ("nrr", "name"): "净收入留存率"}
    words = known.get((chip.figure, chip.part))
    return f"{words}[{chip.form}]" if words and chip.form else words


def values(document: Document | None = None) -> TemplateValues:
    """The values of a report with every kind of block."""
    shown = every_block() if document is None else document
    return TemplateValues(shown, shown, date(2024, 1, 1), date(2024, 6, 30), date(2024, 6, 28), said)
