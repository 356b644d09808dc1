"""The history of a record and of a case as people read it: who, when, what changed, why."""
