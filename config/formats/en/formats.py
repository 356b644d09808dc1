"""Dates in English as the pages write them: day, month, year; the hours from 0 to 23."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
