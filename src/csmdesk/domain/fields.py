"""The fields of an account that a user edits, and what typed words look like before they are kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.rules import HIGH_VALUE
from csmdesk.domain.text import Text

Kind = Literal["text", "choice", "day", "note"]


class EditField(NamedTuple):
    """One field: its key in the book, what people call it, how it is edited, and whether it may be empty.

    A choice takes new words as well; a note may have several lines.
    """

    key: str
    name: Text
    kind: Kind
    required: bool = False


ACCOUNT_FIELDS = (
    EditField("name", Text("名称", "Name"), "text", required=True),
    EditField("code", Text("编号", "Id"), "text", required=True),
    EditField("segment", Text("分层", "Segment"), "choice"),
    EditField("stage", Text("阶段", "Stage"), "choice"),
    EditField("owner", Text("负责人", "Owner"), "choice"),
    EditField("industry", Text("行业", "Industry"), "choice"),
    EditField("city", Text("城市", "City"), "choice"),
    EditField("handover_day", Text("交接日", "Handover day"), "day"),
    EditField("handover_from", Text("交接人", "Handed over by"), "text"),
    EditField("activated_day", Text("启用日", "Activation day"), "day"),
    EditField("note", Text("备注", "Note"), "note"),
)
"""In the order in which forms and pasted blocks show them."""

SEGMENTS = (HIGH_VALUE, "潜力", "稳定", "流失风险")
"""The segments of domain.md, section 4; a book may have others."""

STAGES = ("交接", "启用", "使用", "续约", "流失")
"""Lifecycle stages that are offered; a book may have others."""

_SEGMENT_WORDS = {
    HIGH_VALUE: "high value, highvalue, high-value accounts, top",
    "潜力": "potential, growth, high potential",
    "稳定": "stable, steady",
    "流失风险": "at risk, churn risk, risk of churn, churning",
}
_BY_ENGLISH = {
    word.strip(): segment for segment, words in _SEGMENT_WORDS.items() for word in words.split(",")
}

MOST_WORDS, MOST_NOTE = 200, 20_000
"""Characters of a one-line field and of a note."""

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B) if chr(wide).isalnum()}
"""Full-width digits and letters, as Chinese input writes them, to the usual ones."""

_JOINERS = "\u200c\u200d"


class FieldError(UserError):
    """What was typed cannot be kept; ``field`` is the key of the field that it was typed into."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text)
        self.field = field


def one_line(typed: str) -> str:
    """``typed`` as a name or a word is kept: no control characters, single spaces, half-width letters.

    Punctuation stays as typed: a company's （中国） is part of its name.
    """
    return " ".join(_visible(typed).translate(_WIDE).split()).strip(_JOINERS)


def several_lines(typed: str) -> str:
    """``typed`` as a note is kept: lines end in a newline, nothing invisible, no blank at the ends."""
    lines = re.split(r"\r\n?|\n|\u2028|\u2029|\x0b|\x0c", typed)
    return "\n".join(_visible(line, keep="\t").rstrip() for line in lines).strip()


def _visible(text: str, keep: str = "") -> str:
    """Without what cannot be seen (controls, marks of direction) and what cannot be written (half pairs)."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return composed
    kept = []
    for character in composed:
        category = unicodedata.category(character)
        if category == "Cc" and character not in keep:
            # A tab or a line break stands between words.
            kept.append(" " if character.isspace() else "")
        elif category == "Cs" or (category == "Cf" and character not in _JOINERS):
            continue
        else:
            kept.append(character)
    return "".join(kept)


def word_key(text: str) -> str:
    """What two spellings of one word have in common: width, case, spaces and hyphens do not count."""
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", text).casefold())


def segment_of(word: str) -> str | None:
    """The standard segment that ``word`` means, in Chinese or English; None when it is another word."""
    plain = " ".join(re.sub(r"[\s_\-]+", " ", unicodedata.normalize("NFKC", word).casefold()).split())
    return _BY_ENGLISH.get(plain) or next((s for s in SEGMENTS if word_key(s) == word_key(word)), None)


def code_text(typed: str) -> str:
    """An object's number as the importer keeps it: half-width, otherwise as it stands (00123 stays)."""
    return unicodedata.normalize("NFKC", one_line(typed)).strip()
