"""What the notebook on terms says and shows of themes and echoes."""

from typing import TYPE_CHECKING, Any

from helpers.show import evidence
from helpers.show.figures import BLUE, GREEN, ORANGE, Drawing, canvas, heatmap
from helpers.show.findings import Finding, finding
from helpers.show.words import Text, text, word
from helpers.terms.change_story import bands
from helpers.terms.counts import years_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from helpers.terms.echoes import Echoes
    from helpers.terms.themes import Attention

FEWEST = 3  # groups that make a line
COLOURS = {"own last report": ORANGE, "level above": GREEN, "other": BLUE}


def told_most(
    spoken: "Attention", over: "pd.DataFrame", documents: "pd.DataFrame"
) -> list[Finding]:
    """Say which theme has most attention, which changed most, and which hangs on a single word.

    Years are compared only where all texts are of one kind. What surprises is the distance between
    two rates in parts of their sum, and the share of the one word.
    """
    words = _of_themes(spoken.words)
    rows = spoken.table[spoken.table["theme"].isin(words["theme"])]
    total = rows.groupby("theme")[["occurrences", "characters"]].sum()
    if not total["occurrences"].sum():
        return [finding("attention.nothing")]
    rate = (1e4 * total["occurrences"] / total["characters"]).sort_values(ascending=False)
    several = {"cases": len(documents)}
    first, second = rate.iloc[0], rate.iloc[1] if len(rate) > 1 else 0
    themes = [word("theme", str(name)) for name in rate.index[:2]]
    most: dict[str, Any] = {"theme": themes[0], "second": themes[-1], "rate": float(first)}
    ahead = (first - second) / (first + second)
    notes = [finding("attention.most", surprise=ahead, next=float(second), **most, **several)]
    grown = _grown(over) if documents["genre"].nunique() == 1 else None
    if grown:
        notes.append(grown)
    if not words["theme"].duplicated().any():
        return notes
    heaviest = words.loc[words["share"].idxmax()]
    share = float(heaviest["share"])
    told: dict[str, Any] = {"theme": word("theme", heaviest["theme"]), "word": heaviest["word"]}
    told |= {"share": share, "surprise": share}
    return [*notes, finding("attention.one_word", **told, **several)]


def _of_themes(words: "pd.DataFrame") -> "pd.DataFrame":
    """Return the words of themes of several words, or all: a term that is picked is no theme."""
    several = words.duplicated("theme", keep=False)
    return words[several] if several.any() else words


def _grown(over: "pd.DataFrame") -> Finding | None:
    """Say which theme's first and last intervals lie furthest apart, if any do."""
    best, gap = None, 0.0
    for name, rows in over.groupby("theme"):
        first, last = rows.iloc[0], rows.iloc[-1]
        apart = max(last["low"] - first["high"], first["low"] - last["high"])
        if len(rows) >= FEWEST and apart > gap:
            best, gap = (name, first, last), apart
    if best is None:
        return None
    name, first, last = best
    rates = first["per_10k"], last["per_10k"]
    return finding(
        "attention.grown",
        surprise=abs(rates[1] - rates[0]) / sum(rates),
        cases=over["group"].nunique(),
        theme=word("theme", str(name)),
        before=float(first["per_10k"]),
        first=first["group"],
        after=float(last["per_10k"]),
        last=last["group"],
    )


def lines(over: "pd.DataFrame") -> Drawing:
    """Draw each theme over the years, a panel each, with the interval as a band.

    With fewer than three years a matrix of themes and years.
    """
    years = sorted(set(over["group"]))
    if len(years) < FEWEST:
        return matrix(over)
    names = {name: str(word("theme", name)) for name in dict.fromkeys(over["theme"])}
    figure, _ = bands(over, "theme", "group", names)
    alt = text("attention.lines", themes=len(names), first=years[0], last=years[-1])
    heads = {"per_10k": "per_10k_characters", "group": "year"}
    return Drawing(figure, alt, over.rename(columns=heads))


def matrix(over: "pd.DataFrame") -> Drawing:
    """Draw the themes' rates in each group as a matrix."""
    rates = over.pivot(index="theme", columns="group", values="per_10k").fillna(0)
    shown = rates.loc[over["theme"].unique()].rename(index=lambda name: str(word("theme", name)))
    return heatmap(shown, what=text("attention.rates"), form=".1f")


def by_document(spoken: "Attention", documents: "pd.DataFrame") -> None:
    """Show terms and themes by place and year, a row for each document: the table of a paper."""
    about = documents.set_index("doc_id").assign(year=years_of(documents).to_numpy())
    rows = spoken.table.join(about[["place", "year"]], on="doc_id")
    heads = {"per_10k": "per_10k_characters", "sentences": "sentence_share"}
    rows = rows.rename(columns=heads)
    columns = ["theme", "place", "year", "occurrences", "per_10k_characters", "low", "high"]
    columns += ["sentence_share", "words"]
    evidence.table(rows, text("attention.by_document"), columns=columns, limit=15, source="themes")


