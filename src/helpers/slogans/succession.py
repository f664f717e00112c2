"""Find where one formulation takes the place of another: 新农村建设 → 乡村振兴."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from scipy.stats import false_discovery_control

from helpers.slogans.evolution import with_years
from helpers.slogans.shape import squeeze
from helpers.slogans.surroundings import WORD, beside, rarity, vectors

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 5  # documents of each from which a succession can be told
LATER = 0.85  # chance that a document with the new one is later than one with the old one
TOGETHER = 0.3  # of the documents of the rarer one, those that have both, at most
FADED = 0.5  # of its share before the change, what the old one has left after it, at most
SAME_PLACES = 0.5  # of the places that have the rarer one, those that have the other, too
NEAR = 20  # characters before and after a mention whose words are around it
NEXT = 2  # words right before and after a mention that make its place in the sentence
IN_ONE_PLACE = 0.2  # likeness of what is around both, at least
FORM = 0.3  # what the share of common characters adds to that likeness, at most
ALIKE = 0.3  # the sum, from which one can stand for the other
AT_A_TIME = 256  # formulations that are compared with all others in one go: the memory this takes


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
    alike: float


def successions(
    mentions: "pd.DataFrame",
    documents: "pd.DataFrame",
    paragraphs: "pd.DataFrame",
    *,
    confidence: float = 0.95,
) -> "pd.DataFrame":
    """Return the pairs of formulations of which the later surely took the place of the older.

    Both are used in the same places and among the same words, few documents have both or are
    against the order of time, and the old one loses half its share; each is the nearest to the
    other of all of which that holds. Columns: old, new, documents_old, documents_new, both
    (documents), later (chance that of two documents with one only, that with the new one is the
    later), p (Mann & Whitney 1947, two-sided, corrected for the number of pairs that are alike:
    Benjamini & Hochberg 1995), year (the change: fewest documents are on its wrong side), alike
    (see `near`), and the places of the last mention of the old and the first of the new one, in
    one place if it has both: doc_id_old, paragraph_old, doc_id, paragraph. The nearest first.
    """
    import pandas as pd

    table = with_years(documents)
    own = mentions[(mentions["inside"] == "") & mentions["doc_id"].isin(table["doc_id"])]
    uses = _uses(own, table)
    of_year = table.groupby("year").size().to_dict()
    own = own[own["slogan"].isin(list(uses))]
    pairs = [*near(own, paragraphs)]
    told = [_compare(first, other, uses, of_year, alike) for first, other, alike in pairs]
    sure = false_discovery_control([one.p if one else 1.0 for one in told]) if told else []
    rows = []
    for one in _nearest(one._replace(p=float(p)) for one, p in zip(told, sure, strict=True) if one):
        if one.p < 1 - confidence:
            last, first = own[own["slogan"] == one.old], own[own["slogan"] == one.new]
            rows.append(one._asdict() | _change(last, first, table))
    columns = [*Succession._fields, "doc_id_old", "paragraph_old", "doc_id", "paragraph"]
    return pd.DataFrame(rows, columns=columns)


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


def near(mentions: "pd.DataFrame", paragraphs: "pd.DataFrame") -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of formulations of which one can stand for the other, and their likeness.

    The mean cosine of the words around both and of the words next to both (tf-idf), and `FORM`
    times the share of the characters that they have in common (Dice 1945).
    """
    import numpy as np

    around, nearest = _surroundings(mentions, paragraphs)
    forms = sorted(around)
    letters = [dict.fromkeys(squeeze(one), 1) for one in forms]
    words, places = (
        vectors(bags, rarity(bags))
        for bags in ([around[one] for one in forms], [nearest[one] for one in forms])
    )
    flat = vectors(letters, dict.fromkeys({c for one in letters for c in one}, 1.0))
    of = np.array([len(one) for one in letters])
    for low in range(0, len(forms), AT_A_TIME):
        some = slice(low, low + AT_A_TIME)
        context = ((words[some] @ words.T).toarray() + (places[some] @ places.T).toarray()) / 2
        common = (flat[some] @ flat.T).toarray() * np.sqrt(np.outer(of[some], of))
        alike = context + FORM * 2 * common / np.add.outer(of[some], of)
        alike[context < IN_ONE_PLACE] = 0
        for one, other in zip(*np.nonzero(np.triu(alike, 1 + low) >= ALIKE), strict=True):
            yield forms[low + one], forms[other], float(alike[one, other])


def _surroundings(
    mentions: "pd.DataFrame", paragraphs: "pd.DataFrame"
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return the words around each formulation, and those next to it on either side."""
    texts = paragraphs.set_index(["doc_id", "paragraph"])["text"].to_dict()
    columns = (mentions[name] for name in ("slogan", "doc_id", "paragraph", "start", "end"))
    around: dict[str, Counter[str]] = defaultdict(Counter)
    nearest: dict[str, Counter[str]] = defaultdict(Counter)
    for slogan, doc_id, paragraph, start, end in zip(*columns, strict=True):
        before, after = beside(texts[doc_id, paragraph], start, end, NEAR)
        around[slogan].update(word for word in before + after if WORD.fullmatch(word))
        for side, words in (("{}…", before[::-1]), ("…{}", after)):
            own = [word for word in words if word.isalpha()][:NEXT]
            nearest[slogan].update(map(side.format, own))
    return around, nearest


def _nearest(told: Iterable[Succession]) -> Iterator[Succession]:
    """Yield the successions of which neither side has a nearer one."""
    old, new = set[str](), set[str]()
    for one in sorted(told, key=lambda one: (-one.alike, one.p, one.old, one.new)):
        if one.old not in old and one.new not in new:
            yield one
        old.add(one.old)
        new.add(one.new)


def _compare(
    one: str, other: str, uses: Mapping[str, Use], of_year: Mapping[int, int], alike: float
) -> Succession | None:
    """Return the succession of two formulations, where it is one."""
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
        return _compare(other, one, uses, of_year, alike)
    change = min(sorted(of_year)[::-1], key=lambda at: _against(at, only_first, only_second))
    if later < LATER or not _faded(only_first, change, of_year):
        return None
    sizes = len(first), len(second), len(both)
    return Succession(one, other, *sizes, later, float(p), change, alike)


def _against(change: int, old: Iterable[int], new: Iterable[int]) -> int:
    """Return how many years of documents are on the wrong side of a change."""
    return sum(year >= change for year in old) + sum(year < change for year in new)


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
