"""Arabic of what the cases say in English: the words that public texts carry over.

Keyed by the English words, as a supervisor finds them in the form beside two empty boxes.
"""

HOUSE_AR = {
    "US Central Command, inquiry under AR 15-6": "القيادة المركزية الأمريكية، تحقيق وفق لائحة الجيش AR 15-6",
    "Concedes 105 deaths and holds the strike lawful.": "يقرّ بـ105 وفيات ويعدّ الغارة مشروعة.",
    "Its own inquiry names aircraft, weapon, aim and deaths.": (
        "يذكر تحقيقه الطائرة والسلاح والهدف والوفيات."
    ),
    "Named by that inquiry as those who asked for the strike.": ("يذكر ذلك التحقيق أنهم من طلبوا الغارة."),
    "Dropped one GBU-38 bomb on the roof of the house at 08:24.": (
        "ألقت قنبلة واحدة من طراز GBU-38 على سطح المنزل الساعة 08:24."
    ),
    "Moved families into houses at the front and kept them there.": (
        "نقل عائلات إلى منازل على خط الجبهة وأبقاها فيها."
    ),
    "Is said to have stored explosives in the house. Rests on the inquiry of the other side alone.": (
        "يقال إنه خزّن متفجرات في المنزل. ولا يستند ذلك إلا إلى تحقيق الطرف الآخر."
    ),
    "The command looked into itself.": "حققت القيادة مع نفسها.",
    "The place was visited; few survivors were heard.": (
        "زار المحققون المكان، ولم يُستمع إلا إلى قليل من الناجين."
    ),
    "A summary was published, the report was not.": "نُشر ملخص ولم يُنشر التقرير.",
    "Opened in the month of the strike; a summary after ten weeks.": (
        "فُتح في شهر الغارة، وصدر ملخص بعد عشرة أسابيع."
    ),
    "Nothing is said about families.": "لا يُذكر شيء عن الأسر.",
    "No safe way to ask.": "لا طريقة آمنة لسؤاله.",
    "Confirmed a strike at the place and the day of the allegation and opened a formal assessment.": (
        "أكد وقوع غارة في مكان الادعاء ويومه، وفتح تقييماً رسمياً."
    ),
    "One 500-pound bomb was aimed at two fighters on the roof. It set off explosives that IS had placed in "
    "the house. 101 civilians in the house and 4 next door died; 36 more were reported and not established. "
    "The strike is held to have been lawful.": (
        "وُجّهت قنبلة واحدة زنة 500 رطل إلى مقاتلَين على السطح. وفجّرت متفجرات كان التنظيم قد وضعها في "
        "المنزل. توفي 101 من المدنيين في المنزل و4 في المنزل المجاور، وأُبلغ عن 36 آخرين لم تثبت وفاتهم. "
        "وعُدّت الغارة مشروعة."
    ),
    "First counted 61 dead, blamed explosives placed in the house by IS and saw no sign of a strike.": (
        "أحصت أولاً 61 قتيلاً، ونسبت ذلك إلى متفجرات وضعها التنظيم في المنزل، ولم تر أثراً لغارة."
    ),
    "Bodies, also from houses nearby; the list itself was not seen": (
        "جثث، بعضها من منازل مجاورة؛ ولم نطّلع على القائمة نفسها"
    ),
    "Bodies counted so far": "الجثث المحصاة حتى حينه",
    "101 in the house, 4 next door; 36 more reported, not established": (
        "101 في المنزل و4 في المجاور؛ وأُبلغ عن 36 آخرين لم تثبت وفاتهم"
    ),
    "Nothing public shows that anybody looked for people in the house before the strike, though they had "
    "gathered there for days.": (
        "لا شيء معلناً يدل على أن أحداً تحقق من وجود أشخاص في المنزل قبل الغارة، مع أنهم تجمعوا فيه منذ أيام."
    ),
    "The weapon could bring down a whole house; the aim was on its roof. Whether a smaller one was at hand "
    "is not known.": (
        "كان السلاح قادراً على إسقاط منزل كامل، والهدف على سطحه. ولا يُعرف هل كان سلاح أصغر متاحاً."
    ),
    "Fighters shot from a house in which families were kept; residents describe the same practice for "
    "months and several quarters.": (
        "أطلق مقاتلون النار من منزل أُبقيت فيه عائلات، ويصف السكان الأسلوب نفسه على مدى أشهر وفي أحياء عدة."
    ),
    "Explosives in the house are described by the inquiry of the other side alone; nobody independent has "
    "examined the place.": (
        "لا يذكر وجود متفجرات في المنزل إلا تحقيق الطرف الآخر، ولم تعاين المكان جهة مستقلة."
    ),
    "No letter was sent in this demonstration. In place of an answer stands what the command published on "
    "25 May 2017: the strike was lawful, and explosives placed in the house by the Islamic State group "
    "caused the loss.": (
        "لم تُرسل رسالة في هذا العرض التوضيحي. ويقوم مقام الرد ما نشرته القيادة في 25 أيار 2017: كانت "
        "الغارة مشروعة، وسببُ الخسائر متفجرات وضعها تنظيم الدولة الإسلامية في المنزل."
    ),
}

