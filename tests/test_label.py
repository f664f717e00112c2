"""What a passage is does not hang on what its document is called."""

import pytest

from helpers.cleaning import clean
from helpers.cleaning.files import Source
from helpers.commitments import extraction
from helpers.tables import GENRES

# What it is; the text; each quantity with its status and period.
CASES = [
    (
        "headings glued to their paragraph, a review and a plan of five years and of one",
        """政府工作报告
——2016年1月8日在镇江市第七届人民代表大会第五次会议上
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2015年工作回顾。2015年，全市生产总值增长8%。
五年来，全市建成高速公路300公里。
二、2016年主要目标任务。全市生产总值增长7.5%。
今后五年，全市要新建道路500公里。
今年要新建学校10所。""",
        "result 8% 2015, result 300公里 2011/2015, target 7.5% 2016, target 500公里 2016/2020, "
        "target 10所 2016",
    ),
    (
        "the review of the year as second section",
        """政府工作报告
各位代表：
我代表市人民政府向大会报告工作，请予审议。
一、“十二五”发展的基本情况
全市生产总值年均增长9%。
二、2015年工作回顾
新增就业5万人。
三、“十三五”时期的奋斗目标
到2020年，全市生产总值突破5000亿元。
四、2016年工作安排
新增就业6万人。""",
        "result 9% 2011/2015, result 5万人 2015, target 突破5000亿元 2020, target 6万人 2016",
    ),
    (
        "a report without title and salutation",
        """2016年工作回顾
全市生产总值增长8%，新增就业5万人。
2017年工作安排
主要预期目标：全市生产总值增长7.5%，新增就业6万人。""",
        "result 8% 2016, result 5万人 2016, target 7.5% 2017, target 6万人 2017",
    ),
    (
        "headings in bold and with Markdown's marks",
        """**各位代表：**
**一、2018年工作回顾**
去年，全市生产总值增长8%。
## 二、主要预期目标
生产总值增长7.5%，新增就业6万人。""",
        "result 8% 2018, target 7.5% 2019, target 6万人 2019",
    ),
    (
        "a bulletin counts",
        """镇江市2019年国民经济和社会发展统计公报
镇江市统计局
2020年3月1日
初步核算，全年全市生产总值4127亿元，比上年增长5.8%。
全年新增就业7.9万人，同比增长2%。粮食产量100万吨，下降1%。""",
        "result 4127亿元 2019, result 5.8% 2019, result 7.9万人 2019, result 2% 2019, "
        "result 100万吨 2019, result 1% 2019",
    ),
]


@pytest.mark.parametrize("genre", ["", *GENRES])
@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in CASES], ids=lambda _: "")
def test_results_and_targets_are_told_apart_whatever_the_label(
    text: str, wanted: str, genre: str
) -> None:
    given = {"genre": genre} if genre else {}
    cleaned = clean(Source("a", "a.txt", "0" * 64, "utf-8", text, given))
    found = [
        f"{commitment.status} {commitment.quote} {commitment.period}"
        for commitment in extraction.extract(cleaned.document, cleaned.paragraphs)
        if commitment.kind != "action"
    ]
    assert ", ".join(found) == wanted
