"""What the notebook on commitments says and shows."""

from typing import TYPE_CHECKING, Any

from helpers.commitments import bodies
from helpers.show import evidence
from helpers.show.figures import BLUE, GREEN, SKY, Drawing, document_labels, panels, show
from helpers.show.findings import Finding, finding
from helpers.show.html import amount, reading
from helpers.show.words import Text, listed, text, word

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

COLUMNS = ["actor", "indicator", "quote", "reading", "period", "firmness", "area"]
"""What a table of promises shows; its evidence link leads to the sentence."""

NAMED = 3
"""Titles that a finding names."""
LATEST = 12
"""Years of values that stand side by side."""


def findings(
    quantities: "pd.DataFrame", targets: "pd.DataFrame", documents: "pd.DataFrame"
) -> list[Finding]:
    """Return the findings on promises as they are made.

    What surprises is how much is not the first actor's, and the share of documents without targets.
    """
    measured = quantities[quantities["kind"] != "action"]
    results = (measured["status"] == "result").sum()
    sentences = [
        finding("commitments.found", all=len(measured), targets=len(targets), results=results)
    ]
    named = targets["actor"][targets["actor"] != ""].value_counts()
    named = named.sort_index().sort_values(ascending=False, kind="stable")
    if len(named) > 1:
        (actor, second), (n, m) = named.index[:2], named.iloc[:2]
        names = {"actor": word("body", actor), "second": word("body", second)}
        shares = {**names, "n": n, "m": m, "of": len(targets)}
        others = len(targets) - n
        known = {"surprise": 2 * min(n, others) / len(targets), "cases": len(documents)}
        sentences.append(finding("commitments.makes", **shares, **known))
    if len(targets):
        firm = targets["firmness"].value_counts()
        words = {name: firm.get(name, 0) for name in ("firm", "aspire")}
        most = max(words.values()) / len(targets)
        sentences.append(finding("commitments.firmly", surprise=most, **words))
    without = documents[~documents["doc_id"].isin(targets["doc_id"])]
    if len(without):
        titles = ("《" + without["title"] + "》").where(without["title"].ne(""), without["doc_id"])
        more = text("commitments.and_more", n=len(titles) - NAMED) if len(titles) > NAMED else ""
        known = {"surprise": len(without) / len(documents), "cases": len(without)}
        told: dict[str, Any] = {"titles": listed(titles.head(NAMED)), "more": more}
        told["documents"] = len(without)
        sentences.append(finding("commitments.without", **told, **known))
    return sentences


def months_named(counts: "pd.DataFrame") -> "pd.DataFrame":
    """Return counts by month with whole years and several years named, ready for a picture."""
    names = {"year": "commitments.whole_year", "years": "commitments.several_years"}
    return counts.rename(columns={month: str(text(key)) for month, key in names.items()})


def areas_named(counts: "pd.DataFrame") -> "pd.DataFrame":
    """Return counts by policy area with the areas named in both languages, ready for a picture."""
    return counts.rename(columns=lambda area: str(word("area", area or "other")).replace(" ", "\n"))


