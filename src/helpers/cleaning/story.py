"""What the notebook on cleaning says and shows."""

from typing import TYPE_CHECKING

from helpers.show import evidence
from helpers.show import words as messages
from helpers.show.figures import BLUE, VERMILION, Drawing, canvas, document_labels
from helpers.show.findings import Finding, finding
from helpers.show.words import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from helpers.cleaning.series import FolderFinding


MOST_BARS = 15
"""Files that a picture shows."""


def findings(
    documents: "pd.DataFrame", edits: "pd.DataFrame", failures: "pd.DataFrame"
) -> list[Finding]:
    """Return the findings on the cleaning; shares of the whole are what surprises."""
    raw, clean = documents["chars_raw"].sum(), documents["chars_clean"].sum()
    what, counts = _most_removed(edits), {"documents": len(documents), "raw": raw}
    share = float((raw - clean) / raw)
    several = {"cases": len(documents)}
    said = [
        finding("cleaning.noise", what=what, noise=share, surprise=share, **several, **counts)
        if what.en
        else finding("cleaning.no_noise", **counts)
    ]
    shares = (documents["chars_raw"] - documents["chars_clean"]) / documents["chars_raw"]
    if len(documents) > 1 and shares.max() > 0:
        worst = documents.loc[shares.idxmax()]
        most = {"noise": float(shares.max()), "surprise": shares.max() - shares.median()}
        title = f"《{worst['title']}》" if worst["title"] else worst["doc_id"]
        said.append(finding("cleaning.dirtiest", title=title, **most, **several))
    flagged = edits[edits["certainty"] != "certain"]
    if len(flagged):
        some = {"flagged": len(flagged), "surprise": len(flagged) / len(edits)}
        said.append(finding("cleaning.edits_in_doubt", edits=len(edits), **some, **several))
    else:
        said.append(finding("cleaning.edits", edits=len(edits)))
    if len(failures):
        said.append(finding("cleaning.left_out", files=len(failures), surprise=1, **several))
    doubted = int(documents["doubts"].ne("").sum())
    if not doubted:
        return [finding("cleaning.understood"), *said]
    some = {"doubted": doubted, "surprise": doubted / len(documents)}
    return [finding("cleaning.in_doubt", documents=len(documents), **some, **several), *said]


def _most_removed(edits: "pd.DataFrame") -> Text:
    """Return what most of the removed characters were, by the rules that took them."""
    rules = edits["rule"].str.split("+").str[0]
    lengths = edits["raw"].str.len() - edits["clean"].str.len()
    most = lengths.groupby(rules).sum().sort_values(ascending=False, kind="stable")
    words = [messages.word("rule", str(rule)) for rule in most[most > 0].head(2).index]
    return Text(" and ".join(w.en for w in words), "、".join(w.zh for w in words))


def understood(documents: "pd.DataFrame") -> None:
    """Show what each document was understood to be, those in doubt first."""
    shown = documents.assign(
        paragraph=1,
        in_doubt=documents["doubts"].str.replace(" ", "+"),
        doubtful=documents["doubts"].eq(""),
    ).sort_values(["doubtful", "place", "year", "doc_id"], kind="stable")
    columns = ["title", "in_doubt", "place", "level", "year", "genre", "date", "doc_id"]
    evidence.table(shown, text("cleaning.about"), columns=columns, source="documents")


def folder(found: "Sequence[FolderFinding]") -> None:
    """Show what is seen of the folder only as a whole."""
    import pandas as pd

    names = ["finding", "doc_id", "other_doc_id", "in_doubt", "expected"]
    rows = [(f.finding, f.doc_id, f.other_doc_id, f.field, f.value) for f in found]
    table = pd.DataFrame(rows, columns=names).assign(paragraph=1)
    evidence.table(table, text("cleaning.folder"), columns=names)


