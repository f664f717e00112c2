"""A notebook with several values: a page each, and what differs is marked."""

import shutil
from pathlib import Path

import pytest

from conftest import Run
from helpers import tables
from helpers.__main__ import grid
from helpers.errors import ParameterError
from helpers.pages import sweep
from helpers.places import Places


def test_each_combination_is_a_variant_with_tables_of_its_own(tmp_path: Path) -> None:
    places = Places.under(tmp_path / "raw", tmp_path / "out")
    found = sweep.variants(places, grid(["03.threshold=0.5,0.7", "03.seeds=true,false"]))
    assert [variant.chosen for variant in found] == [
        {"threshold": 0.5, "seeds": True},
        {"threshold": 0.5, "seeds": False},
        {"threshold": 0.7, "seeds": True},
        {"threshold": 0.7, "seeds": False},
    ]
    assert len({variant.places.processed for variant in found} | {places.processed}) == 5


@pytest.mark.parametrize("asked", ["03.nothing=1,2", "09.top=1,2", f"02.top={[*range(99)]}"])
def test_what_does_not_exist_or_would_never_end_is_told(tmp_path: Path, asked: str) -> None:
    with pytest.raises(ParameterError):
        sweep.variants(Places.under(tmp_path, tmp_path), grid([asked]))


def test_a_sweep_has_a_page_a_variant_and_one_that_compares_them(
    run: Run, built: Path, tmp_path: Path
) -> None:
    out = Path(shutil.copytree(built, tmp_path / "out"))
    asked = ("--out", out, "--sweep", "03.threshold=0.5,0.95")
    told = run(*asked)
    assert told.returncode == 0, told.stderr
    low, high = (
        len(tables.read(out / f"processed-03_slogan_evolution-{n}", "slogans")) for n in (1, 2)
    )
    assert low == len(tables.read(out / "processed", "slogans")) > high
    page = (out / "reports" / "sweep.html").read_text("utf-8")
    assert f">{low:,}<" in page and f">{high:,}<" in page
    assert 'href="03_slogan_evolution-2.html"' in page
    assert "Not in every run:" in page
    assert (out / "reports" / "03_slogan_evolution-2.html").exists()
    assert "up to date" in run(*asked).stdout
