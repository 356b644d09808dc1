"""People on the protected side, and the sources of what we know. Floor 5."""
