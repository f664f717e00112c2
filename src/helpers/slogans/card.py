"""Gather what a life card tells of one formulation: its words, its users, its promises."""

import re
from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.slogans.shape import QUOTES
from helpers.statistics.association import log_dice
from helpers.statistics.intervals import wilson
from helpers.text.han import HAN
from helpers.text.sentences import STOP
from helpers.text.words import tagger

if TYPE_CHECKING:
    import pandas as pd

MEASURABLE = ("number", "absolute", "dated")
PLACE = ["doc_id", "paragraph"]
SPAN = ["text", "start", "end"]
NEAR = ("sentence", "paragraph", "section")


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one formulation.

    `variants`: variant, mentions. `users`: who (actor of the paragraph, else issuer of the
    document), mentions, documents, quoted (share). `neighbours`: neighbour, where (before, after:
    the next word; with: a formulation in the same paragraph), mentions, log_dice (of the latter).
    `promises`: measurable targets near it, rows of the table of commitments and near (sentence,
    paragraph or section). `without`: the share of its mentions that have no measurable target so
    near, by nearness; empty without a table of commitments. `quoted` is a share of the mentions.
    """

    slogan: str
    mentions: int
    quoted: float
    variants: "pd.DataFrame"
    users: "pd.DataFrame"
    neighbours: "pd.DataFrame"
    promises: "pd.DataFrame"
    without: dict[str, float]

    def __repr__(self) -> str:
        """Say in one line what there is."""
        said = "、".join(f"{row.who} ({row.mentions})" for row in self.users.head(3).itertuples())
        near = f"{len(self.promises)} promises near it"
        return f"{self.slogan}: {self.mentions} mentions, {self.quoted:.0%} quoted, {said}; {near}"


def card(
    slogan: str,
    mentions: "pd.DataFrame",
    documents: "pd.DataFrame",
    paragraphs: "pd.DataFrame",
    commitments: "pd.DataFrame | None" = None,
) -> Card:
    """Return what is known of one formulation, from the tables of the data dictionary.

    A paragraph under no heading is its own section.
    """
    import pandas as pd

    own = mentions[mentions["slogan"] == slogan]
    here = own.merge(paragraphs[[*PLACE, "section", "actor", "text"]], on=PLACE)
    here = here.merge(documents[["doc_id", "issuer"]], on="doc_id")
    here["who"] = here["actor"].where(here["actor"] != "", here["issuer"])
    users = here.groupby("who").agg(
        mentions=("doc_id", "size"), documents=("doc_id", "nunique"), quoted=("quoted", "mean")
    )
    promises, without = pd.DataFrame(), dict[str, float]()
    if commitments is not None:
        promises, without = _promises(here, paragraphs, commitments)
    return Card(
        slogan=slogan,
        mentions=len(here),
        quoted=float(here["quoted"].mean()),
        variants=_counts(here["variant"]),
        users=users.sort_values(["mentions", "who"], ascending=[False, True]).reset_index(),
        neighbours=_neighbours(here, mentions),
        promises=promises,
        without=without,
    )


def _counts(column: "pd.Series[str]") -> "pd.DataFrame":
    """Return how often each value comes, the most frequent first."""
    counts = column.value_counts().rename("mentions").rename_axis(column.name).reset_index()
    return counts.sort_values(["mentions", column.name], ascending=[False, True], ignore_index=True)


def _neighbours(here: "pd.DataFrame", mentions: "pd.DataFrame") -> "pd.DataFrame":
    """Return the words next to the mentions and the formulations of the same paragraphs."""
    import pandas as pd

    tables = []
    for where, at in (("before", -1), ("after", 0)):
        words = [
            _next(*row, at) for row in zip(here["text"], here["start"], here["end"], strict=True)
        ]
        column = pd.Series([word for word in words if word], name="neighbour", dtype="str")
        tables.append(_counts(column).assign(where=where))
    places = mentions[["slogan", *PLACE]].drop_duplicates()
    others = places[~places["slogan"].isin(here["slogan"])].merge(here[PLACE].drop_duplicates())
    column = others["slogan"].rename("neighbour")
    together = _counts(column).assign(where="with")
    sizes = places["slogan"].value_counts()
    joint = together["mentions"].to_numpy()
    together["log_dice"] = log_dice(
        joint, len(here[PLACE].drop_duplicates()), sizes.reindex(together["neighbour"]).to_numpy()
    )
    return pd.concat([*tables, together], ignore_index=True)


def _next(text: str, start: int, end: int, at: int) -> str:
    """Return the word right before (-1) or right after (0) a span, if one stands there."""
    side = text[end : end + 8].lstrip(QUOTES) if at == 0 else text[max(0, start - 8) : start]
    words = tagger().cut(side.rstrip(QUOTES), False)
    return words[at] if words and re.fullmatch(f"[{HAN}]+", words[at]) else ""


def _promises(
    here: "pd.DataFrame", paragraphs: "pd.DataFrame", commitments: "pd.DataFrame"
) -> tuple["pd.DataFrame", dict[str, float]]:
    """Return the measurable targets near the mentions, and the shares of mentions without any."""
    import numpy as np

    due = (commitments["status"] == "target") & commitments["kind"].isin(MEASURABLE)
    targets = commitments[due].rename_axis("target").reset_index()
    targets = targets.merge(paragraphs[[*PLACE, "section"]], on=PLACE)
    own = here.rename_axis("mention").reset_index()[["mention", *PLACE, "section", *SPAN]]
    pairs = own.merge(targets, on=["doc_id", "section"], suffixes=("", "_of"))
    same = pairs["paragraph"] == pairs["paragraph_of"]
    columns = (pairs[name] for name in (*SPAN, "start_of", "end_of"))
    broken = [
        bool(STOP.search(text[min(end, end_of) : max(start, start_of)]))
        for text, start, end, start_of, end_of in zip(*columns, strict=True)
    ]
    distance = np.select([~same, np.asarray(broken, dtype=bool)], [2, 1], 0)
    pairs = pairs.assign(distance=distance)[same | (pairs["section"] != "")]
    without = {
        near: 1 - pairs.loc[pairs["distance"] <= at, "mention"].nunique() / max(len(here), 1)
        for at, near in enumerate(NEAR)
    }
    nearest = pairs.groupby("target")["distance"].min()
    near = nearest.map(dict(enumerate(NEAR)))
    return commitments.loc[nearest.index].assign(near=near), without


def promised(
    mentions: "pd.DataFrame",
    paragraphs: "pd.DataFrame",
    commitments: "pd.DataFrame",
    confidence: float = 0.95,
) -> "pd.DataFrame":
    """Return how many mentions of each formulation have a measurable target in their sentence.

    Columns: slogan, mentions, promised (mentions with one), share, low, high (Wilson). The
    sentence is that of the other wings; only targets with a number, an absolute word or a date.
    """
    due = commitments[
        (commitments["status"] == "target") & commitments["kind"].isin(MEASURABLE)
    ].merge(paragraphs[[*PLACE, "text"]], on=PLACE)
    own = mentions.merge(paragraphs[[*PLACE, "text"]], on=PLACE)
    beside = set(zip(due["doc_id"], due["paragraph"], _sentences(due), strict=True))
    places = zip(own["doc_id"], own["paragraph"], _sentences(own), strict=True)
    own["promised"] = [place in beside for place in places]
    found = own.groupby("slogan")["promised"].agg(mentions="size", promised="sum").reset_index()
    counts = zip(found["promised"], found["mentions"], strict=True)
    ends = [wilson(k, n, confidence) for k, n in counts]
    found["share"] = found["promised"] / found["mentions"]
    found["low"], found["high"] = zip(*ends, strict=True) if ends else ((), ())
    return found


def _sentences(places: "pd.DataFrame") -> list[int]:
    """Return where the sentence of each place begins in its text."""
    texts = dict.fromkeys(places["text"])
    stops = {text: [at.end() for at in STOP.finditer(text)] for text in texts}
    pairs = zip(places["text"], places["start"], strict=True)
    return [bisect(stops[text], start) for text, start in pairs]
