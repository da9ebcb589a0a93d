"""The review of the sample book: every figure of its table in all four formats, and nothing cut or lost.

The book comes in as files through the importer, as a user's would.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest

from csmdesk.domain.text import Language
from csmdesk.importers.apply import apply
from csmdesk.importers.options import Options
from csmdesk.importers.plan import plan
from csmdesk.metrics.registry import definitions
from csmdesk.reports import preview
from csmdesk.reports.build import build
from csmdesk.reports.document import Chart, Document, Heading, Table, ToWrite
from csmdesk.reports.export import WRITERS
from csmdesk.reports.numbering import numbered
from csmdesk.services.figures import FigureSet, figures
from csmdesk.storage.book import Book
from tests.unit.reports.making import figure_set, other_book
from tests.unit.reports.reading import Page, docx_text, markdown_text, pdf_text, squeezed

PERIOD = "2024H1"
BOOK = "客户书"

TEXT_OF: dict[str, Callable[[bytes], str]] = {
    ".docx": docx_text,
    ".pdf": pdf_text,
    ".html": lambda content: Page(content.decode()).text,
    ".md": lambda content: markdown_text(content.decode()),
}

# The table of known answers, as the review says them.
ANSWERS = {
    "renewal receipts": ("续费到账 1,746万，完成节点目标 1,632万（3,400万 × 48%）的 107%",),
    "upsell receipts": ("增购到账 238万，完成节点目标 192万（400万 × 48%）的 124%",),
    "referral leads": (
        "推荐线索 18 条，完成节点目标 14.4 条（30 条 × 48%）的 125%",
        "其中 5 条已转商机，预计年化 186万",
    ),
    "usage depth": ("6 月产品深度使用率 87.4%，高于目标 85%",),
    "health": (
        "平均健康度由期初 68 到期末 77（+9）",
        "红色客户由期初 11 家到期末 3 家（11 → 3），其间 3 月末 2 家、5 月末 5 家",
    ),
    "executive reach": ("线上圆桌 15 场、线下沙龙 4 场，高管参会 112 人次，比上年同期 80 人次 +40%",),
    "executive NPS": (
        "高管 NPS 63（n = 68，推荐者 46，贬损者 3），高于目标 55",
        "全部联系人 NPS 49（n = 80）",
    ),
    "early collection": (
        "下半年到期的 86 份合同（合同额 2,152万）中，41 份已提前回款，到账 912万，占续费到账的 52%",
        "按融资成本率 2% 计节约 18.24万",
    ),
    "salons": ("沙龙平均满意度 4.8（满分 5）",),
    "own time": (
        "出差 72 天，比上年同期 56.25 天 +28%",
        "团队分享 2 场，对照“团队分享场次(部门均值)”的 4 场",
    ),
    "renewal rates": (
        "续费率 94.8%（到期年化 880万，续约年化 834万），高于目标 92%",
        "续约率按客户 95.5%（21/22），按合同 94.1%（32/34）",
    ),
    "retention": (
        "净收入留存率 105.6%：期初年化 3,450.3万，扩张 200万，收缩 8万，流失 0 元",
        "目标 110%，还差 4.4 个百分点",
        "总收入留存率 99.8%",
    ),
}

PIECES = (
    *("1,746万", "107%", "1,632万", "3,400万", "48%", "238万", "124%", "192万", "14.4", "186万", "87.4%"),
    *("85%", "112", "+40%", "63", "n = 68", "912万", "52%", "18.24万", "4.8", "72 天", "56.25", "+28%"),
    *("94.8%", "92%", "95.5%", "21/22", "94.1%", "105.6%", "99.8%", "110%", "续费率", "客户"),
)
"""What a reader would search for; each is found as it stands, on one line."""


@pytest.fixture(scope="module")
def held(golden_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FigureSet]:
    """The figures of the sample book, from its files."""
    with Book.create(tmp_path_factory.mktemp("review") / "book").book as book:
        apply(book, plan(golden_folder, Options(), None))
        yield figures(book, PERIOD)


@pytest.fixture(scope="module")
def document(held: FigureSet) -> Document:
    """The Chinese review."""
    return build(held, {}, "zh", BOOK)


@pytest.fixture(scope="module")
def files(document: Document) -> dict[str, bytes]:
    """The review in every format."""
    return {suffix: write(document) for suffix, write in WRITERS.items()}


@pytest.fixture(scope="module")
def texts(files: dict[str, bytes]) -> dict[str, str]:
    """The text of every format."""
    return {suffix: TEXT_OF[suffix](content) for suffix, content in files.items()}


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("row", ANSWERS)
def test_each_answer_is_in_each_format(row: str, suffix: str, texts: dict[str, str]) -> None:
    text = squeezed(texts[suffix])
    for words in ANSWERS[row]:
        assert squeezed(words) in text


@pytest.mark.parametrize("suffix", WRITERS)
def test_each_number_is_found_by_a_search(suffix: str, texts: dict[str, str]) -> None:
    assert [p for p in PIECES if p not in texts[suffix]] == []


def test_pdftotext_finds_them_too(files: dict[str, bytes], tmp_path: Path) -> None:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "review.pdf"
    path.write_bytes(files[".pdf"])
    text = subprocess.run([tool, str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert [p for p in PIECES if p not in text] == []
    assert not re.search("[\u2e80-\u2fdf]", text)


@pytest.mark.parametrize("suffix", WRITERS)
def test_headings_tables_and_pictures_are_equal_in_number(
    suffix: str, document: Document, files: dict[str, bytes], texts: dict[str, str]
) -> None:
    blocks = document.blocks
    asked = (
        sum(isinstance(b, Heading) for b in blocks),
        sum(isinstance(b, Table) for b in blocks),
        sum(isinstance(b, Chart) for b in blocks),
    )
    assert asked[2] >= 5
    text = texts[suffix]
    captions = (
        len(set(re.findall(r"^表 \d+", text, re.MULTILINE))),
        len(set(re.findall(r"^图 \d+", text, re.MULTILINE))),
    )
    if suffix == ".docx":
        word = docx.Document(io.BytesIO(files[suffix]))
        headings = [
            p for p in word.paragraphs if p.style is not None and str(p.style.name).startswith("heading")
        ]
        headings += [
            p for p in word.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")
        ]
        found = (len(headings), len(word.tables), len(word.inline_shapes))
    elif suffix == ".html":
        page = Page(files[suffix].decode())
        # One heading more than in the tree stands over the contents.
        found = (page.count("h2", "h3", "h4") - 1, page.count("table"), page.count("figure"))
        assert page.count("svg") == asked[2]
    elif suffix == ".md":
        found = (len(re.findall(r"^##+ ", text, re.MULTILINE)), *captions)
    else:
        pdf = pypdfium2.PdfDocument(files[suffix])
        found = (len(list(pdf.get_toc())), *captions)
        pdf.close()
    assert found == asked


def test_the_word_file_opens_in_libreoffice_with_the_same_parts(
    files: dict[str, bytes], document: Document, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "review.docx"
    source.write_bytes(files[".docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    with zipfile.ZipFile(tmp_path / "review.odt") as archive:
        tree = ElementTree.fromstring(archive.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    found = (
        len(list(tree.iter(f"{text}h"))),
        len(list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"))),
        len(list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image"))),
    )
    blocks = document.blocks
    assert found == (
        sum(isinstance(b, Heading) for b in blocks),
        sum(isinstance(b, Table) for b in blocks),
        sum(isinstance(b, Chart) for b in blocks),
    )
    assert len(list(tree.iter(f"{text}table-of-content"))) == 1


def test_contents_point_to_the_pages_of_the_pdf(document: Document, files: dict[str, bytes]) -> None:
    """In the PDF's own contents and in those filled into the Word file."""
    pages = {h.anchor: h.page for h in preview.pages(document, 36).heads}
    pdf = pypdfium2.PdfDocument(files[".pdf"])
    marks = list(pdf.get_toc())
    for (block, number), mark in zip(
        [n for n in numbered(document) if isinstance(n.block, Heading)], marks, strict=True
    ):
        assert isinstance(block, Heading)
        assert squeezed(mark.get_title() or "") == squeezed(number + block.text)
        assert mark.get_dest().get_index() == pages[block.anchor]
    pdf.close()
    word = docx_text(files[".docx"]).splitlines()
    for block, number in numbered(document):
        if isinstance(block, Heading) and block.level <= 2:
            assert f"{number}  {block.text}{pages[block.anchor] + 1}" in word


