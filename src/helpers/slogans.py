"""Find the formulations (提法) of a corpus without a list, and every place where they stand."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from helpers import lexicon
from helpers.candidates import QUOTES, candidates, parts, places_of, shape, squeeze, stands
from helpers.recurrence import Recurring, recurring
from helpers.tables import Document, Paragraph, Slogan, SloganMention

DOUBLINGS = 4
BEYOND = 1.25
COINED = {"seed", "group", "numeral", "parallel", "goal", "place", "motto"}
MARKS = frozenset(QUOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SloganDetail(Slogan):
    """A formulation with the visible parts of its score."""

    signals: Annotated[str, "what speaks for and against it, each with its part of the score"]
    variants: Annotated[str, "its forms in the texts, joined by ' | '"]
    quoted: Annotated[float, "share of the mentions in quotation marks"]


@dataclass(slots=True)
class Evidence:
    """What is known of one formulation, however it is written."""

    forms: Counter[str] = field(default_factory=Counter)
    signals: dict[str, float] = field(default_factory=dict)
    mentions: int = 0
    quoted: int = 0
    documents: set[str] = field(default_factory=set)
    known: int = 0

    def note(self, form: str, signals: Mapping[str, float]) -> None:
        """Count a form; of each signal the strongest instance remains."""
        self.forms[form] += 1
        for name, strength in signals.items():
            self.signals[name] = max(strength, self.signals.get(name, 0.0))

    def spread(self) -> int:
        """Return the number of documents."""
        return max(self.known, len(self.documents))


def find(
    documents: Sequence[Document],
    paragraphs: Sequence[Paragraph],
    *,
    threshold: float,
    seeds: bool = True,
) -> tuple[list[Slogan], list[SloganMention]]:
    """Return the formulations whose score reaches the threshold, strongest first, and mentions.

    The slogans are SloganDetail records. With `seeds` the national formulations and images of
    lexicons/slogans.toml help; without, everything comes from the texts.
    """
    gathered = gather(documents, paragraphs, seeds=seeds)
    scores = {key: score(evidence, len(documents)) for key, evidence in gathered.items()}
    kept = absorb({one: gathered[one] for one in gathered if scores[one] >= threshold}, scores)
    names = {key: canonical(evidence) for key, evidence in kept.items()}
    mentions = [
        SloganMention(
            slogan=names[key],
            variant=paragraph.text[start:end],
            doc_id=paragraph.doc_id,
            paragraph=paragraph.paragraph,
            start=start,
            end=end,
            quoted=quoted,
        )
        for paragraph, start, end, key, quoted in locate(paragraphs, kept)
    ]
    return _slogans(kept, names, mentions, documents), mentions


def key(form: str) -> str:
    """Return what all ways of writing a formulation share: its characters.

    >>> key("山水花园名城、创新创业福地") == key("“创新创业福地,山水花园名城”")
    True
    """
    plain = squeeze(form)
    return "".join(sorted(plain)) if len(plain) > 5 else plain


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
    for paragraph, _, _, one, quoted in locate(paragraphs, gathered):
        evidence = gathered[one]
        evidence.mentions += 1
        evidence.quoted += quoted
        evidence.documents.add(paragraph.doc_id)
    for evidence in gathered.values():
        if not evidence.mentions and "seed" not in evidence.signals:
            evidence.mentions, evidence.known = evidence.forms.total(), 1
            evidence.quoted = evidence.mentions * ("quoted" in evidence.signals)
    for string, signals in recurrent(documents, paragraphs):
        evidence = gathered[key(string.form)]
        if not evidence.forms:
            evidence.mentions, evidence.known = string.count, string.documents
        evidence.note(string.form, signals)
    return {one: evidence for one, evidence in gathered.items() if evidence.mentions}


def _plant(gathered: dict[str, Evidence]) -> None:
    """Add the national formulations, and mark the images among the candidates."""
    knowledge = lexicon.load("slogans")
    for forms in knowledge["seeds"].values():
        for form in forms:
            gathered[key(form)].note(form, {"seed": 1.0})
    for form in knowledge["images"]["words"]:
        if key(form) in gathered:
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
        [year - min(years) for year in years],
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


def score(evidence: Evidence, of: int) -> float:
    """Return the strength of the evidence in `of` documents: the logistic function of its sum."""
    return 1 / (1 + math.exp(-sum(weigh(evidence, of).values())))


def weigh(evidence: Evidence, of: int) -> dict[str, float]:
    """Return the parts of the score: each signal's weight times its strength."""
    weights = lexicon.load("slogans")["weights"]
    documents = evidence.spread()
    strengths = {"base": 1.0} | evidence.signals
    quoted = min(1.0, 2 * evidence.quoted / evidence.mentions)
    strengths |= {name: quoted for name in ("quoted", "count") if name in strengths}
    strengths["recurring"] = 0.0 if COINED & strengths.keys() else 1 - min(1.0, 2 * quoted)
    strengths["cohesion"] = strengths["recurring"] * strengths.get("cohesion", 0.0)
    again = float(evidence.mentions > documents)
    strengths["repeated"] = again * (1 - strengths["recurring"])
    strengths["spread"] = min(1.0, math.log2(documents) / DOUBLINGS)
    strengths["scarce"] = min(1.0, max(0.0, math.log2(of / documents) / DOUBLINGS - 1))
    return {
        name: weights[name] * strength
        for name, strength in strengths.items()
        if strength and name in weights
    }


