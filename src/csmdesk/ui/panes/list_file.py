"""Writing the rows of a list to a table file, as the list shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from csmdesk.ui.models.columns import Column, Row
from csmdesk.ui.tasks import Job

if TYPE_CHECKING:
    from csmdesk.reports.table_file import Value

R = TypeVar("R", bound=Row)


def list_writer(
    path: Path, title: str, columns: Sequence[Column[R]], rows: Sequence[R], formats: Mapping[str, str]
) -> Callable[[Job], int]:
    """What writes ``rows`` to ``path`` in the background, and gives how many they are; may raise UserError.

    ``formats`` are the number formats of columns by key.
    """
    rows, columns = list(rows), list(columns)

    def work(job: Job) -> int:
        from csmdesk.reports.table_file import write_table

        heads = [column.head for column in columns]
        numbers = [formats.get(column.key, "") for column in columns]
        table = [[cast("Value", column.value(row)) for column in columns] for row in rows]
        job.check()
        write_table(path, title, heads, table, numbers)
        return len(table)

    return work
