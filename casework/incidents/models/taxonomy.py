"""The list of acts that can be alleged."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.core.constraints import not_own_parent
from casework.core.named import in_language
from casework.core.records import OfferedQuerySet, Record

from ..choices import PROTECTED_GROUPS


class ViolationType(Record):
    """A kind of act that is prohibited, in words of fact: what was done, never what the law calls it.

    Shipped as 13 groups and 76 entries; admins add and deactivate, nobody deletes, because old records
    go on pointing at the code. The law columns are reading aids until `reviewed` by a lawyer.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("group"),
    )
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    ihl = models.CharField(_("humanitarian law"), max_length=200, blank=True)
    icl = models.CharField(_("criminal law"), max_length=200, blank=True)
    ihrl = models.CharField(_("human rights law"), max_length=200, blank=True)
    huridocs_code = models.CharField(_("HURIDOCS code"), max_length=40, blank=True)
    reviewed = models.BooleanField(_("law columns reviewed by a lawyer"), default=False)
    is_active = models.BooleanField(_("may be chosen"), default=True)

    objects = OfferedQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["code"]
        verbose_name = _("violation type")
        verbose_name_plural = _("violation types")
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="violationtype_code_given"),
            not_own_parent("violationtype_not_own_parent"),
        ]

    def __str__(self) -> str:
        return gettext("%(code)s %(name)s") % {"code": self.code, "name": self.name}

    def clean(self) -> None:
        """A group has no group of its own: the tree is two levels deep."""
        super().clean()
        if self.parent is not None and self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Choose a group, not an entry of a group.")})

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return in_language(self.name_en, self.name_ar)

    @property
    def group_code(self) -> str:
        """Code of the group, from the code itself so that no query is needed."""
        return self.code.partition("-")[0]

    @property
    def is_protected(self) -> bool:
        """True for acts against children and sexual violence, which only cleared members may see."""
        return self.group_code in PROTECTED_GROUPS