def test_no_page_is_nearly_empty_and_nothing_stands_outside_the_margins(files: dict[str, bytes]) -> None:
    pdf = pypdfium2.PdfDocument(files[".pdf"])
    lowest = []
    for page in pdf:
        text = page.get_textpage()
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        text.close()
        body = [b for b in boxes if 60 < b[1] < 790]
        assert all(b[0] > 68 and b[2] < 528 for b in body)
        lowest.append(min(b[1] for b in body))
        page.close()
    pdf.close()
    assert 12 <= len(lowest) <= 20
    # Every page but the last is filled to at least two thirds.
    assert all(bottom < 842 / 3 for bottom in lowest[:-1])


def test_the_preview_finds_every_figure_of_the_text(document: Document, files: dict[str, bytes]) -> None:
    made = preview.pages(document, 48)
    pdf = pypdfium2.PdfDocument(files[".pdf"])
    assert len(made.pictures) == len(pdf)
    told: dict[tuple[str, str], set[str]] = {}
    for place in made.places:
        if not place.figure or place.height > 30:
            continue
        page = pdf[place.page]
        text = page.get_textpage()
        top = page.get_height() - place.y
        words = text.get_text_bounded(place.x + 0.4, top - place.height, place.x + place.width - 0.4, top)
        told.setdefault((place.figure, place.part), set()).add(squeezed(words))
        text.close()
        page.close()
    pdf.close()
    assert told["renewal_collected", ""] == {"1,746万"}
    assert told["renewal_collected", "attainment"] == {"107%"}
    assert told["renewal_collected", "target"] == {"3,400万"}
    assert told["nps_executive", "answers"] == {"68"}
    assert told["early_collection", "amount"] == {"912万"}
    assert told["health_red", "by_day"] == {"3月末2家、5月末5家"}
    assert all("" not in words for words in told.values())
    assert {p.own for p in made.places if p.own} == {
        b.place for b in document.blocks if isinstance(b, ToWrite)
    }


