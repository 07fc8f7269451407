"""Key slots: how a passphrase or the recovery key opens the one random key that encrypts an office file.

The key file is JSON beside the office file. Each slot wraps the same 256-bit data key by AES-256-GCM; the slot's own
facts are bound in, so that a slot cannot be moved to another person or file. Nothing in it opens anything by itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import tempfile
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from victimplanner.domain.errors import RuleBroken, StorageProblem
from victimplanner.domain.passphrases import weaknesses

FORMAT = 1
_RECOVERY_LETTERS = 32  # 160 bits in base32
_MOST_MEMORY_KIB = 1024 * 1024  # a key file that asks for more than 1 GiB is damaged or means harm


@dataclass(frozen=True)
class KdfCost:
    """The cost of Argon2id: passes, memory in KiB, lanes. Kept in each slot, so that it can rise later."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True)
class KeySlot:
    """One way in. `login` is the user's; the recovery slot has the login ""."""

    id: str
    kind: str  # "passphrase" or "recovery"
    login: str
    passes: int
    memory_kib: int
    lanes: int
    salt: str
    nonce: str
    wrapped: str


@dataclass(frozen=True)
class KeyFile:
    """All ways into one office file."""

    vault_id: str
    slots: tuple[KeySlot, ...] = field(default_factory=tuple)
    format: int = FORMAT

    def logins(self) -> tuple[str, ...]:
        return tuple(slot.login for slot in self.slots if slot.kind == "passphrase")


def new_data_key() -> bytes:
    """Return a fresh random 256-bit key."""
    return secrets.token_bytes(32)


