"""Pages of the parties room, one file per thing they are about."""
