"""The book's tables. The words are those of the domain; units are in each column's comment.

Days are ISO text (``YYYY-MM-DD``), moments ``YYYY-MM-DD HH:MM``; usage days alone are integers
(``date.toordinal``), because there are millions of them. Money is integer fen (hundredths of the
currency's unit) beside its currency. Scores are integer thousandths, so that they stay exact. Ratios
are decimal text. Booleans are 0, 1 or NULL (not known).

``code`` is the object's number in the system it came from (KH1001, HT00001). Tables whose rows have no
number of their own carry ``row_key``: a hash of the row's content and which of its equals it is, so that
importing a file again changes nothing and two equal touches stay two.

Every CHECK has a name: Alembic drops those without one when it rebuilds a table.
"""

from __future__ import annotations

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from csmdesk.storage.layout import NOT_IN_DIGEST, UNJOURNALLED, VERSION
from csmdesk.storage.schema import (  # each adds its tables to the metadata
    apart,
    contracts,
    customers,
    health,
    kept,
    log,
    plan,
    reviews,
    war_rooms,
    year_plan,
)
from csmdesk.storage.schema.columns import metadata

__all__ = ["NOT_IN_DIGEST", "TABLES", "UNJOURNALLED", "VERSION", "metadata", "statements"]

TABLES = (customers, contracts, health, log, war_rooms, plan, reviews, kept, apart, year_plan)
"""The modules that describe the tables."""


def statements() -> list[str]:
    """The DDL of all tables and indexes, in the order in which they refer to each other."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda i: str(i.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return made
