"""Cut Chinese text into words: the engines, user dictionaries, and what counts as a word."""

import re
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from logging import CRITICAL
from typing import TYPE_CHECKING, Any

from helpers import lexicon
from helpers.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

Segmenter = Callable[[str], list[str]]
ENTRY = re.compile(r"(.+?)(?: [0-9]+)?(?: [a-z]+)?")  # jieba's: word, frequency, part of speech


def segmenter(
    engine: str | Segmenter = "jieba", hmm: bool = False, words: Iterable[str] = ()
) -> Segmenter:
    """Return a function that cuts a text into words and signs; joined they are the text again.

    `engine` is jieba or rjieba (the same algorithm and dictionary, about ten times as fast); `hmm`
    lets it guess words that the dictionary lacks; `words` are added to the dictionary of this
    segmenter only. A function of the user's own is returned as it is (`str.split` for texts cut
    before). Raises ParameterError for an unknown engine.

    >>> segmenter(words=["三高一争"])("围绕“三高一争”目标")
    ['围绕', '“', '三高一争', '”', '目标']
    """
    if callable(engine):
        return engine
    if engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise ParameterError(f"There is no segmentation engine {engine!r}; there are: {known}.")
    return ENGINES[engine](hmm, tuple(dict.fromkeys(words)))


@lru_cache(maxsize=4)
def _jieba_tokenizer(words: tuple[str, ...]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports what newer Pythons call deprecated
        import jieba
    jieba.setLogLevel(CRITICAL)
    tokenizer = jieba.Tokenizer()
    if not words:
        tokenizer.initialize()
        return tokenizer
    # The dictionary is read once; a copy of it takes a tenth of the time.
    base = _jieba_tokenizer(())
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(base.FREQ), base.total, True
    for word in words:
        tokenizer.add_word(word)
    return tokenizer


def _jieba(hmm: bool, words: tuple[str, ...]) -> Segmenter:
    cut = _jieba_tokenizer(words).lcut
    return lambda text: cut(text, HMM=hmm)


@lru_cache(maxsize=4)
def _rjieba_tokenizer(words: tuple[str, ...]) -> Any:
    import rjieba

    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, None, None)
    return tokenizer


def _rjieba(hmm: bool, words: tuple[str, ...]) -> Segmenter:
    cut = _rjieba_tokenizer(words).cut
    return lambda text: cut(text, hmm)


ENGINES = {"jieba": _jieba, "rjieba": _rjieba}


def is_word(token: str) -> bool:
    """Tell whether a token is a word: it has a letter, Han or other.

    `5G` and `GDP` are words; numbers in digits (`2021`, `5.5%`), punctuation and blanks are not.
    """
    return any(map(str.isalpha, token))


def tokens(
    text: str,
    engine: str | Segmenter = "jieba",
    hmm: bool = False,
    words: Iterable[str] = (),
    stop: Collection[str] = (),
) -> list[str]:
    """Return the words of a text in order, without punctuation, numbers in digits and `stop`.

    >>> tokens("2022年,地区生产总值增长5.5%以上。", stop=stop_words())
    ['地区', '生产总值', '增长']
    """
    cut = segmenter(engine, hmm, words)(text)
    return [token for token in cut if is_word(token) and token not in stop]


def stop_words(more: Iterable[str] = ()) -> frozenset[str]:
    """Return the words of lexicons/stopwords.toml and `more`."""
    return frozenset(chain(*lexicon.load("stopwords").values(), more))


def parts_of_speech(terms: Iterable[str]) -> dict[str, str]:
    """Return the part of speech that jieba's dictionary gives each term, `x` for none.

    The most usual one of the word alone, not that of its place in a sentence; the letters are those
    of the ICTCLAS tag set (n noun, v verb, a adjective, ns place).

    >>> parts_of_speech(["镇江", "发展", "三高一争"])
    {'镇江': 'ns', '发展': 'vn', '三高一争': 'x'}
    """
    tag = _rjieba_tokenizer(()).tag
    tagged = ((term, tag(term, False)) for term in terms)
    return {term: pieces[0][1] if len(pieces) == 1 else "x" for term, pieces in tagged}


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a user's dictionary or stop list: one a line, `#` before a comment.

    What follows in jieba's own format (frequency, part of speech) is left out: every entry gets
    the frequency that lets it win against its parts.

    >>> word_list("三高一争 5 n\\n# 品牌\\n镇合意")
    ('三高一争', '镇合意')
    """
    lines = (line.split("#")[0].strip() for line in text.lstrip("\ufeff").splitlines())
    found = (ENTRY.fullmatch(line) for line in lines if line)
    return tuple(dict.fromkeys(match[1] for match in found if match))


def dictionary_test(
    words: Sequence[str], texts: Sequence[str] = (), engine: str = "jieba", hmm: bool = False
) -> "pd.DataFrame":
    """Return which dictionary entries win: word, alone, occurrences, kept, wins, instead.

    `alone` is the word cut by itself, `occurrences` how often `texts` have its characters, `kept`
    how often it came out whole there, `instead` how it is cut most often where it does not. It
    wins when it is whole alone and wherever it occurs.

    >>> dictionary_test(["三高一争", "外防输入、内防反弹"])[["alone", "wins"]].values.tolist()
    [['三高一争', True], ['外防 输入 、 内防 反弹', False]]
    """
    import pandas as pd

    cut = segmenter(engine, hmm, words)
    pieces = [(text, cut(text)) for text in texts]
    rows = []
    for word in dict.fromkeys(words):
        alone = " ".join(cut(word))
        seen = Counter(chain.from_iterable(_cuts(word, text, cuts) for text, cuts in pieces))
        occurrences, kept = seen.total(), seen.pop(word, 0)
        instead = min(seen, key=lambda form: (-seen[form], form), default="")
        wins = alone == word and not seen
        rows.append((word, alone, occurrences, kept, wins, instead))
    return pd.DataFrame(rows, columns=["word", "alone", "occurrences", "kept", "wins", "instead"])


def _cuts(word: str, text: str, pieces: Sequence[str]) -> Iterable[str]:
    """Yield how each occurrence of the word's characters is cut, with every word it touches."""
    ends = list(accumulate(map(len, pieces)))
    at = text.find(word)
    while at >= 0:
        first, last = bisect_right(ends, at), bisect_left(ends, at + len(word))
        yield " ".join(pieces[first : last + 1])
        at = text.find(word, at + len(word))
