"""Encrypts second-factor secrets before they reach the database.

The keys live outside the database (CASEWORK_ENCRYPTION_KEYS), so that a stolen copy of it holds no working
second factor. The first key encrypts, all of them decrypt: that is how a key is replaced without a day on
which nobody can sign in.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def _key_of_this_machine() -> str:
    """Without keys (development, demo, tests) one is derived from SECRET_KEY; production refuses that."""
    digest = hashlib.sha256(b"casework second factor" + settings.SECRET_KEY.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()


def cipher() -> MultiFernet:
    """Return the cipher of the configured keys.

    Raises:
        ImproperlyConfigured: a key is not a Fernet key.
    """
    keys = settings.CASEWORK_ENCRYPTION_KEYS or [_key_of_this_machine()]
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "CASEWORK_ENCRYPTION_KEYS: each key is 32 bytes in url-safe base64."
        ) from error


def encrypt(text: str) -> str:
    """Return `text` sealed with the newest key."""
    return cipher().encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """Return the text that was sealed with any of the keys.

    Raises:
        ImproperlyConfigured: none of the keys opens it.
    """
    try:
        return cipher().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured("A second-factor secret was sealed with a key that is not set.") from error


def reseal(sealed: str) -> str:
    """Return the same secret sealed with the newest key."""
    return cipher().rotate(sealed.encode()).decode()
