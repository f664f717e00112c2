"""Find out what kind of document a page is."""

from collections.abc import Iterator

from helpers import lexicon
from helpers.cleaning import structure
from helpers.cleaning.identity import title as titles
from helpers.cleaning.identity.evidence import Decision, Witness, cue, decide
from helpers.cleaning.identity.page import Page
from helpers.cleaning.lines import forms

READ = 2_000  # characters of the body


def decision(page: Page, title: str) -> Decision:
    """Return the decision on the kind of a page."""
    rules = lexicon.load("identity")
    return decide(
        list(_witnesses(page, title)), rules["weights"]["genre"], **rules["sure"]["genre"]
    )


def _witnesses(page: Page, title: str) -> Iterator[Witness]:
    """Yield what speaks for a kind of document."""
    yield from _named(title, "title")
    yield from _named(page.fields.get("title", ""), "field_title")
    yield from _named(page.doc_id, "file")
    if title and not titles.head(title) and any(map(forms.dateline, page.front)):
        yield Witness("news", "headline", title[:40])
    yield from _built(page)
    yield from _spoken(page)
    yield from _around(page)


def _named(line: str, kind: str) -> Iterator[Witness]:
    noun = titles.head(titles.cleaned(line))
    genre = titles.genre_of(noun)
    if genre == "speech" and "全会" in line:
        genre = "plenum_speech"
    if genre:
        yield Witness(genre, kind, line[-40:])


def _built(page: Page) -> Iterator[Witness]:
    interviewed = [text for text in page.body if structure.introduces(text)]
    if len(interviewed) > 1:
        yield Witness("interviews", "build", interviewed[0])
    speaking = [text for text in page.body if structure.department(text)]
    if len(speaking) > 2 and "各位代表" not in page.text:
        yield Witness("department_statements", "build", speaking[0][:40])
    turns = [text[:30] for text in page.body if cue("turn").match(text)]
    asked = sum(bool(cue("asks").match(text)) for text in turns)
    if asked and len(turns) > 1 and len(turns) > len(page.body) / 3:
        briefing = "发布会" in title_and_opening(page)
        yield Witness("briefing" if briefing else "interviews", "turns", turns[0])


def title_and_opening(page: Page) -> str:
    """Return the front and the opening as one text."""
    return "\n".join([*page.front, *page.opening])


def _spoken(page: Page) -> Iterator[Witness]:
    opening = "\n".join(page.opening)
    if match := cue("reports").search(opening):
        yield Witness("work_report", "represents", match[0])
    if page.text.count("各位代表") > 2 and "法院" not in opening:
        yield Witness("work_report", "delegates", "各位代表")
    for text in [*page.front, *page.opening[:4]]:
        if cue("addressed").match(text) and not forms.SALUTATION.match(text):
            yield Witness("policy", "addressed", text)
        if cue("comrades").match(text):
            yield Witness("speech", "salutation", text)
    if match := cue("ordered").search(opening):
        yield Witness("policy", "ordered", match[0])
    if match := cue("wire").search("\n".join([*page.front, *page.opening[:2]])):
        yield Witness("news", "wire", match[0])
    if match := cue("tidings").search(page.text[:READ]):
        yield Witness("news", "tidings", match[0])
    if match := cue("counted").search(opening):
        yield Witness("bulletin", "counted", match[0])
    for text in [*page.front, page.fields.get("number", "")]:
        if titles.NUMBER.search(text):
            yield Witness("policy", "number", text[:40])


def _around(page: Page) -> Iterator[Witness]:
    page_lines = [*page.front, *page.around, *page.foot]
    for text in page_lines:
        if cue("press").search(text):
            yield Witness("news", "press", text[:40])
    head = "\n".join([*page.front, page.doc_id])
    for row in lexicon.load("structure")["genres"]:
        where = "\n".join([head, *page.around]) if row["where"] == "page" else head
        word = next((word for word in row["words"] if word in where), "")
        if word:
            yield Witness(str(row["genre"]), "page", word)
