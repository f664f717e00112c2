"""Cut out the phrase that says what is measured, with its subject, for every number."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.commitments import indicators, subjects, trimming, units, wording
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.surroundings import Around

LONGEST = 40
ATTRIBUTE = 12  # characters of what is told of the number before: 年度计划投资
RECENT = 8  # names that a row of numbers can go on from
MANY = 16  # characters of a list of names before 等
FUNCTION = tuple("和与及以其对的按为")  # characters of words that no name begins with
SPENDS = re.compile("投入|安排|投资")
RATES = ("%", "‰", "倍", "百分点")


class Spot(NamedTuple):
    """An item, where it stands, and whether it only describes."""

    item: Item
    around: Around
    describes: bool


class State(NamedTuple):
    """What the phrases before a number leave to it."""

    names: tuple[str, ...] = ()  # of the number before it
    unit: str = ""
    sentence: int = -1  # where the sentence of that number begins
    end: int = 0  # where that number's phrase ends
    verb: str = ""  # with which that phrase opened
    recent: tuple[str, ...] = ()  # all names of the sentence so far


class Words(NamedTuple):
    """What stands around a number, as far as it may be part of its phrase."""

    head: str
    among: bool  # 其中 opens it
    listed: bool  # it goes on a list
    noun: str
    owned: bool  # 的 stands between number and noun
    apart: bool  # 、 stands between head and number


def names(passage: Passage, spots: Sequence[Spot]) -> list[tuple[str, ...]]:
    """Return for each item what it measures: several names where a number has several subjects."""
    out: list[tuple[str, ...]] = []
    state = State()
    while len(out) < len(spots):
        i = len(out)
        many = spots[i].around.together
        own, state = _group(passage, spots, i, many, state)
        out += own
    return out


def _group(
    passage: Passage, spots: Sequence[Spot], i: int, many: int, state: State
) -> tuple[list[tuple[str, ...]], State]:
    """Return the names of the numbers from i on that are told in a row, and the state after."""
    item, around, describes = spots[i]
    if item.kind == "dated":
        return [(passage.text[item.end : around.high].strip(" ,，、的")[:LONGEST],)], state
    begin, stop, listed = _begin(passage.text, spots, i, state)
    head, among = _head(passage, begin, stop, item)
    idle = trimming.is_idle(head)
    noun, end = _object(passage.text, spots, i + many - 1, head)
    earlier = _earlier(passage, spots[i], state, begin, alone=idle and not noun)
    owned = noun.startswith("的")
    apart = passage.text[stop - 1 : stop] == "、"
    words = Words(head, among, listed, trimming.bare(noun.removeprefix("的")), owned, apart)
    phrase, used = _phrase(words, item, earlier, state)
    if describes:
        return [(_clean(phrase),)] * many, state
    if phrase:
        own = _subjects(phrase, many, item)
    elif earlier and not trimming.expressions()["idle"].fullmatch(
        head
    ):  # 增长, 总投资: of what is told before
        own = _continued(head, _row(earlier, state, around, many), many)
    else:
        earlier = _row(earlier, state, around, many)
        same = tuple(trimming.level(n) if item.unit not in RATES else n for n in earlier)
        own = [(name,) for name in same] if len(same) == many else [same] * many
    own = [tuple(_clean(name) for name in each) or ("",) for each in own]
    verb = trimming.expressions()["opens"].match(phrase) if phrase else None
    flat = tuple(name for each in own for name in each if name)
    kept = verb[0] if verb else state.verb if listed else ""
    told = state.recent if state.sentence == around.first else ()
    return own, State(
        names=flat or state.names,
        unit=item.unit,
        sentence=around.first,
        end=end if used else spots[i + many - 1].item.end,
        verb=kept,
        recent=(*told, *(each[-1] for each in own if each[-1]))[-RECENT:],
    )


def _begin(text: str, spots: Sequence[Spot], i: int, state: State) -> tuple[int, int, bool]:
    """Return where the words before a number begin and end, and whether they go on a list.

    A number that only describes is part of them (新增产值过10亿元企业10家), unless it counts the
    same things once more (17个方面90项任务).
    """
    low, stop, j = spots[i].around.low, spots[i].item.start, i
    while j and spots[j - 1].describes and spots[j - 1].item.end > low:
        before = spots[j - 1].item
        between = text[before.end : spots[j].item.start]
        if trimming.expressions()["cut"].search(between):
            break
        if stop == spots[j].item.start and between in ("", "方面", "大类"):
            stop = before.start
        j -= 1
    begin = max(low, state.end, spots[j - 1].item.end if j else 0)
    begin = min(begin, stop)
    return begin, stop, begin > low and text[begin : begin + 1] in (*trimming.JOINS, "并")


def _head(passage: Passage, begin: int, stop: int, item: Item) -> tuple[str, bool]:
    """Return the words before a number without times and what leads up to it; whether 其中 did."""
    known = trimming.expressions()
    pieces, at = [], begin
    for time in passage.within(begin, stop):
        from_it = time.compared and passage.text[time.start - 1 : time.start] in "比较自"
        pieces.append(passage.text[at : max(at, time.start - from_it)])
        at = max(at, time.end)
    pieces.append(passage.text[at:stop])
    head = "".join(pieces)
    if "（" in head or "(" in head:
        head = known["aside"].sub("", head)
        if "（" in head or "(" in head:  # an aside, most often to what was told
            head = known["within"].sub("", head)
            if not known["measured"].search(trimming.level(trimming.reached(head))):
                return "", False
    head = head.replace(":", "：").rpartition("：")[2]
    head = known["grounds"].sub("", head) if "基础上" in head else head
    if item.rule == "comparison":
        head = known["together"].sub("", head)
    elif item.unit == "百分点":  # what it is compared with is told in `relative`
        head = known["than"].sub("", head)
    among = "其中" in head[:4]
    head = trimming.bare(trimming.without("lead", wording.without_party(trimming.bare(head))))
    parts = head.split("、") if "、" in head else []
    for k in range(len(parts) - 1, 0, -1):
        if known["opens"].match(parts[k]) and not known["bare"].fullmatch(parts[k - 1]):
            head = trimming.bare(trimming.without("lead", "、".join(parts[k:])))
            break
    return trimming.reached(head), among


def _object(text: str, spots: Sequence[Spot], i: int, head: str) -> tuple[str, int]:
    """Return the noun that follows a number, and where it ends."""
    known, (item, around, _) = trimming.expressions(), spots[i]
    stop, j = around.high, i + 1
    while j < len(spots) and spots[j].item.start < stop:
        own = spots[j].describes and not known["cut"].search(text, item.end, spots[j].item.start)
        stop = stop if own else spots[j].item.start
        j += 1
    m = known["object"].match(text, item.end, stop)
    if not m:
        return "", item.end
    noun, end = m[0], m.end()
    if end == stop < around.high:  # what follows the last join belongs to the next number
        join = known["joins"].search(noun)
        if not join:
            beside = head and (not trimming.is_idle(head) or item.unit in units.marked("money"))
            return "" if beside else trimming.reached(noun), item.end if head else end
        noun, end = noun[: join.start()], item.end + join.start()
        event = known["event"].search(text, stop, around.high)
        if event and not known["event"].search(noun):
            noun += event[0]
    return known["margin"].sub("", noun), end


def _earlier(
    passage: Passage, spot: Spot, state: State, begin: int, *, alone: bool
) -> tuple[str, ...]:
    """Return what the words before speak of: the clause before, else the number before."""
    item, around, _ = spot
    same, spent = state.sentence == around.first, item.unit in units.marked("money")
    if around.last <= begin == around.low > around.first:
        low = max(around.last, around.first, passage.clause(max(0, around.low - 2))[0])
        clause = passage.text[low : around.low - 1]
        told = trimming.subject(clause)
        if not told and not same:
            told = trimming.task(clause, alone=alone, spent=spent)
        if told:
            many = around.together
            return subjects.split(told, many, True, True) if many > 1 else (told,)
    opening = not passage.text[around.first : around.low].strip() and state.sentence >= 0
    if same or opening:
        return state.names
    spends = alone and spent and SPENDS.search(passage.text, around.low, item.start)
    return _spent_on(passage, around) if spends else ()


def _spent_on(passage: Passage, around: Around) -> tuple[str, ...]:
    """Return what the clause behind spends money on: 投入540亿元，实施33项民生工程."""
    low, after = around.high + 1, around.following
    high = passage.clause(low)[1] if low < around.final else low
    cut = (after.start, after.end) if after and low <= after.start < high else (high, high)
    words = passage.text[low : cut[0]] + passage.text[cut[1] : high]
    told = trimming.task(words.replace(":", "：").partition("：")[0], alone=True)
    return (f"{told}投入",) if told else ()


def _phrase(words: Words, item: Item, earlier: tuple[str, ...], state: State) -> tuple[str, bool]:
    """Return the phrase of a number, and whether the noun behind it is part of it.

    Empty where the phrase goes on from what is told before.
    """
    known, (head, among, listed, noun, owned, apart) = trimming.expressions(), words
    goes = not noun or known["goes"].match(noun)
    if trimming.is_idle(head):
        verb = state.verb if listed else ""
        return ("", False) if goes and (earlier or not noun) else (verb + noun, True)
    attribute = len(head) <= ATTRIBUTE and known["attribute"].fullmatch(head)
    if attribute and owned and not goes:
        return noun + head, True
    counted = item.unit in units.marked("counted")
    whole = noun and counted and not goes and trimming.ending(head, trimming.endings()["verb"])
    if earlier and (known["dependent"].match(head) or (attribute and not whole)):
        return "", False
    if noun and (
        trimming.ending(head, trimming.endings()["verb"]) or ((counted or owned) and not goes)
    ):
        noun = trimming.reached(noun) or noun
        vague = trimming.is_idle(noun)
        project = noun.startswith("项目") and not vague
        if head.endswith("等") and (len(head) > MANY or project):  # less is said by the list
            opened = known["opens"].match(head)
            head = opened[0] if opened else head.rpartition("、")[2] if vague else ""
        return head + noun, True
    sized = item.kind == "number" and item.unit not in RATES and not known["opens"].match(head)
    if noun and not goes and "、" in head and sized:  # 海水淡化、英利600兆瓦太阳能电池
        return noun if apart else head.rpartition("、")[2] + noun, True
    along = listed or (among and item.unit == state.unit not in units.marked("money"))
    carried = state.verb if along and item.unit not in RATES else ""
    if carried and not known["opens"].match(head):
        return carried + head, False
    if among and earlier and item.unit == state.unit and not subjects.taken_apart(head).change:
        measured = known["measured"].search(trimming.level(earlier[-1]))
        if measured and not known["measured"].search(head):
            return head + measured[0], False
    bare = earlier and known["bare"].fullmatch(head)
    if bare and earlier != state.names and known["event"].search(earlier[-1]):
        return (earlier[-1] if head in earlier[-1] else head + earlier[-1]), False
    if bare and item.unit == state.unit and earlier == state.names:
        return head + known["opens"].sub("", trimming.level(earlier[-1]), count=1), False
    return head, False


def _subjects(phrase: str, many: int, item: Item) -> list[tuple[str, ...]]:
    """Return the names for each of the numbers in a row: one each, or several for one."""
    told = subjects.taken_apart(phrase)
    change = told.change
    if item.relative.startswith("同步") and not change:
        change = "增长"
    rate = (item.unit in RATES and bool(change)) or item.rule == "comparison"
    whole = subjects.split(told.core, many, told.each, rate)
    if many > 1:
        whole = whole if len(whole) == many else whole * many
        return [(name + change,) for name in whole]
    return [tuple(name + change for name in whole)]


def _row(earlier: tuple[str, ...], state: State, around: Around, many: int) -> tuple[str, ...]:
    """Return the names that a row of numbers goes on from: A达到1元、B达到2元，分别增长8%和9%."""
    rows = state.recent if state.sentence == around.first else ()
    return rows[-many:] if len(earlier) < many <= len(rows) else earlier


def _continued(head: str, earlier: tuple[str, ...], many: int) -> list[tuple[str, ...]]:
    """Return names that go on from those before: 增长, 总投资."""
    told = subjects.taken_apart(head)
    whole = tuple(_of(trimming.level(name), told.core) + told.change for name in earlier)
    if many > 1:
        return [(name,) for name in (whole if len(whole) == many else whole[-1:] * many)]
    return [whole if told.each or len(set(whole)) == 1 else whole[-1:]]


def _of(name: str, told: str) -> str:
    """Return what is told of the thing before: 产量 after 粮食种植面积 is 粮食产量."""
    if told and trimming.expressions()["measured"].search(name):
        for cut in range(len(name) - 1, 1, -1):
            if indicators.base(name[:cut] + told):
                return name[:cut] + told
    spent = trimming.expressions()["spent"]  # 年度投资 after 项目总投资 is 项目年度投资
    return (spent.sub("", name) or name) + told if spent.fullmatch(told) else name + told


def _clean(name: str) -> str:
    """Return a name, empty where nothing is left but words that name nothing."""
    known, name = trimming.expressions(), trimming.bare(name)[-LONGEST:]
    if name[:1] in ("在", "以") or name.endswith("上"):  # 在推进民生工程的基础上: of 民生工程
        told = known["circumstance"].sub("", name)
        name = trimming.done(told.lstrip("在以")) if told != name else name
    for opening in ("lead", "joint", "pronoun") if name[:1] in FUNCTION else ():
        name = trimming.without(opening, name).removeprefix("的")
    return "" if len(name) < 2 or trimming.is_idle(name) else name
