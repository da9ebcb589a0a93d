"""The reviews, their words and versions."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import day, flag, metadata, reference, row_id, words

reviews = Table(
    "reviews",
    metadata,
    row_id(),
    Column("period", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default=text("'half'"), comment="half, quarter, year, qbr"),
    Column("subject", Text, nullable=False, server_default=text("''"), comment="a QBR's account code"),
    words("title"),
    Index("reviews_key", "period", "kind", "subject", unique=True),
)

review_chapters = Table(
    "review_chapters",
    metadata,
    row_id(),
    reference("reviews"),
    Column("key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    words("title"),
    flag("hidden", default=0),
    Column("body", Text, comment="JSON, see domain.review_text; NULL: made from the data"),
    Index("review_chapters_key", "review_id", "key", unique=True),
)

review_drafts = Table(
    "review_drafts",
    metadata,
    row_id(),
    Column("period", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("chapter", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("review_drafts_key", "period", "kind", "subject", "chapter", unique=True),
    comment="what is being typed, until it becomes an operation of the book",
)

review_notes = Table(
    "review_notes",
    metadata,
    row_id(),
    reference("reviews"),
    Column("finding", Text, nullable=False, comment="what the check found, by its key"),
    words("words"),
    Index("review_notes_key", "review_id", "finding", unique=True),
    comment="answers to what the check of a review found",
)

review_texts = Table(
    "review_texts",
    metadata,
    row_id(),
    reference("reviews"),
    Column("place", Text, nullable=False, comment="the block's name in the report"),
    Column("body", Text, nullable=False),
    Index("review_texts_place", "review_id", "place", unique=True),
)

review_versions = Table(
    "review_versions",
    metadata,
    row_id(),
    reference("reviews"),
    Column("number", Integer, nullable=False),
    Column("frozen_at", Text, nullable=False),
    day("as_of", required=True),
    Column("document", Text, nullable=False, comment="the chapters as JSON, with the words of each figure"),
    Column("exported_at", Text, comment="from then on it stays"),
    Index("review_versions_number", "review_id", "number", unique=True),
)

review_figures = Table(
    "review_figures",
    metadata,
    row_id(),
    reference("review_versions", name="version_id"),
    Column("metric", Text, nullable=False),
    Column("figure", Text, nullable=False, comment="the figure as JSON, with its evidence"),
    Index("review_figures_key", "version_id", "metric", unique=True),
)
