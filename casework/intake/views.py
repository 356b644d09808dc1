"""Log an allegation: one page that keeps everything typed, whatever happens to it."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from casework.cases.models import Case
from casework.cases.rules import may_open_case
from casework.core import clock
from casework.core.access import access, right
from casework.core.drafts import Draft, discard_draft, load_draft, save_draft
from casework.core.endpoints import understood
from casework.core.views import Page, add_errors, perform_once, question
from casework.evidence.uploads import IncomingFile
from casework.incidents.models import Incident
from casework.intake.actions import log_allegation
from casework.intake.allegations import AllegedParty, Compared
from casework.intake.duplicates import Candidate, Reported, possible_duplicates
from casework.intake.forms import COUNTS, GROUPS, JOIN_CASE, NEW_CASE, AllegationForm, PartyLines
from casework.intake.models import ReceivedFile
from casework.intake.needs import needs_of
from casework.intake.queries import outlets_like, violations_seen
from casework.intake.receiving import receive_files

FORM_KEY = "intake:log"
MAY_LOG = right("cases.create")


class LogAllegation(Page):
    """The page itself. Each button of it sends the whole page, so that it works without a script too."""

    access = MAY_LOG
    template_name = "casework/intake/log.html"

    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        may_open_case(request.user).require()
        self.user = cast(User, request.user)
        return View.dispatch(self, request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty page, or the draft named in the address."""
        asked = request.GET.get("draft")
        if not asked:
            self.context["waiting"] = Draft.objects.of_owner(self.user, FORM_KEY).count()
            return self.page(AllegationForm(user=self.user), PartyLines())
        draft = load_draft(user=self.user, form=FORM_KEY, uid=asked)
        if draft is None:
            messages.info(request, _("This draft is no longer there: it was sent or discarded."))
            return redirect("core:drafts")
        data = draft.values()
        data["draft"] = str(draft.uid)
        return self.again(data, saved_at=draft.updated_at)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the files in first, then do what the pressed button says."""
        data = request.POST.copy()
        data["draft"] = str(draft_of(data))
        problems = receive_files(
            user=self.user,
            draft=draft_of(data),
            files=cast(list[IncomingFile], request.FILES.getlist("files")),
        )
        what, _colon, which = data.get("act", "").partition(":")
        handler = getattr(self, f"act_{what}", self.act_log) if what in ACTS else self.act_log
        return handler(data, which, problems)

    def act_log(self, data: Any, _which: str, problems: list[str]) -> HttpResponse:
        """Log it, or say on the page what is still missing."""
        form, lines = AllegationForm(data, user=self.user), PartyLines(data)
        for problem in problems:
            form.add_error(None, problem)
        alleged = lines.add_errors_of(form) if form.is_valid() and lines.is_valid() else []
        if not (form.is_valid() and lines.is_valid()):
            return self.page(form, lines, data=data, status=422)
        try:
            address = perform_once(self.request, form, lambda sent: self.perform(sent, alleged, data))
        except ValidationError as error:
            add_errors(form, error)
            return self.page(form, lines, data=data, status=422)
        return redirect(address)

    def perform(self, form: AllegationForm, alleged: list[AllegedParty], data: Any) -> str:
        """One act; the search for duplicates is recorded as far as the person settled it."""
        allegation = form.allegation(alleged)
        found = find_duplicates(self.user, form, but_not=allegation.access.case)
        incident: Incident = log_allegation(
            actor=self.user,
            allegation=allegation,
            draft=draft_of(data),
            compared=settled(found, data),
        )
        messages.success(self.request, _("Logged as %(reference)s.") % {"reference": incident.case.reference})
        if found and settled(found, data) is None:
            messages.warning(self.request, _unsettled(found))
        if len(allegation.violations) > violations_seen(self.user, incident):
            messages.info(
                self.request, _("A violation is kept for cleared members of the case; you do not see it.")
            )
        return incident.case.get_absolute_url()

    def act_check(self, data: Any, _which: str, problems: list[str]) -> HttpResponse:
        """Show what is understood, without logging anything."""
        return self.again(data, problems=problems)

    def act_join(self, data: Any, which: str, problems: list[str]) -> HttpResponse:
        """Put the allegation into a case of the list; it is logged when the person says so."""
        data["case_choice"], data["case"] = JOIN_CASE, which
        return self.again(data, problems=problems)

    def act_apart(self, data: Any, _which: str, problems: list[str]) -> HttpResponse:
        """Back to a case of its own."""
        data["case_choice"] = NEW_CASE
        return self.again(data, problems=problems)

    def act_forget(self, data: Any, which: str, problems: list[str]) -> HttpResponse:
        """Take one received file off the page."""
        try:
            ReceivedFile.objects.of_draft(self.user, draft_of(data)).filter(uid=which).delete()
        except (ValueError, ValidationError):
            raise Http404 from None
        return self.again(data, problems=problems)

    def act_draft(self, data: Any, _which: str, problems: list[str]) -> HttpResponse:
        """Keep it as a draft, by a button that needs no script."""
        try:
            draft = keep(self.user, data)
        except ValidationError as error:
            return self.again(data, problems=[*problems, *error.messages])
        for problem in problems:
            messages.error(self.request, problem)
        if draft is None:
            messages.info(self.request, _("Nothing was written yet, so there is nothing to keep."))
            return redirect("intake:log")
        messages.success(self.request, _("The draft is saved. Nobody else sees it."))
        return redirect(draft)

    def act_discard(self, data: Any, _which: str, _problems: list[str]) -> HttpResponse:
        """Throw the draft and its files away."""
        discard_draft(user=self.user, uid=draft_of(data))
        ReceivedFile.objects.of_draft(self.user, draft_of(data)).delete()
        messages.success(self.request, _("The draft is discarded."))
        return redirect("desk:home")

    def again(self, data: Any, *, problems: list[str] | None = None, saved_at: Any = None) -> HttpResponse:
        """The page with everything as it was typed, and no reproach for what is not typed yet."""
        form, lines = quiet_forms(data, self.user)
        for problem in problems or []:
            form.add_error(None, problem)
        return self.page(form, lines, data=data, saved_at=saved_at)

    def page(
        self,
        form: AllegationForm,
        lines: PartyLines,
        *,
        data: Any = None,
        status: int = 200,
        saved_at: Any = None,
    ) -> HttpResponse:
        """Render it with what the server understood, the received files and the possible duplicates."""
        return self.render(
            status,
            form=form,
            lines=lines.lines,
            all_forms=[form, *lines.lines],
            count_errors=[form[name] for name in (*COUNTS, *GROUPS) if form[name].errors],
            groups_given=any(form[name].value() for name in GROUPS),
            joinable=len(cast(Any, form.fields["case_choice"]).choices) > 1,
            filled=sum(1 for line in lines.lines if line["party"].value()),
            understood=understood(form["when"].value()) if data and form["when"].value() else None,
            received=ReceivedFile.objects.of_draft(self.user, draft_of(data)) if data else [],
            saved_at=saved_at,
            **panel_context(self.user, data),
        )


OWN = frozenset({"draft", "form_token"})  # what the page itself puts in
ACTS = frozenset({"log", "check", "join", "apart", "forget", "draft", "discard"})


@require_POST
@access(MAY_LOG)
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep what is typed; called by a script every few seconds. Files are not part of it."""
    try:
        draft = keep(request.user, request.POST)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    saved = timezone.localtime(draft.updated_at if draft else clock.now())
    return JsonResponse({"saved": f"{saved:%H:%M}", "draft": str(draft.uid) if draft else ""})


