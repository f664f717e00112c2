"""Show the tables of each notebook the way a reader wants them: few columns, the telling rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpers import evidence, figures

if TYPE_CHECKING:
    import pandas as pd

    from helpers import tables


def documents(rows: "pd.DataFrame") -> None:
    """Show the corpus in order of time."""
    shown = rows.sort_values(["date", "doc_id"], kind="stable").assign(paragraph=1)
    columns = {
        "date": "date",
        "date_basis": "basis",
        "place": "place",
        "title": "title",
        "genre": "genre",
        "chars_raw": "raw",
        "chars_clean": "kept",
        "repaired": "repaired",
        "removed": "removed",
    }
    caption = "The documents, characters before and after"
    evidence.table(shown, caption, columns=columns, source="documents")


def rules(edits: "pd.DataFrame") -> None:
    """Show how often each rule of the cleaning was used, with an example."""
    shown = (
        edits.assign(characters=edits["raw"].str.len(), example=edits["raw"].str.strip().str[:40])
        .groupby("rule", sort=False)
        .agg(
            edits=("rule", "size"),
            characters=("characters", "sum"),
            documents=("doc_id", "nunique"),
            example=("example", "first"),
        )
        .reset_index()
        .sort_values(["edits", "rule"], ascending=[False, True], kind="stable")
    )
    # An example of injected spam is for those who open the document's page and ask for it.
    shown.loc[shown["rule"].str.contains("spam"), "example"] = "(on the document's page)"
    evidence.table(shown, "Rules of the cleaning", source="edits")


def flagged(edits: "pd.DataFrame") -> None:
    """Show the edits that are uncertain or could not be made."""
    shown = edits[edits["certainty"] != "certain"]
    columns = {"doc_id": "document", "raw": "raw", "clean": "read as", "certainty": "certainty"}
    evidence.table(shown, "Places to look at", columns=columns, source="edits")


def failures(rows: "pd.DataFrame") -> None:
    """Show the files that were left out."""
    evidence.table(rows, "Files left out", source="failures")


def actors(paragraphs: "pd.DataFrame") -> None:
    """Show who answers for how many paragraphs in each document."""
    shown = (
        paragraphs[paragraphs["actor"] != ""]
        .groupby(["doc_id", "actor"], sort=False)
        .agg(paragraphs=("paragraph", "size"), paragraph=("paragraph", "first"))
        .reset_index()
    )
    columns = {"doc_id": "document", "actor": "actor", "paragraphs": "paragraphs"}
    evidence.table(shown, "Who answers", columns=columns, limit=60, source="paragraphs")


def telling(terms: "pd.DataFrame") -> "pd.DataFrame":
    """Return the words that carry meaning: of two characters or more and no stop words."""
    return terms[~terms["stop"] & (terms["term"].str.len() > 1)]


def leading_terms(rows: "pd.DataFrame") -> None:
    """Show the most frequent words with interval, band and dispersion."""
    columns = {
        "term": "word",
        "count": "count",
        "per_10k": "per 10,000",
        "low": "from",
        "high": "to",
        "band_low": "band from",
        "band_high": "band to",
        "documents": "documents",
        "dp": "DP",
    }
    evidence.table(rows, "The most frequent words", columns=columns, source="terms")


def columns_in_time(documents: "pd.DataFrame") -> dict[str, str]:
    """Return each document's column in a matrix, in order of time: itself, or its year if many."""
    if len(documents) <= 12:
        return figures.document_labels(documents)
    dated = documents.sort_values(["date", "doc_id"], kind="stable")
    return dict(zip(dated["doc_id"], dated["date"].str[:4].replace("", "no date"), strict=True))


def rates(
    by_document: "pd.DataFrame", documents: "pd.DataFrame", terms: Iterable[str]
) -> "pd.DataFrame":
    """Return the terms' occurrences per 10,000 words: a row a term, a column a document.

    With more than 12 documents the columns are years.
    """
    wanted = list(terms)
    names = columns_in_time(documents)
    column = by_document["doc_id"].map(names)
    sizes = by_document.groupby(column)["count"].sum()
    kept = by_document["term"].isin(wanted)
    counts = by_document[kept].groupby(["term", column[kept]])["count"].sum().unstack(fill_value=0)
    order = [name for name in dict.fromkeys(names.values()) if name in counts.columns]
    return (1e4 * counts / sizes).reindex(wanted)[order].fillna(0)


def barcode(
    documents: "pd.DataFrame", paragraphs: "pd.DataFrame", terms: Iterable[str]
) -> tuple[dict[str, list[float]], list[float], list[str]]:
    """Return where the terms stand in the whole corpus (0 to 1), its borders, its documents."""
    from helpers.terms import positions

    names = figures.document_labels(documents)
    length = paragraphs.groupby("doc_id")["text"].apply(lambda texts: texts.str.len().sum())
    shares = (length.reindex(list(names)) / length.sum()).fillna(0)
    start = shares.cumsum() - shares
    found = positions(paragraphs, terms)
    place = found["doc_id"].map(start) + found["position"] * found["doc_id"].map(shares)
    strokes = {term: place[found["term"] == term].tolist() for term in terms}
    return strokes, start.iloc[1:].tolist(), list(names.values())


def keyness(rows: "pd.DataFrame") -> None:
    """Show the words that differ most between groups, those beyond chance first."""
    columns = {
        "contrast": "contrast",
        "term": "word",
        "count_a": "first group",
        "count_b": "second group",
        "log_ratio": "log ratio",
        "lrc": "LRC",
        "g2": "G²",
    }
    evidence.table(rows, "Differences", columns=columns, limit=15, source="keyness")


