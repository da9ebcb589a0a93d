"""The book's tables as files that can be imported again: every kind with our own headers and words.

What a file can say of a row stands in it; importing it into the same book changes nothing, and into an empty
one makes the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from csmdesk.domain.text import Language
from csmdesk.importers import own_words, target_tree, values, words
from csmdesk.importers.fields import Type
from csmdesk.importers.kinds import KINDS
from csmdesk.storage.driver import Connection

Cell = str | int | Decimal | date | None

_OWNER = "JOIN accounts a ON a.id = t.account_id"
_OWNER_IF_ANY = "LEFT JOIN accounts a ON a.id = t.account_id"
_PERSON = "LEFT JOIN contacts p ON p.id = t.contact_id"
_CONTRACT = "JOIN contracts c ON c.id = t.contract_id"

QUERIES: Mapping[str, str] = {
    "segments": "SELECT name, cadence_days, renewal_start_days, resources, qbrs, trainings FROM segments",
    "accounts": """SELECT code, name, industry, city, segment, stage, owner, handover_day, handover_from,
        handaway_day, handaway_to, activated_day,
        (SELECT json_group_array(name) FROM (SELECT m.name FROM account_modules l
            JOIN modules m ON m.id = l.module_id WHERE l.account_id = t.id ORDER BY l.id)) AS modules,
        archived, note FROM accounts t ORDER BY id""",
    "contacts": f"""SELECT t.code, a.code AS account, t.name, title, executive, email, phone, birthday,
        left_day FROM contacts t {_OWNER}
        WHERE t.id NOT IN (SELECT contact_id FROM erasures) ORDER BY t.id""",
    "contracts": f"""SELECT t.code, a.code AS account, kind, product, start_day, end_day,
        amount_fen AS amount, currency, annual_fen AS arr, billing, signed_day, recurring, auto_renewal,
        notice_days,
        (SELECT json_group_array(o.code) FROM renewal_links l JOIN contracts o ON o.id = l.old_id
            WHERE l.new_id = t.id AND inferred = 0) AS renews,
        loss_reason, lost_day, forecast, t.note FROM contracts t {_OWNER} ORDER BY t.id""",
    "invoices": f"""SELECT t.code, c.code AS contract, day, due_day, t.amount_fen AS amount, t.currency
        FROM invoices t {_CONTRACT} ORDER BY t.id""",
    "receipts": f"""SELECT t.code, c.code AS contract, t.kind, invoice_code, invoice_day, due_day,
        received_day, t.amount_fen AS amount, t.currency, discount_fen AS discount, one_sum
        FROM receipts t {_CONTRACT} ORDER BY t.id""",
    "usage": f"""SELECT a.code AS account, m.name AS module, m.core, t.day, provisioned, active
        FROM usage t {_OWNER} JOIN modules m ON m.id = t.module_id""",
    "usage_times": f"""SELECT a.code AS account, day, used_minutes AS used, business_minutes AS business
        FROM usage_times t {_OWNER} ORDER BY t.id""",
    "dimensions": "SELECT name, weight FROM health_dimensions WHERE source = '' ORDER BY id",
    "health": f"""SELECT a.code AS account, day, d.name AS dimension, score_milli AS score
        FROM health_scores t {_OWNER} JOIN health_dimensions d ON d.id = t.dimension_id ORDER BY t.id""",
    "tickets": f"""SELECT t.code, a.code AS account, title, severity, opened_at, due_at, resolved_at, level,
        t.owner, t.note FROM tickets t {_OWNER} ORDER BY t.id""",
    "surveys": f"""SELECT t.code, a.code AS account, p.code AS contact, day, kind, score, comment
        FROM surveys t {_OWNER} {_PERSON} ORDER BY t.id""",
    "events": """SELECT code, kind, topic, day, people, topic_vote_day, paper_hours, rating, place, ended_at,
        paper_at, note FROM events ORDER BY id""",
    "attendance": """SELECT e.code AS event, p.code AS contact FROM attendance t
        JOIN events e ON e.id = t.event_id JOIN contacts p ON p.id = t.contact_id ORDER BY t.id""",
    "opportunities": f"""SELECT t.code, a.code AS account, t.name, t.kind, t.amount_fen AS amount, t.currency,
        margin, t.stage, won_day, c.code AS contract, opened_day, expected_day, t.lost_day, t.loss_reason,
        t.note FROM opportunities t {_OWNER} LEFT JOIN contracts c ON c.id = t.contract_id ORDER BY t.id""",
    "leads": f"""SELECT t.code, a.code AS account, p.code AS contact, t.day, t.status,
        expected_arr_fen AS expected_arr, t.currency, o.code AS opportunity, referred, t.note
        FROM leads t {_OWNER} {_PERSON} LEFT JOIN opportunities o ON o.id = t.opportunity_id ORDER BY t.id""",
    "own_time": f"""SELECT day, category, minutes, t.note, a.code AS account, from_place, to_place
        FROM own_time t {_OWNER_IF_ANY} ORDER BY t.id""",
    "suggestions": f"""SELECT t.code, a.code AS account, day, content, nature, status, reach, value, urgency,
        effort, answered_day, t.note FROM suggestions t {_OWNER_IF_ANY} ORDER BY t.id""",
    "war_rooms": f"""SELECT a.code AS account, opened_day, fell_day, goal, deadline, cause, closed_day,
        closing_review, closing_cause, closing_worked, closing_changes
        FROM war_rooms t {_OWNER} ORDER BY t.id""",
    "tasks": """SELECT t.code, a.code AS account, title, t.owner, t.deadline, acceptance, status, detail,
        link, created_day, accepted_day, accepted_by, r.opened_day AS room_day FROM tasks t
        JOIN war_rooms r ON r.id = t.war_room_id JOIN accounts a ON a.id = r.account_id ORDER BY t.id""",
    "workshops": f"""SELECT t.code, c.code AS contract, day, pain_points, measures, both_signed,
        minutes_hours, ticket_hours FROM workshops t {_CONTRACT} ORDER BY t.id""",
    "touches": f"""SELECT t.code, a.code AS account, p.code AS contact, day, channel, minutes, t.note
        FROM touches t {_OWNER} {_PERSON} ORDER BY t.id""",
    "requests": f"""SELECT t.code, a.code AS account, t.industry, product, day, needed_day, until_day,
        consultant, confirmed_day, closed_day, t.note FROM requests t {_OWNER_IF_ANY} ORDER BY t.id""",
    "cases": f"""SELECT t.code, a.code AS account, day, title, given_to, o.code AS opportunity, permission,
        permission_day, t.note FROM cases t {_OWNER}
        LEFT JOIN opportunities o ON o.id = t.opportunity_id ORDER BY t.id""",
    "handovers": f"""SELECT t.code, a.code AS account, from_owner, day, due_day, accepted_day, accepted_by,
        t.note FROM handovers t {_OWNER} ORDER BY t.id""",
    "handover_items": """SELECT h.code AS handover, name, owner, t.due_day, done_day, t.accepted_day,
        t.accepted_by, t.note FROM handover_items t JOIN handovers h ON h.id = t.handover_id
        ORDER BY h.id, position, t.id""",
    "targets": """SELECT t.period, t.level, t.name, t.metric, t.value, t.unit, t.direction, t.node_share,
        t.weight, t.owner, json_array(u.period, u.metric, u.name) AS parent,
        t.scope -> '$.segment' AS segment, t.scope -> '$.industry' AS industry,
        json_extract(t.scope, '$.arr_min') AS arr_min, t.scope -> '$.accounts' AS accounts
        FROM targets t LEFT JOIN targets u ON u.id = t.parent_id ORDER BY t.position, t.id""",
    "peer_figures": "SELECT period, metric, peer, value FROM peer_figures ORDER BY id",
    "plan_items": f"""SELECT year, slot, t.kind, a.code AS account, c.code AS contract, title, day, last_day,
        since, minutes, cost_fen AS cost, spent_fen AS spent, t.currency, own, done_day, dropped, t.note
        FROM plan_items t {_OWNER_IF_ANY} LEFT JOIN contracts c ON c.id = t.contract_id ORDER BY t.id""",
    "budget_lines": """SELECT year, month, name, kind, quantity, unit_fen AS unit, spent_fen AS spent,
        currency, note FROM budget_lines ORDER BY id""",
}
"""By kind, in the order in which they are read: what a book holds of it, a column a field."""

NO_TABLE = frozenset({"mrr_movements"})
"""Kinds without a table of their own: what they bring becomes contracts."""


_SAID_OTHERWISE: Mapping[str, frozenset[str]] = {
    "contracts": frozenset({"name", "term", "months", "mrr", "renewed_by", "lost"}),
    "invoices": frozenset({"account"}),
    "receipts": frozenset({"account"}),
    "workshops": frozenset({"account"}),
    "attendance": frozenset({"account"}),
    "usage": frozenset({"contract", "record", "uses"}),
    "health": frozenset({"weight"}),
    "surveys": frozenset({"nps_score", "csat_score"}),
}
"""Fields by which other systems say what our own files say by other fields, beside names for numbers."""


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields that our own files of a kind have, in their order."""
    left = _SAID_OTHERWISE.get(kind, frozenset())
    return tuple(name for name in KINDS[kind].fields if name not in left and not name.endswith("_name"))


