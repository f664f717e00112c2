"""Follow an indicator from one report to the next: kept, missed, raised, lowered or dropped."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from helpers.commitments import verdicts
from helpers.commitments.indicators import Measure
from helpers.commitments.likeness import bare, begins, core, head, likeness, words
from helpers.commitments.pairing import (
    CROWD,
    NEAR,
    OFFERED,
    Pair,
    Reason,
    alike,
    apart,
    first_told,
    of_one_size,
    outcomes,
    same_unit,
)
from helpers.commitments.sightings import Report, Sighting, indexed, quoted, series, year_of
from helpers.tables import Commitment, Comparable, Document, FollowThrough, Paragraph, Verdict

REASONS: dict[Reason, tuple[Comparable, Verdict, str]] = {
    "kept": ("yes", "kept", "The result meets the target of the same period."),
    "about": ("yes", "kept", "The result is within the room that 左右 leaves."),
    "missed": ("yes", "missed", "The result falls short of the target of the same period."),
    "bound": ("yes", "unknown", "The result is only a bound."),
    "near": ("partly", "possible", "The names are near, but may name different things."),
    "part": ("partly", "possible", "One of them may be of a part of the other."),
    "begun": ("partly", "possible", "What is told may only have begun."),
    "size": ("partly", "possible", "The names agree, but the amounts are of different size."),
    "half": ("partly", "unknown", "Only one of the two that the target joins is told."),
    "vague": ("no", "unknown", "The target does not say what exactly is measured."),
    "valueless": ("no", "unknown", "The target states no number."),
    "untold": ("no", "unknown", "No later report tells the result."),
    "raised": ("yes", "raised", "The later target promises more."),
    "lowered": ("yes", "lowered", "The later target promises less."),
    "same": ("yes", "unknown", "The later target is the same."),
    "base": ("yes", "base", "What was reached before the target was set."),
    "dropped": ("yes", "dropped", "Two reports or more named it, and the next one does not."),
}
"""Whether two are comparable, the verdict, and why; there are no other reasons."""

NAMED = 5
"""So many first characters of a name in a plan show that it still names the thing."""


def follow(
    documents: Sequence[Document],
    commitments: Iterable[Commitment],
    paragraphs: Iterable[Paragraph] = (),
) -> list[Pair]:
    """Return what became of each target, and how targets moved, in series of like reports.

    A target meets the result of its own period and measure in a later report; a result meets the
    target of the year after it in its own report (`base`); a target the one of the next report's
    own year (raised, lowered). Near names are offered as `possible`. An indicator that two reports
    or more promised for their own years is `dropped` where the next one does not name it: in its
    `paragraphs` if these are given, else in the sentences of its targets. Linear in the
    commitments.
    """
    texts: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        texts[paragraph.doc_id].append(paragraph)
    return [
        pair
        for reports in series(documents, commitments)
        for relation in (outcomes, _moves, _bases, partial(_dropped, texts))
        for pair in relation(reports)
    ]


def compare(pairs: Iterable[Pair]) -> list[FollowThrough]:
    """Return pairs as rows of the table, those out that wait for a later report."""
    pairs = list(pairs)
    names = wordings(one for pair in pairs for one in (pair.earlier, pair.later) if one)
    rows = (_row(pair, names[pair.earlier.name]) for pair in pairs if pair.reason != "pending")
    return sorted(rows, key=_order)


def wordings(sightings: Iterable[Sighting]) -> dict[str, str]:
    """Return for each name how the texts say it most often; what statistics knows keeps its own.

    A name under which an indicator meets itself is none to show: 企业新增 for 新增企业.
    """
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for name, standard, wording, *_ in {
        (s.name, s.standard, s.commitment.indicator, *quoted(s, "").values()) for s in sightings
    }:
        said[name][name if standard else wording] += 1
    return {
        name: min(wordings, key=lambda word: (-wordings[word], len(word), word))
        for name, wordings in said.items()
    }


def _order(row: FollowThrough) -> tuple[str, str, str, int, int, str]:
    return (
        row.place, row.indicator, row.earlier_doc_id, row.earlier_paragraph, row.earlier_start,
        row.later_doc_id,
    )  # fmt: skip


def _moves(reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield each target with that of the next report, for its own year or the same horizon."""
    for report, following in pairwise(reports):
        if following.year != report.year + 1:
            continue
        later = indexed(following.targets)
        for target in report.targets:
            again = replace(target, year=target.year + target.annual)
            found = later.get(again.key, ())[:CROWD] if target.clear else ()
            fit = [t for t in found if _comparable(target, t)]
            if fit:
                likest = max(fit, key=lambda t: (round(alike(target, t), 1), t.unit == target.unit))
                yield Pair(target, likest, verdicts.move(target, likest))


