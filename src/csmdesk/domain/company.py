"""When two names stand for one company."""

from __future__ import annotations

import re
import unicodedata

_FORMS = (
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "总公司",
    "分公司",
    "公司",
    "集团",
    "co ltd",
    "company limited",
    "limited",
    "ltd",
    "llc",
    "inc",
    "corporation",
    "corp",
    "gmbh",
    "group",
)
"""Legal forms that say nothing of which company it is; the longest first."""

_PLACE = re.compile(r"^\((?:中国|china)\)|\((?:中国|china)\)$")
_NOT_SAID = re.compile(r"[\W_]+")


def company_key(name: str) -> str:
    """What is left of a company's name without width, case, spaces, punctuation and legal form.

    Two names with the same key are taken for one company when they are suggested as duplicates; a name that
    is nothing but a legal form is its own key.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    plain = _PLACE.sub("", plain)
    words = _NOT_SAID.sub(" ", plain).strip()
    before = None
    while words != before:
        before = words
        for form in _FORMS:
            if words.endswith(form) and (not form.isascii() or words[: -len(form)].endswith(" ")):
                words = words[: -len(form)].strip()
                break
    return (words or _NOT_SAID.sub("", plain) or plain).replace(" ", "")
