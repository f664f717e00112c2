"""Find where one formulation yields to a near one: 法制观念 → 法治观念, 河长制 → 河湖长制."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import hypot, log
from typing import TYPE_CHECKING, NamedTuple

from helpers import lexicon
from helpers.slogans.evolution import with_years
from helpers.slogans.shape import squeeze
from helpers.text.han import HAN
from helpers.text.words import tagger

if TYPE_CHECKING:
    import pandas as pd

WORD = re.compile(f"[{HAN}]{{2,}}")
RUN = 2  # characters side by side in which near forms may differ
SHARED = 3  # characters that they share, at least
ENOUGH = 5  # documents of each from which a succession can be told
LATER = 0.85  # chance that a document with the new one is later than one with the old one
TOGETHER = 0.3  # of the documents of the rarer one, those that have both, at most
FADED = 0.5  # of its share before the change, what the old one has left after it, at most
ALIKE = 0.3  # cosine of the words around both, from which they mean the same
NEAR = 25  # characters before and after a mention whose words are around it
SAME_PLACES = 0.5  # of the places that have the rarer one, those that have the other, too


class Use(NamedTuple):
    """The documents that use a formulation, by year; the places of them."""

    years: Mapping[str, int]
    places: frozenset[str]


class Succession(NamedTuple):
    """That one formulation took the place of another, and how sure that is."""

    old: str
    new: str
    documents_old: int
    documents_new: int
    both: int
    later: float
    p: float
    year: int


def successions(
    mentions: "pd.DataFrame",
    documents: "pd.DataFrame",
    paragraphs: "pd.DataFrame",
    *,
    confidence: float = 0.95,
) -> "pd.DataFrame":
    """Return the pairs of near formulations of which the later surely took the place of the older.

    Near forms share three characters or more and differ in one run of two at most, or in their
    order; not in a numeral. Both are used in the same places and among the same words, few
    documents have both or are against the order of time, and the old one loses
    half its share. Columns: old, new, documents_old, documents_new, both (documents), later (chance
    that of two documents with one only, that with the new one is the later), alike (cosine of the
    words around them), p (Mann & Whitney 1947, two-sided, times the number of pairs), year (the
    change: fewest documents are on its wrong side), and the places of the last mention of the old
    and the first of the new one, in one place if it has both: doc_id_old, paragraph_old, doc_id,
    paragraph. The surest first.
    """
    import pandas as pd

    table = with_years(documents)
    own = mentions[(mentions["inside"] == "") & mentions["doc_id"].isin(table["doc_id"])]
    uses = _uses(own, table)
    of_year = table.groupby("year").size().to_dict()
    told = [_compare(one, other, uses, of_year) for one, other in near(uses)]
    sure = [one for one in told if one and one.p * len(told) < 1 - confidence]
    wanted = {form for one in sure for form in (one.old, one.new)}
    around = contexts(own[own["slogan"].isin(wanted)], paragraphs)
    rows = []
    for one in sure:
        alike = cosine(around[one.old], around[one.new])
        if alike >= ALIKE:
            last, first = own[own["slogan"] == one.old], own[own["slogan"] == one.new]
            figures = one._replace(p=min(1.0, one.p * len(told)))._asdict()
            rows.append(figures | {"alike": alike} | _change(last, first, table))
    columns = [*Succession._fields, "alike", "doc_id_old", "paragraph_old", "doc_id", "paragraph"]
    return pd.DataFrame(rows, columns=columns).sort_values(["p", "old", "new"], ignore_index=True)


def _uses(mentions: "pd.DataFrame", documents: "pd.DataFrame") -> dict[str, Use]:
    """Return the formulations that enough documents use, with their years and places."""
    year, place = (
        dict(zip(documents["doc_id"], documents[c], strict=True)) for c in ("year", "place")
    )
    return {
        str(slogan): Use({doc: year[doc] for doc in ids}, frozenset(place[doc] for doc in ids))
        for slogan, ids in mentions.groupby("slogan")["doc_id"].unique().items()
        if len(ids) >= ENOUGH
    }


def near(forms: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of near forms.

    >>> [*near(["法制观念", "法治观念", "三大攻坚战", "四大攻坚战", "又快又好", "又好又快"])]
    [('法制观念', '法治观念'), ('又好又快', '又快又好')]
    """
    digits = set(lexicon.load("slogans")["numerals"]["digits"])
    digits |= set("0123456789+")
    around: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for form in forms:
        plain = squeeze(form)
        for start in range(len(plain) + 1):
            for end in range(start, min(len(plain), start + RUN) + 1):
                if len(plain) - (end - start) >= SHARED:
                    around[plain[:start], plain[end:]].setdefault(form, plain[start:end])
        around["", "".join(sorted(plain)), ""].setdefault(form, plain)
    seen: dict[tuple[str, str], None] = {}
    for group in around.values():
        for (one, middle), (other, middle_other) in combinations(sorted(group.items()), 2):
            if squeeze(one) != squeeze(other) and not digits & {*middle} ^ digits & {*middle_other}:
                seen.setdefault((one, other))
    yield from seen


