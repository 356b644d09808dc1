"""The shipped list of legal provisions that a characterisation may name.

Crimes of the Rome Statute for a non-international armed conflict (article 8(2)(c) and (e)), those of
article 8(2)(b) that do not exist there, so that a form can say why they cannot be used, crimes against
humanity, genocide, the rules of the customary-law study named by the taxonomy, and the treaty articles.
Titles are short and our own. Not yet reviewed by a lawyer.
"""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .choices import Applies

ROME = _("Rome Statute")
CUSTOMARY = _("Customary IHL study")
GENEVA = _("Geneva Conventions")


class ProvisionRow(NamedTuple):
    """One shipped provision."""

    code: str
    instrument: str
    article: str
    title_en: str
    title_ar: str
    applies_to: Applies


def _rome(applies_to: Applies, stem: str, *rows: tuple[str, str, str]) -> tuple[ProvisionRow, ...]:
    """Rows of one paragraph of the Statute: the clause, its title in English and in Arabic."""
    return tuple(
        ProvisionRow(f"RS-{stem}{clause}", ROME, f"{stem}{clause}", english, arabic, applies_to)
        for clause, english, arabic in rows
    )


def _customary(*rows: tuple[int, str, str]) -> tuple[ProvisionRow, ...]:
    """Rules of the study; those used here hold in every armed conflict."""
    return tuple(
        ProvisionRow(f"CIHL-{number}", CUSTOMARY, f"Rule {number}", english, arabic, Applies.BOTH)
        for number, english, arabic in rows
    )


def _treaty(code: str, instrument: str, *rows: tuple[str, str, str]) -> tuple[ProvisionRow, ...]:
    """Articles of a human-rights treaty; they hold in peace and in war."""
    return tuple(
        ProvisionRow(f"{code}-{article}", instrument, f"Article {article}", english, arabic, Applies.BOTH)
        for article, english, arabic in rows
    )


_COMMON_ARTICLE_3 = (
    ProvisionRow("GC-CA3", GENEVA, _("Common article 3"), "Protection of people taking no active part",
                 "حماية الأشخاص الذين لا يشاركون فعليا في القتال", Applies.NIAC),
)  # fmt: skip

_ROME_8_2_C = _rome(
    Applies.NIAC, "8(2)(c)",
    ("(i)-1", "Murder", "القتل العمد"),
    ("(i)-2", "Mutilation", "التشويه البدني"),
    ("(i)-3", "Cruel treatment", "المعاملة القاسية"),
    ("(i)-4", "Torture", "التعذيب"),
    ("(ii)", "Outrages upon personal dignity", "الاعتداء على الكرامة الشخصية"),
    ("(iii)", "Taking of hostages", "أخذ الرهائن"),
    ("(iv)", "Sentencing or execution without due process", "إصدار أحكام أو تنفيذ إعدام دون ضمانات قضائية"),
)  # fmt: skip

_ROME_8_2_E = _rome(
    Applies.NIAC, "8(2)(e)",
    ("(i)", "Attacking civilians", "توجيه هجمات ضد المدنيين"),
    ("(ii)", "Attacking objects or people using the emblems", "مهاجمة المستخدمين للشارات المميزة"),
    ("(iii)", "Attacking relief or peace personnel", "مهاجمة العاملين في الإغاثة أو حفظ السلام"),
    ("(iv)", "Attacking protected objects", "مهاجمة الأعيان المحمية"),
    ("(v)", "Pillaging", "النهب"),
    ("(vi)-1", "Rape", "الاغتصاب"),
    ("(vi)-2", "Sexual slavery", "الاستعباد الجنسي"),
    ("(vi)-3", "Enforced prostitution", "الإكراه على البغاء"),
    ("(vi)-4", "Forced pregnancy", "الحمل القسري"),
    ("(vi)-5", "Enforced sterilization", "التعقيم القسري"),
    ("(vi)-6", "Other sexual violence", "أشكال أخرى من العنف الجنسي"),
    ("(vii)", "Using, conscripting or enlisting children", "تجنيد الأطفال أو استخدامهم"),
    ("(viii)", "Displacing civilians", "تهجير المدنيين"),
    ("(ix)", "Killing or wounding treacherously", "القتل أو الجرح غدرا"),
    ("(x)", "Declaring that no quarter will be given", "إعلان عدم الإبقاء على أحد حيا"),
    ("(xi)", "Mutilation or experiments", "التشويه أو التجارب"),
    ("(xii)", "Destroying or seizing property", "تدمير الممتلكات أو الاستيلاء عليها"),
    ("(xiii)", "Employing poison", "استخدام السموم"),
    ("(xiv)", "Employing prohibited gases", "استخدام الغازات المحظورة"),
    ("(xv)", "Employing prohibited bullets", "استخدام الرصاص المحظور"),
    ("(xvi)", "Biological weapons (amendment of 2017)", "الأسلحة البيولوجية (تعديل 2017)"),
    ("(xvii)", "Non-detectable fragments (amendment of 2017)", "الشظايا غير القابلة للكشف (تعديل 2017)"),
    ("(xviii)", "Blinding laser weapons (amendment of 2017)", "أسلحة الليزر المسببة للعمى (تعديل 2017)"),
    ("(xix)", "Starvation of civilians (amendment of 2019)", "تجويع المدنيين (تعديل 2019)"),
)  # fmt: skip