def documents_named(counts: "pd.DataFrame", documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return counts by document with the documents named, in order of time, the latest 30."""
    names = document_labels(documents)
    return counts.reindex(list(names), fill_value=0).rename(index=names).tail(30)


def vaguest(kinds: "pd.DataFrame", top: int) -> None:
    """Show whose promises are least measurable: without number, absolute word and deadline.

    `kinds` counts the promises of each actor, a row each, by kind.
    """
    rows = kinds.assign(promises=kinds.sum(axis=1)).reset_index()
    rows = rows.assign(vague=rows["action"] / rows["promises"])
    ordered = rows.sort_values(["vague", "promises"], ascending=False, kind="stable")
    columns = ["actor", "promises", *kinds.columns, "vague"]
    evidence.table(ordered.head(top), text("commitments.vaguest"), columns=columns)


def trajectories(rows: "pd.DataFrame", top: int = 6) -> None:
    """Draw how indicators went: results as points, targets as bands over the year they are for."""
    lines = list(rows.groupby(["indicator", "place", "unit", "measure"], sort=False))[:top]
    if not lines:
        return
    import pandas as pd

    figure, every = panels(len(lines), 2, sharex=False)
    for axes, ((indicator, place, unit, _), line) in zip(every, lines, strict=True):
        _draw_line(axes, line)
        axes.set_title(f"{place} {indicator} ({unit})" if unit else f"{place} {indicator}")
    figure.supxlabel(str(text("commitments.trajectory_axis")), fontsize=11)
    shown = pd.concat([line for _, line in lines])
    names = listed(str(key[0]) for key, _ in lines)
    alt = text("commitments.trajectories", lines=len(lines), names=names)
    told = ["indicator", "place", "unit", "year", "status", "comparator", "value", "value_max"]
    show(Drawing(figure, alt, shown[told]), "trajectories")
    told = ["place", "indicator", "year", "status", "reading"]
    points = _readable(shown).astype({"year": "str"})
    evidence.table(points, text("commitments.points"), columns=told, source="commitments")


def _draw_line(axes: "Axes", line: "pd.DataFrame") -> None:
    """Draw one indicator; a band is open upwards for a floor and downwards for a ceiling.

    A value for several years lies over all of them; results of years in a row are joined, so that
    a year without a report is a gap.
    """
    from matplotlib.ticker import MaxNLocator

    spread = max(line["value"].max() - line["value"].min(), abs(line["value"].max()) * 0.1, 0.1)
    for row in line[line["status"] == "target"].itertuples():
        ends = {">=": row.value + spread / 8, "<=": row.value - spread / 8}
        other = row.value_max if row.comparator == "range" else ends.get(row.comparator, row.value)
        span = [row.since - 0.3, row.year + 0.3]
        axes.fill_between(span, row.value, other, color=SKY, alpha=0.5, linewidth=0)
        axes.hlines(row.value, *span, color=BLUE, linewidth=2)
    done = line[line["status"] == "result"]
    several = done[done["since"] < done["year"]]
    axes.hlines(several["value"], several["since"], several["year"], color=GREEN, linestyle=":")
    single = done[done["since"] == done["year"]]
    gaps = single["year"].diff().gt(1).cumsum()
    for _, unbroken in single.groupby(gaps):
        axes.plot(unbroken["year"], unbroken["value"], "o-", color=GREEN, linewidth=1)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(line["since"].min() - 0.7, line["year"].max() + 0.7)
    axes.margins(y=0.2)


def explanation(rows: "pd.DataFrame") -> None:
    """Show which rule read which field of a sentence."""
    columns = ["quote", "field", "value", "told"]
    values = [word(row.field, str(row.value)) for row in rows.itertuples()]
    shown = rows.assign(value=values, told=[_told(rule) for rule in rows["rule"]])
    evidence.table(shown, text("commitments.explained"), columns=columns)


def _told(rule: str) -> Text:
    """Return a rule in both languages: what it goes by, and the words of the text that it saw."""
    head, _, words = rule.rpartition(" ")
    if word("told", rule).zh != rule or not head:
        return word("told", rule)
    by, seen = word("told", head), word("genre", words)
    return Text(f"{by.en}: {seen.en}", f"{by.zh}：{seen.zh}")


def targets_table(rows: "pd.DataFrame", caption: str = "commitments.targets") -> None:
    """Show promises with who, what, how much and by when."""
    shown = _readable(rows)
    evidence.table(shown, text(caption), columns=COLUMNS, limit=500, source="commitments")


def by_actor(targets: "pd.DataFrame", top: int) -> None:
    """Show the promises of each of the busiest actors, not of many at once, under its heading."""
    columns = [name for name in COLUMNS if name != "actor"]
    own = [name != "" and not bodies.collective(name) for name in targets["actor"]]
    named = _readable(targets.loc[targets.index[own]])
    busiest = named["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for actor in busiest.head(top).index:
        evidence.heading(str(actor))
        rows, caption = named[named["actor"] == actor], text("commitments.targets_of", actor=actor)
        evidence.table(rows, caption, columns=columns, limit=20, folded=True)


def _readable(rows: "pd.DataFrame") -> "pd.DataFrame":
    return rows.assign(reading=[reading(row) for row in rows.itertuples()])


def measured(targets: "pd.DataFrame") -> None:
    """Say how many things the targets measure, and how many are promised only once."""
    numbers = targets[targets["kind"].eq("number")]
    standard = numbers["canonical"][numbers["canonical"].ne("")]
    times = numbers["key"].value_counts()
    evidence.say(
        text(
            "commitments.measured",
            targets=len(numbers),
            distinct=len(times),
            standard=len(standard),
            names=standard.nunique(),
            once=int(times.eq(1).sum()),
        )
    )


def most_promised(panel: "pd.DataFrame", top: int) -> None:
    """Show the indicators that are promised most often with the values of the latest years.

    Where several places aim in a year, the value is the median of their targets.
    """
    rows = panel[panel["low"].notna() & panel["tier"].eq("base") & panel["horizon"].eq("annual")]
    if rows.empty:
        return
    what = ["canonical", "unit"]
    yearly = rows.groupby([*what, "year"])["low"].median().unstack()
    often = rows.groupby(what).size().sort_values(ascending=False, kind="stable")
    shown = (
        yearly.loc[often.head(top).index]
        .iloc[:, -LATEST:]
        .map(amount, na_action="ignore")
        .fillna("")
        .rename(columns=str)
    )
    shown.insert(0, "times", often.head(top))
    caption = text("commitments.most_promised")
    evidence.table(shown.reset_index(), caption, source="panel", limit=top)
