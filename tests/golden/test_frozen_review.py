"""The sample book's review, frozen: nothing of it moves, and what is corrected later is found exactly."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from csmdesk.app.book import sample_book
from csmdesk.domain.changes import Op
from csmdesk.domain.review_text import Block, Chip, Live, Paragraph, Words, chips_of
from csmdesk.domain.text import Language
from csmdesk.metrics.figure import Figure
from csmdesk.reports.differences import Differences, differences
from csmdesk.reports.figure_changes import FigureChange
from csmdesk.reports.frozen import Snapshot, contents, read
from csmdesk.reports.to_html import html
from csmdesk.reports.to_markdown import markdown
from csmdesk.services.erase_person import Erasing
from csmdesk.services.evidence import FigureView
from csmdesk.services.figure_view import view
from csmdesk.services.frozen_figures import SIDES
from csmdesk.services.renewals import Renewals
from csmdesk.services.review_book import ReviewKey
from csmdesk.services.review_versions import Contents, ReviewVersions
from csmdesk.storage.book import Book
from tests.unit.reports.frozen_reviews import PERIOD, live

KEY = ReviewKey(PERIOD)
CONTRACT = "HT00053"
OTHER_PERIOD: tuple[Block, ...] = (
    Paragraph((Words("上一期线索 "), Chip("referral_leads", period="2023H2"), Words("。"))),
    Paragraph((Words("比上一期 "), Chip("referral_leads", "last.growth"), Words("。"))),
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen") / "book"
    sample_book(folder).close()
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Iterator[Book]:
    with Book.open(Path(shutil.copytree(original, tmp_path / "book"))) as opened:
        yield opened


def freeze(book: Book, held: Snapshot | None = None) -> int:
    made, _ = ReviewVersions(book).freeze(KEY, contents(held or live(book)))
    return made


def version(book: Book, version_id: int = 1) -> Snapshot:
    return read(ReviewVersions(book).contents(version_id))


def since(book: Book, language: Language = "zh", version_id: int = 1) -> Differences:
    return differences(version(book, version_id), live(book, language), language)


def run(book: Book, sql: str, *arguments: object) -> None:
    book.store.run(Op.EDIT_ACCOUNT, lambda c: c.exec_driver_sql(sql, arguments))


def change_amount(book: Book, more_fen: int = 12_345_600) -> None:
    run(book, "UPDATE contracts SET amount_fen = amount_fen + ? WHERE code = ?", more_fen, CONTRACT)


def words_of(held: Snapshot, key: str) -> FigureView:
    """A figure's evidence as it is read, whatever its rows lead to."""
    found = view(held.figures, key, "zh")
    assert found is not None
    return replace(found, places=(None,) * len(found.places))


def says(figure: Figure) -> tuple[object, ...]:
    """All that a figure says and counts."""
    return (
        figure.value,
        figure.numerator,
        figure.denominator,
        dict(figure.parts),
        figure.targets,
        figure.reason,
        figure.evidence.numerator,
        figure.evidence.denominator,
    )


def changed_figures(old: Snapshot, new: Snapshot) -> list[str]:
    """The figures that differ, found without the program's own comparison."""
    figures = new.figures.figures
    return [key for key, figure in old.figures.figures.items() if says(figure) != says(figures[key])]


def of(found: Differences, key: str) -> FigureChange:
    return next(change for change in found.figures if change.key == key)


# --- what a version keeps -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_version_gives_back_all_of_the_review(book: Book, language: Language) -> None:
    held = live(book, language)
    freeze(book, held)
    found = version(book)
    assert found.document == held.document
    assert found.chapters == held.chapters
    assert found.figures.figures == held.figures.figures
    assert (found.figures.currency, found.as_of, found.language) == ("CNY", date(2024, 6, 30), language)
    shown = {b.key for chapter in held.chapters for b in chapter.blocks if isinstance(b, Live)}
    assert found.live == {key: held.live[key] for key in shown}
    assert len(shown) > 20


