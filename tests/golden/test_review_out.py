"""The sample book's review on its way out: the CSM's own chapters, the company's template, for outsiders.

What is searched for here is searched with plain means, not with those of the program.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.text import Language
from csmdesk.reports.document import Chart, Heading, Table
from csmdesk.reports.export import WRITERS
from csmdesk.reports.output import Going, Output, write
from csmdesk.reports.redaction import Redaction
from csmdesk.reports.review_draft import ReviewDraft, review_draft
from csmdesk.reports.template_example import write_example
from csmdesk.reports.template_values import template_values
from csmdesk.services.identities import Identities, identities
from csmdesk.services.review_book import ReviewBook, review_key
from csmdesk.storage.book import Book
from tests.golden.test_review import ANSWERS, PIECES, TEXT_OF
from tests.unit.reports.reading import Page, docx_text, squeezed

PERIOD = "2024H1"
KINDS = (*WRITERS, "template")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book whose review is the CSM's own in every chapter."""
    with sample_book(tmp_path_factory.mktemp("out") / "华东大客户") as opened:
        yield opened


@pytest.fixture(scope="module")
def generated(book: Book) -> ReviewDraft:
    """The review as the data make it."""
    return review_draft(book, review_key(book, PERIOD), None, "zh")


@pytest.fixture(scope="module")
def own(book: Book, generated: ReviewDraft) -> ReviewDraft:
    """The review with every chapter kept as the CSM's own text."""
    reviews, key = ReviewBook(book), review_key(book, PERIOD)
    for head in generated.heads:
        reviews.save(key, head.key, generated.blocks(head.key), generated.template)
    made = review_draft(book, key, None, "zh")
    assert all(head.own for head in made.heads)
    return made


@pytest.fixture(scope="module")
def known(book: Book) -> Identities:
    """Whom and what the book knows."""
    return identities(book)


