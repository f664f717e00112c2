"""Put the cells of a notebook in the order and form in which a page tells them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from markupsafe import Markup

from helpers.show import html
from helpers.show.words import Text

HEADING = re.compile(r"^(#{1,3}) +(.+?) *$", re.M)
LANGUAGES = ("en", "zh")
ONLY_PARAGRAPHS = re.compile(r"\s*(?:<p>(?:(?!<table|<figure|<dl|<ul).)*?</p>\s*)+", re.S)
SECTION = 2
"""Level of the headings that part a page."""


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
    return numbered(bilingual(told_cells(cells)))


def numbered(cells: Iterable[Any]) -> list[Any]:
    """Return the cells, each under a name of its own that is the same in every run."""
    cells = list(cells)
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


def strongest_first(cells: Sequence[Any], anchor: str) -> list[Any]:
    """Return the cells of a page with the section that holds a heading in front of the others.

    What stands before the first section stays there. An anchor that no heading has changes nothing.
    """
    head, *others = _parts(cells)
    chosen = [part for part in others if anchor in _anchors(part)][:1]
    ordered = (head, *chosen, *(part for part in others if part not in chosen))
    return [cell for part in ordered for cell in part]


def _anchors(part: Iterable[Any]) -> list[str]:
    headings = (cell.metadata.get("tifa", {}).get("heading") for cell in part)
    return [html.anchor(heading[1]) for heading in headings if heading]


def quiet_folded(cells: Sequence[Any], heading: Text) -> list[Any]:
    """Return the cells of a page with the sections that only say what is not there made one list.

    They are those whose cells show paragraphs and nothing else. The list stands before the last
    section, on method and limits, under a heading of its own; each keeps its anchor. A section
    that has nothing but its heading is left out.
    """
    head, *others = _parts(cells)
    parts = [head, *(part for part in others if len(part) > 1)]
    quiet = [part for part in parts[1:-1] if _is_quiet(part)]
    if not quiet:
        return [cell for part in parts for cell in part]
    items = [(part[0].metadata["tifa"]["heading"], _shown(part)) for part in quiet]
    told = [
        (html.anchor(en), Text(en, zh), Markup(" ".join(shown))) for (_, en, zh), shown in items
    ]
    title = _heading(cells[0], Section(SECTION, *heading[:2]), Section(SECTION, heading.zh, ""))
    folded = [title, _copy(cells[0], str(html.macro("quiet", told)))]
    loud = [part for part in parts[:-1] if part not in quiet]
    return [cell for part in (*loud, folded, parts[-1]) for cell in part]


def _parts(cells: Iterable[Any]) -> list[list[Any]]:
    """Return the cells cut before each heading of a section; the first part is before them all."""
    parts: list[list[Any]] = [[]]
    for cell in cells:
        if cell.metadata.get("tifa", {}).get("heading", [0])[0] == SECTION:
            parts.append([])
        parts[-1].append(cell)
    return parts


def _shown(part: Iterable[Any]) -> list[str]:
    """Return the HTML that the cells of a section show; nothing for what is no HTML."""
    outputs = (output for cell in part for output in cell.get("outputs", []))
    return [output.get("data", {}).get("text/html", "") for output in outputs]


def _is_quiet(part: Iterable[Any]) -> bool:
    shown = _shown(part)
    return bool(shown) and all(ONLY_PARAGRAPHS.fullmatch(one) for one in shown)


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
