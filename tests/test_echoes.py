"""Echoes: copies planted with changes are found, what is not taken over is not."""

import random

import pandas as pd
import pytest

from helpers import tables
from helpers.terms import echoes
from test_terms import document, paragraphs

TARGET = "城镇新增就业25万人以上,城镇调查失业率控制在5.5%左右"
RAISED = TARGET.replace("25", "30")
NEW = "加快建设长江经济带绿色发展示范区,守护一江清水向东流"
THANKS = "现在,我代表市人民政府,向大会报告工作,请予审议"


def found(reports):
    """Return the echoes of reports: name → (place, level, date, sentences)."""
    documents = [
        document(name, place, date, level=level, genre="work_report")
        for name, (place, level, date, _) in reports.items()
    ]
    rows = [one for name, (*_, said) in reports.items() for one in paragraphs(name, said)]
    return tables.frame(tables.Document, documents), echoes.find_echoes(documents, rows)


SERIES = {
    "p2020": ("江苏", "province", "2020-01-15", [f"{NEW}。"]),
    "a2020": (
        "镇江",
        "city",
        "2020-02-01",
        [f"{THANKS}。{TARGET}。", "推进产业强市一号战略落地见效。"],
    ),
    "a2021": (
        "镇江",
        "city",
        "2021-01-20",
        [f"{THANKS}。", f"{TARGET.replace('25', '30')}。{NEW}。"],
    ),
    "b2021": ("扬州", "city", "2021-02-20", [f"开场。{TARGET}!"]),
}


def test_a_sentence_leads_to_where_it_was_taken_from(tmp_path):
    _, result = found(SERIES)
    table = result.table.set_index(["doc_id", "paragraph", "kind"])
    own = table.loc[("a2021", 2, "own last report")]
    assert (own["source_doc_id"], own["source_paragraph"]) == ("a2020", 1)
    assert own["changed"] == "25→30" and 0.9 < own["share"] < 1
    assert table.loc[("a2021", 2, "level above"), "source_doc_id"] == "p2020"
    assert table.loc[("b2021", 1, "other"), ["source_doc_id", "share"]].tolist() == ["a2020", 1]
    assert table.loc[("b2021", 1, "other"), "changed"] == ""
    assert table["formula"].to_dict() == {
        key: key == ("a2021", 1, "own last report") for key in table.index
    }
    assert result.sentences == {"p2020": 1, "a2020": 3, "a2021": 3, "b2021": 1}
    text = SERIES["a2021"][3][1]
    assert text[own["start"] : own["end"]] == RAISED
    tables.write(tmp_path, echoes=result.table)


def test_years_show_what_is_new_and_places_whom_they_follow():
    documents, result = found(SERIES)
    shares = echoes.newness(result, documents)
    assert shares.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert shares.loc["2020", "new"] == 1
    assert shares.loc["2021"].to_dict() == pytest.approx(
        {"own last report": 1 / 3, "level above": 1 / 3, "other": 1 / 3, "new": 0}
    )
    rows = echoes.followed(result, documents)
    assert rows.values.tolist() == [["扬州", "镇江", 1, 1.0], ["镇江", "江苏", 1, 1.0]]


@pytest.mark.parametrize(
    "reports",
    [
        {},
        {"a": ("镇江", "city", "", [TARGET])},
        {"a": ("镇江", "city", "2020", [])},
        {"a": ("镇江", "city", "2020", [f"{TARGET}。{TARGET}。"])},
        {"a": ("镇江", "city", "2020", [TARGET]), "b": ("扬州", "city", "2020", [TARGET])},
        {"a": ("镇江", "city", "2020", ["短句。"]), "b": ("镇江", "city", "2021", ["短句。"])},
    ],
    ids=["nothing", "no date", "no text", "within a text", "of one day", "short"],
)
def test_what_nobody_took_over_is_no_echo(reports, tmp_path):
    documents, result = found(reports)
    assert result.table.empty
    tables.write(tmp_path, echoes=result.table)
    assert echoes.followed(result, documents).empty
    assert (echoes.newness(result, documents)["new"] == 1).all()


def series(shared):
    """Return the reports of a city: name, year, lines."""
    folder = shared / "corpora" / "work-reports-city"
    return [
        (path.stem, path.stem[-4:], [one for one in path.read_text("utf-8").splitlines() if one])
        for path in sorted(folder.glob("合肥市-*.md"))
    ]


def test_planted_copies_with_up_to_three_in_ten_letters_changed_are_found(shared):
    """Recall of 400 planted sentences; strangers of another alphabet of words are not found."""
    draw = random.Random(7)
    reports = series(shared)
    pool = [c for c in "".join(line for *_, lines in reports for line in lines) if c.isalpha()]
    sources = [
        (year, said)
        for _, year, lines in reports[:-1]
        for line in lines
        for said in line.split("。")
        if 20 <= len(said) <= 100 and said.isprintable() and not set(said) & set("!?！？")
    ]
    texts = {name: list(lines) for name, _, lines in reports}
    planted = []
    for year, said in draw.sample(sources, 400):
        name = draw.choice([n for n, later, _ in reports if later > year])
        letters = list(said)
        for at in draw.sample(range(len(letters)), int(len(letters) * draw.uniform(0, 0.3))):
            letters[at] = draw.choice(pool)
        texts[name].append("".join(letters))
        planted.append((name, len(texts[name])))
    documents = [document(n, "合肥", year, level="city") for n, year, _ in reports]
    rows = [one for name, lines in texts.items() for one in paragraphs(name, lines)]
    strangers = ["".join(draw.sample(pool, 40)) for _ in range(200)]
    rows += paragraphs("x", strangers)
    documents.append(document("x", "合肥", "2099", level="city"))
    table = echoes.find_echoes(documents, rows).table
    there = set(zip(table["doc_id"], table["paragraph"], strict=True))
    assert sum(place in there for place in planted) >= 0.98 * len(planted)
    assert not (table["doc_id"] == "x").any()
    assert isinstance(table, pd.DataFrame)