@pytest.fixture(scope="module")
def form(generated: ReviewDraft, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example template, with the appendix in a place of its own."""
    path = tmp_path_factory.mktemp("form") / "公司模板.docx"
    going = generated.going
    write_example(path, template_values(going.document, going.generated, going.writer))
    return path


def put(going: Going, folder: Path, form: Path, redaction: Redaction | None = None) -> dict[str, bytes]:
    """Every kind of file."""
    made = {}
    for kind in KINDS:
        template = form if kind == "template" else None
        path = folder / f"{kind.strip('.')}{'.docx' if template else kind}"
        write(going, Output(path, template, redaction))
        made[kind] = path.read_bytes()
    return made


@pytest.fixture(scope="module", params=["generated", "own"])
def review(request: pytest.FixtureRequest) -> ReviewDraft:
    """The review both ways."""
    found: ReviewDraft = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def files(review: ReviewDraft, form: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The review in every format and in the template."""
    return put(review.going, tmp_path_factory.mktemp("files"), form)


def text_of(kind: str, content: bytes) -> str:
    return TEXT_OF[".docx" if kind == "template" else kind](content)


@pytest.mark.parametrize("kind", KINDS)
def test_each_answer_is_in_each_output(kind: str, files: Mapping[str, bytes]) -> None:
    text = squeezed(text_of(kind, files[kind]))
    missing = [words for row in ANSWERS.values() for words in row if squeezed(words) not in text]
    assert missing == []
    assert [p for p in PIECES if p not in text_of(kind, files[kind])] == []


def office_pdf(content: bytes, folder: Path) -> bytes:
    """The file as LibreOffice prints it; skips where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    source = folder / "a.docx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    return (folder / "a.pdf").read_bytes()


def pdftotext(content: bytes) -> str:
    """The text of a PDF by poppler; skips where it is not installed."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([tool, "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def test_pdftotext_finds_the_figures(files: Mapping[str, bytes]) -> None:
    text = pdftotext(files[".pdf"])
    assert [p for p in ("客户", "续费率", "1,746", *PIECES) if p not in text] == []


@pytest.mark.parametrize("kind", [".docx", "template"])
def test_libreoffice_shows_the_same_headings_tables_and_pictures(
    kind: str, files: Mapping[str, bytes], review: ReviewDraft, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "a.docx"
    source.write_bytes(files[kind])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "odt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    with zipfile.ZipFile(tmp_path / "a.odt") as archive:
        tree = ElementTree.fromstring(archive.read("content.xml"))
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    heads = ["".join(h.itertext()) for h in tree.iter(f"{text}h")]
    tables = len(list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table")))
    images = len(list(tree.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}image")))
    blocks = review.document.blocks
    asked = [b.text for b in blocks if isinstance(b, Heading)]
    # The template has a table of figures and its title of its own.
    more = kind == "template"
    found = [h for h in heads if not h.endswith("自评报告")]
    assert len(found) == len(asked)
    assert all(head.endswith(word) for head, word in zip(found, asked, strict=True))
    assert tables == sum(isinstance(b, Table) for b in blocks) + more
    assert images == sum(isinstance(b, Chart) for b in blocks)


def test_the_template_keeps_its_own_parts(files: Mapping[str, bytes]) -> None:
    word = docx.Document(io.BytesIO(files["template"]))
    assert word.sections[0].header.paragraphs[0].text == "某某科技有限公司\t\t2024 年上半年自评报告"
    assert word.sections[0].footer.paragraphs[0].text == "数据截至 2024-06-30"
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert ["续费到账", "1,746万", "107%"] in rows
    assert ["净收入留存率", "105.6%", "110%"] in rows
    assert {table.style.name for table in word.tables if table.style} == {"Light Grid Accent 1"}
    assert "{{" not in docx_text(files["template"])


def test_libreoffice_prints_the_template_so_that_its_figures_are_found(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    text = pdftotext(office_pdf(files["template"], tmp_path))
    assert [p for p in ("客户", "续费率", "1,746", "107%", "105.6%") if p not in text] == []


# --- for outsiders ------------------------------------------------------------------------------------------


def secrets(known: Identities) -> list[str]:
    """What an outsider must not read: names, numbers, addresses; the book's name."""
    return ["华东大客户", *(mark for identity in known.all for mark in identity.marks)]


AMOUNT = re.compile(r"(?<![\d.,–])\d[\d,]*(?:\.\d+)?(?:万(?!行)|亿| ?元|K\b|M\b)(?!–)")


@pytest.fixture(scope="module", params=["zh", "en"])
def redacted(
    request: pytest.FixtureRequest,
    book: Book,
    own: ReviewDraft,
    known: Identities,
    form: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, bytes]:
    """The redacted review in every kind of file."""
    language: Language = request.param
    review = own if language == "zh" else review_draft(book, review_key(book, PERIOD), None, language)
    hiding = Redaction(known, language, review.document.subject)
    return put(review.going, tmp_path_factory.mktemp("redacted"), form, hiding)


def everything(kind: str, content: bytes) -> str:
    """All that stands in a file: its text, and what is not shown."""
    if kind == ".pdf":
        return pdftotext(content)
    if kind in {".docx", "template"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [
                archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))
            ]
        return "\n".join([docx_text(content), *(re.sub(r"<[^>]*>", "", part) for part in parts), *parts])
    text = content.decode()
    return text + Page(text).text if kind == ".html" else text


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_number_or_address_is_left(
    kind: str, redacted: Mapping[str, bytes], known: Identities
) -> None:
    text = squeezed(everything(kind, redacted[kind]))
    assert [secret for secret in secrets(known) if squeezed(secret) in text] == []
    assert "example.com" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_no_amount_is_left(kind: str, redacted: Mapping[str, bytes]) -> None:
    shown = redacted[kind]
    text = pdftotext(shown) if kind == ".pdf" else text_of(kind, shown)
    # A line end may cut a band in two.
    text = re.sub(r"–\s+", "–", text)
    left = {found for found in AMOUNT.findall(text) if not found.startswith("0")}
    assert left == set()
    for exact in ("1,746", "1746", "238", "912", "18.24", "3,400", "1,632", "186"):
        assert not re.search(rf"(?<![\d.,]){re.escape(exact)}(?![\d.,])(?:万|\.0万|0{{2,}})", text)
    assert "94.8%" in text
    assert "105.6%" in text


def test_the_search_finds_them_in_the_plain_report(own: ReviewDraft, known: Identities) -> None:
    plain = WRITERS[".md"](own.document).decode()
    assert len([secret for secret in secrets(known) if secret in plain]) > 60
    assert len(set(AMOUNT.findall(plain))) > 80


@pytest.mark.parametrize("kind", KINDS)
def test_aliases_are_the_same_in_every_format(kind: str, redacted: Mapping[str, bytes]) -> None:
    text = squeezed(text_of(kind, redacted[kind]))
    base = squeezed(text_of(".md", redacted[".md"]))
    pattern = r"(?:客户|Account)[A-Z]{1,2}(?![a-zA-Z])"
    held, other = set(re.findall(pattern, text)), set(re.findall(pattern, base))
    assert len(held) >= 25
    assert held == other
