"""Written days: what the files of an import and what somebody types have in common."""

from __future__ import annotations

from datetime import date

EARLIEST, LATEST = 1900, 2199
"""The years in which a day can lie; anything else is a slip."""

MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"], 1,
    )
    for name in names.split()
}  # fmt: skip
"""English names of the months, in lower case, and their numbers."""

YEAR_FIRST = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
COMPACT = r"(\d{4})(\d{2})(\d{2})"
DAY_MONTH_YEAR = r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*([a-z]{3,9})[\s\-/.,]*(\d{4}|\d{2})"
MONTH_DAY_YEAR = r"([a-z]{3,9})[\s\-/.,]*(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]+(\d{4})"
"""Patterns over half-width lower-case text, each with its parts in the order of its name."""

WEEKDAY_NOTE = r"(?:\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?"
"""The day of the week that may stand after a date, in brackets or not."""


def full_year(year: str) -> str:
    """The year in four digits; one digit is no year and stays as it is."""
    return f"20{year}" if len(year) == 2 else year


def day_of(year: int | str, month: int | str, day: int | str) -> date | None:
    """The day, or None when there is no such day or its year is a slip."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None
