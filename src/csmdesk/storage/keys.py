"""The book's key, and ``keys.json``: the same random 256-bit key, wrapped once for each way to open the book.

A passphrase goes through Argon2id; the recovery key has 120 random bits and needs no slow hash. Both wraps
are XChaCha20-Poly1305 with their parameters as associated data, so that an altered file is told from a wrong
passphrase only where that is possible, and never opens. Who declines a passphrase gets the key in the file,
in the clear, and the file says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from pathlib import Path
from typing import Any, Literal, NamedTuple

from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Text
from csmdesk.storage import files
from csmdesk.storage.problems import Damaged, NewerVersion, PassphraseNeeded, WrongPassphrase, failed

NAME = "keys.json"
FORMAT = 1

Document = dict[str, Any]


class Kdf(NamedTuple):
    """Argon2id's cost: passes, and memory in bytes."""

    ops: int
    memory: int


KDF = Kdf(ops=3, memory=64 * 2**20)
_MOST = Kdf(ops=64, memory=2**30)
_LEAST = Kdf(ops=1, memory=8192)

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": "", "—": "", "–": "", "_": ""})
_SECRET_LETTERS = 24
_CHECK_LETTERS = 4

_SAID = (
    "本客户书未设口令：拿到这个文件夹的人都能打开它。"
    " This book has no passphrase: whoever has this folder can open it."
)


def new_key() -> bytes:
    """A random data key of 32 bytes."""
    return os.urandom(32)


def new_recovery_key() -> str:
    """A random recovery key, in groups of four: it opens nothing until a key is wrapped by it."""
    return _grouped(_new_secret())


def wrap(key: bytes, passphrase: str | None, recovery_key: str | None = None) -> tuple[Document, str | None]:
    """The content of keys.json for ``key``, and the recovery key to show once (None without passphrase).

    ``recovery_key`` is one that was shown before; without it a new one is made. Raises UserError for an empty
    passphrase or a mistyped recovery key.
    """
    if passphrase is None:
        wraps: list[Document] = [{"kind": "plain", "key": key.hex(), "note": _SAID}]
        return _document(key, wraps), None
    secret = _new_secret() if recovery_key is None else parse_recovery_key(recovery_key)
    return _document(key, [_by_passphrase(key, passphrase), _by_recovery(key, secret)]), _grouped(secret)


def with_passphrase(document: Document, key: bytes, passphrase: str) -> Document:
    """``document`` with another passphrase and the same recovery key."""
    kept = [w for w in document["wraps"] if w["kind"] == "recovery"]
    return _document(key, [_by_passphrase(key, passphrase), *kept])


def with_new_recovery_key(document: Document, key: bytes) -> tuple[Document, str]:
    """``document`` with the same passphrase and another recovery key, which is returned to be shown once."""
    secret = _new_secret()
    kept = [w for w in document["wraps"] if w["kind"] == "passphrase"]
    return _document(key, [*kept, _by_recovery(key, secret)]), _grouped(secret)


def content_of(document: Document) -> bytes:
    """``document`` as it stands in keys.json."""
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"


def unlock(document: Document, folder: Path, passphrase: str | None, recovery_key: str | None) -> bytes:
    """The data key. Raises PassphraseNeeded, WrongPassphrase, or UserError for a mistyped recovery key."""
    wraps: dict[str, Document] = {w["kind"]: w for w in document["wraps"]}
    if "plain" in wraps:
        key = bytes.fromhex(wraps["plain"]["key"])
    elif passphrase is not None:
        key = _unseal(
            wraps["passphrase"],
            lambda w: _stretch(passphrase, w),
            Text("客户书“{folder}”的口令不对。", "Wrong passphrase for book “{folder}”."),
            folder,
        )
    elif recovery_key is not None:
        secret = parse_recovery_key(recovery_key)
        key = _unseal(
            wraps["recovery"],
            lambda w: _short(secret, w),
            Text("这不是客户书“{folder}”的恢复密钥。", "This is not the recovery key of book “{folder}”."),
            folder,
        )
    else:
        raise PassphraseNeeded(folder)
    if key_id(key) != document["key_id"]:
        raise Damaged(folder, NAME)
    return key


def encrypted_by(document: Document) -> Literal["passphrase", "plain"]:
    """What the data key is protected by."""
    return "plain" if any(w["kind"] == "plain" for w in document["wraps"]) else "passphrase"


def key_id(key: bytes) -> str:
    """A name for ``key`` that gives nothing of it away."""
    return hashlib.sha256(b"csmdesk key id\0" + key).hexdigest()[:32]


