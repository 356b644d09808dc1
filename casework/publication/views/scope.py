"""A public text of a case, in scope."""

from typing import Any

from django.db.models import QuerySet

from casework.cases.access import CaseScope
from casework.core.access import case_right
from casework.core.verdict import Verdict
from casework.core.views import FormPage
from casework.investigations.rules import with_hands

from .. import rules
from ..models import PublicVersion
from ..queries import office


class PublicationScope(CaseScope):
    """Pages of the tab."""

    access = case_right("case.view")
    tab = "publication"


class VersionScope(PublicationScope):
    """Pages about one text."""

    version: PublicVersion
    object: Any  # the text itself, or on some pages a part of it

    def enter_scope(self) -> None:
        super().enter_scope()
        self.version = self.object = self.context["object"] = self.get_version()

    def get_queryset(self) -> QuerySet[PublicVersion]:
        return office.versions_seen(self.request.user, self.case)

    def get_object(self) -> Any:
        """What the page is about."""
        return self.get_version()

    def get_version(self) -> PublicVersion:
        """The text named by the address, with the case that is in scope already."""
        rows = with_hands(self.request.user, self.get_queryset())
        found = rows.filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("public text")
        found.case = found.finding.case = self.case
        return found


class VersionForms(VersionScope, FormPage):
    """A form that changes something about a draft; what it leads to is the page of the text."""

    template_name = "casework/publication/form.html"
    heading: Any = ""
    lede: Any = ""
    act: Any = ""
    danger = False

    def enter_scope(self) -> None:
        super().enter_scope()
        self.context |= {"heading": self.heading, "lede": self.lede, "act": self.act, "danger": self.danger}

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.version)

    def part_of(self, rows: Any) -> Any:
        """The row of this text that the address names."""
        found = rows.filter(uid=self.kwargs["part"]).first()
        if found is None:
            raise self.not_found("part of a public text")
        found.version_of, found.case = self.version, self.case
        return found
