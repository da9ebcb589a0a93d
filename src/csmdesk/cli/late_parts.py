"""Tries what is loaded only when it is first used, which a built program may lack without anybody seeing it.

Each function returns what went wrong, and raises what the part itself raises.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from csmdesk.cli.demo import PERIOD
from csmdesk.domain.text import Language
from csmdesk.storage.book import Book

_ROWS = {"KH9001": "丰和食品 (自检一)", "KH9002": "𠮷祥物流（自检二）", "KH9003": "云岫茶饮·分公司（自检三）"}
"""Accounts that the sample has not, by number: brackets of both kinds, and a character beyond 16 bits."""
_HEADS = ("客户编号", "客户名称", "所属行业")


def metric_tables(book: Book, folder: Path, language: Language) -> list[str]:
    """Write every metric over the usual periods to a workbook, and read it back as files are read."""
    from csmdesk.importers import workbook
    from csmdesk.reports.table_file import write_sheets
    from csmdesk.services.measure_tables import long_table
    from csmdesk.services.measure_view import Asked
    from csmdesk.services.measures import Measures
    from csmdesk.ui.panes.plan.measures.export import sheets_of

    asked = Asked(PERIOD, None, language)
    measures = Measures(book)
    table = long_table(measures, asked, measures.periods(asked))
    file = folder / f"metrics-{PERIOD}.xlsx"
    write_sheets(file, sheets_of(table, ("1", "2"), language))
    sheets = workbook.read(file).sheets
    return same("rows of the workbook", sheets[0].grid.count if sheets else 0, len(table) + 1)


def calendar_file(book: Book, folder: Path, language: Language) -> list[str]:
    """Write the days of the contracts as a calendar file, and look whether it holds them."""
    from csmdesk.reports.ics import write_events
    from csmdesk.services.calendar_desk import CalendarDesk
    from csmdesk.services.calendar_events import events

    found = events(CalendarDesk(book, PERIOD, None), language)
    file = folder / f"contracts-{PERIOD}.ics"
    write_events(file, found, language, "csmdesk")
    held = file.read_bytes().count(b"BEGIN:VEVENT")
    return same("days in the calendar file", held, len(found)) + ([] if found else ["no day of a contract"])


def company_template(book: Book, folder: Path, language: Language) -> list[str]:
    """Write the example of a company's Word template, and the review in it."""
    from csmdesk.reports.output import Output, write
    from csmdesk.reports.review_draft import review_draft
    from csmdesk.reports.template_example import write_example
    from csmdesk.reports.template_values import template_values
    from csmdesk.services.review_book import review_key

    review = review_draft(book, review_key(book, PERIOD), None, language)
    template = folder / "template.docx"
    listed = write_example(template, template_values(*review.going))
    wrote = write(review.going, Output(folder / f"review-{PERIOD}-template.docx", template))
    return [f"{file.name}: empty" for file in (listed, wrote.path) if not file.stat().st_size]


def working_days() -> list[str]:
    """Ask for a public holiday of China and for the Sunday that is worked for it."""
    from csmdesk.domain.working_days import is_working_day

    known = {date(2024, 10, 1): False, date(2024, 9, 29): True, date(2024, 10, 8): True}
    return [
        f"{day}: a working day is not told" for day, worked in known.items() if is_working_day(day) != worked
    ]


def kinds_of_files(book: Book, folder: Path) -> list[str]:
    """Read one account each from a csv in an old Chinese encoding, a workbook, and a page that is called one.

    What is imported is taken back again.
    """
    from csmdesk.importers.desk import ImportDesk
    from csmdesk.reports.table_file import write_table
    from csmdesk.storage.digest import digest

    source = folder / "文件 夹"
    source.mkdir()
    rows = [(code, name, "物流") for code, name in _ROWS.items()]
    lines = "\r\n".join(",".join(row) for row in (_HEADS, rows[0])) + "\r\n"
    (source / "客户 一.csv").write_bytes(lines.encode("gb18030"))
    write_table(source / "客户 二.xlsx", "客户", _HEADS, [rows[1]])
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in (_HEADS, rows[2])]
    page = f"<html><meta charset='utf-8'><table><tr>{cells[0]}</tr><tr>{cells[1]}</tr></table></html>"
    (source / "客户 三.xls").write_text(page, encoding="utf-8")

    def names() -> dict[str, str]:
        with book.reading() as connection:
            found = connection.execute("SELECT code, name FROM accounts WHERE code LIKE 'KH900%'").fetchall()
        return dict(found)

    def content() -> str:
        with book.reading() as connection:
            return digest(connection)

    before = content()
    desk = ImportDesk(book)
    for sheet in desk.read([source]):
        desk.confirm(sheet)
    checked = desk.check()
    desk.apply(checked)
    wrong = same("accounts", names(), _ROWS)
    book.store.undo()
    return wrong + ([] if content() == before else ["the import was not taken back"])


def same(what: str, found: object, wanted: object) -> list[str]:
    """That ``found`` is not ``wanted``."""
    return [] if found == wanted else [f"{what}: {found} instead of {wanted}"]
