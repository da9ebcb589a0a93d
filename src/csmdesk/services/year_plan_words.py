"""What the items of a plan are called, in the user's language."""

from __future__ import annotations

from csmdesk.domain.text import Language, Text
from csmdesk.domain.year_plan import NAMES, PlanKind
from csmdesk.services.year_plan_ground import PlanGround

_QUARTERS = Text("一二三四", "1234")


class PlanWords:
    """Says what an item is and whose."""

    def __init__(self, ground: PlanGround, language: Language) -> None:
        self._accounts = ground.basis.over_everything.accounts
        self._contracts = ground.basis.all_contracts
        self._language: Language = language

    def account(self, account_id: int | None) -> str:
        """The account's name; '' where none is meant."""
        account = self._accounts.get(account_id or 0)
        return "" if account is None else account.name

    def title(self, kind: PlanKind, typed: str, contract_id: int | None, slot: str | None) -> str:
        """What was typed, else the kind with its contract or its quarter."""
        if typed:
            return typed
        name = NAMES[kind].to(self._language)
        contract = self._contracts.get(contract_id or 0)
        if contract is not None:
            return f"{name} {contract.code}"
        quarter = (slot or "").rpartition("/")[2] if kind in _BY_QUARTER else ""
        return (
            f"{quarter_words(quarter).to(self._language)}{_GAP.to(self._language)}{name}" if quarter else name
        )


_BY_QUARTER = frozenset({PlanKind.SALON, PlanKind.TOPIC, PlanKind.PAPER})
_GAP = Text("", " ")


def quarter_words(name: str) -> Text:
    """2024Q3 as people say it within its year: 三季度, Q3."""
    number = int(name[-1])
    return Text(f"{_QUARTERS.zh[number - 1]}季度", f"Q{number}")
