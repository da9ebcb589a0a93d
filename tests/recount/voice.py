"""What customers say, events and workshops."""

# Plain loops with one condition a line are the point of this file.
# ruff: noqa: PERF401, SIM102

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction

from tests.recount.counting import WORKSHOP_DAYS, Count, Counting, answer, day_of_month, keys, share
from tests.recount.rows import Row


def nps_answers(c: Counting) -> list[Row]:
    """The NPS answers in the period."""
    return [
        row
        for row in c.rows["surveys"]
        if row["kind"] == "NPS" and c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]


def newest_of_each_contact(rows: list[Row]) -> list[Row]:
    """The newest answer of each contact, and every answer without a contact."""
    newest: dict[int, Row] = {}
    alone = []
    for row in rows:
        contact_id = row["contact_id"]
        if contact_id is None:
            alone.append(row)
        elif contact_id not in newest or (row["day"], row["id"]) > (
            newest[contact_id]["day"],
            newest[contact_id]["id"],
        ):
            newest[contact_id] = row
    return [*newest.values(), *alone]


def net_promoters(rows: list[Row]) -> Count:
    """100 × (promoters − detractors) / answers."""
    promoters = [row for row in rows if row["score"] >= 9]
    detractors = [row for row in rows if row["score"] <= 6]
    return share(
        100 * (len(promoters) - len(detractors)),
        len(rows),
        keys("surveys", rows),
        keys("surveys", rows),
        answers=len(rows),
        promoters=len(promoters),
        detractors=len(detractors),
    )


def nps(c: Counting) -> Count:
    """NPS over the newest answer of each contact."""
    return net_promoters(newest_of_each_contact(nps_answers(c)))


def nps_executive(c: Counting) -> Count:
    """NPS over the newest answer of each executive."""
    rows = newest_of_each_contact(nps_answers(c))
    return net_promoters(
        [row for row in rows if row["contact_id"] and c.contacts[row["contact_id"]]["executive"]]
    )


def nps_all_answers(c: Counting) -> Count:
    """NPS over every answer."""
    return net_promoters(nps_answers(c))


def csat(c: Counting) -> Count:
    """Share of the answers 4 and 5, and their mean."""
    rows = [
        row
        for row in c.rows["surveys"]
        if row["kind"] == "CSAT" and c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]
    happy = [row for row in rows if row["score"] >= 4]
    mean = Fraction(sum(row["score"] for row in rows), len(rows)) if rows else None
    return share(len(happy), len(rows), keys("surveys", happy), keys("surveys", rows), mean=mean)


def issue_on_time(c: Counting) -> Count:
    """Issues resolved by their due time / issues opened in the period that count."""
    end_of_day = datetime.combine(c.as_of, time.max)
    on_time = []
    counted = []
    for ticket in c.rows["tickets"]:
        opened, due, resolved = ticket["opened_at"], ticket["due_at"], ticket["resolved_at"]
        if not c.in_flow(opened.date()) or not c.owned(ticket["account_id"], opened.date()):
            continue
        if due is None:
            continue
        if resolved is None or resolved > end_of_day:
            if due <= end_of_day:
                counted.append(ticket)
        else:
            counted.append(ticket)
            if resolved <= due:
                on_time.append(ticket)
    return share(len(on_time), len(counted), keys("tickets", on_time), keys("tickets", counted))


def feedback_conversion(c: Counting) -> Count:
    """Suggestions shipped / suggestions made in the period."""
    made = [
        row
        for row in c.rows["suggestions"]
        if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]
    shipped = [row for row in made if row["status"] == "shipped"]
    return share(
        len(shipped),
        len(made),
        keys("suggestions", shipped),
        keys("suggestions", made),
        generic=sum(row["nature"] == "generic" for row in made),
        generic_shipped=sum(row["nature"] == "generic" for row in shipped),
        custom=sum(row["nature"] == "custom" for row in made),
        custom_shipped=sum(row["nature"] == "custom" for row in shipped),
    )


def referral_leads(c: Counting) -> Count:
    """Leads of the period; the converted ones and their expected ARR."""
    leads = [
        row for row in c.rows["leads"] if c.in_flow(row["day"]) and c.owned(row["account_id"], row["day"])
    ]
    converted = [row for row in leads if row["status"] == "converted"]
    expected = Fraction(0)
    for row in converted:
        if row["expected_arr_fen"] is not None:
            expected += c.yuan(row["expected_arr_fen"], row["currency"]) or 0
    parts = {"converted": len(converted), "expected_arr": expected}
    return answer(len(leads), None, None, parts, keys("leads", leads), [])


