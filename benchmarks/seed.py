"""A seeded generator of cases, fast enough for a hundred thousand.

The first cases come by bulk insert, copies of them and all versions from inside the database. It writes past
the audited path on purpose, into an empty measuring database only. Each record gets three versions (those of
the ladder one) and, for the last, a leaf with its payload. One case and one incident get many more versions.
"""

import datetime as dt
import random
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from benchmarks import copies, ladder  # noqa: E402
from casework.cases.choices import Confidentiality, MemberRole, Priority, Stage  # noqa: E402
from casework.core.context import audit_context, system_actor  # noqa: E402
from casework.evidence.choices import Stance, VerificationState  # noqa: E402
from casework.ledger.models import LedgerLeaf, LedgerPayload  # noqa: E402
from casework.models import (  # noqa: E402
    Attribution,
    Case,
    CaseMember,
    Citation,
    EvidenceItem,
    Incident,
    Party,
    Place,
    Violation,
    ViolationType,
)

SEED = 20170711
BATCH = 2000
BLOCK = 5000
"""So many cases are made one by one; the rest are copies of them under other names."""
PEOPLE = 40
MANY_VERSIONS = 236
START = dt.date(2014, 6, 10)
DAYS = 1600
WORDS = ("air strike", "house", "market", "school", "hospital", "shelling", "convoy", "checkpoint", "mosque")
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
STAGES = [Stage.REPORTED] * 7 + [Stage.ASSESSMENT] * 5 + [Stage.CREDIBLE] * 3 + [Stage.INVESTIGATION] * 2
STAGES += [Stage.INSUFFICIENT, Stage.FINDINGS_APPROVED, Stage.PUBLISHED]
VERIFIED = 0.4
LEVELS = (
    [Confidentiality.INTERNAL] * 3 + [Confidentiality.RESTRICTED] * 6 + [Confidentiality.HIGHLY_RESTRICTED]
)
GROUND = (Case, CaseMember, Incident, Violation, Attribution, EvidenceItem, Citation)


def people() -> list[User]:
    """Investigators and two supervisors, by the audited path."""
    with audit_context(actor=system_actor("benchmark")):
        for number in range(PEOPLE):
            role = Role.SUPERVISOR if number < 2 else Role.INVESTIGATOR
            user = User(email=f"bench{number}@example.org", name=f"Person {number}", role=role)
            user.set_unusable_password()
            user.save()
    return list(User.objects.filter(email__startswith="bench").order_by("id"))


def plain(model: type[models.Model], rows: Iterable[models.Model]) -> list[Any]:
    """Insert past the guard: only this generator does so."""
    return models.QuerySet(model).bulk_create(rows, batch_size=BATCH)