def test_the_evidence_of_a_version_reads_as_on_its_day(book: Book) -> None:
    held = live(book)
    freeze(book, held)
    # What a row was of may have changed or gone since: a version's rows lead nowhere.
    before = {key: words_of(held, key) for key in held.figures.figures}
    run(book, "UPDATE accounts SET name = name || '（改名）'")
    run(book, "DELETE FROM receipts")
    found = version(book)
    assert {key: words_of(found, key) for key in found.figures.figures} == before
    for key, figure in found.figures.figures.items():
        rows = [row for side in SIDES for row in found.figures.witness.rows(figure, side)]
        assert not any("改名" in row.account for row in rows), key


def test_what_is_corrected_later_never_moves_a_version(book: Book) -> None:
    freeze(book)
    kept = ReviewVersions(book).contents(1)
    pages = html(version(book).document), markdown(version(book).document)
    change_amount(book)
    run(book, "UPDATE targets SET value = '999'")
    run(book, "DELETE FROM accounts WHERE id < 20")
    found = version(book)
    assert ReviewVersions(book).contents(1) == kept
    assert (html(found.document), markdown(found.document)) == pages
    assert found.writer("zh").words(Chip("renewal_collected")) == "1,746万"
    assert "1,746万" in pages[1]


def test_every_figure_of_the_text_is_kept_with_its_words(book: Book) -> None:
    freeze(book)
    found = version(book)
    told = [chip for chapter in found.chapters for chip in chips_of(chapter.blocks)]
    assert len(told) > 100
    writer = found.writer("zh")
    assert [writer.words(chip) for chip in told] == [chip.shown for chip in told]


def test_a_version_of_a_newer_program_is_refused(book: Book) -> None:
    from csmdesk.domain.errors import UserError

    held = contents(live(book))
    newer = held.document.replace('{"version":1,', '{"version":2,', 1)
    for document in (newer, "{}", "", held.document[:-5]):
        with pytest.raises(UserError):
            read(Contents(held.as_of, document, held.figures))


# --- what differs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_differs_while_nothing_was_changed(book: Book, language: Language) -> None:
    freeze(book, live(book, language))
    assert since(book, language).empty


def test_one_changed_contract_is_found_and_nothing_else(book: Book) -> None:
    freeze(book)
    change_amount(book)
    old, new, found = version(book), live(book), since(book)
    keys = [change.key for change in found.figures]
    assert keys == changed_figures(old, new) == ["nrr", "grr", "renewal_value_rate"]
    rate = of(found, "renewal_value_rate")
    assert (rate.old, rate.new) == ("94.8%", "93.5%")
    (row,) = rate.rows
    assert (row.kind, row.code, row.account) == ("合同", CONTRACT, "禾芯半导体")
    assert (row.old_words, row.new_words) == ("分母 335,000", "分母 458,456")
    assert row.old is not None
    assert row.new is not None
    assert row.new.denominator == (row.old.denominator or 0) + Fraction(123_456)
    # Every row that is named is that contract, or its account.
    named = {row.code for change in found.figures for row in change.rows}
    assert named == {CONTRACT, "KH1006"}


def test_the_places_in_the_text_are_exactly_those_that_say_something_else(book: Book) -> None:
    freeze(book)
    change_amount(book)
    old, writer = version(book), live(book).writer("zh")
    expected = {
        (chip.figure, chip.part, chip.shown, writer.words(chip), chapter.key, place)
        for chapter in old.chapters
        for place, block in enumerate(chapter.blocks)
        for chip in chips_of((block,))
        if writer.words(chip) != chip.shown
    }
    found = {
        (chip.chip.figure, chip.chip.part, chip.old, chip.new, place.chapter, place.block)
        for chip in since(book).chips
        for place in chip.places
    }
    assert found == expected
    assert ("renewal_value_rate", "", "94.8%", "93.5%") in {each[:4] for each in found}
    assert all(chip.chip.figure == c.key for c in since(book).figures for chip in c.chips)