def test_what_the_sample_book_holds_is_told(texts: dict[str, str], golden_folder: Path) -> None:
    answers = json.loads((golden_folder / "expected.json").read_text(encoding="utf-8"))["figures"]
    text = squeezed(texts[".md"])
    reasons = answers["non_renewal_reasons"]["by_reason"]
    for reason, count in reasons.items():
        assert f"{reason}{count}份" in text
    assert "按规则逐条核对" in text
    assert "16/34" in text
    assert "9/35" in text
    assert "客户启用率66.7%，n=3，95%区间20.8%至93.9%" in text
    assert "平均健康度：名下35家中32家有数据" in text


def names_in(held: FigureSet) -> set[str]:
    """Every name and number of a thing in the book, apart from words that are metrics' own names."""
    rows = held.facts
    names = {row.name for table in (rows.accounts, rows.contacts, rows.targets) for row in table}
    names |= {row.code for table in (rows.accounts, rows.contacts, rows.contracts) for row in table}
    names |= {row.title for table in (rows.tasks, rows.tickets) for row in table}
    names |= {o.name for o in rows.opportunities} | {e.topic for e in rows.events}
    names |= {c.loss_reason for c in rows.contracts}
    return names - {""} - {d.name.zh for d in definitions().values()}


def test_the_review_of_another_book_holds_nothing_of_this_one(held: FigureSet) -> None:
    strange = names_in(held) | {
        "1,746万",
        "1,632万",
        "3,400万",
        "238万",
        "186万",
        "912万",
        "18.24万",
        "87.4%",
    }
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        other = build(figure_set(other_book(), "2021H1"), {}, language, "别的书")
        text = WRITERS[".md"](other).decode()
        assert [n for n in sorted(strange) if n in text] == []


def test_no_name_of_the_sample_book_is_written_in_the_program(held: FigureSet) -> None:
    names = names_in(held)
    source = Path(__file__).parents[2] / "src/csmdesk/reports"
    for path in source.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert [n for n in names if n in text] == [], path.name


@pytest.mark.parametrize("period", ["2024Q1", "2024Q2", "2024-05", "2024", "2023H2", "2024H2"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_other_periods_of_the_book(held: FigureSet, period: str, language: Language) -> None:
    made = build(figure_set(held.facts, period), {}, language, BOOK)
    text = WRITERS[".md"](made).decode()
    assert "None" not in text.replace("None of", "")
    assert "{" not in text
    assert pdf_text(WRITERS[".pdf"](made))
