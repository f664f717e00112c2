"""What the notebook on commitments says and shows of what became of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpers.commitments import summary
from helpers.show import addresses, evidence, figures, html
from helpers.show.figures import GREEN, Drawing
from helpers.show.findings import Finding, finding
from helpers.show.grid import Mark, Quote, grid
from helpers.show.words import Text, listed, text
from helpers.statistics.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd

ORDER = ["missed", "kept", "lowered", "raised", "dropped", "base", "possible", "unknown"]
"""Verdicts, what a reader asks for first."""

ENDS = ("earlier", "later")
"""Of a pair, as its columns begin."""
AIMED = {">=": "floor", "<=": "ceiling", "~": "about"}
"""How a comparator is said."""

FEW = 5
"""A share of fewer targets is not spoken of in a finding."""


def findings(
    outcomes: "pd.DataFrame", followed: "pd.DataFrame", panel: "pd.DataFrame", growth: str
) -> list[Finding]:
    """Return the findings on what became of targets, and on the target that all watch.

    What surprises is how far a share is from half, two shares or two values from each other.
    """
    sentences = [*_kept(outcomes), *_missed(panel, growth), *_aim(panel, growth)]
    dropped = summary.no_longer_named(followed).head(3)
    if len(dropped):
        several = followed["place"].nunique() > 1
        names = [
            text("ledger.last_named", name=_of_place(row, several), year=str(row.last_year))
            for row in dropped.itertuples()
        ]
        times = int(dropped["times"].max())
        sentences.append(finding("ledger.dropped", names=listed(names), cases=times))
    return sentences


def _of_place(row: Any, several: bool) -> Text:
    """Return the name of an indicator, with its place where there are several."""
    places = (f"{row.place} ", row.place) if several else ("", "")
    return Text(*(place + row.indicator for place in places))


def _kept(outcomes: "pd.DataFrame") -> list[Finding]:
    """Return how many targets were kept, and of what the most and the least, year by year."""
    base = outcomes[outcomes["tier"].eq("base")]
    judged = base[base["verdict"].isin(["kept", "missed"])]
    if judged.empty:
        return []
    kept = int(judged["verdict"].eq("kept").sum())
    low, high = wilson(kept, len(judged))
    sentences = [
        finding(
            "ledger.kept",
            surprise=2 * abs(kept / len(judged) - 0.5),
            cases=len(judged),
            kept=kept,
            judged=len(judged),
            share=kept / len(judged),
            due=len(base),
            low=low,
            high=high,
        )
    ]
    shares = summary.kept_shares(base[base["since"].eq(base["year"])], "indicator")
    often = shares[shares["judged"] >= FEW].sort_values(["share", "judged"], kind="stable")
    if len(often) > 1:
        worst, best = often.iloc[0], often.sort_values(["share", "judged"]).iloc[-1]
        sentences.append(
            finding(
                "ledger.best_and_worst",
                surprise=best["share"] - worst["share"],
                cases=min(best["judged"], worst["judged"]),
                best=best["indicator"],
                best_kept=best["kept"],
                best_of=best["judged"],
                worst=worst["indicator"],
                worst_kept=worst["kept"],
                worst_of=worst["judged"],
            )
        )
    return sentences


def _missed(panel: "pd.DataFrame", growth: str) -> list[Finding]:
    """Return in which years the one place of the texts missed the target that all watch."""
    own = summary.annual(panel)
    own = own[own["canonical"].eq(growth) & own["verdict"].isin(["kept", "missed"])]
    missed = own.loc[own["verdict"].eq("missed"), "year"].astype(str)
    if own["place"].nunique() != 1 or len(own) < FEW or missed.empty:
        return []
    last = missed.sort_values().tail(FEW)
    return [
        finding(
            "ledger.watched",
            surprise=len(missed) / len(own),
            cases=len(own),
            place=own["place"].iloc[0],
            indicator=growth,
            missed=len(missed),
            judged=len(own),
            years=listed(last),
        )
    ]


def _aim(panel: "pd.DataFrame", growth: str) -> list[Finding]:
    """Return the target of the latest year that is furthest from what had been reached before."""
    own = panel[panel["canonical"].eq(growth) & panel["before"].notna() & panel["low"].notna()]
    own = own[own["horizon"].eq("annual")].sort_values(["year", "place"], kind="stable")
    if own.empty:
        return []
    own = own[own["year"].eq(own["year"].max())]
    most = own[["low", "before"]].abs().max(axis=1).clip(lower=1)
    apart = (own["low"] - own["before"]).abs() / most
    row = own.loc[apart.idxmax()]
    return [
        finding(
            "ledger.aim",
            surprise=apart.max(),
            cases=2,  # it rests on a target and a result
            place=row["place"],
            indicator=growth,
            target=_aimed(row),
            year=str(row["year"]),
            before=html.amount(row["before"], row["unit"]),
            last=str(row["year"] - 1),
        )
    ]


def _aimed(row: "pd.Series[Any]") -> Text:
    """Return a target in words, a range with both ends."""
    ends = sorted({row["low"], row["high"]})
    amounts = [html.amount(end, row["unit"]) for end in ends]
    amount = Text(*("–".join(amount[side] for amount in amounts) for side in (0, 1)))
    aimed = AIMED.get(row["comparator"])
    return text(f"ledger.aimed_{aimed}", amount=amount) if aimed else amount


def what_became(outcomes: "pd.DataFrame", followed: "pd.DataFrame") -> None:
    """Say how much can be judged, and why the rest cannot: untold, or not to be linked.

    Stretched targets do not count, as in the findings.
    """
    outcomes = outcomes[outcomes["tier"].eq("base")]
    bases = int(followed["verdict"].eq("base").sum())
    if outcomes.empty:
        evidence.say(text("ledger.nothing", bases=bases))
        return
    untold = int(outcomes["why"].eq(summary.UNTOLD).sum())
    judged = int(outcomes["verdict"].isin(["kept", "missed"]).sum())
    evidence.say(
        text(
            "ledger.told",
            due=len(outcomes),
            judged=judged,
            untold=untold,
            unlinked=len(outcomes) - judged - untold,
        )
    )


def ledger(
    panel: "pd.DataFrame", commitments: "pd.DataFrame", *, place: str = "", top: int = 12
) -> None:
    """Show the ledger of a place, of the one with the longest series if empty: year × indicator.

    It shows the indicators that are promised in the most years, those first that still are; the
    rest is in the panel.
    """
    told = panel[panel["verdict"].isin(["kept", "missed"])]
    if told.empty:
        return
    years = told.groupby("place")["year"].nunique().sort_index()
    place = place or str(years.idxmax())
    own = summary.annual(panel, place)
    own = own[own["low"].notna()]
    often = own.groupby(["canonical", "unit"])["year"].agg(["nunique", "max"])
    chosen = often.sort_values("nunique", ascending=False, kind="stable").head(top)
    chosen = chosen.sort_values("max", ascending=False, kind="stable").index
    at = ["doc_id", "paragraph", "start"]
    sentences = commitments.drop_duplicates(at).set_index(at)["sentence"].to_dict()
    rows = {
        (f"{name} ({unit})" if unit else str(name)): {
            int(row.year): _mark(row, sentences)
            for row in own[own["canonical"].eq(name) & own["unit"].eq(unit)].itertuples()
        }
        for name, unit in chosen
    }
    grid(place, rows, text("ledger.grid", place=place, shown=len(rows), all=len(often)))


def _mark(row: Any, sentences: Mapping[tuple[str, int, int], str]) -> Mark:
    ends = [
        (row.doc_id, row.paragraph, row.start, row.quote),
        (row.result_doc_id, row.result_paragraph, row.result_start, row.result_quote),
    ]
    return Mark(
        low=row.low,
        high=row.high,
        comparator=row.comparator,
        result=row.result,
        verdict=row.verdict,
        quotes=[Quote(*end, sentences[end[:3]]) for end in ends if end[0]],
    )


def followed_table(rows: "pd.DataFrame", caption: str, limit: int = 100) -> None:
    """Show pairs, what was missed first and the latest, each quote leading to its sentence.

    Columns that say the same in every row are left out. What is for several years says so.
    """
    if rows.empty:
        return
    rank = rows["verdict"].map(ORDER.index)
    order = {"by": ["rank", "place", "year"], "ascending": [True, True, False], "kind": "stable"}
    shown = rows.assign(rank=rank).sort_values(**order)
    shown = shown.head(limit).astype({"since": "str", "year": "str"})
    several = shown["since"].ne(shown["year"])
    shown["year"] = shown["year"].mask(several, shown["since"] + "–" + shown["year"])
    settled = rows["verdict"].isin(summary.OUTCOMES).all()
    heads = ("target", "result") if settled else ("earlier_quote", "later_quote")
    ends = {head: _linked(shown, end) for head, end in zip(heads, ENDS, strict=True)}
    telling = ["gap"] if rows["gap"].notna().all() else []
    telling += [name for name in ("verdict", "why", "differs") if rows[name].nunique() > 1]
    place = ["place"] if rows["place"].nunique() > 1 else []
    columns = [*place, "indicator", "year", *telling, *ends]
    evidence.table(shown.assign(**ends), text(caption), columns=columns, source="follow_through")


def _linked(rows: "pd.DataFrame", end: str) -> list[object]:
    """Return the quotes of an end, each leading to its place; nothing where nothing is told."""
    columns = [rows[f"{end}_{name}"] for name in ("doc_id", "paragraph", "start", "quote")]
    return [
        html.macro("evidence", addresses.place(doc_id, paragraph, start), quote) if quote else ""
        for doc_id, paragraph, start, quote in zip(*columns, strict=True)
    ]


def shares(outcomes: "pd.DataFrame", top: int) -> None:
    """Draw the share kept by year, and list it by firmness and by indicator, of how many."""
    base = outcomes[outcomes["tier"].eq("base") & outcomes["year"].gt(0)]
    by_year = summary.kept_shares(base, "year")
    if by_year.empty:
        return
    if len(by_year) >= summary.YEARS_OF_A_SERIES:
        figures.show(_shares_by_year(by_year), "kept_by_year")
    columns = ["fulfilled", "judged", "due", "share", "share_low", "share_high"]
    own_year = base[base["since"].eq(base["year"])]
    for by, counted in (("firmness", base), ("indicator", own_year)):
        table = summary.kept_shares(counted, by).sort_values(
            "judged", ascending=False, kind="stable"
        )
        shown = table.rename(columns={"kept": "fulfilled"}).head(top)
        evidence.table(shown, text(f"ledger.by_{by}"), columns=[by, *columns])


def firm_words(outcomes: "pd.DataFrame") -> None:
    """Say how often firm words were kept beside plain ones, and whether that tells anything."""
    rows = summary.kept_shares(outcomes[outcomes["tier"].eq("base")], "firmness")
    sides = rows[rows["firmness"].isin(["firm", "plain"])].set_index("firmness")
    if len(sides) < 2 or sides["judged"].min() < FEW:
        return
    names = {"kept": "kept", "judged": "judged", "share_low": "low", "share_high": "high"}
    told = {f"{row}_{names[c]}": sides.loc[row, c] for row in sides.index for c in names}
    overlap = sides["share_low"].max() <= sides["share_high"].min()
    evidence.say(text("ledger.firm_alike" if overlap else "ledger.firm_apart", **told))


def _shares_by_year(rows: "pd.DataFrame") -> Drawing:
    figure, axes = figures.canvas(4, per_row=0.5)
    ends = [rows["share"] - rows["share_low"], rows["share_high"] - rows["share"]]
    axes.errorbar(rows["year"], rows["share"], yerr=ends, fmt="o", color=GREEN, capsize=2)
    for year, high, n in zip(rows["year"], rows["share_high"], rows["judged"], strict=True):
        above = {"xytext": (0, 4), "textcoords": "offset points", "ha": "center"}
        axes.annotate(str(n), (year, high), fontsize=8, **above)
    axes.set(ylim=(0, 1.15), ylabel=str(text("ledger.share_axis")))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}" if value <= 1 else "")
    axes.xaxis.get_major_locator().set_params(integer=True)
    first, last = rows.iloc[0], rows.iloc[-1]
    alt = text(
        "ledger.shares",
        years=len(rows),
        first=str(first["year"]),
        last=str(last["year"]),
        least=f"{rows['share'].min():.0%}",
        most=f"{rows['share'].max():.0%}",
    )
    return Drawing(figure, alt, rows)


def no_longer_named(followed: "pd.DataFrame", top: int) -> None:
    """Show what was promised often and is no longer named, with the last year that named it."""
    rows = summary.no_longer_named(followed)
    if rows.empty:
        return
    shown = rows.rename(columns=lambda name: name.removeprefix("earlier_"))
    shown = shown.astype({"first_year": "str", "last_year": "str"})
    columns = ["place", "indicator", "times", "first_year", "last_year", "quote"]
    evidence.table(shown, text("ledger.no_longer"), columns=columns, limit=top)
