"""Random small books: rows that crowd around the bounds of a period, so that they meet each other there.

Each book is made of one seed by Python's generator: that spreads evenly over what may meet, which matters
more here than a failing book made smaller; the books are small anyway, and every fault names its metric.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.recount.counting import WEIGHTS, day_of_month, span
from tests.recount.rows import TABLES, Row, Rows

PERIODS = ("2024H1", "2024H1", "2024H1", "2023H2", "2024Q1", "2024-02", "2024-04", "2024")


class Case(NamedTuple):
    """A book, and the question asked of it."""

    rows: Rows
    period: str
    as_of: date


class Maker:
    """Draws rows; days come from around the period, many of them exactly on a bound."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.period = self.pick(*PERIODS)
        self.start, self.end, _ = span(self.period)
        inside = self.between(self.start, self.end)
        later = self.between(self.end, self.end + timedelta(120))
        self.as_of = self.pick(self.end, self.end, inside, inside, later)
        self.rows: Rows = {table: [] for table in TABLES}

    def pick(self, *choices: Any) -> Any:
        """One of the choices."""
        return self.random.choice(choices)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)

    def between(self, first: date, last: date) -> date:
        """A day of the span."""
        return first + timedelta(self.whole(0, (last - first).days))

    def day(self) -> date:
        """A day around the period, often exactly on a bound or a month or a quarter off it."""
        bound: date = self.pick(self.start, self.end, self.as_of, self.as_of)
        near = bound + timedelta(self.pick(-91, -90, -31, -30, -29, -1, 0, 1, 30))
        around = self.between(self.start - timedelta(400), self.end + timedelta(200))
        inside = self.between(self.start, self.end)
        chosen: date = self.pick(near, inside, inside, around)
        return chosen

    def maybe_day(self) -> date | None:
        """A day around the period, or none."""
        return self.pick(None, self.day()) if self.pick(True, False) else self.day()

    def count(self, most: int) -> range:
        """How many rows to make."""
        return range(self.pick(most, most, most // 2, 0))

    def add(self, table: str, **values: Any) -> Row:
        """One more row, with the next id and a code made of it."""
        number = len(self.rows[table]) + 1
        row = {"id": number, "code": f"{table}{number}", **values}
        self.rows[table].append(row)
        return row

    def one_of(self, table: str) -> int:
        """The id of one of the table's rows."""
        return int(self.pick(*[row["id"] for row in self.rows[table]]))

    # --- customers ------------------------------------------------------------------------------------------

    def accounts(self) -> None:
        """One to three accounts with contacts, some handed over or away around the period."""
        for name in ("潜力", "自定"):
            if self.pick(True, False):
                self.add("segments", name=name, cadence_days=self.pick(None, 10, 45))
        for name, core in (("甲", 1), ("乙", 1), ("丙", 0)):
            if self.pick(True, True, False):
                self.add("modules", name=name, core=core)
        for _ in range(self.whole(1, 3)):
            handover = self.pick(None, self.day(), self.start - timedelta(400))
            account = self.add(
                "accounts",
                segment=self.pick("高价值", "潜力", "稳定", "流失风险", "自定", ""),
                handover_day=handover,
                handaway_day=None,
                activated_day=self.maybe_day(),
            )
            if self.pick(True, False, False):
                account["handaway_day"] = max(self.day(), handover or date.min)
            for module in self.rows["modules"]:
                if self.pick(True, False):
                    self.add("account_modules", account_id=account["id"], module_id=module["id"])
            for _ in self.count(2):
                self.add("contacts", account_id=account["id"], executive=self.pick(1, 0))

    # --- contracts and money --------------------------------------------------------------------------------

    def contract(self, account_id: int, currency: str, start: date, end: date | None) -> Row:
        """One contract of that term."""
        return self.add(
            "contracts",
            account_id=account_id,
            kind=self.pick("new", "renewal", "upsell"),
            start_day=start,
            end_day=end,
            amount_fen=self.pick(0, 100, 36_600, 120_000, self.whole(1, 10_000_000)),
            currency=currency,
            annual_fen=self.pick(None, None, None, 50_000),
            billing=self.pick("", "", "annual", "monthly"),
            signed_day=self.pick(None, start - timedelta(10), start - timedelta(10), self.day()),
            recurring=self.pick(1, 1, 1, 1, 1, 0),
            loss_reason=self.pick("", "", "竞品侵占", "其他"),
            lost_day=self.pick(None, None, None, self.day()),
        )

    def term_from(self, start: date) -> date | None:
        """The end of a term: whole months, odd days, or none."""
        months = self.pick(1, 6, 12, 12, 12, 36)
        whole = day_of_month(start.year, start.month + months, start.day) - timedelta(1)
        end: date | None = self.pick(whole, whole, whole, None, start + timedelta(self.whole(0, 400)))
        return end

    def contracts(self, currencies: dict[int, str]) -> None:
        """Contracts that end or start around the bounds, and renewals: late, early, merged, split."""
        for _ in self.count(5):
            account_id = self.one_of("accounts")
            day = self.day()
            if self.pick(True, True, False):
                start = day_of_month(day.year, day.month - self.pick(1, 12, 12, 36), day.day)
                start += timedelta(self.pick(0, 1, 1, 1))
                self.contract(account_id, currencies[account_id], start, day)
            else:
                self.contract(account_id, currencies[account_id], day, self.term_from(day))
        pairs = set()
        for old in list(self.rows["contracts"]):
            if old["end_day"] is not None and self.pick(True, True, False):
                for _ in range(self.pick(1, 1, 1, 2)):
                    start = old["end_day"] + timedelta(self.pick(1, 1, 1, 30, 32, -60))
                    new = self.contract(old["account_id"], old["currency"], start, self.term_from(start))
                    pairs.add((old["id"], new["id"]))
        for old in self.rows["contracts"]:
            for new in self.rows["contracts"]:
                same = old["account_id"] == new["account_id"] and old["id"] < new["id"]
                if same and self.whole(1, 12) == 1:
                    pairs.add((old["id"], new["id"]))
        for old_id, new_id in sorted(pairs):
            self.add("renewal_links", old_id=old_id, new_id=new_id)

    def receipts(self, currencies: dict[int, str]) -> None:
        """Receipts of every kind, some refunds, some not received yet."""
        if not self.rows["contracts"]:
            return
        for _ in self.count(8):
            contract_id, received = self.one_of("contracts"), self.maybe_day()
            early = self.early()
            if early and self.pick(True, True, False):
                contract_id, received = self.pick(*early)
            contract = self.rows["contracts"][contract_id - 1]
            account_id, whole = contract["account_id"], contract["amount_fen"]
            discount = self.pick(0, 0, 700)
            self.add(
                "receipts",
                contract_id=contract_id,
                kind=self.pick("renewal", "renewal", "renewal", "upsell", "upsell", "new", "other"),
                received_day=received,
                amount_fen=self.pick(
                    -5_000, 0, whole - discount, whole - discount - 1, self.whole(1, 1_000_000)
                ),
                currency=self.pick(currencies[account_id], currencies[account_id], "CNY"),
                discount_fen=discount,
                one_sum=self.pick(1, 1, 0, None),
            )
        for _ in self.count(6):
            contract_id, day = self.one_of("contracts"), self.day()
            end = self.rows["contracts"][contract_id - 1]["end_day"]
            self.add(
                "workshops",
                contract_id=contract_id,
                day=self.pick(day, end - timedelta(90), end - timedelta(89)) if end else day,
                pain_points=self.pick(5, 5, 5, 4, None),
                measures=self.pick(3, 3, 3, 2, None),
                both_signed=self.pick(1, 1, 1, 0, None),
                minutes_hours=self.pick(24, 24, Fraction("24.5"), None),
                ticket_hours=self.pick(72, 72, 73, None),
            )

    def early(self) -> list[tuple[int, date]]:
        """Renewals, each with days around 30 days before the end of the contract that it renews."""
        found = []
        for link in self.rows["renewal_links"]:
            end = self.rows["contracts"][link["old_id"] - 1]["end_day"]
            if end is not None:
                found += [(link["new_id"], end - timedelta(days)) for days in (29, 30, 31)]
        return found

    # --- usage and health -----------------------------------------------------------------------------------

    def usage(self) -> None:
        """Usage of modules and hours in the system."""
        taken = set()
        for _ in self.count(8):
            if not self.rows["modules"]:
                break
            place = (self.one_of("accounts"), self.one_of("modules"), self.day().toordinal())
            if place in taken:
                continue
            taken.add(place)
            provisioned = self.pick(None, 0, self.whole(1, 50), self.whole(1, 50))
            most = 50 if provisioned is None else provisioned
            self.rows["usage"].append(
                {
                    "account_id": place[0],
                    "module_id": place[1],
                    "day": place[2],
                    "provisioned": provisioned,
                    "active": self.whole(0, most),
                }
            )
        times = set()
        for _ in self.count(3):
            time_place = (self.one_of("accounts"), self.day())
            if time_place not in times:
                times.add(time_place)
                self.add(
                    "usage_times",
                    account_id=time_place[0],
                    day=time_place[1],
                    used_minutes=self.whole(0, 300),
                    business_minutes=self.pick(0, 480, 480),
                )

    def health(self) -> None:
        """Scores of some dimensions on some days, and overrides."""
        for name in [*WEIGHTS, "自定维度"]:
            if self.pick(True, True, False):
                weight = self.pick(None, None, Fraction("0.25"), Fraction(0))
                self.add("health_dimensions", name=name, weight=weight)
        taken = set()
        days = [self.day() for _ in range(3)]
        for _ in self.count(16):
            if not self.rows["health_dimensions"]:
                break
            place = (self.one_of("accounts"), self.one_of("health_dimensions"), self.pick(*days))
            if place not in taken:
                taken.add(place)
                self.add(
                    "health_scores",
                    account_id=place[0],
                    dimension_id=place[1],
                    day=place[2],
                    score_milli=self.pick(60_000, 59_999, 60_001, self.whole(0, 100_000)),
                )
        for _ in self.count(2):
            day = self.day()
            self.add(
                "health_overrides",
                account_id=self.one_of("accounts"),
                day=day,
                score_milli=self.pick(30_000, 60_000, 90_000),
                reason="x",
                expires_day=day + timedelta(self.pick(0, 1, 30, 90)),
            )

    # --- everything else ------------------------------------------------------------------------------------

    def moment(self, day: date) -> datetime:
        """A minute of the day, often its first or last."""
        return datetime.combine(day, self.pick(time(0, 0), time(9, 0), time(23, 59)))

    def voices(self) -> None:
        """Tickets, answers and suggestions."""
        for _ in self.count(5):
            opened = self.moment(self.day())
            self.add(
                "tickets",
                account_id=self.one_of("accounts"),
                opened_at=opened,
                due_at=self.pick(None, opened + timedelta(1), self.moment(self.day())),
                resolved_at=self.pick(None, opened + timedelta(1), self.moment(self.day())),
            )
        for _ in self.count(8):
            kind = self.pick("NPS", "NPS", "CSAT")
            account_id = self.one_of("accounts")
            people = [row["id"] for row in self.rows["contacts"] if row["account_id"] == account_id]
            self.add(
                "surveys",
                account_id=account_id,
                contact_id=self.pick(None, *people),
                day=self.day(),
                kind=kind,
                score=self.pick(0, 6, 7, 8, 9, 10) if kind == "NPS" else self.whole(1, 5),
            )
        for _ in self.count(3):
            self.add(
                "suggestions",
                account_id=self.pick(None, self.one_of("accounts")),
                day=self.day(),
                nature=self.pick("generic", "custom", ""),
                status=self.pick("shipped", "评估中", "评估中", "不采纳"),
                reach=self.pick(None, 0, 12, 12),
                value=self.pick(None, 4, 4, 4),
                urgency=self.pick(None, 3, 3, 3),
                effort=self.pick(None, 0, 5, 5, 5),
            )

    def events(self) -> None:
        """Events of the period and of the year before, with people of owned accounts and others."""
        for _ in self.count(3):
            day = self.day()
            if self.pick(True, False, False):
                day = day_of_month(day.year - 1, day.month, day.day)
            event = self.add(
                "events",
                kind=self.pick("salon", "salon", "roundtable", "other"),
                day=day,
                people=self.pick(None, 0, 1, 1, 2, 2, 3, 30, 31),
                topic_vote_day=self.pick(None, day - timedelta(45), day - timedelta(45), day - timedelta(44)),
                paper_hours=self.pick(None, 48, 48, 49),
                rating=self.pick(None, Fraction("4.5"), 5),
            )
            for contact in self.rows["contacts"]:
                if self.pick(True, False):
                    self.add("attendance", event_id=event["id"], contact_id=contact["id"])

    def work(self, currencies: dict[int, str]) -> None:
        """Leads, opportunities, touches and own time."""
        for _ in self.count(3):
            account_id = self.one_of("accounts")
            self.add(
                "leads",
                account_id=account_id,
                day=self.day(),
                status=self.pick("converted", "待联系"),
                expected_arr_fen=self.pick(None, 50_000),
                currency=currencies[account_id],
            )
        for _ in self.count(4):
            account_id = self.one_of("accounts")
            stage = self.pick("won", "won", "won", "lost", "谈判")
            self.add(
                "opportunities",
                account_id=account_id,
                kind=self.pick("upsell", "cross_sell", "new"),
                amount_fen=self.pick(0, 10_000, self.whole(1, 100_000)),
                currency=currencies[account_id],
                margin=self.pick(None, Fraction("0.5"), Fraction("0.31")),
                stage=stage,
                won_day=self.maybe_day() if stage == "won" else None,
            )
        results = [(row["account_id"], row["day"]) for row in self.rows["leads"]]
        results += [
            (row["account_id"], row["signed_day"]) for row in self.rows["contracts"] if row["signed_day"]
        ]
        for _ in self.count(8):
            account_id, day = self.one_of("accounts"), self.day()
            if results and self.pick(True, False):
                account_id, day = self.pick(*results)
                day -= timedelta(self.pick(-1, 0, 30, 31))
            self.add(
                "touches",
                account_id=account_id,
                day=day,
                channel=self.pick("电话", "拜访", "QBR"),
                minutes=self.pick(None, 30, 60),
            )
        for _ in self.count(4):
            day = self.day()
            if self.pick(True, False):
                day = day_of_month(day.year - 1, day.month, day.day)
            category = self.pick("travel", "travel", "sharing", "文档")
            self.add("own_time", day=day, category=category, minutes=self.whole(1, 600))

    def asks(self) -> None:
        """Requests for consultants that crowd around each other, and handovers from sales."""
        for _ in self.count(5):
            needed = self.pick(None, self.day(), self.day(), self.day())
            others = [row["needed_day"] for row in self.rows["requests"] if row["needed_day"]]
            if others and self.pick(True, True, False):
                needed = self.pick(*others) + timedelta(self.pick(-2, -1, 0, 0, 1, 2))
            near = needed or self.day()
            self.add(
                "requests",
                account_id=self.pick(None, self.one_of("accounts")),
                industry=self.pick("新能源", "新能源", "零售", ""),
                product=self.pick("数据仓库", "数据 仓库", "BI报表", ""),
                consultant=self.pick("", "", "王工", "王 工", "李工"),
                needed_day=needed,
                until_day=self.pick(None, None, near + timedelta(self.pick(0, 1, 3))),
                confirmed_day=self.pick(None, near + timedelta(self.pick(-1, 0, 1, 5)), self.day()),
                closed_day=self.pick(None, None, None, near + timedelta(self.pick(-1, 0, 1)), self.day()),
            )
        for _ in self.count(3):
            day = self.day()
            self.add(
                "handovers",
                account_id=self.one_of("accounts"),
                day=day,
                due_day=self.pick(None, day, day + timedelta(14), day + timedelta(14)),
                accepted_day=self.pick(None, day + timedelta(self.pick(0, 13, 14, 15)), self.day()),
            )


def made_of(seed: int) -> Case:
    """The book of the seed, with a period and an as-of day, mostly inside the period."""
    make = Maker(seed)
    make.accounts()
    currencies = {row["id"]: make.pick("CNY", "CNY", "CNY", "USD") for row in make.rows["accounts"]}
    make.contracts(currencies)
    make.receipts(currencies)
    make.usage()
    make.health()
    make.voices()
    make.events()
    make.work(currencies)
    make.asks()
    if make.pick(True, False):
        make.add("rates", period=make.period, currency="USD", rate=Fraction("7.1"))
    return Case(make.rows, make.period, make.as_of)


SEEDS = st.integers(0, 2**32)
"""The books that a test runs through."""
