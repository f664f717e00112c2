"""Count words with their uncertainty, compare groups of documents, and follow words over time."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from os import cpu_count
from typing import TYPE_CHECKING, Any

from helpers import distributions, statistics
from helpers.errors import ParameterError
from helpers.tables import Document, Keyness, Paragraph, frame
from helpers.terms.counts import (
    Rows,
    WordMatrix,
    by_document,
    gathered,
    pieces_of,
    processes,
    table_of,
)
from helpers.terms.segment import ENGINES, Segmenter, stop_words

if TYPE_CHECKING:
    import pandas as pd

Setting = tuple[str | Segmenter, bool]
SMALL = 1_000_000  # characters up to which the band has every engine and setting
DEAR = 400_000_000  # multiplications from which an interval is computed, not drawn


def count(
    documents: Rows,
    paragraphs: Rows,
    *,
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Sequence[str] = (),
    stop: Collection[str] | None = None,
    band: Sequence[Setting] | None = None,
    roles: Collection[str] = ("heading", "body"),
    replicates: int = 2000,
    seed: int = 0,
    jobs: int | None = None,
) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """Return the tables `terms`, most frequent first, and `term_documents`.

    band_low and band_high are the least and the largest per_10k
    over the segmentation settings `band` and the main one (without `band`: `band_settings`);
    interval, how low and high were made (bootstrap, or linearised where drawing is too dear); stop,
    whether it is a stop word. Stop words are counted like all others. Dispersion is over
    documents, or over paragraphs where one document has all words. Documents are cut in `jobs`
    processes; if not given, in one up to a million characters, beyond it in as many as processors.
    """
    import numpy as np

    names, texts = _texts(documents, paragraphs, roles)
    where = np.repeat(np.arange(len(names)), [len(part) for part in texts])
    whole = ["\n".join(part) for part in texts]
    characters = sum(map(len, whole))
    band = band_settings(engine, hmm, characters) if band is None else band
    with processes(jobs or (cpu_count() or 1 if characters > SMALL else 1)) as each:
        found = pieces_of(chain(*texts), engine, hmm, words, each)
        others = [pieces_of(whole, *setting, words, each) for setting in band]
        matrix = _sorted(gathered(found))
        counts = matrix.grouped(where, len(names))
        terms = _term_table(matrix, counts)
        terms = terms.assign(**_interval(matrix, where, replicates, seed))
        rates = [_rates(matrix.words, gathered(other)) for other in others]
    rates.append(terms["per_10k"].to_numpy())
    terms = terms.assign(
        band_low=np.min(rates, axis=0),
        band_high=np.max(rates, axis=0),
        stop=terms["term"].isin(stop_words() if stop is None else stop),
    )
    return terms, _document_table(names, matrix.words, counts)


def band_settings(engine: str | Segmenter, hmm: bool, characters: int) -> list[Setting]:
    """Return the settings that the segmentation band compares with the main one.

    All engines with and without HMM; beyond a million characters those of rjieba only, which cuts
    like jieba; none for a user's own segmenter.
    """
    if callable(engine):
        return []
    engines = ENGINES if characters <= SMALL else ["rjieba"]
    every: list[Setting] = [(name, guess) for name in engines for guess in (False, True)]
    return [setting for setting in every if setting != (engine, hmm)]


def keyness(
    documents: Rows,
    term_documents: Rows,
    by: str | Mapping[str, str] = "place",
    *,
    groups: tuple[str, str] | None = None,
    stop: Collection[str] | None = None,
    min_count: int = 5,
    shuffles: int = 999,
    seed: int = 0,
    confidence: float = 0.95,
) -> "pd.DataFrame":
    """Return the table `keyness` for every group against the rest, or for a pair of `groups`.

    `by` is a column of documents, `year`, or a mapping of doc_id to group; documents without a
    group stand aside. Words with `min_count` occurrences in both together are compared and make
    the family for `lrc`; stop words are not compared, but count in the sizes.
    `attrs["note"]` says in a sentence what was compared and how much survives.
    """
    import numpy as np
    import pandas as pd

    table, matrix = by_document(documents, term_documents)
    label, group = _groups(table, by)
    asked = ~np.isin(matrix.words, list(stop_words() if stop is None else stop))
    tables, left_out = [frame(Keyness, [])], []
    for name, first, second in _contrasts(label, group, groups):
        either = matrix.counts[first | second]
        tested = np.flatnonzero(asked & (either.sum(axis=0) >= min_count))
        if not (matrix.counts[first].sum() and matrix.counts[second].sum() and tested.size):
            left_out.append(name)
            continue
        part = _compared(matrix, first, second, tested, confidence)
        sizes, inside = either.sum(axis=1), first[first | second]
        part["p"] = statistics.permutation(either[:, tested], sizes, inside, shuffles, seed)
        order = [-part["lrc"].abs(), -part["g2"].abs(), part["term"]]
        part = part.assign(contrast=name).iloc[np.lexsort(order[::-1])]
        tables.append(part[tables[0].columns])
    result = pd.concat(tables[len(tables) > 1 :], ignore_index=True)
    result.attrs["note"] = _verdict(result, label, left_out)
    return result


def _texts(
    documents: Rows, paragraphs: Rows, roles: Collection[str]
) -> tuple[list[str], list[list[str]]]:
    """Return the documents' ids and, for each, the texts of its paragraphs of these roles."""
    table = table_of(Paragraph, paragraphs)
    table = table[table["role"].isin(roles)]
    texts: dict[str, list[str]] = {name: [] for name in table_of(Document, documents)["doc_id"]}
    for name, text in zip(table["doc_id"].tolist(), table["text"].tolist(), strict=True):
        if name not in texts:
            raise ParameterError(f"{name} has paragraphs, but is not in documents: run 01 again.")
        texts[name].append(text)
    return list(texts), list(texts.values())


