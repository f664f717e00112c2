"""Follow an indicator from one commitment to the next: kept, missed, raised, lowered or dropped."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.tables import Commitment, Document, FollowThrough

RANK = {">=": 3, "<=": 3, "=": 2, "range": 2, "~": 1, "": 0}
LONG_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Sighting:
    """A commitment with what is compared: where, under which name, and in which document."""

    place: str
    name: str
    order: tuple[str, str, int, int]
    commitment: Commitment
    document: Document


def compare(
    documents: Sequence[Document], commitments: Sequence[Commitment]
) -> list[FollowThrough]:
    """Return for each target or result the next sightings of its indicator in the same place.

    A target is paired with the next result and the next target, a result with the next target.
    Where an indicator is not seen again under its name, the most similar later one is paired and
    said to be another thing. Definition, unit and period are compared before any verdict; where
    they do not match the verdict is `unknown`, and `why` says what differs. An indicator with a
    target that the next document of the same genre and place does not name is `dropped`.
    """
    seen = _sightings(documents, commitments)
    by_place: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        by_place[sighting.place].append(sighting)
    out = [pair for place in sorted(by_place) for pair in _of_place(by_place[place], documents)]
    return sorted(out, key=lambda f: (f.place, f.indicator, f.earlier_doc_id, f.earlier_paragraph))


def name(indicator: str, unit: str) -> str:
    """Return the one name under which an indicator meets itself in other documents.

    A share or a growth rate is another thing than a level, so the kind of measure is part of it.

    >>> name("全市城镇登记失业率", "%"), name("GDP增长", "%"), name("新增城镇就业", "人")
    ('城镇登记失业率', '地区生产总值增长', '城镇新增就业')
    """
    plain = re.sub(r"[\s“”\"'‘’、，,]", "", indicator)
    plain = _words()["drop"].sub("", plain)
    grows = "增长" if unit in ("%", "倍") and re.search("增长|增幅|增速|翻", plain) else ""
    for one, others in _same():
        if one and others.search(plain):
            return one + grows
    base = _words()["measure"].sub("", plain)
    return base + grows


@cache
def _words() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("indicators")
    lower = known["lower_is_better"]["words"]
    lists = {"drop": known["drop"], "measure": known["measure"], "lower": lower}
    out = {name: lexicon.alternatives(words) for name, words in lists.items()}
    return {name: re.compile(words + "$" * (name == "measure")) for name, words in out.items()}


@cache
def _same() -> list[tuple[str, re.Pattern[str]]]:
    same = lexicon.load("indicators")["same"]
    return [(one, re.compile("|".join(others))) for one, others in same.items()]


def _sightings(documents: Sequence[Document], commitments: Sequence[Commitment]) -> list[Sighting]:
    """Return what can be compared, in the order of the documents' dates and of the periods."""
    known = {document.doc_id: document for document in documents}
    out = []
    for c in commitments:
        document = known.get(c.doc_id)
        if not document or c.kind not in ("number", "absolute") or c.status == "context":
            continue
        called = name(c.indicator, c.unit)
        if len(called) < 2:
            continue
        order = (document.date, c.period, c.paragraph, c.start)
        out.append(Sighting(_place(document, c), called, order, c, document))
    return sorted(out, key=lambda s: s.order)


def _place(document: Document, commitment: Commitment) -> str:
    """Return the place: the document's, or the district that answers for itself."""
    district = re.fullmatch("[\u4e00-\u9fff]{2,6}[区县市旗]", commitment.actor)
    return f"{document.place}{commitment.actor}" if district else document.place


def _of_place(seen: Sequence[Sighting], documents: Sequence[Document]) -> Iterator[FollowThrough]:
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        by_name[sighting.name].append(sighting)
    grams = _grams(by_name)
    for earlier in seen:
        later = [s for s in by_name[earlier.name] if _after(earlier, s)]
        wanted = ("result", "target") if earlier.commitment.status == "target" else ("target",)
        nexts = [_next(earlier, later, status) for status in wanted]
        found = [s for s in nexts if s]
        if found:
            yield from (_judge(earlier, s) for s in found)
            continue
        similar = _similar(earlier, by_name, grams)
        if similar:
            yield _pair(
                earlier,
                similar,
                "no",
                "unknown",
                f"{earlier.name} and {similar.name} are not the same thing",
            )
        elif earlier.commitment.status == "target":
            yield from _dropped(earlier, seen)


def _after(earlier: Sighting, later: Sighting) -> bool:
    """Tell whether a sighting comes later: in a later document, or in a later period of it."""
    if earlier.document.doc_id == later.document.doc_id:
        ends = _end(earlier.commitment.period), _end(later.commitment.period)
        forward = earlier.commitment.status == "result" and later.commitment.status == "target"
        return forward and ends[0] < ends[1]
    return earlier.document.date < later.document.date


def _end(period: str) -> str:
    return period.split("/")[-1]


def _next(earlier: Sighting, later: Sequence[Sighting], status: str) -> Sighting | None:
    """Return the sighting that settles most: of the same period for a result, else the first."""
    fit = [s for s in later if s.commitment.status == status]
    if status == "result":
        same = [s for s in fit if s.commitment.period == earlier.commitment.period]
        return next(iter(same or fit), None)
    return next(
        (s for s in fit if _end(s.commitment.period) > _end(earlier.commitment.period)), None
    )


