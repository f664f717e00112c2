"""Segmentation: the engines agree, dictionaries stay apart, and words are words."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.errors import ParameterError
from helpers.terms import dictionary, segment
from helpers.text import words

SHARED = Path(__file__).parents[2] / "shared"
SIGHAN = SHARED / "corpora" / "sighan"
GOLD = Path(__file__).parents[1] / "data" / "gold" / "text"

# What rjieba cuts unlike jieba with HMM on: Latin letters and digits with dots and hyphens between
# them stay together. With HMM off the two never differ.
UNLIKE = [
    ("力争3-5家企业成功上市", "3-5", ["3", "-", "5"]),
    ("(2020-2030)", "2020-2030", ["2020", "-", "2030"]),
    ("见www.people.com.cn", "www.people.com.cn", ["www", ".", "people", ".", "com", ".", "cn"]),
]

WORDS = [
    ("镇江", True),
    ("一", True),
    ("5G", True),
    ("GDP", True),
    ("2021", False),
    ("5.5%", False),
    ("，", False),
    ("“", False),
    ("　", False),
    ("①", False),
    ("", False),
]

# An entry, a text, how the entry comes out in it.
ENTRIES = [
    ("三高一争", "围绕“三高一争”目标", True),
    ("产业强市", "坚持产业强市不动摇", True),
    ("外防输入、内防反弹", "落实外防输入、内防反弹要求", False),  # no engine keeps a word with 、
    ("市长", "南京市长江大桥", False),  # 长江 and 大桥 are likelier
]


def sighan():
    for name in ("pku", "msr"):
        path = SIGHAN / f"{name}_test_gold.utf8"
        if not path.is_file():
            pytest.skip(f"{path} is missing: the SIGHAN texts are not at hand")
        for line in path.read_text(encoding="utf-8").splitlines():
            yield "".join(line.split())


def corpus():
    for path in sorted(GOLD.glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


def unlike(lines, hmm):
    jieba, rjieba = (words.segmenter(engine, hmm) for engine in ("jieba", "rjieba"))
    return [line for line in lines if jieba(line) != rjieba(line)]


def test_rjieba_cuts_the_corpus_like_jieba():
    lines = list(corpus())
    assert len(lines) > 200
    assert unlike(lines, hmm=False) == []
    assert [line for line in unlike(lines, hmm=True) if not any(map(str.isdigit, line))] == []


def test_rjieba_cuts_sighan_like_jieba():
    lines = list(sighan())
    assert len(lines) > 5900
    assert unlike(lines, hmm=False) == []
    assert len(unlike(lines, hmm=True)) == 3  # a file name and two web addresses


@pytest.mark.parametrize(("text", "rjieba", "jieba"), UNLIKE)
def test_where_rjieba_is_unlike_jieba(text, rjieba, jieba):
    assert rjieba in words.segmenter("rjieba", True)(text)
    pieces = words.segmenter("jieba", True)(text)
    assert pieces[pieces.index(jieba[0]) :][: len(jieba)] == jieba
    for engine in words.ENGINES:
        assert words.segmenter(engine, False)(text) == words.segmenter("jieba", False)(text)


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(list(words.ENGINES)), st.booleans())
def test_the_pieces_joined_are_the_text(text, engine, hmm):
    assert "".join(words.segmenter(engine, hmm)(text)) == text


@pytest.mark.parametrize("engine", words.ENGINES)
def test_a_line_of_a_million_characters_is_cut(engine):
    line = "推动高质量发展," * 125_000
    assert len(words.segmenter(engine)(line)) == 4 * 125_000


@pytest.mark.parametrize("engine", words.ENGINES)
def test_a_dictionary_is_of_its_segmenter_only(engine):
    text = "提炼镇合意品牌"
    with_word = words.segmenter(engine, words=["镇合意"])
    assert "镇合意" in with_word(text)
    assert "镇合意" not in words.segmenter(engine)(text)
    assert "镇合意" in with_word(text)


def test_hmm_guesses_words_that_the_dictionary_lacks():
    text = "小米十一在杭研大厦发布"
    assert "杭研" in words.segmenter(hmm=True)(text)
    assert "杭研" not in words.segmenter(hmm=False)(text)


def test_jieba_says_nothing(capfd, caplog):
    words._jieba.cache_clear()
    words.segmenter("jieba", words=["镇合意"])("镇江很有前途")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


OWN = pd.DataFrame({"doc_id": ["a", "a"], "paragraph": [1, 2], "text": ["产业　强市。", "镇江"]})


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["a,1,产业强 市 。", "a,2,镇江"], None),
        (["a,2,镇 江", "", "a,1,产业 强市 。"], None),
        (["a,1,产业 强市", "a,2,镇江"], "line 2: a, paragraph 1, has other characters"),
        (["a,1,产业 强市 。", "a,3,镇江"], "line 3: a, paragraph 3, is unknown"),
        (["a,1,产业 强市 。", "a,1,产业 强市 。"], "line 3: a, paragraph 1, is there twice"),
        (["a,1,产业 强市 。", "a"], "line 3: a, paragraph , is unknown"),
        (["a,1,产业 强市 。"], "lacks a, paragraph 2"),
    ],
)
def test_a_users_own_segmentation_is_checked(lines, says, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("\n".join(["doc_id,paragraph,tokens", *lines]) + "\n", encoding="utf-8-sig")
    if says:
        with pytest.raises(ParameterError, match=says):
            segment.own_tokens(OWN, path)
    else:
        table = segment.own_tokens(OWN, path)
        texts, cut = segment.texts_for(table, "own")
        assert ["".join(cut(text)) for text in texts] == ["产业强市。", "镇江"]


def test_without_an_own_segmentation_it_is_said_what_is_missing(tmp_path):
    assert segment.own_tokens(OWN, "") is OWN
    with pytest.raises(ParameterError, match="no tokens of your own"):
        segment.texts_for(OWN, "own")
    with pytest.raises(ParameterError, match="There is no file"):
        segment.own_tokens(OWN, tmp_path / "none.csv")
    (tmp_path / "own.csv").write_text("doc_id,tokens\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="needs the columns doc_id, paragraph and tokens"):
        segment.own_tokens(OWN, tmp_path / "own.csv")


def test_an_unknown_engine_is_named_with_the_known_ones():
    with pytest.raises(ParameterError, match="'thulac'; there are: jieba, rjieba"):
        words.segmenter("thulac")


@pytest.mark.parametrize(("token", "word"), WORDS)
def test_what_a_word_is(token, word):
    assert segment.is_word(token) is word


def test_stop_words_can_be_added():
    assert "我们" in segment.stop_words() and "加快" not in segment.stop_words()
    assert segment.stop_words(["加快"]) == segment.stop_words() | {"加快"}


def test_a_users_word_list_is_read_in_jiebas_format():
    text = "\ufeff三高一争 5 n\n\n# 品牌\n镇合意 nz\r\n镇合意\n创新 创业  # 有空格\n2主2新4特"
    assert words.word_list(text) == ("三高一争", "镇合意", "创新 创业", "2主2新4特")


@pytest.mark.parametrize("engine", words.ENGINES)
@pytest.mark.parametrize(("entry", "text", "wins"), ENTRIES)
def test_which_entries_win(engine, entry, text, wins):
    (row,) = dictionary.dictionary_test([entry], [text], engine).itertuples()
    assert (row.wins, row.occurrences, row.kept) == (wins, 1, int(wins))
    assert (row.instead == "") == wins


def test_two_entries_that_overlap_are_told():
    table = dictionary.dictionary_test(["产业强市", "强市战略"], ["实施产业强市战略"])
    assert table["wins"].sum() == 1
    assert table.loc[~table["wins"], "instead"].item().replace(" ", "") in "实施产业强市战略"


def test_without_entries_the_dictionary_test_is_empty():
    table = dictionary.dictionary_test([], ["镇江"])
    assert table.empty and "wins" in table.columns
