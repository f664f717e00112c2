"""Follow an indicator from one commitment to the next: kept, missed, raised, lowered or dropped."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from helpers import lexicon
from helpers.tables import Commitment, Comparable, Document, FollowThrough, Verdict

if TYPE_CHECKING:
    import pandas as pd

RANK = {">=": 3, "<=": 3, "=": 2, "range": 2, "~": 1, "": 0}
RUN = 3  # characters; names are similar that share a third of their runs
SLACK = 0.05  # 左右: so much of the value it may fall short
YEARS = re.compile(r"\d{4}(?:/\d{4})?")
OWN = ("status", "period", "value", "value_max", "comparator", "doc_id", "paragraph", "start")
# Whether two are comparable, the verdict and why; there are no other reasons.
REASONS: dict[str, tuple[Comparable, Verdict, str]] = {
    "other": ("no", "unknown", "Similar words, but another thing is measured."),
    "units": ("no", "unknown", "The units differ."),
    "valueless": ("no", "unknown", "One of them states no value."),
    "undated": ("partly", "unknown", "One of them states no period."),
    "periods": ("partly", "unknown", "Target and result are of different periods."),
    "lengths": ("partly", "unknown", "The periods are of different length."),
    "bound": ("yes", "unknown", "The result is only a bound."),
    "same": ("yes", "unknown", "The later target is the same."),
    "kept": ("yes", "kept", "The result meets the target of the same period."),
    "missed": ("yes", "missed", "The result falls short of the target of the same period."),
    "raised": ("yes", "raised", "The later target promises more."),
    "lowered": ("yes", "lowered", "The later target promises less."),
    "dropped": ("yes", "dropped", "The next comparable document has targets, but not this one."),
}


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
    they do not match the verdict is `unknown`. An indicator with a target that the next document of
    the same genre and level in its place does not name is `dropped`. `why` is one of REASONS.
    """
    by_place: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in _sightings(documents, commitments):
        by_place[sighting.place].append(sighting)
    out = [pair for place in sorted(by_place) for pair in _of_place(by_place[place])]
    return sorted(out, key=lambda f: (f.place, f.indicator, f.earlier_doc_id, f.earlier_paragraph))


def trajectories(
    documents: Sequence[Document], commitments: Sequence[Commitment]
) -> "pd.DataFrame":
    """Return the indicators that can be followed through the years, the most complete first.

    A row is a point: a year's first target or result of an indicator in a place. What joins the
    points of a line is indicator, place, unit and `span`, the years that a period counts (1, or 5
    for 2021/2025, which stands at its last `year`); there are at least two, `points` says how many.
    The other columns are the commitment's.
    """
    import pandas as pd

    lines: dict[tuple[str, str, str, int], dict[tuple[int, str], Sighting]] = defaultdict(dict)
    for seen in _sightings(documents, commitments):
        c = seen.commitment
        years = [int(year) for year in c.period.split("/")] if YEARS.fullmatch(c.period) else []
        if c.kind == "number" and years and math.isfinite(c.value):
            line = lines[seen.name, seen.place, c.unit, years[-1] - years[0] + 1]
            line.setdefault((years[-1], c.status), seen)
    pick = attrgetter(*OWN)
    whole = [(key, line) for key, line in lines.items() if len(line) > 1]
    whole.sort(key=lambda item: (-len(item[1]), item[0]))
    rows = [
        [*key, len(line), at[0], *pick(line[at].commitment)]
        for key, line in whole
        for at in sorted(line)
    ]
    return pd.DataFrame(
        rows, columns=["indicator", "place", "unit", "span", "points", "year", *OWN]
    )


@cache
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
    known = lexicon.load("phrases")
    lower = known["lower_is_better"]["words"]
    lists = {"drop": known["drop"], "measure": known["measure"], "lower": lower}
    out = {name: lexicon.alternatives(words) for name, words in lists.items()}
    return {name: re.compile(words + "$" * (name == "measure")) for name, words in out.items()}


@cache
def _same() -> list[tuple[str, re.Pattern[str]]]:
    same = lexicon.load("phrases")["same"]
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
        if len(called) > 1:
            district = re.fullmatch("[\u4e00-\u9fff]{2,6}[区县市旗]", c.actor)
            place = f"{document.place}{c.actor}" if district else document.place
            order = (document.date, c.period, c.paragraph, c.start)
            out.append(Sighting(place, called, order, c, document))
    return sorted(out, key=lambda s: s.order)


def _of_place(seen: Sequence[Sighting]) -> Iterator[FollowThrough]:
    by_name: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        by_name[sighting.name].append(sighting)
    grams = _grams(by_name)
    promising = {s.document.doc_id: s.document for s in seen if s.commitment.status == "target"}
    for earlier in seen:
        later = [s for s in by_name[earlier.name] if _after(earlier, s)]
        wanted = ("result", "target") if earlier.commitment.status == "target" else ("target",)
        found = [s for status in wanted if (s := _next(earlier, later, status))]
        for s in found:
            yield _pair(earlier, s, _judged(earlier, s))
        if not found:
            similar = _similar(earlier, by_name, grams)
            if similar:
                yield _pair(earlier, similar, "other")
            elif earlier.commitment.status == "target":
                yield from _dropped(earlier, list(promising.values()))