# These exist for international armed conflict only: kept so that a form can refuse them with a sentence.
_ROME_8_2_B = _rome(
    Applies.IAC, "8(2)(b)",
    ("(i)", "Attacking civilians", "توجيه هجمات ضد المدنيين"),
    ("(ii)", "Attacking civilian objects", "توجيه هجمات ضد الأعيان المدنية"),
    ("(iv)", "Disproportionate attack", "هجوم غير متناسب"),
    ("(v)", "Attacking undefended places", "مهاجمة الأماكن العزلاء"),
    ("(ix)", "Attacking protected objects", "مهاجمة الأعيان المحمية"),
    ("(xxiii)", "Using human shields", "استخدام الدروع البشرية"),
    ("(xxv)", "Starvation of civilians", "تجويع المدنيين"),
)  # fmt: skip

_ROME_OTHER = _rome(
    Applies.BOTH, "",
    ("6", "Genocide", "الإبادة الجماعية"),
    ("7(1)(a)", "Crime against humanity: murder", "جريمة ضد الإنسانية: القتل العمد"),
    ("7(1)(b)", "Crime against humanity: extermination", "جريمة ضد الإنسانية: الإبادة"),
    ("7(1)(c)", "Crime against humanity: enslavement", "جريمة ضد الإنسانية: الاسترقاق"),
    ("7(1)(d)", "Crime against humanity: deportation or forcible transfer",
     "جريمة ضد الإنسانية: إبعاد السكان أو النقل القسري"),
    ("7(1)(e)", "Crime against humanity: imprisonment", "جريمة ضد الإنسانية: السجن"),
    ("7(1)(f)", "Crime against humanity: torture", "جريمة ضد الإنسانية: التعذيب"),
    ("7(1)(g)", "Crime against humanity: sexual violence", "جريمة ضد الإنسانية: العنف الجنسي"),
    ("7(1)(h)", "Crime against humanity: persecution", "جريمة ضد الإنسانية: الاضطهاد"),
    ("7(1)(i)", "Crime against humanity: enforced disappearance", "جريمة ضد الإنسانية: الاختفاء القسري"),
    ("7(1)(k)", "Crime against humanity: other inhumane acts", "جريمة ضد الإنسانية: أفعال لاإنسانية أخرى"),
)  # fmt: skip

