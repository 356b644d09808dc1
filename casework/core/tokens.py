"""One-use tokens of forms: pressing the button twice, or a browser that retries, makes one record."""

import uuid
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction

from casework.core import clock


class FormSpent(RuntimeError):
    """The form was sent before; `result` is where the first sending led."""

    def __init__(self, result: str) -> None:
        super().__init__("This form was sent before.")
        self.result = result


class SpentToken(models.Model):
    """A form that was sent, and the address its result can be seen at."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "casework"
        verbose_name = "spent form token"


def new_token() -> uuid.UUID:
    """Return a fresh token for a form."""
    return uuid.uuid4()


def spend(token: uuid.UUID, user: Any, result: str = "") -> None:
    """Mark the token as used, in the transaction of the action it belongs to.

    Raises:
        FormSpent: the token was used before, by this sending's twin. Its `result` is empty while the
            twin has not committed yet.
    """
    try:
        with transaction.atomic():
            SpentToken.objects.create(token=token, user=user, at=clock.now(), result=result)
    except IntegrityError:
        spent = SpentToken.objects.filter(token=token, user=user).first()
        raise FormSpent(spent.result if spent else "") from None


def result_of(token: str | None, user: Any) -> str:
    """Return where this person's first sending of the form led, or nothing if there was none.

    Asked before the rule: after the first sending the rule may well refuse the same act.
    """
    try:
        known = uuid.UUID(token or "")
    except ValueError:
        return ""
    spent = SpentToken.objects.filter(token=known, user=user).first()
    return spent.result if spent else ""


def remember_result(token: uuid.UUID, result: str) -> None:
    """Store where the sending led, so that its twin can be sent there too."""
    SpentToken.objects.filter(token=token).update(result=result)
