"""Reference lists in Django admin: administrators add and deactivate, nobody deletes, no case is shown."""

import pytest
from django.urls import reverse

from casework.core.history import versions_of
from casework.incidents.models import LegalProvision, ViolationType
from casework.parties.models import Party
from tests.factories import PASSWORD, make_attribution

pytestmark = pytest.mark.django_db

LISTS = ["violationtype", "legalprovision", "party"]


@pytest.mark.parametrize("name", LISTS)
def test_administrator_keeps_the_list_and_cannot_delete(name, as_user, administrator):
    client = as_user(administrator)
    row = {"violationtype": ViolationType, "legalprovision": LegalProvision, "party": Party}[
        name
    ].objects.first()
    assert client.get(reverse(f"admin:casework_{name}_changelist"), {"q": "a"}).status_code == 200
    assert client.get(reverse(f"admin:casework_{name}_add")).status_code == 200
    page = client.get(reverse(f"admin:casework_{name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert "deletelink" not in page.content.decode()
    assert client.post(f"/admin/casework/{name}/{row.pk}/delete/", {"post": "yes"}).status_code in (
        302,
        403,
        404,
    )
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", LISTS)
def test_others_have_no_admin(name, as_user, investigator, supervisor):
    for user in (investigator, supervisor):
        answer = as_user(user).get(reverse(f"admin:casework_{name}_changelist"))
        assert answer.status_code in (302, 403)


def test_deactivating_a_type_keeps_its_code_and_its_history(as_user, administrator, violation):
    one = violation.type
    client = as_user(administrator)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    url = reverse("admin:casework_violationtype_change", args=[one.pk])
    data = {"parent": one.parent_id, "name_en": one.name_en, "name_ar": one.name_ar, "code": "ZZZ-99"}
    answer = client.post(url, data | {"version": one.version, "reason": "Merged with another"})
    assert answer.url == reverse("admin:casework_violationtype_changelist")
    one.refresh_from_db()
    assert (one.code, one.is_active) == ("ATT-04", False)
    assert versions_of(one).first().history_change_reason == "Merged with another"


def test_admin_of_a_party_shows_no_case(as_user, administrator, investigator, violation):
    one = make_attribution(investigator, violation, "COA")
    client = as_user(administrator)
    for name in ("change", "history"):
        page = client.get(reverse(f"admin:casework_party_{name}", args=[one.party_id])).content.decode()
        assert violation.case.reference not in page
        assert violation.incident.title not in page
