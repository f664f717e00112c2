"""What a document without a row in documents.csv is, and which of it is in doubt."""

import pytest

from helpers.cleaning import identity
from helpers.cleaning.files import Source
from helpers.cleaning.identity import Facts, Page, issuer, place, placenames, title, year
from helpers.text import dates

BODY = "今年要统筹推进各项工作，确保完成全年目标任务。"
ASKED = "现在，我代表市人民政府向大会报告工作，请予审议。"
MAIN = ("title", "place", "issuer", "level", "genre", "date", "date_basis", "year")

# What it is; the front; the body; title, place, issuer, level, genre, date, basis, year; doubts.
CASES = [
    (
        "a city's work report",
        ["2022年镇江市政府工作报告(全文)", "2022年3月1日在镇江市第九届人大会议上"],
        ["各位代表:", "现在,我代表镇江市人民政府向大会报告工作。"],
        ["2022年镇江市政府工作报告(全文)", "镇江", "镇江市人民政府", "city", "work_report"],
        ["2022-03-01", "text", "2022"],
        "",
    ),
    (
        "a region's work report that names its government in short",
        ["政府工作报告", "（二〇〇八年一月十六日）", "广西壮族自治区第十一届人民代表大会"],
        ["各位代表：", "我代表自治区人民政府向大会报告工作。"],
        ["政府工作报告", "广西", "广西壮族自治区人民政府", "province", "work_report"],
        ["2008-01-16", "text", "2008"],
        "",
    ),
    (
        "the State Council's work report",
        ["国务院2019年政府工作报告"],
        ["各位代表：", "现在，我代表国务院，向大会报告政府工作。"],
        ["国务院2019年政府工作报告", "全国", "国务院", "centre", "work_report"],
        ["2019", "inferred", "2019"],
        "",
    ),
    (
        "a district's work report that names its government nowhere",
        ["2021年上海市浦东新区政府工作报告", "2021年1月20日在浦东新区第六届人民代表大会上"],
        [BODY],
        ["2021年上海市浦东新区政府工作报告", "浦东", "浦东新区人民政府", "county", "work_report"],
        ["2021-01-20", "text", "2021"],
        "",
    ),
    (
        "a report of December is for the next year",
        ["政府工作报告", "——2018年12月25日在常德市第七届人民代表大会第三次会议上", "市长 曹某"],
        [ASKED, "一、2018年工作回顾", "今年以来，全市经济平稳。", "二、2019年工作安排", BODY],
        ["政府工作报告", "常德", "常德市人民政府", "city", "work_report"],
        ["2018-12-25", "text", "2019"],
        "",
    ),
    (
        "a title set wide, a year in mixed numerals",
        ["政 府 工 作 报 告", "二O一二年二月八日在宝应县第十五届人大会议上"],
        [ASKED.replace("市", "县")],
        ["政府工作报告", "宝应", "宝应县人民政府", "county", "work_report"],
        ["2012-02-08", "text", "2012"],
        "",
    ),
    (
        "a report without a title, whose words tell what it is",
        [],
        [ASKED, "一、2016年工作回顾", "全市上下齐心协力，我市经济回升。镇江面貌一新。",
         "句容市、丹阳市、扬中市增长较快，镇江市区提升。",
         "二、2017年主要目标", "镇江市要办好民生实事。"],
        ["", "镇江", "镇江市人民政府", "city", "work_report"],
        ["2017", "inferred", "2017"],
        "",
    ),
    (
        "a head that the body contradicts",
        ["2010年云南省人民政府工作报告",
         "2010年1月22日在云南省第十一届人民代表大会第三次会议上"],
        [ASKED, "全市生产总值177亿元。我市临翔区、凤庆县、镇康县、耿马傣族佤族自治县增长较快。"],
        ["2010年云南省人民政府工作报告", "云南", "云南省人民政府", "province", "work_report"],
        ["2010-01-22", "text", "2010"],
        "place level",
    ),
    (
        "a notice with its number, broken over lines",
        ["怀化市人民政府办公室", "关于印发《怀化市打好经济", "增长主动仗实施方案》的通知",
         "怀政办发〔2023〕9号"],
        ["各县市区人民政府，市直机关各单位：", "现将方案印发给你们，请认真组织实施。",
         "怀化市人民政府办公室", "2023年3月15日"],
        ["怀化市人民政府办公室关于印发《怀化市打好经济增长主动仗实施方案》的通知", "怀化",
         "怀化市人民政府办公室", "city", "policy"],
        ["2023-03-15", "text", "2023"],
        "",
    ),
    (
        "a bulletin is of the year that it counts",
        ["洪洞县2019年国民经济和社会发展统计公报", "洪洞县统计局", "2020年6月4日"],
        ["初步核算，全年全县生产总值202亿元。"],
        ["洪洞县2019年国民经济和社会发展统计公报", "洪洞", "洪洞县统计局", "county",
         "bulletin"],
        ["2020-06-04", "text", "2019"],
        "",
    ),
    (
        "a place in another word, a company and a menu are no witnesses",
        ["关于复合肥生产的几点情况", "2014-05-06"],
        ["山东鲁洲集团和香港华润公司投产，" + BODY],
        ["关于复合肥生产的几点情况", "", "", "", "report"],
        ["2014-05-06", "text", "2014"],
        "place level",
    ),
    ("nothing known", [], [BODY], ["", "", "", "", "other"], ["", "", ""],
     "place level genre year"),
]  # fmt: skip


