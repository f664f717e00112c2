"""The findings on formulations: what ended, what came, whose own they are."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from helpers.show.figures import BLUE, GREY, Drawing, canvas, show
from helpers.show.findings import Finding, finding
from helpers.show.words import listed, text
from helpers.slogans.evolution import presence, silence

if TYPE_CHECKING:
    import pandas as pd

ENOUGH_SINCE, MOSTLY = 4, 0.75
"""So many documents, and so much of them, from which a formulation came and stayed."""
OWN = 0.5
"""So much of a place's texts from which a formulation is its own."""
PLACES_NAMED = 6
"""Places up to which each has a line with its name."""
TWIN = 0.3
"""How far two marks of one place and month lie apart, in lines."""


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
    local = mentions[mentions["slogan"].isin(labels.loc[~labels["seed"].astype(bool), "slogan"])]
    named = [_ended(lives), _came(lives), _own(local, documents)]
    if len(several):
        first = several.sort_values("documents", ascending=False, kind="stable").iloc[0]
        shared = {"several": len(several), "of": len(documents), "documents": first["documents"]}
        known = {"surprise": len(several) / len(labels), "cases": first["documents"]}
        named.append(finding("slogans.shared", slogan=first["slogan"], **shared, **known))
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
    """Say which formulation is one place's own: in most of its texts and in none of others.

    `mentions` are those of formulations that no national list has: the others are nobody's own.
    """
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
    if stands < OWN * of:
        return None
    told = {"slogan": row["slogan"], "place": row["place"], "documents": stands, "of": of}
    known = {"surprise": 1 - silence(stands, of, len(placed) - of), "cases": stands}
    return finding("slogans.own", **told, **known)


def draw_told(told: Iterable[Finding], mentions: "pd.DataFrame", documents: "pd.DataFrame") -> None:
    """Draw where the formulations that findings name stand, and where not: a mark a document.

    Each place has a line; where there are many, they lie close together without their names.
    Documents whose place nobody knows are left out.
    """
    names = list(dict.fromkeys(one.about for one in told if one.about))
    rows = presence(mentions, documents, names)
    rows = rows[rows["place"].ne("") | rows["place"].eq("").all()]
    if rows.empty:
        return
    places = rows.groupby("place")["when"].count().sort_values(ascending=False, kind="stable").index
    named = len(places) <= PLACES_NAMED
    lines = len(places) if named else 1
    step = lines if named else len(places)
    at = rows["place"].map({place: at / step * lines for at, place in enumerate(places)})
    at += rows["slogan"].map({name: number * (lines + 1) for number, name in enumerate(names)})
    at += rows.groupby(["slogan", "place", "when"]).cumcount() * TWIN  # of one place and month
    figure, axes = canvas(len(names) * (lines + 1), per_row=0.3 if named else 0.6)
    there = rows["mentions"] > 0
    axes.scatter(rows["when"][~there], at[~there], s=25, color=GREY, alpha=0.4)
    axes.scatter(rows["when"][there], at[there], s=80, color=BLUE, edgecolor="white")
    labels = [(name, place) for name in names for place in (places if named else [""])]
    several = len(places) > 1
    axes.set_yticks(
        [n * (lines + 1) + line for n in range(len(names)) for line in range(lines)],
        [f"{name} · {place or '–'}" if named and several else name for name, place in labels],
    )
    axes.invert_yaxis()
    axes.set(xlabel=str(text("slogans.told_axis")))
    axes.xaxis.get_major_locator().set_params(integer=True)
    alt = text("slogans.told", slogans=listed(names), documents=rows["doc_id"].nunique())
    show(Drawing(figure, alt, rows[["slogan", "place", "when", "mentions"]]), "told")
