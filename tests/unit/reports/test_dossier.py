"""The dossier says what the window says of an account, in every format, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from csmdesk.domain.text import Language
from csmdesk.paths import resource
from csmdesk.reports.document import Bullets, Chart, Document, Heading, Highlights, Paragraph, Table
from csmdesk.reports.dossier import dossier
from csmdesk.reports.export import WRITERS, export
from csmdesk.services.account_view import AccountDetail, RiskLine
from csmdesk.services.accounts import Accounts
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into

SAMPLE = resource("demo/2024H1")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with Book.create(tmp_path_factory.mktemp("dossier") / "book").book as made:
        import_into(made, SAMPLE)
        yield made


def detail_of(book: Book, code: str, language: Language = "zh") -> AccountDetail:
    with book.reading() as connection:
        account = connection.execute("SELECT id FROM accounts WHERE code = ?", (code,)).fetchone()[0]
    found = Accounts(book).detail(account, "2024H1", None, language)
    assert found is not None
    return found


def words_of(document: Document) -> str:
    """All words of a document, one a line."""
    lines = [document.title, document.subtitle, *(f"{a}\n{b}" for a, b in document.facts)]
    for block in document.blocks:
        match block:
            case Heading(text=text):
                lines.append(text)
            case Paragraph(spans=spans, lead=lead):
                lines += [lead, *(span.text for span in spans)]
            case Bullets(items=items):
                lines += [span.text for item in items for span in item]
            case Highlights(items=figures):
                lines += [s.text for f in figures for s in (*f.value, *f.note)] + [f.label for f in figures]
            case Table(columns=columns, rows=rows, note=note):
                lines += [column.head for column in columns] + [note]
                lines += [span.text for row in rows for cell in row for span in cell]
            case _:
                assert isinstance(block, Chart)
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_the_window_shows_is_in_it(book: Book, language: Language) -> None:
    detail = detail_of(book, "KH1021", language)
    said = words_of(dossier(detail, language, book="书", to="王敏", note="每月初过一次进度"))
    wanted = [detail.name, detail.code, detail.facts, "王敏", "每月初过一次进度", detail.closing.isoformat()]
    wanted += [each.value for each in detail.figures]
    wanted += [c.code for c in detail.contracts] + [c.annual for c in detail.contracts]
    wanted += [c.name for c in detail.contacts] + [x.score for x in detail.dimensions]
    wanted += [x.words for x in detail.use.lines] + [x.day for x in detail.touches.lines]
    assert [word for word in wanted if word not in said] == []
    assert len(detail.contracts) == 6


def test_risks_and_notes_are_said(book: Book) -> None:
    detail = replace(
        detail_of(book, "KH1021"),
        risks=(RiskLine("red", "CIO 林宁娟 06-12 离任，暂无接任者"),),
        values={"note": "只接受邮件"},
    )
    said = words_of(dossier(detail, "zh", book="书"))
    assert "CIO 林宁娟 06-12 离任，暂无接任者" in said
    assert "只接受邮件" in said


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_every_format_is_written_also_of_an_account_with_nothing(
    book: Book, tmp_path: Path, suffix: str
) -> None:
    full = detail_of(book, "KH1021")
    bare = AccountDetail(
        id=1, name="新客户", code="KH9", facts="", mark="", figures=(), dimensions=(), health_note="",
        curve=(), contracts=(), usage=(), usage_note="", timeline=(), closing=full.closing,
    )  # fmt: skip
    for number, detail in enumerate((full, bare)):
        place = tmp_path / f"{number}{suffix}"
        export(dossier(detail, "zh", book="书"), place)
        assert place.stat().st_size > 300


def test_words_that_look_like_code_stay_words(book: Book, tmp_path: Path) -> None:
    detail = detail_of(book, "KH1021")
    hostile = "{{ 7*7 }} #panic() <script>alert(1)</script>"
    document = dossier(detail, "zh", book="书", note=hostile)
    place = tmp_path / "d.html"
    export(document, place)
    text = place.read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "{{ 7*7 }}" in text
    export(document, tmp_path / "d.pdf")
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")