def load(folder: Path) -> Document:
    """The content of ``folder``'s keys.json; raises Damaged, NewerVersion, or UserError if missing."""
    path = folder / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            Text(
                "客户书“{folder}”缺少 keys.json，没有它无法解密；请从备份恢复。",
                "Book “{folder}” has no keys.json, without which it cannot be read: restore a backup.",
            ).format(folder=folder)
        ) from None
    except OSError as error:
        raise failed(Text("无法读取 keys.json", "keys.json cannot be read"), error) from error
    try:
        document = json.loads(content)
        found = int(document["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(folder, NAME) from error
    if found > FORMAT:
        raise NewerVersion(folder, found, FORMAT)
    if not _well_formed(document):
        raise Damaged(folder, NAME)
    checked: Document = document
    return checked


def save(folder: Path, document: Document) -> None:
    """Write keys.json whole or not at all; raises UserError."""
    try:
        files.write_whole(folder / NAME, content_of(document))
    except OSError as error:
        raise failed(Text("无法写入 keys.json", "keys.json cannot be written"), error) from error


def parse_recovery_key(typed: str) -> str:
    """The secret in a recovery key as typed.

    Case, spaces, dashes, full-width and look-alike letters are mended. Raises UserError when it cannot be a
    recovery key (a letter too many, or one mistyped).
    """
    letters = unicodedata.normalize("NFKC", typed).upper().translate(_LOOKALIKES)
    letters = "".join(letters.split())
    wanted = _SECRET_LETTERS + _CHECK_LETTERS
    if len(letters) != wanted or not set(letters) <= set(_ALPHABET):
        raise UserError(
            Text(
                "恢复密钥应有 {n} 个字母和数字（每组 4 个），请检查输入。",
                "A recovery key has {n} letters and digits (groups of 4): please check it.",
            ).format(n=wanted)
        )
    secret, check = letters[:_SECRET_LETTERS], letters[_SECRET_LETTERS:]
    if _check(secret) != check:
        raise UserError(
            Text(
                "恢复密钥中有输入错误，请逐组核对。",
                "There is a typing error in the recovery key: compare it group by group.",
            )
        )
    return secret


def _document(key: bytes, wraps: list[Document]) -> Document:
    return {"format": FORMAT, "cipher": "SQLCipher 4", "key_id": key_id(key), "wraps": wraps}


def _well_formed(document: Any) -> bool:
    try:
        kinds = sorted(w["kind"] for w in document["wraps"])
        if kinds not in (["plain"], ["passphrase", "recovery"]) or len(document["key_id"]) != 32:
            return False
        for w in document["wraps"]:
            if w["kind"] == "plain":
                return len(bytes.fromhex(w["key"])) == 32
            sizes = [len(bytes.fromhex(w[part])) for part in ("salt", "nonce", "sealed")]
            if sizes != [16, 24, 48]:
                return False
            # A file from elsewhere must not make this machine allocate without end.
            if w["kind"] == "passphrase" and not (
                _LEAST.ops <= w["ops"] <= _MOST.ops and _LEAST.memory <= w["memory"] <= _MOST.memory
            ):
                return False
    except (ValueError, KeyError, TypeError):
        return False
    return True


def _by_passphrase(key: bytes, passphrase: str) -> Document:
    if not passphrase:
        raise UserError(Text("口令不能为空。", "The passphrase must not be empty."))
    entry = {"kind": "passphrase", "kdf": "argon2id", "ops": KDF.ops, "memory": KDF.memory}
    entry["salt"] = os.urandom(16).hex()
    return _seal(key, entry, _stretch(passphrase, entry))


def _by_recovery(key: bytes, secret: str) -> Document:
    entry = {"kind": "recovery", "kdf": "blake2b", "salt": os.urandom(16).hex()}
    return _seal(key, entry, _short(secret, entry))


def _stretch(passphrase: str, entry: Document) -> bytes:
    from nacl.pwhash import argon2id

    # Input methods give full-width or decomposed letters for the same key presses.
    words = unicodedata.normalize("NFKC", passphrase).encode()
    return argon2id.kdf(
        32, words, bytes.fromhex(entry["salt"]), opslimit=entry["ops"], memlimit=entry["memory"]
    )


def _short(secret: str, entry: Document) -> bytes:
    return hashlib.blake2b(secret.encode(), digest_size=32, salt=bytes.fromhex(entry["salt"])).digest()


def _bound(entry: Document) -> bytes:
    return json.dumps({k: entry[k] for k in sorted(entry) if k not in ("nonce", "sealed")}).encode()


def _seal(key: bytes, entry: Document, by: bytes) -> Document:
    from nacl import bindings

    nonce = os.urandom(24)
    sealed = bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(key, _bound(entry), nonce, by)
    return {**entry, "nonce": nonce.hex(), "sealed": sealed.hex()}


def _unseal(entry: Document, key_for: Any, wrong: Text, folder: Path) -> bytes:
    from nacl import bindings
    from nacl.exceptions import CryptoError

    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes.fromhex(entry["sealed"]), _bound(entry), bytes.fromhex(entry["nonce"]), key_for(entry)
        )
    except CryptoError:
        raise WrongPassphrase(wrong.format(folder=folder)) from None


def _new_secret() -> str:
    number = int.from_bytes(os.urandom(_SECRET_LETTERS * 5 // 8))
    return _letters(number, _SECRET_LETTERS)


def _check(secret: str) -> str:
    digest = hashlib.sha256(b"csmdesk recovery key\0" + secret.encode()).digest()
    return _letters(int.from_bytes(digest[:4]) >> (32 - 5 * _CHECK_LETTERS), _CHECK_LETTERS)


def _letters(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(count)))


def _grouped(secret: str) -> str:
    letters = secret + _check(secret)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
