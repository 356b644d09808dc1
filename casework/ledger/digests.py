"""Salted field digests and leaf hashes (audit.md §2; the salting is that of SD-JWT, RFC 9901 §4.2).

Each field of a payload has a digest of its own, so that one field (a witness's name) can be withheld or
lawfully erased and all the others still verify. Salts are a must: names and phone numbers can be guessed.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from casework.ledger.canonical import canon

SCHEMA = 1
LEAF = b"\x00"


def new_secret() -> str:
    """Return 32 random bytes in hexadecimal, from which the salts of one payload derive."""
    return secrets.token_hex(32)


def field_digest(secret: str, field: str, value: Any) -> str:
    """Return the salted SHA-256 of one field, in hexadecimal.

    Args:
        secret: the payload's secret, hexadecimal.
        field: the column's name.
        value: its canonical value.
    """
    salt = hmac.new(bytes.fromhex(secret), field.encode(), hashlib.sha256).digest()[:16]
    return hashlib.sha256(canon([salt.hex(), field, value])).hexdigest()


def payload_digests(secret: str, values: Mapping[str, Any]) -> list[str]:
    """Return the digests of all fields, sorted, so that their order tells nothing."""
    return sorted(field_digest(secret, field, value) for field, value in values.items())


def leaf_hash(header: Mapping[str, Any], digests: list[str]) -> str:
    """Return the hash of a leaf in hexadecimal: SHA-256 over 0x00, header and digests (RFC 9162 §2.1.1)."""
    return hashlib.sha256(LEAF + canon({"header": dict(header), "digests": digests})).hexdigest()
