"""How often a code may be tried: counted by account in the shared cache, so more addresses do not help."""

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.http import HttpRequest

CODE_RATES = {"second_factor": "5/m/key,10/15m/key"}
LINK_RATES = {"link": "30/15m/ip"}


def count_code(request: HttpRequest, user_pk: int) -> None:
    """Count one try of a code; raises RateLimited (answered with 429) when there were too many."""
    if not ratelimit.consume(
        request, app="accounts", action="second_factor", config=CODE_RATES, key=f"user:{user_pk}"
    ):
        raise RateLimited


def forget_codes(request: HttpRequest, user_pk: int) -> None:
    """A right code ends the count."""
    ratelimit.clear(request, app="accounts", action="second_factor", config=CODE_RATES, key=f"user:{user_pk}")


def count_link(request: HttpRequest) -> None:
    """Count one try of an invitation or password link; raises RateLimited when there were too many."""
    if not ratelimit.consume(request, app="accounts", action="link", config=LINK_RATES, limit_get=True):
        raise RateLimited
