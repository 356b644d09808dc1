"""The end of the story: all files hashed by the nightly job, concerns raised, figures released."""

import datetime as dt

from casework.cases.models import Case
from casework.evidence.actions import check_integrity
from casework.evidence.models import EvidenceItem
from casework.insight.queries import public_figures
from casework.ladder.raising import news, raise_concern
from casework.publication.actions import release_figures

from .cast import DEMO
from .clockwork import Story
from .world import World


def last_hour(world: World) -> Story:
    """After everything else: what the jobs of a night do, and the figures of the day for the public."""
    yield world.today + dt.timedelta(days=1)
    for item in EvidenceItem.objects.filter(withdrawn_at=None).select_related("case"):
        check_integrity(actor=DEMO, item=item)
    for concern, begun, _over in news():
        for case in Case.objects.select_related("lead").filter(pk__in=begun).order_by("pk"):
            raise_concern(actor=DEMO, case=case, concern=concern)
    north = world.cast["north"]
    release_figures(actor=north, figures=public_figures())