def executives_at_events(c: Counting, first: date, last: date) -> list[Row]:
    """Attendances of executives at events in the span, whoever owned their account."""
    found = []
    for row in c.rows["attendance"]:
        if c.contacts[row["contact_id"]]["executive"] and first <= c.events[row["event_id"]]["day"] <= last:
            found.append(row)
    return found


def year_before(c: Counting) -> tuple[date, date]:
    """The same days of the year before."""
    return (
        day_of_month(c.start.year - 1, c.start.month, c.start.day),
        day_of_month(c.closing.year - 1, c.closing.month, c.closing.day),
    )


def growth(now: Fraction | int, before: Fraction | int) -> Fraction | None:
    """By how much it grew; None where nothing was there before."""
    return (Fraction(now) - before) / before if before else None


def executive_reach(c: Counting) -> Count:
    """Attendances of executives at events, with the year before."""
    now = executives_at_events(c, c.start, c.closing)
    before = executives_at_events(c, *year_before(c))
    parts = {
        "year_before": len(before),
        "growth": growth(len(now), len(before)),
        "roundtables": sum(e["kind"] == "roundtable" and c.in_flow(e["day"]) for e in c.events.values()),
        "salons": sum(e["kind"] == "salon" and c.in_flow(e["day"]) for e in c.events.values()),
    }
    return answer(len(now), None, None, parts, keys("attendance", now), [])


def salon_compliance(c: Counting) -> Count:
    """Salons that keep every rule / salons; an unknown item fails."""
    salons = [row for row in c.rows["events"] if row["kind"] == "salon" and c.in_flow(row["day"])]
    passed = []
    within = half = topic = paper = 0
    ratings = []
    for salon in salons:
        people = salon["people"]
        executives = 0
        for row in c.rows["attendance"]:
            if row["event_id"] == salon["id"] and c.contacts[row["contact_id"]]["executive"]:
                executives += 1
        few = people is not None and people <= 30
        enough = bool(people) and executives * 2 >= people
        voted = salon["topic_vote_day"] is not None and (salon["day"] - salon["topic_vote_day"]).days >= 45
        sent = salon["paper_hours"] is not None and salon["paper_hours"] <= 48
        within, half, topic, paper = within + few, half + enough, topic + voted, paper + sent
        if few and enough and voted and sent:
            passed.append(salon)
        if salon["rating"] is not None:
            ratings.append(salon["rating"])
    return share(
        len(passed),
        len(salons),
        keys("events", passed),
        keys("events", salons),
        salons=len(salons),
        rating_mean=sum(ratings) / Fraction(len(ratings)) if ratings else None,
        within_30_people=within,
        half_executives=half,
        topic_45_days=topic,
        paper_48_hours=paper,
    )


def workshop_on_time(c: Counting) -> Count:
    """Due contracts with a workshop at least 90 days before the end / due contracts."""
    due = c.due()
    on_time = []
    for contract in due:
        for workshop in c.rows["workshops"]:
            if workshop["contract_id"] == contract["id"] and workshop["day"] <= c.as_of:
                if (contract["end_day"] - workshop["day"]).days >= WORKSHOP_DAYS and contract not in on_time:
                    on_time.append(contract)
    return share(len(on_time), len(due), keys("contracts", on_time), keys("contracts", due))


def workshop_quality(c: Counting) -> Count:
    """Workshops held for the due contracts that keep every rule / workshops held for them."""
    due = [contract["id"] for contract in c.due()]
    held = [w for w in c.rows["workshops"] if w["contract_id"] in due and w["day"] <= c.as_of]
    good = []
    for workshop in held:
        items = ("pain_points", "measures", "both_signed", "minutes_hours", "ticket_hours")
        if any(workshop[item] is None for item in items):
            continue
        if workshop["pain_points"] >= 5 and workshop["measures"] >= 3 and workshop["both_signed"]:
            if workshop["minutes_hours"] <= 24 and workshop["ticket_hours"] <= 72:
                good.append(workshop)
    return share(len(good), len(held), keys("workshops", good), keys("workshops", held))
