"""Find the formulations (提法) of a corpus without a list, and every place where they stand."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from helpers import lexicon
from helpers.slogans.candidates import candidates
from helpers.slogans.occurrences import Index, Occurrence
from helpers.slogans.reading import Reading, read
from helpers.slogans.recurrence import Sources, Words, recurring
from helpers.slogans.shape import coined, parts, places_of, shape
from helpers.slogans.strength import (
    Corpus,
    Counts,
    Evidence,
    Judgement,
    absorb,
    canonical,
    crowding,
    hopeless,
    judge,
)
from helpers.slogans.variants import common_knowledge, key, kind, unite
from helpers.tables import Document, Paragraph, Slogan, SloganMention

if TYPE_CHECKING:
    import pandas as pd


def find(
    documents: Sequence[Document],
    paragraphs: Sequence[Paragraph],
    *,
    threshold: float,
    seeds: bool = True,
) -> tuple[list[Slogan], list[SloganMention]]:
    """Return what reaches the threshold, strongest first, and the mentions of formulations.

    With `seeds` the national formulations and images of lexicons/slogans.toml help; without,
    everything comes from the texts. Formulations stand before expressions that merely recur, of
    which no mentions are returned. A mention inside another is a mention of both.
    """
    texts, corpus = read(paragraphs), Corpus.of(documents)
    gathered = gather(documents, texts, seeds=seeds, threshold=threshold)
    judged = {one: judge(evidence, corpus) for one, evidence in gathered.items()}
    kept = {one: gathered[one] for one, told in judged.items() if told.score >= threshold}
    kept = absorb(kept, judged)
    labels = {one for one in kept if judged[one].kind == LABEL}
    same = unite(kept, labels)
    forms: dict[str, set[str]] = defaultdict(set)
    for one, evidence in kept.items():
        forms[same[one]].update(evidence.forms)
    places: dict[str, list[Occurrence]] = defaultdict(list)
    index = Index(forms)
    for occurrence in index.every(texts.unquoted):
        places[occurrence.key].append(occurrence)
    names = {one: canonical(kept[one]) for one in places}
    dates = {document.doc_id: document.date for document in documents}
    listed = {one for one in places if _only_listed(kept[one], corpus, threshold)}
    slogans = [
        _slogan(names[one], kept[one], judged[one], found, dates, one in listed, index.traces[one])
        for one, found in places.items()
        if not _is_part(kept[one], [kept[at.inside] for at in found if at.inside], len(found))
    ]
    slogans.sort(
        key=lambda row: (row.class_, -row.score, -row.documents, -row.mentions, row.slogan)
    )
    return slogans, _mentions(places, names, {r.slogan for r in slogans if r.class_ == LABEL})


LABEL = "formulation"
NUMBER = re.compile(r"[+-][\d.]+")
BEHIND = 9999  # more than any weight of a formulation in the leading list
FRAMED_ENOUGH = 0.25  # share of its places after a verb that frames a label
MOSTLY_INSIDE = 2 / 3  # share of its places inside rows of counts that makes one count a part
UPHELD_ENOUGH = 0.25  # share of its places after a verb of allegiance that makes a maxim a label


def _only_listed(evidence: Evidence, corpus: Corpus, threshold: float) -> bool:
    """Tell whether a phrase is a formulation only because the list of national ones has it."""
    if "seed" not in evidence.signals:
        return False
    rest = {name: strength for name, strength in evidence.signals.items() if name != "seed"}
    told = judge(replace(evidence, signals=rest), corpus)
    return told.kind != LABEL or told.score < threshold


def _is_part(evidence: Evidence, around: Sequence[Evidence], mentions: int) -> bool:
    """Tell whether a phrase is only part of others, or a count of several: 三品 of 三品一标."""
    rows = sum("numeral" in one.signals for one in around)
    return len(around) == mentions or (
        "count" in evidence.signals and rows >= MOSTLY_INSIDE * mentions
    )


def gather(
    documents: Sequence[Document], texts: Reading, *, seeds: bool, threshold: float
) -> dict[str, Evidence]:
    """Return the candidates of the corpus by key, with their signals and places."""
    gathered: dict[str, Evidence] = defaultdict(Evidence)
    met: dict[str, str] = {}
    places = places_of(paragraph.text for paragraph in texts.paragraphs)
    for paragraph in texts.paragraphs:
        for candidate in candidates(paragraph.text, places):
            one = key(candidate.form)
            gathered[one].note(candidate.form, dict.fromkeys(candidate.signals, 1.0))
            met.setdefault(one, paragraph.doc_id)
    if seeds:
        _plant(gathered)
    joined = _join(gathered)
    index = Index({one: evidence.forms for one, evidence in gathered.items()})
    for occurrence in index.longest(texts.unquoted):
        gathered[occurrence.key].count(occurrence.paragraph.doc_id, occurrence.quoted)
    for one, doc_id in met.items():
        gathered[joined.get(one, one)].settle(doc_id)
    known = {form for evidence in gathered.values() for form in evidence.forms} | gathered.keys()
    for form, counts, signals in recurrent(documents, texts, places, known, threshold):
        evidence = gathered[joined.get(key(form), key(form))]
        if not evidence.tallies:
            evidence.recurs = counts
        evidence.note(form, signals)
    return {one: evidence for one, evidence in gathered.items() if evidence.spread()}


def _join(gathered: dict[str, Evidence]) -> dict[str, str]:
    """Put what is written without a separator to the same parts with one, and return which."""
    joined: dict[str, str] = {}
    for one, evidence in gathered.items():
        for form in evidence.forms:
            plain = key("".join(parts(form)))
            if plain != one and plain in gathered and one not in joined:
                joined[plain] = one
    for plain, one in joined.items():
        evidence = gathered.pop(plain)
        gathered[one].forms.update(evidence.forms)
        gathered[one].note(next(iter(evidence.forms)), evidence.signals)
    return joined


def _plant(gathered: dict[str, Evidence]) -> None:
    """Add the national formulations, and mark the images among the candidates."""
    knowledge = lexicon.load("slogans")
    images = [form for form in knowledge["images"]["words"] if key(form) in gathered]
    for form in chain(images, *knowledge["seeds"].values()):
        gathered[key(form)].note(form, {"seed": 1.0})


def recurrent(
    documents: Sequence[Document],
    texts: Reading,
    names_of_places: Collection[str],
    met: Collection[str],
    threshold: float,
) -> Iterator[tuple[str, Counts, dict[str, float]]]:
    """Yield the strings that recur across documents, with the signals of their places.

    Those that cannot reach the threshold whatever their shape are left out, but for what was `met`.
    """
    digits = lexicon.load("slogans")["numerals"]["digits"]
    knowledge = lexicon.load("slogans")["recurring"]
    numbers = {document.doc_id: number for number, document in enumerate(documents)}
    years = [int(document.date[:4] or 0) for document in documents]
    order = sorted(set(years))
    series = list(dict.fromkeys((document.place, document.genre) for document in documents))
    sources = Sources(
        [numbers[paragraph.doc_id] for paragraph in texts.paragraphs],
        [order.index(year) for year in years],
        [series.index((document.place, document.genre)) for document in documents],
    )
    names = ("breaks", "upholding", "heads", "frames")
    words = Words(**{name: knowledge[name] for name in names})
    for string in recurring(texts, sources, words, least=max(2, len(documents) // 100)):
        signals = {
            "allegiance": min(1.0, 4 * string.upheld),
            "cohesion": min(1.0, string.cohesion / 12) if string.cohesion < 99 else 0.6,
            "doctrine": min(1.0, 4 * string.headed),
        }
        dated = crowding(string.documents, string.dated, len(order))
        counts = Counts(string.documents, len(documents), string.count, 0, dated)
        home = string.home if string.framed >= FRAMED_ENOUGH else 0
        told = string.upheld >= UPHELD_ENOUGH or home or string.form[0] in digits
        if not told and string.form not in met and hopeless(signals, counts, threshold):
            continue
        signals |= dict.fromkeys(shape(string.form) - {"scare"}, 1.0)
        if "maxim" in signals and string.upheld < UPHELD_ENOUGH:
            del signals["maxim"]
        if home and coined(string.form, names_of_places):
            signals["local"] = 1.0
            counts = counts._replace(of=home)
        yield string.form, counts, signals


def _mentions(
    places: Mapping[str, Sequence[Occurrence]], names: Mapping[str, str], wanted: set[str]
) -> list[SloganMention]:
    """Return the mentions of the wanted formulations in reading order."""
    found = (at for one, own in places.items() if names[one] in wanted for at in own)
    return [
        SloganMention(
            slogan=names[at.key],
            variant=at.paragraph.text[at.start : at.end],
            doc_id=at.paragraph.doc_id,
            paragraph=at.paragraph.paragraph,
            start=at.start,
            end=at.end,
            quoted=at.quoted,
            inside=names[at.inside] if at.inside and names[at.inside] in wanted else "",
        )
        for at in sorted(found, key=lambda at: (at.number, at.start, -at.end))
    ]


def _slogan(
    name: str,
    evidence: Evidence,
    told: Judgement,
    found: Sequence[Occurrence],
    dates: Mapping[str, str],
    seed: bool,
    traces: Collection[str],
) -> Slogan:
    dated = [at for at in found if dates[at.paragraph.doc_id]]
    first = min(dated or found, key=lambda at: (dates[at.paragraph.doc_id], at.number))
    last = max((dates[at.paragraph.doc_id] for at in dated), default="")
    variants = {at.paragraph.text[at.start : at.end] for at in found}
    return Slogan(
        slogan=name,
        class_=told.kind,
        type=kind(name, evidence.signals),
        score=round(told.score, 4),
        mentions=len(found),
        documents=len({at.paragraph.doc_id for at in found}),
        first_seen=dates[first.paragraph.doc_id],
        last_seen=last,
        last_trace=max([last, *(dates[doc_id] for doc_id in traces)]),
        doc_id=first.paragraph.doc_id,
        paragraph=first.paragraph.paragraph,
        seed=seed,
        signals=" ".join(f"{signal}{part:+.1f}" for signal, part in told.weights.items()),
        quoted=sum(at.quoted for at in found) / len(found),
        variants=" | ".join(sorted(variants)),
        known="、".join(common_knowledge(name)),
    )


def leading(rows: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the formulations that are both sure and widely shared.

    What the texts themselves show comes first, then what only the list lets in. The order of both
    is the log odds times the binary logarithm of one more than the documents with them.
    """
    labels = rows[rows["class"] == LABEL]
    odds = labels["signals"].map(lambda told: sum(map(float, NUMBER.findall(told))))
    weight = odds * np.log2(1 + labels["documents"]) - BEHIND * labels["seed"]
    order = labels.assign(weight=weight.round(6)).sort_values(
        ["weight", "mentions", "slogan"], ascending=[False, False, True], kind="stable"
    )
    return order.drop(columns="weight").head(top)
