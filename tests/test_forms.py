"""Single lines, each with the rule that removes it whatever stands around it."""

import pytest

from helpers.cleaning.lines import forms

LINES = [
    ("", "blank"),
    ("首页", "navigation"),
    ("【打印】【关闭】", "navigation"),
    ("首页 > 政务公开 > 规划计划", "navigation"),
    (">>", "navigation"),
    ("相关阅读：", "related"),
    ("责任编辑:", "imprint"),
    ("编辑：高新、万嘉 审核：高新", "imprint"),
    ("记者 邹平 杨宝岭", "credit"),
    ("本报记者：王强", "credit"),
    ("来源：河北新闻网", "credit"),
    ("浏览次数：388", "widget"),
    ("字体：大 中 小", "navigation"),
    ("冀ICP备06016263号-1", "copyright"),
    ("声明:凡本网注明来源为“某报”的作品,版权均属本网,未经授权不得转载。", "copyright"),
    ("李明作政府工作报告。某某日报记者王强摄", "caption"),
    ("图为：市长作政府工作报告（田悦 摄）", "caption"),
    ("— 12 —", "page number"),
    ("第 3 页 共 30 页", "page number"),
    ("一、工作回顾……………… 3", "contents"),
    ("发文字号：苏政发〔2021〕3号", "field"),
    ("</div></div>", "markup"),
    ("高清电影免费观看,成人视频在线播放", "spam"),
    # Text that looks a little like furniture.
    ("记者节前夕，市领导看望慰问新闻工作者。", ""),
    ("编辑部要加强对政策的解读。", ""),
    ("完善版权保护制度，推进软件正版化，建设政府门户网站。", ""),
    ("深化“互联网+政务服务”，打造一流营商环境。", ""),
    ("加强版权保护", ""),
    ("强化科技支撑和技术支持", ""),
    ("加大知识产权保护力度，严厉打击侵权行为，推进软件版权登记。", ""),
    ("加强网站地图和无障碍建设。", ""),
    ("2022年重点工作", ""),
    ("一、", ""),
    ("“", ""),
    ("扩大来源、充实项目储备", ""),
    ("（一）大力发展彩票公益事业", ""),
]


@pytest.mark.parametrize(("text", "rule"), LINES)
def test_lines(text: str, rule: str) -> None:
    assert forms.rule(text) == rule


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("营造风清气正的政治生态。     记者 陈高飞", "     记者 陈高飞"),
        ("研究贯彻落实的措施。（记者王建、崔佳）", "（记者王建、崔佳）"),
        ("确保完成任务。 本报记者 王强 通讯员 李明", " 本报记者 王强 通讯员 李明"),
        ("昨天，本报记者采访各县主要负责同志。", ""),
        ("（二）加强记者队伍建设", ""),
    ],
)
def test_signatures(text: str, signature: str) -> None:
    assert text[len(text) - forms.signature(text) :] == signature


def test_lines_cover_the_text_whatever_breaks_them() -> None:
    text = "\ufeff一\r\n　二 \n\n三\f四\u2028"
    lines = forms.split(text)
    assert [line.text for line in lines] == ["一", "二", "", "三", "四"]
    assert "".join(text[line.begin : line.stop] for line in lines) == text
    assert [text[line.start : line.end] for line in lines] == [line.text for line in lines]
