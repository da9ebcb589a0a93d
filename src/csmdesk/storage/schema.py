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

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from csmdesk.storage.layout import NOT_IN_DIGEST, UNJOURNALLED, VERSION

__all__ = ["NOT_IN_DIGEST", "UNJOURNALLED", "VERSION", "metadata", "statements"]

metadata = MetaData()


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _code() -> Column[str]:
    return Column("code", Text, nullable=False, unique=True)


def _row_key() -> Column[str]:
    return Column("row_key", Text, unique=True)


def _ref(target: str, *, null: bool = False, name: str | None = None, index: bool = True) -> Column[int]:
    rule = "SET NULL" if null else "CASCADE"
    column = name or {"war_rooms": "war_room"}.get(target, target.rstrip("s")) + "_id"
    return Column(column, ForeignKey(f"{target}.id", ondelete=rule), nullable=null, index=index)


def _flag(name: str, *, default: int | None = None) -> Column[int]:
    check = CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_flag")
    if default is None:
        return Column(name, Integer, check)
    return Column(name, Integer, check, nullable=False, server_default=text(str(default)))


def _words(name: str, *, required: bool = False) -> Column[str]:
    if required:
        return Column(name, Text, nullable=False)
    return Column(name, Text, nullable=False, server_default=text("''"))


def _day(name: str, *, required: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not required)


def _fen(name: str, *, required: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=not required)


def _currency() -> Column[str]:
    return Column("currency", Text, nullable=False, server_default=text("'CNY'"))


segments = Table(
    "segments",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("cadence_days", Integer, comment="longest gap between touches; NULL: the default of the name"),
    Column("renewal_start_days", Integer, comment="renewal talks start this many days before the end"),
    _words("resources"),
)

accounts = Table(
    "accounts",
    metadata,
    _id(),
    _code(),
    _words("name", required=True),
    _words("pinyin"),
    _words("initials"),
    _words("industry"),
    _words("city"),
    _words("segment"),
    _words("stage"),
    _words("owner"),
    _day("handover_day"),
    _words("handover_from"),
    _day("handaway_day"),
    _words("handaway_to"),
    _day("activated_day"),
    _flag("archived", default=0),
    _words("note"),
)

account_aliases = Table(
    "account_aliases",
    metadata,
    _id(),
    _code(),
    _ref("accounts"),
    comment="numbers of accounts that were merged into another, so that imports find it",
)

modules = Table(
    "modules",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    _flag("core", default=0),
)

account_modules = Table(
    "account_modules",
    metadata,
    _id(),
    _ref("accounts"),
    _ref("modules"),
    Index("account_modules_pair", "account_id", "module_id", unique=True),
)

contacts = Table(
    "contacts",
    metadata,
    _id(),
    _code(),
    _ref("accounts"),
    _words("name", required=True),
    _words("pinyin"),
    _words("initials"),
    _words("title"),
    _flag("executive", default=0),
    _words("email"),
    _words("phone"),
    _day("birthday"),
    _day("left_day"),
)

erasures = Table(
    "erasures",
    metadata,
    _id(),
    Column("contact_id", Integer, nullable=False, unique=True, comment="the contact without a name"),
    _day("day", required=True),
    Column("salt", Text, nullable=False),
    Column("code_hash", Text, nullable=False, comment="SHA-256 of salt and the contact's number before"),
    comment="people taken out of the book, so that no import brings them back",
)

contracts = Table(
    "contracts",
    metadata,
    _id(),
    _code(),
    _ref("accounts"),
    Column("kind", Text, nullable=False, comment="new, renewal, upsell, cross_sell, other"),
    _words("product"),
    _day("start_day", required=True),
    Column("end_day", Text, comment="last day of the term; NULL: open-ended"),
    _fen("amount_fen", required=True),
    _currency(),
    Column("annual_fen", Integer, comment="annual value as the source states it (MRR × 12); NULL: computed"),
    Column("billing", Text, nullable=False, server_default=text("''"), comment="monthly, annual or ''"),
    _day("signed_day"),
    _flag("recurring", default=1),
    _flag("auto_renewal", default=0),
    Column("notice_days", Integer),
    Column("loss_reason", Text, nullable=False, server_default=text("''")),
    Column("lost_day", Text, comment="day on which the loss was known; NULL: the end"),
    Column(
        "forecast", Text, nullable=False, server_default=text("''"), comment="committed, likely, risk, lost"
    ),
    _words("note"),
    CheckConstraint("end_day IS NULL OR end_day >= start_day", name="end_after_start"),
    Index("contracts_end", "end_day"),
)