def absorb(kept: Mapping[str, Evidence], scores: Mapping[str, float]) -> dict[str, Evidence]:
    """Return the formulations without recurring strings that have a stronger one inside."""
    index = Index(kept)
    return {
        one: evidence
        for one, evidence in kept.items()
        if COINED & evidence.signals.keys()
        or evidence.quoted
        or not any(
            scores[inner] >= scores[one] and kept[inner].spread() > BEYOND * evidence.spread()
            for form in evidence.forms
            for text in (form[1:], form[:-1])
            for _, _, inner in index.matches(text)
        )
    }


class Index:
    """All forms of all formulations, to be looked up at any place of a text."""

    def __init__(self, kept: Mapping[str, Evidence]) -> None:
        self.keys = {form: one for one, evidence in kept.items() for form in _forms(evidence)}
        widths: dict[str, set[int]] = defaultdict(set)
        for form in self.keys:
            widths[form[:3]].add(len(form))
        self.widths = {head: sorted(known, reverse=True) for head, known in widths.items()}

    def matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of the forms in a text, the longest first, no overlaps."""
        at = 0
        while at < len(text) - 1:
            width = self._width(text, at)
            if width:
                yield at, at + width, self.keys[text[at : at + width]]
            at += width or 1

    def _width(self, text: str, at: int) -> int:
        for head in (text[at : at + 3], text[at : at + 2]):
            for width in self.widths.get(head, ()):
                if (form := text[at : at + width]) in self.keys:
                    return len(form)
        return 0


def locate(
    paragraphs: Iterable[Paragraph], kept: Mapping[str, Evidence]
) -> Iterator[tuple[Paragraph, int, int, str, bool]]:
    """Yield every place of every form: paragraph, start, end, key, in quotation marks or not."""
    index = Index(kept)
    for paragraph in paragraphs:
        text = paragraph.text
        where = [i for i, char in enumerate(text) if char not in QUOTES]
        plain = text if len(where) == len(text) else "".join([text[i] for i in where])
        for first, end, one in index.matches(plain):
            start, stop = where[first], where[end - 1] + 1
            quoted = start > 0 and text[start - 1] in MARKS and text[stop : stop + 1] in MARKS
            if stop - start > end - first:
                start -= start > 0 and text[start - 1] in MARKS
                stop += text[stop : stop + 1] in MARKS
                yield paragraph, start, stop, one, True
            elif quoted or end - first > 2 or stands(plain, first, end):
                yield paragraph, start, stop, one, quoted


def _forms(evidence: Evidence) -> set[str]:
    forms = set(evidence.forms)
    for form in evidence.forms:
        if len(parts(form)) > 1:
            forms |= {mark.join(parts(form)) for mark in ("", "、", ",", "，")}
    return {form for form in forms if len(form) > 1}


def canonical(evidence: Evidence) -> str:
    """Return the usual form, its parts joined by 、."""
    best = max(evidence.forms, key=lambda form: (evidence.forms[form], len(form), form))
    return "、".join(parts(best)) or best


def _slogans(
    kept: Mapping[str, Evidence],
    names: Mapping[str, str],
    mentions: Sequence[SloganMention],
    documents: Sequence[Document],
) -> list[Slogan]:
    dates = {document.doc_id: document.date for document in documents}
    by_name: dict[str, list[SloganMention]] = defaultdict(list)
    for mention in mentions:
        by_name[mention.slogan].append(mention)
    slogans: list[Slogan] = []
    for one, evidence in kept.items():
        seen = by_name.get(names[one], [])
        if not seen:
            continue
        dated = sorted({dates[m.doc_id] for m in seen} - {""}) or [""]
        slogans.append(
            SloganDetail(
                slogan=names[one],
                type=kind(evidence),
                score=round(score(evidence, len(documents)), 4),
                mentions=len(seen),
                documents=len({m.doc_id for m in seen}),
                first_seen=dated[0],
                last_seen=dated[-1],
                signals=" ".join(
                    f"{name}{part:+.1f}" for name, part in weigh(evidence, len(documents)).items()
                ),
                variants=" | ".join(sorted({m.variant for m in seen})),
                quoted=sum(m.quoted for m in seen) / len(seen),
            )
        )
    return sorted(slogans, key=lambda s: (-s.score, -s.documents, -s.mentions, s.slogan))


def kind(evidence: Evidence) -> str:
    """Return the type."""
    if evidence.signals.keys() & {"numeral", "count"}:
        return "numeral"
    if "goal" in evidence.signals or "place" in evidence.signals:
        return "goal"
    return "brand" if "policy" in evidence.signals else "doctrine"
