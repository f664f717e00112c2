"""Find echoes: sentences that stand, word for word or nearly, in an earlier document."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Any, NamedTuple, get_args

import numpy as np
import pandas as pd

from helpers import lexicon
from helpers.tables import LEVELS, Document, EchoKind, Paragraph
from helpers.terms.counts import Rows, row_of, table_of, years_of
from helpers.terms.sources import nearest
from helpers.terms.units import ROLES
from helpers.text.sentences import LONGEST, STOP, spans

SIDES = {"place": "doc_id", "source_place": "source_doc_id"}
KINDS: tuple[str, ...] = get_args(EchoKind)
SHORTEST = 12  # letters of a sentence that is looked at
COMPARED = 120  # letters of it that are compared
SIGNS = re.compile(r"[\W_]+")
ALIKE = 0.65  # share of letters in common from which on a sentence is an echo


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
    it (lexicons/echoes.toml). Sources are nominated by the rarest pieces of three letters that they
    share, so that time and memory stay in proportion to the text. Documents without a date stand
    aside.
    """
    table = table_of(Document, documents)
    dated = table[table["date"] != ""].sort_values(["date", "doc_id"], kind="stable")
    dated = dated.reset_index(drop=True)
    sentences = _sentences(dated, table_of(Paragraph, paragraphs))
    document = sentences.rows["document"].to_numpy()
    pairs = nearest(sentences.letters, partial(_kinds, dated, document), len(KINDS), ALIKE)
    counts = np.bincount(sentences.rows["document"], minlength=len(dated)).tolist()
    looked_at = dict(zip(dated["doc_id"], counts, strict=True))
    return Echoes(_table(sentences, pairs, dated["doc_id"]), looked_at)


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
    places = (table[name].tolist() for name in ("document", "paragraph", "text"))
    for document, paragraph, text in zip(*places, strict=True):
        for start, end in zip(*spans(STOP, text, 3 * LONGEST), strict=True):
            said = text[start:end]
            plain = SIGNS.sub("", said)
            if len(plain) >= SHORTEST:
                rows.append((document, paragraph, start, end, said))
                letters.append(plain[:COMPARED])
    columns = ["document", "paragraph", "start", "end", "sentence"]
    kinds = dict.fromkeys(columns[:-1], "int64") | {"sentence": "str"}
    return _Sentences(pd.DataFrame(rows, columns=columns).astype(kinds), letters)


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


def _table(sentences: _Sentences, pairs: pd.DataFrame, names: "pd.Series[str]") -> pd.DataFrame:
    rows = sentences.rows
    here, source = (rows.iloc[pairs[side]].reset_index(drop=True) for side in ("later", "earlier"))
    formula = re.compile("|".join(map(re.escape, lexicon.load("echoes")["formulas"])))
    both = zip(here["sentence"], source["sentence"], strict=True)
    values = {
        "doc_id": names.to_numpy(dtype=object)[here["document"]],
        **{name: here[name] for name in ("paragraph", "start", "end")},
        "source_doc_id": names.to_numpy(dtype=object)[source["document"]],
        **{f"source_{name}": source[name] for name in ("paragraph", "start", "end")},
        "share": pairs["share"].round(6).to_numpy(),
        "kind": np.array(KINDS, dtype=object)[pairs["kind"]],
        "formula": [bool(formula.search(said)) for said in here["sentence"]],
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
    first = _same(said, before)
    old, new = before[first:], said[first:]
    if last := _same(old[::-1], new[::-1]):
        old, new = old[:-last], new[:-last]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return " | ".join(f"{old[a:b]}→{new[c:d]}" for tag, a, b, c, d in steps if tag != "equal")


def _same(one: str, other: str) -> int:
    """Return how many letters two strings begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