renewal_links = Table(
    "renewal_links",
    metadata,
    _id(),
    _ref("contracts", name="old_id"),
    _ref("contracts", name="new_id"),
    _flag("inferred", default=0),
    Index("renewal_links_pair", "old_id", "new_id", unique=True),
    CheckConstraint("old_id <> new_id", name="not_itself"),
)

invoices = Table(
    "invoices",
    metadata,
    _id(),
    _code(),
    _ref("contracts"),
    _day("day", required=True),
    _day("due_day"),
    _fen("amount_fen", required=True),
    _currency(),
)

receipts = Table(
    "receipts",
    metadata,
    _id(),
    _code(),
    _ref("contracts"),
    Column("kind", Text, nullable=False, comment="renewal, upsell, new, other"),
    _words("invoice_code"),
    _day("invoice_day"),
    _day("due_day"),
    Column("received_day", Text, comment="NULL: not received yet"),
    Column("amount_fen", Integer, nullable=False, comment="a refund is negative"),
    _currency(),
    Column("discount_fen", Integer, nullable=False, server_default=text("0")),
    Column(
        "one_sum",
        Integer,
        CheckConstraint("one_sum IN (0, 1)", name="one_sum_flag"),
        comment="paid in one sum",
    ),
    Index("receipts_received", "received_day"),
)

