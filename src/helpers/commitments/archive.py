"""Ask the tables of a run, in one line, what became of promises."""

from pathlib import Path
from typing import TYPE_CHECKING

from helpers import places, tables
from helpers.commitments import summary
from helpers.errors import ParameterError, like

if TYPE_CHECKING:
    import pandas as pd


def ledger(place: str = "", *, processed_dir: Path | str = "") -> "pd.DataFrame":
    """Return the ledger of a place, all if empty: an indicator a row, a year a column.

    A cell is `target → result` with ✓ (kept) or ✗ (missed). `processed_dir` is the folder of the
    tables, that of this project if empty. Raises ParameterError for a place that has no target.
    """
    return summary.ledger(_table("panel", processed_dir), place)


def kept(by: str = "year", *, place: str = "", processed_dir: Path | str = "") -> "pd.DataFrame":
    """Return the share of targets kept by year, indicator, firmness, area, actor, place or tier.

    With the number that could be judged and Wilson's 95 % interval; stretched targets count only
    by tier. Raises ParameterError for another column, or a place that has no target.
    """
    followed = _of("place", place, _table("follow_through", processed_dir))
    told = summary.outcomes(followed, _table("commitments", processed_dir))
    return summary.kept_shares(told if by == "tier" else told[told["tier"].eq("base")], by)


def followed(indicator: str, *, place: str = "", processed_dir: Path | str = "") -> "pd.DataFrame":
    """Return all that the texts say later of an indicator: its rows of follow_through, by year.

    What was promised, what is told of it and the verdict come first. Raises ParameterError for an
    indicator or a place of which nothing is told.
    """
    rows = _of("indicator", indicator, _of("place", place, _table("follow_through", processed_dir)))
    told = ["place", "since", "year", "earlier_quote", "later_quote", "verdict", "gap", "why"]
    rows = rows[[*told, *rows.columns.difference(told, sort=False)]]
    return rows.sort_values(["place", "year"], kind="stable", ignore_index=True)


def _table(name: str, processed_dir: Path | str) -> "pd.DataFrame":
    return tables.read(processed_dir or places.PROCESSED, name)


def _of(column: str, wanted: str, rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows of a place or indicator, all if it is empty."""
    if wanted and wanted not in set(rows[column]):
        raise ParameterError(f"Nothing is told of {wanted}; near it: {like(wanted, rows[column])}.")
    return rows[rows[column].eq(wanted)] if wanted else rows
