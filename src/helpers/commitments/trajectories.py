"""Lay out how indicators went: the targets and results of one measure, year after year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from helpers.commitments.follow_through import wordings
from helpers.commitments.sightings import Sighting, series
from helpers.tables import Commitment, Document

if TYPE_CHECKING:
    import pandas as pd

LINE = ["indicator", "place", "unit"]
OWN = ("status", "period", "value", "value_max", "comparator", "doc_id", "paragraph", "start")


def trajectories(
    documents: Sequence[Document], commitments: Iterable[Commitment]
) -> "pd.DataFrame":
    """Return the indicators that can be followed through the years, the most complete first.

    A row is a point: the first target or result of an indicator for its years in a place. A line
    is one indicator, place, unit and measure (level, growth, share), so that nothing unlike is
    joined; what several years have together is left out. `since` and `year` are the first and last
    year that a value is for (the same for a year's own value), `points` says how many the line
    has: at least two years.
    """
    import pandas as pd

    lines: dict[tuple[str, ...], dict[tuple[int, int, str], Sighting]] = defaultdict(dict)
    for reports in series(documents, commitments):
        for s in (s for report in reports for s in (*report.targets, *report.results)):
            if s.clear and s.year and ("mean" in s.kinds or not s.averaged):
                line = lines[s.name, s.place, s.unit, s.measure]
                line.setdefault((s.year, s.span, s.commitment.status), s)
    whole = [(key, line) for key, line in lines.items() if len({at[0] for at in line}) > 1]
    whole.sort(key=lambda item: (-len(item[1]), item[0]))
    names = wordings(seen for line in lines.values() for seen in line.values())
    pick = attrgetter(*OWN)
    rows = [
        [names[key[0]], *key[1:], len(line), at[0] - at[1] + 1, at[0], *pick(line[at].commitment)]
        for key, line in whole
        for at in sorted(line)
    ]
    return pd.DataFrame(rows, columns=[*LINE, "measure", "points", "since", "year", *OWN])
