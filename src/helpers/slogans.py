"""Find the formulations (提法) of a corpus without a list, and every place where they stand."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from helpers import lexicon
from helpers.candidates import QUOTES, SEPARATORS, candidates, parts, squeeze
from helpers.tables import Document, Paragraph, Slogan, SloganMention


@dataclass(frozen=True, slots=True, kw_only=True)
class SloganDetail(Slogan):
    """A formulation with the visible parts of its score."""

    signals: Annotated[str, "what speaks for and against it, with the weights"]
    variants: Annotated[str, "its forms in the texts, joined by ' | '"]
    quoted: Annotated[float, "share of the mentions in quotation marks"]


@dataclass(slots=True)
class Evidence:
    """What the candidates of one formulation have in common."""

    forms: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    signals: set[str] = field(default_factory=set)


def find(
    documents: Sequence[Document],
    paragraphs: Sequence[Paragraph],
    *,
    threshold: float,
    seeds: bool = True,
) -> tuple[list[Slogan], list[SloganMention]]:
    """Return the formulations whose score reaches the threshold, strongest first, and mentions.

    With `seeds` the national formulations of lexicons/slogans.toml are candidates, too.
    """
    gathered = gather(paragraphs, seeds=seeds)
    scores = {key: score(evidence) for key, evidence in gathered.items()}
    kept = {key: gathered[key] for key in gathered if scores[key] >= threshold}
    mentions = list(locate(paragraphs, kept))
    dates = {document.doc_id: document.date for document in documents}
    return _slogans(kept, scores, mentions, dates), mentions


def key(form: str) -> str:
    """Return what all ways of writing a formulation share: its characters.

    >>> key("山水花园名城、创新创业福地") == key("“创新创业福地,山水花园名城”")
    True
    """
    plain = squeeze(form)
    return "".join(sorted(plain)) if len(plain) > 5 else plain


def gather(paragraphs: Iterable[Paragraph], *, seeds: bool) -> dict[str, Evidence]:
    """Return the evidence for each formulation, by key."""
    gathered: dict[str, Evidence] = defaultdict(Evidence)
    for paragraph in paragraphs:
        for candidate in candidates(paragraph.text, paragraph.paragraph):
            evidence = gathered[key(candidate.form)]
            evidence.forms[candidate.form] += 1
            evidence.documents[paragraph.doc_id] += 1
            evidence.signals |= candidate.signals
    if seeds:
        for forms in lexicon.load("slogans")["seeds"].values():
            for form in forms:
                gathered[key(form)].forms[form] += 1
                gathered[key(form)].signals.add("seed")
        for form in lexicon.load("slogans")["images"]["words"]:
            if key(form) in gathered:
                gathered[key(form)].signals.add("seed")
    return dict(gathered)


def score(evidence: Evidence) -> float:
    """Return the strength of the evidence: the logistic function of the summed weights."""
    return 1 / (1 + math.exp(-sum(weigh(evidence).values())))


def weigh(evidence: Evidence) -> dict[str, float]:
    """Return the parts of the score."""
    weights = lexicon.load("slogans")["weights"]
    summed = {"base": weights["base"]}
    summed |= {signal: weights[signal] for signal in sorted(evidence.signals) if signal in weights}
    if any(count > 1 for count in evidence.documents.values()):
        summed["repeated"] = weights["repeated"]
    if len(evidence.documents) > 1:
        summed["spread"] = weights["spread"] * min(4.0, math.log2(len(evidence.documents)))
    return summed


def locate(
    paragraphs: Iterable[Paragraph], kept: dict[str, Evidence]
) -> Iterator[SloganMention]:
    """Yield every place of every form, the longest first, without overlaps, quoted or not."""
    names = {form: canonical(evidence) for evidence in kept.values() for form in _forms(evidence)}
    heads: dict[str, list[str]] = defaultdict(list)
    for form in sorted(names, key=lambda form: (-len(form), form)):
        heads[form[:2]].append(form)
    for paragraph in paragraphs:
        for start, end, form in _matches(paragraph.text, heads):
            yield SloganMention(
                slogan=names[form],
                variant=paragraph.text[start:end],
                doc_id=paragraph.doc_id,
                paragraph=paragraph.paragraph,
                start=start,
                end=end,
                quoted=_in_quotes(paragraph.text, start, end),
            )


def _forms(evidence: Evidence) -> set[str]:
    forms = set(evidence.forms)
    for form in evidence.forms:
        if len(parts(form)) > 1:
            forms |= {mark.join(parts(form)) for mark in ("", "、", ",", "，")}
    return {form for form in forms if len(form) > 1}


def _matches(text: str, heads: dict[str, list[str]]) -> Iterator[tuple[int, int, str]]:
    where = [i for i, char in enumerate(text) if char not in QUOTES]
    plain = "".join(text[i] for i in where)
    at = 0
    while at < len(plain) - 1:
        for form in heads.get(plain[at : at + 2], ()):
            if plain.startswith(form, at):
                start, end = where[at], where[at + len(form) - 1] + 1
                if any(mark in QUOTES for mark in text[start:end]):
                    start, end = _widen(text, start, end)
                yield start, end, form
                at += len(form)
                break
        else:
            at += 1


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the outer quotation marks of a span that has inner ones."""
    if start and text[start - 1] in QUOTES:
        start -= 1
    if end < len(text) and text[end] in QUOTES:
        end += 1
    return start, end


def _in_quotes(text: str, start: int, end: int) -> bool:
    outer = start > 0 and text[start - 1] in QUOTES and text[end : end + 1] in QUOTES
    return (outer and end < len(text)) or text[start] in QUOTES


def canonical(evidence: Evidence) -> str:
    """Return the usual form, parts joined by 、."""
    best = max(evidence.forms, key=lambda form: (evidence.forms[form], len(form), form))
    return "、".join(parts(best)) or best


def _slogans(
    kept: dict[str, Evidence],
    scores: dict[str, float],
    mentions: Sequence[SloganMention],
    dates: dict[str, str],
) -> list[Slogan]:
    by_name: dict[str, list[SloganMention]] = defaultdict(list)
    for mention in mentions:
        by_name[mention.slogan].append(mention)
    slogans: list[Slogan] = []
    for one, evidence in kept.items():
        seen = by_name.get(canonical(evidence), [])
        if not seen:
            continue
        dated = sorted({dates.get(m.doc_id, "") for m in seen} - {""}) or [""]
        slogans.append(
            SloganDetail(
                slogan=canonical(evidence),
                type=kind(evidence),
                score=round(scores[one], 4),
                mentions=len(seen),
                documents=len({m.doc_id for m in seen}),
                first_seen=dated[0],
                last_seen=dated[-1],
                signals=" ".join(f"{s}{w:+.1f}" for s, w in weigh(evidence).items()),
                variants=" | ".join(sorted({m.variant for m in seen})),
                quoted=sum(m.quoted for m in seen) / len(seen),
            )
        )
    return sorted(slogans, key=lambda s: (-s.score, -s.documents, -s.mentions, s.slogan))


def kind(evidence: Evidence) -> str:
    """Return the type."""
    if "numeral" in evidence.signals:
        return "numeral"
    if "goal" in evidence.signals:
        return "goal"
    return "brand" if "policy" in evidence.signals else "doctrine"
