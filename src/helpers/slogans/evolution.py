"""Follow each formulation through time: its life, its spread, its end, with honest uncertainty."""

from collections.abc import Iterable
from math import log
from typing import TYPE_CHECKING

from scipy.stats import false_discovery_control, norm

from helpers.statistics.change import trend
from helpers.statistics.intervals import kaplan_meier, poisson, wilson

if TYPE_CHECKING:
    import pandas as pd

SURPRISING = 0.05  # chance of a silence below which it tells of an end
FADING = 5  # years after the peak, and documents, from which a half-life can be told
# Qian Gang, China Media Project (2017), by share of documents; the lower borders are unpublished.
TIERS = {"沸": 0.0518, "烫": 0.0129}


def years(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", confidence: float = 0.95
) -> "pd.DataFrame":
    """Return each formulation in each year of the corpus, silent years included.

    Columns: slogan, year, documents (with it), of (all of that year), share, share_low,
    share_high (Wilson), mentions, rate, rate_low, rate_high (per 10,000 characters, Poisson).
    Undated documents are left out: a formulation that stands only in such has no rows.
    """
    import pandas as pd

    dated = with_years(documents)
    of = dated.groupby("year").agg(of=("doc_id", "nunique"), chars=("chars_clean", "sum"))
    seen = mentions.merge(dated[["doc_id", "year"]], on="doc_id")
    counts = seen.groupby(["slogan", "year"]).agg(
        documents=("doc_id", "nunique"), mentions=("doc_id", "size")
    )
    grid = pd.MultiIndex.from_product(
        [sorted(seen["slogan"].unique()), of.index], names=["slogan", "year"]
    )
    table = counts.reindex(grid, fill_value=0).reset_index().merge(of.reset_index(), on="year")
    table = table.sort_values(["slogan", "year"], ignore_index=True)
    return _intervals(table, confidence).drop(columns="chars")


def lives(
    mentions: "pd.DataFrame",
    documents: "pd.DataFrame",
    *,
    confidence: float = 0.95,
    tiers: dict[str, float] | None = None,
    traces: "pd.Series[str] | None" = None,
) -> "pd.DataFrame":
    """Return one row a formulation: when it lived, how common it was, whether it has ended.

    Columns: slogan, first, last (years), in_use (years from first to last), silent (years
    between them that have documents, none with it), documents, of, share with interval,
    mentions, rate with interval, tier, p_silence (chance of its silence were it still in use), and
    of the places and kinds of document that have it: window (documents of the years in use), after
    (later ones), alike (all); where nobody says whose a document is, its silence tells nothing.
    ended (True only where p_silence, corrected for the number of formulations, is below .05:
    Benjamini & Hochberg 1995). `traces`, the column last_trace of the table of formulations by
    slogan, keeps one alive whose characters still stand within other words.
    """
    import pandas as pd

    table = years(mentions, documents, confidence)
    heard = table[table["documents"] > 0].groupby("slogan")["year"].agg(first="min", last="max")
    table = table.join(heard, on="slogan").assign(silent=table["documents"] == 0)
    lived = table[table["year"].between(table["first"], table["last"])]
    sums = lived.groupby("slogan")[["documents", "mentions", "silent"]].sum()
    dated = with_years(documents)
    found = heard.join([sums, _alike(mentions, dated, heard)]).astype("int64")
    found["in_use"] = found["last"] - found["first"] + 1
    counts = zip(found["documents"], found["window"], found["after"], strict=True)
    found["p_silence"] = [silence(k, n, after_it, confidence) for k, n, after_it in counts]
    found["ended"] = false_discovery_control(found["p_silence"]) < SURPRISING if len(found) else []
    if traces is not None:
        seen = pd.to_numeric(traces.reindex(found.index).str[:4], errors="coerce")
        found["ended"] &= ~(seen > found["last"])
    found["of"], found["chars"] = len(dated), int(dated["chars_clean"].sum())
    found = _intervals(found.reset_index(), confidence).drop(columns="chars")
    found["tier"] = [
        tier(k, n, tiers, confidence) for k, n in zip(found["documents"], found["of"], strict=True)
    ]
    return found.sort_values(["first", "slogan"], ignore_index=True)


