"""Say in sentences what the tables show: true for any corpus, less where there is less to say."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def counted(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it is not one.

    >>> counted(1, "document"), counted(1200, "document")
    ('1 document', '1,200 documents')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def of_cleaning(
    documents: "pd.DataFrame", edits: "pd.DataFrame", failures: "pd.DataFrame"
) -> list[str]:
    """Return the findings on the cleaning."""
    raw, clean = documents["chars_raw"].sum(), documents["chars_clean"].sum()
    noise = (raw - clean) / raw
    said = [
        f"{counted(len(documents), 'document')} hold {raw:,} characters; {noise:.1%} of them were "
        "noise: furniture of the page, notes, spam."
    ]
    shares = (documents["chars_raw"] - documents["chars_clean"]) / documents["chars_raw"]
    worst = documents.loc[shares.idxmax()]
    if len(documents) > 1 and shares.max() > 0:
        said.append(f"The dirtiest is {worst['title']}: {shares.max():.1%} of it was noise.")
    flagged = edits[edits["certainty"] != "certain"]
    said.append(
        f"{counted(len(edits), 'edit')} lead from the raw to the clean text and back, exactly; "
        + (
            f"{counted(len(flagged), 'place')} should be looked at."
            if len(flagged)
            else "none of them is in doubt."
        )
    )
    if len(failures):
        said.append(f"{counted(len(failures), 'file')} could not be read and were left out.")
    return said


def of_terms(
    terms: "pd.DataFrame", leading: "pd.DataFrame", keyness: "pd.DataFrame", change: "pd.DataFrame"
) -> list[str]:
    """Return the findings on words."""
    if leading.empty:
        return ["There are no words to count in these texts."]
    first = leading.iloc[0]
    said = [
        f"The texts use {len(terms):,} different words; the most frequent that carries meaning is "
        f"{first['term']}: {first['count']:,} times, {first['per_10k']:.0f} in 10,000 words "
        f"(95 % interval {first['low']:.0f} to {first['high']:.0f})."
    ]
    wide = leading.assign(width=(leading["band_high"] - leading["band_low"]) / leading["per_10k"])
    shaky = wide.loc[wide["width"].idxmax()]
    if shaky["width"] > 0.1:
        said.append(
            f"Segmentation matters most for {shaky['term']}: {shaky['band_low']:.0f} to "
            f"{shaky['band_high']:.0f} in 10,000, depending on the setting."
        )
    said += [note for note in (keyness.attrs["note"], change.attrs["note"]) if note]
    return said


def of_slogans(
    slogans: "pd.DataFrame", mentions: "pd.DataFrame", documents: "pd.DataFrame"
) -> list[str]:
    """Return the findings on formulations."""
    if slogans.empty:
        return ["No formulation reaches the threshold in these texts."]
    kinds = slogans["type"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    said = [
        f"{counted(len(slogans), 'formulation')} stand in {counted(len(documents), 'document')}, "
        f"{len(mentions):,} times in all; most are of the kind {kinds.index[0]} ({kinds.iloc[0]})."
    ]
    wide = slogans.sort_values(["documents", "mentions"], ascending=False, kind="stable")
    several = wide[wide["documents"] > 1]
    if len(several):
        first = several.iloc[0]
        said.append(
            f"{counted(len(several), 'formulation')} are shared by two documents or more; "
            f"{first['slogan']} stands in {first['documents']} of {len(documents)}."
        )
    where = mentions.merge(documents[["doc_id", "place"]], on="doc_id")
    places = where[where["place"] != ""].groupby("slogan")["place"].nunique()
    if documents["place"].nunique() > 1:
        said.append(
            f"{int((places > 1).sum())} are used in more than one place, "
            f"{int((places == 1).sum())} in one place only."
        )
    return said


def of_commitments(
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
        said.append(f"Most targets are those of {by.index[0]}: {by.iloc[0]} of {len(targets)}.")
    if len(targets):
        firm = targets["firmness"].value_counts()
        said.append(
            f"{firm.get('firm', 0)} are worded firmly (确保 and the like), "
            f"{firm.get('aspire', 0)} as an aspiration (力争 and the like)."
        )
    without = documents[~documents["doc_id"].isin(targets["doc_id"])]
    if len(without):
        titles = ", ".join(without["title"].head(5))
        said.append(f"{counted(len(without), 'document')} name no measurable target: {titles}.")
    told = followed[~followed["verdict"].isin(["unknown", ""])]
    if len(followed):
        said.append(
            f"{counted(len(followed), 'pair')} of an earlier and a later mention could be made; "
            f"{len(followed) - len(told)} of them settle nothing."
        )
    return said
