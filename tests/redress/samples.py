"""What the tests of this room write down."""

import datetime as dt
from decimal import Decimal

from django.test import Client

from accounts.models import User
from casework.redress.choices import ClaimState, Scheme

FILED = dt.date(2018, 1, 1)
CLAIM = {
    "group": "family of eleven",
    "scheme": Scheme.LAW_20,
    "state": ClaimState.FILED,
    "filed_on": FILED,
}
PAID = {
    "state": ClaimState.PAID,
    "paid_on": dt.date(2020, 1, 1),
    "amount_paid": Decimal("2500000"),
    "currency": "IQD",
}
ADVICE = {
    "addressee_name": "Ministry of Defence",
    "title": "Investigate each strike",
    "text": "Open an inquiry that is independent of the command.",
    "issued_on": dt.date(2017, 7, 11),
    "due_on": dt.date(2018, 7, 11),
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
