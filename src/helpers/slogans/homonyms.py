"""Tell the senses of one form apart by place, time and the words around it: 两个确保, 双减."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpers.slogans.counting import counted, explain
from helpers.slogans.surroundings import WORD, beside, rarity, vectors, weight
from helpers.tables import Document, Paragraph, Slogan, SloganMention

if TYPE_CHECKING:
    import pandas as pd

NEAR = 40  # characters before and after a mention whose words are around it
SILENT = 3  # years of silence in one place after which a form may mean something else
ALIKE = 0.06  # mean cosine of the words around two groups of mentions, from which they are one
ENOUGH = 2  # mentions that make a sense where no text says what is counted
TELLING = 4  # words that tell a sense
ASKED = 3  # documents of a sense that are asked what it counts

Text = tuple[str, int]  # the document and the number of a paragraph


@dataclass(slots=True)
class Use:
    """The mentions of a form in one place, without a long silence between them."""

    slogan: str
    mentions: list[SloganMention]
    documents: list[Document]
    words: Counter[str]
    part_of: set[str]  # what only its own place says, and it is inside; "" for anything else


def senses(
    mentions: Sequence[SloganMention],
    paragraphs: Sequence[Paragraph],
    documents: Sequence[Document],
) -> "pd.DataFrame":
    """Return the forms that count different things in different texts, a row a sense.

    The mentions of one place without a long silence are one use. Uses are put together while the
    words around them are alike on average (average linkage of cosines, tf-idf; Sokal & Michener
    1958); what is left apart is a sense where it has two mentions, or a text says what is counted.
    Columns: slogan, sense (from 1, in order of time), around (the words that tell it), parts (what
    it counts, where a text says it), first, last (years), places, documents, doc_id, paragraph (of
    its first mention), mentions (their numbers in the table of mentions).
    """
    import pandas as pd

    texts: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        texts[paragraph.doc_id].append(paragraph)
    numbers = {id(mention): number for number, mention in enumerate(mentions)}
    uses = _uses(mentions, paragraphs, documents)
    rare = rarity(use.words for own in uses.values() for use in own)
    rows = []
    for own in uses.values():
        groups = _groups(own, rare) if own[1:] else []
        told = [(group, _parts(group, texts)) for group in groups] if groups[1:] else []
        told = [one for one in told if one[1] or sum(len(u.mentions) for u in one[0]) >= ENOUGH]
        if len(told) > 1:
            rows += [
                _row(number, group, parts, rare)
                | {"mentions": sorted(numbers[id(one)] for use in group for one in use.mentions)}
                for number, (group, parts) in enumerate(told, 1)
            ]
    columns = ["slogan", "sense", "around", "parts", "first", "last", "places", "documents"]
    return pd.DataFrame(rows, columns=[*columns, "doc_id", "paragraph", "mentions"])


def with_senses(
    slogans: Iterable[Slogan], mentions: Sequence[SloganMention], rows: "pd.DataFrame"
) -> tuple[list[Slogan], list[SloganMention]]:
    """Return formulations and mentions with the senses of `senses` written beside them."""
    told: dict[str, list[str]] = defaultdict(list)
    of: dict[int, int] = {}
    for row in rows.to_dict("records"):
        years = row["first"] + ("–" + row["last"]) * (row["first"] != row["last"])
        told[row["slogan"]].append(f"{row['sense']} {row['parts'] or row['around']} ({years})")
        of |= dict.fromkeys(row["mentions"], row["sense"])
    return (
        [replace(one, sense=" | ".join(told.get(one.slogan, []))) for one in slogans],
        [replace(one, sense=of.get(number, 0)) for number, one in enumerate(mentions)],
    )


def _uses(
    mentions: Sequence[SloganMention],
    paragraphs: Iterable[Paragraph],
    documents: Iterable[Document],
) -> dict[str, list[Use]]:
    """Return the uses of each form with a numeral, in order of time."""
    texts = {(one.doc_id, one.paragraph): one.text for one in paragraphs}
    by_id = {document.doc_id: document for document in documents}
    said: dict[str, set[str]] = defaultdict(set)
    for one in mentions:
        said[one.slogan].add(by_id[one.doc_id].place)
    numeral = {one: bool(counted(one)) for one in {mention.slogan for mention in mentions}}
    asked = [(by_id[one.doc_id], one) for one in mentions if numeral[one.slogan]]
    asked.sort(key=lambda pair: (pair[0].date, pair[0].doc_id))
    last: dict[tuple[str, str], tuple[int, Use]] = {}
    uses: dict[str, list[Use]] = defaultdict(list)
    for document, one in asked:
        where, year = (one.slogan, document.place or document.doc_id), int(document.date[:4] or 0)
        before, use = last.get(where, (0, None))
        if use is None or year - before > SILENT:
            uses[one.slogan].append(use := Use(one.slogan, [], [], Counter(), set()))
        last[where] = year, use
        use.mentions.append(one)
        use.documents.append(document)
        use.part_of.add(one.inside if len(said[one.inside]) == 1 else "")
        left, right = beside(texts[one.doc_id, one.paragraph], one.start, one.end, NEAR)
        use.words.update(word for word in left + right if WORD.fullmatch(word))
    return uses


def _groups(uses: Sequence[Use], rare: Mapping[str, float]) -> list[list[Use]]:
    """Put the uses together that are alike, in order of time.

    One that is always part of what only its place says is alike only such: 三个定位 of Guangdong.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    bags = vectors([use.words for use in uses], rare)
    whole = [use.part_of if "" not in use.part_of else set() for use in uses]
    other = [[bool(a or b) and a.isdisjoint(b) for a in whole] for b in whole]
    apart = np.where(other, 1, np.clip(1 - (bags @ bags.T).toarray(), 0, 1))
    apart = apart[np.triu_indices(len(uses), 1)]
    groups: dict[int, list[Use]] = defaultdict(list)
    for use, group in zip(
        uses, fcluster(linkage(apart, "average"), 1 - ALIKE, "distance"), strict=True
    ):
        groups[int(group)].append(use)
    return sorted(groups.values(), key=lambda own: (own[0].documents[0].date, own[0].slogan))


def _parts(group: Sequence[Use], texts: Mapping[str, Sequence[Paragraph]]) -> str:
    """Return what the first texts of a sense say that it counts."""
    doc_ids = list(dict.fromkeys(one.doc_id for use in group for one in use.documents))[:ASKED]
    told = (explain(group[0].slogan, texts[doc_id]) for doc_id in doc_ids)
    return "；".join(part.parts for part in next(filter(None, told), []))


def _row(
    number: int, group: Sequence[Use], parts: str, rare: Mapping[str, float]
) -> dict[str, object]:
    documents = sorted(
        (one for use in group for one in use.documents), key=lambda one: (one.date, one.doc_id)
    )
    words: Counter[str] = sum((use.words for use in group), Counter())
    best = sorted(words, key=lambda word: (-weight(words[word], rare[word]), word))
    years = [one.date[:4] for one in documents if one.date] or [""]
    first = min(
        (one for use in group for one in use.mentions if one.doc_id == documents[0].doc_id),
        key=lambda one: (one.paragraph, one.start),
    )
    return {
        "slogan": group[0].slogan,
        "sense": number,
        "around": "、".join(best[:TELLING]),
        "parts": parts,
        "first": years[0],
        "last": years[-1],
        "places": "、".join(dict.fromkeys(one.place for one in documents if one.place)),
        "documents": len({one.doc_id for one in documents}),
        "doc_id": first.doc_id,
        "paragraph": first.paragraph,
    }
