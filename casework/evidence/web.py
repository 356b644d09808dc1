"""Web addresses of material: kept as text, up to 4,000 characters, and never fetched by this server."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .names import is_hidden

SCHEMES = ("http", "https")
LONGEST = 4000


def check_address(field: str, address: str) -> str:
    """The address without blanks around it, if it is one that a browser may safely follow.

    No parsing into parts and back: what a source published is kept to the letter.

    Raises:
        ValidationError: another scheme than http or https, no host, or a character nobody can see.
    """
    address = (address or "").strip()
    if not address:
        return ""
    if len(address) > LONGEST:
        raise ValidationError({field: _("An address has at most 4,000 characters.")})
    problem = ""
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() not in SCHEMES or not parts.hostname:
            problem = _("Write a full address that begins with http:// or https://.")
        elif "@" in parts.netloc:
            problem = _("Leave out the user name or password in the address.")
        elif any(is_hidden(char) or char.isspace() for char in address):
            problem = _("The address holds a blank or a character that cannot be seen.")
    except ValueError:
        problem = _("This cannot be read as a web address.")
    if problem:
        raise ValidationError({field: problem})
    return address


def host_of(address: str) -> str:
    """The host, to show what a link leads to."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