usage = Table(
    "usage",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("module_id", ForeignKey("modules.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Integer, primary_key=True, comment="date.toordinal"),
    Column("provisioned", Integer, comment="NULL: not known (the source only says that it was used)"),
    Column("active", Integer, nullable=False, comment="accounts active in the last 30 days"),
    Column("batch_id", Integer, comment="the import that wrote the row"),
    CheckConstraint("active >= 0 AND (provisioned IS NULL OR active <= provisioned)", name="active_range"),
    sqlite_with_rowid=False,
)

usage_days = Table(
    "usage_days",
    metadata,
    Column("day", Integer, primary_key=True, comment="date.toordinal"),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("provisioned", Integer, nullable=False, comment="sum over the modules where it is known"),
    Column("active", Integer, nullable=False, comment="sum over the modules where provisioned is known"),
    Column("modules", Integer, nullable=False, comment="modules with a row that day"),
    Column("used", Integer, nullable=False, comment="modules with at least one active account"),
    Column("core_used", Integer, nullable=False, comment="of these, core modules"),
    sqlite_with_rowid=False,
    comment="roll-up of usage, kept by the import",
)

usage_times = Table(
    "usage_times",
    metadata,
    _id(),
    _ref("accounts"),
    _day("day", required=True),
    Column("used_minutes", Integer, nullable=False),
    Column("business_minutes", Integer, nullable=False),
    Index("usage_times_pair", "account_id", "day", unique=True),
)

health_dimensions = Table(
    "health_dimensions",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("weight", Text, comment="decimal; NULL: the default of the name"),
)

health_scores = Table(
    "health_scores",
    metadata,
    _id(),
    _ref("accounts", index=False),
    _ref("health_dimensions", name="dimension_id"),
    _day("day", required=True),
    Column(
        "score_milli",
        Integer,
        CheckConstraint("score_milli BETWEEN 0 AND 100000", name="score_range"),
        nullable=False,
        comment="0–100 in thousandths",
    ),
    Index("health_scores_key", "account_id", "dimension_id", "day", unique=True),
)

health_overrides = Table(
    "health_overrides",
    metadata,
    _id(),
    _ref("accounts"),
    _day("day", required=True),
    Column(
        "score_milli",
        Integer,
        CheckConstraint("score_milli BETWEEN 0 AND 100000", name="score_range"),
        nullable=False,
    ),
    _words("reason", required=True),
    _day("expires_day", required=True),
)

tickets = Table(
    "tickets",
    metadata,
    _id(),
    _code(),
    _ref("accounts"),
    _words("title"),
    _words("severity"),
    _day("opened_at", required=True),
    _day("due_at"),
    _day("resolved_at"),
    Column("level", Integer, comment="escalation level"),
)

surveys = Table(
    "surveys",
    metadata,
    _id(),
    Column("code", Text, unique=True),
    _row_key(),
    _ref("accounts"),
    _ref("contacts", null=True),
    _day("day", required=True),
    Column("kind", Text, nullable=False, comment="NPS or CSAT"),
    Column("score", Integer, nullable=False, comment="NPS 0–10, CSAT 1–5"),
    _words("comment"),
    CheckConstraint("score BETWEEN 0 AND 10", name="score_range"),
)

events = Table(
    "events",
    metadata,
    _id(),
    _code(),
    Column("kind", Text, nullable=False, comment="salon, roundtable, other"),
    _words("topic"),
    _day("day", required=True),
    Column("people", Integer, comment="people attending"),
    _day("topic_vote_day"),
    Column("paper_hours", Text, comment="hours until the white paper went out, decimal"),
    Column("rating", Text, comment="mean rating of 5, decimal"),
)

attendance = Table(
    "attendance",
    metadata,
    _id(),
    _ref("events"),
    _ref("contacts"),
    Index("attendance_pair", "event_id", "contact_id", unique=True),
)

opportunities = Table(
    "opportunities",
    metadata,
    _id(),
    _code(),
    _ref("accounts"),
    _words("name"),
    Column(
        "kind", Text, nullable=False, server_default=text("'other'"), comment="upsell, cross_sell, new, other"
    ),
    _fen("amount_fen", required=True),
    _currency(),
    Column("margin", Text, comment="gross margin as a fraction, decimal"),
    Column(
        "stage",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="won, lost, or the words of the source",
    ),
    _day("won_day"),
    _ref("contracts", null=True),
)

leads = Table(
    "leads",
    metadata,
    _id(),
    _code(),
    _ref("accounts"),
    _ref("contacts", null=True),
    _day("day", required=True),
    Column(
        "status",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="converted, or the words of the source",
    ),
    _fen("expected_arr_fen"),
    _currency(),
    _ref("opportunities", null=True, name="opportunity_id"),
)

touches = Table(
    "touches",
    metadata,
    _id(),
    Column("code", Text, unique=True),
    _row_key(),
    _ref("accounts"),
    _ref("contacts", null=True),
    _day("day", required=True),
    _words("channel", required=True),
    Column("minutes", Integer),
    _words("note"),
    Index("touches_day", "account_id", "day"),
)

workshops = Table(
    "workshops",
    metadata,
    _id(),
    Column("code", Text, unique=True),
    _row_key(),
    _ref("contracts"),
    _day("day", required=True),
    Column("pain_points", Integer),
    Column("measures", Integer),
    _flag("both_signed"),
    Column("minutes_hours", Text, comment="hours until the minutes went out, decimal"),
    Column("ticket_hours", Text, comment="hours until the tracking ticket was made, decimal"),
)

workshop_sheets = Table(
    "workshop_sheets",
    metadata,
    _id(),
    _ref("contracts", index=False),
    _ref("workshops", null=True),
    _day("day"),
    Column("pains", Text, nullable=False, server_default=text("'[]'"), comment="JSON: pain points in words"),
    Column(
        "measures", Text, nullable=False, server_default=text("'[]'"), comment="JSON: quantified measures"
    ),
    _words("fishbone"),
    _words("okr"),
    _flag("own_signed", default=0),
    _flag("customer_signed", default=0),
    Column("held_at", Text, comment="moment at which the workshop ended"),
    Column("minutes_at", Text, comment="moment at which the minutes went out"),
    Column("ticket_at", Text, comment="moment at which the tracking ticket was made"),
    _words("ticket_owner"),
    _day("ticket_deadline"),
    _words("ticket_acceptance"),
    Index("workshop_sheets_contract", "contract_id", unique=True),
    comment="the checklist of a value workshop; it becomes a workshop when it is held",
)

renewal_tracks = Table(
    "renewal_tracks",
    metadata,
    _id(),
    _ref("contracts", index=False),
    Column("talks_day", Text, comment="day on which renewal talks started"),
    _words("talks_note"),
    Column("quote_day", Text, comment="day on which the quote went out"),
    _words("quote_note"),
    _words("forecast_reason"),
    _words("note"),
    Index("renewal_tracks_contract", "contract_id", unique=True),
    comment="what was done for the renewal of a contract",
)

early_offers = Table(
    "early_offers",
    metadata,
    _id(),
    _ref("contracts"),
    _day("day", required=True),
    _day("due_day", required=True),
    _fen("amount_fen", required=True),
    _currency(),
    Column("discount", Text, nullable=False, comment="decimal fraction"),
    _words("note"),
    comment="cash discounts offered for early payment",
)

war_rooms = Table(
    "war_rooms",
    metadata,
    _id(),
    _ref("accounts"),
    Column("opened_day", Text, comment="NULL: not said by the source"),
    Column("fell_day", Text, comment="the first day below 60 that it was opened for; NULL: not known"),
    _words("goal"),
    _day("deadline"),
    _words("cause"),
    _day("closed_day"),
    _words("closing_review"),
    _words("closing_cause"),
    _words("closing_worked"),
    _words("closing_changes"),
)

war_room_members = Table(
    "war_room_members",
    metadata,
    _id(),
    _ref("war_rooms"),
    _words("role", required=True),
    _words("name"),
    _words("contact"),
    _words("goal"),
    _day("deadline"),
    Column("position", Integer, nullable=False, server_default=text("0")),
    comment="the squad; role is csm, support, research or the words of the user",
)

war_room_declines = Table(
    "war_room_declines",
    metadata,
    _id(),
    _ref("accounts"),
    _day("fell_day", required=True),
    _day("day", required=True),
    _words("reason"),
    Index("war_room_declines_fall", "account_id", "fell_day", unique=True),
    comment="falls below 60 for which the user wants no war room",
)

tasks = Table(
    "tasks",
    metadata,
    _id(),
    Column("code", Text, unique=True),
    _row_key(),
    _ref("war_rooms"),
    _words("title", required=True),
    _words("detail"),
    _words("owner"),
    _day("deadline"),
    _words("acceptance"),
    Column(
        "status", Text, nullable=False, server_default=text("'todo'"), comment="todo, doing, review, done"
    ),
    Column("position", Integer, nullable=False, server_default=text("0")),
    _words("link"),
    _day("created_day"),
    _day("accepted_day"),
    _words("accepted_by"),
)

task_items = Table(
    "task_items",
    metadata,
    _id(),
    _ref("tasks"),
    _words("content", required=True),
    _flag("done", default=0),
    Column("position", Integer, nullable=False, server_default=text("0")),
    comment="the checklist of a task",
)

task_comments = Table(
    "task_comments",
    metadata,
    _id(),
    _ref("tasks"),
    Column("at", Text, nullable=False),
    _words("author"),
    _words("content", required=True),
)

task_moves = Table(
    "task_moves",
    metadata,
    _id(),
    _ref("tasks"),
    Column("at", Text, nullable=False),
    Column("from_status", Text, nullable=False),
    Column("to_status", Text, nullable=False),
    comment="when a task went from one column to another: burn-down and age of cards",
)

standups = Table(
    "standups",
    metadata,
    _id(),
    _ref("war_rooms"),
    _day("day", required=True),
    _words("yesterday"),
    _words("today"),
    _words("blocked"),
    _words("decisions"),
    Column("seconds", Integer, comment="how long it took; NULL: not timed"),
    Index("standups_day", "war_room_id", "day", unique=True),
)

standup_notes = Table(
    "standup_notes",
    metadata,
    _id(),
    _ref("standups"),
    _ref("war_room_members", null=True, name="member_id"),
    _words("member"),
    _words("yesterday"),
    _words("today"),
    _words("blocked"),
    Column("position", Integer, nullable=False, server_default=text("0")),
    comment="what one member of the squad said; member is role and name as they were then",
)

escalations = Table(
    "escalations",
    metadata,
    _id(),
    _ref("accounts"),
    _ref("war_rooms", null=True),
    _ref("tickets", null=True),
    Column("level", Integer, CheckConstraint("level IN (1, 2)", name="escalation_level"), nullable=False),
    _words("title", required=True),
    _words("owner"),
    Column("opened_at", Text, nullable=False),
    Column("raised_at", Text, comment="when it went to level 2"),
    Column("confirmed_at", Text),
    Column("workaround_at", Text),
    _words("workaround"),
    Column("repaired_at", Text),
    _words("repair"),
    Column("reviewed_at", Text),
    _words("review"),
    comment="a customer's incident on its way: confirmed and worked around in 24 hours, repaired, reviewed",
)

suggestions = Table(
    "suggestions",
    metadata,
    _id(),
    _code(),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    _day("day", required=True),
    _words("content"),
    Column("nature", Text, nullable=False, server_default=text("''"), comment="generic, custom or ''"),
    Column(
        "status",
        Text,
        nullable=False,
        server_default=text("''"),
        comment="shipped, or the words of the source",
    ),
    Column("reach", Integer),
    Column("value", Integer),
    Column("urgency", Integer),
    Column("effort", Integer),
)

requests = Table(
    "requests",
    metadata,
    _id(),
    _code(),
    Column("account_id", ForeignKey("accounts.id", ondelete="SET NULL"), index=True),
    _words("industry"),
    _words("product"),
    _day("needed_day"),
    _day("confirmed_day"),
    _words("note"),
    comment="requests for a solution consultant",
)

own_time = Table(
    "own_time",
    metadata,
    _id(),
    _row_key(),
    _day("day", required=True),
    Column("category", Text, nullable=False, comment="travel, sharing, or the words of the source"),
    Column("minutes", Integer, nullable=False),
    _words("note"),
)

targets = Table(
    "targets",
    metadata,
    _id(),
    Column("period", Text, nullable=False, comment="2024, 2024H1, …"),
    _words("level"),
    _words("name"),
    Column("metric", Text, nullable=False, comment="a key of the metrics module"),
    Column("value", Text, nullable=False, comment="decimal, in the metric's unit (yuan, fraction, …)"),
    _words("unit"),
    Column("direction", Text, nullable=False, server_default=text("'>='")),
    Column(
        "node_share", Text, nullable=False, server_default=text("'1'"), comment="share owed by the half year"
    ),
    Column(
        "scope",
        Text,
        nullable=False,
        server_default=text("'{}'"),
        comment="JSON: segment, industry, arr_min, accounts",
    ),
    Index("targets_key", "period", "metric", "name", unique=True),
)

peer_figures = Table(
    "peer_figures",
    metadata,
    _id(),
    Column("period", Text, nullable=False),
    Column("metric", Text, nullable=False),
    Column("peer", Text, nullable=False, server_default=text("'team'"), comment="team, or a colleague"),
    Column("value", Text, nullable=False, comment="decimal, in the metric's unit"),
    Index("peer_figures_key", "period", "metric", "peer", unique=True),
    comment="the team's numbers, typed in or imported",
)

quotes = Table(
    "quotes",
    metadata,
    _id(),
    _ref("accounts"),
    _day("day", required=True),
    Column("baseline", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("list_price_fen", Integer, nullable=False),
    Column("by_band", Integer, CheckConstraint("by_band IN (0, 1)", name="by_band_flag"), nullable=False),
    _currency(),
    _ref("contracts", null=True),
    Column("bundle", Text, nullable=False, server_default=text("''"), comment="JSON: parts and price"),
    _words("note"),
)

snoozes = Table(
    "snoozes",
    metadata,
    _id(),
    Column("rule", Text, nullable=False),
    Column("object_table", Text, nullable=False),
    Column("object_id", Integer, nullable=False),
    Column("case_day", Text, nullable=False, comment="day of the book from which the rule counts"),
    Column("until_day", Text, comment="put off until this day"),
    Column("done_day", Text, comment="day on which it was ticked off by hand"),
    _words("note"),
    Index("snoozes_key", "rule", "object_table", "object_id", "case_day", unique=True),
    comment="what the user said of a to-do",
)

reviews = Table(
    "reviews",
    metadata,
    _id(),
    Column("period", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default=text("'half'"), comment="half, quarter, year, qbr"),
    Column("subject", Text, nullable=False, server_default=text("''"), comment="a QBR's account code"),
    _words("title"),
    Index("reviews_key", "period", "kind", "subject", unique=True),
)

review_chapters = Table(
    "review_chapters",
    metadata,
    _id(),
    _ref("reviews"),
    Column("key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    _words("title"),
    _flag("hidden", default=0),
    Column("body", Text, comment="JSON, see domain.review_text; NULL: made from the data"),
    Index("review_chapters_key", "review_id", "key", unique=True),
)

review_drafts = Table(
    "review_drafts",
    metadata,
    _id(),
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
    _id(),
    _ref("reviews"),
    Column("finding", Text, nullable=False, comment="what the check found, by its key"),
    _words("words"),
    Index("review_notes_key", "review_id", "finding", unique=True),
    comment="answers to what the check of a review found",
)

review_texts = Table(
    "review_texts",
    metadata,
    _id(),
    _ref("reviews"),
    Column("place", Text, nullable=False, comment="the block's name in the report"),
    Column("body", Text, nullable=False),
    Index("review_texts_place", "review_id", "place", unique=True),
)

review_versions = Table(
    "review_versions",
    metadata,
    _id(),
    _ref("reviews"),
    Column("number", Integer, nullable=False),
    Column("frozen_at", Text, nullable=False),
    _day("as_of", required=True),
    Column("document", Text, nullable=False, comment="the chapters as JSON, with the words of each figure"),
    Column("exported_at", Text, comment="from then on it stays"),
    Index("review_versions_number", "review_id", "number", unique=True),
)

review_figures = Table(
    "review_figures",
    metadata,
    _id(),
    _ref("review_versions", name="version_id"),
    Column("metric", Text, nullable=False),
    Column("figure", Text, nullable=False, comment="the figure as JSON, with its evidence"),
    Index("review_figures_key", "version_id", "metric", unique=True),
)

import_batches = Table(
    "import_batches",
    metadata,
    _id(),
    Column("at", Text, nullable=False),
    _words("source"),
    Column(
        "files", Text, nullable=False, server_default=text("'[]'"), comment="JSON: name, sha256, kind, rows"
    ),
)

mappings = Table(
    "mappings",
    metadata,
    _id(),
    Column("signature", Text, nullable=False, unique=True, comment="hash of a sheet's headers"),
    Column("kind", Text, nullable=False),
    Column("columns", Text, nullable=False, comment="JSON: header → field"),
    Column("options", Text, nullable=False, server_default=text("'{}'")),
)

rates = Table(
    "rates",
    metadata,
    _id(),
    Column("period", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("rate", Text, nullable=False, comment="units of the book's currency for one of this, decimal"),
    Index("rates_key", "period", "currency", unique=True),
)

settings = Table(
    "settings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("value", Text, nullable=False, comment="JSON"),
)

# Not part of the book's content: the journal, the usage rows that an undo took out, rows on their way in,
# and the window's state. They are left out of the digest and of the journal.

operations = Table(
    "operations",
    metadata,
    _id(),
    Column("at", Text, nullable=False, comment="UTC moment"),
    Column("op", Text, nullable=False),
    Column("label", Text, nullable=False, comment="JSON: zh, en"),
    Column(
        "state",
        Text,
        nullable=False,
        server_default=text("'done'"),
        comment="done, undone, lost (undone, then overtaken) or kept (done before a migration)",
    ),
    Column("batch_id", Integer, comment="usage batch written by this operation"),
)

change_log = Table(
    "change_log",
    metadata,
    _id(),
    _ref("operations"),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text, comment="JSON of the row; NULL: inserted"),
    Column("after", Text, comment="JSON of the row; NULL: deleted"),
)

usage_shelf = Table(
    "usage_shelf",
    metadata,
    Column("batch_id", Integer, primary_key=True),
    Column(
        "image", Text, primary_key=True, comment="before: replaced by the batch; after: taken out by undo"
    ),
    Column("account_id", Integer, primary_key=True),
    Column("module_id", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("provisioned", Integer),
    Column("active", Integer, nullable=False),
    Column("row_batch_id", Integer),
    sqlite_with_rowid=False,
)

usage_staged = Table(
    "usage_staged",
    metadata,
    Column("batch_id", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("account", Text, nullable=False),
    Column("module", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("provisioned", Integer),
    Column("active", Integer, nullable=False),
    sqlite_with_rowid=False,
    comment="rows on their way in, seen by no reader, dropped when the book is opened",
)

window_state = Table(
    "window_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def statements() -> list[str]:
    """The DDL of all tables and indexes, in the order in which they refer to each other."""
    dialect = sqlite.dialect()
    made: list[str] = []
    for table in metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda i: str(i.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    return made