_CUSTOMARY_RULES = _customary(
    (1, "Distinction between civilians and combatants", "التمييز بين المدنيين والمقاتلين"),
    (2, "Violence to spread terror", "أعمال العنف الرامية إلى بث الرعب"),
    (7, "Distinction between civilian objects and military objectives",
     "التمييز بين الأعيان المدنية والعسكرية"),
    (11, "Indiscriminate attacks", "الهجمات العشوائية"),
    (12, "What makes an attack indiscriminate", "تعريف الهجمات العشوائية"),
    (13, "Area bombardment", "القصف المناطقي"),
    (14, "Proportionality in attack", "التناسب في الهجوم"),
    (15, "Precautions in attack", "الاحتياطات في الهجوم"),
    (16, "Verifying the target", "التحقق من الهدف"),
    (17, "Choice of means and methods", "اختيار الوسائل والأساليب"),
    (18, "Assessing the effects of an attack", "تقييم آثار الهجوم"),
    (19, "Cancelling or suspending an attack", "إلغاء الهجوم أو تعليقه"),
    (20, "Advance warning", "الإنذار المسبق"),
    (22, "Precautions against the effects of attacks", "الاحتياطات ضد آثار الهجمات"),
    (23, "Military objectives away from populated areas", "إبعاد الأهداف العسكرية عن المناطق المأهولة"),
    (24, "Removing civilians from military objectives", "إبعاد المدنيين عن الأهداف العسكرية"),
    (25, "Medical personnel", "أفراد الخدمات الطبية"),
    (28, "Medical units", "الوحدات الطبية"),
    (30, "People and objects displaying the emblem", "حاملو الشارة المميزة"),
    (31, "Relief personnel", "العاملون في الإغاثة"),
    (34, "Journalists", "الصحفيون"),
    (38, "Attacks on cultural property", "مهاجمة الممتلكات الثقافية"),
    (46, "No quarter", "عدم الإبقاء على قيد الحياة"),
    (47, "People out of combat", "العاجزون عن القتال"),
    (50, "Destruction and seizure of property", "تدمير الممتلكات والاستيلاء عليها"),
    (52, "Pillage", "النهب"),
    (53, "Starvation as a method of warfare", "التجويع أسلوبا للحرب"),
    (55, "Access of relief", "مرور مواد الإغاثة"),
    (65, "Perfidy", "الغدر"),
    (71, "Weapons that are indiscriminate by nature", "الأسلحة العشوائية الطابع"),
    (74, "Chemical weapons", "الأسلحة الكيميائية"),
    (80, "Booby-traps", "الأشراك الخداعية"),
    (84, "Incendiary weapons near civilians", "الأسلحة المحرقة قرب المدنيين"),
    (87, "Humane treatment", "المعاملة الإنسانية"),
    (88, "Non-discrimination", "عدم التمييز"),
    (89, "Violence to life", "العنف ضد الحياة"),
    (90, "Torture and cruel or inhuman treatment", "التعذيب والمعاملة القاسية أو اللاإنسانية"),
    (93, "Rape and other sexual violence", "الاغتصاب والعنف الجنسي"),
    (94, "Slavery", "الرق"),
    (95, "Forced labour", "السخرة"),
    (96, "Hostage-taking", "أخذ الرهائن"),
    (97, "Human shields", "الدروع البشرية"),
    (98, "Enforced disappearance", "الاختفاء القسري"),
    (99, "Deprivation of liberty", "الحرمان من الحرية"),
    (100, "Fair trial", "المحاكمة العادلة"),
    (103, "Collective punishment", "العقوبات الجماعية"),
    (109, "Search and care for the wounded", "البحث عن الجرحى ورعايتهم"),
    (113, "Treatment of the dead", "معاملة الموتى"),
    (114, "Return of remains", "إعادة الرفات"),
    (117, "Accounting for missing people", "بيان مصير المفقودين"),
    (129, "Displacement", "التهجير"),
    (135, "Children", "الأطفال"),
    (136, "Recruitment of children", "تجنيد الأطفال"),
    (148, "Reprisals in non-international conflict", "الأعمال الانتقامية في النزاع غير الدولي"),
    (150, "Reparation", "جبر الضرر"),
    (156, "Definition of war crimes", "تعريف جرائم الحرب"),
    (158, "Prosecution of war crimes", "الملاحقة على جرائم الحرب"),
)  # fmt: skip

_TREATIES = (
    *_treaty("ICCPR", _("Covenant on Civil and Political Rights"),
             ("2", "Effective remedy", "سبيل انتصاف فعال"), ("6", "Right to life", "الحق في الحياة"),
             ("7", "Torture and ill-treatment", "التعذيب وسوء المعاملة"),
             ("9", "Liberty and security", "الحرية والأمان"),
             ("10", "Humane treatment of detainees", "المعاملة الإنسانية للمحتجزين"),
             ("12", "Freedom of movement", "حرية التنقل"), ("14", "Fair trial", "المحاكمة العادلة"),
             ("17", "Home and family", "البيت والأسرة")),
    *_treaty("ICESCR", _("Covenant on Economic, Social and Cultural Rights"),
             ("11", "Food, water and housing", "الغذاء والماء والسكن"), ("12", "Health", "الصحة"),
             ("15", "Cultural life", "الحياة الثقافية")),
    *_treaty("CAT", _("Convention against Torture"),
             ("1", "Torture", "التعذيب"), ("16", "Cruel, inhuman or degrading treatment",
              "المعاملة القاسية")),
    *_treaty("CRC", _("Convention on the Rights of the Child"),
             ("6", "Life and survival of the child", "حياة الطفل وبقاؤه"),
             ("38", "Children in armed conflict", "الأطفال في النزاع المسلح")),
    *_treaty("CED", _("Convention on Enforced Disappearance"),
             ("2", "Enforced disappearance", "الاختفاء القسري"),
             ("24", "Rights of victims", "حقوق الضحايا")),
)  # fmt: skip

PROVISIONS: tuple[ProvisionRow, ...] = (
    *_COMMON_ARTICLE_3,
    *_ROME_8_2_C,
    *_ROME_8_2_E,
    *_ROME_8_2_B,
    *_ROME_OTHER,
    *_CUSTOMARY_RULES,
    *_TREATIES,
)
