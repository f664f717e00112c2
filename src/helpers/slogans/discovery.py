"""Find the formulations (提法) of a corpus without a list, and every place where they stand."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np

from helpers import lexicon
from helpers.slogans.candidates import candidates
from helpers.slogans.occurrences import Occurrence, absorb, locate
from helpers.slogans.recurrence import Recurring, recurring
from helpers.slogans.shape import places_of, shape
from helpers.slogans.strength import Evidence, canonical, key, score, weigh
from helpers.slogans.variants import around, kind, known, merge, wholes
from helpers.tables import Document, Paragraph, Slogan, SloganMention


def find(
    documents: Sequence[Document],
    paragraphs: Sequence[Paragraph],
    *,
    threshold: float,
    seeds: bool = True,
) -> tuple[list[Slogan], list[SloganMention]]:
    """Return the formulations whose score reaches the threshold, strongest first, and mentions.

    With `seeds` the national formulations and images of
    lexicons/slogans.toml help; without, everything comes from the texts. A part that stands
    alone less often than its whole is a variant of the whole; any other is first and last seen
    where it, a whole of it, or a formulation that begins or ends with it stands.
    """
    gathered = gather(documents, paragraphs, seeds=seeds)
    scores = {one: score(evidence, len(documents)) for one, evidence in gathered.items()}
    kept = absorb({one: gathered[one] for one in gathered if scores[one] >= threshold}, scores)
    names = {one: canonical(evidence) for one, evidence in kept.items()}
    places: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in locate(paragraphs, kept):
        places[occurrence.key].append(occurrence)
    alone = {one: {at.paragraph.doc_id for at in places[one]} for one in kept}
    longer, outer = wholes(names), around(names)
    for part, whole in merge(alone, longer).items():
        places[whole] += places.pop(part)
        alone[whole] |= alone[part]
    dates = {document.doc_id: document.date for document in documents}
    slogans: list[Slogan] = []
    for one, found in places.items():
        containing = [*longer.get(one, ()), *outer.get(one, ())]
        where = alone[one].union(*(alone[whole] for whole in containing))
        slogans += [_slogan(names[one], kept[one], found, where, dates)] if found else []
    order = {(p.doc_id, p.paragraph): at for at, p in enumerate(paragraphs)}
    mentions = [_mention(names[one], at) for one, found in places.items() for at in found]
    mentions.sort(key=lambda mention: (order[mention.doc_id, mention.paragraph], mention.start))
    slogans.sort(key=lambda row: (-row.score, -row.documents, -row.mentions, row.slogan))
    return slogans, mentions


def gather(
    documents: Sequence[Document], paragraphs: Sequence[Paragraph], *, seeds: bool
) -> dict[str, Evidence]:
    """Return the candidates of the corpus by key, with their signals and counts."""
    gathered: dict[str, Evidence] = defaultdict(Evidence)
    places = places_of(paragraph.text for paragraph in paragraphs)
    for paragraph in paragraphs:
        for candidate in candidates(paragraph.text, places):
            signals = dict.fromkeys(candidate.signals, 1.0)
            gathered[key(candidate.form)].note(candidate.form, signals)
    if seeds:
        _plant(gathered)
    for occurrence in locate(paragraphs, gathered):
        gathered[occurrence.key].count(occurrence.paragraph.doc_id, occurrence.quoted)
    for evidence in gathered.values():
        evidence.settle()
    for string, signals in recurrent(documents, paragraphs):
        evidence = gathered[key(string.form)]
        if not evidence.forms:
            evidence.mentions, evidence.known = string.count, string.documents
        evidence.note(string.form, signals)
    return {one: evidence for one, evidence in gathered.items() if evidence.mentions}


def _plant(gathered: dict[str, Evidence]) -> None:
    """Add the national formulations, and mark the images among the candidates."""
    knowledge = lexicon.load("slogans")
    images = [form for form in knowledge["images"]["words"] if key(form) in gathered]
    for form in chain(images, *knowledge["seeds"].values()):
        gathered[key(form)].note(form, {"seed": 1.0})


def recurrent(
    documents: Sequence[Document], paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[Recurring, dict[str, float]]]:
    """Yield the strings that recur across documents, with the signals of their places."""
    knowledge = lexicon.load("slogans")["recurring"]
    numbers = {document.doc_id: number for number, document in enumerate(documents)}
    years = [int(document.date[:4] or 0) for document in documents]
    strings = recurring(
        [paragraph.text for paragraph in paragraphs],
        [numbers[paragraph.doc_id] for paragraph in paragraphs],
        [sorted(set(years)).index(year) for year in years],
        breaks=knowledge["breaks"],
        upholding=knowledge["upholding"],
        heads=knowledge["heads"],
        least=max(2, len(documents) // 100),
    )
    for string in strings:
        signals = dict.fromkeys(shape(string.form) - {"scare"}, 1.0)
        # The root of the log-likelihood ratio of its years, of which 16 is beyond all doubt.
        drift = math.sqrt(string.documents * string.dated) / 16 if len(set(years)) > 7 else 0.0
        signals["dated"] = min(1.0, drift)
        signals["allegiance"] = min(1.0, 4 * string.upheld)
        signals["cohesion"] = min(1.0, string.cohesion / 12) if string.cohesion < 99 else 0.6
        signals["doctrine"] = min(1.0, 4 * string.headed)
        yield string, signals


def _mention(name: str, at: Occurrence) -> SloganMention:
    return SloganMention(
        slogan=name,
        variant=at.paragraph.text[at.start : at.end],
        doc_id=at.paragraph.doc_id,
        paragraph=at.paragraph.paragraph,
        start=at.start,
        end=at.end,
        quoted=at.quoted,
    )


def _slogan(
    name: str,
    evidence: Evidence,
    found: Sequence[Occurrence],
    where: Iterable[str],
    dates: Mapping[str, str],
) -> Slogan:
    dated = sorted({dates[doc_id] for doc_id in where} - {""}) or [""]
    variants = {at.paragraph.text[at.start : at.end] for at in found}
    weights = weigh(evidence, len(dates))
    return Slogan(
        slogan=name,
        type=kind(name, evidence.signals),
        score=round(score(evidence, len(dates)), 4),
        mentions=len(found),
        documents=len({at.paragraph.doc_id for at in found}),
        first_seen=dated[0],
        last_seen=dated[-1],
        signals=" ".join(f"{signal}{part:+.1f}" for signal, part in weights.items()),
        quoted=sum(at.quoted for at in found) / len(found),
        variants=" | ".join(sorted(variants)),
        known="、".join(known(name)),
    )


def leading(rows: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the formulations that are both sure and widely shared.

    Their order is score times the binary logarithm of one more than the documents with them, so
    that in a large corpus phrases of the genre do not stand before formulations.
    """
    weight = rows["score"] * np.log2(1 + rows["documents"])
    order = rows.assign(weight=weight.round(6)).sort_values(
        ["weight", "mentions", "slogan"], ascending=[False, False, True], kind="stable"
    )
    return order.drop(columns="weight").head(top)
