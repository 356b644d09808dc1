"""Acts that ask who one is once more, and the form that waits meanwhile.

Some acts (lowering a level, giving a right, publishing, exporting) are worth more to somebody at a session
left open than a page view. The action itself asks, so that no page can forget it; whoever knows how people
sign in (accounts) answers for the request at hand. A job or a command has no session to steal: nobody is
asked there.
"""

import contextlib
import contextvars
from collections.abc import Callable, Iterator

from django.http import HttpRequest, QueryDict

_asked: contextvars.ContextVar[Callable[[], bool] | None] = contextvars.ContextVar("proof", default=None)


class ProofWanted(Exception):
    """The person has to show who they are before this is done; nothing was saved."""


@contextlib.contextmanager
def proven_by(answer: Callable[[], bool]) -> Iterator[None]:
    """Within, `answer` says whether the person at hand has shown lately who they are."""
    token = _asked.set(answer)
    try:
        yield
    finally:
        _asked.reset(token)


def want_proof() -> None:
    """Go on only when the person has shown lately who they are.

    Raises:
        ProofWanted: they have not; the way there and back is found by accounts.
    """
    answer = _asked.get()
    if answer is not None and not answer():
        raise ProofWanted


def kept_form(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form of this address before the person was asked who they are."""
    find: Callable[[], QueryDict | None] | None = getattr(request, "kept_form", None)
    return find() if find is not None else None
