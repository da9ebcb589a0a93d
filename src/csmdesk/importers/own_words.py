"""What our own files call tables, columns and words: always the first word that the tables of words hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from csmdesk.domain.text import Language
from csmdesk.importers import words
from csmdesk.importers.kinds import KINDS

_IN_MINUTES = {
    ("own_time", "minutes"): ("时长(分钟)", "duration (minutes)"),
    ("touches", "minutes"): ("时长(分钟)", "duration (minutes)"),
    ("usage_times", "used"): ("使用时长(分钟)", "time used (minutes)"),
    ("usage_times", "business"): ("业务时长(分钟)", "business time (minutes)"),
    ("plan_items", "minutes"): ("计划时长(分钟)", "duration (minutes)"),
    ("events", "paper_hours"): ("白皮书发出(小时)", "white paper (hours)"),
    ("workshops", "minutes_hours"): ("纪要发出(小时)", "minutes sent (hours)"),
    ("workshops", "ticket_hours"): ("追踪单创建(小时)", "tracking ticket (hours)"),
}
"""Heads of lengths of time, which name their unit."""


@cache
def head(kind: str, field: str, language: Language) -> str:
    """The header of a field's column."""
    timed = _IN_MINUTES.get((kind, field))
    if timed is not None:
        return timed[language == "en"]
    own = words.words_of_field(kind, field)
    return _first(own, language) or KINDS[kind].fields[field].text.to(language)


@cache
def title(kind: str, language: Language) -> str:
    """The name of a kind's sheet or file."""
    return _first(words.words_of_sheet(kind), language) or KINDS[kind].text.to(language)


@cache
def said(vocabulary: str, meaning: str, language: Language) -> str:
    """The word for what a cell means; what is in no list stands for itself."""
    found = words.words_of_value(vocabulary, meaning)
    # The list begins with what Chinese books say, be it NPS.
    return (_first(found, "en") if language == "en" else next(iter(found), "")) or meaning


def _first(found: Iterable[str], language: Language) -> str:
    """The first word in the language; in English rather a word than an abbreviation."""
    every = [word for word in found if not word.startswith("~")]
    wanted = [word for word in every if word.isascii() == (language == "en")]
    if language == "en":
        wanted = [word for word in wanted if not word.isupper()] or wanted
    return next(iter(wanted or every), "")
