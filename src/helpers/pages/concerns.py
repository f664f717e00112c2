"""Say aloud what fails in silence: what is missing, unsure, damaged, unknown, or has moved.

What the last run had lies beside the pages in `published.json`: the documents, and numbers with
their intervals. It is kept until something differs, so that two runs on the same give the same.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from helpers import lexicon, tables
from helpers.places import Places
from helpers.show.words import Text, listed, text
from helpers.statistics.intervals import wilson
from helpers.text import signs

PUBLISHED = "published.json"
NAMED = 5
"""Examples of one concern."""
TERMS = 100
"""Most frequent terms whose numbers are watched."""
OFTEN = 3
"""Times that a word behind numbers is met before it may be a unit."""
BEHIND = re.compile(
    r"(?<![\d.A-Za-z第·/-])\d[\d,.]*[十百千万亿]*(?=(?P<word>[\u4e00-\u9fff]))(?=(?P<shown>..?))"
)

Numbers = Mapping[str, Sequence[float]]


class State(NamedTuple):
    """What a run published: its documents, and numbers with the ends of their intervals."""

    documents: Sequence[str]
    numbers: Numbers

    @classmethod
    def of(cls, told: Any) -> "State | None":
        """Return what a file tells of a run, None where it is not such a thing."""
        try:
            numbers = {str(k): (float(a), float(b), float(c)) for k, (a, b, c) in told[1].items()}
            return cls([str(name) for name in told[0]], numbers)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):
            return None


def published(places: Places) -> tuple[State | None, State | None, list[str]]:
    """Return what is published now, what was before it differed, and the concerns, in English."""
    try:
        told = json.loads((places.reports / PUBLISHED).read_text(encoding="utf-8"))
        said = [str(sentence) for sentence in told.get("concerns", [])]
        return State.of(told.get("now")), State.of(told.get("before")), said
    except (OSError, ValueError, AttributeError):
        return None, None, []


def raised(places: Places, kept: Sequence[str] = ()) -> tuple[list[Text], str]:
    """Return the concerns of a run, and what `published.json` has to say from now on."""
    now = _state(places)
    last, before, _ = published(places)
    if last and last != now:
        before = last
    said = [*_told("kept", kept), *_of_tables(places), *(_since(before, now) if before else ())]
    whole = {"concerns": [sentence.en for sentence in said], "now": now, "before": before}
    return said, json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _state(places: Places) -> State:
    """Return what the tables of a run publish."""
    documents = tables.read(places.processed, "documents")
    terms = tables.read(places.processed, "terms")
    watched = terms[terms["unit"].eq("word") & ~terms["stop"]].nlargest(TERMS, "count")
    numbers = {
        f"{row.term} per 10,000": (row.per_10k, row.low, row.high)
        for row in watched.sort_values("term").itertuples()
        if row.low == row.low
    }
    verdicts = tables.read(places.processed, "follow_through")["verdict"]
    kept, judged = int(verdicts.eq("kept").sum()), int(verdicts.isin(["kept", "missed"]).sum())
    if judged:
        numbers["share of targets kept"] = (kept / judged, *wilson(kept, judged))
    rounded = {name: tuple(round(n, 6) for n in values) for name, values in numbers.items()}
    return State(sorted(documents["doc_id"]), rounded)


def _since(before: State, now: State) -> Iterator[Text]:
    """Yield what differs from what was published before."""
    yield from _told("fewer", sorted({*before.documents} - {*now.documents}))
    yield from _told(
        "moved",
        [
            f"{name} {before.numbers[name][0]:g} → {value:g}"
            for name, (value, *_) in now.numbers.items()
            if name in before.numbers
            if not before.numbers[name][1] <= value <= before.numbers[name][2]
        ],
    )


def _of_tables(places: Places) -> Iterator[Text]:
    """Yield what is to be seen in the tables of a run."""
    documents = tables.read(places.processed, "documents")
    yield from _told("left_out", list(tables.read(places.processed, "failures")["file"]))
    for kind, concerned in {
        "empty": documents["paragraphs"].eq(0),
        "undated": documents["date"].eq(""),
        "doubted": documents["doubts"].ne(""),
    }.items():
        yield from _told(kind, list(documents.loc[concerned, "doc_id"]))
    edits = tables.read(places.processed, "edits")
    damaged = edits.loc[edits["certainty"].ne("certain"), "doc_id"]
    yield from _told("damaged", list(dict.fromkeys(damaged)), len(damaged))
    yield from _told("units", _unknown_units(tables.read(places.processed, "paragraphs")["text"]))


def _unknown_units(texts: Sequence[str]) -> list[str]:
    """Return what stands behind numbers often and is no unit that is known, with an example."""
    known = lexicon.load("units")
    begins = {unit[0] for unit in known["units"]} | {*known["no_unit"]}
    seen: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for whole in texts:
        for match in BEHIND.finditer(whole):
            if match["word"] not in begins:
                seen[match["word"]] += 1
                shown.setdefault(match["word"], f"{match[0]}{match['shown']}")
    often = [word for word, times in seen.most_common() if times >= OFTEN]
    return [f"{shown[word]} ({seen[word]})" for word in often]


def _told(kind: str, names: Sequence[str], number: int = 0) -> Iterator[Text]:
    """Yield one concern with its first examples, if there is any."""
    if names:
        more = ["…"] if len(names) > NAMED else []
        shown = listed([*map(signs.plain, names[:NAMED]), *more])
        yield text(f"concerns.{kind}", n=number or len(names), names=shown)


def file_of(places: Places) -> Path:
    """Return where the last run's documents and numbers lie."""
    return places.reports / PUBLISHED
