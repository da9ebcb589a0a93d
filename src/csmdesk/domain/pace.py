"""How fast work goes and how long the rest of it takes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Standing:
    """Work under way: the step's name, done of total in it, things a second, and seconds that are left (None
    while that cannot be told)."""

    step: str
    done: int
    total: int
    rate: float
    rest: float | None


@dataclass
class Pace:
    """Measures the steps of one piece of work; ``at`` are seconds of a steady clock."""

    _step: str = ""
    _since: float = 0.0
    _from: int = 0
    _marks: list[tuple[float, int]] = field(default_factory=list)

    def told(self, step: str, done: int, total: int, at: float) -> Standing:
        """The standing at the moment ``at``; the rate is that of the last few seconds."""
        if step != self._step or done < self._from:
            self._step, self._marks = step, []
        self._from = done
        self._marks.append((at, done))
        while len(self._marks) > 2 and at - self._marks[0][0] > _SECONDS:
            self._marks.pop(0)
        begun, first = self._marks[0]
        rate = (done - first) / (at - begun) if at > begun else 0.0
        rest = (total - done) / rate if rate > 0 else None
        return Standing(step, done, total, rate, rest)


_SECONDS = 5.0
