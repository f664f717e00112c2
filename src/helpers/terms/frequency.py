"""Count units with their uncertainty."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.statistics import dispersion
from helpers.statistics.intervals import settled
from helpers.tables import Document, Paragraph
from helpers.terms.borders import telling_of
from helpers.terms.counts import (
    SMALL,
    Rows,
    Setting,
    WordMatrix,
    as_run,
    cut_texts,
    row_of,
    table_of,
)
from helpers.terms.segment import is_word, stop_words
from helpers.terms.units import ROLES, Units, join_units, joined_alike, longer_units
from helpers.text.words import ENGINES, Segmenter

BACKGROUND = 2e-4  # share of a word that every official text uses
LOOKED_AT = 40  # terms for each that is shown
DEAR = 400_000_000  # multiplications from which an interval is computed, not drawn


def count(
    documents: Rows,
    paragraphs: Rows,
    *,
    units: Units | None = None,
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Sequence[str] = (),
    stop: Collection[str] | None = None,
    band: Sequence[Setting] | None = None,
    roles: Collection[str] = ROLES,
    replicates: int = 2000,
    seed: int = 0,
    jobs: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `terms`, most frequent first, and `term_documents`.

    Counted are `units` (`units_of` the same paragraphs), without them words. `engine` is jieba,
    rjieba, `own` (the tokens of `own_tokens`) or a function that cuts a text. band_low and
    band_high are the least and the largest per_10k over the segmentation settings `band` and the
    main one (without `band`: `band_settings`, and the user's own tokens where the paragraphs have
    them); interval, how low and high were made (bootstrap, or linearised where drawing is too
    dear). Stop words are marked, and counted like all others. Dispersion is over documents, or over
    paragraphs where one document has all words. A unit that stands only in longer ones has count 0.
    """
    table, names = table_of(Paragraph, paragraphs), table_of(Document, documents)["doc_id"]
    table = table[table["role"].isin(roles)]
    where = row_of(names, table["doc_id"], "paragraphs")
    if band is None:
        own: list[Setting] = [("own", False)] if "tokens" in table else []
        band = [*band_settings(engine, hmm, int(table["text"].str.len().sum())), *own]
    main = units.setting if units else as_run((engine, hmm), table["text"], words)
    settings = [one for one in band if one != main]
    cut = cut_texts(table, settings if units or not main else [main, *settings], words, jobs)
    units = units or join_units(cut.pop(0), {}, words)
    matrix = _sorted(units.tokens.matrix())
    counts = matrix.grouped(where, len(names))
    terms = _term_table(matrix, counts).assign(**_interval(matrix, where, replicates, seed))
    others = (joined_alike(tokens, units, words).matrix() for tokens in cut)
    rates = [*(other.rates(matrix.words) for other in others), terms["per_10k"].to_numpy()]
    terms = terms.assign(band_low=np.min(rates, axis=0), band_high=np.max(rates, axis=0))
    terms = _with_units(terms, units)
    stopped = terms["term"].isin(stop_words() if stop is None else stop)
    return terms.assign(stop=stopped), _document_table(names, matrix.words, counts)


def band_settings(engine: str | Segmenter, hmm: bool, characters: int) -> list[Setting]:
    """Return the settings that the segmentation band compares with the main one.

    All engines with and without HMM; beyond a million characters those of rjieba only, which cuts
    like jieba.
    """
    engines = ENGINES if characters <= SMALL else ["rjieba"]
    every: list[Setting] = [(name, guess) for name in engines for guess in (False, True)]
    return [setting for setting in every if setting != (engine, hmm)]


def _sorted(matrix: WordMatrix) -> WordMatrix:
    """Return the matrix with the most frequent words first."""
    order = np.lexsort([matrix.words, -matrix.counts.sum(axis=0)])
    return WordMatrix([matrix.words[at] for at in order], matrix.counts[:, order])


