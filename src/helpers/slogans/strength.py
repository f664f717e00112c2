"""Weigh the evidence that a phrase is a formulation; every part of the score stays visible."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from helpers import lexicon
from helpers.slogans.occurrences import Index
from helpers.slogans.shape import parts
from helpers.tables import Document, SloganClass

DOUBLINGS = 4  # of its documents, from one, after which more say nothing new
RARE = 3.5  # doublings from its documents to all, up to which nothing is rare
ENOUGH = 100  # documents in which somebody would have quoted a formulation
COINED = {"seed", "group", "numeral", "parallel", "goal", "place", "saying", "maxim", "local"}
QUOTED_ENOUGH = 0.15  # of the mentions in quotation marks, from which they tell a label
MOSTLY_QUOTED = 0.5  # the same for a word of the dictionary, and what is named like a body or title
HARDLY_QUOTED, CROWDED = 0.04, 0.5  # the same for what crowds that much in some years: coined then
FEW = 4  # documents up to which one quotation is enough
BEYOND = 1.25  # times as many documents as its whole has, from which a part explains it
OF_ANY_PLACE = 2  # other places from which a number of what every report counts is no label of one
YEARS_ENOUGH = 8  # years of documents from which crowding in some of them tells anything
SERIES_ENOUGH = 8  # documents of one place and genre from which they are a series of their own


class Tally(NamedTuple):
    """Mentions of a phrase, and how many stand in quotation marks."""

    mentions: int
    quoted: int


class Counts(NamedTuple):
    """A phrase in a series of documents; `dated` is how much it crowds in some years, 0 to 1."""

    documents: int
    of: int
    mentions: int
    quoted: int
    dated: float


@dataclass(slots=True)
class Evidence:
    """What is known of one phrase, however it is written.

    `tallies` has its places by document; what only recurs has none, but `recurs`.
    """

    forms: Counter[str] = field(default_factory=Counter)
    signals: dict[str, float] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    recurs: Counts | None = None

    def note(self, form: str, signals: Mapping[str, float]) -> None:
        """Count a form; of each signal the strongest instance remains."""
        self.forms[form] += 1
        for name, strength in signals.items():
            self.signals[name] = max(strength, self.signals.get(name, 0.0))

    def count(self, doc_id: str, quoted: bool) -> None:
        """Count a place in the texts."""
        mentions, quotations = self.tallies.get(doc_id, (0, 0))
        self.tallies[doc_id] = Tally(mentions + 1, quotations + quoted)

    def settle(self, doc_id: str) -> None:
        """Count a candidate once that stands only inside longer ones."""
        if not self.tallies and "seed" not in self.signals:
            self.tallies[doc_id] = Tally(1, int("quoted" in self.signals))

    def spread(self) -> int:
        """Return the number of documents."""
        return self.recurs.documents if self.recurs else len(self.tallies)

    def quoted(self) -> float:
        """Return the share of the mentions in quotation marks."""
        tallies = self.tallies.values()
        return sum(t.quoted for t in tallies) / max(1, sum(t.mentions for t in tallies))


@dataclass(frozen=True)
class Series:
    """Documents among which a phrase is rare or common: all, or those of one place and genre."""

    years: Mapping[str, int]

    @cached_property
    def of_year(self) -> Counter[int]:
        """How many documents each year has."""
        return Counter(self.years.values())

    def counts(self, evidence: Evidence) -> Counts:
        """Count a phrase in this series."""
        own = {doc_id: one for doc_id, one in evidence.tallies.items() if doc_id in self.years}
        return Counts(
            documents=len(own),
            of=len(self.years),
            mentions=sum(tally.mentions for tally in own.values()),
            quoted=sum(tally.quoted for tally in own.values()),
            dated=crowding(len(own), self.drift([*own]), len(self.of_year)),
        )

    def drift(self, doc_ids: Sequence[str]) -> float:
        """Return how far these documents' years are from those of all, in bits a document.

        The Kullback-Leibler divergence, less that of as many documents of different years.
        """
        of, n = len(self.years), len(doc_ids)
        years = Counter(self.years[doc_id] for doc_id in doc_ids)
        drift = sum(k / n * math.log2(k / n * of / self.of_year[year]) for year, k in years.items())
        return max(0.0, drift - math.log2(max(1.0, len(self.of_year) / n)))


def crowding(documents: int, drift: float, years: int) -> float:
    """Return how surely documents crowd in some years, of which a drift is known, 0 to 1.

    The root of the log-likelihood ratio, of which 16 is beyond all doubt.
    """
    return min(1.0, math.sqrt(documents * drift) / 16) if years >= YEARS_ENOUGH else 0.0


@dataclass(frozen=True)
class Corpus:
    """All documents, and the series of those of one place and genre that has each."""

    whole: Series
    series: Mapping[str, Series]
    places: Mapping[str, str]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Corpus":
        """Gather the series of a corpus."""
        years = {document.doc_id: int(document.date[:4] or 0) for document in documents}
        groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for one in documents:
            groups[one.place, one.genre][one.doc_id] = years[one.doc_id]
        own = [
            Series(group)
            for group in groups.values()
            if SERIES_ENOUGH <= len(group) < len(documents)
        ]
        places = {document.doc_id: document.place for document in documents}
        return cls(Series(years), {doc_id: one for one in own for doc_id in one.years}, places)

    def around(self, evidence: Evidence) -> Iterator[Series]:
        """Yield the series in which evidence is judged: the whole, and each that has some."""
        yield self.whole
        own = (self.series.get(doc_id) for doc_id in evidence.tallies)
        yield from {id(series): series for series in own if series}.values()


class Judgement(NamedTuple):
    """How sure it is that a phrase is a formulation, why, and whether it does more than recur."""

    weights: Mapping[str, float]
    kind: SloganClass

    @property
    def score(self) -> float:
        """The logistic function of the sum of the weights."""
        return 1 / (1 + math.exp(-sum(self.weights.values())))


def judge(evidence: Evidence, corpus: Corpus) -> Judgement:
    """Return the judgement of the series in which the evidence is strongest.

    What one place repeats for years is strong there, whatever else the corpus holds.
    """
    signals = dict(evidence.signals)
    places = len({corpus.places[doc_id] for doc_id in evidence.tallies})
    again = len(evidence.tallies) > 1 or len(corpus.places) < SERIES_ENOUGH
    for name, of_any in (("generic", places - again), ("digits", places - 1)):
        if name in signals:
            signals[name] = min(1.0, max(0, of_any) / OF_ANY_PLACE)
    if evidence.recurs:
        return _judged(signals, evidence.recurs)
    judged = (_judged(signals, series.counts(evidence)) for series in corpus.around(evidence))
    return max(judged, key=lambda told: (told.kind == "formulation", told.score))


def _judged(signals: Mapping[str, float], counts: Counts) -> Judgement:
    quoted = counts.quoted / counts.mentions
    enough = HARDLY_QUOTED if counts.dated >= CROWDED else QUOTED_ENOUGH
    enough = MOSTLY_QUOTED if signals.keys() & {"ordinary", "word", "named"} else enough
    once = counts.quoted < 2 and counts.documents > FEW and counts.of >= SERIES_ENOUGH
    label = COINED & signals.keys() or (quoted >= enough and not once)
    return Judgement(weigh(signals, counts), "formulation" if label else "recurring")


def weigh(signals: Mapping[str, float], counts: Counts) -> dict[str, float]:
    """Return the parts of the score: each signal's weight times its strength."""
    weights = lexicon.load("slogans")["weights"]
    share = counts.quoted / counts.mentions
    strengths = {"base": 1.0} | dict(signals)
    quoted = min(1.0, 2 * share)
    strengths |= {name: quoted for name in ("quoted", "count") if name in strengths}
    strengths["recurring"] = 0.0 if COINED & strengths.keys() else 1 - min(1.0, 8 * share)
    strengths["unquoted"] = strengths["recurring"] * (not counts.quoted) * (counts.of > ENOUGH)
    strengths["cohesion"] = strengths["recurring"] * strengths.get("cohesion", 0.0)
    again = float(counts.mentions > counts.documents)
    strengths["repeated"] = again * (1 - strengths["recurring"])
    strengths["spread"] = min(1.0, math.log2(counts.documents) / DOUBLINGS)
    rarity = math.log2(counts.of / counts.documents)
    strengths["scarce"] = min(1.0, max(0.0, rarity / RARE - 1))
    strengths["dated"] = counts.dated
    return {
        name: weight * strengths[name] for name, weight in weights.items() if strengths.get(name)
    }


