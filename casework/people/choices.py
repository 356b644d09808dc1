"""The closed lists of the people room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgeBand(models.TextChoices):
    """Age when it happened, coarse on purpose: an exact age identifies."""

    UNKNOWN = "unknown", _("Not known")
    UNDER_5 = "under_5", _("Under 5")
    CHILD = "5_17", _("5 to 17")
    ADULT = "18_59", _("18 to 59")
    OLDER = "60_plus", _("60 or older")


# A record on a child is raised to highly restricted by itself (product.md §2).
CHILD_BANDS = frozenset({AgeBand.UNDER_5, AgeBand.CHILD})


class Gender(models.TextChoices):
    """Kept for casualty counts by woman, man, girl and boy."""

    UNKNOWN = "unknown", _("Not known")
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class ConsentAsked(models.TextChoices):
    """Whether the person was asked at all; consent per purpose is a record of its own."""

    NOT_YET = "not_yet", _("Not asked yet")
    YES = "yes", _("Asked, and agrees")
    NO = "no", _("Asked, and refuses")


class SourceKind(models.TextChoices):
    """Who stands behind a piece of information."""

    PUBLISHED = "published", _("Published: organisation or outlet, named openly")
    PERSON = "person", _("Person: known by a code only")


class PublisherKind(models.TextChoices):
    """What a published source is. Its independence is judged by origin, not by outlet."""

    NEWS = "news", _("News outlet")
    NGO = "ngo", _("Non-governmental organisation")
    UN = "un", _("United Nations body")
    STATE = "state", _("State or armed forces")
    PARTY = "party", _("Armed group or its media")
    COURT = "court", _("Court or commission")
    MONITOR = "monitor", _("Casualty monitor")
    RESEARCH = "research", _("Research or university")
    SOCIAL = "social", _("Social-media channel")
    OTHER = "other", _("Other")


class Connection(models.TextChoices):
    """How close a source stands to the event."""

    UNKNOWN = "unknown", _("Not known")
    VICTIM = "victim", _("Victim or survivor")
    WITNESS = "witness", _("Eyewitness")
    RELATIVE = "relative", _("Relative of a victim")
    SERVICE = "service", _("Gave medical or other help")
    RESCUER = "rescuer", _("Rescue worker")
    JOURNALIST = "journalist", _("Journalist or researcher")
    OFFICIAL = "official", _("Official of a party")
    PERPETRATOR = "perpetrator", _("Took part in the act")
    THIRD = "third", _("Heard it from others")


class ConsentPurpose(models.TextChoices):
    """What a person agrees to, one by one: never one tick for everything (domain.md §12.1)."""

    COLLECT = "collect", _("Collect and keep what they said")
    INTERNAL_USE = "internal_use", _("Use within the organisation")
    SHARE_UN = "share_un", _("Share with a United Nations body")
    SHARE_PROSECUTOR = "share_prosecutor", _("Share with a prosecutor")
    SHARE_COURT = "share_court", _("Share with a court")
    SHARE_NGO = "share_ngo", _("Share with another organisation")
    PUBLISH_ANONYMISED = "publish_anonymised", _("Publish without anything that identifies them")
    PUBLISH_NAMED = "publish_named", _("Publish with their name")
    CONTACT_AGAIN = "contact_again", _("Contact them again")


#: Consent to share is consent to share with somebody who is named.
SHARING = frozenset(
    {
        ConsentPurpose.SHARE_UN,
        ConsentPurpose.SHARE_PROSECUTOR,
        ConsentPurpose.SHARE_COURT,
        ConsentPurpose.SHARE_NGO,
    }
)


class ConsentAnswer(models.TextChoices):
    """What the person said. No record at all counts as no."""

    YES = "yes", _("Agrees")
    NO = "no", _("Refuses")
    NOT_ASKED = "not_asked", pgettext_lazy("consent", "Not asked")


class ConsentMeans(models.TextChoices):
    """How the answer was given."""

    WRITTEN = "written", _("In writing")
    VERBAL = "verbal", _("By word of mouth")
    RECORDED = "recorded", _("On a recording")


class RiskLevel(models.TextChoices):
    """How likely, or how grave."""

    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


#: Tone and shape of a level of risk; never colour alone.
RISK_MARKS: dict[str, tuple[str, str]] = {
    RiskLevel.LOW: ("", "todo"),
    RiskLevel.MEDIUM: ("review", "part"),
    RiskLevel.HIGH: ("danger", "warn"),
}
