"""Casework: cases of alleged human-rights violations. Rooms are sub-packages; see docs/adding-a-room.md."""
