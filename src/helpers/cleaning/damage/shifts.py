"""Invert the byte shifts of a mirror: find damaged runs, rank what they were, prove it."""

import html
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice, permutations

from helpers import lexicon
from helpers.cleaning.damage import mirror, notes
from helpers.cleaning.damage.language import LONGEST, Language
from helpers.cleaning.damage.streams import CLIPPED, FOREIGN, Reading, Stream, best, simplified
from helpers.tables import Certainty, Edit
from helpers.text import script

RULE = "shifted bytes"
SETTLED = 6
DOUBT = 0.05
LONGEST_SEARCH = 200_000
"""Characters judged in one search."""
EFFORT = 100
"""What a search costs beside them, in the same unit."""
PATIENCE, PATIENCE_AT_FIRST, PATIENCE_A_CHARACTER = 400_000, 200_000, 400
"""Characters judged for nothing certain, beyond as many as were judged for something: at most the
first; in a short text the second, and the third for each of its characters. Of 71 damaged passages
no search that led to something judged more than 140,000."""
LONGEST_RUN = 80
MISNESTED = 3.0
"""Cost of a quotation mark without its pair: 97 of 106,000 in the reports behind the lexicon."""
CONTEXT = 8
DANGLING = tuple("、，（“‘《")
"""With which no paragraph ends."""
ODD = 5.5
NARROW = mirror.narrow("，；：！？（）")
LONE = re.compile("[，。！？；：,!?;:][@-~](?=[一-鿿])")
WIDE = str.maketrans(dict(zip("()", "（）", strict=True)))
VISIBLE = re.compile(rf"(?<!\?\?\?)\?(?!\?\?\?)(?={notes.CUT.pattern}|[，。！？；：,!?;:])")


def repairs(text: str) -> list[Edit]:
    """Return the edits that set shifted bytes right in a page of traditional script.

    A run is certain when its best reading leaves no rival within `DOUBT` of its probability and
    the mirror's model makes the page's text of it again; else it is uncertain. Where a digit was
    swallowed the `?` stays and the run counts as lost.

    >>> [(e.raw, e.clean) for e in repairs("鞏固拓展?fàn)幭冗M(jìn)位態(tài)勢")]
    [('?fàn)幭冗M', '爭先進')]
    """
    if script.is_simplified(text, margin=20) or _is_plain(text):
        return []
    shown = [m.start() for m in VISIBLE.finditer(text)]
    anchors = shown or _hidden(text)
    if not anchors or script.is_simplified(sound := _sound(text, anchors)):
        return []
    language = Language(re.findall("[一-鿿]+", sound.translate(simplified())))
    stream = Stream(
        text=text,
        language=language,
        dropped=not shown,
        marks=lexicon.load("repair")["mirror"]["marks"],
        filled=filled(text),
        separator=_separator(text),
        newline="\n" if "\n" in text else " ",
        private=bool(re.search("[\ue000-\uf8ff]", text)),
    )
    return list(_edits(stream, anchors, _narrowed(text)))


def _is_plain(text: str) -> bool:
    """Tell whether a short text is simplified and has common characters only."""
    return script.is_simplified(text) and all(map(script.is_common, notes.HAN.findall(text)))


def filled(text: str) -> str:
    """Return the marks before which the page regularly shows a comma that does not belong there.

    A comma that is itself a mark may stand behind one (`,,` for ，) and then belongs to no other.

    >>> filled("經濟,，社會,，文化,，全面發展。"), filled("經濟,,社會,,文化,,發展,。改革,。開放,。")
    ('，', '。,')
    """
    others = "".join(
        mark
        for mark in "，。！？；：!?;:"
        if (count := text.count("," + mark)) >= 3 and count >= 0.9 * text.count(mark)
    )
    doubled = text.count(",,")
    belonging = text.count(",") - doubled - sum(text.count("," + mark) for mark in others)
    return others + "," * (doubled >= 3 and doubled >= 0.9 * belonging)


def commas(text: str) -> list[Edit]:
    """Return the removals of the commas that the mirror put before marks."""
    marks = filled(text)
    found = re.finditer(f",(?=[{marks}])", text) if marks else ()
    return [
        Edit(raw_start=m.start(), raw_end=m.end(), raw=",", clean="", rule="comma before a mark")
        for m in found
    ]


