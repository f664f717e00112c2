"""What the notebook on commitments says and shows."""

from typing import TYPE_CHECKING

from helpers.commitments import units
from helpers.commitments.summary import NOT_NAMED, _busiest, kinds_by_actor
from helpers.show import evidence
from helpers.show.figures import BLUE, GREEN, SKY, WIDTH, Drawing, document_labels, show
from helpers.show.html import reading
from helpers.show.words import Text, text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


TARGET = ["actor", "indicator", "quote", "reading", "period", "firmness", "area", "sentence"]


def findings(
    commitments: "pd.DataFrame",
    targets: "pd.DataFrame",
    followed: "pd.DataFrame",
    documents: "pd.DataFrame",
) -> list[Text]:
    """Return the findings on promises."""
    measured = commitments[commitments["kind"] != "action"]
    results = (measured["status"] == "result").sum()
    said = [
        text("commitments.found", all=len(measured), targets=len(targets), results=results),
    ]
    named = targets[targets["actor"] != ""]
    if len(named):
        by = named["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        said.append(text("commitments.most", actor=by.index[0], n=by.iloc[0], of=len(targets)))
    if len(targets):
        firm = targets["firmness"].value_counts()
        said.append(
            text("commitments.firmly", firm=firm.get("firm", 0), aspire=firm.get("aspire", 0))
        )
    without = documents[~documents["doc_id"].isin(targets["doc_id"])]
    if len(without):
        titles = "、".join(without["title"].head(5))
        said.append(text("commitments.without", documents=len(without), titles=titles))
    if len(followed):
        silent = followed["verdict"].isin(["unknown", ""]).sum()
        said.append(text("commitments.pairs", pairs=len(followed), silent=silent))
    return said


def actors_by_area(targets: "pd.DataFrame", top: int) -> "pd.DataFrame":
    """Return how many targets each actor has in each policy area, the busiest first."""
    from helpers.show.words import word

    named = targets.assign(
        actor=targets["actor"].replace("", NOT_NAMED),
        area=[str(word("area", area or "other")).replace(" ", "\n") for area in targets["area"]],
    )
    return _busiest(named.groupby(["actor", "area"]).size().unstack(fill_value=0), top)


def status_by_document(commitments: "pd.DataFrame", documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return how many records of each document are targets, results and context."""
    names = document_labels(documents)
    counts = commitments.groupby([commitments["doc_id"].map(names), "status"]).size()
    table = counts.unstack(fill_value=0).reindex(list(names.values()), fill_value=0).tail(30)
    return table.reindex(columns=["target", "result", "context"], fill_value=0)


def biggest(targets: "pd.DataFrame", top: int) -> None:
    """Show the largest sums of money that are promised, the usual currency first."""
    money = targets[targets["unit"].isin(units.marked("money"))]
    money = money.assign(sums=money.groupby("unit")["unit"].transform("size"))
    order = ["sums", "unit", "value"]  # sums in two currencies have no order among them
    ranked = money.sort_values(order, ascending=[False, True, False], kind="stable")
    targets_table(ranked.head(top), "commitments.biggest")


def vaguest(commitments: "pd.DataFrame", top: int) -> None:
    """Show whose promises are least measurable: without number, absolute word and deadline."""
    counts = kinds_by_actor(commitments, len(commitments))
    rows = counts.assign(promises=counts.sum(axis=1)).reset_index()
    rows = rows.assign(vague=rows["action"] / rows["promises"])
    ordered = rows.sort_values(["vague", "promises"], ascending=False, kind="stable")
    columns = ["actor", "promises", "action", "number", "absolute", "dated", "vague"]
    evidence.table(ordered.head(top), text("commitments.vaguest"), columns=columns)


def trajectories(rows: "pd.DataFrame", top: int = 6) -> None:
    """Draw how indicators went: results as points, targets as bands over the year they are for."""
    lines = list(rows.groupby(["indicator", "place", "unit", "span"], sort=False))[:top]
    if not lines:
        evidence.say(text("commitments.no_trajectory"))
        return
    import matplotlib.pyplot as plt
    import pandas as pd

    size = (WIDTH, 1.7 * len(lines) + 0.6)
    figure, panels = plt.subplots(len(lines), 1, figsize=size, layout="constrained", squeeze=False)
    for axes, ((indicator, place, unit, _), line) in zip(panels[:, 0], lines, strict=True):
        _draw_line(axes, line)
        axes.set_title(f"{place} {indicator}({unit})" if unit else f"{place} {indicator}")
    panels[-1, 0].set_xlabel(str(text("commitments.trajectory_axis")))
    shown = pd.concat([line for _, line in lines])
    names = "、".join(str(key[0]) for key, _ in lines)
    alt = text("commitments.trajectories", lines=len(lines), names=names)
    columns = ["indicator", "place", "unit", "year", "status", "comparator", "value", "value_max"]
    show(Drawing(figure, alt, shown[columns]), "trajectories")
    columns = ["place", "indicator", "year", "status", "reading"]
    caption = text("commitments.points")
    points = _readable(shown).astype({"year": "str"})
    evidence.table(points, caption, columns=columns, source="commitments")


def _draw_line(axes: "Axes", line: "pd.DataFrame") -> None:
    """Draw one indicator; a band is open upwards for a floor and downwards for a ceiling."""
    from matplotlib.ticker import MaxNLocator

    spread = max(line["value"].max() - line["value"].min(), abs(line["value"].max()) * 0.1, 0.1)
    for row in line[line["status"] == "target"].itertuples():
        ends = {">=": row.value + spread / 3, "<=": row.value - spread / 3}
        other = row.value_max if row.comparator == "range" else ends.get(row.comparator, row.value)
        axes.fill_between([row.year - 0.3, row.year + 0.3], row.value, other, color=SKY, alpha=0.5)
        axes.hlines(row.value, row.year - 0.3, row.year + 0.3, color=BLUE, linewidth=2)
    done = line[line["status"] == "result"]
    axes.plot(done["year"], done["value"], "o", color=GREEN)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(line["year"].min() - 0.7, line["year"].max() + 0.7)
    axes.margins(y=0.2)


def explanation(rows: "pd.DataFrame") -> None:
    """Show which rule read which field of a sentence."""
    shown = rows.astype({"value": "str"}).assign(told=rows["rule"])
    evidence.table(
        shown, text("commitments.explained"), columns=["quote", "field", "value", "told"]
    )


def targets_table(rows: "pd.DataFrame", caption: str = "commitments.targets") -> None:
    """Show promises with who, what, how much and by when."""
    shown = _readable(rows)
    columns = [name for name in TARGET if name != "sentence"]  # the evidence link leads to it
    evidence.table(shown, text(caption), columns=columns, limit=500, source="commitments")


def by_actor(rows: "pd.DataFrame", top: int) -> None:
    """Show the promises of each of the busiest actors under a heading of its own."""
    columns = [name for name in TARGET if name != "actor"]
    named = _readable(rows[rows["actor"] != ""])
    busiest = named["actor"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for actor in busiest.head(top).index:
        evidence.heading(str(actor))
        own = named[named["actor"] == actor]
        evidence.table(own, text("commitments.targets_of", actor=actor), columns=columns, limit=20)


def _readable(rows: "pd.DataFrame") -> "pd.DataFrame":
    return rows.assign(reading=[reading(row) for row in rows.itertuples()])


def followed(rows: "pd.DataFrame") -> None:
    """Show which promises were met again and what can be told."""
    order = rows["verdict"].eq("unknown")
    shown = rows.assign(order=order).sort_values("order", kind="stable")
    columns = ["indicator", "earlier_quote", "later_quote", "verdict", "why"]
    columns += ["earlier_sentence", "later_sentence"]
    shown = shown.rename(columns={"later_doc_id": "doc_id", "later_paragraph": "paragraph"})
    evidence.table(shown, text("commitments.followed"), columns=columns, source="follow_through")
