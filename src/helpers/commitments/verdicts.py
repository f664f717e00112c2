"""Judge a target by its result, and a later target by an earlier one."""

import math
from typing import Literal

from helpers.commitments.sightings import Sighting

POINTS = 0.5
"""左右 of a rate or a share leaves so many percentage points of room."""

PART = 0.05
"""左右 of an amount leaves so much of it."""

FIRM = {">=": 3, "<=": 3, "=": 2, "range": 2, "~": 1, "": 0}
MIRROR = {">=": "<=", "<=": ">="}
Outcome = Literal["kept", "about", "missed", "bound"]
Move = Literal["raised", "lowered", "same"]


def outcome(target: Sighting, result: Sighting) -> Outcome:
    """Return what a result says of the target of its period.

    `about`: kept within the room that 左右 leaves. `bound`: the result is a bound on the wrong
    side, so that nobody can tell. The low end of a range is what was promised, for a ceiling the
    high end.
    """
    ceiling = less_is_better(target)
    least, most = ends(target)
    short = result.value - most if ceiling else least - result.value
    met = short <= 1e-9
    comparator = bound(result)
    if comparator in MIRROR and met != (comparator == ("<=" if ceiling else ">=")):
        return "bound"
    if met:
        return "kept"
    return "about" if short <= room(target) + 1e-9 else "missed"


def move(earlier: Sighting, later: Sighting) -> Move:
    """Return whether a later target promises more, by its value, else by its comparator."""
    ceiling = less_is_better(earlier) or less_is_better(later)
    step = (later.value - earlier.value) * (-1 if ceiling else 1)
    if step == 0:
        step = FIRM[later.commitment.comparator] - FIRM[earlier.commitment.comparator]
    return "same" if step == 0 else "raised" if step > 0 else "lowered"


def gap(target: Sighting, result: Sighting) -> float:
    """Return result minus target, measured from the end of a range that was promised."""
    least, most = ends(target)
    return round(result.value - (most if less_is_better(target) else least), 6)


def less_is_better(target: Sighting) -> bool:
    """Tell whether a result should not be above the target: a ceiling, a cut, or a bad thing."""
    if bound(target) in MIRROR:
        return bound(target) == "<="
    return target.value < 0 or target.better == "less"


def room(target: Sighting) -> float:
    """Return how far a result may stay behind a target in 左右."""
    if target.commitment.comparator != "~":
        return 0.0
    return PART * abs(target.value) if target.measure == "level" else POINTS


def ends(target: Sighting) -> tuple[float, float]:
    """Return the lower and the upper end of what is aimed at, the same but for a range."""
    other = target.commitment.value_max
    if math.isnan(other):
        return target.value, target.value
    other = math.copysign(other, target.value)
    return min(target.value, other), max(target.value, other)


def bound(sighting: Sighting) -> str:
    """Return the comparator of the value: a fall of 4 % or more is a value of -4 or less."""
    comparator = sighting.commitment.comparator
    return MIRROR.get(comparator, comparator) if sighting.value < 0 else comparator
