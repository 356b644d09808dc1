"""Cases, their members, and who may see what."""