def _sorted(matrix: WordMatrix) -> WordMatrix:
    """Return the matrix with the most frequent words first."""
    total = matrix.counts.sum(axis=0).tolist()
    order = sorted(range(len(total)), key=lambda at: (-total[at], matrix.words[at]))
    return WordMatrix([matrix.words[at] for at in order], matrix.counts[:, order])


def _term_table(matrix: WordMatrix, counts: Any) -> "pd.DataFrame":
    import numpy as np
    import pandas as pd

    total, sizes = counts.sum(axis=0), counts.sum(axis=1)
    several = np.count_nonzero(sizes) > 1
    parts = (counts, sizes) if several else (matrix.counts, matrix.counts.sum(axis=1))
    values = {
        "term": pd.Series(matrix.words, dtype="str"),
        "count": total.astype("int64"),
        "per_10k": 1e4 * total / max(total.sum(), 1),
        "documents": np.diff(counts.tocsc().indptr).astype("int64"),
        "dp": distributions.dp(*parts),
        "dkl": distributions.dkl(*parts),
    }
    return pd.DataFrame(values)


def _document_table(names: list[str], words: list[str], counts: Any) -> "pd.DataFrame":
    import numpy as np
    import pandas as pd

    cells = counts.sorted_indices().tocoo()
    document, word = cells.coords
    values = {
        "doc_id": pd.Series(np.array(names, dtype=object)[document], dtype="str"),
        "term": pd.Series(np.array(words, dtype=object)[word], dtype="str"),
        "count": cells.data.astype("int64"),
    }
    return pd.DataFrame(values)


def _rates(words: list[str], matrix: WordMatrix) -> Any:
    """Return the words' occurrences per 10,000 in a matrix that has been cut in another way."""
    import numpy as np

    total = matrix.counts.sum(axis=0)
    rate = dict(zip(matrix.words, (1e4 * total / max(total.sum(), 1)).tolist(), strict=True))
    return np.array([rate.get(word, 0.0) for word in words])


