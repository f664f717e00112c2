"""Find echoes: sentences that stand, word for word or nearly, in an earlier document."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple, get_args

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.tables import LEVELS, Document, EchoKind, Paragraph
from helpers.terms.counts import Rows, row_of, table_of, years_of
from helpers.terms.units import ROLES
from helpers.text.sentences import LONGEST, STOP, spans

SIDES = {"place": "doc_id", "source_place": "source_doc_id"}
KINDS: tuple[str, ...] = get_args(EchoKind)
SHORTEST = 12  # letters of a sentence that is looked at
COMPARED = 120  # letters of it that are compared
SHINGLE = 4  # letters of the pieces that nominate a source
SLOTS = 1 << 24  # of the numbers of shingles
NOMINATING = 24  # rarest shingles of a sentence
BEFORE = 12  # sentences that each of them nominates, the last ones before
SHARED = 2  # of them, at least
NOMINATED = 3  # sources of a kind that are compared
ALIKE = 0.65  # share of letters in common from which on a sentence is an echo
BATCH = 20_000  # pairs that are compared at once


class Echoes(NamedTuple):
    """The table `echoes`, and the number of sentences of each document that were looked at."""

    table: pd.DataFrame
    sentences: dict[str, int]


@dataclass(frozen=True)
class _Sentences:
    """Sentences in order of time: `rows` says where each stands, `letters` what it says."""

    rows: pd.DataFrame
    letters: list[str]


def find_echoes(documents: Rows, paragraphs: Rows) -> Echoes:
    """Return the table `echoes`: for each sentence its nearest source of each kind.

    Sources are sentences of earlier documents: of the same place's last document of the same kind,
    of a level above, of any other. `share` is the share of letters in common (twice the longest
    common subsequence by both lengths; signs and blanks do not count), 0.65 at least; of equal ones
    the earliest is the source. `changed` says what was changed, `formula` that everybody has to say
    it (lexicons/echoes.toml). Sources are nominated by the rarest pieces of four letters that they
    share, so that time and memory stay in proportion to the text. Documents without a date stand
    aside.
    """
    table = table_of(Document, documents)
    dated = table[table["date"] != ""].sort_values(["date", "doc_id"], kind="stable")
    dated = dated.reset_index(drop=True)
    sentences = _sentences(dated, table_of(Paragraph, paragraphs))
    later, earlier, shared = _nominated(sentences)
    kind = _kinds(dated, sentences.rows["document"].to_numpy(), later, earlier)
    pairs = pd.DataFrame({"later": later, "earlier": earlier, "kind": kind, "shared": shared})
    pairs = pairs[pairs["kind"] >= 0].sort_values(
        ["later", "kind", "shared", "earlier"], ascending=[True, True, False, True]
    )
    pairs = pairs.groupby(["later", "kind"]).head(NOMINATED)
    pairs = pairs.assign(share=_alike(sentences.letters, pairs["later"], pairs["earlier"]))
    pairs = pairs[pairs["share"] >= ALIKE].sort_values(
        ["later", "kind", "share", "earlier"], ascending=[True, True, False, True]
    )
    counts = np.bincount(sentences.rows["document"], minlength=len(dated)).tolist()
    nearest = pairs.groupby(["later", "kind"]).head(1)
    looked_at = dict(zip(dated["doc_id"], counts, strict=True))
    return Echoes(_table(sentences, nearest, dated["doc_id"]), looked_at)


def newness(found: Echoes, documents: pd.DataFrame) -> pd.DataFrame:
    """Return for each year and part of its sentences the share: a row a year, a column a kind.

    A sentence counts once: as its own last report's, else a level's above, else another's; `new` is
    what no earlier document has. Formulas that everybody has to say stand aside.
    """
    year = pd.Series(years_of(documents).to_numpy(), documents["doc_id"])
    table = found.table.sort_values("kind", key=lambda kind: kind.map(KINDS.index), kind="stable")
    table = table.drop_duplicates(["doc_id", "paragraph", "start"])
    formulas = table[table["formula"]].groupby("doc_id").size()
    told = table[~table["formula"]]
    parts = told.groupby([told["doc_id"].map(year), "kind"]).size().unstack(fill_value=0)
    number = pd.Series(found.sentences, dtype="float64").sub(formulas, fill_value=0)
    sizes = number.groupby(year.reindex(number.index)).sum()
    parts = parts.reindex(index=sizes.index, columns=list(KINDS), fill_value=0).div(sizes, axis=0)
    return parts.assign(new=1 - parts.sum(axis=1)).fillna(0).clip(lower=0)


def followed(found: Echoes, documents: pd.DataFrame) -> pd.DataFrame:
    """Return who takes whose sentences: place, source_place, sentences, lag (median years)."""
    about = documents.set_index("doc_id")
    told = found.table[~found.table["formula"]]
    places = {side: told[column].map(about["place"]) for side, column in SIDES.items()}
    year = pd.Series(years_of(documents).to_numpy(), documents["doc_id"])
    when = [told[column].map(year).astype("int64") for column in SIDES.values()]
    rows = pd.DataFrame(places).assign(lag=when[0] - when[1])
    rows = rows[(rows["place"] != rows["source_place"]) & (rows[list(SIDES)] != "").all(axis=1)]
    table = rows.groupby(list(SIDES))["lag"].agg(sentences="size", lag="median").reset_index()
    return table.sort_values("sentences", ascending=False, kind="stable", ignore_index=True)


def _sentences(dated: pd.DataFrame, paragraphs: pd.DataFrame) -> _Sentences:
    known = paragraphs["doc_id"].isin(dated["doc_id"]) & paragraphs["role"].isin(ROLES)
    table = paragraphs[known]
    table = table.assign(document=row_of(dated["doc_id"], table["doc_id"], "paragraphs"))
    table = table.sort_values(["document", "paragraph"], kind="stable")
    rows, letters = [], []
    for row in table.itertuples():
        for start, end in zip(*spans(STOP, row.text, 3 * LONGEST), strict=True):
            said = row.text[start:end]
            plain = "".join(filter(str.isalnum, said))
            if len(plain) >= SHORTEST:
                rows.append((row.document, row.paragraph, start, end, said))
                letters.append(plain[:COMPARED])
    columns = ["document", "paragraph", "start", "end", "sentence"]
    kinds = dict.fromkeys(columns[:-1], "int64") | {"sentence": "str"}
    return _Sentences(pd.DataFrame(rows, columns=columns).astype(kinds), letters)


def _nominated(sentences: _Sentences) -> tuple[Any, Any, Any]:
    """Return pairs of a later and an earlier sentence, and how many rare shingles they share."""
    document = sentences.rows["document"].to_numpy()
    sizes = np.array([len(letters) for letters in sentences.letters], dtype="int64")
    codes = np.frombuffer("".join(sentences.letters).encode("utf-32-le", "replace"), "<u4")
    owner = np.repeat(np.arange(sizes.size, dtype="int64"), sizes)
    whole = np.flatnonzero(owner[: -SHINGLE + 1] == owner[SHINGLE - 1 :])
    shingle = np.zeros(whole.size, dtype="uint64")
    for step in range(SHINGLE):
        shingle = shingle * np.uint64(1_000_003) + codes[whole + step].astype("uint64")
    shingle = ((shingle * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)).astype("int64")
    pairs = np.sort(owner[whole] * SLOTS + shingle)
    new = np.append(True, pairs[1:] > pairs[:-1])  # quicker than np.unique
    pairs = pairs[new[: pairs.size]]
    said, shingle = pairs // SLOTS, pairs % SLOTS
    spread = np.bincount(shingle, minlength=SLOTS)[shingle]
    again = spread > 1
    said, shingle, spread = said[again], shingle[again], spread[again]
    order = np.lexsort([shingle, spread, said])
    said, shingle = said[order], shingle[order]
    place = np.arange(said.size) - np.searchsorted(said, said)
    said, shingle = said[place < NOMINATING], shingle[place < NOMINATING]
    order = np.lexsort([said, shingle])
    return _meetings(said[order], shingle[order], document)


def _meetings(said: Any, shingle: Any, document: Any) -> tuple[Any, Any, Any]:
    """Return the pairs of sentences of different documents that have shingles in common."""
    number = max(len(document), 1)
    codes = [np.empty(0, "int64")]
    for back in range(1, BEFORE + 1):
        same: Any = np.flatnonzero(shingle[back:] == shingle[:-back]) if said.size > back else []
        later, earlier = said[back:][same], said[:-back][same]
        apart = document[later] > document[earlier]
        codes.append(later[apart] * number + earlier[apart])
    pairs, shared = np.unique(np.concatenate(codes), return_counts=True)
    pairs, shared = pairs[shared >= SHARED], shared[shared >= SHARED]
    return pairs // number, pairs % number, shared


def _kinds(dated: pd.DataFrame, document: Any, later: Any, earlier: Any) -> Any:
    """Return the kind of each pair, -1 for one that is none: a document of the same day."""
    rank = dated["level"].map({level: at for at, level in enumerate(LEVELS)}).fillna(len(LEVELS))
    level = rank.to_numpy("int64")
    number = pd.Series(range(len(dated)))
    last = number.groupby([dated["place"], dated["genre"]]).shift(1).fillna(-1).to_numpy("int64")
    last = np.where(dated["place"] == "", -1, last)
    date = pd.factorize(dated["date"], sort=True)[0]
    one, other = document[later], document[earlier]
    kind = np.where(level[other] < level[one], 1, 2)
    kind = np.where(last[one] == other, 0, kind)
    return np.where(date[one] > date[other], kind, -1)


def _alike(letters: list[str], later: Any, earlier: Any) -> Any:
    """Return the share of letters in common of each pair, many pairs at once."""
    shares = np.zeros(len(later))
    firsts, seconds = ([letters[at] for at in side] for side in (later, earlier))
    sizes = np.array([[len(a), len(b)] for a, b in zip(firsts, seconds, strict=True)]).reshape(
        -1, 2
    )
    order = np.argsort(sizes.sum(axis=1), kind="stable")
    for start in range(0, order.size, BATCH):
        some = order[start : start + BATCH]
        sides = [
            np.array([side[at] for at in some]).view("<u4").reshape(len(some), -1)
            for side in (firsts, seconds)
        ]
        shares[some] = 2 * _common(*sides) / sizes[some].sum(axis=1)
    return shares


def _common(a: Any, b: Any) -> Any:
    """Return the length of the longest common subsequence of each row of two arrays of letters."""
    best = np.zeros((b.shape[1] + 1, len(a)), dtype="int16")
    columns, others = np.ascontiguousarray(a.T), np.ascontiguousarray(b.T)
    for letter in columns:
        diagonal = best[0].copy()
        for at, other in enumerate(others, 1):
            above = best[at].copy()
            match = (letter == other) & (letter > 0)
            np.maximum(above, best[at - 1], out=best[at])
            np.maximum(best[at], diagonal + match, out=best[at])
            diagonal = above
    return best[-1]


def _table(sentences: _Sentences, pairs: pd.DataFrame, names: "pd.Series[str]") -> pd.DataFrame:
    rows = sentences.rows
    here, source = (rows.iloc[pairs[side]].reset_index(drop=True) for side in ("later", "earlier"))
    formulas = lexicon.load("echoes")["formulas"]
    both = zip(here["sentence"], source["sentence"], strict=True)
    values = {
        "doc_id": names.to_numpy(dtype=object)[here["document"]],
        **{name: here[name] for name in ("paragraph", "start", "end")},
        "source_doc_id": names.to_numpy(dtype=object)[source["document"]],
        **{f"source_{name}": source[name] for name in ("paragraph", "start", "end")},
        "share": pairs["share"].round(6).to_numpy(),
        "kind": np.array(KINDS, dtype=object)[pairs["kind"]],
        "formula": [any(word in said for word in formulas) for said in here["sentence"]],
        "changed": [_changed(said, before) for said, before in both],
    }
    kinds = {"doc_id": "str", "source_doc_id": "str", "kind": "str", "changed": "str"}
    return pd.DataFrame(values).astype({**kinds, "formula": "bool"})


def _changed(said: str, before: str) -> str:
    """Return what was changed, as 8%→7.5% | →着力; nothing where the sentences are the same.

    >>> _changed("城镇新增就业30万人", "城镇新增就业25万人以上")
    '25→30 | 以上→'
    """
    if said == before:
        return ""
    first = next((at for at, (a, b) in enumerate(zip(said, before, strict=False)) if a != b), 0)
    old, new = before[first:], said[first:]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return " | ".join(f"{old[a:b]}→{new[c:d]}" for tag, a, b, c, d in steps if tag != "equal")
