"""What typed numbers are held against: parts of figures with their exact amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from csmdesk.domain.review_text import Chip
from csmdesk.metrics.figure import Unit
from csmdesk.reports.review_checks.roles import Role
from csmdesk.reports.review_checks.typed import Typed
from csmdesk.reports.review_chips import Amount, ChipWriter

_PARTS_OF: Mapping[Role, tuple[str, ...]] = {
    "value": ("",),
    "target": ("target", "node"),
    "attainment": ("attainment", "of_year"),
    "node_share": ("node_share",),
    "difference": ("difference", "gap", "change", "last.change", "year.change"),
    "growth": ("growth", "change", "year.growth", "last.growth", "year.change", "last.change"),
    "opening": ("opening", "last.value", "year.value", "year_before"),
    "sample": ("answers", "denominator"),
    "above": ("numerator",),
    "below": ("denominator",),
}
"""The parts of a figure that a number in a role may tell."""

_ALL_PARTS = (
    *("target", "node", "attainment", "node_share", "difference", "numerator", "denominator"),
    *("of_year", "gap", "change", "receipts"),
)


class Amounts:
    """The amounts of all parts of the figures of a review, also of those that only a report tells."""

    def __init__(self, writer: ChipWriter) -> None:
        self._writer = writer

    def amount(self, chip: Chip) -> Amount | None:
        """What a part of a figure comes to; None where it is not available."""
        figure = self._writer.figure(chip)
        if figure is None or figure.value is None:
            return self._writer.amount(chip)
        unit, target = figure.definition.unit, figure.target
        if chip.part == "of_year" and target is not None and target.target:
            return Amount(figure.value / target.target, Unit.RATIO)
        if chip.part == "gap" and target is not None:
            return Amount(target.target - figure.value, unit)
        opening = figure.parts.get("opening")
        if chip.part == "change" and unit is not Unit.RATIO and isinstance(opening, Fraction | int):
            return Amount(figure.value - opening, unit)
        if chip.part == "receipts" and "receipts" not in figure.parts:
            return Amount(Fraction(len(figure.evidence.numerator)), Unit.COUNT)
        return self._writer.amount(chip)

    def options(self, figures: Sequence[str], role: Role) -> list[Chip]:
        """What a number in a role may be meant to be."""
        return [Chip(key, part) for part in _PARTS_OF.get(role, ()) for key in figures]

    def anything(self, figures: Iterable[str]) -> list[Chip]:
        """All parts of some figures and of their rival definitions."""
        found: list[Chip] = []
        for key in dict.fromkeys(figures):
            for each in (key, *self.rivals(key)):
                found += self._all_parts[each]
        return found

    @cached_property
    def _all_parts(self) -> Mapping[str, list[Chip]]:
        held: dict[str, list[Chip]] = defaultdict(list)
        for key in self._writer.keys:
            figure = self._writer.figure(Chip(key))
            assert figure is not None
            parts = ("", *_ALL_PARTS, *figure.parts)
            held[key] = [Chip(key, part) for part in dict.fromkeys(parts)]
        return held

    def rivals(self, key: str) -> tuple[str, ...]:
        """The other definitions of what a figure says."""
        figure = self._writer.figure(Chip(key))
        return () if figure is None else figure.definition.rivals

    def unit(self, key: str) -> Unit | None:
        """What a figure is counted in."""
        figure = self._writer.figure(Chip(key))
        return None if figure is None else figure.definition.unit

    def adds_up(self, key: str) -> bool:
        """True for a figure that grows over the year."""
        figure = self._writer.figure(Chip(key))
        return figure is not None and figure.definition.adds_up

    def agreeing(self, number: Typed, options: Iterable[Chip]) -> Chip | None:
        """The first of the options that the number says."""
        for chip in options:
            amount = self.amount(chip)
            if amount is not None and number.says(amount.value, amount.unit):
                return chip
        return None

    def nearest(self, number: Typed, options: Iterable[Chip]) -> tuple[Chip, ...]:
        """The options that are counted as the number is, the nearest first."""
        held: list[tuple[Fraction, int, Chip]] = []
        for place, chip in enumerate(options):
            amount = self.amount(chip)
            if amount is not None and number.may_be(amount.unit):
                held.append((abs(abs(amount.value) - abs(number.value)), place, chip))
        return tuple(chip for _, _, chip in sorted(held))


def role_of_part(part: str) -> Role:
    """The role in which a number tells a part of a figure."""
    return next((role for role, parts in _PARTS_OF.items() if part in parts), "near")
