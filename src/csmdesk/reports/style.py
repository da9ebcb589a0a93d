"""The look of reports on paper: the palette and the fonts that every writer shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from csmdesk.paths import resource

SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei")
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC")
"""Families in the order of choice; the first one installed is used."""

WORD_SANS = "Microsoft YaHei"
WORD_SERIF = "SimSun"
WORD_LATIN_SANS = "Arial"
WORD_LATIN_SERIF = "Times New Roman"
"""Word files name the fonts (微软雅黑, 宋体) of the offices where they are read and edited."""

WORD_ALTERNATIVES = {WORD_SANS: SANS[0], WORD_SERIF: SERIF[0]}
"""What takes their place where they are not installed."""


@cache
def palette(theme: str = "light") -> Mapping[str, str]:
    """Colours by role, ``#RRGGBB``; theme ``light`` or ``dark``."""
    held: dict[str, dict[str, str]] = json.loads(resource("styles/palette.json").read_text(encoding="utf-8"))
    return held[theme]
