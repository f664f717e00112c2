"""What the notebook on terms says and shows of how groups of texts differ."""

from typing import TYPE_CHECKING

from helpers.show import evidence
from helpers.show.figures import bars, show
from helpers.show.findings import Finding, finding
from helpers.show.words import Text, contrast, joined, sides, text, word
from helpers.terms.borders import telling_of
from helpers.terms.contrasts import surviving

if TYPE_CHECKING:
    import pandas as pd

    from helpers.terms.contrasts import Comparison


def apart(compared: "Comparison") -> Finding:
    """Say which word sets a group of texts apart most clearly; how far beyond chance surprises."""
    sure = surviving(compared.table)
    if sure.empty:
        return Finding(differences(compared), "nothing")
    row = sure.iloc[0]
    group, rest = sides(row["contrast"])
    counts = {"here": row["count_a"], "there": row["count_b"]}
    return finding(
        "terms.apart",
        surprise=1 - 2.0 ** -abs(row["lrc"]),
        cases=sum(counts.values()),
        term=row["term"],
        group=group,
        rest=rest,
        hold=len(sure),
        **counts,
    )


def told_apart(rows: "pd.DataFrame", top: int) -> None:
    """Draw the words that set groups apart: how many doublings more frequent, which way."""
    if rows.empty:
        return
    shown = rows.head(top).sort_values("log_ratio", ascending=False, kind="stable")
    counts = shown[["contrast", "count_a", "count_b"]].itertuples(index=False)
    said = [text("terms.counts", group=sides(c)[0], here=a, there=b) for c, a, b in counts]
    named = [f"{term}: {counted}" for term, counted in zip(shown["term"], said, strict=True)]
    axis = text("terms.doublings")
    show(bars(shown.assign(named=named), "named", "log_ratio", axis=axis), "told_apart")


def differences(compared: "Comparison") -> Text:
    """Say how many words differ one by one, and how many when whole documents change sides."""
    table, group = compared.table, word("group", compared.by)
    notes = [text("terms.note_too_few", name=contrast(name)) for name in compared.too_small]
    if len(table):
        names = table["contrast"].unique()
        several = text("terms.note_contrasts", n=len(names), label=group)
        differ = table["lrc"] != 0
        notes.append(
            text(
                "terms.note_keyness",
                where=contrast(names[0]) if len(names) == 1 else several,
                differ=differ.sum(),
                comparisons=compared.compared,
                hold=(differ & (table["p"] <= 0.05)).sum(),
                least=float(table["p"].min()),
            )
        )
    if notes:
        return joined(notes)
    absent = "terms.note_no_groups" if compared.by else "terms.note_nothing_comparable"
    return text(absent, label=group)


def keyness(rows: "pd.DataFrame") -> None:
    """Show the telling terms that differ most between groups, those beyond chance first."""
    if rows.empty:
        return
    rows = rows[rows["term"].isin(telling_of(rows["term"].unique()))]
    columns = ["contrast", "term", "count_a", "count_b", "log_ratio", "lrc", "g2", "p"]
    shown = rows.assign(contrast=[contrast(name) for name in rows["contrast"]])
    evidence.table(shown, text("terms.keyness"), columns=columns, limit=30, source="keyness")
