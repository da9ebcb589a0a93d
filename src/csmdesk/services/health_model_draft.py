"""A health model as it is typed: read exactly, each problem with the place where it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count

from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import MOST_WORDS, one_line
from csmdesk.domain.health import HealthRules, Missing, Rhythm, plain_number
from csmdesk.domain.health_kinds import IMPORTED, KINDS, DimensionSource, Kind, KindNumber, source_of
from csmdesk.domain.health_model import Dimension, HealthModel, bands_of
from csmdesk.domain.text import Text
from csmdesk.services.settings_values import number

MOST_WEIGHT = 1000
"""The largest weight, in percent."""

_MOST_DIMENSIONS = 30


@dataclass(frozen=True)
class DimensionDraft:
    """A dimension as it is typed; ``key`` stays while its name is typed.

    ``weight`` in percent ('' is the default of the name), ``kind`` '' for imported, ``numbers`` by key of the
    kind ('' is the default). ``scores`` is the number of imported scores that the book has of it.
    """

    key: str
    name: str
    weight: str = ""
    kind: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    scores: int = 0


@dataclass(frozen=True)
class ModelDraft:
    """A model as it is typed."""

    red_below: str
    green_from: str
    missing: Missing
    least: str
    rhythm: Rhythm
    dimensions: tuple[DimensionDraft, ...]

    def put(self, key: str, **parts: object) -> ModelDraft:
        """The draft with other parts of the dimension ``key``."""
        found = tuple(
            replace(d, **parts) if d.key == key else d  # type: ignore[arg-type] # parts of DimensionDraft
            for d in self.dimensions
        )
        return replace(self, dimensions=found)

    def add(self, kind: str, name: str) -> ModelDraft:
        """The draft with one more computed dimension, whose name is made different from the others'."""
        names = {_folded(d.name) for d in self.dimensions}
        other = next(each for each in numbered(name) if _folded(each) not in names)
        keys = {d.key for d in self.dimensions}
        key = next(f"new{i}" for i in count(1) if f"new{i}" not in keys)
        return replace(self, dimensions=(*self.dimensions, DimensionDraft(key, other, "10", kind)))

    def remove(self, key: str) -> ModelDraft:
        """The draft without a dimension."""
        return replace(self, dimensions=tuple(d for d in self.dimensions if d.key != key))


def _folded(name: str) -> str:
    """A name as it is compared: two that look alike are the same."""
    return unicodedata.normalize("NFKC", one_line(name)).casefold()


def numbered(name: str) -> Iterator[str]:
    """The name, then the name with 2, 3, … behind it."""
    yield name
    yield from (f"{name} {n}" for n in count(2))


def draft_of(model: HealthModel, ids: Mapping[str, int], scores: Mapping[str, int]) -> ModelDraft:
    """A model as one would type it; the keys are the ids of its dimensions where they have one."""
    rules = model.rules
    return ModelDraft(
        rules.bands.red_words,
        rules.bands.green_words,
        rules.missing,
        plain_number(rules.least * 100),
        rules.rhythm,
        tuple(
            DimensionDraft(
                str(ids.get(d.name, f"new{place + 1}")),
                d.name,
                "" if d.weight is None else plain_number(d.weight * 100),
                d.source.kind,
                _numbers_of(d.source),
                scores.get(d.name, 0),
            )
            for place, d in enumerate(model.dimensions)
        ),
    )


def _numbers_of(source: DimensionSource) -> dict[str, str]:
    if not source.computed:
        return {}
    kind = KINDS[source.kind]
    usual, own = kind.defaults(), dict(source.numbers)
    return {n.key: typed_number(n, own[n.key]) for n in kind.numbers if own[n.key] != usual[n.key]}


def typed_number(spec: KindNumber, value: Fraction) -> str:
    """A number of a kind as it is typed, without its unit."""
    return plain_number(value * 100 if spec.unit == "percent" else value)


