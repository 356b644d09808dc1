"""Five bases for pages over one model: list, detail, create, edit, act.

A subclass names its `access`, its queryset in scope (`visible_to`) and the action it calls. Views fetch,
ask and render; rules and writes live elsewhere.
"""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views import View

from casework.core.access import Access
from casework.core.context import collecting_writes
from casework.core.forms import conflict_rows
from casework.core.history import versions_of
from casework.core.lists import PAGE_SIZE, Sorts, in_order, known_key, known_size
from casework.core.proof import kept_form
from casework.core.records import StaleRecord
from casework.core.tokens import FormSpent, remember_result, result_of, spend
from casework.core.verdict import ALLOWED, Refused, Verdict

LONGEST_QUESTION = 200


class Page(View):
    """What all pages share: a declared access, a scope, a template."""

    access: Access
    template_name = ""
    tab = ""
    request: Any  # its user is signed in: AccessMiddleware lets nobody else come here

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.context: dict[str, Any] = {"tab": self.tab}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.enter_scope()
        return super().dispatch(request, *args, **kwargs)

    def enter_scope(self) -> None:
        """Resolve what the address names above the object itself, such as its case; 404 out of scope."""

    def get_queryset(self) -> models.QuerySet:
        """Return the rows this person may see; every subclass says so itself."""
        raise ImproperlyConfigured(f"{type(self).__name__} names no queryset.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the template with the page's context."""
        return render(self.request, self.template_name, self.context | context, status=status)


class ListPage(Page):
    """Rows in scope, filtered, sorted and paged; the whole state is in the address."""

    filterset_class: type | None = None
    sorts: Sorts = {}
    default_sort = ""
    page_size = PAGE_SIZE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.get_queryset()
        if self.filterset_class is not None:
            filterset = self.filterset_class(request.GET, queryset=rows, request=request)
            self.context["filter"] = filterset
            rows = filterset.qs
        page = self.paginator(rows).get_page(request.GET.get("page"))
        return self.render(page_obj=page, object_list=page.object_list, sort=self.chosen_sort())

    def paginator(self, rows: models.QuerySet) -> Paginator:
        """Return the pages of the sorted rows; a list that counts in its own way overrides this."""
        return Paginator(self.sorted(rows), self.chosen_size())

    def chosen_sort(self) -> str:
        """Return the sort key asked for, with a minus for descending; unknown keys fall back."""
        return known_key(self.request.GET.get("sort", ""), self.sorts, self.default_sort)

    def chosen_size(self) -> int:
        """Return the page size asked for, one of PAGE_SIZES."""
        return known_size(self.request.GET.get("size", ""), self.page_size)

    def sorted(self, rows: models.QuerySet) -> models.QuerySet:
        """Order the rows by the column asked for."""
        chosen = self.chosen_sort()
        if not chosen:
            return rows
        return in_order(rows, self.sorts[chosen.removeprefix("-")], backwards=chosen.startswith("-"))


class DetailPage(Page):
    """One record in scope."""

    def get_object(self) -> Any:
        """Return the record named by `uid`, or 404 for whoever may not see it."""
        return get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return self.render(object=self.object)


class FormPage(Page):
    """A form whose valid data goes to one action, once."""

    form_class: type[forms.BaseForm]
    said: Any = ""  # what the next page says when it went through; empty where `perform` says it itself

    def verdict(self) -> Verdict:
        """Return the rule's answer: a refusal stops GET and POST alike with its sentence."""
        return ALLOWED

    def get_form(self, data: Any = None, files: Any = None) -> Any:
        """Return the form; subclasses add what it needs."""
        return self.form_class(data, files, **self.form_kwargs())

    def form_kwargs(self) -> dict[str, Any]:
        """Return the keyword arguments of the form."""
        return {}

    def perform(self, form: Any) -> Any:
        """Call the action; return where to go: an address, or an object with one."""
        raise ImproperlyConfigured(f"{type(self).__name__} performs nothing.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.verdict().require()
        typed = kept_form(request)
        if typed is not None:
            messages.info(
                request, _("You are confirmed. Nothing was saved yet: look once more, then send it.")
            )
        form = self.get_form(typed)
        if "seen" in form.fields:
            form.fields["seen"].initial = self.shown()
        return self.render(form=form)

    def shown(self) -> str:
        """Return the mark of what a decision is about, for a form that carries `seen`: its action asks."""
        return ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if first := result_of(request.POST.get("form_token"), request.user):
            return redirect(first)
        self.verdict().require()
        form = self.get_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.render(form=form, status=422)
        return self.attempt(form)

    def attempt(self, form: Any) -> HttpResponse:
        """Perform once; show what the action refused in words, keeping what was typed."""
        try:
            with collecting_writes() as written:
                address = perform_once(self.request, form, self.perform)
        except ValidationError as error:
            add_errors(form, error)
            return self.render(form=form, status=422)
        except Refused as refusal:
            return self.refused(form, str(refusal))
        except StaleRecord:
            unread = "seen" in form.fields and self.shown() and not form.cleaned_data["seen"]
            return self.unread(form) if unread else self.conflict(form)
        except IntegrityError as error:
            if not is_doubled(error):
                raise
            return self.overtaken(form)
        self.say_done(form, bool(written))
        return redirect(address)

    def say_done(self, form: Any, changed: bool) -> None:
        """Say that it went through; of a record that was sent as it stood, that nothing was changed."""
        if self.said and not changed and "version" in form.fields:
            messages.info(self.request, _("Nothing was changed."))
        elif self.said:
            messages.success(self.request, self.said)

    def refused(self, form: Any, sentence: str, status: int = 403) -> HttpResponse:
        """The form once more, with the sentence of the rule on top and everything as it was typed."""
        form.add_error(None, sentence)
        return self.render(form=form, status=status)

    def conflict(self, form: Any) -> HttpResponse:
        """Somebody else changed the record since it was read."""
        return self.overtaken(form)

    def overtaken(self, form: Any) -> HttpResponse:
        """Somebody else was faster: nothing was saved, and what was typed is kept."""
        sentence = _("Somebody else changed this meanwhile: nothing was saved. What you wrote is kept below.")
        return self.refused(self.facing_now(form), sentence, status=409)

    def unread(self, form: Any) -> HttpResponse:
        """Nothing says what the decider read: they read it now, and decide then."""
        sentence = _(
            "Your page did not say what you had read: nothing was saved. Read what is shown now, then "
            "decide. What you wrote is kept below."
        )
        return self.refused(self.facing_now(form), sentence, status=409)

    def facing_now(self, form: Any) -> Any:
        """The form over the state that is shown now, so that it can be sent again."""
        if "seen" in form.fields:
            form.data = form.data.copy()
            form.data["seen"] = self.shown()
        return form


class CreatePage(FormPage):
    """Makes a new record."""


class EditPage(FormPage):
    """Changes a record; a colleague's change in between leads to the conflict page."""

    conflict_template_name = "components/conflict_page.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.enter_scope()
        self.object = self.context["object"] = self.get_object()
        return View.dispatch(self, request, *args, **kwargs)

    def get_object(self) -> Any:
        """Return the record named by `uid`, or 404 for whoever may not see it."""
        return get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"])

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.object}

    def get_form(self, data: Any = None, files: Any = None) -> Any:
        if data is not None:
            data = self.with_choices(data)
        return super().get_form(data, files)

    def with_choices(self, data: Any) -> Any:
        """Put in what the conflict page was answered with: a colleague's value, or the one before both."""
        chosen = {key[7:]: side for key, side in data.items() if key.startswith("choice-")}
        if not chosen:
            return data
        sides = {"theirs": super().get_form(), "base": self.form_before(data.get("base_version", ""))}
        data = data.copy()
        for name, side in chosen.items():
            if (form := sides.get(side)) is not None and name in form.fields:
                value = form[name].value()
                data.setlist(name, value if isinstance(value, list) else ["" if value is None else value])
        return data

    def form_before(self, version: str) -> Any:
        """Return the form as this person found it, or None where there is no such version."""
        number = int(version) if re.fullmatch("[0-9]{1,9}", version) else 0
        found = versions_of(self.object).filter(version=number).first()
        return found and self.form_class(None, None, **self.form_kwargs() | {"instance": found.instance})

    def conflict(self, form: Any) -> HttpResponse:
        """Show mine, theirs and base; sending it again saves over the version shown.

        A form that shows no values of the record, such as a reason for an act, has nothing to compare.
        """
        posted_version = form.cleaned_data.get("version")
        if not posted_version:
            return self.overtaken(form)
        theirs = self.get_object()
        base = versions_of(theirs).filter(version=posted_version).first()
        if base is None:
            raise Http404
        rows = conflict_rows(form, base.instance, theirs)
        data = MultiValueDict({key: list(values) for key, values in form.data.lists()})
        data["version"] = str(theirs.version)
        self.object = theirs
        again = self.form_class(data, None, **self.form_kwargs())
        self.template_name = self.conflict_template_name
        return self.render(form=again, rows=rows, theirs=theirs, base_version=posted_version, status=409)


class ActPage(EditPage):
    """One act on a record, on a page of its own: the consequence, a reason, one button."""

    def form_kwargs(self) -> dict[str, Any]:
        return {}


def perform_once(request: HttpRequest, form: Any, perform: Any) -> str:
    """Spend the form's token and perform, in one transaction; a second sending goes to the first result."""
    token = form.cleaned_data.get("form_token")
    try:
        with transaction.atomic():
            if token:
                spend(token, request.user)
            result = perform(form)
            address = result if isinstance(result, str) else result.get_absolute_url()
            if token:
                remember_result(token, address)
    except FormSpent as spent:
        return spent.result or "/"
    return address


def is_doubled(error: IntegrityError) -> bool:
    """Whether two people made the same thing at once; any other broken rule of the database is our fault."""
    return getattr(error.__cause__, "sqlstate", "") == "23505" or "UNIQUE constraint failed" in str(error)


def add_errors(form: Any, error: ValidationError) -> None:
    """Put the action's errors beside their fields, or on top where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        form.add_error(name if name in form.fields else None, problems)


def question(request: HttpRequest) -> str:
    """What was typed into a search box: short, and without what a database refuses."""
    return request.GET.get("q", "").strip()[:LONGEST_QUESTION].replace("\x00", "")
