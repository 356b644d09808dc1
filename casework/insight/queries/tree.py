"""Which group a party is counted in, and which groups an investigation covers."""

import dataclasses
from typing import Final

from casework.parties.choices import PartyKind
from casework.parties.models import Party

NOBODY: Final = 0
"""The group of events laid at nobody's door, or at that of a party not known."""


@dataclasses.dataclass(frozen=True)
class PartyTree:
    """Which group each party is counted in: the top of its tree, and the branch below the top."""

    parties: dict[int, Party]
    tops: dict[int, int]
    branches: dict[int, int]

    def groups(self, *, branch: bool) -> dict[int, int]:
        """The group of each party."""
        return self.branches if branch else self.tops


def read_tree() -> PartyTree:
    """Read the tree of parties, in one statement. Parties of unknown kind count as nobody."""
    parties = {party.pk: party for party in Party.objects.order_by("pk")}
    tops, branches = {}, {}
    for pk, party in parties.items():
        line = [pk]
        while (above := parties[line[-1]].parent_id) in parties and above not in line:
            line.append(above)  # type: ignore[arg-type]
        unknown = parties[line[-1]].kind == PartyKind.UNKNOWN or party.kind == PartyKind.UNKNOWN
        tops[pk] = NOBODY if unknown else line[-1]
        branches[pk] = NOBODY if unknown else (line[-2] if len(line) > 1 else line[-1])
    return PartyTree(parties, tops, branches)


@dataclasses.dataclass(frozen=True)
class Look:
    """One investigation or granted claim: about which event and which party of its case, None for all."""

    event: int | None
    party: int | None
    reached: int


class Coverage:
    """What investigations and granted claims cover, at one level of the tree of parties."""

    def __init__(
        self, looks: dict[int, list[Look]], grants: dict[int, list[Look]], tree: PartyTree, *, branch: bool
    ) -> None:
        self.looks, self.grants, self.tree, self.branch = looks, grants, tree, branch
        self.groups = tree.groups(branch=branch)

    def of(self, case: int, event: int, group: int, *, named: bool) -> int:
        """The rungs an allegation reached by the investigations of its case."""
        reached = 0
        for look in self.looks.get(case, ()):
            if look.event in (None, event) and (not named or self._looks_at(look.party, group)):
                reached |= look.reached
        return reached

    def granted(self, case: int, event: int, group: int) -> int:
        """The rung of redress, by the claims that name this event or this party, or neither.

        What is laid at nobody's door is not reached by a claim on some party's account.
        """
        for claim in self.grants.get(case, ()):
            if claim.event in (None, event) and self._looks_at(claim.party, group):
                return claim.reached
        return 0

    def _looks_at(self, party: int | None, group: int) -> bool:
        """A branch is covered by what looks at it, at the whole of its top, or at nobody in particular."""
        if party is None or self.groups.get(party, NOBODY) == group:
            return True
        return self.branch and group != NOBODY and self.tree.tops.get(party) == party == self.tree.tops[group]
