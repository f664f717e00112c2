"""Cut Chinese text into words: the engines, the user's own tokens, what a word is, stop words."""

import csv
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pandas as pd

from helpers import lexicon
from helpers.errors import ParameterError
from helpers.text.words import Segmenter


def own_tokens(paragraphs: pd.DataFrame, path: Path | str) -> pd.DataFrame:
    """Return the paragraphs with the user's own segmentation in a column `tokens`.

    `path` is a CSV file (UTF-8) with the columns doc_id, paragraph and tokens, these with blanks
    between them, for every paragraph; the table as it was where `path` is empty. The engine `own`
    counts them. Raises ParameterError that names the line whose tokens joined are not the
    paragraph's text (white space aside), or what is missing.
    """
    if not path:
        return paragraphs
    if not Path(path).is_file():
        raise ParameterError(f"There is no file {path}: name a CSV of your own segmentation.")
    place = list(zip(paragraphs["doc_id"], paragraphs["paragraph"].astype("str"), strict=True))
    texts, tokens = dict(zip(place, paragraphs["text"], strict=True)), {}
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, restval="")
        if not {"doc_id", "paragraph", "tokens"} <= set(rows.fieldnames or ()):
            raise ParameterError(f"{path} needs the columns doc_id, paragraph and tokens.")
        for row in rows:
            here, pieces = (row["doc_id"], row["paragraph"]), row["tokens"].split()
            name = f"{path}, line {rows.line_num}: {here[0]}, paragraph {here[1]},"
            if here in tokens or here not in texts:
                raise ParameterError(f"{name} is {'there twice' if here in tokens else 'unknown'}.")
            if "".join(pieces) != "".join(texts[here].split()):
                raise ParameterError(f"{name} has other characters than its tokens joined.")
            tokens[here] = " ".join(pieces)
    if lacking := [here for here in place if here not in tokens]:
        raise ParameterError(f"{path} lacks {lacking[0][0]}, paragraph {lacking[0][1]}.")
    return paragraphs.assign(tokens=[tokens[here] for here in place])


def texts_for(
    paragraphs: pd.DataFrame, engine: str | Segmenter
) -> tuple[list[str], str | Segmenter]:
    """Return what to cut and what cuts it: for `own` the tokens of `own_tokens` at their blanks."""
    if engine != "own":
        return paragraphs["text"].tolist(), engine
    if "tokens" not in paragraphs:
        raise ParameterError("The paragraphs have no tokens of your own: add them with own_tokens.")
    return paragraphs["tokens"].tolist(), str.split


def is_word(token: str) -> bool:
    """Tell whether a token is a word: it has a letter, Han or other.

    `5G` and `GDP` are words; numbers in digits (`2021`, `5.5%`), punctuation and blanks are not.
    """
    return any(map(str.isalpha, token))


def stop_words(more: Iterable[str] = ()) -> frozenset[str]:
    """Return the words of lexicons/stopwords.toml and `more`."""
    return frozenset(chain(*lexicon.load("stopwords").values(), more))