def _hidden(text: str) -> list[int]:
    """Return the places where a dropped lead byte may have been."""
    anchors = []
    for match in _hidden_pattern().finditer(text):
        syllable = match["syllable"]
        if not syllable or syllable not in notes.readings(text[match.start() - 1 : match.start()]):
            anchors.append(match.start())
    return anchors


@cache
def _hidden_pattern() -> re.Pattern[str]:
    odd = f"[^\x00-\x7f，。！？；：]{{0,5}}(?:[@-~](?![ -~])|{script.odd()})"
    return re.compile(rf"[，。！？；：,!?;:](?={odd})|\((?={notes.CUT.pattern})")


def _sound(text: str, anchors: list[int]) -> str:
    """Return the clauses of the page that show no damage, without notes.

    What stands around a damaged place is left out too: counted as the page's own words, it would
    seem to end or begin there.
    """
    pieces, end = [], 0
    for anchor in [*anchors, len(text) + CONTEXT]:
        pieces.append(text[end : max(end, anchor - CONTEXT)])
        end = max(end, anchor + CONTEXT)
    clauses = re.split(r"(?<=[，。！？；：,!;:\n])", notes.NOTES.sub("", "\n".join(pieces)))
    odd = re.compile(rf"\?|{script.odd()}")
    return "".join(clause for clause in clauses if not odd.search(clause))


def _narrowed(text: str) -> dict[int, str]:
    """Return the table of the full-width marks that the page shows as ASCII."""
    return {
        full: ascii_
        for full, ascii_ in NARROW.items()
        if len(re.findall(rf"[一-鿿)]{re.escape(ascii_)}", text)) > text.count(chr(full))
    }


def _separator(text: str) -> str:
    """Return the ASCII character that the page has between Chinese ones most often."""
    counts = {mark: len(re.findall(f"(?<=[一-鿿]){mark}(?=[一-鿿])", text)) for mark in ", \n"}
    if "，" in text:
        counts[","] = 0
    return max(counts, key=lambda mark: counts[mark])


def _edits(stream: Stream, anchors: list[int], narrowed: dict[int, str]) -> Iterator[Edit]:
    text, end, left = stream.text, 0, ""
    patience = min(PATIENCE, PATIENCE_AT_FIRST + PATIENCE_A_CHARACTER * len(text))
    for start in anchors:
        if start < end:
            continue
        before = notes.NOTES.sub("", text[max(end, start - 60) : start])
        left = ((left if end > start - 60 else "") + before)[-12:]
        odd = _is_odd(stream, start)
        if stream.dropped and not odd:
            continue
        done = stream.language.judged
        ranked = _readings(stream, start, left, odd, done + patience) if patience > 0 else []
        work = stream.language.judged - done + EFFORT
        if not ranked or not ranked[0].done:
            patience -= work
            if odd and not (ranked and stream.dropped):
                # Changed nothing, but said that the place looks damaged.
                end = start + 1
                yield _edit(text, start, end, text[start:end], "uncertain")
            continue
        chosen = ranked[0]
        certainty = chosen.certainty
        sure = _is_clear(ranked) and _is_proved(stream, start, left, chosen)
        if certainty == "certain" and not sure:
            certainty = "uncertain"
        patience += work if certainty == "certain" else -work
        end = chosen.end
        clean = html.unescape(chosen.text[: chosen.done]).translate(narrowed)
        yield _edit(text, start, end, clean, certainty)
        left += clean


def _edit(text: str, start: int, end: int, clean: str, certainty: Certainty) -> Edit:
    raw = text[start:end]
    return Edit(raw_start=start, raw_end=end, raw=raw, clean=clean, rule=RULE, certainty=certainty)


def _is_odd(stream: Stream, start: int) -> bool:
    """Tell whether what follows is unlikely as it stands: a lone letter, or no words."""
    if LONE.match(stream.text, start):
        return True
    after = notes.NOTES.sub("", stream.text[start + 1 : start + 30]).partition("\n")[0][:6]
    foreign = sum(c in script.simplified_only() for c in after)
    cost = stream.language.prefix(after.translate(simplified()))[-1] + FOREIGN * foreign
    return cost > ODD * len(after)


