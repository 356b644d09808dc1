"""What every room rests on: records with history, actions, access, dates. Knows no word of the domain."""
