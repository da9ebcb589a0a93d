"""Random books as our own files would hold them: every table, every field, by the fields' types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from csmdesk.importers import own_words, values
from csmdesk.importers.fields import Field, Type
from csmdesk.importers.kinds import KINDS
from csmdesk.importers.own_tables import QUERIES, Cell, OwnTable, fields_of
from csmdesk.importers.target_tree import words_of
from csmdesk.importers.values import is_blank
from csmdesk.importers.words import Vocabulary, vocabulary

Row = dict[str, Any]

AWKWARD = (
    *(
        "=1+1",
        "'=1+1",
        "''=1+1",
        "'-5",
        "+86 138",
        "-",
        "--",
        "@me",
        "'@me",
        "'",
        "''",
        "'quoted'",
        '"both"\'',
    ),
    *(
        "00123",
        "1e5",
        "0x1F",
        "1/2",
        "2024-06-30",
        "１２３",
        "ＡＢＣ",
        "客户，备注；还有",
        "a\tb",
        "a\nb",
        "a\r\nb",
        "a\rb",
    ),
    *(
        "TRUE",
        "NaN",
        "Infinity",
        "ÅÄÖ é",
        "Ω≈ç√∫˜µ≤≥÷",
        "田中さん",
        "👩🏽‍💻",
        "x\u200by",
        "\u202etest",
        "a;b|c,d",
        "_x000D_",
    ),
    *(
        "<script>",
        "{{7*7}}",
        "'; DROP TABLE",
        "%n%s",
        "../../etc",
        "　全角　空格",
        "合计",
        "注：见附件",
        "#REF!",
        "\x01\x7f",
    ),
    *("第 1 页", "客户编号", "sep=;", "\u2028line", "x\ufeffbom", "ﬀ", "e\u0301"),
)


def bare(text: str) -> str:
    """``text`` without blanks at its ends, and without the mark that begins a file: where files were put
    together it stands at the beginning of a line too, and says nothing there."""
    while text != (shorter := text.strip().removeprefix("\ufeff")):
        text = shorter
    return text


_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
LINES = (
    st.one_of(st.sampled_from(AWKWARD), st.text(_CHARACTERS, min_size=1, max_size=12)).map(bare).filter(bool)
)
"""Text as the book keeps it: no blanks at its ends."""

WORDS = LINES.filter(lambda text: not is_blank(text))
"""Text of a field in which - and 无 say that there is none."""

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONEY = st.integers(0, 10**14).map(lambda fen: Decimal(fen).scaleb(-2))
_REFERENCES = {
    Type.ACCOUNT: "accounts",
    Type.CONTACT: "contacts",
    Type.CONTRACT: "contracts",
    Type.EVENT: "events",
    Type.OPPORTUNITY: "opportunities",
    Type.HANDOVER: "handovers",
}
_METRICS = ("nrr", "renewal_rate", "travel_days", "early_collection", "health_mean")
_KEYS = {
    "usage": ("account", "module", "day"),
    "usage_times": ("account", "day"),
    "health": ("account", "dimension", "day"),
    "attendance": ("event", "contact"),
    "targets": ("period", "metric", "name"),
    "peer_figures": ("period", "metric", "peer"),
    "segments": ("name",),
    "dimensions": ("name",),
    "war_rooms": ("account", "opened_day"),
}
"""What tells the rows of a table without numbers apart."""


@st.composite
def books(draw: st.DrawFn, most: int = 3) -> list[OwnTable]:
    """All tables of a small book, in the order in which they are read."""
    held: dict[str, list[Row]] = {}
    for kind in QUERIES:
        rows = [_row(draw, kind, at, held) for at in range(draw(st.integers(1, most)))]
        held[kind] = _once(kind, rows)
    _agree(held)
    made = []
    for kind, rows in held.items():
        names = fields_of(kind)
        heads = tuple(own_words.head(kind, name, "zh") for name in names)
        cells: list[tuple[Cell, ...]] = [tuple(row.get(name) for name in names) for row in rows]
        made.append(OwnTable(kind, own_words.title(kind, "zh"), heads, cells))
    return made


def _once(kind: str, rows: list[Row]) -> list[Row]:
    key = _KEYS.get(kind)
    if key is None:
        return rows
    return list({tuple(row[name] for name in key): row for row in rows}.values())


def _row(draw: st.DrawFn, kind: str, at: int, held: dict[str, list[Row]]) -> Row:
    row: Row = {}
    needed = {name for group in KINDS[kind].needs if len(group) == 1 for name in group}
    for name in fields_of(kind):
        one = KINDS[kind].fields[name]
        if one.type is Type.CODE:
            lacks = (one.may_lack or name == "slot") and draw(st.booleans())
            row[name] = None if lacks else f"{kind[0]}{kind[-2:]}-{at:03d}".upper()
        elif one.type in _REFERENCES:
            codes = [each["code"] for each in held[_REFERENCES[one.type]]]
            may_lack = (
                name not in needed and (kind in _NO_ACCOUNT or name != "account") and kind != "attendance"
            )
            row[name] = draw(st.sampled_from([None, *codes] if may_lack else codes))
        else:
            must = one.required or name in needed or (kind, name) in _ALWAYS
            filled = must or draw(st.booleans())
            row[name] = draw(cells_of(kind, name, one)) if filled else None
    _settle(draw, kind, row)
    return row


_NO_ACCOUNT = frozenset({"own_time", "suggestions", "requests", "plan_items"})
_ALWAYS = frozenset(
    {
        *(("accounts", "name"), ("accounts", "archived"), ("contacts", "executive"), ("contracts", "kind")),
        *(("contracts", "start_day"), ("contracts", "amount"), ("contracts", "currency")),
        *(("contracts", "recurring"), ("contracts", "auto_renewal")),
        *(("receipts", "kind"), ("receipts", "currency"), ("receipts", "discount")),
        *(("receipts", "received_day"), ("invoices", "currency"), ("usage", "core"), ("usage", "active")),
        *(("health", "dimension"), ("health", "score"), ("surveys", "kind"), ("surveys", "score")),
        *(("events", "kind"), ("opportunities", "kind"), ("opportunities", "amount")),
        *(("opportunities", "currency"), ("leads", "currency"), ("tasks", "status")),
        *(("targets", "name"), ("targets", "metric"), ("targets", "direction"), ("targets", "node_share")),
        *(("peer_figures", "peer"), ("plan_items", "kind"), ("plan_items", "minutes")),
        *(("plan_items", "cost"), ("plan_items", "currency"), ("plan_items", "own")),
        *(("plan_items", "dropped"), ("plan_items", "year"), ("budget_lines", "year")),
        *(("budget_lines", "quantity"), ("budget_lines", "unit"), ("budget_lines", "currency")),
        *(("war_rooms", "opened_day"), ("usage_times", "used"), ("usage_times", "business")),
    }
)
"""What the book always has a value of."""


def cells_of(kind: str, name: str, one: Field) -> st.SearchStrategy[Any]:
    """Cells of one field, as our own files write them."""
    low, high = one.low or 0, one.high if one.high is not None else 10_000
    match one.type:
        case Type.TEXT:
            return WORDS if name in {"metric", "module"} else LINES
        case Type.WORD if kind in {"segments", "dimensions"}:
            # A row that begins with it is a line of sums wherever it stands.
            return WORDS.filter(lambda text: vocabulary("sum").meaning(text) is None)
        case Type.WORD:
            return WORDS
        case Type.NAMES:
            return st.lists(
                LINES.filter(lambda t: '"' not in t[:1]), min_size=1, max_size=3, unique=True
            ).map(values.listed)
        case Type.DAY:
            return DAYS
        case Type.MOMENT:
            return st.tuples(DAYS, st.times()).map(lambda at: f"{at[0].isoformat()} {at[1]:%H:%M}")
        case Type.MONEY if name == "arr_min":
            # None at all is the same as a least of nothing.
            return MONEY.filter(bool)
        case Type.MONEY:
            return MONEY
        case Type.COUNT | Type.MONTHS | Type.LEVEL:
            return st.integers(low, min(high, 10_000))
        case Type.MINUTES:
            return st.integers(low, min(high, 1440))
        case Type.POINTS:
            return st.integers(1, 5)
        case Type.SCORE:
            return st.integers(0, 100_000).map(lambda milli: Decimal(milli).scaleb(-3))
        case Type.HOURS | Type.DECIMAL:
            return st.integers(0, min(high, 500) * 100).map(lambda n: Decimal(n).scaleb(-2))
        case Type.RATIO:
            return st.integers(1, 200).map(lambda n: f"{n}%")
        case Type.VALUE:
            return st.integers(0, 3 * 10**6).map(lambda n: Decimal(n).scaleb(-6))
        case Type.FLAG:
            return st.sampled_from(("是", "否"))
        case Type.CHOICE if one.vocabulary == "currency":
            return st.sampled_from(("CNY", "USD", "EUR"))
        case Type.CHOICE:
            return st.sampled_from(sorted({own_words.said(one.vocabulary, m, "zh") for m in meanings(one)}))
        case Type.METRIC:
            return st.sampled_from(_METRICS)
        case Type.PERIOD if kind == "budget_lines":
            return st.integers(1, 12).map(lambda month: f"2024-{month:02d}")
        case Type.PERIOD:
            return st.sampled_from(("2024", "2024H1", "2024Q3", "2024-05"))
        case _:
            return st.just("")


def meanings(one: Field) -> set[str]:
    """What the words of a field's list mean."""
    listed: Vocabulary = vocabulary(one.vocabulary)
    return set(listed.words.values()) - {"title"}


