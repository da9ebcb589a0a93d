"""Surveys: a pasted column of scores, in any order, each answer on its scale."""

from __future__ import annotations

import itertools

import pytest

from csmdesk.services.figures import figures
from csmdesk.services.log.log import Log
from csmdesk.services.log.surveys import Surveys
from csmdesk.storage.book import Book
from tests.unit.services.log.records import shown, typed, words
from tests.unit.services.sample import expect_exact_undo, refused
from tests.unit.storage.making import rows_of


@pytest.fixture
def surveys(log: Log) -> Surveys:
    kind = log.kinds["survey"]
    assert isinstance(kind, Surveys)
    return kind


def people(book: Book, count: int) -> list[tuple[str, str, str]]:
    """Account name, contact code and contact name."""
    return rows_of(
        book,
        "SELECT a.name, c.code, c.name FROM contacts c JOIN accounts a ON a.id = account_id "
        f"WHERE executive = 1 ORDER BY c.id LIMIT {count}",
    )


@pytest.mark.parametrize("order", list(itertools.permutations(("account", "contact", "score"))))
def test_columns_in_any_order(surveys: Surveys, sample: Book, order: tuple[str, ...]) -> None:
    lines = []
    for score, (account, code, _) in enumerate(people(sample, 6), start=5):
        cells = {"account": account, "contact": code, "score": str(score)}
        lines.append("\t".join(cells[field] for field in order))
    plan = surveys.plan_paste("\n".join(lines), None, [])
    assert plan.refused == 0, [cell for cell in plan.cells if cell.problem]
    assert {cell.field for cell in plan.cells} == {"account", "contact", "score", "kind"}
    assert any("NPS" in note.zh for note in plan.notes)
    before = surveys.count()
    with expect_exact_undo(sample):
        surveys.apply_paste(plan)
    assert surveys.count() == before + 6


def test_a_column_of_scores_beside_names(surveys: Surveys, sample: Book) -> None:
    rows = people(sample, 3)
    block = "\n".join(f"{code},{score}" for (_, code, _), score in zip(rows, (10, 9, 6), strict=True))
    plan = surveys.plan_paste(block, None, [])
    assert plan.refused == 0
    before = figures(sample, "2024H1").figures["nps_executive"].parts
    surveys.apply_paste(plan)
    after = figures(sample, "2024H1").figures["nps_executive"]
    assert after.parts != before
    newest = surveys.rows("2024H1", None, "zh").rows[:3]
    assert sorted(typed(surveys, row)["score"] for row in newest) == ["10", "6", "9"]


def test_what_is_off_the_scale_is_refused_by_row(surveys: Surveys, sample: Book) -> None:
    ((account, _, _),) = people(sample, 1)
    block = (
        f"客户\t问卷\t分数\n{account}\tNPS\t10\n{account}\tNPS\t11\n{account}\t满意度\t6\n{account}\tCSAT\t0"
    )
    plan = surveys.plan_paste(block, None, [])
    assert (plan.rows, plan.refused) == (4, 3)
    assert {cell.row for cell in plan.cells if cell.problem} == {1, 2, 3}
    assert all(cell.field == "score" for cell in plan.cells if cell.problem)
    before = surveys.count()
    surveys.apply_paste(plan)
    assert surveys.count() == before + 1


def test_scores_of_five_at_most_are_csat(surveys: Surveys, sample: Book) -> None:
    ((account, _, _),) = people(sample, 1)
    plan = surveys.plan_paste(f"{account}\t4\n{account}\t5", None, [])
    assert {cell.new for cell in plan.cells if cell.field == "kind"} == {"满意度"}
    plan = surveys.plan_paste(f"{account}\t4\n{account}\t0", None, [])
    assert {cell.new for cell in plan.cells if cell.field == "kind"} == {"NPS"}


def test_another_kind_has_to_fit_the_score(surveys: Surveys) -> None:
    made, _ = surveys.new({"account": "岚图家居", "kind": "NPS", "score": "8"})
    assert words(surveys, made)["meaning"] == "被动者"
    assert shown(surveys, made).marks == {"meaning": "amber"}
    assert "score" in surveys.problems({"account": "岚图家居", "kind": "CSAT", "score": "8"})
    assert "1–5" in refused(lambda: surveys.edit([made], "kind", "满意度")).text.zh


def test_the_account_follows_from_the_contact(surveys: Surveys, sample: Book) -> None:
    account, code, name = people(sample, 4)[3]
    made, _ = surveys.new({"contact": code, "kind": "NPS", "score": "9"})
    assert (words(surveys, made)["account"], words(surveys, made)["contact"]) == (account, name)
    stranger = people(sample, 5)[4][1]
    assert "contact" in surveys.problems(
        {"account": account, "contact": stranger, "kind": "NPS", "score": "9"}
    )


def test_sums_are_those_of_the_metric(surveys: Surveys, sample: Book) -> None:
    figure = figures(sample, "2024H1").figures["nps"]
    said = surveys.rows("2024H1", None, "zh").sums
    assert said[0] == "110 份答复"
    assert said[1] == "NPS 49（n = 80，推荐 47，贬损 8）"
    assert figure.denominator == 80


def test_a_line_without_its_survey_is_nps(surveys: Surveys) -> None:
    found = surveys.read("岚图 9 响应快")
    assert (found["kind"], found["score"], found["comment"]) == ("NPS", "9", "响应快")
