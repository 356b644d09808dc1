"""Words of the tasks room: how a task stands and why somebody is told something."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """A task is open until somebody says it was done or that it is no longer needed."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class NoticeKind(models.TextChoices):
    """What happened, from the view of the person who is told; the sentence is built when it is read."""

    TASK_ASSIGNED = "task.assigned", _("A task was given to you")
    TASK_DONE = "task.done", _("A task you set was done")
    LEAD_GIVEN = "case.lead_given", _("You lead this case now")
    STAGE_MOVED = "case.stage_moved", _("The case moved to another stage")
    DECISION_WANTED = "case.decision_wanted", _("A decision is wanted from you")
    DECISION_MADE = "case.decision_made", _("A decision was made on your proposal")
    RATING_WAITS = "rating.waits", _("A rating of an investigation waits for you")
    RATING_ANSWERED = "rating.answered", _("A second person answered your rating")
    CONSENT_REVOKED = "consent.revoked", _("A person took consent back")
    ATTENTION = "case.attention", _("A case needs attention")
    INTEGRITY_FAILED = "evidence.integrity_failed", _("A file is altered or missing from the store")


#: What may have been decided on a proposal, as a notice names it.
DECISIONS = {"approved": _("Approved"), "returned": _("Returned"), "confirmed": _("Confirmed")}

#: What is asked of somebody, or told them, about a proposal: the heading of the notice and its sentence. The
#: notice keeps the key alone, and the reference of the case stands beside it: nothing of the case is in it.
ASKED = {
    "decide.assessment": (_("A decision is wanted from you"), _("Decide on an assessment")),
    "decide.finding": (_("A decision is wanted from you"), _("Decide on the findings")),
    "decide.public": (_("A decision is wanted from you"), _("Publish a public text, or send it back")),
    "question.assessment": (_("Your answer is wanted"), _("A reviewer asks about an assessment")),
    "question.finding": (_("Your answer is wanted"), _("A reviewer asks about the findings")),
    "question.item": (_("Your answer is wanted"), _("A reviewer asks about an evidence item")),
    "answered.assessment": (_("Your question is answered"), _("About an assessment")),
    "answered.finding": (_("Your question is answered"), _("About the findings")),
    "answered.item": (_("Your question is answered"), _("About an evidence item")),
    "second.assessment": (
        _("Your opinion is wanted"),
        _("You are asked as second reviewer of an assessment"),
    ),
    "second.finding": (_("Your opinion is wanted"), _("You are asked as second reviewer of the findings")),
    "opinion.assessment": (_("The second opinion is there"), _("You can decide on the assessment now")),
    "opinion.finding": (_("The second opinion is there"), _("You can decide on the findings now")),
}