def hopeless(signals: Mapping[str, float], counts: Counts, threshold: float) -> bool:
    """Tell whether a string that is not coined stays below a score whatever its shape adds."""
    weights = lexicon.load("slogans")["weights"]
    best: float = weights["base"] + weights["recurring"] + weights["four"] + weights["motto"]
    best += weights["spread"] * min(1.0, math.log2(counts.documents) / DOUBLINGS)
    best += weights["dated"] * counts.dated
    best += sum(weights[name] * strength for name, strength in signals.items())
    return best < math.log(max(threshold, 1e-9) / max(1 - threshold, 1e-9))


def absorb(kept: Mapping[str, Evidence], judged: Mapping[str, Judgement]) -> dict[str, Evidence]:
    """Return the phrases without recurring strings that have a stronger one inside."""
    index = Index({one: evidence.forms for one, evidence in kept.items()})
    return {
        one: evidence
        for one, evidence in kept.items()
        if COINED & evidence.signals.keys()
        or evidence.quoted()
        or not any(
            judged[inner].score >= judged[one].score
            and kept[inner].spread() > BEYOND * evidence.spread()
            for form in evidence.forms
            for text in (form[1:], form[:-1])
            for inner in index.inner(text)
        )
    }


def canonical(evidence: Evidence) -> str:
    """Return the usual form, its parts joined by 、."""
    best = max(evidence.forms, key=lambda form: (evidence.forms[form], len(form), form))
    return "、".join(parts(best)) or best