def _alike(
    mentions: "pd.DataFrame", dated: "pd.DataFrame", heard: "pd.DataFrame"
) -> "pd.DataFrame":
    """Return how many documents of the places and kinds that have a formulation are in its years
    of use, after them, and in all.
    """
    import numpy as np
    import pandas as pd

    series = ["place", "genre"]
    told = dated.groupby([*series, "year"]).size().unstack(fill_value=0)
    until = np.pad(told.to_numpy().cumsum(axis=1), ((0, 0), (1, 0)))
    seen = mentions.merge(dated[["doc_id", *series]], on="doc_id")
    said = seen[["slogan", *series]].drop_duplicates().join(heard, on="slogan")
    row = told.index.get_indexer(pd.MultiIndex.from_frame(said[series]))
    first = np.searchsorted(told.columns, said["first"])
    last = np.searchsorted(told.columns, said["last"], side="right")
    later = (until[row, -1] - until[row, last]) * said["place"].ne("")
    said = said.assign(window=until[row, last] - until[row, first], after=later)
    said["alike"] = until[row, -1]
    return said.groupby("slogan")[["window", "after", "alike"]].sum()


def turnover(table: "pd.DataFrame", confidence: float = 0.95) -> "pd.DataFrame":
    """Return what fell and what rose from each year to the next that has documents.

    From the table of `years`. Columns: year, slogan, before, after (shares of the documents),
    change, low, high (interval of the change: Newcombe 1998, Statistics in Medicine 17: 873-890,
    method 10, corrected for the number of rows, Bonferroni). Only the certain ones, whose interval
    is on one side of 0: the deepest fall of each year first, the highest rise last. That one
    rose when another fell does not say that it replaced it.
    """
    import numpy as np

    table = table.sort_values(["slogan", "year"])
    last = table.groupby("slogan")[["documents", "of"]].shift().add_suffix("_before")
    table = table.join(last).dropna()
    strict = 1 - (1 - confidence) / max(len(table), 1)
    k, n, k_before, n_before = (
        table[name].astype("int64") for name in ("documents", "of", *last.columns)
    )
    ends = [[*map(wilson, *pair, [strict] * len(table))] for pair in ((k_before, n_before), (k, n))]
    before, after = k_before / n_before, k / n
    (low_a, high_a), (low_b, high_b) = (np.reshape(pair, (-1, 2)).T for pair in ends)
    change = after - before
    low = change - np.hypot(after - low_b, high_a - before)
    high = change + np.hypot(high_b - after, before - low_a)
    found = table[["year", "slogan"]].assign(
        before=before, after=after, change=change, low=low, high=high
    )
    certain = found[(found["low"] > 0) | (found["high"] < 0)]
    return certain.sort_values(["year", "change", "slogan"], ignore_index=True)


def silence(k: int, n: int, after: int, confidence: float = 0.95) -> float:
    """Return the chance that `after` documents lack a formulation that `k` of `n` had.

    P = (1 - p) ** after, with p the lower end of the Wilson interval of k in n, so that a
    formulation seen in few documents is not declared dead too early.

    >>> round(silence(5, 5, 2), 3), round(silence(5, 5, 30), 3)
    (0.189, 0.0)
    """
    low, _ = wilson(k, n, confidence)
    return float((1 - low) ** after)


def tier(k: int, n: int, borders: dict[str, float] | None = None, confidence: float = 0.95) -> str:
    """Return the intensity by share of documents, or that it cannot be told.

    `borders` gives the lowest share of each tier, strongest first; below the last the tier is
    empty. Where the Wilson interval crosses a border, the answer is `cannot tell`.

    >>> tier(400, 784), tier(15, 784), tier(1, 5)
    ('沸', 'cannot tell', 'cannot tell')
    """
    order = (borders or TIERS).items()
    ends = wilson(k, n, confidence)
    names = {next((name for name, border in order if end >= border), "") for end in ends}
    return names.pop() if len(names) == 1 else "cannot tell"