class OwnTable(NamedTuple):
    """One table of the book: the sheet's name, the headers, and rows with days and numbers as such."""

    kind: str
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Cell, ...]]


def own_tables(
    connection: Connection, language: Language, kinds: Sequence[str] = tuple(QUERIES)
) -> list[OwnTable]:
    """The tables of the book that hold anything, each as it can be imported again."""
    made = []
    for kind in kinds:
        cursor = connection.execute(QUERIES[kind])
        rows = cursor.fetchall()
        if not rows:
            continue
        read = [column[0] for column in cursor.description or ()]
        if kind == "targets":
            rows = _with_parents(rows, read)
        names = fields_of(kind)
        heads = tuple(own_words.head(kind, name, language) for name in names)
        columns = [(read.index(name), _writer(kind, name, language)) for name in names]
        cells = [tuple(write(row[at]) for at, write in columns) for row in rows]
        if "code" in read:
            own_heads, own_cells = _own_columns(connection, kind, [row[read.index("code")] for row in rows])
            heads += tuple(words.custom_head(name, language) for name in own_heads)
            cells = [(*row, *own) for row, own in zip(cells, own_cells, strict=True)]
        made.append(OwnTable(kind, own_words.title(kind, language), heads, cells))
    return made


def _own_columns(
    connection: Connection, kind: str, codes: Sequence[str | None]
) -> tuple[list[str], list[tuple[str | None, ...]]]:
    """The columns that the user keeps beside what the book knows: their names, and a row for each number."""
    held: dict[str, dict[str, str]] = {}
    for code, name, value in connection.execute(
        "SELECT code, name, value FROM custom_values WHERE table_name = ? AND value <> '' ORDER BY id",
        (kind,),
    ).fetchall():
        held.setdefault(name, {})[code] = value
    return list(held), [tuple(of.get(code or "") for of in held.values()) for code in codes]


