"""Parties: who is alleged to be responsible, and what each of them says about it."""
