"""SQLAlchemy over a keyed connection of ours, with transactions that begin when they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csmdesk.storage import driver
from csmdesk.storage.driver import Connection

if TYPE_CHECKING:
    import sqlalchemy


def engine_over(connection: Connection) -> sqlalchemy.Engine:
    """An engine whose only connection is ``connection``; disposing of the engine closes it."""
    import sqlalchemy
    from sqlalchemy import event, pool

    engine = sqlalchemy.create_engine(
        "sqlite://", module=driver.module, creator=lambda: connection, poolclass=pool.StaticPool
    )

    @event.listens_for(engine, "begin")
    def begin(connection: sqlalchemy.Connection) -> None:
        # The driver would begin late and leave DDL outside.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
