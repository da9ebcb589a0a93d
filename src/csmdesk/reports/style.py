"""The look of reports on paper: the palette and the fonts that every writer shares."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from csmdesk.paths import resource

SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei")
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC")
"""Families in the order of choice; the first one installed is used."""

WORD_SANS = "微软雅黑"
WORD_SERIF = "宋体"
WORD_LATIN_SERIF = "Times New Roman"
"""Word files name the fonts of the offices where they are read and edited."""


@cache
def palette(theme: str = "light") -> Mapping[str, str]:
    """Colours by role, ``#RRGGBB``; theme ``light`` or ``dark``."""
    held: dict[str, dict[str, str]] = json.loads(resource("styles/palette.json").read_text(encoding="utf-8"))
    return held[theme]
