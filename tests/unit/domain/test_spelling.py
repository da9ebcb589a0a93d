"""Pinyin of names: the same syllables that the whole text gives at once, found word by word."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from csmdesk.domain.spelling import all_spelt, spelt

PUBLIC = Path(__file__).parents[4] / "shared" / "data"


def at_once(name: str) -> tuple[str, str]:
    """The spelling by one look at the whole name."""
    syllables = lazy_pinyin(name, style=Style.NORMAL, errors=lambda other: other)
    kept = ["".join(filter(str.isalnum, syllable.casefold())) for syllable in syllables]
    initials = (s if s.isascii() and s in name.casefold() else s[0] for s in kept if s)
    return "".join(kept), "".join(initials)


def test_twenty_thousand_random_names_are_spelt_as_the_whole_name_is() -> None:
    dice = random.Random(7)
    usual = [chr(code) for code in range(0x4E00, 0x9FA5)]
    rare = [chr(code) for code in pinyin_dict]
    phrases, others = list(phrases_dict), list("ABcxyz019 -_()（）·，é☆ßИ〇々ー한")
    for _ in range(20_000):
        parts = []
        for _ in range(dice.randint(0, 6)):
            phrase = dice.choice(phrases)
            choices = (dice.choice(usual), dice.choice(rare), phrase, phrase[:2], dice.choice(others))
            parts.append(dice.choice(choices))
        name = "".join(parts)
        assert spelt(name) == at_once(name), name
        # Characters with digits behind them go another way when many are read together.
        numbered = f"{name}{dice.choice(('', dice.randint(0, 99), '０１'))}"
        assert list(all_spelt([numbered])) == [at_once(numbered)], numbered


def test_the_names_in_public_files_are_spelt_as_the_whole_name_is() -> None:
    if not PUBLIC.exists():
        pytest.skip("the public files are not here")
    cells: set[str] = set()
    for path in PUBLIC.rglob("*.csv"):
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = [row for _, row in zip(range(300), csv.reader(file), strict=False)]
        except (UnicodeDecodeError, csv.Error):
            continue
        cells.update(cell for row in rows for cell in row)
    assert len(cells) > 100
    for cell in cells:
        assert spelt(cell) == at_once(cell), cell


def test_a_surname_is_read_as_one() -> None:
    assert spelt("单雄", person=True) == ("shanxiong", "sx")
    assert spelt("单位") == ("danwei", "dw")
    assert spelt("BI报表") == ("bibaobiao", "bibb")


def test_many_names_are_spelt_as_each_is_alone() -> None:
    names = ["客户17", "客户", "", "17", "BI报表", "单于单", "尉迟", "杭州 云岫bao", "客户17"]
    assert list(all_spelt(names)) == [spelt(name) for name in names]
    assert list(all_spelt(names, person=True)) == [spelt(name, person=True) for name in names]


def test_a_phrase_that_the_end_breaks_off_is_cut_as_the_whole_is() -> None:
    for phrase in random.Random(3).sample(list(phrases_dict), 5_000):
        for end in range(1, len(phrase)):
            assert spelt(phrase[:end]) == at_once(phrase[:end]), phrase[:end]