class Read:
    """What a draft says: ``model`` where everything can be taken, ``problems`` by place where not.

    Places are ``red_below``, ``green_from``, ``least``, ``dimensions``, and of a dimension ``KEY.name``,
    ``KEY.weight`` and ``KEY.NUMBER``.
    """

    def __init__(self, draft: ModelDraft) -> None:
        self.problems: dict[str, Text] = {}
        self.model = self._model(draft)

    def _model(self, draft: ModelDraft) -> HealthModel | None:
        bands = [
            self._number(place, typed, name, 0, 100, whole=False)
            for place, typed, name in (
                ("red_below", draft.red_below, Text("红线", "Red below")),
                ("green_from", draft.green_from, Text("绿线", "Green from")),
            )
        ]
        if "red_below" not in self.problems and "green_from" not in self.problems:
            if bands[0] >= bands[1]:
                self.problems["green_from"] = CROSSED
            elif bands[0] == 0:
                self.problems["red_below"] = NO_RED
        least = Fraction(1, 2)
        if draft.missing is Missing.RESCALE:
            least = self._number("least", draft.least, _LEAST, 0, 100, unit="%", whole=False) / 100
        dimensions = tuple(self._dimension(d) for d in draft.dimensions)
        self._check_names(draft)
        model = HealthModel(HealthRules(bands_of(*bands), draft.missing, least, draft.rhythm), dimensions)
        if model.weighs_nothing:
            self.problems["dimensions"] = NO_WEIGHT
        if len(dimensions) > _MOST_DIMENSIONS:
            self.problems["dimensions"] = TOO_MANY.format(most=_MOST_DIMENSIONS)
        return None if self.problems else model

    def _dimension(self, draft: DimensionDraft) -> Dimension:
        name = one_line(draft.name)
        weight = None
        if draft.weight.strip():
            said = Text(*[name or draft.weight] * 2)
            weight = self._number(
                f"{draft.key}.weight", draft.weight, said, 0, MOST_WEIGHT, unit="%", whole=False
            )
            weight /= 100
        return Dimension(name, weight, self._source(draft))

    def _source(self, draft: DimensionDraft) -> DimensionSource:
        kind = KINDS.get(draft.kind)
        if kind is None:
            return IMPORTED
        own: dict[str, Fraction] = {}
        for spec in kind.numbers:
            typed = draft.numbers.get(spec.key, "").strip()
            if typed:
                own[spec.key] = self._kind_number(f"{draft.key}.{spec.key}", spec, typed)
        made = source_of(draft.kind, own)
        self._check_line(draft, kind, made)
        return made

    def _kind_number(self, place: str, spec: KindNumber, typed: str) -> Fraction:
        scale = 100 if spec.unit == "percent" else 1
        units = {"percent": Text("%", "%"), "days": Text("天", "days"), "times": Text("倍", "×")}
        value = self._number(
            place,
            typed,
            spec.name,
            spec.low * scale,
            spec.high * scale,
            unit=units.get(spec.unit, Text("", "")),
            whole=spec.unit == "days",
        )
        return value / scale

    def _check_line(self, draft: DimensionDraft, kind: Kind, source: DimensionSource) -> None:
        keys = {spec.key for spec in kind.numbers}
        if {"zero", "full"} <= keys and source.number("zero") >= source.number("full"):
            self.problems.setdefault(f"{draft.key}.full", NO_LINE)

    def _check_names(self, draft: ModelDraft) -> None:
        seen: set[str] = set()
        for each in draft.dimensions:
            name = _folded(each.name)
            place = f"{each.key}.name"
            if not name:
                self.problems[place] = NO_NAME
            elif len(one_line(each.name)) > MOST_WORDS:
                self.problems[place] = LONG_NAME.format(most=MOST_WORDS)
            elif name in seen:
                self.problems[place] = SAME_NAME.format(name=one_line(each.name))
            seen.add(name)

    def _number(
        self,
        place: str,
        typed: str,
        name: Text,
        low: Fraction | int,
        high: Fraction | int,
        *,
        unit: Text | str = "",
        whole: bool,
    ) -> Fraction:
        said = unit if isinstance(unit, Text) else Text(unit, unit)
        try:
            return number(typed, name, low, high, said, whole=whole)
        except UserError as error:
            self.problems[place] = error.text
            return Fraction(low)


_LEAST = Text("最低覆盖", "Least coverage")
CROSSED = Text("绿线要高于红线。", "Green has to begin above red.")
NO_RED = Text("红线要大于 0，否则没有红色。", "Red has to end above 0, or nothing is red.")
NO_LINE = Text("满分的数要大于 0 分的数。", "The number for 100 points has to be above that for 0.")
NO_WEIGHT = Text(
    "至少要有一个维度的权重大于 0，否则没有健康度。",
    "One dimension at least needs a weight above 0, or there is no score.",
)
TOO_MANY = Text("最多 {most} 个维度。", "{most} dimensions at most.")
NO_NAME = Text("维度要有名称。", "A dimension needs a name.")
LONG_NAME = Text("名称太长：最多 {most} 个字。", "The name is too long: {most} characters at most.")
SAME_NAME = Text("已有维度“{name}”。", "There is a dimension “{name}” already.")
