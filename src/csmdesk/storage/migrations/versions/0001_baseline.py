"""Version 1: the first schema, as it was released."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

BASELINE = Path(__file__).parent / "baseline_0001.sql"


def upgrade() -> None:
    """Make all tables of version 1."""
    for statement in BASELINE.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)
