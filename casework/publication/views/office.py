"""The tab "Public" of a case: the texts, what is in work, what is public, who no longer agrees."""

import hashlib
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Stage
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, EditPage, FormPage, Page
from casework.ledger.canonical import canon

from .. import actions, rules
from ..choices import VersionState
from ..forms import VersionForm, WithdrawForm
from ..models import PublicVersion
from ..queries import checks, office, published
from ..queries.compare import compared
from ..queries.content import content_of
from ..queries.proposal import public_mark
from .public import LANGUAGES, finding_context
from .scope import PublicationScope, VersionScope

IN_WORK: Final = (VersionState.DRAFT, VersionState.PROPOSED)


class PublicationTab(PublicationScope, Page):
    """Where the publication of this case stands."""

    template_name = "casework/publication/case_publication.html"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        user = request.user
        versions = list(office.versions_seen(user, self.case))
        for version in versions:
            version.case = self.case
        current = next((one for one in versions if one.state in IN_WORK and not one.is_withdrawn), None)
        return self.render(
            versions=versions,
            current=current,
            may_prepare=rules.may_prepare(user, self.case),
            may_withdraw=rules.may_withdraw(user, self.case),
            by_ladder=self.case.stage == Stage.PUBLISHED,
            revoked=checks.public_without_consent(user, self.case),
            notices=office.notices_of(versions),
        )


class VersionCreate(PublicationScope, CreatePage):
    """Write the public text, starting from the approved findings or from the version before."""

    template_name = "casework/publication/version_form.html"
    form_class = VersionForm
    said = _("The text is kept. Choose the evidence and go through the checklist.")

    def verdict(self) -> Verdict:
        return rules.may_prepare(self.request.user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        self.context["corrects"] = corrects = office.versions_seen(self.request.user, self.case).exists()
        return {"initial": office.first_words(self.request.user, self.case), "corrects": corrects}

    def perform(self, form: VersionForm) -> PublicVersion:
        return actions.prepare_version(actor=self.request.user, case=self.case, values=form.changed_values())


class VersionDetail(VersionScope, Page):
    """One text with its evidence list, people, checklist and decisions."""

    template_name = "casework/publication/version_detail.html"

    def get(self, request: HttpRequest, ref: str, uid: Any) -> HttpResponse:
        user, version = request.user, self.object
        look = checks.Look(version, user)
        lacks = checks.lacks_of(user, version, look)
        return self.render(
            rows=look.own_rows,
            left_out=look.left_out,
            words=[(one, version.words[one.key]) for one in look.entries if _goes_out(version, one.key)],
            word_total=len(look.entries),
            mentions=look.own_mentions,
            points=look.points,
            hits=look.open_hits(own=True),
            lacks=lacks,
            was_public=version.number > 1,
            frozen=published.frozen_entry(version) if version.state not in IN_WORK else None,
            may_change=rules.may_change(user, version),
            may_propose=rules.may_propose(user, version).and_then(rules.is_complete(lacks)),
            may_publish=rules.may_publish(user, version).and_then(rules.is_complete(lacks)),
            may_return=rules.may_return(user, version),
            by_ladder=self.case.stage == Stage.FINDINGS_APPROVED,
        )


def _goes_out(version: PublicVersion, key: str) -> bool:
    return bool(version.words.get(key, {}).get("out"))


class VersionEdit(VersionScope, EditPage):
    """Change the text of a draft."""

    template_name = "casework/publication/version_form.html"
    form_class = VersionForm

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        self.context["corrects"] = corrects = self.object.number > 1
        return {"instance": self.object, "corrects": corrects}

    def perform(self, form: VersionForm) -> PublicVersion:
        changed = {name: form.cleaned_data[name] for name in form.changed_values()}
        return actions.change_version(
            actor=self.request.user, version=self.object, changes=changed, reason=form.change_reason
        )


class Preview(VersionScope, Page):
    """Exactly what the public would see: the same template over the same content, marked as a preview."""

    def get(self, request: HttpRequest, ref: str, uid: Any, lang: str) -> HttpResponse:
        if lang not in LANGUAGES:
            raise Http404
        content = content_of(request.user, self.object)
        frozen = canon(content).decode()
        row: dict[str, Any] = {
            "content": content,
            "frozen": frozen,
            "sha256": hashlib.sha256(frozen.encode()).hexdigest(),
        }
        row["number"] = self.object.number
        with translation.override(lang):
            text = render_to_string(
                "public/finding.html", self.frame(lang) | finding_context(row, [row], lang)
            )
        return HttpResponse(text, headers={"Content-Language": lang})

    def frame(self, lang: str) -> dict[str, Any]:
        """As on the public site, with the way back instead of the switch of languages."""
        other = next(language for language in LANGUAGES if language != lang)
        parts = self.request.path.rstrip("/").rpartition("/")
        return {
            "lang": lang,
            "other": other,
            "other_url": f"{parts[0]}/{other}/",
            "route": "finding",
            "preview": self.object,
        }


class VersionCompare(VersionScope, Page):
    """What the public will read, or reads, beside a version that was public before it."""

    template_name = "casework/publication/version_compare.html"

    def get(self, request: HttpRequest, ref: str, uid: Any, lang: str) -> HttpResponse:
        former = {row["number"]: row for row in published.frozen_before(self.object)}
        asked = request.GET.get("with", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 5 else max(former, default=0)
        if lang not in LANGUAGES or (number and number not in former):
            raise Http404
        later = published.frozen_of(self.object) or content_of(request.user, self.object)
        with translation.override(lang):
            sections = compared(former[number]["content"], later, lang) if number else []
        return self.render(
            sections=sections,
            lang=lang,
            number=number,
            others=[one for one in former if one != number],
            other=next(language for language in LANGUAGES if language != lang),
        )


class PublicationWithdraw(PublicationScope, FormPage):
    """Take what is public back where the ladder has no move for it: the case stands elsewhere by now."""

    template_name = "casework/publication/withdraw.html"
    form_class = WithdrawForm
    said = _("The publication is withdrawn. The public reads a notice in its place.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.case.stage == Stage.PUBLISHED:
            return redirect("ladder:move", self.case.reference, "withdraw_publication")
        return super().get(request, *args, **kwargs)

    def verdict(self) -> Verdict:
        return rules.may_withdraw_here(self.request.user, self.case)

    def shown(self) -> str:
        """Which versions are public."""
        return public_mark(self.case)

    def perform(self, form: WithdrawForm) -> str:
        data = form.cleaned_data
        actions.withdraw_outside_ladder(
            actor=self.request.user,
            case=self.case,
            seen=data["seen"],
            why=data["why"],
            reason=data["reason"],
        )
        return self.request.path.removesuffix("withdraw/")
