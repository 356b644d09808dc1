"""What most inquiries of the demonstration share: how our own desk work is rated, why nobody was asked."""

from casework.demo.climb_facts import Heard, Rated
from casework.investigations.choices import Criterion, Met, ReplyState

OUR_WORK = Rated(
    {
        Criterion.PROMPT: (
            Met.PARTLY,
            "Years after the event, and within weeks of the report that reached us.",
        ),
        Criterion.INDEPENDENT: (Met.MET, "This organisation has no link to any party."),
        Criterion.IMPARTIAL: (Met.MET, "What speaks against is cited and answered."),
        Criterion.THOROUGH: (Met.PARTLY, "Published material was compared; nobody visited the place."),
        Criterion.CAPABLE: (Met.NOT_MET, "We can compel nobody and sanction nobody."),
        Criterion.TRANSPARENT: (Met.MET, "Method and evidence list are part of the findings."),
        Criterion.PARTICIPATION: (Met.NOT_MET, "No relative was heard."),
        Criterion.PUBLIC_FINDINGS: (Met.PARTLY, "They become public when two supervisors agree."),
    }
)
OUR_WORK_AR = {
    "Years after the event, and within weeks of the report that reached us.": "بعد سنوات من الحدث، وخلال "
    "أسابيع من وصول التقرير إلينا.",
    "This organisation has no link to any party.": "لا صلة لهذه المنظمة بأي طرف.",
    "What speaks against is cited and answered.": "ذُكر ما يخالف الاستنتاج وأُجيب عنه.",
    "Published material was compared; nobody visited the place.": "قورنت مواد منشورة، ولم يزر أحد المكان.",
    "We can compel nobody and sanction nobody.": "لا نملك سلطة إلزام أحد ولا معاقبته.",
    "Method and evidence list are part of the findings.": "المنهج وقائمة الأدلة جزء من النتائج.",
    "No relative was heard.": "لم يُستمع إلى أحد من الأقارب.",
    "They become public when two supervisors agree.": "تُنشر عندما يوافق مشرفان.",
}
NO_ADDRESS = "There is nobody to whom questions could be sent without danger to those who carry them."
IS_NOT_ASKED = Heard("IS", ReplyState.NOT_ASKED, NO_ADDRESS)
NO_ADDRESS_AR = {NO_ADDRESS: "لا أحد يمكن توجيه الأسئلة إليه دون خطر على من ينقلها."}
