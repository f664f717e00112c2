"""Numeric cases of other projects: what passes, what is out of scope and why, what fails."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import lexicon
from helpers.commitments import periods, quantities, units
from helpers.text import numerals

CASES = Path(__file__).parent / "cases"
KNOWN = CASES / "foreign_known_failures.json"
NUMERAL = re.compile(
    r"[\d０-９〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟点点.．,，\s]+"
)

Case = tuple[str, str, str]  # label, outcome (passed, failed, out of scope), reason


def load(project: str):
    return json.loads((CASES / "foreign" / f"{project}.json").read_text(encoding="utf-8"))


def numeral_case(label: str, text: str, value: float) -> Case:
    if not NUMERAL.fullmatch(text) or text[0] in ".．":
        return label, "out of scope", "sign, fraction, dozen, 角 and 分 or a letter for a power"
    try:
        right = abs(numerals.numeral(text) - value) < 1e-6 * max(1.0, abs(value))
    except ValueError:
        right = False
    return label, "passed" if right else "failed", ""


def numerals_of_cn2an() -> Iterator[Case]:
    for key, rows in load("cn2an").items():
        for number, row in enumerate(rows):
            if isinstance(row, list) and len(row) == 2 and isinstance(row[1], int | float):
                yield numeral_case(f"cn2an {key} {number}", str(row[0]), row[1])


def numerals_of_recognizers() -> Iterator[Case]:
    for number, case in enumerate(load("recognizers")["NumberModel"]):
        for place, result in enumerate(case["Results"]):
            label = f"recognizers number {number} {place}"
            try:
                value = float(result["value"])
            except ValueError:
                yield label, "out of scope", "no finite value"
                continue
            yield numeral_case(label, result["Text"], value)


def found_case(label: str, text: str, start: int, end: int, value: str) -> Case:
    if not re.fullmatch(r"\d+(\.\d+)?%?", value or ""):
        return label, "out of scope", "negative, range or without a value"
    here = [q for q in quantities.find(text) if q.start < end and start < q.end]
    hits = [value for q in here for value in (q.value, q.value_max)]
    right = any(abs(hit - float(value.rstrip("%"))) < 1e-6 * max(1.0, hit) for hit in hits)
    return label, "passed" if right else "failed", ""


def ends(q: quantities.Item) -> tuple[float, float]:
    """Return the interval that a quantity stands for, nan where it is open."""
    if q.comparator == "range":
        return q.value, q.value_max
    low = math.nan if q.comparator == "<=" else q.value
    return low, q.value if q.comparator in ("<=", "=") else math.nan


def ranges_of_recognizers() -> Iterator[Case]:
    """Yield the ranges of numbers, their ends included or not."""
    counted = lexicon.alternatives(list(units.marked("counted", "duration")))
    for number, case in enumerate(load("recognizers")["NumberRangeModel"]):
        for place, result in enumerate(case["Results"]):
            label, text = f"NumberRangeModel {number} {place}", case["Input"]
            start, end = result["Start"], result["End"] + 1
            if re.search("[肆拾幾]", result["Text"]):
                yield label, "out of scope", "formal or traditional numerals"
                continue
            if not re.match(rf"{counted}(?!位数|目标)", text[end:]) and not re.search(
                "亿|百分之|/", result["Text"]
            ):
                yield label, "out of scope", "a bare number: nothing is counted"
                continue
            low, high = result["value"].strip("[]()").split(",")
            wanted = tuple(float(value) if value else math.nan for value in (low, high))
            here = [q for q in quantities.find(text) if q.start < end and start < q.end]
            right = any(ends(q) == pytest.approx(wanted, nan_ok=True) for q in here)
            yield label, "passed" if right else "failed", ""


FOREIGN = [
    (r"[A-Za-z$£¥€]|比特|便士|负|半|打", "sign or currency that no report uses"),
    (r"折|成|對", "cuts of a price, shares in 成 with a fraction"),
    (r"[點萬個]", "traditional script: the cleaning converts it before"),
    (r"[^\d\s]\s+[^\d\s]|[分百]\s|\s个", "blanks inside a word"),
    (r"[仟万萬千]分之", "of a thousand, and kept so: ‰"),
]


def units_of_recognizers() -> Iterator[Case]:
    for name in ("PercentModel", "CurrencyModel", "DimensionModel", "AgeModel"):
        for number, case in enumerate(load("recognizers")[name]):
            for place, result in enumerate(case["Results"]):
                label, text = f"{name} {number} {place}", result["Text"]
                reason = next((why for words, why in FOREIGN if re.search(words, text)), "")
                if reason:
                    yield label, "out of scope", reason
                    continue
                span = result.get("Start", 0), result.get("End", 0) + 1
                yield found_case(label, case["Input"], *span, result["value"] or "")


def money_of_jionlp() -> Iterator[Case]:
    rows = load("jionlp")["money"]
    for number, (text, result) in enumerate(rows):
        label = f"jionlp money {number}"
        if not isinstance(result, dict) or isinstance(result["num"], list):
            yield label, "out of scope", "no single value"
        elif re.search(r"[A-Za-z$]|角|分|毛|块[一二三四五六七八九\d]|以?内$", text):
            yield label, "out of scope", "角 and 分, or a letter for a power"
        elif not re.search("元|圆|币|镑|钱", text):
            yield label, "out of scope", "no unit: not a quantity here"
        else:
            yield found_case(label, text, 0, len(text), result["num"])


def months(value: str) -> tuple[str, str]:
    """Return the first and the last month of a period."""
    spans = {"": (1, 12), "H1": (1, 6), "H2": (7, 12)}
    spans |= {f"Q{q}": (3 * q - 2, 3 * q) for q in range(1, 5)}
    spans |= {f"{month:02d}": (month, month) for month in range(1, 13)}
    first, _, last = value.partition("/")
    (year, _, part), (until, _, end) = first.partition("-"), (last or first).partition("-")
    return f"{year}-{spans[part][0]:02d}", f"{until}-{spans[end][1]:02d}"


def times_of_jionlp() -> Iterator[Case]:
    frame = periods.Frame("target", "2021", 2021, 2021, "test")
    for number, row in enumerate(load("jionlp")["time"]):
        text, result = str(row[0]), str(row[-1])
        label = f"jionlp time {number}"
        span = re.search(
            r"'time': \['(\d{4}-\d\d)-01 00:00:00', '(\d{4}-\d\d)-\d\d 23:59:59'\]", result
        )
        if not span or not re.match(r"(?:19|20)\d\d年", text):
            yield label, "out of scope", "finer than a month, or counted from an unknown today"
            continue
        values = [p.value for p in periods.find(text, frame)]
        yield (
            label,
            "passed" if [months(v) for v in values if v] == [span.groups()] else "failed",
            "",
        )


SOURCES = [
    numerals_of_cn2an,
    numerals_of_recognizers,
    units_of_recognizers,
    ranges_of_recognizers,
    money_of_jionlp,
    times_of_jionlp,
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.__name__)
def test_foreign_cases_fail_only_where_known(source):
    """The table says for each source what passed, what is out of scope and what fails, and why."""
    cases = list(source())
    table = json.loads(KNOWN.read_text(encoding="utf-8"))[source.__name__]
    known = {label for labels in table["failed"].values() for label in labels}
    assert {label for label, outcome, _ in cases if outcome == "failed"} == known
    assert Counter(reason for _, outcome, reason in cases if outcome == "out of scope") == Counter(
        table["out of scope"]
    )
    assert sum(outcome == "passed" for _, outcome, _ in cases) == table["passed"]