def test_a_renewal_and_its_undo(book: Book) -> None:
    lost = "HT00151"
    with book.reading() as connection:
        lost_id, lost = connection.execute(
            "SELECT c.id, c.code FROM contracts c WHERE c.end_day BETWEEN '2024-01-01' AND '2024-06-30' "
            "AND NOT EXISTS (SELECT 1 FROM renewal_links WHERE old_id = c.id) ORDER BY c.id LIMIT 1"
        ).fetchone()
    freeze(book)
    renewals = Renewals(book, lambda: date(2024, 6, 28))
    renewals.renew(renewals.suggest([lost_id]))
    old, new, found = version(book), live(book), since(book)
    assert [change.key for change in found.figures] == changed_figures(old, new)
    assert {"renewal_rate_contracts", "renewal_value_rate"} <= {change.key for change in found.figures}
    by_contract = of(found, "renewal_rate_contracts")
    assert (by_contract.old, by_contract.new) == ("94.1%", "97.1%")
    (row,) = by_contract.rows
    assert row.code == lost
    assert (row.old_words, row.new_words) == ("分母 1", "1 / 1")
    book.store.undo()
    assert since(book).empty


def test_a_row_that_was_taken_out_is_told_in_the_words_of_its_day(book: Book) -> None:
    freeze(book)
    with book.reading() as connection:
        gone, code, fen = connection.execute(
            "SELECT id, code, amount_fen FROM receipts WHERE kind = 'renewal' "
            "AND received_day BETWEEN '2024-01-01' AND '2024-06-30' ORDER BY id LIMIT 1"
        ).fetchone()
    run(book, "DELETE FROM receipts WHERE id = ?", gone)
    change = of(since(book), "renewal_collected")
    (row,) = change.rows
    assert (change.added, change.removed, change.changed) == (0, 1, 0)
    assert (row.table, row.key, row.code, row.new, row.new_words) == ("receipts", gone, code, None, "无")
    assert row.old is not None
    assert row.old.numerator == Fraction(fen, 100)
    # The receipt had been left out of other figures: it explains nothing there.
    keys = {each.key for each in since(book).figures}
    assert "upsell_collected" not in keys


def test_a_change_that_rounding_hides_is_told_with_more_decimals(book: Book) -> None:
    freeze(book)
    change_amount(book, 100)
    rate = of(since(book), "renewal_value_rate")
    assert rate.chips == ()
    assert rate.old != rate.new
    assert rate.old.startswith("94.77")
    before, after = version(book).figure("renewal_value_rate"), live(book).figure("renewal_value_rate")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_an_account_that_was_renamed_changes_no_figure(book: Book) -> None:
    freeze(book)
    run(book, "UPDATE accounts SET name = '新名字' WHERE code = 'KH1006'")
    assert since(book).figures == ()


def test_a_target_that_was_changed_is_told_as_a_part(book: Book) -> None:
    freeze(book)
    run(book, "UPDATE targets SET value = '0.96' WHERE metric = 'renewal_value_rate'")
    rate = of(since(book), "renewal_value_rate")
    assert rate.rows == ()
    assert ("target", "92%", "96%") in {(part.part, part.old, part.new) for part in rate.parts}


def test_tables_and_charts_that_follow_are_named(book: Book) -> None:
    freeze(book)
    change_amount(book)
    found = {live.key for live in since(book).lives}
    assert "results.money/table" in found
    assert "results.receipts/chart:renewal_collected" not in found
    old, new = version(book), live(book)
    assert found == {key for key, block in old.live.items() if new.live[key] != block}


def test_text_changes_are_told_chapter_by_chapter_apart_from_figures(book: Book) -> None:
    first = live(book)
    role = next(chapter for chapter in first.chapters if chapter.key == "role")
    freeze(book, live(book, own={"role": role.blocks}))
    written = (*role.blocks, Paragraph((Words("下半年我来带华东。"),)))
    found = differences(version(book), live(book, own={"role": written}), "zh")
    assert found.figures == ()
    assert found.text_changes == 1
    assert [(chapter.key, chapter.changed) for chapter in found.chapters if chapter.changed] == [("role", 1)]


