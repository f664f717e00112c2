"""Pair each target with the result that a later report tells of its period."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Literal, NamedTuple

from helpers.commitments import verdicts
from helpers.commitments.likeness import begins, contained, core, exclusion, likeness
from helpers.commitments.sightings import Key, Report, Sighting, indexed
from helpers.commitments.units import marked

Reason = Literal[
    "kept", "about", "missed", "bound", "near", "part", "begun", "size", "half", "untold",
    "pending", "vague", "valueless", "raised", "lowered", "same", "base", "dropped",
]  # fmt: skip

OFFERED = ("near", "part", "begun", "size", "half")
"""Reasons why a result is only possibly that of a target, or only of a half of it."""

SIDES = ("城镇", "农村")
"""Those whom 城乡居民 joins."""

LATER_REPORTS = 3
"""A result is looked for in so many reports after the target's own."""

ALIKE, ALIKE_OTHERWISE = 0.72, 0.8
"""From this likeness on, two names that nothing keeps apart name one thing: where one only says
more than the other, and where each says what the other does not."""

NEAR = 0.6
"""From this likeness on, two names are offered as possibly one thing."""

STANDARD_NAME, SAME_NAME, NEAR_NAME = (0.3, 4.0), (0.2, 12.0), (0.5, 4.0)
"""A result lies between these shares of a target's amount, under a name that statistics knows,
another that is the same, or a near one; else one is of a part, or of another year."""

PERSONS = {"人", "名", "位"}
"""Units of counting people."""

UNTOLD_YEAR = 3.0
"""A result of more than so many times an amount is of several years, or of all there are, unless
its name says that it was added: 解决1080万人饮水安全 after 95.4万人."""

DOUBLED, MANIFOLD = 100, 5
"""A rise by so many per cent or more and so many times the aim is of several years."""

LEFT = ("从", "由")
"""After these stands the value that was left, not the one that was reached."""

REACHED = re.compile(r"[从由](?!于)[^，,。；;]{0,24}\d[^，,。；;]{0,12}[到至]")
"""从1019亿元提升到: what follows was reached in the end, and what grew, grew since then."""

REPEATED = 6
"""From this number on, a result of exactly what was aimed at repeats it: 475个 after 475个."""

CROWD = 20
"""Of so many sightings of one key or with one pair of characters, the first are looked at."""


class Pair(NamedTuple):
    """Two sightings, or one and the document that does not see it again, and what holds of them."""

    earlier: Sighting
    later: Sighting | None
    reason: Reason
    differs: str = ""
    doc_id: str = ""

    @property
    def tells_outcome(self) -> bool:
        """Tell whether it says what became of a target; each target has one such pair."""
        return self.reason not in ("raised", "lowered", "same", "base", "dropped")


