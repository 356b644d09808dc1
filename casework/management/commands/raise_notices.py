"""Tells people what needs attention, once; run it every morning."""

from typing import Any

from django.core.management.base import BaseCommand

from casework.cases.models import Case
from casework.core.context import system_actor
from casework.ladder.raising import news, raise_concern, settle_concern


class Command(BaseCommand):
    """Says counts only: which case needs what stands on the supervisor's home, and in the inboxes of those
    who may see it. A second run on the same day tells nobody twice."""

    help = "Turn what needs attention into notices and tasks, once."

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor("attention")
        raised = settled = 0
        for concern, begun, over in news():
            cases = Case.objects.select_related("lead").in_bulk(begun | over)
            for pk in sorted(begun):
                raise_concern(actor=actor, case=cases[pk], concern=concern)
            for pk in sorted(over):
                settle_concern(actor=actor, case=cases[pk], concern=concern)
            raised, settled = raised + len(begun), settled + len(over)
        self.stdout.write(f"{raised} concerns are new, {settled} are over.")
