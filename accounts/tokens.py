"""Tokens of invitations and password links: long, random, known to the database by their hash only."""

import hashlib
import secrets
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathImage

TOKEN_BYTES = 32


def new_token() -> str:
    """Return 256 random bits as text that fits an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what the database keeps. No salt: the token itself cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def qr_svg(address: str) -> str:
    """Return a QR code of the address as an SVG document; a phone reads it off the screen or from paper."""
    picture = BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, box_size=12).save(picture)
    return picture.getvalue().decode()
