"""The closed lists of the evidence room (domain.md §5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """What the item is, whatever its file format."""

    WITNESS_STATEMENT = "witness_statement", _("Witness statement")
    VICTIM_STATEMENT = "victim_statement", _("Victim statement")
    PHOTO = "photo", _("Photograph")
    VIDEO = "video", _("Video")
    AUDIO = "audio", _("Audio recording")
    SATELLITE = "satellite", _("Satellite image")
    DOCUMENT = "document", _("Document")
    MEDICAL = "medical", _("Medical or forensic record")
    OBJECT = "object", _("Physical object")
    POST = "post", _("Social-media post")
    WEB_PAGE = "web_page", _("Web page")
    PRESS = "press", _("Press report")
    OFFICIAL = "official", _("Official statement")
    REPORT = "report", _("Report of an NGO or UN body")
    DATASET = "dataset", _("Data set")
    FIELD = "field", _("Field observation")


class Method(models.TextChoices):
    """How the item came to us."""

    UNKNOWN = "unknown", _("Not recorded")
    INTERVIEW = "interview", _("Interview")
    DOWNLOAD = "download", _("Download")
    CAPTURE = "capture", _("Screenshot or page capture")
    HANDED = "handed", _("Handed over")
    FIELD_VISIT = "field_visit", _("Field visit")
    MAIL = "mail", _("Received by mail")
    EXPORT = "export", _("Export from another system")


class CopyKind(models.TextChoices):
    """Why an item was made from another one. Empty for an original."""

    WORKING = "working", _("Working copy")
    REDACTED = "redacted", _("Redacted copy")
    TRANSLATION = "translation", _("Translation")
    TRANSCRIPT = "transcript", _("Transcript")
    SCREENSHOT = "screenshot", _("Screenshot of the page")


class VerificationState(models.TextChoices):
    """Where the verification of an item stands. Withdrawn is not a state: it is a mark of its own."""

    UNVERIFIED = "unverified", _("Not verified")
    IN_VERIFICATION = "in_verification", _("In verification")
    VERIFIED = "verified", _("Verified")
    PARTLY = "partly_verified", _("Verified in part")
    INCONCLUSIVE = "inconclusive", _("Inconclusive")
    REFUTED = "refuted", _("Refuted")
    INTEGRITY_FAILED = "integrity_failed", _("Integrity failed")
    SUPERSEDED = "superseded", _("Superseded")


# What a person may decide; integrity_failed is set by a hash check, never by opinion.
DECIDABLE_STATES = (
    VerificationState.VERIFIED,
    VerificationState.PARTLY,
    VerificationState.INCONCLUSIVE,
    VerificationState.REFUTED,
    VerificationState.IN_VERIFICATION,
    VerificationState.SUPERSEDED,
)

# "Verified" in whole or in part lets an item carry weight, so it needs a second person.
SECOND_PERSON_STATES = frozenset({VerificationState.VERIFIED, VerificationState.PARTLY})


class Step(models.TextChoices):
    """One kind of check of an item."""

    SOURCE = "source", _("Source")
    CONTENT = "content", _("Content")
    METADATA = "metadata", _("Metadata")
    GEOLOCATION = "geolocation", _("Place")
    CHRONOLOCATION = "chronolocation", _("Time")
    REVERSE_SEARCH = "reverse_search", _("Earlier copies")
    CORROBORATION = "corroboration", _("Corroboration")
    EXPERT = "expert", _("Expert opinion")


class StepResult(models.TextChoices):
    """What the check showed."""

    HOLDS = "holds", _("Holds")
    PARTLY = "partly", _("In part")
    OPEN = "open", _("Could not be told")
    FAILS = "fails", _("Does not hold")


class CustodyKind(models.TextChoices):
    """What happened to the item (domain.md §5.2). Append-only: a mistake is corrected by a new entry."""

    COLLECTED = "collected", _("Collected")
    RECEIVED = "received", _("Received")
    REGISTERED = "registered", _("Registered")
    HASHED = "hashed", _("Hashed")
    COPIED = "copied", _("Copy made")
    TRANSFERRED_OUT = "transferred_out", _("Handed over")
    TRANSFERRED_IN = "transferred_in", _("Taken over")
    ACCESSED = "accessed", _("Viewed or downloaded")
    EXPORTED = "exported", _("Exported")
    VERIFIED_INTEGRITY = "verified_integrity", _("Checked again")
    INTEGRITY_FAILED = "integrity_failed", _("Integrity failed")
    REDACTED_COPY = "redacted_copy_made", _("Redacted copy made")
    TRANSLATED = "translated", _("Translated")
    RETURNED = "returned", _("Returned")
    SEALED = "sealed", _("Sealed")
    UNSEALED = "unsealed", _("Unsealed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DESTROYED = "destroyed", _("Destroyed")
    CORRECTED = "corrected", _("Correction of an entry")
    EXPLAINED = "gap_explained", _("Gap explained")


# Kinds a person writes by hand; the others are written by the act itself.
MANUAL_CUSTODY = (
    CustodyKind.COLLECTED,
    CustodyKind.RECEIVED,
    CustodyKind.COPIED,
    CustodyKind.TRANSLATED,
    CustodyKind.REDACTED_COPY,
    CustodyKind.RETURNED,
    CustodyKind.SEALED,
    CustodyKind.UNSEALED,
    CustodyKind.DESTROYED,
    CustodyKind.EXPLAINED,
    CustodyKind.CORRECTED,
)

# Kinds that say who holds the item: consecutive ones must join, otherwise there is a gap.
HOLDING_KINDS = frozenset(
    {
        CustodyKind.COLLECTED,
        CustodyKind.RECEIVED,
        CustodyKind.REGISTERED,
        CustodyKind.TRANSFERRED_OUT,
        CustodyKind.TRANSFERRED_IN,
        CustodyKind.RETURNED,
    }
)


# Kinds that say how the item came into our hands.
RECEIPT_KINDS = frozenset({CustodyKind.COLLECTED, CustodyKind.RECEIVED, CustodyKind.TRANSFERRED_IN})

# Kinds that answer for an entry with a gap: what happened in between, or that the entry itself is wrong.
ANSWERING_KINDS = frozenset({CustodyKind.EXPLAINED, CustodyKind.CORRECTED})


class IntegrityOutcome(models.TextChoices):
    """What a new hash of the stored file showed. A pointer without a file has nothing to check."""

    INTACT = "intact", _("Intact")
    ALTERED = "altered", _("Altered")
    MISSING = "missing", _("Missing")


class Stance(models.TextChoices):
    """Whether the cited passage speaks for or against the thing it is cited for."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Speaks against")
    CONTEXT = "context", _("Context")
