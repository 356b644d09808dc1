"""Measurements, printed as one table by `make bench`. Never part of the tests: a figure is not a test."""
