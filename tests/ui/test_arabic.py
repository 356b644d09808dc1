"""What Arabic needs beyond the words: months as Iraq names them, six plural forms, names that read well."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from casework.incidents.models import LegalProvision, ViolationType
from casework.tasks.choices import NoticeKind
from casework.tasks.models import Notice


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "3 أيام"),
        (11, "11 يوماً"),
        (40, "40 يوماً"),
        (100, "100 يوم"),
        (203, "203 أيام"),
    ],
)
def test_plural_forms(number: int, words: str) -> None:
    with translation.override("ar"):
        assert ngettext("%(count)d day", "%(count)d days", number) % {"count": number} == words


def test_months_are_those_of_iraq() -> None:
    with translation.override("ar"):
        assert date_format(date(2016, 10, 17), "j M Y") == "17 تشرين الأول 2016"
        assert date_format(date(2017, 3, 17), "DATE_FORMAT") == "17 آذار 2017"


def test_names_of_law_and_violations() -> None:
    rule = LegalProvision(
        instrument="Customary IHL study", article="Rule 14", title_en="P", title_ar="التناسب"
    )
    kind = ViolationType(code="ATT-04", name_en="Disproportionate attack", name_ar="الهجوم غير المتناسب")
    assert (str(rule), str(kind)) == ("Customary IHL study, Rule 14: P", "ATT-04 Disproportionate attack")
    with translation.override("ar"):
        assert str(rule) == "دراسة القانون الدولي الإنساني العرفي، القاعدة 14: التناسب"
        assert str(kind) == "الهجوم غير المتناسب ATT-04"


def test_notice_of_a_decision_is_read_in_the_readers_language() -> None:
    notice = Notice(kind=NoticeKind.DECISION_MADE, words="returned")
    assert notice.said == "Returned"
    with translation.override("ar"):
        assert notice.said == "أُعيد"
    assert Notice(kind=NoticeKind.DECISION_MADE, words="MOS-1: Returned").said == "MOS-1: Returned"
