"""One account in full, from the same rows and rules as the figures of the whole book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from csmdesk.domain.health import RED_BELOW, band
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.services import account_words as words
from csmdesk.services.account_view import (
    AccountDetail,
    ContractLine,
    CurvePoint,
    DimensionLine,
    StripFigure,
    TimelineItem,
    UsageLine,
)
from csmdesk.services.figures import AccountLine, account_lines, basis_of
from csmdesk.storage import account_list

if TYPE_CHECKING:
    from csmdesk.domain.facts import Account, Contract, HealthScore, Touch
    from csmdesk.storage.book import Book


class Desk:
    """The book's rows over a period as of a day, indexed by account."""

    def __init__(self, book: Book, period: str, as_of: date | None) -> None:
        self.book = book
        self.basis = basis_of(book, period, as_of)
        self.lines: Mapping[int, AccountLine] = account_lines(self.basis)

    # --- indexes --------------------------------------------------------------------------------------------

    @cached_property
    def contracts(self) -> Mapping[int, list[Contract]]:
        """Contracts that exist at the as-of day, by account, in the order of their decision days."""
        found: dict[int, list[Contract]] = defaultdict(list)
        for contract in self.basis.contracts.values():
            found[contract.account_id].append(contract)
        for rows in found.values():
            rows.sort(key=lambda c: (words.decision_of(c) or date.max, c.id))
        return found

    @cached_property
    def scores(self) -> Mapping[int, list[HealthScore]]:
        """Dimension scores up to the closing day, by account, newest first."""
        found: dict[int, list[HealthScore]] = defaultdict(list)
        for row in self.basis.facts.health_scores:
            if row.day <= self.basis.closing:
                found[row.account_id].append(row)
        for rows in found.values():
            rows.sort(key=lambda r: (r.day, r.id), reverse=True)
        return found

    @cached_property
    def touches(self) -> Mapping[int, list[Touch]]:
        """Touches up to the closing day, by account, newest first."""
        found: dict[int, list[Touch]] = defaultdict(list)
        for row in self.basis.facts.touches:
            if row.day <= self.basis.closing:
                found[row.account_id].append(row)
        for rows in found.values():
            rows.sort(key=lambda r: (r.day, r.id), reverse=True)
        return found

    @cached_property
    def workshops(self) -> dict[int, date]:
        """The day of the last workshop held by the closing day, by contract."""
        held = sorted((w.day, w.contract_id) for w in self.basis.facts.workshops)
        return {contract: day for day, contract in held if day <= self.basis.closing}

    def newest_scores(self, account_id: int) -> dict[int, HealthScore]:
        """The newest score of each dimension."""
        found: dict[int, HealthScore] = {}
        for row in self.scores.get(account_id, ()):
            found.setdefault(row.dimension_id, row)
        return found

    def annual(self, contract: Contract) -> Fraction:
        """The annual value in units of the home currency (of its own where no rate is known)."""
        converted = self.basis.annual.get(contract.id)
        return self.basis.annual_fen(contract) / 100 if converted is None else converted

    # --- the account ----------------------------------------------------------------------------------------

    def detail(self, account_id: int, language: Language) -> AccountDetail | None:
        """The account as words and marks; None when it is not in the book."""
        b = self.basis
        account = b.over_everything.accounts.get(account_id)
        line = self.lines.get(account_id)
        if account is None or line is None:
            return None
        with self.book.reading() as connection:
            usage = account_list.last_usage(connection, account_id, b.closing)
            happened = account_list.happenings(connection, account_id, b.closing)
        usage_lines, usage_note = self._usage(account, usage, language)
        dimensions = self._dimensions(account_id, language)
        return AccountDetail(
            id=account_id,
            name=account.name,
            code=account.code,
            facts=_facts(account, language),
            mark=line.band.value,
            figures=self._strip(account_id, line, language),
            dimensions=dimensions,
            health_note=self._health_note(account_id, dimensions, language),
            curve=self._curve(line, language),
            contracts=tuple(self._contract(c, language) for c in self.contracts.get(account_id, ())),
            usage=usage_lines,
            usage_note=usage_note,
            timeline=self._timeline(account_id, happened, language),
        )

    def _strip(self, account_id: int, line: AccountLine, language: Language) -> tuple[StripFigure, ...]:
        b = self.basis
        today = b.closing
        counted = b.arr_contracts(today).get(account_id, ())
        annual = Text(f"{len(counted)} 份生效合同", f"{len(counted)} in force")
        health = words.BANDS[line.band]
        started = self._band_since(account_id, line)
        if started is not None:
            after = words.since(started, today)
            health = Text(f"{health.zh}，{after.zh}", f"{health.en} {after.en}")
        decision_note = touch_note = ""
        if line.decision_day is not None:
            due = [c for c in counted if words.decision_of(c) == line.decision_day and not b.renewed(c)]
            amount = sum((self.annual(c) for c in due), Fraction(0))
            decision_note = words.joined(
                [
                    words.days_until(line.decision_day, today).to(language),
                    display.money_cell(amount, language) if due else "",
                ],
                language,
            )
        cadence = Text(f"节奏 {line.cadence_days} 天", f"max {line.cadence_days}").to(language)
        gone = [words.days_ago(line.last_touch, today).to(language)] if line.last_touch else []
        touch_note = words.joined([*gone, cadence], language)
        never = Text("从未", "never").to(language)
        return (
            StripFigure(
                "annual",
                words.LABELS["annual"].to(language),
                display.money_cell(line.arr_fen / 100, language),
                annual.to(language),
            ),
            StripFigure(
                "health",
                words.LABELS["health"].to(language),
                display.health(line.health),
                health.to(language),
                line.band.value,
            ),
            StripFigure(
                "decision",
                words.LABELS["decision"].to(language),
                words.short_day(line.decision_day, today),
                decision_note,
                late=line.decision_day is not None and line.decision_day < today,
            ),
            StripFigure(
                "touch",
                words.LABELS["touch"].to(language),
                words.short_day(line.last_touch, today) if line.last_touch else never,
                touch_note,
                late=line.cadence_broken,
            ),
        )

    def _band_since(self, account_id: int, line: AccountLine) -> date | None:
        """The first day of scoring since which the account has been in its band."""
        if line.health is None:
            return None
        b = self.basis
        first = None
        for day in reversed([d for d in b.scoring_days if d <= b.closing]):
            value = b.score(account_id, day).score.value
            if value is None or band(value) is not line.band:
                break
            first = day
        return first

    def _dimensions(self, account_id: int, language: Language) -> tuple[DimensionLine, ...]:
        b = self.basis
        newest = self.newest_scores(account_id)
        weights = b.facts.dimension_weights
        lines = []
        for dimension, name in sorted(
            b.facts.dimension_names.items(), key=lambda d: (-weights.get(d[0], 0), d[0])
        ):
            row = newest.get(dimension)
            value = None if row is None else Fraction(row.score_milli, 1000)
            lines.append(
                DimensionLine(
                    f"dimension:{dimension}",
                    name,
                    display.decimals(weights.get(dimension, Fraction(0)), 2),
                    display.MISSING if value is None else display.points(value, against=(RED_BELOW,)),
                    None if value is None else float(value) / 100,
                    value is not None and value < RED_BELOW,
                )
            )
        return tuple(lines)

    def _health_note(self, account_id: int, dimensions: tuple[DimensionLine, ...], language: Language) -> str:
        known = [d for d in dimensions if d.share is not None]
        if not dimensions:
            return ""
        oldest = min((r.day for r in self.newest_scores(account_id).values()), default=None)
        cover = Text(f"覆盖 {len(known)}/{len(dimensions)}", f"Coverage {len(known)}/{len(dimensions)}")
        age = Text("", "")
        if oldest is not None:
            day = words.short_day(oldest, self.basis.closing)
            age = Text(f"最旧 {day}", f"oldest {day}")
        return words.joined([cover.to(language), age.to(language)], language)

    def _curve(self, line: AccountLine, language: Language) -> tuple[CurvePoint, ...]:
        points: list[CurvePoint] = []
        month = None
        for day, value in line.health_points:
            label = "" if (day.year, day.month) == month else str(day.month)
            month = (day.year, day.month)
            points.append(CurvePoint(label, float(value)))
        if points and language == "zh" and points[-1].label:
            points[-1] = points[-1]._replace(label=points[-1].label + "月")
        return tuple(points)

    def _contract(self, contract: Contract, language: Language) -> ContractLine:
        mark, state = words.state_of(self.basis, contract, self.workshops)
        return ContractLine(
            f"contract:{contract.id}",
            contract.code,
            words.term_of(contract),
            words.short_day(words.decision_of(contract), self.basis.closing),
            display.money_cell(self.annual(contract), language),
            mark,
            state.to(language),
            words.in_force(self.basis, contract),
        )

    def _usage(
        self,
        account: Account,
        found: tuple[date, list[account_list.ModuleUse]] | None,
        language: Language,
    ) -> tuple[tuple[UsageLine, ...], str]:
        if found is None:
            return (), ""
        day, rows = found
        lines = []
        for row in rows:
            depth = Fraction(row.active, row.provisioned) if row.provisioned else None
            lines.append(
                UsageLine(
                    f"usage:{row.module_id}",
                    row.name,
                    None if depth is None else float(depth),
                    display.MISSING if depth is None else display.percent(depth, places=0),
                    f"{row.active}/{display.MISSING if row.provisioned is None else row.provisioned}",
                )
            )
        known = [row for row in rows if row.provisioned]
        parts = [words.short_day(day, self.basis.closing)]
        if known:
            depth = Fraction(sum(r.active for r in known), sum(r.provisioned or 0 for r in known))
            percent = display.percent(depth, fixed=True)
            parts.append(Text(f"深度 {percent}", f"depth {percent}").to(language))
        if account.modules:
            used = sum(1 for row in rows if row.active and row.module_id in account.modules)
            parts.append(
                Text(f"广度 {used}/{len(account.modules)}", f"breadth {used}/{len(account.modules)}").to(
                    language
                )
            )
        return tuple(lines), "  ".join(parts)

    def _timeline(
        self, account_id: int, happened: list[account_list.Happening], language: Language
    ) -> tuple[TimelineItem, ...]:
        b = self.basis
        items: list[tuple[date, int, str, str]] = []
        for thing in happened:
            text = words.HAPPENINGS.get(thing.kind)
            said = [thing.words, thing.more] if thing.more else [thing.words]
            said_words = " ".join(said) if text else words.joined(said, language)
            shown = text.format(words=said_words).to(language).strip() if text else said_words
            items.append((thing.day, 0, words.ICONS[thing.kind], shown))
        for contract in self.contracts.get(account_id, ()):
            day = contract.signed_day or contract.start_day
            if day > b.closing:
                continue
            text = words.SIGNED.get(contract.kind, words.SIGNED["other"]).format(code=contract.code)
            items.append(
                (
                    day,
                    1,
                    "contract",
                    words.joined([text.to(language), self._early(contract, day).to(language)], language),
                )
            )
        items.sort(key=lambda item: (item[0], item[1]), reverse=True)
        return tuple(
            TimelineItem(words.short_day(day, b.closing), icon, text) for day, _, icon, text in items
        )

    def _early(self, contract: Contract, signed: date) -> Text:
        """How long before the end of what it renews a contract was signed."""
        ends = [old.end_day for old in self.basis.predecessors.get(contract.id, ()) if old.end_day]
        if not ends:
            return Text("", "")
        days = (min(ends) - signed).days
        if days > 0:
            return Text(f"提前 {days} 天", f"{days} days early")
        return Text(f"晚 {-days} 天", f"{-days} days late") if days < 0 else Text("", "")


def _facts(account: Account, language: Language) -> str:
    handed = activated = ""
    if account.handover_day:
        handed = Text(f"{account.handover_day} 交接", f"handed over {account.handover_day}").to(language)
    if account.activated_day:
        activated = Text(f"{account.activated_day} 启用", f"activated {account.activated_day}").to(language)
    parts = [account.industry, account.city, account.segment, account.stage, handed, activated]
    return " · ".join(part for part in parts if part)