def test_two_versions_differ_as_the_first_did_from_then(book: Book) -> None:
    freeze(book)
    change_amount(book)
    then = since(book)
    freeze(book)
    run(book, "DELETE FROM contracts WHERE id < 40")
    found = differences(version(book, 1), version(book, 2), "zh")
    assert found == then
    assert not found.empty


def test_a_version_in_one_language_is_compared_in_the_other(book: Book) -> None:
    freeze(book, live(book, "zh"))
    assert since(book, "en").figures == ()
    change_amount(book)
    found = since(book, "en")
    assert [change.key for change in found.figures] == ["nrr", "grr", "renewal_value_rate"]
    rate = of(found, "renewal_value_rate")
    assert rate.name == "Renewal value rate"
    assert rate.rows[0].old_words == "denominator 335,000"
    assert {(chip.old, chip.new) for chip in rate.chips} >= {("94.8%", "93.5%")}
    assert found.lives == ()


def test_figures_of_other_periods_are_kept_and_compared(book: Book) -> None:
    own = {"own.1": OTHER_PERIOD}
    held = live(book, own=own)
    freeze(book, held)
    found = version(book)
    assert found.periods == ("2023H2",)
    assert list(ReviewVersions(book).contents(1).figures)[-1] == "referral_leads@2023H2"
    assert found.figure("referral_leads", "2023H2") == held.figure("referral_leads", "2023H2")
    assert found.figure("nrr", "2023H2") is None
    with book.reading() as connection:
        gone, code = connection.execute(
            "SELECT id, code FROM leads WHERE day BETWEEN '2023-07-01' AND '2023-12-31' LIMIT 1"
        ).fetchone()
    run(book, "DELETE FROM leads WHERE id = ?", gone)
    told = differences(found, live(book, own=own), "zh")
    change = next(each for each in told.figures if each.period == "2023H2")
    assert (change.key, change.old, change.new) == ("referral_leads", "4 条", "3 条")
    assert "2023 年下半年" in change.name
    assert [row.code for row in change.rows] == [code]
    assert {(chip.chip.part, chip.old, chip.new) for chip in change.chips} == {
        ("", "4 条", "3 条"),
        ("last.growth", "+350%", "+500%"),
    }


def test_a_hidden_chapter_is_kept_and_is_not_told(book: Book) -> None:
    hidden = frozenset({"plan"})
    freeze(book, live(book, hidden=hidden))
    plan = next(chapter for chapter in version(book).chapters if chapter.key == "plan")
    assert plan.hidden
    assert plan.blocks
    found = differences(version(book), live(book), "zh")
    (shown,) = (chapter for chapter in found.chapters if chapter.changed)
    assert (shown.key, shown.old_title) == ("plan", None)


def test_a_person_who_is_erased_goes_from_the_versions_too(book: Book) -> None:
    with book.reading() as connection:
        contact, name = connection.execute(
            "SELECT c.id, c.name FROM contacts c JOIN attendance a ON a.contact_id = c.id "
            "WHERE (SELECT count(*) FROM contacts d WHERE instr(d.name, c.name)) = 1 "
            "ORDER BY c.id DESC LIMIT 1"
        ).fetchone()
    freeze(book)
    before = version(book)
    assert name in ReviewVersions(book).contents(1).document
    Erasing(book).erase(contact)
    assert name not in ReviewVersions(book).contents(1).document
    after = version(book)
    assert after.figures.figures == before.figures.figures
    assert after.document == before.document
    assert since(book).figures == ()


def test_a_version_of_the_sample_book_stays_small(book: Book) -> None:
    freeze(book)
    held = ReviewVersions(book).contents(1)
    assert len(held.document) + sum(map(len, held.figures.values())) < 400_000