def _after(earlier: Sighting, later: Sighting) -> bool:
    """Tell whether a sighting comes later: in a later document, or in a later period of it."""
    e, n = earlier.commitment, later.commitment
    if e.doc_id == n.doc_id:
        forward = (e.status, n.status) == ("result", "target")
        return forward and _end(e.period) < _end(n.period)
    return earlier.document.date < later.document.date


def _end(period: str) -> str:
    return period.split("/")[-1]


def _next(earlier: Sighting, later: Sequence[Sighting], status: str) -> Sighting | None:
    """Return the sighting that settles most: of the same period for a result, else the first."""
    period = earlier.commitment.period
    fit = [s for s in later if s.commitment.status == status]
    if status == "result":
        same = [s for s in fit if s.commitment.period == period]
        return next(iter(same or fit), None)
    return next((s for s in fit if _end(s.commitment.period) > _end(period)), None)


def _judged(earlier: Sighting, later: Sighting) -> str:
    """Return which of REASONS holds of two sightings of one indicator."""
    e, n = earlier.commitment, later.commitment
    if e.unit != n.unit:
        return "units"
    if not (math.isfinite(e.value) and math.isfinite(n.value)):
        return "valueless"
    if not e.period or not n.period:
        return "undated"
    if n.status == "result":
        return _kept(e, n, _lower(earlier.name)) if e.period == n.period else "periods"
    if ("/" in e.period) != ("/" in n.period) or len(e.period) != len(n.period):
        return "lengths"
    return _moved(e, n, _lower(earlier.name))


def _kept(target: Commitment, result: Commitment, lower: bool) -> str:
    """Return whether a result meets the target of the same period."""
    ceiling = target.comparator == "<=" or (lower and target.comparator != ">=")
    slack = SLACK * abs(target.value) if target.comparator == "~" else 0.0
    most = target.value if math.isnan(target.value_max) else target.value_max
    met = result.value <= most + slack if ceiling else result.value >= target.value - slack
    if result.comparator in ("<=", ">="):
        proves = result.comparator == ("<=" if ceiling else ">=")
        return "kept" if met and proves else "bound"
    return "kept" if met else "missed"


def _moved(earlier: Commitment, later: Commitment, lower: bool) -> str:
    """Return whether a later target promises more or less than what was aimed at or reached."""
    ceiling = lower or "<=" in (earlier.comparator, later.comparator)
    step = (later.value - earlier.value) * (-1 if ceiling else 1)
    if step == 0 and earlier.status == "target":
        step = RANK[later.comparator] - RANK[earlier.comparator]
    return "same" if step == 0 else "raised" if step > 0 else "lowered"


def _lower(name: str) -> bool:
    """Tell whether less of the indicator is better: unemployment, energy use, concentration."""
    return bool(_words()["lower"].search(name))


def _grams(by_name: dict[str, list[Sighting]]) -> dict[str, list[str]]:
    """Return for each run of characters the names with it."""
    grams: dict[str, list[str]] = defaultdict(list)
    for name in by_name:
        for i in range(len(name) - RUN + 1):
            grams[name[i : i + RUN]].append(name)
    return grams


def _similar(
    earlier: Sighting, by_name: dict[str, list[Sighting]], grams: dict[str, list[str]]
) -> Sighting | None:
    """Return the later target under the most similar other name, with the same unit."""
    shared: dict[str, int] = defaultdict(int)
    for i in range(len(earlier.name) - RUN + 1):
        for name in grams[earlier.name[i : i + RUN]]:
            shared[name] += 1
    best = sorted((n for n in shared if n != earlier.name), key=lambda n: (-shared[n], n))
    for name in best[:5]:
        alike = 3 * shared[name] >= min(len(name), len(earlier.name)) - RUN + 1
        for s in by_name[name] if alike else ():
            same = s.commitment.unit == earlier.commitment.unit and s.commitment.status == "target"
            if same and _after(earlier, s):
                return s
    return None


def _dropped(earlier: Sighting, promising: Sequence[Document]) -> Iterator[FollowThrough]:
    """Yield the pair with the next comparable document, which does not name the indicator."""
    own = earlier.document
    for document in promising:
        same = (document.genre, document.level) == (own.genre, own.level)
        if same and document.date > own.date:
            yield _pair(earlier, None, "dropped", document.doc_id)
            return


def _pair(
    earlier: Sighting, later: Sighting | None, reason: str, doc_id: str = ""
) -> FollowThrough:
    e, n = earlier.commitment, later.commitment if later else None
    comparable, verdict, why = REASONS[reason]
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
