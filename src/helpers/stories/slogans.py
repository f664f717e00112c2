"""What the notebook on slogans says and shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from helpers.messages import Text, text
from helpers.messages import word as translated
from helpers.stories import evidence
from helpers.stories.figures import columns_in_time

if TYPE_CHECKING:
    import pandas as pd


def findings(
    slogans: "pd.DataFrame", mentions: "pd.DataFrame", documents: "pd.DataFrame"
) -> list[Text]:
    """Return the findings on formulations."""
    if slogans.empty:
        return [text("slogans.nothing")]
    kinds = slogans["type"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    said = [
        text(
            "slogans.found",
            slogans=len(slogans),
            documents=len(documents),
            mentions=len(mentions),
            kind=translated("type", str(kinds.index[0])),
            most=kinds.iloc[0],
        )
    ]
    several = slogans[slogans["documents"] > 1]
    if len(several):
        first = leading(several, 1).iloc[0]
        said.append(
            text(
                "slogans.shared",
                several=len(several),
                first=first["slogan"],
                documents=first["documents"],
                of=len(documents),
            )
        )
    where = mentions.merge(documents[["doc_id", "place"]], on="doc_id")
    places = where[where["place"] != ""].groupby("slogan")["place"].nunique()
    if documents["place"].nunique() > 1:
        said.append(text("slogans.places", more=(places > 1).sum(), one=(places == 1).sum()))
    return said


def leading(rows: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the formulations that are both sure and widely shared.

    Their order is score times the binary logarithm of one more than the documents with them, so
    that in a large corpus phrases of the genre do not stand before formulations.
    """
    weight = rows["score"] * np.log2(1 + rows["documents"])
    order = rows.assign(weight=weight.round(6)).sort_values(
        ["weight", "mentions", "slogan"], ascending=[False, False, True], kind="stable"
    )
    return order.drop(columns="weight").head(top)


def formulations(
    rows: "pd.DataFrame", mentions: "pd.DataFrame", caption: str = "slogans.leading"
) -> None:
    """Show formulations, each with a link to its first mention."""
    first = mentions.drop_duplicates("slogan")[["slogan", "doc_id", "paragraph"]]
    columns = ["slogan", "type", "mentions", "documents", "first_seen", "last_seen", "score"]
    shown = rows.merge(first, on="slogan", how="left")
    evidence.table(shown, text(caption), columns=columns, source="slogans")


def weakest(rows: "pd.DataFrame", mentions: "pd.DataFrame") -> None:
    """Show the accepted formulations with the lowest scores."""
    lowest = rows.sort_values(["score", "slogan"], kind="stable").head(12)
    formulations(lowest, mentions, "slogans.weakest")


def by_document(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> "pd.DataFrame":
    """Return mentions: a row a formulation, a column a document, or a year when there are many."""
    names = columns_in_time(documents)
    counts = mentions.groupby(["slogan", mentions["doc_id"].map(names)]).size()
    order = list(dict.fromkeys(names.values()))
    matrix = counts.unstack(fill_value=0)
    return matrix.reindex(index=list(wanted), columns=order, fill_value=0)


def kinds_by_place(
    rows: "pd.DataFrame", mentions: "pd.DataFrame", documents: "pd.DataFrame"
) -> "pd.DataFrame":
    """Return how many formulations of each kind each place uses."""
    table = mentions.merge(documents[["doc_id", "place"]], on="doc_id").merge(
        rows[["slogan", "type"]], on="slogan"
    )
    table["place"] = table["place"].replace("", "–")
    counts = table.groupby(["place", "type"])["slogan"].nunique().unstack(fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(30)


def parts(rows: "pd.DataFrame", slogans: "pd.DataFrame") -> None:
    """Show what numerals count: told by the texts, known to everybody, or not told here."""
    numeral = slogans[slogans["type"] == "numeral"]
    columns = ["slogan", "counted", "parts", "sign"]
    evidence.table(rows, text("slogans.parts"), columns=columns, source="slogan_parts")
    silent = numeral[~numeral["slogan"].isin(rows["slogan"])]
    known = silent[silent["known"] != ""]
    evidence.table(known, text("slogans.known"), columns=["slogan", "known"], source="slogans")
    rest = silent[silent["known"] == ""]["slogan"]
    if len(rest):
        first, more = "、".join(rest.head(30)), len(rest) - 30
        key = "slogans.silent_more" if more > 0 else "slogans.silent"
        evidence.say(text(key, slogans=first, more=more))
