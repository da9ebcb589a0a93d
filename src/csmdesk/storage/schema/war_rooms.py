"""War rooms, their tasks and stand-ups, and escalations."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, text

from csmdesk.storage.schema.columns import day, flag, metadata, reference, row_id, row_key, words

war_rooms = Table(
    "war_rooms",
    metadata,
    row_id(),
    reference("accounts"),
    Column("opened_day", Text, comment="NULL: not said by the source"),
    Column("fell_day", Text, comment="the first day below 60 that it was opened for; NULL: not known"),
    words("goal"),
    day("deadline"),
    words("cause"),
    day("closed_day"),
    words("closing_review"),
    words("closing_cause"),
    words("closing_worked"),
    words("closing_changes"),
)

war_room_members = Table(
    "war_room_members",
    metadata,
    row_id(),
    reference("war_rooms"),
    words("role", required=True),
    words("name"),
    words("contact"),
    words("goal"),
    day("deadline"),
    Column("position", Integer, nullable=False, server_default=text("0")),
    comment="the squad; role is csm, support, research or the words of the user",
)

war_room_declines = Table(
    "war_room_declines",
    metadata,
    row_id(),
    reference("accounts"),
    day("fell_day", required=True),
    day("day", required=True),
    words("reason"),
    Index("war_room_declines_fall", "account_id", "fell_day", unique=True),
    comment="falls below 60 for which the user wants no war room",
)

tasks = Table(
    "tasks",
    metadata,
    row_id(),
    Column("code", Text, unique=True),
    row_key(),
    reference("war_rooms"),
    words("title", required=True),
    words("detail"),
    words("owner"),
    day("deadline"),
    words("acceptance"),
    Column(
        "status", Text, nullable=False, server_default=text("'todo'"), comment="todo, doing, review, done"
    ),
    Column("position", Integer, nullable=False, server_default=text("0")),
    words("link"),
    day("created_day"),
    day("accepted_day"),
    words("accepted_by"),
)

task_items = Table(
    "task_items",
    metadata,
    row_id(),
    reference("tasks"),
    words("content", required=True),
    flag("done", default=0),
    Column("position", Integer, nullable=False, server_default=text("0")),
    comment="the checklist of a task",
)

task_comments = Table(
    "task_comments",
    metadata,
    row_id(),
    reference("tasks"),
    Column("at", Text, nullable=False),
    words("author"),
    words("content", required=True),
)

task_moves = Table(
    "task_moves",
    metadata,
    row_id(),
    reference("tasks"),
    Column("at", Text, nullable=False),
    Column("from_status", Text, nullable=False),
    Column("to_status", Text, nullable=False),
    comment="when a task went from one column to another: burn-down and age of cards",
)

standups = Table(
    "standups",
    metadata,
    row_id(),
    reference("war_rooms"),
    day("day", required=True),
    words("yesterday"),
    words("today"),
    words("blocked"),
    words("decisions"),
    Column("seconds", Integer, comment="how long it took; NULL: not timed"),
    Index("standups_day", "war_room_id", "day", unique=True),
)

standup_notes = Table(
    "standup_notes",
    metadata,
    row_id(),
    reference("standups"),
    reference("war_room_members", null=True, name="member_id"),
    words("member"),
    words("yesterday"),
    words("today"),
    words("blocked"),
    Column("position", Integer, nullable=False, server_default=text("0")),
    comment="what one member of the squad said; member is role and name as they were then",
)

escalations = Table(
    "escalations",
    metadata,
    row_id(),
    reference("accounts"),
    reference("war_rooms", null=True),
    reference("tickets", null=True),
    Column("level", Integer, CheckConstraint("level IN (1, 2)", name="escalation_level"), nullable=False),
    words("title", required=True),
    words("owner"),
    Column("opened_at", Text, nullable=False),
    Column("raised_at", Text, comment="when it went to level 2"),
    Column("confirmed_at", Text),
    Column("workaround_at", Text),
    words("workaround"),
    Column("repaired_at", Text),
    words("repair"),
    Column("reviewed_at", Text),
    words("review"),
    comment="a customer's incident on its way: confirmed and worked around in 24 hours, repaired, reviewed",
)
