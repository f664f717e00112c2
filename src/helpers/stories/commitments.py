"""What the notebook on commitments says and shows."""

from typing import TYPE_CHECKING

from helpers.stories import evidence
from helpers.stories.evidence import counted
from helpers.stories.figures import document_labels

if TYPE_CHECKING:
    import pandas as pd

    from helpers import tables


def findings(
    commitments: "pd.DataFrame",
    targets: "pd.DataFrame",
    followed: "pd.DataFrame",
    documents: "pd.DataFrame",
) -> list[str]:
    """Return the findings on promises."""
    measured = commitments[commitments["kind"] != "action"]
    said = [
        f"Of {len(measured):,} quantities and dated or absolute promises "
        f"{len(targets):,} are targets and {int((measured['status'] == 'result').sum()):,} tell of "
        "what was done; the rest describes."
    ]
    named = targets[targets["actor"] != ""]
    if len(named):
        by = named["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        said.append(f"Most targets are those of {by.index[0]}: {by.iloc[0]:,} of {len(targets):,}.")
    if len(targets):
        firm = targets["firmness"].value_counts()
        said.append(
            f"{firm.get('firm', 0):,} are worded firmly (确保 and the like), "
            f"{firm.get('aspire', 0):,} as an aspiration (力争 and the like)."
        )
    without = documents[~documents["doc_id"].isin(targets["doc_id"])]
    if len(without):
        titles = ", ".join(without["title"].head(5))
        said.append(f"{counted(len(without), 'document', 'name')} no measurable target: {titles}.")
    told = followed[~followed["verdict"].isin(["unknown", ""])]
    if len(followed):
        said.append(
            f"{counted(len(followed), 'pair')} of an earlier and a later mention could be made; "
            f"{len(followed) - len(told):,} of them settle nothing."
        )
    return said


def actors_by_area(targets: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return how many targets each actor has in each policy area, the busiest first."""
    named = targets.assign(
        actor=targets["actor"].replace("", "not named"), area=targets["area"].replace("", "other")
    )
    counts = named.groupby(["actor", "area"]).size().unstack(fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(
        top
    )


def firmness_by_actor(targets: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return how many targets of each actor are firm, plain and an aspiration."""
    named = targets.assign(actor=targets["actor"].replace("", "not named"))
    counts = named.groupby(["actor", "firmness"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=["firm", "plain", "aspire"], fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(
        top
    )


def status_by_document(commitments: "pd.DataFrame", documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return how many records of each document are targets, results and context."""
    names = document_labels(documents)
    counts = commitments.groupby([commitments["doc_id"].map(names), "status"]).size()
    table = counts.unstack(fill_value=0).reindex(list(names.values()), fill_value=0).tail(30)
    return table.reindex(columns=["target", "result", "context"], fill_value=0)


def due(targets: "pd.DataFrame") -> "pd.DataFrame":
    """Return how many targets fall due in each period, by firmness; by years when many."""
    dated = targets[targets["period"] != ""]
    period = dated["period"]
    if period.nunique() > 30:
        period = period.str.findall(r"\d{4}").str[-1]
    table = dated.groupby([period, "firmness"]).size().unstack(fill_value=0).sort_index()
    return table.reindex(columns=["firm", "plain", "aspire"], fill_value=0).tail(40)


SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", "=": "", "range": "", "": ""}


def reading(row: "tables.Commitment") -> str:
    """Return what a quantity was read as.

    >>> from types import SimpleNamespace as Row
    >>> reading(Row(comparator=">=", value=300.0, value_max=float("nan"), unit="家"))
    '≥ 300 家'
    """
    if row.value != row.value:
        return ""
    most = "" if row.value_max != row.value_max else f"–{plain(row.value_max)}"
    return f"{SIGNS[row.comparator]}{plain(row.value)}{most} {row.unit}".strip()


def plain(value: float) -> str:
    """Return a number with its thousands set apart and no power of ten.

    >>> plain(10_000_000_000.0), plain(5.5)
    ('10,000,000,000', '5.5')
    """
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


TARGET = {
    "actor": "who",
    "indicator": "what",
    "quote": "as written",
    "reading": "read as",
    "period": "due",
    "firmness": "firmness",
    "sentence": "sentence",
}


def targets_table(rows: "pd.DataFrame") -> None:
    """Show promises with who, what, how much, by when, and the sentence."""
    caption = "Targets, as written and as read"
    evidence.table(_readable(rows), caption, columns=TARGET, limit=100, source="commitments")


def by_actor(rows: "pd.DataFrame") -> None:
    """Show the promises of each actor under a heading of its own."""
    columns = {name: head for name, head in TARGET.items() if name != "actor"}
    for actor, own in _readable(rows[rows["actor"] != ""]).groupby("actor", sort=False):
        evidence.heading(str(actor))
        evidence.table(own, f"Targets of {actor}", columns=columns, limit=30)


def _readable(rows: "pd.DataFrame") -> "pd.DataFrame":
    return rows.assign(reading=[reading(row) for row in rows.itertuples()])


def followed(rows: "pd.DataFrame") -> None:
    """Show which promises were met again and what can be told."""
    order = rows["verdict"].eq("unknown")
    shown = rows.assign(order=order).sort_values("order", kind="stable")
    columns = {
        "indicator": "what",
        "earlier_quote": "earlier",
        "later_quote": "later",
        "verdict": "verdict",
        "why": "why",
        "earlier_sentence": "earlier sentence",
        "later_sentence": "later sentence",
    }
    shown = shown.rename(columns={"later_doc_id": "doc_id", "later_paragraph": "paragraph"})
    caption = "Indicators seen again; the evidence link leads to the later one"
    evidence.table(shown, caption, columns=columns, limit=40, source="follow_through")
