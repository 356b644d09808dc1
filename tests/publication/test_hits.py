"""The automatic search: what it finds in either script, and what it leaves alone."""

import pytest

from casework.publication.choices import HitKind
from casework.publication.hits import Hit, find_hits


def search(text: str) -> list[Hit]:
    return find_hits(
        {"text": text},
        shown=["E-2017-K3QP7D"],
        staff=["Layla Leadership", "layla@example.org", "Omar Hadi", "علي حسين", "May bin Abdul-Qadir"],
        metadata=["IMG_2041.jpg"],
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("as W-M4TZ6C said", HitKind.CODE),
        ("as w-m4tz6c said", HitKind.CODE),
        ("as w-mqtzkc said", HitKind.CODE),
        ("see E-2017-H7QN2K", HitKind.CODE),
        ("in MOS-2017-4F7K2Q", HitKind.CODE),
        ("at 36.3214, 43.1122", HitKind.COORDINATES),
        ("عند ٣٦٫٣٢١٤", HitKind.COORDINATES),
        ("36°19'27\"N", HitKind.COORDINATES),
        ("38S LF 12345 67890", HitKind.COORDINATES),
        ("36 20 41 N 43 08 12 E", HitKind.COORDINATES),
        ("36 20.683 N", HitKind.COORDINATES),
        ("N36 20 41, E43 08 12", HitKind.COORDINATES),
        ("٣٦ ٢٠ ٤١ شمالاً", HitKind.COORDINATES),
        ("near 8H74+2V", HitKind.COORDINATES),
        ("near 8H748H74+2V", HitKind.COORDINATES),
        ("ask someone@mail.example", HitKind.MAIL),
        ("ask someone [at] mail [dot] example", HitKind.MAIL),
        ("call +964 770 123 4567", HitKind.PHONE),
        ("اتصل ٠٧٧٠ ١٢٣ ٤٥٦٧", HitKind.PHONE),
        ("call 964 770 123 4567", HitKind.PHONE),
        ("call 9647701234567", HitKind.PHONE),
        ("call 0770 123 4567", HitKind.PHONE),
        ("call 770-123-4567", HitKind.PHONE),
        ("see https://example.test/x", HitKind.WEB),
        ("see example.org/x", HitKind.WEB),
        ("three young women were there", HitKind.SMALL_GROUP),
        ("2 witnesses", HitKind.SMALL_GROUP),
        ("both sisters", HitKind.SMALL_GROUP),
        ("both of the survivors", HitKind.SMALL_GROUP),
        ("a family of three", HitKind.SMALL_GROUP),
        ("a group of 4", HitKind.SMALL_GROUP),
        ("ثلاثة من الناجين", HitKind.SMALL_GROUP),
        ("وثلاثة شهود", HitKind.SMALL_GROUP),
        ("شاهدتان", HitKind.SMALL_GROUP),
        ("ابنتان", HitKind.SMALL_GROUP),
        ("قُتلت ابنتاه", HitKind.SMALL_GROUP),
        ("للشاهدتين", HitKind.SMALL_GROUP),
        ("ثلاثة شهود", HitKind.SMALL_GROUP),
        ("شاهدان", HitKind.SMALL_GROUP),
        ("٣ أطفال", HitKind.SMALL_GROUP),
        ("as Layla Leadership wrote", HitKind.STAFF),
        ("as Hadi wrote", HitKind.STAFF),
        ("as HADI wrote", HitKind.STAFF),
        ("as Mr al-Hadi wrote", HitKind.STAFF),
        ("as Qadir wrote", HitKind.STAFF),
        ("كتب علي ذلك", HitKind.STAFF),
        ("كتب حسين ذلك", HitKind.STAFF),
        ("the file IMG_2041.jpg", HitKind.METADATA),
    ],
)
def test_text_when_it_holds_something_then_found(text: str, kind: HitKind) -> None:
    assert kind in {hit.kind for hit in search(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Between 105 and 141 civilians were killed on 17 March 2017.",
        "Evidence E-2017-K3QP7D shows it.",
        "On 2017-03-17 at 08:24 a GBU-38 bomb of 500 pounds fell.",
        "A T-shaped house; about 1,500 people; 12.5 per cent; paragraph 4.",
        "Report MDE 14/6610/2017 speaks of 151 residents.",
        "قُتل ما بين 105 و141 مدنياً في 17 آذار 2017.",
        "It may have been hit on a bin; 1 234 567 dinars; 101 + 40 people; 2016+17; 12:30 in the east.",
        "على الطريق؛ عليهم وعلينا؛ ابنها وعائلتها؛ في 22 كانون الأول 2016 انفجرت ثلاث سيارات في السوق.",
        "Both strikes were at 08:24:12; a group of families; the party of 2014.",
    ],
)
def test_text_when_plain_then_nothing_found(text: str) -> None:
    assert [(hit.kind, hit.text) for hit in search(text)] == []


def test_hit_when_found_twice_then_one_key_and_the_words_around_it() -> None:
    first, second = search("Ask W-M4TZ6C first, then w-m4tz6c again.")
    assert first.key == second.key
    assert (first.before, first.text) == ("Ask ", "W-M4TZ6C")