def decided(
    front: list[str], body: list[str], removed: list[str], file: str = "a.txt", **given: str
) -> Facts:
    roles = ["title"] * len(front) + ["body"] * len(body)
    doc_id = file.removesuffix(".txt").replace("/", "-")
    source = Source(doc_id, file, "0" * 64, "utf-8", "", given)
    page = identity.page(source, roles, [*front, *body], removed)
    return identity.decided(page, given)[0]


@pytest.mark.parametrize(
    ("front", "body", "what", "when", "doubts"), [case[1:] for case in CASES], ids=lambda _: ""
)
def test_facts_of_the_text(
    front: list[str], body: list[str], what: list[str], when: list[str], doubts: str
) -> None:
    facts = decided(front, body, [])
    assert [getattr(facts, name) for name in MAIN] == [*what, *when]
    assert facts.doubts == doubts


def test_the_manifest_wins_and_leaves_no_doubt() -> None:
    given = {"date": "2022-12-01", "genre": "work_report", "place": "镇江", "level": "city"}
    facts = decided(["政府工作报告", "2022-03-07"], [BODY], [], **given)
    assert (facts.date, facts.date_basis, facts.year) == ("2022-12-01", "manifest", "2023")
    assert (facts.place, facts.doubts) == ("镇江", "")


def test_labelled_lines_of_the_page_are_heard() -> None:
    removed = [
        "标题：2003年高邮市工作要点",
        "发文机关：高邮市人民政府办公室",
        "发文时间：2003-01-13",
    ]
    facts = decided([], [BODY], removed)
    assert facts.title == "2003年高邮市工作要点"
    assert (facts.issuer, facts.date) == ("高邮市人民政府办公室", "2003-01-13")
    assert (facts.place, facts.level, facts.genre) == ("高邮", "county", "plan")


@pytest.mark.parametrize(
    ("file", "where", "when"),
    [
        ("佛山市-2010.txt", "佛山", "2010"),
        ("佛山/2010年.txt", "佛山", "2010"),
        ("foshan-2010.txt", "", "2010"),
        ("复合肥.txt", "", ""),
    ],
)
def test_the_names_of_file_and_folder_are_witnesses(file: str, where: str, when: str) -> None:
    facts = decided([], [ASKED, BODY], [], file)
    assert (facts.place, facts.year) == (where, when)


def test_the_build_of_a_text_tells_its_genre() -> None:
    interviews = ["——访高邮市委书记 张利", BODY, "——访宝应县委书记 张小辉", BODY]
    statements = ["市科技局:创新", BODY, "市商务局:招商", BODY, "市民政局:惠民", BODY]
    questions = ["问：今年的目标是什么？", "答：" + BODY, "记者：怎样落实？", "答：" + BODY]
    assert decided([], interviews, []).genre == "interviews"
    assert decided([], statements, []).genre == "department_statements"
    assert decided([], questions, []).genre == "interviews"
    assert decided(["要闻"], ["新华社北京8月25日电 近日获悉，" + BODY], []).genre == "news"


@pytest.mark.parametrize(
    ("facts", "front", "speaker"),
    [
        (Facts(genre="work_report", issuer="江苏省人民政府", level="province"), [], "省政府"),
        (Facts(genre="work_report", issuer="广西壮族自治区人民政府"), [], "自治区政府"),
        (Facts(genre="work_report", issuer="北京市人民政府", level="province"), [], "市政府"),
        (Facts(genre="work_report", issuer="国务院", level="centre"), [], "国务院"),
        (Facts(genre="plenum_speech", level="city"), [], "市委"),
        (Facts(genre="news", level="city"), [], ""),
        (Facts(genre="other"), ["县科技局：做强创新主体"], "县科技局"),
        (Facts(genre="other"), ["——访高邮市委书记 张利"], "高邮市"),
    ],
)
def test_speaker(facts: Facts, front: list[str], speaker: str) -> None:
    assert identity.speaker(facts, Page("a", front=front)) == speaker


