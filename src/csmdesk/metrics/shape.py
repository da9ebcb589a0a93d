"""The shapes a figure comes in: a sum, a ratio, or not available; and the reasons rows are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, repeat
from operator import attrgetter

from csmdesk.domain.text import Text
from csmdesk.metrics.basis import Basis
from csmdesk.metrics.exact import total
from csmdesk.metrics.figure import Counted, Coverage, Definition, Evidence, Figure, Key, LeftOut, Part

ONE = Fraction(1)
_COUNT = partial(tuple.__new__, Counted)
_LEAVE_OUT = partial(tuple.__new__, LeftOut)
"""Rows by the ten thousand: their own constructors take three times as long."""
_AMOUNT = attrgetter("amount")

NOT_IN_PERIOD = Text("日期不在期内", "day outside the period")
NOT_OWNED = Text("当日客户不在本人名下", "account not owned on that day")
NO_RATE = Text("外币，未设汇率", "foreign currency without a rate")
BEFORE_START = Text("统计日早于期初", "the as-of date is before the period")


def counted(table: str, keys: Iterable[Key], amount: Fraction = ONE) -> tuple[Counted, ...]:
    """One counted row for each key, each adding ``amount``."""
    return tuple(map(_COUNT, zip(repeat(table), keys, repeat(amount))))


def left_out(table: str, keys: Iterable[Key], reason: Text) -> tuple[LeftOut, ...]:
    """One left-out row for each key, for the same reason."""
    return tuple(map(_LEAVE_OUT, zip(repeat(table), keys, repeat(reason))))


def figure(
    basis: Basis,
    definition: Definition,
    value: Fraction | None,
    *,
    numerator: Sequence[Counted] = (),
    denominator: Sequence[Counted] = (),
    excluded: Sequence[LeftOut] = (),
    parts: Mapping[str, Part] | None = None,
    reason: Text | None = None,
    notes: Sequence[Text] = (),
    coverage: Coverage | None = None,
    sums: tuple[Fraction | None, Fraction | None] = (None, None),
) -> Figure:
    """A figure with its evidence; ``sums`` are its numerator and denominator, None where it has none.

    A row may be due in one way and counted in another (a renewal that itself ends in the period): what is
    counted is never listed as left out.
    """
    held: dict[str, set[Key]] = {}
    for table in {row[0] for row in excluded}:
        held[table] = {key for of, key, _ in chain(numerator, denominator) if of == table}
    return Figure(
        definition,
        basis.period.name,
        basis.as_of,
        value,
        sums[0],
        sums[1],
        dict(parts or {}),
        reason=reason,
        notes=tuple(notes),
        evidence=Evidence(
            tuple(numerator),
            tuple(denominator),
            tuple([row for row in excluded if row[1] not in held[row[0]]]),
        ),
        coverage=coverage,
    )


def amount(
    basis: Basis,
    definition: Definition,
    rows: Sequence[Counted],
    *,
    excluded: Sequence[LeftOut] = (),
    parts: Mapping[str, Part] | None = None,
    notes: Sequence[Text] = (),
    coverage: Coverage | None = None,
) -> Figure:
    """A figure that is the sum of its rows (a number of rows, or money)."""
    if basis.as_of < basis.period.start:
        return not_available(basis, definition, BEFORE_START)
    value = total(map(_AMOUNT, rows))
    return figure(
        basis,
        definition,
        value,
        numerator=rows,
        excluded=excluded,
        parts=parts,
        notes=notes,
        coverage=coverage,
        sums=(value, None),
    )


def ratio(
    basis: Basis,
    definition: Definition,
    numerator: Sequence[Counted],
    denominator: Sequence[Counted],
    empty: Text,
    *,
    excluded: Sequence[LeftOut] = (),
    parts: Mapping[str, Part] | None = None,
    notes: Sequence[Text] = (),
    coverage: Coverage | None = None,
) -> Figure:
    """A figure that is one sum of rows over another; not available, for the reason ``empty``, over zero."""
    if basis.as_of < basis.period.start:
        return not_available(basis, definition, BEFORE_START)
    above, below = total(map(_AMOUNT, numerator)), total(map(_AMOUNT, denominator))
    return figure(
        basis,
        definition,
        above / below if below else None,
        numerator=numerator,
        denominator=denominator,
        excluded=excluded,
        parts=parts,
        reason=None if below else empty,
        notes=notes,
        coverage=coverage,
        sums=(above, below),
    )


def not_available(
    basis: Basis,
    definition: Definition,
    reason: Text,
    *,
    excluded: Sequence[LeftOut] = (),
    parts: Mapping[str, Part] | None = None,
) -> Figure:
    """A figure that cannot be told, with the reason."""
    return figure(basis, definition, None, reason=reason, excluded=excluded, parts=parts)
