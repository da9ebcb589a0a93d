"""The weights of the health dimensions, and what other weights would change before they are saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from csmdesk.domain.changes import Changes
from csmdesk.domain.errors import UserError
from csmdesk.domain.health import Band, effective_weights
from csmdesk.domain.rules import DEFAULT_WEIGHTS
from csmdesk.domain.text import Text
from csmdesk.services.health_model import HealthModels, kept_model
from csmdesk.services.health_model_draft import NO_WEIGHT
from csmdesk.services.settings_values import decimal, number

if TYPE_CHECKING:
    from csmdesk.storage.book import Book
    from csmdesk.storage.driver import Connection

MOST = 1000
"""The largest weight, in percent."""


class DimensionLine(NamedTuple):
    """A dimension: its own weight (None: the default of its name) and its share of all weights (0–1).

    ``scores`` is the number of imported scores, None where its scores are computed. ``goes_back``: its weight
    is another one than the default of its name; where no name has a default, all weigh the same by default.
    """

    id: int
    name: str
    weight: Fraction | None
    default: Fraction
    share: Fraction
    scores: int | None
    goes_back: bool

    @property
    def typed(self) -> str:
        """Its own weight in percent as it is typed; "" where the default counts."""
        return "" if self.weight is None else decimal(self.weight * 100)

    @property
    def counts(self) -> Fraction:
        """The weight that counts before all are rescaled."""
        return self.default if self.weight is None else self.weight


class BandPreview(NamedTuple):
    """How many accounts are in each band now and with other weights, and how many change their band."""

    before: Mapping[Band, int]
    after: Mapping[Band, int]
    changed: int
    closing: date


def dimension_lines(connection: Connection) -> tuple[DimensionLine, ...]:
    """The book's dimensions, the heaviest first."""
    rows = connection.execute(
        "SELECT id, name, weight, "
        "CASE source WHEN '' THEN (SELECT count(*) FROM health_scores WHERE dimension_id = d.id) END "
        "FROM health_dimensions d"
    ).fetchall()
    own = {id_: (name, None if weight is None else Fraction(weight)) for id_, name, weight, _ in rows}
    weights = effective_weights(own)
    whole = sum(weights.values())
    defaults = any(name in DEFAULT_WEIGHTS for name, _ in own.values())
    lines = [
        DimensionLine(
            id_,
            name,
            own[id_][1],
            DEFAULT_WEIGHTS.get(name, Fraction(0)),
            weights[id_] / whole if whole else Fraction(0),
            scores,
            own[id_][1] is not None and (name in DEFAULT_WEIGHTS or not defaults),
        )
        for id_, name, _, scores in rows
    ]
    order = list(DEFAULT_WEIGHTS)
    return tuple(
        sorted(lines, key=lambda d: (order.index(d.name) if d.name in order else len(order), d.name))
    )


class HealthWeights:
    """Sets the weights of a book's dimensions; raises UserError for what cannot be taken.

    Each change is a new version of the health model.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._models = HealthModels(book)

    def forget(self) -> None:
        """Count anew at the next preview: the book has changed."""
        self._models.forget()

    def read(self, name: str, typed: str) -> Fraction | None:
        """The weight (0–10) that was typed in percent; None for nothing, which means the default."""
        if not typed.strip():
            return None
        return number(typed, Text(name, name), 0, MOST, Text("%", "%"), whole=False) / 100

    def set(self, dimension_id: int, typed: str) -> Changes:
        """Give a dimension a weight in percent; nothing gives it the default of its name."""
        with self._book.reading() as connection:
            lines = {line.id: line for line in dimension_lines(connection)}
        line = lines[dimension_id]
        weight = self.read(line.name, typed)
        said = Text("默认", "default") if weight is None else Text(*[f"{decimal(weight * 100)}%"] * 2)
        label = Text("改权重：{name} {weight}", "Change weight: {name} {weight}").format(
            name=line.name, weight=said
        )
        return self._models.set_weights({dimension_id: weight}, label)

    def reset(self) -> Changes:
        """Give the dimensions the defaults of their names again (``goes_back``)."""
        with self._book.reading() as connection:
            ids = [line.id for line in dimension_lines(connection) if line.goes_back]
        return self._models.set_weights(
            dict.fromkeys(ids), Text("恢复默认权重", "Restore the default weights")
        )

    def preview(self, typed: Mapping[int, str], period: str, as_of: date | None) -> BandPreview:
        """What the bands of the accounts owned at closing would be with the weights ``typed`` in percent.

        Dimensions that are not named keep their weight. Raises UserError for what cannot be taken.
        """
        with self._book.reading() as connection:
            kept = kept_model(connection)
        dimensions = tuple(
            replace(d, weight=self.read(d.name, typed[id_])) if (id_ := kept.ids[d.name]) in typed else d
            for d in kept.model.dimensions
        )
        model = replace(kept.model, dimensions=dimensions)
        if model.weighs_nothing:
            raise UserError(NO_WEIGHT)
        found = self._models.previews.of_model(model, period, as_of)
        return BandPreview(found.before, found.after, found.changed, found.closing)