def _term_table(matrix: WordMatrix, counts: Any) -> pd.DataFrame:
    sizes = counts.sum(axis=1)
    several = np.count_nonzero(sizes) > 1
    parts = (counts, sizes) if several else (matrix.counts, matrix.counts.sum(axis=1))
    values = {
        "term": matrix.words,
        "count": counts.sum(axis=0).astype("int64"),
        "per_10k": matrix.rates(matrix.words),
        "documents": (counts > 0).sum(axis=0).astype("int64"),
        "dp": dispersion.dp(*parts),
        "dkl": dispersion.dkl(*parts),
    }
    return pd.DataFrame(values).astype({"term": "str"})


def _with_units(terms: pd.DataFrame, units: Units) -> pd.DataFrame:
    """Return the table with the units that never stand alone, and what each unit is."""
    there = set(terms["term"])
    standing = (form for form, number in units.occurrences.items() if number)
    absent = [form for form in standing if form not in there and is_word(form)]
    absent.sort(key=lambda form: (-units.occurrences[form], form))
    nothing = terms.head(0).reindex(range(len(absent))).assign(term=absent)
    nothing["interval"] = terms["interval"].iloc[0] if len(terms) else "bootstrap"
    terms = pd.concat([terms, nothing.fillna(0).astype(terms.dtypes)], ignore_index=True)
    names = terms["term"].tolist()
    return terms.assign(
        unit=[units.forms.get(name, "word") for name in names],
        occurrences=[units.occurrences[name] for name in names],
        longer=longer_units(names),
    ).astype({"unit": "str", "longer": "str", "occurrences": "int64"})


def _document_table(names: "pd.Series[str]", words: list[str], counts: Any) -> pd.DataFrame:
    cells = counts.sorted_indices().tocoo()
    document, word = cells.coords
    values = {
        "doc_id": names.to_numpy(dtype=object)[document],
        "term": np.array(words, dtype=object)[word],
        "count": cells.data.astype("int64"),
    }
    return pd.DataFrame(values).astype({"doc_id": "str", "term": "str"})


def _interval(matrix: WordMatrix, where: Any, replicates: int, seed: int) -> dict[str, Any]:
    """Return the columns low, high and interval."""
    sizes = matrix.counts.sum(axis=1)
    if replicates and matrix.counts.nnz * replicates <= DEAR:
        how = "bootstrap"
        ends = dispersion.bootstrap(matrix.counts, sizes, where, replicates, seed=seed)
    else:
        how, ends = "linearised", dispersion.linearised(matrix.counts, sizes, where)
    low, high = (settled(end * 1e4) for end in ends)
    return {"low": low, "high": high, "interval": how}


def telling(terms: pd.DataFrame, limit: int = 120) -> pd.DataFrame:
    """Return the most frequent units that tell what a text is about.

    They are no stop words, none of `background`, could be entries of a glossary (if any can), and
    no two of them are a phrase and its part.
    """
    rows = terms[~terms["stop"] & (terms["count"] > 0) & ~terms["term"].isin(background(terms))]
    rows = rows[rows["term"].isin(telling_of(rows["term"].head(LOOKED_AT * limit)))]
    chosen: list[str] = []
    for term in rows["term"]:
        if len(chosen) == limit:
            break
        if not any(term in other or other in term for other in chosen):
            chosen.append(term)
    return rows[rows["term"].isin(chosen)]


def background(terms: pd.DataFrame) -> frozenset[str]:
    """Return the words that tell little of any text: of one character, or of every official text.

    The latter are the most frequent words of two characters in lexicons/official_words.toml, which
    were measured on public reports.
    """
    groups = lexicon.load("official_words").items()
    frequent = (words.split() for share, words in groups if float(share) >= BACKGROUND)
    official = (word for word in chain.from_iterable(frequent) if len(word) == 2)
    letters = (term for term in terms["term"] if len(term) < 2)
    return frozenset(chain(letters, official))