def _with_parents(rows: Sequence[Sequence[Any]], names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The targets with the shortest words for what each stands under."""
    at = names.index("parent")
    place = [names.index(name) for name in ("period", "metric", "name")]
    keys = [(row[place[0]], row[place[1]], row[place[2]]) for row in rows]
    found = []
    for row, own in zip(rows, keys, strict=True):
        period, metric, name = json.loads(row[at])
        above = "" if period is None else target_tree.words_of((period, metric, name), own, keys)
        found.append((*row[:at], above, *row[at + 1 :]))
    return found


def _writer(kind: str, name: str, language: Language) -> Callable[[Any], Cell]:
    """What makes a cell of what the book keeps."""
    one = KINDS[kind].fields[name]
    match one.type:
        case Type.DAY if kind == "usage":
            return lambda kept: None if kept is None else date.fromordinal(kept)
        case Type.DAY:
            return lambda kept: None if kept is None else date.fromisoformat(kept)
        case Type.MONEY if name == "arr_min":
            return lambda kept: None if kept is None else _number(Decimal(str(kept)))
        case Type.MONEY:
            return lambda kept: None if kept is None else _number(Decimal(kept).scaleb(-2))
        case Type.SCORE:
            return lambda kept: None if kept is None else Decimal(kept).scaleb(-3)
        case Type.RATIO:
            return lambda kept: None if kept is None else _percent(kept)
        case Type.DECIMAL | Type.HOURS | Type.VALUE:
            return lambda kept: None if kept is None else _number(_decimal(kept))
        case Type.FLAG:
            return lambda kept: (
                None if kept is None else own_words.said("flag", "yes" if kept else "no", language)
            )
        case Type.CHOICE if one.vocabulary != "currency":
            return lambda kept: own_words.said(one.vocabulary, kept, language) if kept else None
        case Type.NAMES | Type.CODES:
            return _list
        case _:
            return lambda kept: None if kept == "" else kept


_MOST_DIGITS = 15
"""Digits that a workbook keeps of a number; what has more goes out as text."""


def _number(value: Decimal) -> Cell:
    exact = value.normalize()
    return exact if len(exact.as_tuple().digits) <= _MOST_DIGITS else f"{exact:f}"


def _decimal(kept: str) -> Decimal:
    """A number as the book keeps it: in decimals, or as a fraction where these do not end."""
    exact = Fraction(kept)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _percent(kept: str) -> str:
    """A share in per cent: what stands in a column does not change how the other cells of it are read."""
    return f"{values.decimal_text(_decimal(kept).scaleb(2))}%"


def _list(kept: Any) -> str | None:
    if kept is None:
        return None
    found = json.loads(kept)
    return values.listed([found] if isinstance(found, str) else found) or None
