"""Equal parts that make one formula are told from a mere list of things."""

import pytest

from helpers.slogans.candidates import _goals
from helpers.slogans.parallels import parallels

CASES = [
    ("坚持抓龙头、铸链条、建集群", ["抓龙头、铸链条、建集群"]),
    ("我们坚持人民至上、生命至上的理念", ["人民至上、生命至上"]),
    ("推进生态产业化、产业生态化。", ["生态产业化、产业生态化"]),
    ("学有所教、病有所医、老有所养。", ["学有所教、病有所医、老有所养"]),
    ("高质高效、宜居宜业。", ["高质高效、宜居宜业"]),
    ("坚定道路自信、理论自信。", ["道路自信、理论自信"]),
    ("树立红线意识、底线意识。", ["红线意识、底线意识"]),
    ("坚持法治思维、法治方式", ["法治思维、法治方式"]),
    ("坚持集体主义、爱国主义。", ["集体主义、爱国主义"]),
    ("弘扬劳模精神、工匠精神。", ["劳模精神、工匠精神"]),
    ("建设图书馆、文化馆。", []),
    ("发展支柱产业、优势产业。", []),
    ("学习道路自信、理论自信等。", []),
]


@pytest.mark.parametrize(("text", "formulas"), CASES)
def test_parts_make_a_formula_or_a_list(text: str, formulas: list[str]) -> None:
    assert [text[start:end] for start, end in parallels(text)] == formulas


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("推进产业强市建设", ["产业强市"]),
        ("坚持工业强省、产业兴省战略", ["工业强省", "产业兴省", "工业强省、产业兴省"]),
        ("推动产业强市场体系建设", []),  # 市场 is the word
        ("人才强校园", []),
    ],
)
def test_a_goal_is_what_is_to_be_strong(text: str, goals: list[str]) -> None:
    assert [text[start:end] for start, end in _goals(text)] == goals