def _judge(earlier: Sighting, later: Sighting) -> FollowThrough:
    """Return the verdict on two sightings of one indicator."""
    e, n = earlier.commitment, later.commitment
    if e.unit != n.unit:
        return _pair(earlier, later, "no", "unknown", f"units differ: {e.unit} and {n.unit}")
    if not (math.isfinite(e.value) and math.isfinite(n.value)):
        return _pair(earlier, later, "no", "unknown", "one of them has no value")
    if not e.period or not n.period:
        return _pair(earlier, later, "partly", "unknown", "a period is not stated")
    if n.status == "result":
        if e.period != n.period:
            why = f"the target is for {e.period}, the result for {n.period}"
            return _pair(earlier, later, "partly", "unknown", why)
        return _pair(earlier, later, "yes", *_kept(e, n, _lower(earlier.name)))
    if ("/" in e.period) != ("/" in n.period) or len(e.period) != len(n.period):
        why = f"the periods {e.period} and {n.period} are of different length"
        return _pair(earlier, later, "partly", "unknown", why)
    return _pair(earlier, later, "yes", *_moved(e, n, _lower(earlier.name)))


def _kept(target: Commitment, result: Commitment, lower: bool) -> tuple[str, str]:
    """Return whether a result meets the target of the same period, and why."""
    ceiling = target.comparator == "<=" or (lower and target.comparator != ">=")
    slack = 0.05 * abs(target.value) if target.comparator == "~" else 0.0
    what = f"{result.quote} against {target.quote}"
    if ceiling:
        reached = (
            result.value
            <= (target.value if math.isnan(target.value_max) else target.value_max) + slack
        )
        bound = result.comparator == ">="
    else:
        reached = result.value >= target.value - slack
        bound = result.comparator == "<="
    if bound:
        return "unknown", f"the result is only a bound: {what}"
    loose = result.comparator in ("<=", ">=") and not reached
    if loose:
        return "unknown", f"the result is only a bound: {what}"
    return ("kept" if reached else "missed"), what


def _moved(earlier: Commitment, later: Commitment, lower: bool) -> tuple[str, str]:
    """Return whether a later target promises more or less than what was aimed at or reached."""
    ceiling = lower or "<=" in (earlier.comparator, later.comparator)
    step = (later.value - earlier.value) * (-1 if ceiling else 1)
    first = "reached" if earlier.status == "result" else "aimed at"
    what = (
        f"{earlier.quote} {first} for {earlier.period}, "
        f"then {later.quote} aimed at for {later.period}"
    )
    if step == 0:
        step = (
            RANK[later.comparator] - RANK[earlier.comparator] if earlier.status == "target" else 0
        )
    if step == 0:
        return "unknown", f"unchanged: {what}"
    return ("raised" if step > 0 else "lowered"), what


def _lower(name: str) -> bool:
    """Tell whether less of the indicator is better: unemployment, energy use, concentration."""
    return bool(_words()["lower"].search(name))


def _grams(by_name: dict[str, list[Sighting]]) -> dict[str, list[str]]:
    """Return for each run of four characters the names with it."""
    grams: dict[str, list[str]] = defaultdict(list)
    for name in by_name:
        for i in range(len(name) - LONG_ENOUGH + 1):
            grams[name[i : i + LONG_ENOUGH]].append(name)
    return grams


def _similar(
    earlier: Sighting, by_name: dict[str, list[Sighting]], grams: dict[str, list[str]]
) -> Sighting | None:
    """Return the later target under the most similar other name, with the same unit."""
    shared: dict[str, int] = defaultdict(int)
    for i in range(len(earlier.name) - LONG_ENOUGH + 1):
        for name in grams[earlier.name[i : i + LONG_ENOUGH]]:
            shared[name] += 1
    best = sorted((n for n in shared if n != earlier.name), key=lambda n: (-shared[n], n))
    for name in best[:5]:
        for s in by_name[name]:
            same = s.commitment.unit == earlier.commitment.unit and s.commitment.status == "target"
            if (
                same
                and _after(earlier, s)
                and 3 * (shared[name] + 3) >= 2 * min(len(name), len(earlier.name))
            ):
                return s
    return None


def _dropped(earlier: Sighting, seen: Sequence[Sighting]) -> Iterator[FollowThrough]:
    """Yield the pair with the next comparable document, which does not name the indicator."""
    for s in seen:
        same = (
            s.document.genre == earlier.document.genre
            and s.document.level == earlier.document.level
        )
        if same and s.document.date > earlier.document.date and s.commitment.status == "target":
            why = f"{s.document.doc_id} has targets, but none for {earlier.name}"
            yield _pair(earlier, None, "yes", "dropped", why, s.document.doc_id)
            return


def _pair(
    earlier: Sighting,
    later: Sighting | None,
    comparable: str,
    verdict: str,
    why: str,
    doc_id: str = "",
) -> FollowThrough:
    e, n = earlier.commitment, later.commitment if later else None
    return FollowThrough(
        indicator=earlier.name,
        place=earlier.place,
        earlier_doc_id=e.doc_id,
        earlier_paragraph=e.paragraph,
        earlier_quote=e.quote,
        earlier_sentence=e.sentence,
        later_doc_id=n.doc_id if n else doc_id,
        later_paragraph=n.paragraph if n else 0,
        later_quote=n.quote if n else "",
        later_sentence=n.sentence if n else "",
        comparable=comparable,
        verdict=verdict,
        why=why,
    )
