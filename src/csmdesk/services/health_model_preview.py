"""What another health model would change: bands, scores, account by account, with the rows behind."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.health import MILLI, Band, Bands, band
from csmdesk.domain.health_model import HealthModel, missing_words, percent, source_words
from csmdesk.domain.text import Language, Text
from csmdesk.metrics import display
from csmdesk.metrics.computed_scores import computed_of, with_model
from csmdesk.services import account_words as words
from csmdesk.services.evidence import EvidenceColumn, EvidenceLine, FigureView
from csmdesk.services.health_model import kept_model, taken
from csmdesk.services.health_model_draft import ModelDraft
from csmdesk.services.place import Place

if TYPE_CHECKING:
    from csmdesk.domain.facts import Facts, HealthScore
    from csmdesk.metrics.basis import Basis
    from csmdesk.storage.book import Book

_MOST_BEHIND = 5
"""So many rows of each computed dimension are told."""


class Move(NamedTuple):
    """An account whose score would be another; scores are exact, None unscored."""

    account_id: int
    code: str
    name: str
    before: Fraction | None
    after: Fraction | None
    band_before: Band
    band_after: Band

    @property
    def changes_band(self) -> bool:
        """True when it would be in another band."""
        return self.band_before is not self.band_after


class Preview(NamedTuple):
    """Accounts by band now and with the other model, and those whose score would change.

    ``moves`` are those that change their band first, falls before rises, then by the size of the change.
    """

    closing: date
    before: Mapping[Band, int]
    after: Mapping[Band, int]
    moves: tuple[Move, ...]
    bands_before: Bands
    bands_after: Bands

    @property
    def changed(self) -> int:
        """How many accounts would change their band."""
        return sum(move.changes_band for move in self.moves)


_ORDER = (Band.RED, Band.YELLOW, Band.GREEN, Band.UNSCORED)


class HealthPreviews:
    """Counts what a typed model would change; keeps the rows between two keystrokes; from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._known: tuple[tuple[str, date | None], Basis] | None = None
        self._last: Facts | None = None
        self._version = 0

    def forget(self) -> None:
        """Read anew at the next question: the book has changed."""
        with self._lock:
            self._version += 1
            self._known = self._last = None

    def of(self, draft: ModelDraft, period: str, as_of: date | None) -> Preview:
        """What the typed model would change; raises UserError with its first problem."""
        return self.of_model(taken(draft), period, as_of)

    def of_model(self, model: HealthModel, period: str, as_of: date | None) -> Preview:
        """What a model would change, for the accounts owned on the closing day."""
        now, then = self._both(model, period, as_of)
        before, after = now.healths(now.closing), then.healths(now.closing)
        old = {a: band(score.value, now.bands) for a, score in before.items()}
        new = {a: band(score.value, then.bands) for a, score in after.items()}
        moves = [
            Move(
                a,
                now.accounts[a].code,
                now.accounts[a].name,
                before[a].value,
                after[a].value,
                old[a],
                new[a],
            )
            for a in before
            if before[a].value != after[a].value or old[a] is not new[a]
        ]
        moves.sort(key=_first)
        return Preview(
            now.closing, Counter(old.values()), Counter(new.values()), tuple(moves), now.bands, then.bands
        )

    def explain(
        self, draft: ModelDraft, account_id: int, period: str, as_of: date | None, language: Language
    ) -> FigureView | None:
        """How an account's score comes about with the typed model; None when the account is gone."""
        model = taken(draft)
        now, then = self._both(model, period, as_of)
        account = now.accounts.get(account_id)
        if account is None:
            return None
        return _Explained(now, then, model, account_id, language).view(account.name)

    def _both(self, model: HealthModel, period: str, as_of: date | None) -> tuple[Basis, Basis]:
        """The book as it is, and with the model."""
        from csmdesk.services.figures import basis_of

        with self._lock:
            known, last, version = self._known, self._last, self._version
        if known is None or known[0] != (period, as_of):
            rows = None if known is None else known[1].facts
            known = ((period, as_of), basis_of(self._book, period, as_of, facts=rows))
        now = known[1]
        with self._book.reading() as connection:
            kept = kept_model(connection)
        ids = {d.name: kept.ids.get(d.name, -place) for place, d in enumerate(model.dimensions, 1)}
        names = {ids[d.name]: d.name for d in model.dimensions}
        weights = {ids[name]: weight for name, weight in model.weights().items()}
        parts = {
            "dimension_names": names,
            "dimension_weights": weights,
            "dimension_sources": {ids[d.name]: d.source for d in model.dimensions},
            "health_rules": model.rules,
        }
        # What the model typed before had computed serves this one, where it is computed alike.
        facts = with_model(now.facts if last is None else last, **parts)
        then = replace(now, facts=facts)
        with self._lock:
            if version == self._version:
                self._known, self._last = known, facts
        return now, then


