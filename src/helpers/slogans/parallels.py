"""Find equal parts that make one formula: 人民至上、生命至上; 抓龙头、铸链条、建集群."""

import re
from collections.abc import Iterator, Sequence

from helpers import lexicon
from helpers.text.han import HAN
from helpers.text.words import tagger, word

# A row that goes on with something shorter is a list: 基本养老、基本医疗、失业.
PARALLEL = re.compile(
    rf"(?<![{HAN}])(?<![{HAN}]、)[{HAN}]{{3,}}+(?:、[{HAN}]{{3,}}+)+(?!、[{HAN}])"
)


def parallels(text: str) -> Iterator[tuple[int, int]]:
    """Yield equal parts woven together: 人民至上、生命至上; 抓龙头、铸链条、建集群."""
    for match in PARALLEL.finditer(text):
        pieces = match[0].split("、")
        inner = {len(piece) for piece in pieces[1:-1]}
        if len(inner) > 1 or "等" in match[0]:
            continue
        widths = inner if inner else range(min(9, len(pieces[0]), len(pieces[1])), 2, -1)
        for width in widths:
            cut = [pieces[0][-width:], *pieces[1:-1], pieces[-1][:width]]
            start = match.start() + len(pieces[0]) - width
            end = match.end() - len(pieces[-1]) + width
            if min(map(len, cut)) == width and _formula(text, start, end, cut):
                yield start, end
                break


def _formula(text: str, start: int, end: int, cut: list[str]) -> bool:
    """Tell whether equal parts share characters or a build, and stand where a formula does."""
    same = [len(set(column)) == 1 for column in zip(*cut, strict=True)]
    if _refrain(same, len(cut)) or _reversal(cut) or (len(cut) > 2 and _rhymes(cut)):
        return True
    return _framed(text, start, end, cut) and (
        (
            _echo(same, cut, text[max(0, start - 1) : start] + text[end : end + 1])
            and not _things(same, cut)
        )
        or _rhymes(cut)
        or (len(cut) > 2 and (_acts(cut) or text.endswith(_upheld(), 0, start)))
    )


def _refrain(same: Sequence[bool], parts: int) -> bool:
    """Tell whether half of each part comes again inside three or more: 学有所教、病有所医、….

    `same` says of each place of a part whether all parts have one character there.
    """
    changed = [at for at, shared in enumerate(same) if not shared]
    inside = bool(changed) and any(same[: changed[-1]]) and not same[0]
    return inside and parts > 2 and 2 * sum(same) >= len(same)


def _reversal(cut: Sequence[str]) -> bool:
    """Tell whether the parts have the same characters in another order: 生态产业化、产业生态化."""
    return len({*map("".join, map(sorted, cut))}) == 1


LONG_PART = 5  # characters from which one at the end of each part is not yet a formula
LOOSE_PART = 6  # characters from which two parts that go on into a sentence must share more
CLOSE = 0.4  # the share of its characters that must be the same in them


def _echo(same: Sequence[bool], cut: Sequence[str], beside: str) -> bool:
    """Tell whether a character comes again in each part: 人民至上、生命至上."""
    if not (any(same[:-1]) or (same[-1] and len(same) < LONG_PART)):
        return False
    alone = not re.search(f"[{HAN}]", beside)
    return alone or len(cut) > 2 or len(same) < LOOSE_PART or sum(same) > CLOSE * len(same)


def _things(same: Sequence[bool], cut: Sequence[str]) -> bool:
    """Tell whether the parts only name things of one kind: 图书馆、文化馆; 支柱产业、优势产业.

    What they share is then the noun at their ends, or, of two, a character of longer words.
    """
    beliefs = (
        lexicon.load("slogans")["cues"]["doctrine"] + lexicon.load("slogans")["cues"]["beliefs"]
    )
    if any(part.endswith(tuple(beliefs)) for part in cut):
        return False
    tagged = [tagger().tag(part, False) for part in cut]
    nouns = {words[-1] for words in tagged if words[-1][1][0] in "nj"}
    if len(nouns) == 1 and len(noun := min(nouns)[0]) > 1 and sum(same) == len(noun):
        return all(words[-1] in nouns and len(words) > 1 for words in tagged)
    if all(len(words) == 1 and words[0] in nouns for words in tagged):
        return True
    shared = {cut[0][at] for at, one in enumerate(same) if one}
    return sum(same) == 1 and len(cut) == 2 and not any(shared & {w for w, _ in t} for t in tagged)


def _rhymes(cut: Sequence[str]) -> bool:
    """Tell whether each part repeats a character at the same places: 高质高效、宜居宜业."""
    width = len(cut[0])
    pairs = ((low, high) for low in range(width) for high in range(low + 2, width))
    return any(all(part[low] == part[high] for part in cut) for low, high in pairs)


def _acts(cut: Sequence[str]) -> bool:
    """Tell whether each part is a verb and its noun, of three characters: 抓龙头、铸链条."""
    return all(len(part) == 3 and word(part[1:]) and not word(part[:2]) for part in cut)


def _upheld() -> tuple[str, ...]:
    return tuple(lexicon.load("slogans")["cues"]["frames"]["upheld"])


def _framed(text: str, start: int, end: int, cut: Sequence[str]) -> bool:
    """Tell whether a span begins after a break or a verb that frames it, and ends at a break."""
    before, after = text[max(0, start - 4) : start], text[end : end + 2]
    knowledge = lexicon.load("slogans")
    frames, heads = knowledge["cues"]["frames"], knowledge["recurring"]["heads"]
    goal = any(part.endswith(tuple(knowledge["types"]["goal"])) for part in cut)
    verbs = frames["upheld"] + (frames["built"] * goal) * (len(cut) > 2)
    return (before.endswith(tuple(verbs)) or not re.match(f"[{HAN}]", before[-1:])) and (
        not re.match(f"[{HAN}]", after) or after.startswith(("的", *heads))
    )
