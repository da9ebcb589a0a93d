"""Templates: every kind has one, each is recognised as its kind, and its example can be imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from csmdesk.domain.text import Language
from csmdesk.importers.mapping import Why
from csmdesk.importers.own_tables import own_tables
from csmdesk.importers.templates import TEMPLATES, templates
from csmdesk.reports.table_file import Sheet, write_sheets
from csmdesk.storage.book import Book
from tests.unit.importers.making import import_into, planned, warnings


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_a_template_whose_example_can_be_imported(tmp_path: Path, language: Language) -> None:
    made = templates(language)
    assert [each.kind for each in made] == list(TEMPLATES)
    path = tmp_path / "all.xlsx"
    write_sheets(path, [Sheet(each.title, each.heads, each.rows) for each in made])
    plan = planned(path)
    assert [sheet.kind for sheet in plan.sheets] == list(TEMPLATES)
    for sheet in plan.sheets:
        assert {column.why for column in sheet.columns} == {Why.WORD}, sheet.kind
    assert warnings(path) == []
    with Book.create(tmp_path / "book").book as book:
        import_into(book, path)
        with book.reading() as connection:
            held = {each.kind: len(each.rows) for each in own_tables(connection, language)}
    assert held == dict.fromkeys(held, 1)
    assert set(held) == set(TEMPLATES)


def test_one_template_has_its_columns_and_one_row() -> None:
    (made,) = templates("zh", ("touches",))
    assert made.heads == ("触达编号", "客户编号", "联系人编号", "日期", "渠道", "时长(分钟)", "说明")
    assert len(made.rows) == 1
    assert all(len(row) == len(made.heads) for row in made.rows)
