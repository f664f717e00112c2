"""Put the cells of a notebook in the order and form in which a page tells them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, NamedTuple

from helpers.show import html
from helpers.show.words import Text

HEADING = re.compile(r"^(#{1,3}) +(.+?) *$", re.M)
LANGUAGES = ("en", "zh")


class Section(NamedTuple):
    """A heading, if there is one, and what stands under it in one markdown cell."""

    level: int
    heading: str
    text: str


def told_cells(cells: Iterable[Any]) -> Iterator[Any]:
    """Yield the cells that a reader needs: a silent code cell is joined to the one it prepares."""
    waiting = ""
    for cell in cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            continue
        if cell.cell_type == "code":
            cell.source = f"{waiting}{cell.source}"
            waiting = "" if cell.outputs else f"{cell.source}\n\n"
            if waiting:
                continue
        yield cell


def told(cells: Iterable[Any]) -> list[Any]:
    """Return the cells of a page, numbered anew."""
    cells = list(bilingual(told_cells(cells)))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03}"
    return cells


def bilingual(cells: Iterable[Any]) -> Iterator[Any]:
    """Yield the cells with each pair of English and Chinese headings made one.

    Both languages then share one anchor, made of the English heading, so that a link lands
    whichever language its reader chose. A heading without its twin stands in both.
    """
    here = list(cells)
    for before, cell, after in zip([None, *here], here, [*here[1:], None], strict=False):
        if cell.cell_type != "markdown":
            yield cell
        elif language(cell) == "en" and language(after) == "zh":
            yield from _interleaved(cell, after)
        elif not (language(cell) == "zh" and language(before) == "en"):
            yield from _interleaved(cell, None)


def language(cell: Any | None) -> str:
    """Return the language that a markdown cell is tagged with, or nothing."""
    if cell is None or cell.cell_type != "markdown":
        return ""
    tags = cell.metadata.get("tags", [])
    return next((language for language in LANGUAGES if language in tags), "")


def sections(source: str) -> list[Section]:
    """Return the text of a markdown cell cut at its headings; code in it is left whole.

    >>> sections("## 全部目标\\n\\n按责任方。")
    [Section(level=2, heading='全部目标', text='按责任方。')]
    """
    if "```" in source:
        return [Section(0, "", source)]
    before, *rest = HEADING.split(source)
    found = [Section(0, "", before.strip())] if before.strip() or not rest else []
    triples = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    return found + [Section(len(marks), name, text.strip()) for marks, name, text in triples]


def title(cells: Iterable[Any]) -> Text | None:
    """Return the first heading of the first level, in both languages."""
    for cell in cells:
        heading = cell.metadata.get("tifa", {}).get("heading", [])
        if heading[:1] == [1]:
            return Text(*heading[1:])
    return None


def _interleaved(first: Any, second: Any | None) -> Iterator[Any]:
    """Yield the sections of two cells in turn, each pair under one heading."""
    ours = sections(first.source)
    theirs = sections(second.source) if second is not None else []
    if second is not None and [s.level for s in ours] != [s.level for s in theirs]:
        yield from _interleaved(first, None)
        yield from _interleaved(second, None)
        return
    for section, twin in zip_longest(ours, theirs):
        if section.heading:
            yield _heading(first, section, twin or section)
        if section.text:
            yield _copy(first, section.text)
        if twin and twin.text:
            yield _copy(second, twin.text)


def _heading(cell: Any, section: Section, twin: Section) -> Any:
    said = Text(section.heading, twin.heading)
    made = html.macro("heading", section.level, html.anchor(section.heading), said)
    return _copy(cell, str(made), {"tifa": {"heading": [section.level, *said[:2]]}})


def _copy(cell: Any, source: str, metadata: Mapping[str, Any] | None = None) -> Any:
    from nbformat import from_dict

    return from_dict({**cell, "source": source, "metadata": metadata or cell.metadata})


def apart(page: str) -> str:
    """Return a page in which headings of one name have anchors of their own.

    >>> apart('<h3 id="市">市</h3><h3 id="市">市</h3>')
    '<h3 id="市">市</h3><h3 id="市-2">市</h3>'
    """
    times: Counter[str] = Counter()

    def named(heading: re.Match[str]) -> str:
        times[heading[2]] += 1
        number = times[heading[2]]
        return heading[0] if number == 1 else f'{heading[1]}{heading[2]}-{number}"'

    return re.sub(r'(<h[1-6][^>]*? id=")([^"]+)"', named, page)
