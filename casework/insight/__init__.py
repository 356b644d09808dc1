"""Figures over all cases: where the recommendation stands, for each party, place and period."""