autosave.background = True  # type: ignore[attr-defined]  # saving by itself keeps no session alive (R17)


class ComparePanel(Page):
    """The panel beside the page: possible duplicates, and what is still needed. Sent by POST, because what
    is compared is confidential and addresses are written to logs."""

    access = MAY_LOG
    template_name = "casework/intake/_panel.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer with the panel alone."""
        return self.render(**panel_context(request.user, request.POST))


@require_safe
@access(MAY_LOG)
def suggest_outlets(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead: organisations and outlets on the common list."""
    results = [
        {"value": source.name, "label": source.name, "sub": source.get_publisher_kind_display()}
        for source in outlets_like(request.user, question(request))
    ]
    return JsonResponse({"results": results})


def draft_of(data: Any) -> uuid.UUID:
    """The draft the page belongs to; a page without one gets one."""
    try:
        return uuid.UUID(str(data.get("draft", "")))
    except ValueError:
        return uuid.uuid4()


def is_blank(user: Any, data: Any) -> bool:
    """Whether nothing stands on the page but what an empty page is born with."""
    if ReceivedFile.objects.of_draft(user, draft_of(data)).exists():
        return False
    pages: list[Any] = [AllegationForm(data, user=user), *PartyLines(data).lines]
    typed = (
        data.get(page.add_prefix(name), "") for page in pages for name in page.changed_data if name not in OWN
    )
    return not any(value.strip() for value in typed)


def keep(user: Any, data: Any) -> Any:
    """Save the page as a draft under its title; a blank page leaves none, and takes an earlier one away."""
    if is_blank(user, data):
        discard_draft(user=user, uid=draft_of(data))
        return None
    return save_draft(user=user, form=FORM_KEY, uid=draft_of(data), data=data, label=data.get("title", ""))


def quiet_forms(data: Any, user: Any) -> tuple[AllegationForm, PartyLines]:
    """Forms that hold what was typed, cleaned as far as it goes, without their errors on the page."""
    form, lines = AllegationForm(data, user=user), PartyLines(data)
    each: list[Any] = [form, *lines.lines]
    for one in each:
        one.is_valid()
        one._errors = ErrorDict()
    return form, lines


def find_duplicates(user: Any, form: AllegationForm, *, but_not: Case | None = None) -> list[Candidate]:
    """Possible duplicates of what is on the page so far."""
    data = getattr(form, "cleaned_data", {})
    north, east = data.get("coordinates") or (None, None)
    received = ReceivedFile.objects.of_draft(user, draft_of(form.data))
    reported = Reported(
        title=data.get("title", ""),
        narrative=data.get("narrative", ""),
        when=data.get("when"),
        place=data.get("place"),
        place_text=data.get("place_text", ""),
        latitude=north,
        longitude=east,
        digests=frozenset(received.values_list("sha256", flat=True)),
    )
    return possible_duplicates(user, reported, but_not=but_not)


def settled(found: list[Candidate], data: Any) -> Compared | None:
    """What the search came to: nothing found, or each one found was put aside by the person."""
    put_aside = set(data.getlist("not_same"))
    if any(candidate.case.reference not in put_aside for candidate in found):
        return None
    note = ngettext(
        "%(count)d possible duplicate was shown and judged to be another event.",
        "%(count)d possible duplicates were shown and judged to be other events.",
        len(found),
    ) % {"count": len(found)}
    return Compared(considered=len(found), note=note if found else "")


def _unsettled(found: list[Candidate]) -> str:
    """Names the cases: the person has left the page on which they stood beside the form."""
    return ngettext(
        "%(count)d other case may be about the same event: %(cases)s. "
        "Compare it, then record that under Status.",
        "%(count)d other cases may be about the same event: %(cases)s. "
        "Compare them, then record that under Status.",
        len(found),
    ) % {"count": len(found), "cases": _(", ").join(one.case.reference for one in found)}


def panel_context(user: Any, data: Any) -> dict[str, Any]:
    """The panel: duplicates among visible cases, what was put aside, and what is still needed."""
    if not data:
        return {"candidates": [], "put_aside": set(), "needs": needs_of({}), "joining": ""}
    form, _lines = quiet_forms(data, user)
    return {
        "candidates": find_duplicates(user, form),
        "put_aside": set(data.getlist("not_same")),
        "needs": needs_of(form.cleaned_data),
        "joining": data.get("case", "") if data.get("case_choice") == JOIN_CASE else "",
    }
