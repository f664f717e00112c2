"""The panel, the shares kept, what is no longer named, and the ledger that shows them."""

import re

import pandas as pd
import pytest

from conftest import ROOT
from helpers import commitments, tables
from helpers.commitments import ledger_story, summary
from helpers.errors import ParameterError
from helpers.show import evidence, grid
from test_follow_through import report

SERIES = (
    ("开局之年。", "地区生产总值增长9%左右，力争10%。城镇新增就业5万人以上。新建口袋公园10个。"),
    (
        "地区生产总值增长8.6%。城镇新增就业5.2万人。",
        "确保地区生产总值增长8%以上。城镇新增就业5万人以上。新建口袋公园12个。",
    ),
    (
        "地区生产总值增长7.5%。城镇新增就业4.8万人。",
        "地区生产总值增长6%-6.5%。居民收入与经济增长同步。粮食产量500万吨。",
    ),
    ("地区生产总值增长6.2%。", "粮食产量500万吨。"),
)


@pytest.fixture(scope="module")
def told() -> dict:
    """Return the tables of a series of four reports."""
    reports = [report(2019 + i, *parts) for i, parts in enumerate(SERIES)]
    sources, records = [s for s, _ in reports], [c for _, own in reports for c in own]
    pairs = commitments.follow(sources, records)
    return {
        "commitments": tables.frame(tables.Commitment, records),
        "follow_through": tables.frame(tables.FollowThrough, commitments.compare(pairs)),
        "panel": tables.frame(tables.PanelRow, commitments.panel(pairs)),
    }


def test_growth_targets_in_one_line_of_pandas(told) -> None:
    panel = told["panel"]
    growth = panel[panel["canonical"].eq("地区生产总值增长") & panel["tier"].eq("base")]
    assert list(growth["year"]) == [2019, 2020, 2021]
    assert list(growth["low"]) == [9, 8, 6] and growth["high"].iloc[-1] == 6.5
    assert list(growth["comparator"]) == ["~", ">=", "range"]
    assert list(growth["before"])[1:] == [8.6, 7.5]
    assert list(growth["result"]) == [8.6, 7.5, 6.2]
    assert list(growth["gap"]) == [-0.4, -0.5, 0.2]
    assert list(growth["verdict"]) == ["kept", "missed", "kept"]


def test_a_stretched_target_is_judged_apart(told) -> None:
    panel = told["panel"]
    stretched = panel[panel["tier"].eq("stretch")]
    assert [(row.low, row.verdict) for row in stretched.itertuples()] == [(10, "missed")]


def test_a_row_of_the_panel_is_there_once(told) -> None:
    what = ["place", "level", "year", "horizon", "canonical", "unit", "tier"]
    assert not told["panel"].duplicated(what).any()


def test_shares_are_told_with_how_many_could_be_judged(told) -> None:
    outcomes = summary.outcomes(told["follow_through"], told["commitments"])
    base = outcomes[outcomes["tier"].eq("base")]
    jobs = summary.kept_shares(base, "indicator").set_index("indicator").loc["城镇新增就业"]
    assert (jobs["kept"], jobs["judged"], jobs["due"]) == (1, 2, 2)
    assert jobs["share_low"] < jobs["share"] == 0.5 < jobs["share_high"]
    with pytest.raises(ParameterError, match="kept by mood; ask by year, indicator"):
        summary.kept_shares(base, "mood")


def test_what_is_no_longer_named(told) -> None:
    parks = summary.no_longer_named(told["follow_through"]).set_index("indicator")
    row = parks.loc[next(name for name in parks.index if "口袋公园" in name)]
    assert (row["times"], row["first_year"], row["last_year"]) == (2, 2019, 2020)


def test_how_a_target_was_worded_and_where_there_was_none(told) -> None:
    rows = summary.wordings(told["panel"], "地区生产总值增长")
    worded = dict(zip(rows["year"], rows["wording"], strict=True))
    assert worded == {2019: "about", 2020: "floor", 2021: "range", 2022: "none"}


def test_the_ledger_in_one_line(told, tmp_path) -> None:
    tables.write(tmp_path, **told)
    cells = commitments.ledger("某市", processed_dir=tmp_path)
    assert cells.loc[("某市", "地区生产总值增长", "%"), 2019] == "≈9 → 8.6 ✓"
    assert cells.loc[("某市", "城镇新增就业", "人"), 2020] == "≥50,000 → 48,000 ✗"
    promised = (cells != "").sum(axis=1)
    assert list(promised) == sorted(promised, reverse=True)
    shares = commitments.kept("firmness", processed_dir=tmp_path).set_index("firmness")
    assert (shares.loc["firm", "kept"], shares.loc["firm", "judged"]) == (0, 1)
    rows = commitments.followed("城镇新增就业", place="某市", processed_dir=tmp_path)
    assert set(rows["verdict"]) >= {"kept", "missed"}
    assert list(rows.columns)[3:6] == ["earlier_quote", "later_quote", "verdict"]
    with pytest.raises(ParameterError, match="Nothing is told of 别市"):
        commitments.ledger("别市", processed_dir=tmp_path)
    with pytest.raises(ParameterError, match="near it: 城镇新增就业"):
        commitments.followed("就业", processed_dir=tmp_path)


