"""The append-only, tamper-evident log. Imports nothing of the other rooms."""
