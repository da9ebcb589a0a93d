"""Falls below 60 that ask for a war room, and what the book shows of why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.health import MILLI, Band, Bands
from csmdesk.domain.text import Language, Text
from csmdesk.domain.ticket import end_of, ticket_outcome
from csmdesk.domain.war_room import Kept, Stretch, fall, wanted
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_tickets import is_open, state_of
from csmdesk.services.war_room_lines import course
from csmdesk.services.war_room_view import EvidenceLine, Proposal
from csmdesk.storage import account_page

if TYPE_CHECKING:
    from csmdesk.domain.facts import HealthScore, Ticket
    from csmdesk.services.account_detail import Desk
    from csmdesk.storage.driver import Connection
    from csmdesk.storage.war_rows import WarRows

_LOOK_BACK = timedelta(days=30)
"""What happened so long before a fall is looked at, or back to the last good score where that is longer."""

_MOST_TICKETS = 5
_LEAST_DROP = Fraction(5, 100)
"""A usage depth that is lower by less is no evidence (a share of the accounts provisioned)."""


class Evidence(NamedTuple):
    """What changed at an account, the cause that it suggests and the worst dimension; '' for none."""

    lines: tuple[EvidenceLine, ...]
    cause: str
    worst: str


def proposals(desk: Desk, rows: WarRows, connection: Connection, language: Language) -> tuple[Proposal, ...]:
    """The accounts below 60 on the closing day that want a war room, the most valuable first."""
    found = [
        (-desk.lines[each.account_id].arr_fen, each.account_id, each.fell)
        for each in falls(desk, rows)
        if each.wanted and each.account_id not in rows.archived
    ]
    return tuple(
        _proposal(desk, account_id, fell, connection, language) for _, account_id, fell in sorted(found)
    )


class Fall(NamedTuple):
    """An account that is below 60 on the closing day; ``wanted``: the fall asks for a war room."""

    account_id: int
    fell: Stretch
    wanted: bool


def falls(desk: Desk, rows: WarRows) -> Iterator[Fall]:
    """The accounts below 60 on the closing day without an open war room."""
    b = desk.basis
    rooms: dict[int, list[Kept]] = defaultdict(list)
    for room in rows.rooms:
        rooms[room.account_id].append(Kept(room.opened, room.closed, early=bool(room.review)))
    for account_id, line in desk.lines.items():
        if line.band is not Band.RED or not b.owned(account_id, b.closing):
            continue
        held = rooms.get(account_id, [])
        if any(room.closed is None for room in held):
            continue
        fell = fall(course(desk, account_id).scores)
        if fell is not None:
            yield Fall(account_id, fell, wanted(fell.start.day, held, rows.declines.get(account_id, ())))


def _proposal(
    desk: Desk, account_id: int, fell: Stretch, connection: Connection, language: Language
) -> Proposal:
    account = desk.basis.over_everything.accounts[account_id]
    line = desk.lines[account_id]
    shown = evidence(desk, account_id, fell, connection, language)
    before = "" if fell.before is None else display.health(fell.before.value, desk.basis.bands)
    other_year = fell.start.day.year != desk.basis.closing.year
    day = Text(*(display.day_words(fell.start.day, each, year=other_year) for each in ("zh", "en")))
    score = display.health(fell.start.value, desk.basis.bands)
    if before:
        said = Text(f"{day.zh}从 {before} 跌到 {score}", f"Fell from {before} to {score} on {day.en}")
    else:
        said = Text(f"{day.zh}首次评分就是 {score}", f"First score, {day.en}: {score}")
    worst = shown.worst
    most = Text(f"{worst}拖累最多", f"mostly {worst}") if worst else Text("", "")
    return Proposal(
        account_id=account_id,
        account=account.name,
        code=account.code,
        mark=line.band.value,
        fell_day=fell.start.day,
        score_words=display.health(line.health, desk.basis.bands),
        before_words=before,
        source=source(desk, account_id).to(language),
        headline=words.both(said, most).to(language),
        lines=shown.lines,
        cause=shown.cause,
    )


def source(desk: Desk, account_id: int) -> Text:
    """Where the present score comes from: typed by hand, computed from several dimensions, or imported."""
    inputs = desk.basis.score(account_id, desk.basis.closing).inputs
    if any(each.table == "health_overrides" for each in inputs):
        return Text("手填", "typed")
    return Text("计算", "computed") if len(inputs) > 1 else Text("导入", "imported")


def evidence(
    desk: Desk, account_id: int, fell: Stretch | None, connection: Connection, language: Language
) -> Evidence:
    """What changed before a fall; ``fell`` None: the account is not below 60."""
    closing = desk.basis.closing
    first = closing - _LOOK_BACK
    if fell is not None:
        before = fell.start.day if fell.before is None else fell.before.day
        first = min(before, fell.start.day - _LOOK_BACK)
    dimensions = list(_dimensions(desk, account_id, fell))
    tickets = list(_tickets(desk, account_id, first))
    people = list(_contacts(desk, account_id, first))
    touch = list(_touch(desk, account_id))
    usage = list(_usage(desk, account_id, first, connection))
    lines = [
        *(EvidenceLine("dimension", d.day, d.words.to(language), d.table, d.id) for d in dimensions),
        *(EvidenceLine("ticket", t.day, t.words.to(language), "tickets", t.id) for t in tickets),
        *(EvidenceLine("contact", p.day, p.words.to(language), "contacts", p.id) for p in people),
        *(EvidenceLine("touch", t.day, t.words.to(language), t.table, t.id) for t in touch),
        *(EvidenceLine("usage", u.day, u.words.to(language), "usage_days", account_id) for u in usage),
    ]
    worst = next((d.name for d in dimensions if d.name), "")
    if any(p.weighty for p in people):
        cause = "people"
    elif any(t.weighty for t in tickets):
        cause = "product"
    else:
        cause = "people" if people else "priority" if touch else ""
    return Evidence(tuple(lines), cause, worst)


class _Trace(NamedTuple):
    """A row that shows something; ``weighty``: it suggests a cause before others do."""

    day: date | None
    words: Text
    table: str
    id: int
    name: str = ""
    weighty: bool = False


# --- what fell ----------------------------------------------------------------------------------------------


def _dimensions(desk: Desk, account_id: int, fell: Stretch | None) -> Iterator[_Trace]:
    """The dimensions that pulled the score down, the heaviest first; a score typed by hand in their place."""
    by_day = desk.basis.scoring.rows_by_day(account_id)
    if fell is None:
        yield from _low(desk, _on(by_day, desk.basis.closing))
        return
    day = fell.start.day
    for row in desk.overrides.get(account_id, ()):
        if row.day <= day <= row.expires_day:
            points = display.health(Fraction(row.score_milli, MILLI))
            said = words.both(Text(f"手填 {points}", f"{points} typed by hand"), row.reason)
            yield _Trace(row.day, said, "health_overrides", row.id)
            return
    now = _on(by_day, day)
    then = {} if fell.before is None else _on(by_day, fell.before.day)
    drops = list(_drops(desk, now, then))
    yield from drops or _low(desk, now)


def _on(by_day: Mapping[date, Sequence[HealthScore]], day: date) -> dict[int, HealthScore]:
    """By dimension: the scores of the newest day of scoring by ``day``."""
    newest = max((known for known in by_day if known <= day), default=None)
    return {} if newest is None else {row.dimension_id: row for row in by_day[newest]}


def _drops(desk: Desk, now: dict[int, HealthScore], then: dict[int, HealthScore]) -> Iterator[_Trace]:
    facts = desk.basis.facts
    found = []
    for dimension, row in now.items():
        old = then.get(dimension)
        if old is None or old.score_milli <= row.score_milli:
            continue
        drop = old.score_milli - row.score_milli
        name = facts.dimension_names.get(dimension, "")
        was, points = _points(old, desk.basis.bands), _points(row, desk.basis.bands)
        less = display.points(Fraction(drop, MILLI))
        said = Text(f"{name} {was} → {points}，降 {less}", f"{name} {was} → {points}, down {less}")
        weight = facts.dimension_weights.get(dimension, Fraction(0))
        found.append((-drop * weight, dimension, _Trace(row.day, said, *_source(row), name)))
    for _, _, trace in sorted(found, key=lambda each: each[:2]):
        yield trace


def _low(desk: Desk, now: dict[int, HealthScore]) -> Iterator[_Trace]:
    """The dimensions below where red ends, where nothing can be compared."""
    red_below = desk.basis.bands.red_below
    names = desk.basis.facts.dimension_names
    for row in sorted(now.values(), key=lambda r: (r.score_milli, r.dimension_id)):
        if row.score_milli < red_below * MILLI:
            name = names.get(row.dimension_id, "")
            points = _points(row, desk.basis.bands)
            yield _Trace(row.day, Text(f"{name} {points}", f"{name} {points}"), *_source(row), name)


def _source(row: HealthScore) -> tuple[str, int]:
    """The row that opens it; a computed one opens its account's dimensions."""
    return ("health_scores", row.id) if row.id else ("computed_scores", row.account_id)


