"""Names of bodies: what is one, its common short name, and its name over time."""

import re
from functools import cache

from helpers import lexicon
from helpers.commitments.wording import short
from helpers.text.han import HAN

LONGEST = 32
OFFICE = r"(?:人民政府|政府|管委会|管理委员会|办事处|党委|街道)"
STARS = "*★☆▲ "
AREA_OFFICE = re.compile(rf"({OFFICE}|党工委|法院|检察院)$")
ENDS = "[局委办厅部署院会社所心团司府处道镇乡区县市州厂校馆门位构织联室组关队]"
REMARK = re.compile(r"[（(〔\[]([^（）()〔〕\[\]]*)[）)〕\]]$")


def is_body(name: str) -> bool:
    """Tell whether a text is the name of a body, by its length, its characters and its ending.

    >>> [is_body(name) for name in ("市科技局", "各县（市、区）", "加强组织领导", "张三", "财政")]
    [True, True, False, False, True]
    """
    name = name.strip(STARS)
    bare = REMARK.sub("", name) or name
    if not 1 < len(bare) <= LONGEST or not _allowed().fullmatch(name):
        return False
    if _endings().search(bare) or name.startswith("各"):
        short_office = len(bare) <= 6 and bare.endswith(("局", "委", "办", "厅", "部"))
        return short_office or not verbs().match(bare)
    return is_bare(bare)


def is_bare(name: str) -> bool:
    """Tell whether a name lacks its ending: the 发改 of 市发改、财政局."""
    return re.sub("^[省市区县州]", "", name) in bare_names()


def certain(name: str) -> bool:
    """Tell whether a name is a body's even in running text: 市发改委, 各区政府, 财政部.

    >>> certain("市城投集团"), certain("一般不设对口专业机构")
    (True, False)
    """
    return bool(_certain().match(name)) or (len(name) <= 6 and bool(_endings().search(name)))


def collective(name: str) -> bool:
    """Tell whether a name is that of a kind of bodies: 各县区政府, 有关部门."""
    return bool(_collective().match(name))


@cache
def canonical(name: str) -> str:
    """Return the common short name of a body: without its place, 市 or 省, and brackets behind it.

    Party bodies keep 市委, collective bodies and governments of districts are as written. A
    renamed body keeps the name of its time: `lineage` tells the others.

    >>> [canonical(n) for n in ("市发展和改革委员会", "市交通委（市道运局）", "淮安市财政局")]
    ['发改委', '交通委', '财政局']
    >>> [canonical(n) for n in ("市委组织部", "各县（市）区政府", "黄埔区政府", "国家税务总局")]
    ['市委组织部', '各县（市）区政府', '黄埔区政府', '税务总局']
    """
    name = re.sub("[\\s*★☆▲\ufeff]", "", name)
    if collective(name):
        return name
    name = short(REMARK.sub("", name) or name)
    bare = _placed().sub("", name)
    return bare if len(bare) > 1 and not _kept().match(bare) else name


def lineage(name: str) -> list[str]:
    """Return the names under which the reforms led a body's work, the oldest first.

    >>> lineage("卫计委")
    ['卫生局', '卫生厅', '卫生部', '计生委', '计生局', '人口计生委', '卫计委', '卫健委']
    """
    own = canonical(name)
    before, after = _kin(own, forward=False), _kin(own, forward=True)
    return [*reversed(before), own, *after]


def _kin(name: str, *, forward: bool) -> list[str]:
    """Return a body's predecessors or successors, the nearest first."""
    found: list[str] = []
    heads = [name]
    while heads:
        step = _successions(forward=forward)
        heads = [kin for head in heads for kin in step.get(head, ()) if kin not in (name, *found)]
        heads = list(dict.fromkeys(heads))
        found += heads if forward else heads[::-1]
    return found


def listed_name(name: str) -> bool:
    """Tell whether the lexicon has a name; others are kept as written.

    >>> listed_name("市卫健委"), listed_name("市委组织部"), listed_name("市滇管局")
    (True, True, False)
    """
    own = canonical(name)
    party = re.sub("^(?:[省市区县州]委|中央)", "", own)
    bare = re.sub("[局委厅部办]$", "", own)
    return bool({own, party, bare} & _names()) or bool(AREA_OFFICE.search(own))


@cache
def _names() -> frozenset[str]:
    names = lexicon.load("departments")["names"]
    kin = [*_successions(forward=True), *_successions(forward=False)]
    return frozenset([*names["common"], *names["bare"], *kin])


@cache
def _successions(*, forward: bool) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for reform in lexicon.load("departments")["successions"]:
        for old, new in reform["rows"]:
            name, kin = (old, new) if forward else (new, old)
            found[name] = (*found.get(name, ()), kin)
    return found


@cache
def bare_names() -> dict[str, str]:
    return dict(lexicon.load("departments")["names"]["bare"])


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(lexicon.alternatives(lexicon.load("departments")["names"]["ends"]) + "$")


@cache
def _allowed() -> re.Pattern[str]:
    """Return the expression for the characters of a name; 的 and 了 are words of sentences."""
    return re.compile(rf"(?:(?![的了着把将要由])[{HAN}A-Za-z0-9·、，,（）()〔〕<>〈〉\[\]“”\"—-])+")


@cache
def verbs() -> re.Pattern[str]:
    return re.compile(lexicon.alternatives(lexicon.load("verbs")["action"]))


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(lexicon.alternatives(lexicon.load("departments")["names"]["collective"]))


@cache
def _certain() -> re.Pattern[str]:
    prefixes = [*lexicon.load("structure")["prefixes"], "旗", "盟", "乡", "镇", "国务院"]
    return re.compile(rf"(?:{lexicon.alternatives(prefixes)}|{_collective().pattern})")


@cache
def _placed() -> re.Pattern[str]:
    """Return the expression for the place before a name: 淮安市, 湖北省, 市, 国家."""
    provinces = lexicon.load("regions")["provinces"]
    regions = [*provinces, *(city for row in provinces.values() for city in row.split())]
    region = rf"{lexicon.alternatives(regions)}(?:[省市州盟]|自治区|地区|自治州)"
    return re.compile(rf"^(?:{region}|自治区|国家|国务院(?=扶贫)|中华人民共和国|[省市州区县旗])")


@cache
def _kept() -> re.Pattern[str]:
    """Return the expression for what no place is taken from: 市委组织部, 市场监管局, 区政府."""
    return re.compile("(?:委|政府|人大|政协|管委会|安全|场监管|域|级|直|属|长)")
