"""What the notebook on terms says and shows of words that enter, leave, rise, fall and burst."""

from typing import TYPE_CHECKING, Any

from helpers.show import evidence
from helpers.show.figures import BLUE, GREY, VERMILION, Drawing, panels
from helpers.show.findings import Finding
from helpers.show.words import Text, listed, text, word
from helpers.terms.borders import telling_of
from helpers.terms.trends import FEWEST_FOR_BURSTS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from helpers.terms.trends import Bursts, Change

COURSES = ("enters", "leaves", "rises", "falls")
NAMED = 2
PANELS = 3  # in a row


def findings(change: "Change") -> list[Finding]:
    """Return what the words' change tells, nothing where it tells nothing.

    Only changes beyond chance are told, so all of them surprise.
    """
    moving = not change.table.empty and change.table["course"].isin(COURSES).any()
    return [Finding(changed(change), "compares", 1, change.documents)] if moving else []


def changed(change: "Change") -> Text:
    """Name the words that enter, leave, rise and fall, or say why none can be told."""
    table, documents = change
    if table.empty:
        return text("terms.note_change_few", documents=documents)
    years = table.set_index("term")["breaks"]
    named = [
        text(f"change.{one}", terms=listed(f"{term} ({years[term]})" for term in terms[:NAMED]))
        for one, terms in _telling(table).items()
        if terms
    ]
    if not named:
        return text("terms.note_change", clear=0, terms=len(table), documents=documents)
    en = "; ".join(one.en for one in named)
    zh = "；".join(one.zh for one in named)
    return text("change.named", documents=documents, courses=Text(en[0].upper() + en[1:], zh))


def leading_changes(change: "Change", number: int = 12) -> list[str]:
    """Return the terms whose change is surest, of each course in turn."""
    groups = _telling(change.table).values()
    rounds = (group[at] for at in range(number) for group in groups if at < len(group))
    return list(rounds)[:number]


def _telling(table: "pd.DataFrame") -> dict[str, list[str]]:
    """Return the terms of each course that tell most, no phrase beside its part."""
    found = {}
    moving = table[table["course"].isin(COURSES)]
    moving = moving[moving["term"].isin(telling_of(moving["term"]))]
    for course in COURSES:
        chosen: list[str] = []
        for term in moving.loc[moving["course"] == course, "term"]:
            if not any(term in other or other in term for other in chosen):
                chosen.append(term)
        found[course] = chosen
    return found


def sentences(rows: "pd.DataFrame") -> None:
    """Show each term in the sentence where it turns."""
    columns = ["course", "term", "breaks", "sentence"]
    evidence.table(rows.astype({"breaks": "str"}), text("change.sentences"), columns=columns)


def courses(rows: "pd.DataFrame", change: "Change") -> Drawing:
    """Draw words through the years, a panel each: the rate, its interval, the year of the break."""
    told = change.table.set_index("term").loc[list(dict.fromkeys(rows["term"]))]
    titles = {name: f"{name} {word('course', course)}" for name, course in told["course"].items()}
    figure, axes = bands(rows, "term", "year", titles, falling=set(told.index[told["slope"] <= 0]))
    for axis, breaks in zip(axes, told["breaks"], strict=True):
        axis.axvline(breaks - 0.5, color=GREY, linewidth=0.8, linestyle=":")
    alt = text("change.courses", terms=len(told), names=listed(list(told.index)))
    return Drawing(figure, alt, rows.astype({"year": "str"}))


def bands(
    rows: "pd.DataFrame",
    column: str,
    time: str,
    titles: "Mapping[str, str]",
    falling: "Collection[str]" = (),
) -> "tuple[Figure, Sequence[Any]]":
    """Draw rates with their intervals over the years, a panel for each value of a column."""
    figure, axes = panels(len(titles), PANELS)
    for axis, (name, title) in zip(axes, titles.items(), strict=True):
        part = rows[rows[column] == name]
        year, colour = part[time].astype(int), VERMILION if name in falling else BLUE
        axis.fill_between(year, part["low"], part["high"], color=colour, alpha=0.2, linewidth=0)
        axis.plot(year, part["per_10k"], color=colour)
        axis.set_title(title, fontsize=9, loc="left")
        axis.set_ylim(bottom=0)
    return figure, axes


def burst(bursts: "Bursts") -> Text:
    """Say how many words burst, or that there are too few dates to tell."""
    few = bursts.documents < FEWEST_FOR_BURSTS
    return text(
        "terms.note_bursts_few" if few else "terms.note_bursts",
        needed=FEWEST_FOR_BURSTS,
        bursting=bursts.table["term"].nunique(),
        terms=bursts.terms,
        documents=bursts.documents,
    )


def bursts(rows: "pd.DataFrame") -> None:
    """Show the telling terms that crowd in some years."""
    shown = rows[rows["term"].isin(telling_of(rows["term"].unique()))]
    shown = shown.astype({"first": "str", "last": "str"})
    evidence.table(shown, text("terms.bursts"), columns=["term", "first", "last", "weight"])