def _settle(draw: st.DrawFn, kind: str, row: Row) -> None:
    """Make the fields of a row agree, as the book's own rules ask."""
    if kind == "contracts":
        row["end_day"] = max(row["start_day"], row["end_day"]) if row["end_day"] else None
        row["renews"] = None
        if row["kind"] == "续约":
            # A renewal that names nothing may be linked by its dates.
            row["kind"] = "新签"
    elif kind == "usage":
        row["provisioned"] = int(row["active"]) + draw(st.integers(0, 9))
    elif kind == "tickets" and row["resolved_at"]:
        row["resolved_at"] = max(str(row["opened_at"]), str(row["resolved_at"]))
    elif kind == "surveys":
        row["kind"] = draw(st.sampled_from(("NPS", "CSAT")))
    elif kind == "opportunities":
        row["won_day"] = draw(DAYS) if row["stage"] == "赢单" else None
    elif kind == "targets":
        row["parent"] = None
        row["unit"] = None
    elif kind == "war_rooms":
        row["goal"] = row["goal"] or draw(LINES)


def _agree(held: dict[str, list[Row]]) -> None:
    """Make the tables agree with each other."""
    codes = [row["code"] for row in held["contracts"]]
    for at, row in enumerate(held["contracts"][1:], start=1):
        row["renews"] = codes[at - 1]
    owners = {row["code"]: row["account"] for row in held["contacts"]}
    for kind in ("surveys", "leads", "touches"):
        for row in held[kind]:
            if row["contact"] is not None:
                row["account"] = owners[row["contact"]]
    core: dict[Cell, Cell] = {}
    for row in held["usage"]:
        row["core"] = core.setdefault(row["module"], row["core"])
    rooms = {row["account"]: row["opened_day"] for row in held["war_rooms"]}
    for row in held["tasks"]:
        row["account"] = next(iter(rooms)) if row["account"] not in rooms else row["account"]
        row["room_day"] = rooms[row["account"]]
    keys = [(str(row["period"]), str(row["metric"]), str(row["name"])) for row in held["targets"]]
    for above, own, row in zip(keys, keys[1:], held["targets"][1:], strict=False):
        row["parent"] = words_of(above, own, keys)
    # A segment that an account has is one of the book's.
    names = {row["name"] for row in held["segments"]}
    for row in held["accounts"]:
        if row["segment"] is not None:
            row["segment"] = min(map(str, names))
    dimensions = {row["name"] for row in held["dimensions"]}
    for row in held["health"]:
        row["dimension"] = min(map(str, dimensions))
    held["health"] = _once("health", held["health"])
    accounts = [row["code"] for row in held["accounts"]]
    for row in held["targets"]:
        row["accounts"] = None if row["accounts"] is None else accounts[0]