def _first(move: Move) -> tuple[object, ...]:
    change = (move.after or Fraction(0)) - (move.before or Fraction(0))
    return (
        not move.changes_band,
        _ORDER.index(move.band_after),
        _ORDER.index(move.band_before),
        -abs(change),
        move.account_id,
    )


class _Explained:
    """One account's score, dimension by dimension, now and with another model."""

    def __init__(
        self, now: Basis, then: Basis, model: HealthModel, account_id: int, language: Language
    ) -> None:
        self._now, self._then = now, then
        self._model = model
        self._id = account_id
        self._language: Language = language
        self._day = now.closing

    def _say(self, text: Text) -> str:
        return text.to(self._language)

    def view(self, name: str) -> FigureView:
        """The score, what each dimension adds, and the rows behind the computed ones."""
        before, after = (b.health(self._id, self._day).value for b in (self._now, self._then))
        old, new = (self._by_dimension(b) for b in (self._now, self._then))
        coverage = self._then.health(self._id, self._day).coverage
        bands = self._then.bands
        missing = missing_words(self._then.facts.health_rules)
        lines = [
            EvidenceLine(
                self._say(Text("现在", "Now")),
                amount=display.health(before, self._now.bands),
                mark=band(before, self._now.bands).value,
            ),
            EvidenceLine(
                self._say(Text("覆盖的权重", "Weight covered")), "", display.percent(coverage, places=0)
            ),
        ]
        rows: list[tuple[str, ...]] = []
        behind: list[EvidenceLine] = []
        ids = {name: id_ for id_, name in self._then.facts.dimension_names.items()}
        for d in sorted(self._model.dimensions, key=lambda d: -self._share(ids[d.name])):
            was, now = old.get(d.name), new.get(ids[d.name])
            rows.append(
                (
                    d.name,
                    self._say(source_words(d.source)),
                    percent(display.half_up(self._share(ids[d.name]), 3)),
                    self._points(was, self._now.bands),
                    self._points(now, bands),
                )
            )
            if d.source.computed:
                behind += self._behind(ids[d.name], d.name)
        return FigureView(
            key=f"health_model:{self._id}",
            name=f"{name} {self._say(words.LABELS['health'])}",
            value=display.health(after, bands),
            as_of=self._say(Text(f"截至 {self._day}", f"as of {self._day}")),
            mark=band(after, bands).value,
            definition=self._say(
                Text(f"各维度得分的加权平均；{missing.zh}", f"Weighted mean of the dimensions; {missing.en}")
            ),
            reason="" if after is not None else self._say(_TOO_LITTLE),
            lines=(*lines, *behind),
            columns=(
                EvidenceColumn(self._say(Text("维度", "Dimension"))),
                EvidenceColumn(self._say(Text("来源", "Source"))),
                EvidenceColumn(self._say(Text("权重", "Weight")), right=True),
                EvidenceColumn(self._say(Text("现在", "Now")), right=True),
                EvidenceColumn(self._say(Text("改后", "Then")), right=True),
            ),
            rows=tuple(rows),
            places=(Place("account", self._id),) * len(rows),
            total_rows=len(rows),
        )

    def _by_dimension(self, b: Basis) -> dict[object, HealthScore]:
        """By id, and by name: the rows that count on the closing day."""
        rows = b.scoring.rows_behind(self._id, self._day)
        names = b.facts.dimension_names
        found: dict[object, HealthScore] = {r.dimension_id: r for r in rows}
        return {**found, **{names[r.dimension_id]: r for r in rows if r.dimension_id in names}}

    def _share(self, dimension: int) -> Fraction:
        weights = self._then.facts.dimension_weights
        whole = sum(weights.values(), Fraction(0))
        return weights[dimension] / whole if whole else Fraction(0)

    def _points(self, row: HealthScore | None, bands: Bands) -> str:
        if row is None:
            return display.MISSING
        return display.points(Fraction(row.score_milli, MILLI), against=(bands.red_below,))

    def _behind(self, dimension: int, name: str) -> Sequence[EvidenceLine]:
        day = self._then.scoring.scoring_day(self._id, self._day)
        if day is None:
            return ()
        computed = computed_of(self._then.facts, self._then.rules)
        rows = computed.gauges[dimension].behind(self._id, day)
        found = [
            EvidenceLine(
                self._say(Text(f"{name}：{row.words.zh}", f"{name}: {row.words.en}")),
                row.day.isoformat() if row.day else "",
            )
            for row in rows[:_MOST_BEHIND]
        ]
        more = len(rows) - _MOST_BEHIND
        if more > 0:
            found.append(EvidenceLine(self._say(Text(f"{name}：另有 {more} 条", f"{name}: {more} more"))))
        return found


_TOO_LITTLE = Text("已知的维度不够", "too few dimensions are known")
