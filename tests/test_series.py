"""A folder as a whole: copies, gaps, strangers, two texts with one year, files called wrongly."""

from pathlib import Path

from helpers import tables
from helpers.__main__ import main
from helpers.cleaning import clean_folder, draft, explain_document, folder_findings
from helpers.cleaning.manifests import manifest

WORDS = "产业创新民生生态城乡开放文化教育医疗交通水利粮食就业养老住房安全法治人才金融消费"


def report(place: str, year: int, month: int = 1) -> str:
    """Return a short report of its own words for a place and a year."""
    own = [
        f"{year}年我们围绕{WORDS[(year * k) % 70 :][:6]}推进第{k}项工作，{place}面貌有了新变化。"
        for k in range(1, 9)
    ]
    return "\n".join(
        [
            "政府工作报告",
            f"——{year}年{month}月8日在{place}市第七届人民代表大会第五次会议上",
            "各位代表：",
            f"现在，我代表{place}市人民政府向大会报告工作，请予审议。",
            *own,
        ]
    )


def folder(path: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (path / f"{name}.txt").write_text(text, "utf-8")
    return path


def found(path: Path) -> list[tuple[str, str, str]]:
    made = clean_folder(path)
    findings = folder_findings(made["documents"], made["paragraphs"])
    return [(finding.finding, finding.doc_id, finding.value) for finding in findings]


def test_a_series_and_its_gap(tmp_path: Path) -> None:
    years = (2011, 2012, 2013, 2015)
    folder(tmp_path, **{f"r{year}": report("镇江", year) for year in years})
    assert found(tmp_path) == [("gap", "r2015", "镇江 2014")]
    assert [d.doubts for d in clean_folder(tmp_path)["documents"]] == [""] * 4


def test_a_series_tells_the_place_of_one_that_has_none(tmp_path: Path) -> None:
    texts = {f"report-{year}": report("镇江", year) for year in range(2011, 2015)}
    folder(tmp_path, **texts, **{"report-2015": "各单位要认真落实，确保完成全年目标任务。\n"})
    last = clean_folder(tmp_path)["documents"][-1]
    assert (last.place, last.level) == ("镇江", "city")
    assert "place level" in last.doubts


def test_a_text_that_stands_twice_and_two_with_one_year(tmp_path: Path) -> None:
    folder(
        tmp_path,
        a=report("镇江", 2011),
        b=report("镇江", 2011),
        c=report("扬州", 2011),
        d=report("扬州", 2011, 2).replace("推进", "抓好"),
        e=report("镇江", 2011).replace("第3项", "第三项"),
    )
    kinds = found(tmp_path)
    assert ("copy", "b", "") in kinds
    assert ("near_copy", "e", "") in kinds
    assert ("same_year", "d", "2011") in kinds
    assert len(kinds) == 4
    doubts = {d.doc_id: d.doubts for d in clean_folder(tmp_path)["documents"]}
    assert doubts == {"a": "", "b": "", "c": "", "d": "year", "e": ""}


def test_a_file_of_another_city_under_this_citys_name(tmp_path: Path) -> None:
    texts = {f"镇江市-{year}": report("镇江", year) for year in range(2011, 2016)}
    texts["镇江市-2013"] = report("扬州", 2013)
    texts["镇江市-2014"] = report("镇江", 2004)
    folder(tmp_path, **texts)
    kinds = found(tmp_path)
    assert ("stranger", "镇江市-2013", "镇江") in kinds
    assert ("misfiled", "镇江市-2013", "镇江") in kinds
    assert ("misfiled", "镇江市-2014", "2014") in kinds
    doubts = {d.doc_id: d.doubts for d in clean_folder(tmp_path)["documents"]}
    assert doubts["镇江市-2013"] == "place level"
    assert doubts["镇江市-2014"] == "year"
    assert doubts["镇江市-2012"] == ""


def test_numbered_files_are_no_series(tmp_path: Path) -> None:
    texts = {f"d{n}": report("镇江", 2010 + n) for n in range(5)} | {"d9": report("扬州", 2011)}
    folder(tmp_path, **texts)
    assert {kind for kind, *_ in found(tmp_path)} == set()


def test_a_draft_names_doubts_first_and_never_overwrites_a_row(tmp_path: Path) -> None:
    folder(tmp_path, a=report("镇江", 2011), b="各单位要认真落实，确保完成全年目标任务。\n")
    drafted = draft(tmp_path)
    assert (drafted.new, drafted.doubted, drafted.failures) == (2, 1, [])
    lines = drafted.path.read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("b,place level genre year,")
    made = clean_folder(tmp_path)
    assert [d.doubts for d in made["documents"]] == ["", "place level genre year"]
    (tmp_path / "documents.csv").write_text("doc_id,place,mine\nb,扬州,先看\n", "utf-8")
    assert draft(tmp_path).new == 1
    assert main(["manifest", "--raw", str(tmp_path)]) == 0, "nothing new is no failure"
    rows = manifest(tmp_path)
    assert rows["b"] == {"doc_id": "b", "place": "扬州", "mine": "先看"}
    assert rows["a"]["place"] == "镇江"
    assert clean_folder(tmp_path)["documents"][1].doubts == "genre year"


def test_what_is_in_doubt_stays_out_of_contrasts(tmp_path: Path) -> None:
    folder(tmp_path, a=report("镇江", 2011), b="各单位要认真落实，确保完成全年目标任务。\n")
    documents = tables.frame(tables.Document, clean_folder(tmp_path)["documents"])
    assert list(tables.undoubted(documents, "place")["doc_id"]) == ["a"]


def test_the_witnesses_can_be_looked_at(tmp_path: Path) -> None:
    folder(tmp_path, **{"扬州-2011": report("镇江", 2011)})
    table = explain_document(tmp_path / "扬州-2011.txt")
    places = table[table["field"] == "place"]
    assert list(places["value"].unique()) == ["镇江", "扬州"]
    assert places[places["kind"] == "occasion"]["weight"].item() == 14


def test_four_files_make_a_series(tmp_path: Path) -> None:
    texts = {f"镇江市-{year}": report("镇江", year) for year in range(2011, 2015)}
    folder(tmp_path, **(texts | {"镇江市-2013": report("扬州", 2013)}))
    assert ("stranger", "镇江市-2013", "镇江") in found(tmp_path)