def timeline(documents: "pd.DataFrame") -> Drawing:
    """Draw when the documents speak: a row a place, a mark a document, its form the genre."""
    dated = documents[documents["date"] != ""].assign(
        year=lambda rows: (
            rows["date"].str[:4].astype(float)
            + (rows["date"].str[5:7].replace("", "07").astype(float) - 0.5) / 12
        )
    )
    order = dated.groupby("place")["year"].min().sort_values(kind="stable").index[::-1]
    rows = {place: at for at, place in enumerate(order)}
    figure, axes = canvas(max(len(rows), 2), per_row=0.6)
    genres = sorted(dated["genre"].unique())
    for number, (genre, form) in enumerate(zip(genres, "osD^vP", strict=False)):
        own = dated[dated["genre"] == genre]
        label = str(messages.word("genre", genre))
        place = own["place"].map(rows) + 0.12 * (number - (len(genres) - 1) / 2)
        axes.scatter(own["year"], place, marker=form, s=70, color=f"C{number}", label=label)
    axes.set_yticks(range(len(rows)), [place or "–" for place in rows])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.grid(True)
    axes.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1))
    first, last = dated["date"].min(), dated["date"].max()
    alt = text("cleaning.timeline", documents=len(dated), places=len(rows), first=first, last=last)
    return Drawing(figure, alt, dated[["date", "place", "genre", "title"]].sort_values("date"))


def kept_and_removed(documents: "pd.DataFrame") -> Drawing:
    """Draw how much of each raw file is text and how much was noise, the dirtiest on top."""
    labels = document_labels(documents)
    rows = (
        documents.assign(
            label=documents["doc_id"].map(labels),
            noise=(documents["chars_raw"] - documents["chars_clean"]).clip(lower=0),
            share=1 - documents["chars_clean"] / documents["chars_raw"],
        )
        .sort_values("share", kind="stable")
        .tail(MOST_BARS)
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
        said = text("cleaning.bar", noise=row.share)
        axes.text(row.chars_clean + row.noise, label, f"  {said}", va="center")
    axes.set(xlabel=str(text("cleaning.axis")))
    axes.margins(x=0.22)
    worst = rows.iloc[-1]
    alt = text(
        "cleaning.kept_and_removed",
        documents=len(rows),
        worst=worst["label"].replace("\n", " "),
        noise=worst["noise"],
        raw=worst["chars_raw"],
    )
    return Drawing(figure, alt, rows[["doc_id", "chars_raw", "chars_clean", "noise"]])


def documents(rows: "pd.DataFrame") -> None:
    """Show the corpus in order of time."""
    shown = rows.sort_values(["date", "doc_id"], kind="stable").assign(paragraph=1)
    columns = ["date", "place", "title", "chars_raw", "chars_clean", "repaired", "removed"]
    evidence.table(shown, text("cleaning.documents"), columns=columns, source="documents")


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
    shown.loc[shown["rule"].str.contains("spam"), "example"] = "…"
    evidence.table(shown, text("cleaning.rules"), source="edits")


def flagged(edits: "pd.DataFrame") -> None:
    """Show the edits that are uncertain or could not be made."""
    shown = edits[edits["certainty"] != "certain"]
    columns = ["doc_id", "raw", "clean", "certainty"]
    evidence.table(shown, text("cleaning.flagged"), columns=columns, source="edits")


def failures(rows: "pd.DataFrame") -> None:
    """Show the files that were left out."""
    evidence.table(rows, text("cleaning.failures"), source="failures")


def actors(paragraphs: "pd.DataFrame") -> None:
    """Show who answers for how many paragraphs in each document."""
    shown = (
        paragraphs[paragraphs["actor"] != ""]
        .groupby(["doc_id", "actor"], sort=False)
        .agg(paragraphs=("paragraph", "size"), paragraph=("paragraph", "first"))
        .reset_index()
    )
    columns = ["doc_id", "actor", "paragraphs"]
    evidence.table(shown, text("cleaning.actors"), columns=columns, source="paragraphs")