def _interval(matrix: WordMatrix, where: Any, replicates: int, seed: int) -> dict[str, Any]:
    """Return the columns low, high and interval."""
    sizes = matrix.counts.sum(axis=1)
    if replicates and matrix.counts.nnz * replicates <= DEAR:
        how = "bootstrap"
        low, high = distributions.bootstrap(matrix.counts, sizes, where, replicates, seed=seed)
    else:
        how = "linearised"
        low, high = distributions.linearised(matrix.counts, sizes, where)
    return {"low": low * 1e4, "high": high * 1e4, "interval": how}


def _groups(table: "pd.DataFrame", by: str | Mapping[str, str]) -> tuple[str, "pd.Series[str]"]:
    """Return what the groups are called and each document's group, empty for none."""
    if not isinstance(by, str):
        return "group", table["doc_id"].map(by).fillna("").astype("str")
    if by == "year":
        return by, table["date"].str[:4]
    if by not in table.columns:
        known = ", ".join(["year", *table.columns])
        raise ParameterError(f"Documents cannot be grouped by {by!r}; there are: {known}.")
    return by, table[by].astype("str")


def _contrasts(
    label: str, group: "pd.Series[str]", pair: tuple[str, str] | None
) -> list[tuple[str, Any, Any]]:
    """Return for each contrast its name and which documents are in its two groups."""
    known = sorted(set(group) - {""})
    for name in pair or ():
        if name not in known:
            raise ParameterError(f"There is no {label} {name!r}; there are: {', '.join(known)}.")
    if pair is None and len(known) == 2:
        pair = (known[0], known[1])
    if pair is not None:
        return [(f"{label}: {pair[0]} | {pair[1]}", *(group.eq(g).to_numpy() for g in pair))]
    some = group.ne("").to_numpy()
    sides = ((name, group.eq(name).to_numpy()) for name in known if len(known) > 1)
    return [(f"{label}: {name} | rest", inside, some & ~inside) for name, inside in sides]


def _compared(
    matrix: WordMatrix, first: Any, second: Any, tested: Any, confidence: float
) -> "pd.DataFrame":
    """Return the measures of keyness of the tested words."""
    import numpy as np
    import pandas as pd

    a, b = (matrix.counts[side][:, tested] for side in (first, second))
    sizes = (int(matrix.counts[first].sum()), int(matrix.counts[second].sum()))
    totals = (a.sum(axis=0), b.sum(axis=0))
    values = {
        "term": pd.Series(np.array(matrix.words, dtype=object)[tested], dtype="str"),
        "count_a": totals[0].astype("int64"),
        "count_b": totals[1].astype("int64"),
        "g2": statistics.log_likelihood(*totals, *sizes),
        "log_ratio": statistics.log_ratio(*totals, *sizes),
        "lrc": statistics.lrc(*totals, *sizes, family=tested.size, confidence=confidence),
        "documents_a": np.diff(a.tocsc().indptr).astype("int64"),
        "documents_b": np.diff(b.tocsc().indptr).astype("int64"),
    }
    return pd.DataFrame(values)


def _verdict(table: "pd.DataFrame", label: str, left_out: list[str]) -> str:
    """Return in words what differs word by word, and what is left when documents count."""
    sentences = [f"{name}: there are too few words on one side to compare." for name in left_out]
    if len(table):
        names = table["contrast"].unique()
        where = names[0] if len(names) == 1 else f"{len(names)} contrasts by {label}"
        differ = table["lrc"] != 0
        hold = int((differ & (table["p"] <= 0.05)).sum())
        sentences.append(
            f"{where}: {int(differ.sum()):,} of {len(table):,} comparisons of a word differ beyond "
            f"chance, corrected for their number, if each occurrence is a drawing of its own. When "
            f"whole documents are exchanged, {hold:,} of these still differ (p ≤ 0.05; the least p "
            f"found is {table['p'].min():.2g})."
        )
    return " ".join(sentences) or f"There are no two groups by {label} to compare."
