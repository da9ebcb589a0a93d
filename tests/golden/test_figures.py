"""Every figure against answers that the program had no part in.

The sample book and the edge book have their answers beside them (the edge book's are worked out by hand in
``edge/answers.md``); the recount counts every book once more by plain loops; and each figure has to be the
sum of the rows that it shows as its evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from csmdesk.importers.apply import apply
from csmdesk.importers.options import Options
from csmdesk.importers.plan import plan
from csmdesk.metrics.figure import Figure
from csmdesk.services.figures import figures
from csmdesk.storage.book import Book
from tests.recount.books import SEEDS, made_of
from tests.recount.compare import differences, evidence_faults, keys_in, part_of, plain
from tests.recount.from_files import read_folder
from tests.recount.recount import recount
from tests.recount.rows import Row, Rows, read_rows
from tests.recount.to_book import fill

EDGE = Path(__file__).parent / "edge"
PERIOD = "2024H1"
END = date(2024, 6, 30)
MAY = date(2024, 5, 31)

KEYS = {
    *("renewal_rate", "renewal_rate_contracts", "renewal_value_rate", "non_renewal_reasons"),
    *("renewal_collected", "upsell_collected", "early_collection", "collection_days", "upsell_margin"),
    *("nrr", "grr", "customer_retention", "customer_retention_simple", "logo_churn", "upsell_rate"),
    *("acv", "arr_per_csm", "activation_rate", "usage_depth", "core_feature_depth", "feature_breadth"),
    *("time_depth", "health_mean", "health_red", "nps", "nps_executive", "nps_all_answers", "csat"),
    *("issue_on_time", "feedback_conversion", "referral_leads", "executive_reach", "salon_compliance"),
    *("workshop_on_time", "workshop_quality", "activity_counts", "channel_roi", "cadence_kept"),
    *("travel_days", "sharing_sessions"),
}

ROWS_OF = {"health": "health_scores"}


def imported(source: Path, place: Path) -> Book:
    """A new book with everything that the folder holds."""
    book = Book.create(place).book
    apply(book, plan(source, Options(), None))
    return book


@pytest.fixture(scope="module")
def golden(golden_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The sample book, imported from its files."""
    with imported(golden_folder, tmp_path_factory.mktemp("golden") / "book") as book:
        yield book


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The edge book, imported from its files."""
    with imported(EDGE, tmp_path_factory.mktemp("edge") / "book") as book:
        yield book


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book whose rows each test puts in by itself."""
    with Book.create(tmp_path_factory.mktemp("scratch") / "book").book as book:
        yield book


def rows_of(book: Book) -> Rows:
    """The book's rows as the recount reads them."""
    with book.reading() as connection:
        return read_rows(connection)


# --- the answers beside the books ---------------------------------------------------------------------------


def close(expected: Any, found: Any) -> bool:
    """Equal within 1e-6, relative above 1; words, lists and tables element by element."""
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and expected.keys() == found.keys()
            and all(close(expected[name], found[name]) for name in expected)
        )
    if isinstance(expected, int | float) and isinstance(found, int | Fraction):
        return abs(float(found) - expected) <= 1e-6 * max(1.0, abs(expected))
    return bool(expected == found)


def check_faultless(faults: list[str]) -> None:
    """No fault was found; else every one is told."""
    assert not faults, "\n".join(faults)


def check_answers(answers: Path, found: dict[str, Figure]) -> None:
    """Every figure of the file is found as it says."""
    expected = json.loads(answers.read_text(encoding="utf-8"))
    faults = []
    for key, parts in expected["figures"].items():
        for name, value in parts.items():
            if not close(value, part_of(found[key], name)):
                faults.append(f"{key}.{name}: expected {value}, found {part_of(found[key], name)}")
    assert expected["figures"]
    check_faultless(faults)


def check_row_counts(answers: Path, book: Book) -> None:
    """The book holds as many rows of each kind as the file says."""
    expected = json.loads(answers.read_text(encoding="utf-8"))["rows"]
    with book.reading() as connection:
        found = {
            kind: connection.execute(f"SELECT count(*) FROM {ROWS_OF.get(kind, kind)}").fetchone()[0]
            for kind in expected
        }
    assert found == expected


def test_sample_book_has_its_known_answers(golden: Book, golden_folder: Path) -> None:
    check_answers(golden_folder / "expected.json", figures(golden, PERIOD, END).figures)


