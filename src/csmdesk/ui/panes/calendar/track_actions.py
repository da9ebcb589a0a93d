"""What can be done with the contract whose track is shown: for the palette, the sheet of keys and menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication

from csmdesk.domain.forecast import Forecast
from csmdesk.domain.renewal_track import Step
from csmdesk.domain.text import Language
from csmdesk.services.contract_track import TITLES, Track
from csmdesk.services.renewals import FORECASTS
from csmdesk.ui.actions import Action

translate = QCoreApplication.translate

_ICONS = {
    Step.TALKS: "touch",
    Step.WORKSHOP: "war",
    Step.QUOTE: "plan",
    Step.FORECAST: "calendar",
    Step.SIGNING: "contract",
    Step.RECEIPT: "receipt",
}


def track_actions(
    track: Track,
    language: Language,
    open_account: Callable[[], None],
    open_step: Callable[[Step], None],
    set_forecast: Callable[[Forecast], None],
) -> list[Action]:
    """Its account, its six steps, and how sure it is."""
    name = track.account
    said = translate("TrackPanel", "{what}：{code} {name}")
    words = translate("TrackPanel", "打开客户：{name}").format(name=name)
    found = [Action("open_account", words, open_account, "O", "accounts", about=name)]
    for step in Step:
        words = said.format(what=TITLES[step].to(language), code=track.code, name=name)
        found.append(Action(f"step_{step}", words, partial(open_step, step), "", _ICONS[step], about=name))
    settled = "" if track.row.outcome == "open" else translate("TrackPanel", "这份合同已经有结果。")
    for number, category in enumerate(Forecast, start=1):
        what = translate("TrackPanel", "预测{category}").format(category=FORECASTS[category].to(language))
        words = said.format(what=what, code=track.code, name=name)
        run = partial(set_forecast, category)
        found.append(Action(f"forecast_{category}", words, run, str(number), "calendar", settled, about=name))
    return found