def test_the_findings_name_things_and_compare(told) -> None:
    outcomes = summary.outcomes(told["follow_through"], told["commitments"])
    sentences = ledger_story.findings(
        outcomes, told["follow_through"], told["panel"], "地区生产总值增长"
    )
    english = [sentence.said.en for sentence in sentences]
    assert any(
        re.match(r"Later reports settle 5 of \d+ targets .* 3 of those were kept, 60%", sentence)
        for sentence in english
    )
    assert "某市’s target for 2021 was 6%–6.5% (地区生产总值增长), after 7.5% in 2020." in english
    assert any("口袋公园" in one.said.zh and "2020 年" in one.said.zh for one in sentences)


def test_where_nothing_can_be_judged_one_sentence_says_why(monkeypatch) -> None:
    nothing = tables.frame(tables.FollowThrough, [])
    said = []
    monkeypatch.setattr(evidence, "say", said.append)
    outcomes = summary.outcomes(nothing, tables.frame(tables.Commitment, []))
    ledger_story.what_became(outcomes, nothing)
    assert len(said) == 1 and "no text is followed by a later one" in said[0].en
    panel = tables.frame(tables.PanelRow, [])
    assert ledger_story.findings(outcomes, nothing, panel, "地区生产总值增长") == []


def test_what_is_for_several_years_says_so(told, monkeypatch) -> None:
    shown = []
    monkeypatch.setattr(
        evidence, "table", lambda rows, *_, **options: shown.append((rows, options))
    )
    followed = told["follow_through"]
    missed = followed[followed["verdict"].eq("missed")].head(2).copy()
    missed.loc[missed.index[0], "since"] = missed["year"].iloc[0] - 4
    ledger_story.followed_table(missed, "ledger.missed")
    ((rows, options),) = shown
    assert sorted(map(len, rows["year"])) == [4, 9] and "–" in max(rows["year"], key=len)
    assert options["columns"][-2:] == ["target", "result"]


def test_a_mark_leads_to_both_sentences_in_one_click(told, monkeypatch) -> None:
    shown = []
    monkeypatch.setattr(evidence, "show", shown.append)
    ledger_story.ledger(told["panel"], told["commitments"])
    html = str(shown[0])
    missed = html[html.index('<button type="button" class="missed"') :]
    anchor = re.search('popovertarget="([^"]+)"', missed)[1]
    fold = html[html.index(f'popover id="{anchor}"') :].partition("</div>")[0]
    assert fold.count("<a href=") == 2
    assert "report-2020" in fold and "report-2021" in fold
    assert len(set(re.findall(' id="([^"]+)"', html))) == html.count(" id=")


def test_marks_lie_where_their_values_are() -> None:
    mark = grid.Mark(low=8, high=8, comparator=">=", result=9, verdict="kept", quotes=[])
    drawn = grid.drawing(mark, (7, 9))
    assert drawn.dot == grid.MARGIN < drawn.tick == grid.HEIGHT / 2
    assert drawn.band == (drawn.tick - grid.OPEN, grid.OPEN)


@pytest.mark.parametrize(
    ("drawn", "least"),
    [
        (
            "first look, seed 1411",
            {"kept missed": (80, 0.9), "raised lowered": (75, 1), "dropped": (50, 0.86)},
        ),
        (
            "last look, seed 3013",
            {"kept missed": (60, 0.95), "raised lowered": (60, 0.98), "dropped": (40, 0.875)},
        ),
    ],
)
def test_rows_of_places_not_seen_before_were_read(drawn, least) -> None:
    """Rows drawn by a seed from series that no rule was made on, read before any mending.

    1411: 哈尔滨 and 大连, without the years of the annotated pairs, and 海南. 3013: 银川, 贵阳 and
    云南. Each row was held against both reports, dropped rows by words looked up in the next plan.
    Wrong is also where the result counts a little more than the target: 雨污水 for 污水. The least
    shares are what was found, not what is hoped for.
    """
    rows = pd.read_csv(ROOT / "tests/cases/ledger_judgements.csv", keep_default_na=False)
    rows = rows[rows["drawn"].eq(drawn)]
    assert set(rows["judgement"]) == {"right", "wrong"}
    assert rows.loc[rows["judgement"].eq("wrong"), "note"].ne("").all()
    assert len(rows) == sum(number for number, _ in least.values())
    for verdicts, (number, share) in least.items():
        judged = rows[rows["verdict"].isin(verdicts.split())]["judgement"]
        assert len(judged) == number and judged.eq("right").mean() >= share


def test_the_codebook_explains_the_columns_and_its_line_runs(told) -> None:
    book = (ROOT / "docs/panel.md").read_text("utf-8")
    for column in ("horizon", "tier", "low", "high", "comparator", "before", "result", "gap"):
        assert f"`{column}`" in book, column
    line = book.partition("```python\n")[2].partition("\n```")[0]
    by_year = eval(line, {"panel": told["panel"]})
    assert list(by_year["某市"]) == [9, 8, 6]
