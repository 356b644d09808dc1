"""Closed lists of the publication room (domain.md §12)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VersionState(models.TextChoices):
    """The path of a public text: written, proposed by one supervisor, published by a second."""

    DRAFT = "draft", pgettext_lazy("public text", "Draft")
    PROPOSED = "proposed", _("Waiting for a second supervisor")
    PUBLISHED = "published", pgettext_lazy("public text", "Public")
    WITHDRAWN = "withdrawn", pgettext_lazy("public text", "Withdrawn")


#: Shape and colour class of each state; the shape alone says it too.
VERSION_MARKS: dict[str, tuple[str, str]] = {
    VersionState.DRAFT: ("todo", ""),
    VersionState.PROPOSED: ("inreview", "review"),
    VersionState.PUBLISHED: ("ok", "done"),
    VersionState.WITHDRAWN: ("not", "danger"),
}


class Redaction(models.TextChoices):
    """What is looked for before anything is made public (domain.md §12.5)."""

    NAMES = "names", _("Names of people, and initials")
    FACES = "faces", _("Faces")
    VOICES = "voices", _("Voices")
    HOME = "home", _("Exact places of homes: coordinates no finer than a neighbourhood")
    DATES = "dates", _("Dates that point to a person")
    TITLES = "titles", _("Unusual job titles")
    SMALL_GROUPS = "small_groups", _("Groups of fewer than five people")
    METADATA = "metadata", _("Metadata of pictures and properties of documents")
    OTHERS = "others", _("Other people who are mentioned")
    CHILDREN = "children", _("Children")
    SEXUAL_VIOLENCE = "sexual_violence", _("Survivors of sexual violence")
    SOURCES = "sources", _("Identity of sources")
    INTERPRETERS = "interpreters", _("Interpreters")
    STAFF = "staff", _("Names of staff")
    SECURITY = "security", _("Details of security")


class RedactionAnswer(models.TextChoices):
    """What was done about one point of the list."""

    CLEAR = "clear", _("Looked: nothing of it is in the text")
    REMOVED = "removed", _("Found and taken out")
    KEPT = "kept", _("Kept on purpose, for the reason given")


class Showing(models.TextChoices):
    """Whether the public sees an item."""

    SHOWN = "shown", _("Shown")
    WITHHELD = "withheld", _("Withheld: its row and the reason are shown")


class WithdrawalReason(models.TextChoices):
    """Why something is no longer public, in words that tell nothing more."""

    CONSENT = "consent", _("Consent withdrawn")
    SAFETY = "safety", _("Safety of a person")
    ERROR = "error", _("An error that cannot be corrected in place")
    REOPENED = "reopened", _("The investigation was opened again")


class HitKind(models.TextChoices):
    """What the automatic search looks for in a public text."""

    CODE = "code", _("Code of a person, a source, a case or an item that is not shown")
    COORDINATES = "coordinates", _("Coordinates finer than a neighbourhood")
    MAIL = "mail", _("E-mail address")
    PHONE = "phone", _("Telephone number")
    WEB = "web", _("Web address")
    SMALL_GROUP = "small_group", _("Group of fewer than five people")
    STAFF = "staff", _("Name of somebody who works on the case")
    METADATA = "metadata", _("File name, maker or holder of an item")


class WordKind(models.TextChoices):
    """What a public text may carry over from the records of its case, each item confirmed by its author."""

    CONCLUSION = "conclusion", _("Conclusion on an alleged violation")
    PARTY = "party", _("On what our conclusion on a party rests")
    POSITION = "position", _("What a party says")
    CLAIM = "claim", _("Whom a source counts")
    SOURCE = "source", _("Name of a source")
    BODY = "body", _("Name of an investigating body")
    OUTCOME = "outcome", _("What an investigation found")
    CRITERION = "criterion", _("Reason for a rating")
    REPLY = "reply", _("Reply of a party")