@pytest.mark.parametrize(
    ("line", "noun"),
    [
        ("国务院关于落实《政府工作报告》重点工作分工的意见", "意见"),
        ("昆明市人民政府2012年《政府工作报告》", "政府工作报告"),
        ("湖北省人民政府2008年工作报告", "政府工作报告"),
        ("镇江市中级人民法院工作报告", "工作报告"),
        ("国民经济和社会发展第十四个五年规划纲要（草案）", "规划纲要"),
        ("兔年，我们“要”这样干！", ""),
    ],
)
def test_the_head_of_a_title(line: str, noun: str) -> None:
    assert title.head(line) == noun


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("（二〇〇三年一月十日）", "2003-01-10"),
        ("二○一○年十二月二十三日", "2010-12-23"),
        ("二O一二年二月八日", "2012-02-08"),
        ("二0一三年十二月八日", "2013-12-08"),
        ("时间：2012/12/8 09:22", "2012-12-08"),
        ("2021年13月1日", ""),
        ("2021年2月31日", ""),
        ("2021年0月3日", ""),
        ("2021年底前", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert dates.iso(text) == date


def test_years_in_every_spelling() -> None:
    assert year.years("二〇一一年、二O一二年、二0一三年、二○一四年，２０１５年") == [
        "2011", "2012", "2013", "2014", "2015"
    ]  # fmt: skip


def test_departments_are_no_governments() -> None:
    assert issuer.is_department("遂溪县发展和改革局")
    assert not issuer.is_department("遂溪县人民政府办公室")
    assert place.level(place.NATION, True) == "centre"


@pytest.mark.parametrize(("genre", "told"), [("bulletin", "2019"), ("work_report", "")])
def test_only_a_bulletin_is_of_the_year_it_begins_with(genre: str, told: str) -> None:
    named = "洪洞县国民经济和社会发展统计公报"
    body = ["2019年，全县上下坚持稳中求进。初步核算，全县生产总值增长5%。"]
    assert year.decision(Page("公报", front=[named], body=body), named, genre).value == told


@pytest.mark.parametrize(
    ("line", "kind"),
    [("2012年12月28日", "delivered"), ("2012年12月28日 县长 王某", "dated")],
)
def test_a_day_that_stands_alone_is_that_of_delivery(line: str, kind: str) -> None:
    page = Page("报告", front=["政府工作报告", line], body=["各位代表："])
    told = year.decision(page, "政府工作报告", "work_report").witnesses
    assert [(one.value, one.kind) for one in told] == [("2013", kind)]


def test_what_collectors_say_does_not_silence_the_page() -> None:
    page = Page(
        "a",
        front=["2021年扬州市政府工作报告"],
        body=["今年，扬州要稳中求进。"],
        fields={"title": "2015年苏州市政府工作报告", "date": "2015-01-01"},
    )
    facts, decisions = identity.decided(page, {})
    assert (facts.place, "year" in facts.doubts.split()) == ("扬州", True)
    assert {w.value for w in decisions["year"].witnesses} == {"2015", "2021"}


def test_a_town_is_named_without_what_stands_before_it() -> None:
    line = "2017年2月16日在桥头镇第十四届人民代表大会上"
    (town, *_) = placenames._mentions(line)
    assert town[0] == "桥头镇"


@pytest.mark.parametrize(
    ("line", "genre", "told"),
    [
        ("赣州市第十四个五年规划和二〇三五年远景目标纲要", "plan", []),
        ("赣州市第十四个五年规划和2035年远景目标纲要", "plan", []),
        ("石家庄市民政局2022年工作计划", "plan", ["2022"]),
    ],
)
def test_a_plan_is_not_of_the_year_that_it_looks_ahead_to(
    line: str, genre: str, told: list[str]
) -> None:
    assert year.years(line, year.YEAR) == told
    assert title.genre_of(title.head(line)) == genre


def test_short_names_are_found_wherever_they_stand() -> None:
    found = [name[1:] for name in placenames._short("在镇江和扬州召开会议")]
    assert found == [(1, 3), (4, 6)]
