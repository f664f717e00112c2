"""Weigh the evidence that a phrase is a formulation; every part of the score stays visible."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers import lexicon
from helpers.slogans.shape import parts, squeeze

DOUBLINGS = 4
ENOUGH = 100  # documents in which somebody would have quoted a formulation
COINED = {"seed", "group", "numeral", "parallel", "goal", "place", "saying"}


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

    def count(self, doc_id: str, quoted: bool) -> None:
        """Count a place in the texts."""
        self.mentions += 1
        self.quoted += quoted
        self.documents.add(doc_id)

    def settle(self) -> None:
        """Count a candidate once that stands only inside longer ones."""
        if not self.mentions and "seed" not in self.signals:
            self.mentions, self.known = 1, 1
            self.quoted = int("quoted" in self.signals)

    def spread(self) -> int:
        """Return the number of documents."""
        return max(self.known, len(self.documents))


def key(form: str) -> str:
    """Return what all ways of writing a formulation share: its characters, in long ones sorted."""
    plain = squeeze(form)
    return "".join(sorted(plain)) if len(plain) > 5 else plain


def canonical(evidence: Evidence) -> str:
    """Return the usual form, its parts joined by 、."""
    best = max(evidence.forms, key=lambda form: (evidence.forms[form], len(form), form))
    return "、".join(parts(best)) or best


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
    share = evidence.quoted / evidence.mentions
    strengths["recurring"] = 0.0 if COINED & strengths.keys() else 1 - min(1.0, 8 * share)
    strengths["unquoted"] = strengths["recurring"] * (not evidence.quoted) * (of > ENOUGH)
    strengths["cohesion"] = strengths["recurring"] * strengths.get("cohesion", 0.0)
    again = float(evidence.mentions > documents)
    strengths["repeated"] = again * (1 - strengths["recurring"])
    strengths["spread"] = min(1.0, math.log2(documents) / DOUBLINGS)
    strengths["scarce"] = min(1.0, max(0.0, math.log2(of / documents) / DOUBLINGS - 1))
    return {
        name: weight * strengths[name] for name, weight in weights.items() if strengths.get(name)
    }