def test_sample_book_holds_every_row_of_its_files(golden: Book, golden_folder: Path) -> None:
    check_row_counts(golden_folder / "expected.json", golden)


def test_edge_book_has_the_answers_worked_out_by_hand(edge: Book) -> None:
    check_answers(EDGE / "expected.json", figures(edge, PERIOD, END).figures)


def test_edge_book_as_of_a_month_before_counts_what_had_happened_by_then(edge: Book) -> None:
    check_answers(EDGE / "expected-2024-05-31.json", figures(edge, PERIOD, MAY).figures)


def test_edge_book_holds_every_row_of_its_files(edge: Book) -> None:
    check_row_counts(EDGE / "expected.json", edge)


@pytest.mark.parametrize("name", ["golden", "edge"])
def test_every_metric_is_there_with_a_value_or_a_reason(name: str, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    found = figures(book, PERIOD, END).figures
    assert found.keys() >= KEYS
    silent = [key for key, figure in found.items() if figure.value is None and figure.reason is None]
    assert not silent


def test_every_metric_of_an_empty_book_is_zero_or_says_why_not(scratch: Book) -> None:
    fill(scratch, {})
    found = figures(scratch, PERIOD, END).figures
    assert found.keys() >= KEYS
    for key, figure in found.items():
        assert figure.value == 0 or figure.reason is not None, key
        assert figure.denominator is None or figure.value is None, key


def customers_of(rows: Rows, amounts: list[tuple[int, int]]) -> None:
    """One customer for each pair: annual value in yuan on the opening day, and at closing."""
    for number, (before, after) in enumerate(amounts, 1):
        rows["accounts"].append({"id": number, "code": f"K{number}"})
        for start, end, amount in (("2023", "2023", before), ("2024", "2024", after)):
            if amount:
                rows["contracts"].append(
                    {
                        "id": len(rows["contracts"]) + 1,
                        "code": f"C{len(rows['contracts']) + 1}",
                        "account_id": number,
                        "kind": "renewal",
                        "start_day": f"{start}-01-01",
                        "end_day": f"{end}-12-31",
                        "amount_fen": amount * 100,
                    }
                )


def test_retention_of_a_known_cohort(scratch: Book) -> None:
    """10,000 at the opening, +1,000 −200 −300: NRR 105 %, GRR 95 %; a new customer counts in neither."""
    rows: Rows = {"accounts": [], "contracts": []}
    customers_of(rows, [(4_000, 5_000), (5_700, 5_500), (300, 0), (0, 9_000)])
    fill(scratch, rows)
    found = figures(scratch, PERIOD, END).figures
    assert found["nrr"].value == Fraction(105, 100)
    assert found["grr"].value == Fraction(95, 100)


@pytest.mark.parametrize(
    ("scores", "value"), [([9, 10, 6, 8], 25), ([9, 9, 10, 7, 7, 8, 8, 8, 0, 6], 10)], ids=["four", "ten"]
)
def test_nps_of_known_answers(scores: list[int], value: int, scratch: Book) -> None:
    answers: list[Row] = [
        {"id": number, "account_id": 1, "contact_id": None, "day": END, "kind": "NPS", "score": score}
        for number, score in enumerate(scores, 1)
    ]
    fill(scratch, {"accounts": [{"id": 1, "code": "K1"}], "surveys": answers})
    assert figures(scratch, PERIOD, END).figures["nps"].value == value


# --- the recount --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", [END, MAY], ids=str)
@pytest.mark.parametrize("name", ["golden", "edge"])
def test_recount_and_figures_agree(name: str, as_of: date, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    found = figures(book, PERIOD, as_of).figures
    check_faultless(differences(found, recount(rows_of(book), PERIOD, as_of)))


@pytest.mark.parametrize("name", ["golden", "edge"])
def test_recount_alone_has_the_answers(name: str, golden_folder: Path) -> None:
    """Without the program: files read by the test's own loader, counted by the recount."""
    folder = golden_folder if name == "golden" else EDGE
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    counts = recount(read_folder(folder), PERIOD, END)
    for key, parts in expected["figures"].items():
        count = counts[key]
        for part, value in parts.items():
            found = count[part] if part in count else count["parts"][part]
            assert close(value, plain(found)), f"{key}.{part}"


@given(seed=SEEDS)
def test_recount_and_figures_agree_on_random_books(scratch: Book, seed: int) -> None:
    case = made_of(seed)
    fill(scratch, case.rows)
    found = figures(scratch, case.period, case.as_of).figures
    check_faultless(differences(found, recount(rows_of(scratch), case.period, case.as_of)))
    check_faultless(evidence_faults(found, keys_in(scratch)))


# --- the evidence -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", [END, MAY], ids=str)
@pytest.mark.parametrize("name", ["golden", "edge"])
def test_evidence_adds_up_to_each_figure(name: str, as_of: date, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    check_faultless(evidence_faults(figures(book, PERIOD, as_of).figures, keys_in(book)))


def test_figures_that_count_something_show_the_rows(edge: Book) -> None:
    for key, figure in figures(edge, PERIOD, END).figures.items():
        if figure.value:
            assert figure.evidence.numerator, key
        if figure.denominator:
            assert figure.evidence.denominator, key


# --- one row altered ----------------------------------------------------------------------------------------


def by_code(rows: Rows, table: str, code: str) -> Row:
    """The row with that number."""
    return next(row for row in rows[table] if row["code"] == code)


def one(rows: Rows, table: str, **values: Any) -> Row:
    """The only row with these values; an account or contract is given by its code."""
    refs = {"account": "accounts", "contract": "contracts", "contact": "contacts", "event": "events"}
    wanted = {}
    for name, value in values.items():
        if name in refs:
            wanted[f"{name}_id"] = by_code(rows, refs[name], value)["id"]
        else:
            wanted[name] = value
    found = [row for row in rows[table] if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, f"{len(found)} rows of {table} with {values}"
    return found[0]


def change(table: str, field: str, value: Any, **where: Any) -> Callable[[Rows], None]:
    """Sets one field of one row."""

    def alter(rows: Rows) -> None:
        row = one(rows, table, **where)
        assert row[field] != value
        row[field] = value

    return alter


def remove(table: str, **where: Any) -> Callable[[Rows], None]:
    """Takes one row out."""

    def alter(rows: Rows) -> None:
        rows[table].remove(one(rows, table, **where))

    return alter


def unlink(old: str, new: str) -> Callable[[Rows], None]:
    """Takes out the link between a contract and its renewal."""

    def alter(rows: Rows) -> None:
        ids = (by_code(rows, "contracts", old)["id"], by_code(rows, "contracts", new)["id"])
        rows["renewal_links"].remove(one(rows, "renewal_links", old_id=ids[0], new_id=ids[1]))

    return alter


def unlicense(account: str, module: str) -> Callable[[Rows], None]:
    """Takes a module from an account's licences."""

    def alter(rows: Rows) -> None:
        module_id = one(rows, "modules", name=module)["id"]
        rows["account_modules"].remove(one(rows, "account_modules", account=account, module_id=module_id))

    return alter


def use(day: date, account: str, module: str, active: int) -> Callable[[Rows], None]:
    """Sets how many accounts were active."""

    def alter(rows: Rows) -> None:
        module_id = one(rows, "modules", name=module)["id"]
        row = one(rows, "usage", account=account, module_id=module_id, day=day.toordinal())
        assert row["active"] != active
        row["active"] = active

    return alter


def rescore(day: date, account: str, dimension: str, milli: int) -> Callable[[Rows], None]:
    """Sets one dimension score."""

    def alter(rows: Rows) -> None:
        dimension_id = one(rows, "health_dimensions", name=dimension)["id"]
        row = one(rows, "health_scores", account=account, dimension_id=dimension_id, day=day)
        assert row["score_milli"] != milli
        row["score_milli"] = milli

    return alter


JUNE_28 = date(2024, 6, 28)

ALTERATIONS: dict[str, tuple[Callable[[Rows], None], str]] = {
    "a renewal receipt's amount": (change("receipts", "amount_fen", 70_001, code="R01"), "renewal_collected"),
    "an upsell receipt's amount": (change("receipts", "amount_fen", 14_001, code="R09"), "upsell_collected"),
    "an upsell receipt's day": (
        change("receipts", "received_day", date(2024, 2, 12), code="R09"),
        "collection_days",
    ),
    "an early receipt a day later": (
        change("receipts", "received_day", date(2024, 6, 16), code="R02"),
        "early_collection",
    ),
    "a due contract's amount": (
        change("contracts", "amount_fen", 130_000, code="C01"),
        "renewal_value_rate nrr grr",
    ),
    "a running contract's amount": (
        change("contracts", "amount_fen", 130_000, code="C08"),
        "renewal_value_rate nrr grr acv arr_per_csm",
    ),
    "a contract's end a day later": (
        change("contracts", "end_day", date(2024, 5, 31), code="C09"),
        "nrr grr customer_retention customer_retention_simple logo_churn non_renewal_reasons acv",
    ),
    "a contract's loss": (
        change("contracts", "lost_day", date(2024, 6, 20), code="C10"),
        "non_renewal_reasons acv arr_per_csm nrr grr",
    ),
    "a renewal's link": (unlink("C16", "C17"), "renewal_rate renewal_rate_contracts renewal_value_rate"),
    "a handover day": (
        change("accounts", "handover_day", date(2024, 1, 1), code="K1"),
        "upsell_rate activation_rate customer_retention customer_retention_simple nrr grr",
    ),
    "a handaway day": (
        change("accounts", "handaway_day", date(2024, 6, 30), code="K1"),
        "cadence_kept customer_retention health_mean logo_churn acv arr_per_csm",
    ),
    "an activation day": (
        change("accounts", "activated_day", date(2024, 7, 1), code="K6"),
        "activation_rate",
    ),
    "a usage number": (use(JUNE_28, "K1", "订单中心", 0), "usage_depth core_feature_depth feature_breadth"),
    "a licence": (unlicense("K1", "短信包"), "feature_breadth"),
    "a module's core flag": (change("modules", "core", 1, name="短信包"), "core_feature_depth"),
    "a day's hours": (
        change("usage_times", "used_minutes", 60, account="K1", day=date(2024, 6, 3)),
        "time_depth",
    ),
    "a health score": (rescore(END, "K1", "活跃度", 39_000), "health_mean health_red"),
    "an NPS answer": (
        change("surveys", "score", 6, account="K1", day=date(2024, 5, 1), kind="NPS"),
        "nps nps_executive nps_all_answers",
    ),
    "a CSAT answer": (change("surveys", "score", 3, account="K1", kind="CSAT"), "csat"),
    "a ticket's resolution": (
        change("tickets", "resolved_at", datetime.fromisoformat("2024-05-31 09:01"), code="G1"),
        "issue_on_time",
    ),
    "a suggestion's fate": (change("suggestions", "status", "shipped", code="F2"), "feedback_conversion"),
    "a lead's day": (change("leads", "day", date(2023, 12, 31), code="X1"), "referral_leads"),
    "an attendance": (
        remove("attendance", event="E3", contact="P1"),
        "executive_reach salon_compliance",
    ),
    "a salon's people": (change("events", "people", 5, code="E3"), "salon_compliance"),
    "a workshop's day": (
        change("workshops", "day", date(2023, 12, 2), contract="C01"),
        "workshop_on_time",
    ),
    "a workshop's minutes": (
        change("workshops", "minutes_hours", Fraction(25), contract="C01"),
        "workshop_quality",
    ),
    "a touch": (remove("touches", account="K3"), "activity_counts cadence_kept channel_roi"),
    "a deal's margin": (change("opportunities", "margin", Fraction("0.6"), code="S1"), "upsell_margin"),
    "a day of travel": (change("own_time", "minutes", 300, day=date(2024, 1, 1)), "travel_days"),
    "a sharing session": (remove("own_time", category="sharing"), "sharing_sessions"),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_altering_one_row_changes_the_figures_that_count_it_and_their_evidence(
    what: str, edge: Book, scratch: Book
) -> None:
    alter, names = ALTERATIONS[what]
    rows = rows_of(edge)
    fill(scratch, rows)
    before = figures(scratch, PERIOD, END).figures
    alter(rows)
    fill(scratch, rows)
    after = figures(scratch, PERIOD, END).figures
    for key in names.split():
        assert after[key].value != before[key].value, key
        sums = (after[key].evidence.numerator, after[key].evidence.denominator)
        assert sums != (before[key].evidence.numerator, before[key].evidence.denominator), key
    check_faultless(differences(after, recount(rows_of(scratch), PERIOD, END)))
    check_faultless(evidence_faults(after, keys_in(scratch)))


def test_every_metric_is_altered_by_some_row() -> None:
    assert {key for _, names in ALTERATIONS.values() for key in names.split()} == KEYS