def _comparable(target: Sighting, later: Sighting) -> bool:
    """Tell whether both are for their report's own year, or for the same later one, and alike."""
    same_horizon = target.span == later.span and target.annual == later.annual
    return (
        same_horizon
        and same_unit(target, later)
        and target.averaged == later.averaged
        and target.commitment.tier == later.commitment.tier
        and not apart(target, later)
        and begins(target.commitment.indicator) == begins(later.commitment.indicator)
        and of_one_size(target, later)
    )


def _bases(reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield the result of the year before with each target for the report's own year."""
    for report in reports:
        told = indexed(report.results)
        for target in report.targets:
            if target.clear and target.year == report.year and target.span == 1:
                pair = first_told(replace(target, year=target.year - 1), [told])
                if pair and pair.later and pair.reason not in OFFERED:
                    yield Pair(pair.later, target, "base")


def _dropped(texts: Mapping[str, Sequence[Paragraph]], reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield the last target under a name that two reports promised and the next one does not."""
    last: dict[tuple[str, Measure], tuple[int, Sighting]] = {}
    times: dict[tuple[str, Measure], int] = defaultdict(int)
    for i, report in enumerate(reports):
        for target in report.targets:
            what = target.name, target.measure
            if target.annual and target.clear and last.get(what, (-1, target))[0] != i:
                last[what] = i, target
                times[what] += 1
    plans = [_plan(report, texts.get(report.document.doc_id, ())) for report in reports]
    for what, (i, target) in last.items():
        following = reports[i + 1] if times[what] > 1 and i + 1 < len(reports) else None
        if following and _silent(target, following, plans[i + 1]):
            yield Pair(target, None, "dropped", doc_id=following.document.doc_id)


def _plan(report: Report, paragraphs: Sequence[Paragraph]) -> str:
    """Return what a report says from its first target of its own year on."""
    targets = [target.commitment for target in report.targets if target.annual and target.clear]
    if not paragraphs or not targets:
        return "".join(dict.fromkeys(target.sentence for target in targets))
    first = min(target.paragraph for target in targets)
    return "".join(p.text for p in paragraphs if p.paragraph >= first)


def _silent(target: Sighting, report: Report, plan: str) -> bool:
    """Tell whether a report that promises other things names nothing like a target."""
    if not report.targets or report.year != year_of(target.document) + 1:
        return False
    if any(likeness(target.name, other.name) >= NEAR for other in report.targets):
        return False
    names = [words()["change"].sub("", n) for n in (target.name, target.commitment.indicator)]
    marks = {mark for name in names for mark in (core(name).text[:NAMED], head(name))}
    told = plan + bare(plan)
    return bool(plan) and not any(mark in told for mark in marks if mark)


def _row(pair: Pair, name: str) -> FollowThrough:
    comparable, verdict, why = REASONS[pair.reason]
    earlier, later = pair.earlier, pair.later
    told = later if pair.reason in ("kept", "about", "missed") else None
    return FollowThrough(
        indicator=name,
        place=earlier.place,
        since=earlier.since,
        year=earlier.year,
        **quoted(earlier, "earlier_", "sentence"),
        **quoted(later, "later_", "sentence") | ({} if later else {"later_doc_id": pair.doc_id}),
        comparable=comparable,
        verdict=verdict,
        why=why,
        differs=pair.differs,
        gap=verdicts.gap(earlier, told) if told else math.nan,
    )