class Generator:
    """Makes the rows of a slice of cases; the same seed gives the same rows."""

    def __init__(self, users: list[User]) -> None:
        self.random = random.Random(SEED)
        self.users = users
        self.places = list(Place.objects.order_by("code"))
        self.parties = list(Party.objects.order_by("code"))
        self.kinds = list(ViolationType.objects.filter(is_active=True).order_by("code"))
        self.now = timezone.now()
        self.ladder = ladder.LadderRows(self.random, users, self.stamp, plain, self.code)

    def stamp(self) -> dict[str, Any]:
        """The bookkeeping every record carries: as after its third save."""
        user = self.random.choice(self.users)
        return {
            "uid": uuid.UUID(int=self.random.getrandbits(128), version=4),
            "version": 3,
            "created_at": self.now,
            "updated_at": self.now - dt.timedelta(minutes=self.random.randrange(500_000)),
            "created_by": user,
            "updated_by": user,
        }

    def code(self, prefix: str) -> str:
        """A reference that no other row has."""
        return f"{prefix}-{''.join(self.random.choices(ALPHABET, k=10))}"

    def title(self) -> str:
        """A few words."""
        return " ".join(self.random.choices(WORDS, k=4)).capitalize()

    def case(self) -> Case:
        """One case."""
        since = self.now - dt.timedelta(days=self.random.randrange(900))
        return Case(
            reference=self.code("BEN"),
            title=self.title(),
            summary="A summary of some length. " * 8,
            confidentiality=self.random.choice(LEVELS),
            stage=self.random.choice(STAGES),
            stage_since=since,
            priority=self.random.choice(Priority.values),
            lead=self.random.choice(self.users[2:]),
            opened_on=since.date(),
            next_action="Ask the source for the date",
            next_action_due=(self.now + dt.timedelta(days=self.random.randrange(-60, 60))).date(),
            **self.stamp(),
        )

    def members(self, case: Case) -> Iterator[CaseMember]:
        """The lead and one more."""
        yield CaseMember(case=case, user=case.lead, role=MemberRole.LEAD, joined_at=self.now, **self.stamp())
        other = self.random.choice([user for user in self.users if user != case.lead])
        yield CaseMember(case=case, user=other, role=MemberRole.MEMBER, joined_at=self.now, **self.stamp())

    def incident(self, case: Case) -> Incident:
        """What happened, on one day, at one place."""
        day = START + dt.timedelta(days=self.random.randrange(DAYS))
        return Incident(
            case=case,
            title=case.title,
            narrative="What the source said happened. " * 20,
            place=self.random.choice(self.places),
            when_text=day.isoformat(),
            when_earliest=day,
            when_latest=day,
            when_precision="day",
            **self.stamp(),
        )

    def violations(self, incident: Incident) -> Iterator[Violation]:
        """Two alleged violations."""
        for _number in range(2):
            yield Violation(
                case=incident.case, incident=incident, type=self.random.choice(self.kinds), **self.stamp()
            )

    def attribution(self, violation: Violation) -> Attribution:
        """One party for each."""
        return Attribution(
            case=violation.case, violation=violation, party=self.random.choice(self.parties), **self.stamp()
        )

    def evidence(self, case: Case) -> Iterator[EvidenceItem]:
        """Two items, without bytes."""
        for _number in range(2):
            yield EvidenceItem(
                case=case,
                reference=self.code("E"),
                title=self.title(),
                kind=EvidenceItem._meta.get_field("kind").choices[0][0],
                sha256=f"{self.random.getrandbits(256):064x}",
                size=self.random.randrange(10_000, 9_000_000),
                media_type="image/jpeg",
                original_name="photo.jpg",
                verification_state=VerificationState.VERIFIED
                if self.random.random() < VERIFIED
                else VerificationState.UNVERIFIED,
                **self.stamp(),
            )

    def slice(self, size: int) -> None:
        """Insert some hundreds of cases with all that hangs on them."""
        cases = plain(Case, [self.case() for _number in range(size)])
        plain(CaseMember, [member for case in cases for member in self.members(case)])
        incidents = plain(Incident, [self.incident(case) for case in cases])
        violations = plain(Violation, [one for incident in incidents for one in self.violations(incident)])
        attributions = plain(Attribution, [self.attribution(violation) for violation in violations])
        items = plain(EvidenceItem, [item for case in cases for item in self.evidence(case)])
        pairs = zip(items, violations, strict=True)
        plain(Citation, [self.citation(item, violation) for item, violation in pairs])
        self.ladder.slice(cases, incidents, violations, attributions)

    def citation(self, item: EvidenceItem, violation: Violation) -> Citation:
        """Each item supports one violation of its case."""
        return Citation(
            case=violation.case, item=item, violation=violation, stance=Stance.SUPPORTS, **self.stamp()
        )


