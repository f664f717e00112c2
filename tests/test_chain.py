"""A city's reports year after year: all that is said of what became of their targets."""

import tomllib
from typing import Any

from conftest import ROOT
from helpers import commitments, tables
from helpers.commitments import inventory, summary
from helpers.commitments.trajectories import trajectories
from test_follow_through import report

CHAIN = tomllib.loads((ROOT / "tests/cases/chain.toml").read_text("utf-8"))
FOLLOWED = (
    "indicator", "since", "year", "earlier_paragraph", "earlier_quote", "later_doc_id",
    "later_paragraph", "later_quote", "comparable", "verdict", "gap", "why", "differs",
)  # fmt: skip
PANEL = (
    "year", "horizon", "canonical", "unit", "tier", "low", "high", "comparator", "firmness",
    "relative", "before", "result", "gap", "verdict", "quote", "result_quote",
)  # fmt: skip


def lines(table: Any, *names: str) -> list[str]:
    """Return the rows of a table as lines of text: numbers in short, nothing for nan."""

    def said(value: object) -> str:
        number = f"{value:.6g}" if isinstance(value, float) else str(value)
        return "" if number == "nan" else number

    columns = [table[name] for name in names or table.columns]
    return [" | ".join(map(said, row)) for row in zip(*columns, strict=True)]


def told() -> dict[str, list[str]]:
    """Return all that is told of the chain."""
    reports = [report(one["year"], one["back"], one["ahead"]) for one in CHAIN["report"]]
    documents, records = [source for source, _ in reports], [c for _, own in reports for c in own]
    pairs = commitments.follow(documents, records)
    targets = tables.frame(tables.Commitment, records)
    followed = tables.frame(tables.FollowThrough, commitments.compare(pairs))
    panel = tables.frame(tables.PanelRow, commitments.panel(pairs))
    outcomes = summary.outcomes(followed, targets)
    shares = [lines(summary.kept_shares(outcomes, by)) for by in ("year", "firmness", "tier")]
    return {
        "followed": lines(followed, *FOLLOWED),
        "panel": lines(panel, *PANEL),
        "trajectories": lines(trajectories(documents, records)),
        "shares": [line for table in shares for line in table],
        "names": lines(inventory.fragmentation(targets)),
        "promised": lines(inventory.most_promised(targets, 4).reset_index()),
        "ledger": lines(summary.ledger(panel).reset_index()),
        "worded": lines(summary.wordings(panel, "一般公共预算收入增长"), "year", "wording"),
        "dropped": lines(summary.no_longer_named(followed), "indicator", "times", "last_year"),
    }


def test_all_that_is_told_of_the_chain() -> None:
    assert told() == CHAIN["told"]