MILITIA_AR = {
    "Captured men were shot after they had been taken; no trial of any kind is reported.": (
        "أُطلقت النار على رجال بعد أسرهم، ولم يُذكر أي نوع من المحاكمة."
    ),
    "Unit, day and place are named from interviews.": ("الوحدة واليوم والمكان مذكورة استناداً إلى مقابلات."),
    "Reported as present; what they could have done is open.": (
        "ورد أنهم كانوا حاضرين؛ ولم يُعرف ما كان بوسعهم فعله."
    ),
    "Not asked yet.": "لم يُسأل بعد.",
    "From the questions it could be told which residents had spoken.": (
        "كان يمكن أن تكشف الأسئلة مَن تحدث من السكان."
    ),
}

CAMP_AR = {
    "Families were sent to a camp because of what relatives are said to have done.": (
        "أُرسلت عائلات إلى مخيم بسبب ما يقال إن أقارب لها فعلوه."
    ),
    "Families were taken from where they lived.": "أُخذت عائلات من حيث كانت تعيش.",
    "They were not allowed to leave the camp.": "لم يُسمح لها بمغادرة المخيم.",
    "A written directive of June 2017.": "توجيه مكتوب صدر في حزيران 2017.",
    "Described by researchers who visited.": "وصفه باحثون زاروا المكان.",
    "Not asked yet.": "لم يُسأل بعد.",
    "Calls it a camp for rehabilitation.": "يسمّيه مخيماً لإعادة التأهيل.",
    "On the way or inside, say medics": "في الطريق أو في الداخل، بحسب مسعفين",
    "No letter was sent in this demonstration. In place of an answer stands what the authorities said in "
    "June 2017: it is a camp for rehabilitation.": (
        "لم تُرسل رسالة في هذا العرض التوضيحي. ويقوم مقام الرد ما قالته السلطات في حزيران 2017: إنه مخيم "
        "لإعادة التأهيل."
    ),
}

ROAD_AR = {
    "Residents say so, and the quarter was held by the group that day.": (
        "يقول ذلك السكان، وكان الحي تحت سيطرة التنظيم في ذلك اليوم."
    ),
    "Large groups of people on foot were shot at on their way out of the quarter; they were its object.": (
        "أُطلقت النار على مجموعات كبيرة من الناس وهم يغادرون الحي سيراً، وكانوا هم المستهدفين."
    ),
    "At least 163 people died in one place on one day.": ("قُتل 163 شخصاً على الأقل في مكان واحد ويوم واحد."),
}

MARKET_AR = {
    "Car bombs in a market have no other object than the people there.": (
        "لا هدف لسيارات مفخخة في سوق سوى من فيه من الناس."
    ),
    "It claimed the attack.": "تبنّى الهجوم.",
    "Claimed the attack.": "تبنّى الهجوم.",
    "Civilians; 8 police officers counted apart": "مدنيون؛ وأُحصي 8 من الشرطة على حدة",
}
