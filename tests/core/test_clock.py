"""Which day it is: that of the office, for everybody, whatever zone a person reads the hours in."""

import datetime as dt
import zoneinfo

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from casework.cases.choices import Confidentiality, MemberRole
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from tests.factories import join_case, make_case

LATE_EVENING = dt.datetime(2026, 11, 24, 22, 30, tzinfo=dt.UTC)
"""In Baghdad, where the office of the tests is, it is half past one of the next day."""


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Asia/Baghdad", "Pacific/Kiritimati"])
def test_today_when_readers_sit_elsewhere_then_the_day_of_the_office(zone: str) -> None:
    with clock.travel(LATE_EVENING), timezone.override(zoneinfo.ZoneInfo(zone)):
        assert clock.today() == dt.date(2026, 11, 25)
        assert clock.day_of(LATE_EVENING) == dt.date(2026, 11, 25)


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Baghdad"])
def test_membership_when_it_ends_then_no_zone_of_ones_own_makes_it_longer(
    client: Client, investigator: User, outsider: User, zone: str
) -> None:
    case = make_case(investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    member = join_case(case, outsider, role=MemberRole.READER)
    with audit_context(actor=investigator):
        member.ends_on, outsider.time_zone = dt.date(2026, 11, 24), zone
        member.save()
        outsider.save()
    with clock.travel(LATE_EVENING - dt.timedelta(hours=3)):
        client.force_login(outsider)
        assert client.get(case.get_absolute_url()).status_code == 200
    with clock.travel(LATE_EVENING):
        client.force_login(outsider)
        assert client.get(case.get_absolute_url()).status_code == 404
        assert not Case.objects.visible_to(outsider).exists()
