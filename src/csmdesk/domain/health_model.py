"""The health model: dimensions with their weights and sources, bands, and what missing data do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from csmdesk.domain.health import (
    HEALTH_RULES,
    Bands,
    HealthRules,
    Missing,
    Rhythm,
    effective_weights,
    plain_number,
)
from csmdesk.domain.health_kinds import IMPORTED, KINDS, DimensionSource, source_of
from csmdesk.domain.rules import DEFAULT_WEIGHTS
from csmdesk.domain.text import Text

FIRST = 1
"""The number of the model that a book has before anything was changed."""


class ModelVersion(NamedTuple):
    """Which version of the model is in force, and since which day (None: from the first)."""

    number: int = FIRST
    day: date | None = None


FIRST_VERSION = ModelVersion()
"""What is in force before anything was changed."""


@dataclass(frozen=True)
class Dimension:
    """A dimension: ``weight`` is its own (1 is 100 %), None where the default of its name counts.

    ``id`` is its key in the book, None where it has none yet; two models are the same whatever the keys.
    """

    name: str
    weight: Fraction | None = None
    source: DimensionSource = IMPORTED
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class HealthModel:
    """All that makes a score of dimension scores; dimensions have different names."""

    rules: HealthRules = HEALTH_RULES
    dimensions: tuple[Dimension, ...] = ()

    def weights(self) -> dict[str, Fraction]:
        """By name: the weight that counts, before all are rescaled."""
        found = effective_weights({i: (d.name, d.weight) for i, d in enumerate(self.dimensions)})
        return {self.dimensions[i].name: weight for i, weight in found.items()}

    @property
    def weighs_nothing(self) -> bool:
        """True when weights were set and every one is 0: then there is no score.

        Where nobody has set a weight, all weigh the same.
        """
        own = [DEFAULT_WEIGHTS.get(d.name, 0) if d.weight is None else d.weight for d in self.dimensions]
        return not any(own) and any(d.weight is not None for d in self.dimensions)

    def to_json(self) -> str:
        """The model as JSON text; numbers are decimals as text, so that they stay exact."""
        rules = self.rules
        kept = {
            "red_below": rules.bands.red_words,
            "green_from": rules.bands.green_words,
            "missing": rules.missing.value,
            "least": plain_number(rules.least),
            "rhythm": rules.rhythm.value,
            "dimensions": [
                {
                    "id": d.id,
                    "name": d.name,
                    "weight": None if d.weight is None else plain_number(d.weight),
                    "source": d.source.kind,
                    "numbers": own_numbers(d.source),
                }
                for d in self.dimensions
            ],
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def own_numbers(source: DimensionSource) -> dict[str, str]:
    """The numbers of a source that are not the defaults of its kind, as decimals."""
    if not source.computed:
        return {}
    usual = KINDS[source.kind].defaults()
    return {key: plain_number(value) for key, value in source.numbers if value != usual[key]}


def from_json(body: str) -> HealthModel:
    """The model of a JSON text; raises ValueError for what this version cannot read."""
    try:
        return _model(json.loads(body))
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError("a health model that cannot be read") from error


def _model(kept: Mapping[str, Any]) -> HealthModel:
    rules = HealthRules(
        bands_of(Fraction(kept["red_below"]), Fraction(kept["green_from"])),
        Missing(kept["missing"]),
        Fraction(kept["least"]),
        Rhythm(kept["rhythm"]),
    )
    dimensions = tuple(
        Dimension(
            each["name"],
            None if each["weight"] is None else Fraction(each["weight"]),
            source_of(
                each["source"], {key: Fraction(value) for key, value in each.get("numbers", {}).items()}
            ),
            each.get("id"),
        )
        for each in kept["dimensions"]
    )
    return HealthModel(rules, dimensions)


def bands_of(red_below: Fraction, green_from: Fraction) -> Bands:
    """The bands; whole bounds are kept as whole numbers, which compare faster."""
    return Bands(*(int(b) if b.denominator == 1 else b for b in (red_below, green_from)))


# --- in words -----------------------------------------------------------------------------------------------

MISSING: Mapping[Missing, Text] = {
    Missing.RESCALE: Text("不计，其余维度按权重折算", "left out, the other weights rescaled"),
    Missing.ZERO: Text("按 0 分计", "counts as 0 points"),
    Missing.UNSCORED: Text("缺一个就不评", "one missing: unscored"),
}
"""What each rule for missing data says."""

RHYTHMS: Mapping[Rhythm, Text] = {
    Rhythm.DAILY: Text("每天", "Every day"),
    Rhythm.WEEKLY: Text("每周日和月末", "Sundays and ends of months"),
    Rhythm.MONTHLY: Text("每月末", "Ends of months"),
}
"""When computed dimensions are scored."""


def missing_words(rules: HealthRules) -> Text:
    """What a missing dimension does, in a sentence."""
    if rules.missing is Missing.ZERO:
        return Text("缺的维度按 0 分计", "a missing one counts as 0 points")
    if rules.missing is Missing.UNSCORED:
        return Text("缺一个维度就不评", "with one missing the account is unscored")
    share = percent(rules.least)
    return Text(
        f"缺的维度不计，权重按余下的换算；已知权重不足 {share} 为未评",
        f"a missing one is left out and the weights rescaled; below {share} of the weight the account is "
        "unscored",
    )


class Difference(NamedTuple):
    """What two models say of one thing; '' where one of them has nothing of it."""

    what: Text
    before: Text
    after: Text


def differences(before: HealthModel, after: HealthModel) -> list[Difference]:
    """What ``after`` says otherwise: bands, missing data, rhythm, then dimension by dimension."""
    old, new = before.rules, after.rules
    found = [
        _of(Text("红线", "Red below"), old.bands.red_words, new.bands.red_words),
        _of(Text("绿线", "Green from"), old.bands.green_words, new.bands.green_words),
        Difference(Text("缺数据时", "Missing data"), MISSING[old.missing], MISSING[new.missing]),
        Difference(Text("计算日", "Scoring days"), RHYTHMS[old.rhythm], RHYTHMS[new.rhythm]),
    ]
    if Missing.RESCALE in (old.missing, new.missing):
        found.append(_of(Text("最低覆盖", "Least coverage"), percent(old.least), percent(new.least)))
    found += _dimensions(before, after)
    return [each for each in found if each.before != each.after]


def _dimensions(before: HealthModel, after: HealthModel) -> list[Difference]:
    old, new = ({d.name: d for d in model.dimensions} for model in (before, after))
    weights = before.weights(), after.weights()
    found = []
    for name in dict.fromkeys([*old, *new]):
        sides = [percent(w[name]) if name in w else "" for w in weights]
        found.append(_of(Text(f"{name} 权重", f"{name}: weight"), *sides))
        sources = [source_words(d[name].source) if name in d else _NOTHING for d in (old, new)]
        found.append(Difference(Text(f"{name} 来源", f"{name}: source"), *sources))
        if name in old and name in new and old[name].source.kind == new[name].source.kind:
            was, now = dict(old[name].source.numbers), dict(new[name].source.numbers)
            for number in KINDS[new[name].source.kind].numbers if now else ():
                what = Text(f"{name} {number.name.zh}", f"{name}: {number.name.en}")
                words = [number_words(number.unit, side[number.key]) for side in (was, now)]
                found.append(Difference(what, *words))
    return found


_NOTHING = Text("", "")


def _of(what: Text, before: str, after: str) -> Difference:
    return Difference(what, Text(before, before), Text(after, after))


def percent(share: Fraction) -> str:
    """A share in percent, in full."""
    return f"{plain_number(share * 100)}%"


def source_words(source: DimensionSource) -> Text:
    """From where a dimension has its scores."""
    return KINDS[source.kind].name if source.computed else Text("导入", "Imported")


def number_words(unit: str, value: Fraction) -> Text:
    """A number of a formula with its unit."""
    if unit == "percent":
        return Text(percent(value), percent(value))
    plain = plain_number(value)
    zh, en = {
        "days": ("天", "day" if value == 1 else "days"),
        "points": ("分", "point" if value == 1 else "points"),
        "times": ("倍", ""),
    }.get(unit, ("", ""))
    return Text(f"{plain} {zh}".strip(), f"{plain}×" if unit == "times" else f"{plain} {en}".strip())


def formula_words(source: DimensionSource) -> Text:
    """The formula of a computed dimension with its numbers; how an imported one comes by its scores."""
    if not source.computed:
        return Text("得分由导入的文件给出", "the scores come from imported files")
    kind = KINDS[source.kind]
    numbers = dict(source.numbers)
    words = {n.key: number_words(n.unit, numbers[n.key]) for n in kind.numbers}
    return Text(
        kind.formula.zh.format(**{key: text.zh for key, text in words.items()}),
        kind.formula.en.format(**{key: text.en for key, text in words.items()}),
    )