def half_lives(table: "pd.DataFrame", confidence: float = 0.95) -> "pd.DataFrame":
    """Return how long it takes from its highest year until half as many documents have it.

    From the table of `years`: a log-linear rate of the documents from the peak on (Poisson,
    `statistics.change.trend`). Columns: slogan, peak (year), half_life (years), low, high; only
    those whose fall is beyond chance, from FADING years after the peak on.
    """
    import pandas as pd

    rows = []
    z = -float(norm.ppf((1 - confidence) / 2))
    for slogan, own in table.groupby("slogan", sort=True):
        share = own["documents"] / own["of"]
        after = own.loc[share.idxmax() :]
        if len(after) <= FADING or own["documents"].sum() < FADING:
            continue
        slope, error = trend(after[["documents"]].to_numpy(), after["of"], after["year"])
        steep, flat = float(slope[0] - z * error[0]), float(slope[0] + z * error[0])
        if flat < 0:
            ends = (-log(2) / one for one in (float(slope[0]), steep, flat))
            rows.append((slogan, int(after["year"].iloc[0]), *ends))
    return pd.DataFrame(rows, columns=["slogan", "peak", "half_life", "low", "high"])


def survival(found: "pd.DataFrame") -> "pd.DataFrame":
    """Return the Kaplan-Meier curve of the years in use, from the table of `lives`.

    An end counts only where the silence tells; all others are censored at the corpus' end.
    """
    return kaplan_meier(found["in_use"].tolist(), found["ended"].tolist())


def with_years(documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return the dated documents with a column `year`."""
    dated = documents[documents["date"].str.match(r"\d{4}")].copy()
    dated["year"] = dated["date"].str[:4].astype("int64")
    return dated


def _intervals(table: "pd.DataFrame", confidence: float) -> "pd.DataFrame":
    """Add share and rate, with intervals, to a table with documents, of, mentions, chars."""
    shares = [
        wilson(k, n, confidence) for k, n in zip(table["documents"], table["of"], strict=True)
    ]
    rates = [
        poisson(k, max(1, chars) / 10_000, confidence)
        for k, chars in zip(table["mentions"], table["chars"], strict=True)
    ]
    table["share"] = table["documents"] / table["of"]
    table["share_low"], table["share_high"] = zip(*shares, strict=True) if shares else ((), ())
    table["rate"] = table["mentions"] / table["chars"].clip(lower=1) * 10_000
    table["rate_low"], table["rate_high"] = zip(*rates, strict=True) if rates else ((), ())
    return table


def first_and_last(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """Return the first and last time of each formulation, and its mentions at each time."""
    there = presence(mentions, documents, wanted)
    there = there[there["mentions"] > 0]
    dots = there.groupby(["slogan", "when"])["mentions"].sum().reset_index()
    rows = dots.groupby("slogan")["when"].agg(first="min", last="max").reset_index()
    return rows.sort_values(["first", "last", "slogan"], kind="stable"), dots


def presence(
    mentions: "pd.DataFrame", documents: "pd.DataFrame", wanted: Iterable[str]
) -> "pd.DataFrame":
    """Return how often each formulation stands in each dated document: also where it does not.

    Columns: slogan, doc_id, mentions, place, when (a year with its fraction).
    """
    import pandas as pd

    dated = documents[documents["date"] != ""]
    year = dated["date"].str[:4].astype(float)
    month = dated["date"].str[5:7].replace("", "07").astype(float)
    grid = pd.MultiIndex.from_product([list(wanted), dated["doc_id"]], names=["slogan", "doc_id"])
    counts = mentions.groupby(["slogan", "doc_id"]).size().reindex(grid, fill_value=0)
    placed = dated.assign(when=year + (month - 0.5) / 12)[["doc_id", "place", "when"]]
    return counts.rename("mentions").reset_index().merge(placed, on="doc_id")


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
