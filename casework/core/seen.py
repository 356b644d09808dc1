"""Whoever decides says what they read; nobody decides on another state of it than that."""

import hashlib

from casework.core.records import Record, StaleRecord


def mark_of(*read: Record | str) -> str:
    """Return the mark of these records as they stand, and of marks of others: another one as soon as one of
    them comes, goes or changes. Their order does not matter."""
    states = sorted(one if isinstance(one, str) else f"{one.uid}:{one.version}" for one in read)
    return hashlib.sha256(" ".join(states).encode()).hexdigest()


def require_seen(seen: str, now: str, record: Record) -> None:
    """Refuse a decision on anything else than what the decider read.

    Args:
        seen: the mark of what they read; nothing at all is never the right one.
        now: the mark of what stands there at this moment.

    Raises:
        StaleRecord: the two differ.
    """
    if seen != now:
        raise StaleRecord(record)
