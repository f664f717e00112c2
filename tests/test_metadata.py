"""Title, date, place, issuer, level and genre of documents without a row in documents.csv."""

import pytest

from helpers.cleaning import metadata
from helpers.cleaning.formats import Source
from helpers.cleaning.metadata import Facts
from helpers.text import dates

BODY = "今年要统筹推进各项工作，确保完成全年目标任务。"

CASES = [
    (
        "a city's work report",
        ["2022年镇江市政府工作报告(全文)", "——2022年3月1日在镇江市第九届人民代表大会第一次会议上"],
        ["各位代表:", "现在,我代表镇江市人民政府向大会报告工作。"],
        Facts(
            "2022年镇江市政府工作报告(全文)",
            *("镇江", "镇江市人民政府", "city", "work_report", "2022-03-01", "text"),
        ),
    ),
    (
        "a region's work report that names its government in short",
        [
            "政府工作报告",
            "（二〇〇八年一月十六日）",
            "广西壮族自治区第十一届人民代表大会第一次会议",
        ],
        ["各位代表：", "我代表自治区人民政府向大会报告工作。"],
        Facts(
            "政府工作报告",
            *("广西", "广西壮族自治区人民政府", "province", "work_report", "2008-01-16", "text"),
        ),
    ),
    (
        "the State Council's work report",
        ["国务院2019年政府工作报告"],
        ["各位代表：", "现在，我代表国务院，向大会报告政府工作。"],
        Facts(
            "国务院2019年政府工作报告",
            *("全国", "国务院", "centre", "work_report", "2019", "inferred"),
        ),
    ),
    (
        "a county's work report",
        ["宝应县2021年政府工作报告", "——2021年1月6日在宝应县第十七届人民代表大会第五次会议上"],
        ["现在，我代表县人民政府向大会报告工作。"],
        Facts(
            "宝应县2021年政府工作报告",
            *("宝应", "宝应县人民政府", "county", "work_report", "2021-01-06", "text"),
        ),
    ),
    (
        "a district's work report that names its government nowhere",
        ["2021年上海市浦东新区政府工作报告", "2021年1月20日在浦东新区第六届人民代表大会上"],
        [BODY],
        Facts(
            "2021年上海市浦东新区政府工作报告",
            *("浦东", "浦东新区人民政府", "county", "work_report", "2021-01-20", "text"),
        ),
    ),
    (
        "a speech whose year stands in the text alone",
        ["在市委全会上的讲话"],
        ["2020年已经进入下半场，扬州要巩固向好态势。", "到2020年底，扬州要全面建成小康社会。"],
        Facts("在市委全会上的讲话", *("扬州", "", "city", "plenum_speech", "2020", "inferred")),
    ),
    (
        "a department's statement",
        ["市科技局：做强创新主体", "2021-03-05"],
        ["今年，镇江要新认定高新技术企业30家。"],
        Facts(
            "市科技局：做强创新主体",
            *("镇江", "市科技局", "department", "other", "2021-03-05", "text"),
        ),
    ),
    ("nothing known", [], [BODY], Facts("a", "", "", "", "other", "", "")),
]


def facts(front: list[str], body: list[str], removed: list[str], **known: str) -> Facts:
    roles = ["title"] * len(front) + ["body"] * len(body)
    source = Source("a", "a.txt", "0" * 64, "utf-8", "", known)
    return metadata.facts(source, removed, roles, [*front, *body])


@pytest.mark.parametrize(
    ("front", "body", "wanted"), [case[1:] for case in CASES], ids=lambda _: ""
)
def test_facts_of_the_text(front: list[str], body: list[str], wanted: Facts) -> None:
    assert facts(front, body, []) == wanted


def test_the_manifest_wins() -> None:
    found = facts(["政府工作报告", "2022-03-07"], [BODY], [], date="2022-03-01", genre="news")
    assert (found.date, found.date_basis, found.genre) == ("2022-03-01", "manifest", "news")


def test_labelled_lines_of_the_page_are_heard() -> None:
    removed = ["标题：2003年某市工作要点", "发文机关：某市人民政府办公室", "发文时间：2003-01-13"]
    found = facts([], [BODY], removed)
    assert found.title == "2003年某市工作要点"
    assert (found.issuer, found.date) == ("某市人民政府办公室", "2003-01-13")


def test_the_build_of_a_text_tells_its_genre() -> None:
    interviews = ["——访高邮市委书记 张利", BODY, "——访宝应县委书记 张小辉", BODY]
    statements = ["市科技局:创新", BODY, "市商务局:招商", BODY, "市民政局:惠民", BODY]
    assert facts([], interviews, []).genre == "interviews"
    assert facts([], statements, []).genre == "department_statements"
    assert facts(["要闻"], [BODY], ["责任编辑：张三"]).genre == "news"


@pytest.mark.parametrize(
    ("found", "front", "speaker"),
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
def test_speaker(found: Facts, front: list[str], speaker: str) -> None:
    assert metadata.speaker(found, front) == speaker


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("（二〇〇三年一月十日）", "2003-01-10"),
        ("二○一○年十二月二十三日", "2010-12-23"),
        ("时间：2012/12/8 09:22", "2012-12-08"),
        ("2021年13月1日", ""),
        ("2021年底前", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert dates.iso(text) == date
