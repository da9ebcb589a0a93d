"""What opens under each step; its module is loaded when the step is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csmdesk.domain.renewal_track import Step

if TYPE_CHECKING:
    from csmdesk.ui.panes.calendar.source import TrackTools
    from csmdesk.ui.panes.calendar.steps.step_place import StepPlace


def make_place(step: Step, tools: TrackTools) -> StepPlace:
    """The forms and lists of a step, not filled yet."""
    if step is Step.TALKS:
        from csmdesk.ui.panes.calendar.steps.talks import TalksPlace

        return TalksPlace(tools)
    if step is Step.WORKSHOP:
        from csmdesk.ui.panes.calendar.steps.workshop import WorkshopPlace

        return WorkshopPlace(tools)
    if step is Step.QUOTE:
        from csmdesk.ui.panes.calendar.steps.quote_place import QuotePlace

        return QuotePlace(tools)
    if step is Step.FORECAST:
        from csmdesk.ui.panes.calendar.steps.forecast import ForecastPlace

        return ForecastPlace(tools)
    if step is Step.SIGNING:
        from csmdesk.ui.panes.calendar.steps.signing import SigningPlace

        return SigningPlace(tools)
    from csmdesk.ui.panes.calendar.steps.receipts import ReceiptsPlace

    return ReceiptsPlace(tools)
