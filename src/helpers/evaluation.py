"""Measure what was found against what two people found in the same texts (data/gold)."""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from helpers.statistics.intervals import wilson
from helpers.tables import Commitment, Paragraph, SloganMention

FIELDS = ("comparator", "value", "value_max", "unit", "period", "actor", "firmness")
Places = dict[str, dict[tuple[int, int], tuple[int, int]]]
SEPARATORS = re.compile(r"[\s“”‘’\"'、，,·‧—\-–−:：;；()（）《》〈〉]")


class Measure(NamedTuple):
    """How well one thing is found: of what was found, how much is right; of what is there, found.

    Shares with their 95 % intervals (Wilson 1927); `found` and `there` are their denominators.
    """

    what: str
    precision: float
    precision_low: float
    precision_high: float
    found: int
    recall: float
    recall_low: float
    recall_high: float
    there: int


def aligned(gold: Path | str, paragraphs: Sequence[Paragraph]) -> Places:
    """Return for each annotated document where each character of its lines stands in ours.

    White space does not count, nor titles, which are not annotated. A document whose text is not
    the annotated one is left out.
    """
    bodies: dict[str, list[Paragraph]] = defaultdict(list)
    annotated = {path.stem for path in Path(gold, "text").glob("*.txt")}
    for paragraph in paragraphs:
        if paragraph.role != "title" and paragraph.doc_id in annotated:
            bodies[paragraph.doc_id].append(paragraph)
    places: Places = {}
    for doc, own in bodies.items():
        lines = _lines(Path(gold) / "text" / f"{doc}.txt")
        mine = _characters((p.paragraph, p.text) for p in own)
        theirs = _characters(enumerate(lines, 1))
        if [char for _, char in mine] == [char for _, char in theirs]:
            places[doc] = {at: here for (at, _), (here, _) in zip(theirs, mine, strict=True)}
    return places


def _characters(texts: Iterable[tuple[int, str]]) -> list[tuple[tuple[int, int], str]]:
    return [
        ((number, at), char)
        for number, text in texts
        for at, char in enumerate(text)
        if not char.isspace()
    ]


def commitments(
    gold: Path | str, paragraphs: Sequence[Paragraph], records: Sequence[Commitment]
) -> list[Measure]:
    """Return how well quantities, targets and all fields of targets are read; nothing without gold.

    Two records are the same where their quotes overlap; what the annotators dispute is neither
    owed nor wrong.
    """
    places = aligned(gold, paragraphs)
    owed = [g for g in _records(Path(gold) / "targets.jsonl") if g["doc"] in places]
    known = [_placed(g, places, Path(gold)) for g in owed]
    mine = [r for r in records if r.kind != "action" and r.doc_id in places]
    if not known:
        return []
    pairs = _paired(mine, known)
    met = {id(g) for g in pairs.values()}
    free = {n for n, g in pairs.items() if g.get("disputed")}
    judged = [(n, r) for n, r in enumerate(mine) if n not in free]
    sure = [g for g in known if not g.get("disputed")]
    promised = [g for g in sure if g["status"] == "target"]
    right = [
        (r, pairs[n])
        for n, r in judged
        if n in pairs and r.status == "target" == pairs[n]["status"]
    ]
    claimed = sum(r.status == "target" for _, r in judged)
    whole = sum(all(_same(r, g, field) for field in FIELDS) for r, g in right)
    return [
        _measure(
            "quantities",
            sum(n in pairs for n, _ in judged),
            len(judged),
            sum(id(g) in met for g in sure),
            len(sure),
        ),
        _measure("targets", len(right), claimed, len(right), len(promised)),
        _measure("whole_targets", whole, claimed, whole, len(promised)),
    ]


def slogans(
    gold: Path | str, paragraphs: Sequence[Paragraph], mentions: Sequence[SloganMention]
) -> list[Measure]:
    """Return how well formulations are found, forms without separators; nothing without gold."""
    documents = aligned(gold, paragraphs)
    known = [g for g in _records(Path(gold) / "slogans.jsonl") if g["doc"] in documents]
    if not known:
        return []
    forms: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, g in enumerate(known):
        for form in {g["canonical"], *g["variants"]}:
            forms[g["doc"], _bare(form)].append(number)
    sure = {number for number, g in enumerate(known) if g.get("agreed", True)}
    said = {(m.doc_id, _bare(m.variant)) for m in mentions if m.doc_id in documents}
    right = {form for form in said if sure.intersection(forms.get(form, ()))}
    judged = {form for form in said if form in right or form not in forms}
    met = sure.intersection(n for form in said for n in forms.get(form, ()))
    return [_measure("formulations", len(right), len(judged), len(met), len(sure))]


def _measure(what: str, right: int, found: int, met: int, there: int) -> Measure:
    precision, recall = wilson(right, found), wilson(met, there)
    return Measure(
        what, right / max(found, 1), *precision, found, met / max(there, 1), *recall, there
    )


@cache
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _lines(path) if line.strip()]


def _placed(g: dict[str, Any], places: Places, gold: Path) -> dict[str, Any]:
    """Return an annotated record with its place in our paragraphs."""
    line = _lines(gold / "text" / f"{g['doc']}.txt")[g["line"] - 1]
    at = -1
    for _ in range(g.get("nth", 1)):
        at = line.find(g["quote"], at + 1)
    here = places[g["doc"]]
    first, last = here[g["line"], at], here[g["line"], at + len(g["quote"]) - 1]
    return g | {"paragraph": first[0], "start": first[1], "end": last[1] + 1}


def _paired(mine: Sequence[Commitment], known: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Return for each of our records, by its number, the annotated one it overlaps most."""
    here: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for g in known:
        here[g["doc"], g["paragraph"]].append(g)
    pairs: dict[int, dict[str, Any]] = {}
    for number, r in enumerate(mine):
        free = here[r.doc_id, r.paragraph]
        shared = [min(r.end, g["end"]) - max(r.start, g["start"]) for g in free]
        if shared and max(shared) > 0:
            pairs[number] = free.pop(shared.index(max(shared)))
    return pairs


def _same(r: Commitment, g: dict[str, Any], field: str) -> bool:
    mine, theirs = getattr(r, field), g.get(field)
    if field in ("value", "value_max"):
        return bool((theirs is None and mine != mine) or mine == theirs)
    return bool((field == "period" and not theirs) or mine == (theirs or ""))


def _bare(form: str) -> str:
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", form))