def versions(model: type[models.Model], numbers: str, where: str = "") -> None:
    """Write history rows inside the database: one for each record and each number."""
    history = model.history.model
    quote = connection.ops.quote_name
    sqlite = connection.vendor == "sqlite"
    random_uid = "lower(hex(randomblob(16)))" if sqlite else "gen_random_uuid()"
    now = "strftime('%Y-%m-%d %H:%M:%f', 'now')" if sqlite else "now()"
    computed = {
        "history_date": now,
        "history_change_reason": "'Corrected after a second reading'",
        "history_type": "CASE WHEN n.n = 1 THEN '+' ELSE '~' END",
        "history_user_id": "m.updated_by_id",
        "actor_label": "'Person <bench@example.org>'",
        "actor_role": "'investigator'",
        "channel": "'web'",
        "request_id": "'bench'",
        "txn_id": random_uid,
        "version": "n.n",
    }
    columns = [field.column for field in history._meta.concrete_fields if field.column != "history_id"]
    values = [computed.get(column, f"m.{quote(column)}") for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(history._meta.db_table)} ({', '.join(map(quote, columns))}) "
            f"SELECT {', '.join(values)} FROM {quote(model._meta.db_table)} m, ({numbers}) n "
            f"{where} ORDER BY n.n, m.id"
        )


def leaves(model: type[models.Model]) -> None:
    """A leaf for the last version of each record, with empty digests: the tables get their size."""
    history, quote = model.history.model, connection.ops.quote_name
    scope = "h.case_id" if any(field.column == "case_id" for field in model._meta.fields) else "h.id"
    columns = "kind, txn_id, model, object_uid, row_id, scope, schema, digests, leaf_hash, recorded_at"
    digests = "'{}'" if connection.vendor == "sqlite" else "'{}'::jsonb"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(LedgerLeaf._meta.db_table)} ({columns}) "
            f"SELECT 'version', h.txn_id, '{history._meta.label}', h.uid, h.history_id, {scope}, 1, "
            f"{digests}, '{'0' * 64}', h.history_date FROM {quote(history._meta.db_table)} h "
            "WHERE h.version = 3"
        )


def payloads(model: type[models.Model]) -> None:
    """What each leaf was made of."""
    history, quote = model.history.model, connection.ops.quote_name
    if connection.vendor == "sqlite":
        pairs = [f"'{field.column}', h.{quote(field.column)}" for field in history._meta.concrete_fields]
        # A function takes 127 arguments at most.
        halves = [f"json_object({', '.join(pairs[first::2])})" for first in (0, 1)]
        values = f"json_patch({', '.join(halves)})"
    else:
        values = "to_jsonb(h)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(LedgerPayload._meta.db_table)} (leaf_id, secret, {quote('values')}) "
            f"SELECT l.id, '{'0' * 64}', {values} FROM {quote(LedgerLeaf._meta.db_table)} l "
            f"JOIN {quote(history._meta.db_table)} h ON h.history_id = l.row_id "
            f"WHERE l.model = '{history._meta.label}'"
        )


def long_histories() -> None:
    """The first case and its incident were saved very often."""
    case = Case.objects.order_by("id").first()
    incident = Incident.objects.filter(case=case).first()
    for record in (case, incident):
        versions(type(record), copies.series(4, MANY_VERSIONS), f"WHERE m.id = {record.pk}")
        models.QuerySet(type(record)).filter(pk=record.pk).update(version=MANY_VERSIONS)


def seed(size: int) -> None:
    """Fill an empty database."""
    call_command("migrate", verbosity=0, interactive=False)
    if Case.objects.exists():
        return
    began = time.monotonic()
    generator = Generator(people())
    block = min(BLOCK, size)
    for first in range(0, block, 1000):
        with transaction.atomic():
            generator.slice(min(1000, block - first))
    if size // block > 1:
        copies.multiply([*GROUND, *ladder.MODELS, *ladder.PUBLIC], size // block)
    for model in GROUND:
        with transaction.atomic():
            versions(model, copies.series(1, 3))
            leaves(model)
            payloads(model)
    for model in ladder.MODELS:
        with transaction.atomic():
            versions(model, copies.series(3, 3))
    long_histories()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(f"seeded {size:,} cases on {connection.vendor} in {time.monotonic() - began:.0f} s\n")


if __name__ == "__main__":
    seed(int(sys.argv[1]))
