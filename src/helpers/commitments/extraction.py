"""Read the promises of a document: every quantity, absolute and dated word, with its fields."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from helpers.commitments import (
    frames,
    phrases,
    promises,
    records,
    speakers,
    status,
    surroundings,
    tasks,
)
from helpers.commitments.coordination import Item
from helpers.commitments.passage import Passage
from helpers.commitments.phrases import Spot
from helpers.commitments.records import Judged, Reading
from helpers.commitments.surroundings import Around
from helpers.parallel import each_spared
from helpers.tables import Commitment, Document, Paragraph

if TYPE_CHECKING:
    import pandas as pd

# An actor that promises less than this in a section gets its plain promises listed too.
FEW = 5


def extract(document: Document, paragraphs: Sequence[Paragraph]) -> list[Commitment]:
    """Return the commitments of one document in reading order.

    Numbers, absolute and dated promises are all listed, each with its status; plain promises
    (kind `action`: one per clause that opens with a verb of doing) only for an actor and section
    with fewer than five other targets, so that nobody who promises without numbers is empty.
    """
    return [commitment for commitment, _ in _judged(document, paragraphs)]


def explain(
    sentence: str, document: Document, *, section: str = "", actor: str = ""
) -> "pd.DataFrame":
    """Return for each commitment in a sentence each field with its value and the rule that gave it.

    The sentence is read as if it stood in the document, in that section.

    >>> from helpers.tables import Document, columns
    >>> blank = {name: kind() for name, kind in columns(Document).items()}
    >>> speech = Document(**blank | {"genre": "interviews", "date": "2021-10"})
    >>> table = explain("力争年内新增高新技术企业20家以上。", speech, actor="高邮市")
    >>> print(table.drop(columns="quote").to_string(index=False))
         field      value                rule
          kind     number              number
        status     target    genre interviews
    comparator         >=                  以上
         value       20.0               20家以上
          unit          家               20家以上
        period       2021        time word 年内
      firmness     aspire                  力争
         actor        高邮市             section
     indicator   新增高新技术企业 words of its clause
          area innovation             lexicon
    """
    import pandas as pd

    facts = {"doc_id": document.doc_id, "section": section, "actor": actor, "text": sentence}
    paragraph = Paragraph(**facts, paragraph=1, role="body", raw_start=0, raw_end=len(sentence))
    rows = [
        {"quote": c.quote, "field": field, "value": getattr(c, field), "rule": rule}
        for c, rules in _judged(document, [paragraph])
        for field, rule in zip(records.FIELDS, rules, strict=True)
    ]
    return pd.DataFrame(rows, columns=["quote", "field", "value", "rule"])


def _judged(document: Document, paragraphs: Sequence[Paragraph]) -> list[Judged]:
    out: list[Judged] = []
    quiet: list[tuple[Paragraph, Passage, set[str]]] = []
    count: Counter[tuple[str, str]] = Counter()
    paragraphs = speakers.spoken(document, paragraphs)
    framed = tasks.framed(paragraphs, frames.of(document, paragraphs))
    for paragraph, frame in zip(paragraphs, framed, strict=True):
        if paragraph.role == "title":
            continue
        passage = Passage(paragraph.text, frame)
        found = list(_records(document, paragraph, passage))
        out += found
        targets = [c for c, _ in found if c.status == "target" and c.kind != "action"]
        count[_group(paragraph)] += len(targets)
        if paragraph.role == "body" and frame.status == "target":
            quiet.append((paragraph, passage, {c.sentence for c, _ in found}))
    for paragraph, passage, taken in quiet:
        if count[_group(paragraph)] < FEW:
            out += _plain(document, paragraph, passage, taken)
    return sorted(out, key=lambda record: (record[0].paragraph, record[0].start, record[0].end))


def _group(paragraph: Paragraph) -> tuple[str, str]:
    return paragraph.actor, paragraph.section.split(" / ")[0]


def _records(document: Document, paragraph: Paragraph, passage: Passage) -> Iterator[Judged]:
    """Yield the numbers, absolute and dated promises and comparisons of a paragraph."""
    read = [_reading(passage, item, here) for item, here in surroundings.around(passage)]
    spots = [Spot(r.item, r.around, r.rule.status == "context") for r in read]
    for reading, names in zip(read, phrases.names(passage, spots), strict=True):
        for name in names:  # several where one number stands for several subjects
            yield records.of(document, paragraph, passage, reading, name)


def _plain(
    document: Document, paragraph: Paragraph, passage: Passage, taken: set[str]
) -> Iterator[Judged]:
    """Yield the plain promises of a paragraph in sentences that promise nothing else."""
    for item, verb in promises.actions(passage):
        (first, final), (low, high) = passage.sentence(item.start), passage.clause(item.start)
        if passage.words(first, final) in taken:
            continue
        reading = _reading(passage, item, Around(first=first, final=final, low=low, high=high))
        if reading.rule.status != "target":
            continue
        quote = passage.text[item.start : item.end]
        indicator = quote[: phrases.LONGEST]
        yield records.of(document, paragraph, passage, reading, indicator, verb)


def _reading(passage: Passage, item: Item, around: Around) -> Reading:
    time = surroundings.governing_time(passage, item, around)
    return Reading(item, around, time, *status.judge(passage, item, around, time))


def extract_all(documents: Sequence[Document], paragraphs: Iterable[Paragraph]) -> list[Commitment]:
    """Return the commitments of all documents, in their order."""
    pairs = by_document(documents, paragraphs)
    return each_spared(
        _commitments, [(document.doc_id, (document, own)) for document, own in pairs]
    )


def _commitments(item: tuple[Document, list[Paragraph]]) -> list[Commitment]:
    from helpers.commitments.extraction import extract

    return extract(*item)


def by_document(
    documents: Sequence[Document], paragraphs: Iterable[Paragraph]
) -> list[tuple[Document, list[Paragraph]]]:
    """Return each document with its paragraphs, in the order of the documents."""
    own: dict[str, list[Paragraph]] = {document.doc_id: [] for document in documents}
    for paragraph in paragraphs:
        own[paragraph.doc_id].append(paragraph)
    return [(document, own[document.doc_id]) for document in documents]
