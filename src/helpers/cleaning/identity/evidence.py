"""Weigh what witnesses say of a document, and tell whether they leave a doubt."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from helpers import lexicon


class Witness(NamedTuple):
    """Something in or about a document that speaks for a value of one of its fields."""

    value: str
    kind: str  # a key of the lexicon's weights
    quote: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a field was decided to be; `sure` where the witnesses leave no doubt."""

    value: str
    score: float
    runner_up: str
    runner_up_score: float
    sure: bool
    witnesses: tuple[Witness, ...]


def scores(witnesses: Sequence[Witness], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the score of each value: the weights of the kinds of witnesses that speak for it.

    A kind counts once for a value, however often it repeats itself.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for witness in witnesses:
        kinds[witness.value].add(witness.kind)
    return {value: sum(weights[kind] for kind in sorted(found)) for value, found in kinds.items()}


def decide(
    witnesses: Sequence[Witness],
    weights: Mapping[str, float],
    *,
    enough: float,
    ahead: float,
) -> Decision:
    """Return the value with the highest score, the first of equals; empty without witnesses.

    It is sure when its score is `enough` and the runner-up has at most the share `ahead` of it.

    >>> said = [Witness("2016", "title", "2016年政府工作报告"), Witness("2017", "file", "2017.txt")]
    >>> decision = decide(said, {"title": 8.0, "file": 4.0}, enough=6, ahead=0.6)
    >>> decision.value, decision.runner_up, decision.sure
    ('2016', '2017', True)
    """
    ranked = sorted(scores(witnesses, weights).items(), key=lambda row: -row[1])
    ranked += [("", 0.0)] * (2 - len(ranked))
    (value, score), (second, below) = ranked[:2]
    sure = bool(value) and score >= enough and below <= ahead * score
    return Decision(value, score, second, below, sure, tuple(witnesses))


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return an expression of the lexicon that tells a witness."""
    return re.compile(lexicon.load("identity")["cues"][name], re.MULTILINE)
