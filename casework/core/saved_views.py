"""Lists as one person likes to see them: a name and the address of the filters, kept for that person alone.

A saved view holds no record and decides nothing; what it shows is asked anew at each opening, within what its
owner may see then. Like a draft it is private, without history, and gone when it is taken away.
"""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from casework.core import clock

MOST_VIEWS = 30
LONGEST_NAME = 60
LONGEST_QUERY = 2000
_OF_THE_MOMENT = ("page", "size")


class SavedViewQuerySet(models.QuerySet):
    """Views are read by their owner only."""

    def of_owner(self, user: Any, page: str = "") -> Self:
        """The views of this person, for one list or for all, by name."""
        mine = self.filter(user=user)
        return (mine.filter(page=page) if page else mine).order_by("name", "pk")


class SavedView(models.Model):
    """Filters and order of one list under a name; `page` is the name of the list's address."""

    uid = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    created_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        app_label = "casework"
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "page", "name"), name="saved_view_one_of_a_name"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list as it was saved."""
        return list_address(self.page, self.query)


def list_address(page: str, query: str) -> str:
    """The address of a list with filters; the first page where there is no such list."""
    try:
        address = reverse(page)
    except NoReverseMatch:
        return "/"
    return f"{address}?{query}" if query else address


def tidy_query(text: str) -> str:
    """The filters of an address without what belongs to the moment, in an order that can be compared."""
    asked = QueryDict(text[: LONGEST_QUERY + 1].removeprefix("?").replace("\x00", ""), mutable=True)
    for name in _OF_THE_MOMENT:
        asked.pop(name, None)
    kept = QueryDict(mutable=True)
    for name in sorted(asked):
        values = [value for value in asked.getlist(name) if value]
        if values:
            kept.setlist(name, values)
    return kept.urlencode()


def save_view(*, user: Any, page: str, name: str, query: str, uid: Any) -> SavedView:
    """Keep the filters of a list under a name; the same name again means the new filters.

    Raises:
        ValidationError: there is no such list, the name is empty or too long, or there are many already.
    """
    called = " ".join(name.replace("\x00", "").split())
    if not called:
        raise ValidationError(_("Give the view a name."))
    if len(called) > LONGEST_NAME:
        raise ValidationError(_("The name has room for %(count)d characters.") % {"count": LONGEST_NAME})
    asked = tidy_query(query)
    if len(asked) > LONGEST_QUERY:
        raise ValidationError(_("These are more filters than can be kept."))
    try:
        reverse(page)
    except NoReverseMatch:
        raise ValidationError(_("There is no such list.")) from None
    with transaction.atomic():
        found = SavedView.objects.of_owner(user, page).filter(name=called).first()
        if found is None:
            if SavedView.objects.of_owner(user, page).count() >= MOST_VIEWS:
                raise ValidationError(_("You have many views already. Take one away first."))
            found = SavedView(uid=uid, user=user, page=page, name=called, created_at=clock.now())
        found.query = asked
        found.save()
    return found


def drop_view(*, user: Any, uid: Any) -> SavedView | None:
    """Take one's own view away; None when there was none."""
    found = SavedView.objects.of_owner(user).filter(uid=uid).first()
    if found is not None:
        found.delete()
    return found
