"""Assessments of alleged violations against a standard of proof. Floor 9."""
