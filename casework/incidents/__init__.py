"""Incidents: what happened, what is alleged, how the law names it, what each source claims."""