def outcomes(reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield for each target what became of it, `pending` where no later report could tell."""
    told = [indexed(report.results) for report in reports]
    for i, report in enumerate(reports):
        after = [j for j in range(i + 1, len(reports)) if reports[j].year > report.year > 0]
        missing: dict[int, list[Sighting]] = defaultdict(list)
        settled: set[int] = set()
        for target in report.targets:
            due = [j for j in after if reports[j].year > target.year >= report.year]
            if not due:
                yield Pair(target, None, "pending")
                continue
            later = [told[j] for j in due[:LATER_REPORTS]]
            pair = first_told(target, later)
            found = [pair] if pair else _of_both(target, later)
            settled |= {id(one.later) for one in found}
            yield from found
            if not found:
                missing[due[0]].append(target)
        for j, targets in missing.items():
            yield from _without_result(targets, reports[j], settled)


def first_told(
    target: Sighting, reports: Sequence[Mapping[Key, Sequence[Sighting]]]
) -> Pair | None:
    """Return a target with its result in the first report that tells it under the same name.

    It is the one with the likest words, a number before a bound. Where only results of another
    scope or size are told, the first is possibly it.
    """
    near: list[Sighting] = []
    for told in reports if target.clear else ():
        fit = [r for r in told.get(target.key, ())[:CROWD] if _fits(target, r)]
        sure = [r for r in fit if not unlike(target, r) and of_one_size(target, r)]
        if sure:
            result = max(sure, key=partial(_rank, target))
            return Pair(target, result, verdicts.outcome(target, result))
        near += fit
    return _possible(target, near[0]) if near else None


def _of_both(target: Sighting, reports: Sequence[Mapping[Key, Sequence[Sighting]]]) -> list[Pair]:
    """Return what became of a rise of 城乡居民收入 in town and country, told apart later.

    Where only one of the two is told, nobody can tell of both.
    """
    if target.measure != "growth" or "城乡居民" not in target.commitment.indicator:
        return []
    halves = [first_told(replace(target, name=side + target.name), reports) for side in SIDES]
    told = [pair for pair in halves if pair and pair.reason not in OFFERED]
    if len(told) == 1:
        names = f"{target.commitment.indicator} | {told[0].earlier.name}"
        return [Pair(target, told[0].later, "half", names)]
    return told


def _possible(target: Sighting, result: Sighting) -> Pair:
    """Return a target with a result that may be its own, and what differs."""
    difference = unlike(target, result)
    kinds: dict[str, Reason] = {"scope": "part", "only begun": "begun"}
    other: Reason = "near" if difference or of_one_size(target, result) else "size"
    names = f"{target.commitment.indicator} | {result.commitment.indicator}"
    return Pair(target, result, kinds.get(difference, other), names)


def _rank(target: Sighting, result: Sighting) -> tuple[bool, float, bool, bool]:
    """Return by how much a result is the one meant: how it is counted, its name, its unit.

    Of the rest a number comes before a bound.
    """
    same_basis = "adjusted" not in target.kinds ^ result.kinds
    exact = result.commitment.comparator == "="
    return same_basis, round(alike(target, result), 1), target.unit == result.unit, exact


def _fits(target: Sighting, result: Sighting) -> bool:
    """Tell whether a result is of the period and in the unit of a target.

    1.6% in 从1.6%提高到2.4% is not what was reached.
    """
    if not math.isfinite(result.value) or target.measure != result.measure:
        return False
    if target.year != result.year or not same_unit(target, result):
        return False
    whole = result.averaged and not target.averaged
    if whole and target.measure != "share" and not repeats(target, result):
        return False
    if result.lead.endswith(LEFT) or (_over_years(target, result) and not result.summed):
        return False
    if target.measure == "growth" and "mean" in target.kinds ^ result.kinds:
        return False
    aimed, told = target.commitment.horizon, result.commitment.horizon
    if told == "plan" and result.span == 1:
        told = "annual"
    if (aimed, told) == ("annual", "plan"):
        return target.measure == "share"
    return aimed == told and target.span == result.span


def _over_years(target: Sighting, result: Sighting) -> bool:
    """Tell whether a rise or a sum is told of the years since a value was left."""
    grows = target.measure == "growth"
    if grows and not target.averaged and result.value >= max(DOUBLED, MANIFOLD * target.value):
        return True
    return (grows or target.summed) and bool(REACHED.search(re.split("[；;]", result.lead)[-1]))


def same_unit(a: Sighting, b: Sighting) -> bool:
    """Tell whether units agree; 个 stands for any unit of counting, 岗位 are counted as 人."""
    units = {a.unit, b.unit}
    return len(units) == 1 or units <= PERSONS or ("个" in units and units <= marked("counted"))


def alike(a: Sighting, b: Sighting) -> float:
    return likeness(a.commitment.indicator, b.commitment.indicator)


def apart(a: Sighting, b: Sighting) -> str:
    """Return what keeps two apart: words, or that one is of a part, or in other prices."""
    if a.minor != b.minor:
        return "scope"
    if a.measure == "growth" and "real" in a.kinds ^ b.kinds:
        return "real or nominal"
    return exclusion(a.commitment.indicator, b.commitment.indicator)


def unlike(target: Sighting, result: Sighting) -> str:
    """Return what keeps a result from being the target's: a difference, or that it only began."""
    told, aimed = result.commitment.indicator, target.commitment.indicator
    return "only begun" if begins(told) and not begins(aimed) else apart(target, result)


def of_one_size(target: Sighting, result: Sighting) -> bool:
    """Tell whether an amount is of a target's size; of rates nothing is asked."""
    if target.measure != "level" or not target.value:
        return True
    least, most = STANDARD_NAME if target.standard else SAME_NAME
    if target.name != result.name:
        least, most = NEAR_NAME
    if not re.search("[新增]", result.commitment.indicator):
        most = min(most, UNTOLD_YEAR)
    return least <= result.value / target.value <= most


def repeats(target: Sighting, result: Sighting) -> bool:
    """Tell whether a result is the very number of a target, one that does not recur by chance."""
    same = target.measure in ("level", "share") and target.value == result.value
    return same and target.value >= REPEATED and (target.unit, target.value) != ("%", 100)


def _named_alike(target: Sighting, result: Sighting, like: float) -> bool:
    """Tell whether near names are of one thing: by their words, or as the number is repeated."""
    difference, within = unlike(target, result), contained(target.name, result.name)
    if repeats(target, result):
        return not difference or (within and difference == "scope")
    enough = ALIKE if within else ALIKE_OTHERWISE
    return like >= enough and not difference and of_one_size(target, result)


def _without_result(
    targets: Sequence[Sighting], report: Report, settled: Set[int]
) -> Iterator[Pair]:
    """Yield what a report tells under a near name, or why it tells nothing, for each target."""
    results = [
        r
        for r in report.results
        if r.clear and (not r.standard or r.measure == "level") and id(r) not in settled
    ]
    near = _nearly([target for target in targets if target.clear], results)
    found = {id(pair.earlier): pair for pair in near}
    for target in targets:
        unnamed: Reason = "vague" if math.isfinite(target.value) else "valueless"
        reason = "untold" if target.clear else unnamed
        silent = Pair(target, None, reason, doc_id=report.document.doc_id)
        yield found.get(id(target), silent)


def _nearly(targets: Sequence[Sighting], results: Sequence[Sighting]) -> Iterator[Pair]:
    """Yield each target with the result under the likest near name, each result judged once.

    Where nothing keeps the names apart and the value is of the target's size, it is its result.
    """
    index = _by_characters(results)
    offers = [
        (likeness(target.name, result.name), i, target, result)
        for i, target in enumerate(targets)
        if not target.standard
        for result in _candidates(target, index)
        if _fits(target, result)
    ]
    offers.sort(key=lambda offer: (-offer[0], offer[1]))
    paired: set[int] = set()
    used: set[int] = set()
    for like, _, target, result in offers:
        if like < NEAR or id(target) in paired or id(result) in used:
            continue
        paired.add(id(target))
        if _named_alike(target, result, like):
            used.add(id(result))
            yield Pair(target, result, verdicts.outcome(target, result))
        elif of_one_size(target, result) or not unlike(target, result):
            yield _possible(target, result)


def _by_characters(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    out: dict[str, list[Sighting]] = defaultdict(list)
    for one in sightings:
        for pair in _pairs_of_characters(one):
            out[pair].append(one)
    return out


def _pairs_of_characters(sighting: Sighting) -> list[str]:
    text = core(sighting.name).text
    return list(dict.fromkeys(text[i : i + 2] for i in range(max(1, len(text) - 1))))


def _candidates(sighting: Sighting, index: Mapping[str, Sequence[Sighting]]) -> list[Sighting]:
    """Return the sightings that share a pair of characters with one, without the crowds."""
    shared = (index.get(pair, ())[:CROWD] for pair in _pairs_of_characters(sighting))
    return list({id(other): other for others in shared for other in others}.values())