def dependence(spoken: "Attention", cut: "Mapping[str, int]") -> None:
    """Show which words make each theme, and how it ranks the documents without each.

    `cut` has how often the segmenter cuts each word: what a count of tokens would have found.
    """
    words = spoken.words.assign(tokens=[cut.get(word, 0) for word in spoken.words["word"]])
    rows = words[words["occurrences"] > 0]
    if len(rows):
        evidence.say(by_tokens(_of_themes(rows)))
    rows = rows.groupby("theme", sort=False).head(5)
    columns = ["theme", "word", "occurrences", "tokens", "share", "without"]
    evidence.table(rows, text("attention.words"), columns=columns, limit=60)


def by_tokens(words: "pd.DataFrame") -> Text:
    """Say which theme a count of tokens would mistake most, by how much, and by which word."""
    total = words.groupby("theme", sort=False)[["occurrences", "tokens"]].sum()
    theme = (total["tokens"] / total["occurrences"] - 1).abs().idxmax()
    of, found = (int(total.loc[theme, name]) for name in ("occurrences", "tokens"))
    rows = words[words["theme"] == theme]
    worst = rows.loc[(rows["occurrences"] - rows["tokens"]).abs().idxmax()]
    return text(
        "attention.by_tokens",
        theme=word("theme", str(theme)),
        found=found,
        of=of,
        share=abs(found / of - 1),
        word=worst["word"],
        cut=int(worst["tokens"]),
        there=int(worst["occurrences"]),
    )


def new_sentences(shares: "pd.DataFrame") -> Drawing:
    """Draw which part of each year's sentences is taken over, and from whom."""
    figure, axes = canvas(7)
    below = shares["new"] * 0
    for name in shares.columns[shares.any()].drop("new", errors="ignore"):
        label = str(word("kind", name))
        axes.bar(shares.index, shares[name], bottom=below, color=COLOURS[name], label=label)
        below = below + shares[name]
    axes.legend(ncols=4, loc="lower left", bbox_to_anchor=(0, 1))
    axes.set(ylabel=str(text("attention.sentences")))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    step = -(-len(shares) // 12)
    axes.set_xticks(range(0, len(shares), step), list(shares.index[::step]))
    newest = shares["new"].idxmax()
    alt = text("attention.new", years=len(shares), year=newest, share=float(shares["new"].max()))
    rows = (
        shares.rename_axis("year").reset_index().melt("year", var_name="kind", value_name="share")
    )
    return Drawing(figure, alt, rows)


def findings(found: "Echoes") -> list[Finding]:
    """Return what was taken over from earlier documents, nothing where nothing was.

    What surprises is the share of the sentences.
    """
    told = found.table[~found.table["formula"]]
    if told.empty:
        return []
    places = len(told.drop_duplicates(["doc_id", "paragraph", "start"]))
    share = places / sum(found.sentences.values())
    return [Finding(taken_over(found), "compares", share, len(found.sentences))]


def taken_over(found: "Echoes") -> Text:
    """Say how many sentences stand in earlier documents, or that none does."""
    told = found.table[~found.table["formula"]]
    places = told.drop_duplicates(["doc_id", "paragraph", "start"])
    if places.empty:
        return text("attention.no_echo", documents=len(found.sentences))
    own = (told["kind"] == "own last report").sum()
    return text(
        "attention.taken_over",
        echoes=len(places),
        sentences=sum(found.sentences.values()),
        own=own,
        formulas=int(found.table["formula"].sum()),
    )


def echoes(found: "Echoes", paragraphs: "pd.DataFrame") -> None:
    """Show sentences taken over and changed, beside their sources."""
    texts = paragraphs.set_index(["doc_id", "paragraph"])["text"]
    rows = found.table[~found.table["formula"]].sort_values("share", ascending=False, kind="stable")
    rows = rows[rows["share"] < 1].head(30)
    shown = rows.assign(
        sentence=[texts[r.doc_id, r.paragraph][r.start : r.end] for r in rows.itertuples()],
        earlier_sentence=[
            texts[r.source_doc_id, r.source_paragraph][r.source_start : r.source_end]
            for r in rows.itertuples()
        ],
    )
    columns = ["sentence", "earlier_sentence", "source_doc_id", "kind", "share", "changed"]
    evidence.table(shown, text("attention.echoes"), columns=columns, source="echoes")


def followers(rows: "pd.DataFrame") -> None:
    """Show who takes whose sentences, and with which lag, where there are several."""
    if len(rows):
        evidence.table(rows, text("attention.followers"), limit=30)