def _points(row: HealthScore, bands: Bands) -> str:
    return display.points(Fraction(row.score_milli, MILLI), against=(bands.red_below,))


# --- what happened ------------------------------------------------------------------------------------------


def _tickets(desk: Desk, account_id: int, first: date) -> Iterator[_Trace]:
    """Tickets opened since, and those that wait past their due time: late ones first, then the newest."""
    as_of = desk.basis.as_of
    found: list[tuple[bool, Ticket, Text]] = []
    for ticket in desk.tickets.get(account_id, ()):
        late = ticket_outcome(ticket, as_of) is False
        if ticket.opened_at.date() >= first or (late and is_open(ticket, end_of(as_of))):
            named = " ".join(part for part in (ticket.code, ticket.title, ticket.severity) if part)
            found.append((late, ticket, words.both(named, state_of(ticket, as_of)[1])))
    found.sort(key=lambda each: (each[0], each[1].opened_at, each[1].id), reverse=True)
    for late, ticket, said in found[:_MOST_TICKETS]:
        yield _Trace(ticket.opened_at.date(), said, "tickets", ticket.id, weighty=late)


def _contacts(desk: Desk, account_id: int, first: date) -> Iterator[_Trace]:
    """Who left since, executives first."""
    closing = desk.basis.closing
    gone = [
        (not contact.executive, contact.left_day, contact)
        for contact in desk.people.get(account_id, ())
        if contact.left_day is not None and first <= contact.left_day <= closing
    ]
    for other, left, contact in sorted(gone, key=lambda each: (each[0], each[1], each[2].id)):
        who = f"{contact.name} {contact.title}".strip()
        on = words.short_day(left, closing)
        said = Text(f"{who} {on} 离任", f"{who} left on {on}")
        if contact.executive:
            said = words.both(said, Text("高管", "executive"))
        yield _Trace(left, said, "contacts", contact.id, weighty=not other)


