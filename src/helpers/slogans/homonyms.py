"""Tell the senses of one form apart by what the texts say that it counts: 两个确保, 双提升."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.slogans.counting import counted, explain
from helpers.tables import Document, Paragraph, SloganMention, SloganPart

if TYPE_CHECKING:
    import pandas as pd

ASKED = 12  # documents of a formulation that are asked, the first and last of each place first
ALIKE = 0.4  # share of the shorter list's pairs of characters that two tellings of one sense share


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document says that a formulation counts."""

    document: Document
    parts: Sequence[SloganPart]

    def pairs(self) -> set[str]:
        """Return the pairs of characters of its items."""
        items = [item for part in self.parts for item in part.parts.split("、")]
        return {item[at : at + 2] for item in items for at in range(max(1, len(item) - 1))}


def senses(
    mentions: Sequence[SloganMention],
    paragraphs: Sequence[Paragraph],
    documents: Sequence[Document],
) -> "pd.DataFrame":
    """Return the forms that count different things in different texts, a row a sense.

    Two texts tell the same sense where their lists share two pairs of characters in five; what no
    text tells has no sense. Columns: slogan, sense (from 1, in order of time), parts (as most
    texts tell it), first, last (years of the tellings), places, documents (that tell it), doc_id,
    paragraph (of its first telling).
    """
    import pandas as pd

    texts: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        texts[paragraph.doc_id].append(paragraph)
    by_id = {document.doc_id: document for document in documents}
    where: dict[str, dict[str, None]] = defaultdict(dict)
    for mention in mentions:
        where[mention.slogan].setdefault(mention.doc_id)
    rows = []
    for slogan, doc_ids in where.items():
        if len(doc_ids) > 1 and counted(slogan):
            asked = _spread([by_id[doc_id] for doc_id in doc_ids])
            tellings = [Telling(one, explain(slogan, texts[one.doc_id])) for one in asked]
            groups = _groups([telling for telling in tellings if telling.parts])
            if len(groups) > 1:
                rows += [_row(slogan, number, group) for number, group in enumerate(groups, 1)]
    columns = ["slogan", "sense", "parts", "first", "last", "places", "documents"]
    return pd.DataFrame(rows, columns=[*columns, "doc_id", "paragraph"])


def _spread(documents: Sequence[Document]) -> list[Document]:
    """Return some documents in order of time: the first and the last of each place, then others."""
    order = sorted(documents, key=lambda one: (one.date, one.doc_id))
    first = {one.place: one for one in reversed(order)}
    last = {one.place: one for one in order}
    chosen = {one.doc_id: one for one in [*first.values(), *last.values(), *order]}
    return sorted([*chosen.values()][:ASKED], key=lambda one: (one.date, one.doc_id))


def _groups(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Put tellings together that share enough with one of a group."""
    groups: list[list[Telling]] = []
    for telling in tellings:
        own = telling.pairs()
        same = [g for g in groups if any(_alike(own, other.pairs()) for other in g)]
        merged = [one for group in same for one in group] + [telling]
        groups = [group for group in groups if group not in same] + [merged]
    return sorted(groups, key=lambda group: (group[0].document.date, group[0].document.doc_id))


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= ALIKE * min(len(one), len(other))


def _row(slogan: str, number: int, group: Sequence[Telling]) -> Mapping[str, object]:
    told = Counter("；".join(part.parts for part in telling.parts) for telling in group)
    first = group[0].parts[0]
    return {
        "slogan": slogan,
        "sense": number,
        "parts": told.most_common(1)[0][0],
        "first": group[0].document.date[:4],
        "last": group[-1].document.date[:4],
        "places": "、".join(dict.fromkeys(t.document.place for t in group if t.document.place)),
        "documents": len(group),
        "doc_id": first.doc_id,
        "paragraph": first.paragraph,
    }
