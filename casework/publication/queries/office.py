"""What the tab of a case shows, and what a new public text starts from."""

import dataclasses
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.investigations.models import Conclusion
from casework.people.models import Person
from casework.places.choices import PRECISION_METRES, PlacePrecision
from casework.places.models import Place

from ..choices import Showing, VersionState
from ..models import PublicEvidence, PublicMention, PublicVersion, Tombstone
from ..rules import approved_finding, publishable_by
from .checks import contradicting_items
from .conditions import OUTWARD
from .pairs import LANGUAGES, both

FINEST = PlacePrecision.NEIGHBOURHOOD
CARRIED = (
    "title", "short", "account", "reasons", "when", "place", "weapon", "range_reason",
)  # fmt: skip
NUMBERS = (
    "when_earliest",
    "when_latest",
    "place_precision",
    "killed_min",
    "killed_max",
    "injured_min",
    "injured_max",
)


def texts_waiting_for(user: Any) -> QuerySet[PublicVersion]:
    """Public texts in scope that this supervisor may publish."""
    if not user.has_right("case.decide"):
        return PublicVersion.objects.none()
    proposed = PublicVersion.objects.visible_to(user).filter(state=VersionState.PROPOSED)
    return proposed.filter(pk__in=publishable_by(user))


def versions_seen(user: Any, case: Case) -> QuerySet[PublicVersion]:
    """The public texts of a case, the newest first."""
    rows = PublicVersion.objects.visible_to(user).filter(case=case)
    rows = rows.select_related("finding__author", "author", "proposer", "publisher").with_successor()
    return rows.order_by("-number")


def rows_seen(user: Any, version: PublicVersion) -> QuerySet[PublicEvidence]:
    """The chosen rows whose item this reader may see."""
    rows = PublicEvidence.objects.visible_to(user).filter(version_of=version, withdrawn_at__isnull=True)
    return rows.select_related("item__source").order_by("stance", "id")


def mentions_seen(user: Any, version: PublicVersion) -> QuerySet[PublicMention]:
    """The people in a text whom this reader may see."""
    rows = PublicMention.objects.visible_to(user).filter(version_of=version, withdrawn_at__isnull=True)
    return rows.select_related("person").order_by("id")


def choosable_items(user: Any, case: Case) -> QuerySet[EvidenceItem]:
    """Items that can be put into the list: those of the case, and those of another that speak against it."""
    against = contradicting_items(user, case).values("pk")
    rows = EvidenceItem.objects.visible_to(user).standing().filter(Q(case=case) | Q(pk__in=against))
    return rows.order_by("reference")


def choosable_people(user: Any, case: Case) -> QuerySet[Person]:
    """People of the case whom a text may speak of."""
    return Person.objects.visible_to(user).standing().filter(case=case).order_by("reference")


def notices_of(case_versions: list[PublicVersion]) -> list[Tombstone]:
    """Notices of withdrawal of a case's finding."""
    references = {version.reference for version in case_versions}
    return list(Tombstone.objects.filter(reference__in=references))


def first_words(user: Any, case: Case) -> dict[str, Any]:
    """What the form of a new text is filled with: the version before, or the approved findings.

    It is a start that its author reads and changes; nothing of it is public until then.
    """
    last = versions_seen(user, case).first()
    if last is not None:
        names = [f"{name}_{language}" for name in CARRIED for language in LANGUAGES]
        return {name: getattr(last, name) for name in (*names, *NUMBERS)}
    finding = approved_finding(case)
    values: dict[str, Any] = {"title_en": case.title, "account_en": finding.text if finding else ""}
    conclusions = Conclusion.objects.visible_to(user).standing().filter(finding=finding)
    values["reasons_en"] = "\n\n".join(conclusions.values_list("text", flat=True))
    incident = _first_incident(user, case)
    return values | (_of_incident(incident) if incident else {})


def _first_incident(user: Any, case: Case) -> Incident | None:
    rows = Incident.objects.visible_to(user).standing().filter(case=case)
    return rows.select_related("place__parent__parent__parent__parent").first()


def _of_incident(incident: Incident) -> dict[str, Any]:
    """The uncertain date in words, the place made coarse, the adopted range."""
    when, weapon = both(incident.when.words), both(incident.get_weapon_display)
    values = {f"when_{language}": when[language] for language in LANGUAGES}
    values |= {f"weapon_{language}": weapon[language] for language in LANGUAGES}
    return (
        values
        | _coarse(incident)
        | {
            "when_earliest": incident.when_earliest,
            "when_latest": incident.when_latest,
            "killed_min": incident.adopted_killed_min,
            "killed_max": incident.adopted_killed_max,
            "injured_min": incident.adopted_injured_min,
            "injured_max": incident.adopted_injured_max,
            "range_reason_en": incident.adopted_rationale,
        }
    )


def _coarse(incident: Incident) -> dict[str, Any]:
    """Name and precision, never finer than a neighbourhood: a building becomes the quarter it stands in."""
    place = incident.place
    while place is not None and place.kind == "site" and place.parent is not None:
        place = place.parent
    metres, finest = PRECISION_METRES.get(incident.place_precision), PRECISION_METRES[FINEST] or 0
    coarse = metres is None or metres >= finest
    names = {f"place_{language}": _place_words(place, language) for language in LANGUAGES} if place else {}
    return names | {"place_precision": incident.place_precision if coarse else FINEST}


def _place_words(place: Place, language: str) -> str:
    with translation.override(language):
        path = place.path.split(" · ")[0]
        return _(", ").join(filter(None, (place.name, path)))


@dataclasses.dataclass(frozen=True)
class TextAboutPerson:
    """A public text and how a person stands in it."""

    version: PublicVersion
    mentioned: bool
    quoted: bool
    shown: bool


def texts_about(user: Any, person: Person) -> list[TextAboutPerson]:
    """Texts that are public, or on the way there, and speak of this person or show an item of theirs."""
    mentions = PublicMention.objects.visible_to(user).standing()
    mentions = mentions.filter(version_of=OuterRef("pk"), person=person)
    items = PublicEvidence.objects.visible_to(user).standing()
    items = items.filter(version_of=OuterRef("pk"), showing=Showing.SHOWN, item__source__person=person)
    outward = (*OUTWARD, VersionState.DRAFT)
    rows = PublicVersion.objects.visible_to(user).standing().filter(case=person.case_id, state__in=outward)
    marked = {
        "mentioned": Exists(mentions), "quoted": Exists(mentions.filter(quoted=True)), "shown": Exists(items),
    }  # fmt: skip
    rows = rows.annotate(**marked).filter(Q(mentioned=True) | Q(shown=True)).order_by("-number")
    return [
        TextAboutPerson(row, row.mentioned, row.quoted, row.shown)  # type: ignore[attr-defined]
        for row in rows.select_related("case").with_successor()
    ]