def _readings(stream: Stream, start: int, left: str, odd: bool, most: int) -> list[Reading]:
    """Return the readings of a damaged place, the best first; `most` bounds what may be judged.

    Where a page shows no private-use character and the place stays odd, they may be stripped.
    """
    ranked = _search(stream, start, left, most)
    if not odd or stream.private or (ranked and ranked[0].cost < ODD * len(ranked[0].text)):
        return ranked
    other = _search(replace(stream, stripped=True), start, left, most)
    return min(ranked, other, key=lambda found: found[0].cost if found else math.inf)


def _search(stream: Stream, start: int, left: str, most: int) -> list[Reading]:
    """Return the readings of what begins at `start`, the best first; `left` is sound text."""
    text, before = stream.text, left.translate(simplified())
    beams = {start: [Reading(stream.language.prefix(before), before[-LONGEST:], end=start)]}
    limit = min(most, stream.language.judged + LONGEST_SEARCH)
    while True:
        at = min(beams)
        ranked = best(beams.pop(at))
        if at == len(text) or text[at] == "\n":
            ended = [r for r in ranked if r.pending < 0]
            for reading in ranked:
                if reading.pending >= 0:
                    # A `?` would show here, unless the page drops it or the text is cut off.
                    if not stream.dropped:
                        reading = reading.charged(CLIPPED)._replace(certainty="uncertain")
                    ended += stream.orphans(reading, at)
            return _balanced(stream, start, at, ended)
        if not beams and all(r.pending < 0 and at - r.end >= SETTLED for r in ranked):
            return _balanced(stream, start, at, ranked)
        for reading in ranked:
            for place, following in stream.steps(reading, at, left):
                beams.setdefault(place, []).append(following)
        if not beams or at - start > LONGEST_RUN or stream.language.judged > limit:
            return []


def _balanced(stream: Stream, start: int, at: int, ranked: list[Reading]) -> list[Reading]:
    """Rank the readings anew after the nesting of quotation marks and the end of the line."""
    text = stream.text
    before = text[max(0, start - 300) : start].rpartition("\n")[2].translate(WIDE)
    after = text[at : at + 300].partition("\n")[0].translate(WIDE)
    unfinished = DANGLING if text[at : at + 1] == "\n" else ()
    return best(
        r.charged(
            MISNESTED * _misnested(before + r.text.translate(WIDE) + after)
            + 6 * r.text.endswith(unfinished)
        )
        for r in ranked
    )


def _misnested(text: str) -> int:
    """Count the marks that open twice, close what is not open, or stay open, and the stops within.

    Of 148,000 full stops in the work reports (see the lexicon) none stands in brackets and 137 in
    quotation marks.
    """
    wrong = 0
    for opening, closing in ("“”", "‘’", "《》", "（）"):
        is_open = False
        for mark in re.findall(f"[{opening}{closing}。；]", text):
            if mark in "。；":
                wrong += is_open
                continue
            wrong += is_open == (mark == opening)
            is_open = mark == opening
        wrong += is_open
    return wrong


def _is_clear(ranked: list[Reading]) -> bool:
    """Tell whether no other outcome comes near the best."""
    outcome = ranked[0].text.translate(simplified())
    rivals = [r.cost for r in ranked if r.text.translate(simplified()) != outcome]
    return sum(math.exp(ranked[0].cost - cost) for cost in rivals) <= DOUBT


def _is_proved(stream: Stream, start: int, left: str, reading: Reading) -> bool:
    """Tell whether the mirror's model makes the page's text of the reading again."""
    before = re.search(
        rf"(?s)(.)({notes.NOTES.pattern})?$", stream.text[max(0, start - 24) : start]
    )
    raw = (before[0] if before else "") + stream.text[start : reading.end]
    source = left[-1:] + reading.text[: reading.done]
    keys = dict.fromkeys(reading.keys)
    if before and before[2]:
        keys[before[1], before[2]] = None
    marks = "".join(key for key, note in keys if not note)
    glosses = [(key, note) for key, note in keys if note]
    for order in islice(permutations(glosses), 24):
        made = mirror.garble(
            source,
            mirror.Mirror(
                glosses=dict(order),
                marks=marks,
                filler=b"," if stream.filled else mirror.INVISIBLE,
                orphan="" if stream.dropped else "?",
            ),
        )
        if stream.stripped:
            made = re.sub("[\ue000-\uf8ff]", "", made)
        made, seen = made.translate(NARROW), raw.translate(NARROW)
        if made.startswith(seen) and (made == seen or notes.NOTES.fullmatch(made[len(seen) :])):
            return True
    return False
