"""What the notebook on terms says and shows of words that enter, leave, rise, fall and burst."""

from typing import TYPE_CHECKING

from helpers.show import evidence
from helpers.show.figures import BLUE, GREY, VERMILION, Drawing, panels
from helpers.show.findings import Finding
from helpers.show.words import Text, listed, text, word
from helpers.terms.borders import telling_of
from helpers.terms.trends import FEWEST_FOR_BURSTS

if TYPE_CHECKING:
    import pandas as pd

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
    for course in COURSES:
        chosen: list[str] = []
        for term in telling_of(table[table["course"] == course]["term"]):
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
    names = list(dict.fromkeys(rows["term"]))
    told = change.table.set_index("term")
    figure, axes = panels(len(names), PANELS)
    for axis, name in zip(axes, names, strict=True):
        part, row = rows[rows["term"] == name], told.loc[name]
        colour = BLUE if row["slope"] > 0 else VERMILION
        axis.fill_between(part["year"], part["low"], part["high"], color=colour, alpha=0.2, lw=0)
        axis.plot(part["year"], part["per_10k"], color=colour)
        axis.axvline(row["breaks"] - 0.5, color=GREY, linewidth=0.8, linestyle=":")
        axis.set_title(f"{name} {word('course', row['course'])}", fontsize=9, loc="left")
        axis.set_ylim(bottom=0)
    alt = text("change.courses", terms=len(names), names=listed(names))
    return Drawing(figure, alt, rows)


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
