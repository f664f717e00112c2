"""What is published of Chinese growth targets can be read off the panel."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers import commitments, tables
from helpers.cleaning.folder import clean_folder

YEARS = (2008, 2009, 2012, 2015)


@pytest.fixture(scope="module")
def growth(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Return the growth targets of all provinces and the centre in four years."""
    folder = tmp_path_factory.mktemp("reports")
    for path in sorted((shared / "corpora/work-reports-provincial").glob("*/*.txt")):
        if any(str(year) in path.stem for year in YEARS):
            shutil.copy(path, folder / path.name)
    corpus = clean_folder(folder)
    sources, texts = corpus["documents"], corpus["paragraphs"]
    pairs = commitments.follow(sources, commitments.extract_all(sources, texts), texts)
    panel = tables.frame(tables.PanelRow, commitments.panel(pairs))
    growth = panel[panel["canonical"].eq("地区生产总值增长") & panel["tier"].eq("base")]
    return growth[growth["horizon"].eq("annual") & growth["year"].isin(YEARS)]


def test_targets_fell_after_2008_and_2012(growth: pd.DataFrame) -> None:
    mean = growth[growth["level"].eq("province")].groupby("year")["low"].mean()
    assert mean[2009] < mean[2008] and mean[2015] < mean[2012] - 1


def test_provinces_aim_above_the_centre(growth: pd.DataFrame) -> None:
    centre = growth[growth["level"].eq("centre")].set_index("year")["low"]
    province = growth[growth["level"].eq("province")].groupby("year")["low"].mean()
    assert len(centre) >= 3
    assert all(province[year] > aim + 1 for year, aim in centre.items())


def test_targets_became_vaguer_from_2012_to_2015(growth: pd.DataFrame) -> None:
    provinces = growth[growth["level"].eq("province")]
    about = provinces["comparator"].eq("~").groupby(provinces["year"]).mean()
    assert about[2015] > about[2012] + 0.2
