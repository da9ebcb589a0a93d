"""keys.json: wraps that open for the right secret only, and recovery keys that forgive how they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csmdesk.domain.errors import UserError
from csmdesk.storage import keys
from csmdesk.storage.problems import Damaged, WrongPassphrase
from tests.unit.storage.making import CHEAP

FOLDER = Path("客户书")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture(scope="module")
def wrapped() -> tuple[bytes, keys.Document, str]:
    key = keys.new_key()
    before, keys.KDF = keys.KDF, CHEAP
    try:
        document, recovery_key = keys.wrap(key, "口令")
    finally:
        keys.KDF = before
    assert recovery_key is not None
    return key, document, recovery_key


def test_the_shipped_cost_is_at_least_what_is_advised_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    # OWASP: Argon2id with 19 MiB and 2 passes at the least.
    assert keys.KDF.memory >= 19 * 2**20
    assert keys.KDF.ops >= 2


def test_a_passphrase_typed_full_width_or_decomposed_is_the_same(tmp_path: Path) -> None:
    key = keys.new_key()
    document, _ = keys.wrap(key, "é１２３")
    assert keys.unlock(document, tmp_path, "e\N{COMBINING ACUTE ACCENT}123", None) == key


def test_declining_a_passphrase_is_said_in_the_file() -> None:
    key = keys.new_key()
    document, recovery_key = keys.wrap(key, None)
    assert recovery_key is None
    assert document["wraps"][0]["key"] == key.hex()
    assert "未设口令" in document["wraps"][0]["note"]
    assert keys.unlock(document, FOLDER, None, None) == key


def test_the_wrapped_key_stands_nowhere_in_the_clear(wrapped: tuple[bytes, keys.Document, str]) -> None:
    key, document, recovery_key = wrapped
    text = json.dumps(document)
    assert key.hex() not in text
    assert recovery_key.replace("-", "") not in text


@given(place=st.integers(0, 27), letter=st.sampled_from(ALPHABET))
def test_one_mistyped_letter_is_found(
    wrapped: tuple[bytes, keys.Document, str], place: int, letter: str
) -> None:
    letters = list(wrapped[2].replace("-", ""))
    if letters[place] == letter:
        assert keys.parse_recovery_key("".join(letters))
        return
    letters[place] = letter
    with pytest.raises(UserError) as caught:
        keys.parse_recovery_key("".join(letters))
    assert not isinstance(caught.value, WrongPassphrase)


@pytest.mark.parametrize("typed", ["", "ABCD", "密" * 28, "U" * 28, "0" * 29])
def test_what_cannot_be_a_recovery_key_is_said(typed: str) -> None:
    with pytest.raises(UserError, match="28"):
        keys.parse_recovery_key(typed)


def test_look_alikes_and_full_width_letters_are_mended(wrapped: tuple[bytes, keys.Document, str]) -> None:
    secret = keys.parse_recovery_key(wrapped[2])
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else " " for c in wrapped[2].lower())
    assert keys.parse_recovery_key(wide) == secret
    assert keys.parse_recovery_key(wrapped[2].replace("0", "o").replace("1", "l")) == secret


@given(data=st.data())
def test_an_altered_wrap_never_opens(
    wrapped: tuple[bytes, keys.Document, str], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    _, document, _ = wrapped
    altered = json.loads(json.dumps(document))
    entry = next(w for w in altered["wraps"] if w["kind"] == "passphrase")
    part = data.draw(st.sampled_from(["salt", "nonce", "sealed", "ops"]))
    if part == "ops":
        entry["ops"] += 1
    else:
        raw = bytearray.fromhex(entry[part])
        bit = data.draw(st.integers(0, len(raw) * 8 - 1))
        raw[bit // 8] ^= 1 << bit % 8
        entry[part] = raw.hex()
    with pytest.raises(WrongPassphrase):
        keys.unlock(altered, FOLDER, "口令", None)


@pytest.mark.parametrize(("part", "value"), [("memory", 2**50), ("ops", 10**9), ("ops", "x"), ("salt", "zz")])
def test_a_hostile_cost_is_damage_and_not_tried(
    tmp_path: Path, wrapped: tuple[bytes, keys.Document, str], part: str, value: object
) -> None:
    document = json.loads(json.dumps(wrapped[1]))
    next(w for w in document["wraps"] if w["kind"] == "passphrase")[part] = value
    (tmp_path / keys.NAME).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(Damaged):
        keys.load(tmp_path)


def test_a_key_swapped_for_another_is_damage(wrapped: tuple[bytes, keys.Document, str]) -> None:
    other, _ = keys.wrap(keys.new_key(), None)
    with pytest.raises(Damaged):
        keys.unlock({**other, "key_id": wrapped[1]["key_id"]}, FOLDER, None, None)
