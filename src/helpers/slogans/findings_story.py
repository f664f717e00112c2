"""The findings on formulations: what ended, what came, whose own they are."""

from typing import TYPE_CHECKING, Any

from helpers.show.findings import Finding, finding
from helpers.slogans.evolution import silence

if TYPE_CHECKING:
    import pandas as pd

ENOUGH_SINCE, MOSTLY = 4, 0.75
"""So many documents, and so much of them, from which a formulation came and stayed."""


def findings(
    slogans: "pd.DataFrame",
    mentions: "pd.DataFrame",
    documents: "pd.DataFrame",
    lives: "pd.DataFrame",
) -> list[Finding]:
    """Return the findings on formulations: what ended, what came, whose own they are, how many.

    What surprises is how unlikely the silence is: that a formulation of so many of its documents
    would be missing by chance from all of those before, since or elsewhere.
    """
    labels = slogans[slogans["class"] == "formulation"]
    if labels.empty:
        return [finding("slogans.nothing")]
    several = labels[labels["documents"] > 1]
    named = [_ended(lives), _came(lives), _own(mentions, documents)]
    if len(several):
        first = several.sort_values("documents", ascending=False, kind="stable").iloc[0]
        shared = {"several": len(several), "of": len(documents), "documents": first["documents"]}
        known = {"surprise": len(several) / len(labels), "cases": first["documents"]}
        named.append(finding("slogans.shared", first=first["slogan"], **shared, **known))
    count = finding(
        "slogans.found",
        slogans=len(labels),
        documents=len(documents),
        mentions=len(mentions),
        shown=(~labels["seed"]).sum(),
        listed=labels["seed"].sum(),
    )
    return [*filter(None, named), count]


def _ended(lives: "pd.DataFrame") -> Finding | None:
    """Say which formulation of most documents surely ended, no longer form of it going on."""
    gone = lives[lives["ended"].astype(bool)].sort_values(
        ["documents", "slogan"], ascending=[False, True]
    )
    for row in gone.to_dict("records"):
        longer = lives[lives["slogan"].str.contains(row["slogan"], regex=False)]
        if (longer["last"] <= row["last"]).all():
            years: dict[str, Any] = {name: str(row[name]) for name in ("first", "last")}
            counts = {name: int(row[name]) for name in ("documents", "after")}
            known = {"surprise": 1 - row["p_silence"], "cases": sum(counts.values())}
            return finding("slogans.ended", slogan=row["slogan"], **years, **counts, **known)
    return None


def _came(lives: "pd.DataFrame") -> Finding | None:
    """Say which formulation came while the texts were watching and stayed in most of them."""
    since = lives["window"] + lives["after"]
    late = lives[(lives["alike"] >= 2 * since) & (since >= ENOUGH_SINCE)].assign(since=since)
    stayed = late[late["documents"] >= MOSTLY * late["since"]]
    if stayed.empty:
        return None
    row = stayed.sort_values(["documents", "slogan"], ascending=[False, True]).iloc[0]
    counts = {name: int(row[name]) for name in ("documents", "since")}
    earlier = int(row["alike"]) - counts["since"]
    chance = silence(counts["documents"], counts["since"], earlier)
    known = {"surprise": 1 - chance, "cases": int(row["alike"])}
    first = str(row["first"])
    return finding("slogans.came", slogan=row["slogan"], first=first, **counts, **known)


def _own(mentions: "pd.DataFrame", documents: "pd.DataFrame") -> Finding | None:
    """Say which formulation is one place's own: in most of its texts and in none of others."""
    placed = documents[documents["place"] != ""]
    if placed["place"].nunique() < 2:
        return None
    seen = mentions.merge(placed[["doc_id", "place"]], on="doc_id")
    where = seen.groupby("slogan").agg(
        places=("place", "nunique"), place=("place", "first"), documents=("doc_id", "nunique")
    )
    own = where[(where["places"] == 1) & (where["documents"] > 1)].reset_index()
    if own.empty:
        return None
    row = own.sort_values(["documents", "slogan"], ascending=[False, True]).iloc[0]
    of = int(placed["place"].eq(row["place"]).sum())
    stands = int(row["documents"])
    told = {"slogan": row["slogan"], "place": row["place"], "documents": stands, "of": of}
    known = {"surprise": 1 - silence(stands, of, len(placed) - of), "cases": stands}
    return finding("slogans.own", **told, **known)
