"""Half-filled forms, kept on the server so that nothing typed is lost with a browser, a battery or a session.

A draft is the private scratch of one person: no history, no ledger, nobody else ever reads it. It turns into
records only when its form is sent, and is gone then. What it holds is what was typed, not what is true.
"""

import uuid
from collections.abc import Mapping
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from casework.core import clock

MOST_CHARACTERS = 400_000
MOST_DRAFTS = 50
_NEVER_KEPT = {"csrfmiddlewaretoken", "form_token", "draft", "act", "password"}


class DraftQuerySet(models.QuerySet):
    """Drafts are read by their owner only."""

    def of_owner(self, user: Any, form: str = "") -> Self:
        """The drafts of this person, for one kind of form or for all, the newest first."""
        mine = self.filter(user=user)
        return (mine.filter(form=form) if form else mine).order_by("-updated_at")


class Draft(models.Model):
    """What one person has typed so far into one form; the form makes `uid`, so saving can be repeated."""

    uid = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    label = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        app_label = "casework"
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ("-updated_at",)
        indexes = (models.Index(fields=("user", "form", "-updated_at"), name="draft_of_user"),)

    def __str__(self) -> str:
        return self.label

    def values(self) -> QueryDict:
        """What was typed, in the shape a form reads it."""
        found = QueryDict(mutable=True)
        for name, typed in self.data.items():
            found.setlist(name, typed)
        return found

    def get_absolute_url(self) -> str:
        """The form, filled in again; the name of a form is the name of its address."""
        return f"{reverse(self.form)}?draft={self.uid}"


def typed_values(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is worth keeping of a sent form: no token, nothing empty, no NUL (PostgreSQL refuses it)."""
    lists = (
        data.lists()
        if isinstance(data, MultiValueDict)
        else ((name, [value]) for name, value in data.items())
    )
    kept = {
        name: [str(value).replace("\x00", "") for value in values]
        for name, values in lists
        if name not in _NEVER_KEPT
    }
    return {name: values for name, values in kept.items() if any(values)}


def save_draft(
    *, user: Any, form: str, uid: uuid.UUID, data: Mapping[str, Any], label: str = ""
) -> Draft | None:
    """Keep what was typed; None when nothing was.

    Raises:
        ValidationError: it is too much to keep, or the draft is somebody else's.
    """
    typed = typed_values(data)
    if not typed:
        return None
    if sum(len(value) for values in typed.values() for value in values) > MOST_CHARACTERS:
        raise ValidationError(_("This is too long to be kept as a draft."))
    now = clock.now()
    draft = Draft.objects.filter(uid=uid).first()
    if draft is None:
        if Draft.objects.of_owner(user).count() >= MOST_DRAFTS:
            raise ValidationError(_("You have many drafts already. Send or discard one first."))
        draft = Draft(uid=uid, user=user, form=form, created_at=now)
    elif draft.user_id != user.pk or draft.form != form:
        raise ValidationError(_("This draft cannot be saved."))
    draft.label, draft.data, draft.updated_at = label.replace("\x00", "")[:200], typed, now
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:  # two savings of a new draft at once: the other one made it
        return Draft.objects.of_owner(user, form).filter(uid=uid).first()
    return draft


def load_draft(*, user: Any, form: str, uid: Any) -> Draft | None:
    """The person's own draft, or None."""
    try:
        key = uuid.UUID(str(uid))
    except ValueError:
        return None
    return Draft.objects.of_owner(user, form).filter(uid=key).first()


def discard_draft(*, user: Any, uid: Any) -> bool:
    """Throw the person's own draft away; False when there was none."""
    try:
        key = uuid.UUID(str(uid))
    except ValueError:
        return False
    gone, _models = Draft.objects.of_owner(user).filter(uid=key).delete()
    return bool(gone)
