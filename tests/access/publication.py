"""A public text in preparation, for the cases that the access tests walk through."""

from typing import Any

from accounts.models import User
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.investigations.models import Finding
from casework.publication.models import PublicEvidence, PublicMention, PublicVersion


def publication_of(case: Case, name: str, lead: User, records: dict[str, Any]) -> dict[str, Any]:
    """A draft with one row of evidence and one person; its words carry the canaries of the case."""
    said = f"zq{name}publicqz"
    with audit_context(actor=lead):
        finding = records.get("finding") or Finding(case=case, number=1, text=said, author=lead)
        finding.save()
        texts = {f"{field}_en": said for field in ("title", "short", "account", "reasons", "when", "place")}
        version = PublicVersion(
            case=case, finding=finding, author=lead, number=1, reference=f"F-2017-{name:X<6}"[:24], **texts
        )
        version.save()
        row = PublicEvidence(
            case=case,
            version_of=version,
            item=records["item"],
            stance="supports",
            showing="shown",
            title_en=said,
        )
        row.save()
        mention = PublicMention(case=case, version_of=version, person=records["person"])
        mention.save()
    return {"public_text": version, "public_row": row, "mention": mention}
