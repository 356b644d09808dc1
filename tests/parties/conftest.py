"""The people and the case that the tests of this room share: those of the incidents."""

from tests.incidents.conftest import as_user, case, incident, member, reader, violation

__all__ = ["as_user", "case", "incident", "member", "reader", "violation"]
