"""What the user sets for the contract calendar: likelihoods, tax, the discount for early payment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from csmdesk.domain.changes import Changes, Op
from csmdesk.domain.early_payment import DISCOUNT
from csmdesk.domain.errors import UserError
from csmdesk.domain.fields import FieldError
from csmdesk.domain.forecast import LIKELIHOODS, Forecast
from csmdesk.domain.tax import Tax
from csmdesk.domain.text import Text
from csmdesk.services.renewals import FORECASTS
from csmdesk.services.settings_values import decimal, number
from csmdesk.storage import read

if TYPE_CHECKING:
    import sqlalchemy

    from csmdesk.storage.book import Book

_LIKELIHOODS = "likelihoods"
_INCLUDED = "tax_included"
_RATE = "tax_rate"
_DISCOUNT = "early_discount"


class CalendarSettings:
    """Reads and changes these settings of one book; may be used from any thread."""

    def __init__(self, book: Book) -> None:
        self._book = book

    # --- likelihoods ----------------------------------------------------------------------------------------

    def likelihoods(self) -> Mapping[Forecast, Fraction]:
        """How likely a renewal of each category is, as fractions: the defaults, and what the user changed."""
        kept = self._kept().get(_LIKELIHOODS)
        own = kept if isinstance(kept, dict) else {}
        return {each: Fraction(str(own.get(each.value, LIKELIHOODS[each]))) for each in Forecast}

    def set_likelihood(self, category: Forecast, typed: str) -> Changes:
        """Change one of them, typed in percent; '' gives the default again. A lost contract stays at 0."""
        if category is Forecast.LOST:
            raise FieldError(category.value, LOST_IS_LOST)
        name = Text("{category}的可能性", "Likelihood of “{category}”").format(category=FORECASTS[category])
        value = self._number(category.value, typed, name, 100) if typed.strip() else LIKELIHOODS[category]
        own = {
            each.value: decimal(likelihood)
            for each, likelihood in {**self.likelihoods(), category: value}.items()
            if likelihood != LIKELIHOODS[each]
        }
        label = Text("改可能性：{name} {value}%", "Change likelihood: {name} {value}%").format(
            name=FORECASTS[category], value=decimal(value * 100)
        )
        return self._write({_LIKELIHOODS: own or None}, label)

    # --- tax ------------------------------------------------------------------------------------------------

    def tax(self) -> Tax:
        """Whether amounts hold the tax, and its rate."""
        kept = self._kept()
        included = kept.get(_INCLUDED)
        return Tax(included if isinstance(included, bool) else None, Fraction(str(kept.get(_RATE, 0))))

    def set_tax(self, included: bool | None, typed_rate: str) -> Changes:
        """Say whether the book's amounts hold the tax, and at which rate (typed in percent).

        No amount is changed by it: amounts are as the book says. None takes the saying back.
        """
        if included is None:
            return self._write({_INCLUDED: None, _RATE: None}, TAX.format(words=Tax().words))
        rate = self._number("rate", typed_rate, Text("税率", "Tax rate"), 50)
        words = Tax(included, rate).words
        return self._write({_INCLUDED: included, _RATE: decimal(rate)}, TAX.format(words=words))

    # --- early payment --------------------------------------------------------------------------------------

    def discount(self) -> Fraction:
        """The cash discount that is offered for early payment, as a fraction."""
        return Fraction(str(self._kept().get(_DISCOUNT, DISCOUNT)))

    def set_discount(self, typed: str) -> Changes:
        """Change it, typed in percent; '' gives the default of 1 % again."""
        value = (
            self._number("discount", typed, Text("提前付款优惠", "Early payment discount"), 20)
            if typed.strip()
            else DISCOUNT
        )
        label = Text("改提前付款优惠：{value}%", "Change early payment discount: {value}%")
        return self._write(
            {_DISCOUNT: None if value == DISCOUNT else decimal(value)},
            label.format(value=decimal(value * 100)),
        )

    # --- common ---------------------------------------------------------------------------------------------

    def _kept(self) -> dict[str, Any]:
        with self._book.reading() as connection:
            return read.settings(connection)

    @staticmethod
    def _number(field: str, typed: str, name: Text, most: int) -> Fraction:
        try:
            return number(typed, name, 0, most, Text("%", "%"), whole=False) / 100
        except UserError as error:
            raise FieldError(field, error.text) from error

    def _write(self, values: Mapping[str, Any], label: Text) -> Changes:
        def write(connection: sqlalchemy.Connection) -> None:
            for key, value in values.items():
                if value is None:
                    connection.exec_driver_sql("DELETE FROM settings WHERE key = ?", (key,))
                else:
                    connection.exec_driver_sql(_WRITE, (key, json.dumps(value, ensure_ascii=False)))

        return self._book.store.run(Op.EDIT_SETTING, write, label).changes


_WRITE = (
    "INSERT INTO settings (key, value) VALUES (?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value"
)
TAX = Text("改含税说明：{words}", "Change tax: {words}")
LOST_IS_LOST = Text("已失的合同可能性是 0。", "A lost contract has no likelihood.")
