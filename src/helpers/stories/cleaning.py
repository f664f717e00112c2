"""What the notebook on cleaning says and shows."""

from typing import TYPE_CHECKING

from helpers.stories import evidence
from helpers.stories.evidence import counted
from helpers.stories.figures import BLUE, VERMILION, Drawing, canvas, document_labels

if TYPE_CHECKING:
    import pandas as pd


def findings(
    documents: "pd.DataFrame", edits: "pd.DataFrame", failures: "pd.DataFrame"
) -> list[str]:
    """Return the findings on the cleaning."""
    raw, clean = documents["chars_raw"].sum(), documents["chars_clean"].sum()
    noise = (raw - clean) / raw
    said = [
        f"{counted(len(documents), 'document', 'hold')} {raw:,} characters; {noise:.1%} of them "
        "were noise: furniture of the page, notes, spam."
    ]
    shares = (documents["chars_raw"] - documents["chars_clean"]) / documents["chars_raw"]
    worst = documents.loc[shares.idxmax()]
    if len(documents) > 1 and shares.max() > 0:
        said.append(f"The dirtiest is {worst['title']}: {shares.max():.1%} of it was noise.")
    flagged = edits[edits["certainty"] != "certain"]
    said.append(
        f"{counted(len(edits), 'edit', 'lead')} from the raw to the clean text and back, exactly; "
        + (
            f"{counted(len(flagged), 'place')} should be looked at."
            if len(flagged)
            else "none of them is in doubt."
        )
    )
    if len(failures):
        said.append(
            f"{counted(len(failures), 'file', 'are')} left out, since they could not be read."
        )
    return said


def kept_and_removed(documents: "pd.DataFrame") -> Drawing:
    """Draw how much of each raw file is text and how much was noise."""
    labels = document_labels(documents)
    rows = (
        documents.assign(
            label=documents["doc_id"].map(labels),
            noise=(documents["chars_raw"] - documents["chars_clean"]).clip(lower=0),
        )
        .sort_values("noise", kind="stable")
        .tail(30)
    )
    figure, axes = canvas(len(rows), per_row=0.5)
    axes.barh(rows["label"], rows["chars_clean"], color=BLUE)
    axes.barh(
        rows["label"],
        rows["noise"],
        left=rows["chars_clean"],
        color=VERMILION,
        hatch="///",
        edgecolor="white",
    )
    for label, row in zip(rows["label"], rows.itertuples(), strict=True):
        share = row.noise / row.chars_raw
        axes.text(row.chars_clean + row.noise, label, f"  {share:.1%} noise", va="center")
    axes.set(xlabel="characters of the raw file: kept (blue), removed as noise (hatched)")
    axes.margins(x=0.15)
    worst = rows.iloc[-1]
    alt = (
        f"Stacked bars of {len(rows)} documents. Most noise: {worst['label']}, "
        f"{worst['noise']:,} of {worst['chars_raw']:,} characters."
    )
    return figure, alt


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