def _compare(
    one: str, other: str, uses: Mapping[str, Use], of_year: Mapping[int, int]
) -> Succession | None:
    """Return the succession of two near formulations, where it is one."""
    from scipy.stats import mannwhitneyu

    shared = uses[one].places & uses[other].places
    if len(shared) < SAME_PLACES * min(len(uses[one].places), len(uses[other].places)):
        return None
    first, second = ([*uses[name].years.items()] for name in (one, other))
    both = uses[one].years.keys() & uses[other].years.keys()
    only_first, only_second = ([y for doc, y in u if doc not in both] for u in (first, second))
    together = len(both) > TOGETHER * min(len(first), len(second))
    if together or min(len(only_first), len(only_second)) < ENOUGH:
        return None
    u, p = mannwhitneyu(only_second, only_first, method="asymptotic")
    later = float(u) / (len(only_first) * len(only_second))
    if later < 0.5:
        return _compare(other, one, uses, of_year)
    change = min(of_year, key=lambda at: _against(at, only_first, only_second))
    if later < LATER or not _faded(only_first, change, of_year):
        return None
    return Succession(one, other, len(first), len(second), len(both), later, float(p), change)


def _against(change: int, old: Iterable[int], new: Iterable[int]) -> int:
    """Return how many years of documents are on the wrong side of a change."""
    return sum(year >= change for year in old) + sum(year < change for year in new)


def contexts(mentions: "pd.DataFrame", paragraphs: "pd.DataFrame") -> dict[str, dict[str, float]]:
    """Return the words around each formulation, weighted (log tf, idf among the formulations)."""
    texts = paragraphs.set_index(["doc_id", "paragraph"])["text"].to_dict()
    columns = (mentions[name] for name in ("slogan", "doc_id", "paragraph", "start", "end"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    cut = tagger().cut
    for slogan, doc_id, paragraph, start, end in zip(*columns, strict=True):
        text = texts[doc_id, paragraph]
        beside = cut(text[max(0, start - NEAR) : start], False) + cut(text[end : end + NEAR], False)
        counts[slogan].update(word for word in beside if WORD.fullmatch(word))
    among = Counter(word for own in counts.values() for word in own)
    return {
        slogan: {w: (1 + log(n)) * log(1 + len(counts) / among[w]) for w, n in own.items()}
        for slogan, own in counts.items()
    }


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two weighted bags of words."""
    product = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    return product / (hypot(*one.values()) * hypot(*other.values()) or 1.0)


def _faded(old: list[int], change: int, of_year: Mapping[int, int]) -> bool:
    """Tell whether the old one has lost half its share of the documents from a year on."""

    def share(years: Iterable[int]) -> float:
        among = set(years)
        return sum(y in among for y in old) / max(1, sum(of_year[y] for y in among))

    before = share(y for y in of_year if min(old) <= y < change)
    return share(y for y in of_year if y >= change) <= FADED * before


def _change(
    old: "pd.DataFrame", new: "pd.DataFrame", documents: "pd.DataFrame"
) -> dict[str, object]:
    """Return the places of the last old and the first new mention, of one place if it has both."""
    when = documents.set_index("doc_id")[["date", "place"]]
    old, new = old.join(when, on="doc_id"), new.join(when, on="doc_id")
    last = old.sort_values(["date", "doc_id", "paragraph"]).drop_duplicates("place", keep="last")
    first = new.sort_values(["date", "doc_id", "paragraph"]).drop_duplicates("place")
    pairs = last.merge(first, on="place", suffixes=("_old", ""))
    yielded = pairs[pairs["date_old"] < pairs["date"]]
    row = (yielded if len(yielded) else pairs).sort_values(["date", "place"]).iloc[0]
    return {name: row[name] for name in ("doc_id_old", "paragraph_old", "doc_id", "paragraph")}
