"""The rows of the case list, drawn in one go.

A list has up to a hundred rows of some forty nodes each: as a template they cost more than everything else on
the page together. The words of the columns are translated once here and put into each row.
"""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from casework.cases.choices import Confidentiality
from casework.desk.rows import CaseRow
from casework.incidents.models import Incident
from casework.templatetags.desk import days, precision_words
from casework.templatetags.ui import level_chip, person, ref, stage_state, stamp, when

register = template.Library()

ROW = """<tr role="row">
  <td role="cell">{tick}</td>
  <th role="rowheader" scope="row"><a href="{url}" dir="auto">{title}</a><span class="sub">{ref}{level}</span></th>
  <td role="cell" data-l="{l_when}"><div>{event}</div></td>
  <td role="cell" data-l="{l_party}"><div>{parties}{codes}</div></td>
  {killed}
  <td role="cell" data-l="{l_stage}"><div>{stage}<span class="sub">{days}{late}</span></div></td>
  {blocked}
  <td role="cell" data-l="{l_evidence}" class="nowrap"><a href="{evidence_url}" aria-label="{evidence_words}"><bdi>{verified} / {items}</bdi></a></td>
  <td role="cell" data-l="{l_lead}"><div>{lead}<span class="sub">{changed}</span></div></td>
</tr>"""  # noqa: E501
TICK = '<input type="checkbox" name="case" value="{}" data-bulk-item aria-label="{} {}">'
NOTHING = SafeString("")


@register.simple_tag
def case_table_rows(rows: Iterable[CaseRow], may_reassign: bool, ageing: bool = False) -> SafeString:
    """All rows of the table in `casework/desk/_case_table.html`.

    Args:
        ageing: whether the rows say what each case is blocked on, in place of how many were killed.
    """
    words = _Words()
    return SafeString("".join(_row(row, words, may_reassign, ageing) for row in rows))


class _Words:
    """What every row says, in the reader's language."""

    def __init__(self) -> None:
        self.columns = {
            "l_when": _("When, where"),
            "l_party": _("Alleged party"),
            "l_stage": _("Stage"),
            "l_evidence": _("Evidence"),
            "l_lead": pgettext("case", "Lead"),
        }
        self.killed, self.blocked_on = _("Killed"), _("Blocked on")
        self.not_blocked = _muted(pgettext("blocks", "Nothing"))
        self.select = _("Select")
        self.late = format_html(' · <span class="late">{}</span>', _("overdue"))
        self.not_known = _muted(_("Not known"))
        self.not_adopted = _muted(pgettext("number", "not adopted"))
        self.no_event = _muted(_("No event yet"))
        self.no_place = _("Place not known")
        self.evidence = _("%(verified)s verified of %(items)s")


def _muted(words: str) -> SafeString:
    return format_html('<span class="muted">{}</span>', words)


def _row(row: CaseRow, words: _Words, may_reassign: bool, ageing: bool) -> SafeString:
    case, first = row.case, row.first
    sealed = case.confidentiality == Confidentiality.HIGHLY_RESTRICTED
    return format_html(
        ROW,
        **words.columns,
        tick=format_html(TICK, case.reference, words.select, case.reference) if may_reassign else NOTHING,
        url=case.get_absolute_url(),
        title=case.title,
        ref=ref(case.reference),
        level=format_html(" {}", level_chip(case.confidentiality)) if sealed else NOTHING,
        event=_event(row, first, words) if first else words.no_event,
        parties=format_html('<span dir="auto">{}</span>', row.party_words)
        if row.parties
        else words.not_known,
        codes=format_html('<span class="sub"><bdi class="ref">{}</bdi></span>', row.code_words)
        if row.codes
        else NOTHING,
        killed=NOTHING if ageing else _killed(first, words),
        stage=stage_state(case.stage),
        days=days(case.days_in_stage),
        late=words.late if case.is_overdue else NOTHING,
        blocked=_blocked(row, words) if ageing else NOTHING,
        evidence_url=reverse("evidence:list", args=[case.reference]),
        evidence_words=words.evidence % {"verified": row.verified, "items": row.items},
        verified=row.verified,
        items=row.items,
        lead=person(case.lead),
        changed=stamp(case.updated_at, "day"),
    )


def _killed(first: Incident | None, words: _Words) -> SafeString:
    """The range adopted for the first event."""
    if first is not None and first.adopted_at:
        said = format_html('<bdi class="nowrap">{}</bdi>', first.adopted_killed)
    else:
        said = words.not_adopted
    return format_html('<td role="cell" data-l="{}">{}</td>', words.killed, said)


def _blocked(row: CaseRow, words: _Words) -> SafeString:
    """What the next move of the case lacks."""
    said = row.blocked_words or words.not_blocked
    return format_html('<td role="cell" data-l="{}">{}</td>', words.blocked_on, said)


def _event(row: CaseRow, first: Incident, words: _Words) -> SafeString:
    """When and where, and how many more events there are."""
    placed = first.place or first.place_text
    said = format_html(
        '{}<span class="sub" dir="auto">{}{}</span>',
        when(first.when),
        first.where or words.no_place,
        precision_words(first) if placed else NOTHING,
    )
    if not row.more:
        return said
    more = ngettext("and %(more)s more event", "and %(more)s more events", row.more) % {"more": row.more}
    return format_html('{}<span class="sub">{}</span>', said, more)