def _touch(desk: Desk, account_id: int) -> Iterator[_Trace]:
    """That nobody has been in touch for longer than the segment's cadence."""
    line, closing = desk.lines[account_id], desk.basis.closing
    if not line.cadence_broken:
        return
    gap = line.cadence_days
    rhythm = Text(f"节奏 {gap} 天", f"cadence {words.days(gap)}")
    newest = next(iter(desk.touches.get(account_id, ())), None)
    if newest is None:
        yield _Trace(None, words.both(Text("从未触达", "Never touched"), rhythm), "accounts", account_id)
        return
    ago = words.days_ago(newest.day, closing)
    day = words.short_day(newest.day, closing)
    said = words.both(Text(f"最近触达 {day}", f"Last touch {day}"), ago, rhythm)
    yield _Trace(newest.day, said, "touches", newest.id)


def _usage(desk: Desk, account_id: int, first: date, connection: Connection) -> Iterator[_Trace]:
    """That the product is used less than on the last day with data before."""
    closing = desk.basis.closing
    days = [
        row
        for row in account_page.usage_days(connection, account_id, first - _LOOK_BACK, closing)
        if row.provisioned > 0
    ]
    before = [row for row in days if row.day <= first]
    if not before or days[-1].day <= first:
        return
    was, now = (Fraction(row.active, row.provisioned) for row in (before[-1], days[-1]))
    if was - now < _LEAST_DROP:
        return
    shown = f"{display.percent(was)} → {display.percent(now)}"
    day = words.short_day(days[-1].day, closing)
    yield _Trace(
        days[-1].day,
        Text(f"{day} 使用深度 {shown}", f"Usage depth {shown} on {day}"),
        "usage_days",
        account_id,
    )