def concordance(rows: "pd.DataFrame", term: str) -> None:
    """Show a term in its sentences."""
    columns = {"left": "before", "term": "word", "right": "after"}
    evidence.table(rows, f"{term} in context", columns=columns)


def collocates(rows: "pd.DataFrame", term: str) -> None:
    """Show the words that share sentences with a term."""
    columns = {
        "collocate": "word",
        "together": "sentences together",
        "log_dice": "logDice",
        "npmi": "NPMI",
    }
    evidence.table(rows, f"Words that share sentences with {term}", columns=columns, limit=15)


def shared_slogans(rows: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return the formulations in most documents, then with most mentions."""
    order = ["documents", "mentions", "score", "slogan"]
    return rows.sort_values(order, ascending=[False, False, False, True], kind="stable").head(top)


def slogans(rows: "pd.DataFrame", mentions: "pd.DataFrame") -> None:
    """Show formulations, each with a link to its first mention."""
    first = mentions.drop_duplicates("slogan")[["slogan", "doc_id", "paragraph"]]
    columns = {
        "slogan": "formulation",
        "type": "kind",
        "mentions": "mentions",
        "documents": "documents",
        "first_seen": "first seen",
        "last_seen": "last seen",
        "score": "score",
    }
    shown = rows.merge(first, on="slogan", how="left")
    evidence.table(shown, "Formulations", columns=columns, limit=60, source="slogans")


def weakest_slogans(rows: "pd.DataFrame", mentions: "pd.DataFrame") -> None:
    """Show the accepted formulations with the lowest scores."""
    weakest = rows.sort_values(["score", "slogan"], kind="stable").head(12)
    slogans(weakest, mentions)


def slogan_documents(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> "pd.DataFrame":
    """Return mentions: a row a formulation, a column a document, or a year when there are many."""
    names = columns_in_time(documents)
    counts = mentions.groupby(["slogan", mentions["doc_id"].map(names)]).size()
    order = list(dict.fromkeys(names.values()))
    matrix = counts.unstack(fill_value=0)
    return matrix.reindex(index=list(wanted), columns=order, fill_value=0)


def slogan_lives(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """Return the first and last time of each formulation, and its mentions at each time."""
    dated = documents[documents["date"] != ""]
    year = dated["date"].str[:4].astype(float)
    month = dated["date"].str[5:7].replace("", "07").astype(float)
    when = dict(zip(dated["doc_id"], year + (month - 0.5) / 12, strict=True))
    seen = mentions[mentions["slogan"].isin(list(wanted)) & mentions["doc_id"].isin(when)]
    dots = seen.groupby(["slogan", seen["doc_id"].map(when).rename("when")]).size()
    dots = dots.rename("mentions").reset_index()
    rows = dots.groupby("slogan")["when"].agg(first="min", last="max").reset_index()
    return rows.sort_values(["first", "last", "slogan"], kind="stable"), dots


def lives(rows: "pd.DataFrame", wanted: Iterable[str]) -> None:
    """Show how long formulations lived, how widely, and whether they ended."""
    columns = {
        "slogan": "formulation",
        "first": "first",
        "last": "last",
        "silent": "silent years",
        "documents": "documents",
        "share": "share",
        "share_low": "from",
        "share_high": "to",
        "tier": "tier",
    }
    shown = rows[rows["slogan"].isin(list(wanted))].astype({"first": "str", "last": "str"})
    caption = "Lives; share of the dated documents with its 95 % interval (Wilson)"
    evidence.table(shown, caption, columns=columns, limit=60)


def slogan_kinds(
    rows: "pd.DataFrame", mentions: "pd.DataFrame", documents: "pd.DataFrame"
) -> "pd.DataFrame":
    """Return how many formulations of each kind each place uses."""
    table = mentions.merge(documents[["doc_id", "place"]], on="doc_id").merge(
        rows[["slogan", "type"]], on="slogan"
    )
    table["place"] = table["place"].replace("", "place not known")
    counts = table.groupby(["place", "type"])["slogan"].nunique().unstack(fill_value=0)
    return counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index].head(30)


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
    names = figures.document_labels(documents)
    counts = commitments.groupby([commitments["doc_id"].map(names), "status"]).size()
    table = counts.unstack(fill_value=0).reindex(list(names.values()), fill_value=0).tail(30)
    return table.reindex(columns=["target", "result", "context"], fill_value=0)


def due(targets: "pd.DataFrame") -> "pd.DataFrame":
    """Return how many targets fall due in each period, by firmness."""
    counts = targets[targets["period"] != ""].groupby(["period", "firmness"]).size()
    table = counts.unstack(fill_value=0).sort_index()
    return table.reindex(columns=["firm", "plain", "aspire"], fill_value=0)


SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ ", "=": "", "range": "", "": ""}


def reading(row: "tables.Commitment") -> str:
    """Return what a quantity was read as.

    >>> from types import SimpleNamespace as Row
    >>> reading(Row(comparator=">=", value=300.0, value_max=float("nan"), unit="家"))
    '≥ 300 家'
    """
    if row.value != row.value:
        return ""
    most = "" if row.value_max != row.value_max else f"–{row.value_max:,.10g}"
    return f"{SIGNS[row.comparator]}{row.value:,.10g}{most} {row.unit}".strip()


def commitments(rows: "pd.DataFrame") -> None:
    """Show promises with who, what, how much, by when, and the sentence."""
    caption = "Targets, as written and as read"
    evidence.table(_readable(rows), caption, columns=TARGET, limit=100, source="commitments")


TARGET = {
    "actor": "who",
    "indicator": "what",
    "quote": "as written",
    "reading": "read as",
    "period": "due",
    "firmness": "firmness",
    "sentence": "sentence",
}


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
