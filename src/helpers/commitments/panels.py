"""Make the panel: what was aimed at and what was reached, a place, year and indicator a row."""

import math
from collections.abc import Iterable

from helpers.commitments import verdicts
from helpers.commitments.follow_through import REASONS
from helpers.commitments.pairing import OFFERED, Pair
from helpers.commitments.sightings import Sighting, quoted
from helpers.tables import Outcome, PanelRow

NAN = math.nan


def panel(pairs: Iterable[Pair]) -> list[PanelRow]:
    """Return each target of a standard indicator with its base, its result and the verdict.

    A row is a place, year, horizon, canonical indicator, unit and tier, once: where documents or
    sentences repeat a target, the first that says it. `pairs` are what `follow` returns.
    """
    pairs = list(pairs)
    base = {_at(pair.later): pair.earlier for pair in pairs if pair.later and pair.reason == "base"}
    rows: dict[tuple[str, str, str, int, str, str, str], PanelRow] = {}
    for pair in pairs:
        if pair.tells_outcome and pair.earlier.standard and pair.earlier.year:
            row = _row(pair, base.get(_at(pair.earlier)))
            rows.setdefault(_what(row), row)
    return [rows[what] for what in sorted(rows)]


def _what(row: PanelRow) -> tuple[str, str, str, int, str, str, str]:
    return row.place, row.canonical, row.unit, row.year, row.horizon, row.tier, row.level


def _at(sighting: Sighting) -> tuple[str, int, int, str]:
    c = sighting.commitment
    return c.doc_id, c.paragraph, c.start, sighting.name


def _outcome(pair: Pair) -> Outcome:
    if pair.reason == "pending":
        return ""
    verdict = REASONS[pair.reason][1]
    return verdict if verdict in ("kept", "missed", "possible") else "unknown"


def _row(pair: Pair, base: Sighting | None) -> PanelRow:
    target, c = pair.earlier, pair.earlier.commitment
    told = pair.later if pair.reason not in OFFERED else None
    least, most = verdicts.ends(target)
    return PanelRow(
        place=target.place,
        adcode=c.adcode,
        level=c.level,
        year=target.year,
        horizon=c.horizon,
        canonical=target.name,
        unit=target.unit,
        tier=c.tier,
        low=least,
        high=most,
        comparator=c.comparator,
        firmness=c.firmness,
        relative=c.relative,
        before=base.value if base else NAN,
        result=told.value if told else NAN,
        gap=verdicts.gap(target, told) if told else NAN,
        verdict=_outcome(pair),
        **quoted(target, ""),
        **quoted(told, "result_"),
    )
