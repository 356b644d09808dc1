"""Who may do what in the investigations room."""

from .assessments import PROPOSABLE, may_decide, may_propose, may_withdraw, reaches_threshold

__all__ = ["PROPOSABLE", "may_decide", "may_propose", "may_withdraw", "reaches_threshold"]
