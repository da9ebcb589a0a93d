"""Kinds of columns that many tables have."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Text, text

metadata = MetaData()


def row_id() -> Column[int]:
    """The table's own number of a row."""
    return Column("id", Integer, primary_key=True)


def code() -> Column[str]:
    """The object's number in the system that it came from."""
    return Column("code", Text, nullable=False, unique=True)


def row_key() -> Column[str]:
    """A hash of the row's content, for rows without a number of their own."""
    return Column("row_key", Text, unique=True)


def reference(target: str, *, null: bool = False, name: str | None = None, index: bool = True) -> Column[int]:
    """Another table's row; with ``null`` it may be missing, and the row outlives it."""
    rule = "SET NULL" if null else "CASCADE"
    column = name or {"war_rooms": "war_room"}.get(target, target.rstrip("s")) + "_id"
    return Column(column, ForeignKey(f"{target}.id", ondelete=rule), nullable=null, index=index)


def flag(name: str, *, default: int | None = None) -> Column[int]:
    """0, 1 or NULL (not known); with a ``default`` never NULL."""
    check = CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_flag")
    if default is None:
        return Column(name, Integer, check)
    return Column(name, Integer, check, nullable=False, server_default=text(str(default)))


def words(name: str, *, required: bool = False) -> Column[str]:
    """Text, empty where nothing was said."""
    if required:
        return Column(name, Text, nullable=False)
    return Column(name, Text, nullable=False, server_default=text("''"))


def day(name: str, *, required: bool = False) -> Column[str]:
    """An ISO day or moment."""
    return Column(name, Text, nullable=not required)


def fen(name: str, *, required: bool = False) -> Column[int]:
    """Money in hundredths of the currency's unit."""
    return Column(name, Integer, nullable=not required)


def currency() -> Column[str]:
    """The currency of the row's money."""
    return Column("currency", Text, nullable=False, server_default=text("'CNY'"))
