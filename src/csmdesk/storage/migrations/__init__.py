"""Bringing an older book up to date: a verified backup, then every step in one transaction.

The version is ``PRAGMA user_version``; revision ``0007`` leads from version 6 to version 7. A new version
is: the change in ``schema``, the number in ``layout.VERSION``, a file in ``versions`` whose ``upgrade()``
does it, and the DDL of the new schema beside it (``write_baseline``). In ``upgrade()`` foreign keys are off
and there is no journal. Alembic's batch mode keeps no unnamed CHECK and no WITHOUT ROWID: tables that have
the latter are rebuilt by hand.
"""

from __future__ import annotations

from pathlib import Path

from csmdesk.storage import backup, driver
from csmdesk.storage.engine import engine_over
from csmdesk.storage.layout import DATABASE, VERSION

SCRIPTS = Path(__file__).parent


def migrate(folder: Path, key: bytes, found: int, *, target: int = VERSION, scripts: Path = SCRIPTS) -> Path:
    """Bring the book at ``folder`` from version ``found`` to ``target``; returns the backup made before.

    The caller holds the book's lock. Whatever fails leaves the book as it was, with the backup beside it.
    Raises UserError when there can be no backup.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    place = backup.default_place(folder)
    backup.make(folder, key, place)
    revisions = ScriptDirectory(str(scripts)).iterate_revisions(_revision(target), _revision(found))
    steps = list(revisions)[::-1]
    if len(steps) != target - found:
        raise RuntimeError(f"no way from version {found} to {target}")
    connection = driver.connect(folder / DATABASE, key)
    try:
        # Before the transaction, where it would be ignored: rebuilding a table must not take its children.
        connection.execute("PRAGMA foreign_keys = OFF")
        engine = engine_over(connection)
        with engine.connect() as session, session.begin():
            with Operations.context(MigrationContext.configure(session)):
                for step in steps:
                    step.module.upgrade()
            broken = session.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
            if broken:
                raise RuntimeError(f"the migration broke references: {broken}")
            # The journal's images have the old columns.
            session.exec_driver_sql("UPDATE operations SET state = 'kept' WHERE state = 'done'")
            session.exec_driver_sql("UPDATE operations SET state = 'lost' WHERE state = 'undone'")
            session.exec_driver_sql(f"PRAGMA user_version = {target}")
        engine.dispose()
    finally:
        connection.close()
    return place


def _revision(version: int) -> str:
    return f"{version:04d}" if version else "base"


def baseline() -> str:
    """The DDL of today's schema, as the baseline file of this version holds it."""
    from csmdesk.storage import schema

    return "".join(f"{statement};\n\n" for statement in schema.statements())


def write_baseline() -> None:
    """Write this version's baseline anew; only before the version is released."""
    path = SCRIPTS / "versions" / f"baseline_{VERSION:04d}.sql"
    path.write_text(baseline(), encoding="utf-8")