def new_recovery_key() -> str:
    """Return a fresh recovery key: 160 random bits as 32 letters and digits in groups of four."""
    text = base64.b32encode(secrets.token_bytes(20)).decode("ascii")
    return "-".join(text[i : i + 4] for i in range(0, _RECOVERY_LETTERS, 4))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short or too plain. Raises: RuleBroken with the cure."""
    problems = weaknesses(passphrase)
    if problems:
        raise RuleBroken(*problems)


def add_passphrase(keys: KeyFile, data_key: bytes, login: str, passphrase: str, cost: KdfCost) -> KeyFile:
    """Return `keys` with a slot for `login`; an earlier slot of that login is replaced."""
    check_passphrase(passphrase)
    salt = secrets.token_bytes(16)
    slot = KeySlot(
        id=secrets.token_hex(8),
        kind="passphrase",
        login=login,
        passes=cost.passes,
        memory_kib=cost.memory_kib,
        lanes=cost.lanes,
        salt=_b64(salt),
        nonce=_b64(secrets.token_bytes(12)),
        wrapped="",
    )
    others = tuple(s for s in keys.slots if not (s.kind == "passphrase" and s.login.casefold() == login.casefold()))
    return replace(keys, slots=(*others, _wrapped(keys, slot, _passphrase_key(slot, passphrase), data_key)))


def add_recovery(keys: KeyFile, data_key: bytes, recovery_key: str) -> KeyFile:
    """Return `keys` with a recovery slot in place of any earlier one."""
    slot = KeySlot(
        id=secrets.token_hex(8),
        kind="recovery",
        login="",
        passes=0,
        memory_kib=0,
        lanes=0,
        salt=_b64(secrets.token_bytes(16)),
        nonce=_b64(secrets.token_bytes(12)),
        wrapped="",
    )
    others = tuple(s for s in keys.slots if s.kind != "recovery")
    return replace(keys, slots=(*others, _wrapped(keys, slot, _recovery_secret(slot, recovery_key), data_key)))


def open_with_passphrase(keys: KeyFile, login: str, passphrase: str) -> bytes:
    """Return the data key. Raises: StorageProblem unknown_user or wrong_passphrase."""
    slot = next((s for s in keys.slots if s.kind == "passphrase" and s.login.casefold() == login.casefold()), None)
    if slot is None:
        raise StorageProblem(
            "unknown_user",
            "There is no such user in this office file. Nothing was changed. Check the user, or ask the person who "
            "set the file up to add you.",
        )
    try:
        return _unwrapped(keys, slot, _passphrase_key(slot, passphrase))
    except InvalidTag:
        raise StorageProblem(
            "wrong_passphrase", "Passphrase not right. Nothing was changed. Check Caps Lock and try again."
        ) from None


def open_with_recovery(keys: KeyFile, recovery_key: str) -> bytes:
    """Return the data key. Raises: StorageProblem wrong_recovery_key."""
    slot = next((s for s in keys.slots if s.kind == "recovery"), None)
    wrong = StorageProblem(
        "wrong_recovery_key",
        "Recovery key not right. Nothing was changed. It has 32 letters and digits; check each group of four.",
    )
    if slot is None:
        raise wrong
    try:
        return _unwrapped(keys, slot, _recovery_secret(slot, recovery_key))
    except InvalidTag:
        raise wrong from None


def read_key_file(path: Path) -> KeyFile:
    """Read a key file. Raises: StorageProblem missing_keys, damaged_keys or too_new."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] > FORMAT:
            raise StorageProblem(
                "too_new",
                f"This office file’s key file has form {data['format']}; this program reads up to {FORMAT}. Nothing "
                "was changed. Install the newer program to open it.",
            )
        keys = KeyFile(str(data["vault_id"]), tuple(KeySlot(**slot) for slot in data["slots"]))
        if not keys.slots or data["check"] != _check_sum(keys):
            raise ValueError("the check sum differs")
        for slot in keys.slots:
            _check_form(slot)
        return keys
    except FileNotFoundError:
        raise StorageProblem(
            "missing_keys",
            f"The key file {path.name} is missing beside the office file. Nothing was changed. Copy it back from a "
            "backup; without it the office file cannot be opened.",
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise StorageProblem(
            "damaged_keys",
            f"The key file {path.name} cannot be read; it is damaged. The office file was left as it is. Copy the key "
            "file back from a backup, or use the copy whose name ends in .before.",
        ) from None


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Write a key file whole, mode 0600, keeping the version before it beside it. There is no moment without one.

    Raises: OSError with the earlier file still in place.
    """
    text = json.dumps(
        {
            "format": keys.format,
            "vault_id": keys.vault_id,
            "slots": [asdict(s) for s in keys.slots],
            "check": _check_sum(keys),
        },
        indent=1,
    )
    if path.exists():
        _put_in_place(path.with_name(path.name + ".before"), path.read_bytes())
    _put_in_place(path, text.encode("utf-8"))


def _put_in_place(path: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".keys-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o600)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _check_sum(keys: KeyFile) -> str:
    """Tells a damaged key file from a wrong passphrase. It guards against accidents; the wrapping guards the key."""
    facts = [keys.format, keys.vault_id, [asdict(slot) for slot in keys.slots]]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode("utf-8")).hexdigest()


def _check_form(slot: KeySlot) -> None:
    if len(_raw(slot.salt)) < 16 or len(_raw(slot.nonce)) != 12 or len(_raw(slot.wrapped)) != 48:
        raise ValueError("a value has the wrong length")
    if slot.kind == "passphrase":
        cost_is_sane = (
            1 <= slot.passes <= 64 and 1 <= slot.lanes <= 64 and 8 * slot.lanes <= slot.memory_kib <= _MOST_MEMORY_KIB
        )
        if not cost_is_sane:
            raise ValueError("the cost is out of bounds")
    elif slot.kind != "recovery":
        raise ValueError("a slot of a kind unknown")


def _passphrase_key(slot: KeySlot, passphrase: str) -> bytes:
    kdf = Argon2id(
        salt=_raw(slot.salt), length=32, iterations=slot.passes, lanes=slot.lanes, memory_cost=slot.memory_kib
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8"))


def _recovery_secret(slot: KeySlot, recovery_key: str) -> bytes:
    """The recovery key is random through and through, so a plain derivation is enough. Forgives 0/O and 1/I/8/B."""
    letters = "".join(c for c in recovery_key.upper() if c.isalnum()).translate(str.maketrans("018", "OIB"))
    return HKDF(algorithm=SHA256(), length=32, salt=_raw(slot.salt), info=b"VictimPlanner recovery").derive(
        letters.encode("utf-8")
    )


def _bound(keys: KeyFile, slot: KeySlot) -> bytes:
    return json.dumps([keys.format, keys.vault_id, slot.id, slot.kind, slot.login]).encode("utf-8")


def _wrapped(keys: KeyFile, slot: KeySlot, key: bytes, data_key: bytes) -> KeySlot:
    return replace(slot, wrapped=_b64(AESGCM(key).encrypt(_raw(slot.nonce), data_key, _bound(keys, slot))))


def _unwrapped(keys: KeyFile, slot: KeySlot, key: bytes) -> bytes:
    return AESGCM(key).decrypt(_raw(slot.nonce), _raw(slot.wrapped), _bound(keys, slot))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
