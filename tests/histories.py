"""Runs a state machine whose histories begin from copies of one book."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


class History(RuleBasedStateMachine):
    """Steps on a copy of ``original``."""

    original: ClassVar[Path]


def run(machine: type[History], original: Path, examples: int, steps: int) -> None:
    """So many histories of so many steps; the first that breaks a rule is told in its shortest form."""
    machine.original = original
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=_QUIET),
    )
