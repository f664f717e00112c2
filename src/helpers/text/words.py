"""Cut Chinese text into words: the engines, their dictionaries, where words begin and end."""

import re
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from logging import CRITICAL
from pathlib import Path
from typing import Any

from helpers.errors import ParameterError

Segmenter = Callable[[str], list[str]]
ENTRY = re.compile(r"(.+?)(?: [0-9]+)?(?: [a-z]+)?")  # jieba's: word, frequency, part of speech


def segmenter(
    engine: str | Segmenter = "jieba", hmm: bool = False, words: Iterable[str] = ()
) -> Segmenter:
    """Return a function that cuts a text into words and signs; joined they are the text again.

    `engine` is jieba or rjieba (the same algorithm and dictionary, about ten times as fast); `hmm`
    lets it guess words that the dictionary lacks; `words` are added to the dictionary of this
    segmenter only. A function of the user's own is returned as it is. Raises ParameterError for an
    unknown engine.

    >>> segmenter(words=["三高一争"])("围绕“三高一争”目标")
    ['围绕', '“', '三高一争', '”', '目标']
    """
    if callable(engine):
        return engine
    if engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise ParameterError(f"There is no segmentation engine {engine!r}; there are: {known}.")
    return ENGINES[engine](tuple(dict.fromkeys(words)), hmm)


@lru_cache(maxsize=4)
def _jieba(words: tuple[str, ...]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports what newer Pythons call deprecated
        import jieba
    jieba.setLogLevel(CRITICAL)
    tokenizer = jieba.Tokenizer()
    if not words:
        tokenizer.initialize()
        return tokenizer
    # The dictionary is read once; a copy of it takes a tenth of the time.
    base = _jieba(())
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(base.FREQ), base.total, True
    for word in words:
        tokenizer.add_word(word)
    return tokenizer


@lru_cache(maxsize=4)
def _rjieba(words: tuple[str, ...]) -> Any:
    import rjieba

    tokenizer = rjieba.Jieba()
    for word in words:
        tokenizer.add_word(word, None, None)
    return tokenizer


ENGINES: dict[str, Callable[[tuple[str, ...], bool], Segmenter]] = {
    "jieba": lambda words, hmm: partial(_jieba(words).lcut, HMM=hmm),
    "rjieba": lambda words, hmm: partial(_rjieba(words).cut, hmm=hmm),
}


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


def word_file(path: str) -> tuple[str, ...]:
    """Return the words of a user's dictionary or stop list, none where `path` is empty.

    Raises ParameterError when there is no such file, or no UTF-8 text in it.
    """
    if not path:
        return ()
    if not Path(path).is_file():
        raise ParameterError(f"There is no file {path}: name one with a word a line.")
    try:
        return word_list(Path(path).read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ParameterError(f"{path} is no UTF-8 text: save it so, a word a line.") from None


def tagger() -> Any:
    """Return rjieba with its general dictionary: `cut`, `tag` and `has_word`."""
    return _rjieba(())


def stands(text: str, start: int, end: int) -> bool:
    """Tell whether a short form begins and ends where words do, as 三公 in 三公里 does not.

    >>> stands("控制三公经费", 2, 4), stands("长三公里", 1, 3)
    (True, False)
    """
    first = max(0, start - 2)
    return {start, end} <= {first + at for at in _borders(text[first : end + 2])}


def begins(text: str, start: int) -> bool:
    """Tell whether a word begins there, as none does at 三 in 长三角."""
    first = max(0, start - 2)
    return start - first in _borders(text[first : start + 3])


def _borders(text: str) -> set[int]:
    borders = {0}
    for piece in tagger().cut(text, False):
        borders.add(max(borders) + len(piece))
    return borders


def word(text: str) -> bool:
    """Tell whether the text is a word of the general dictionary."""
    return bool(tagger().has_word(text))
